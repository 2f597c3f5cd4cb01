"""What else changes when an entry is taken out of the reference list: the numbers behind it, and what cites them."""

from __future__ import annotations

from lint.message import Message
from lint.references.citations.index import number_of
from lint.references.model import Bibliography, Reference


def with_moves(remedy: str, reference: Reference, bibliography: Bibliography) -> str:
    """A remedy that takes an entry out, with a sentence on the entries behind it where one has a later number.

    It names no numbers, for an author may take out several entries at once. Renderers number footnotes themselves.
    """
    own = number_of(reference)
    numbers = [number_of(each) for each in bibliography.references if each.source == reference.source]
    if own is None or reference.source == "footnote" or not any(each is not None and each > own for each in numbers):
        return remedy
    then = Message("Then the later numbers move up by one, in the list and in the text.")
    return Message("{remedy} {then}", remedy=remedy, then=then)
