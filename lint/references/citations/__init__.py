"""The places in an article's prose that cite, and what answers each of them.

Every form of citing is looked for everywhere; afterwards it is decided by what the whole document does which of the
unanswered ones are citations at all. A false alarm costs more than a miss: whatever could be something else is kept
only where a reference answers it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from lint.document import Block, Document
from lint.memory import remembered
from lint.references.citations import authors, keys, labels, links, numbers
from lint.references.citations.custom import custom_of
from lint.references.citations.index import Index
from lint.references.citations.mention import Mention, Text
from lint.references.model import Citation, Reference
from lint.spans import Span

_HEAD = 14  # blocks among which the line of the authors and their affiliations stand


def find(document: Document, references: tuple[Reference, ...], taken: tuple[Span, ...] = ()) -> tuple[Citation, ...]:
    """All citations of a document, in order. `taken` are the places of the reference list, where nothing cites."""
    index = Index(document, references)
    away = _away(references, taken)
    seen = list(_mentions(document, index, away))
    kept = custom_of(seen, index).kept(seen)
    return tuple(mention.citation() for mention in sorted(_apart(kept), key=lambda mention: mention.span))


def _away(references: tuple[Reference, ...], taken: tuple[Span, ...]) -> list[Span]:
    spans = [reference.span for reference in references if reference.source != "bibliography"]
    return sorted({*spans, *taken})


def _mentions(document: Document, index: Index, away: list[Span]) -> Iterator[Mention]:
    blocks = [block for block in document.blocks if _is_text(block)]
    read = list(_outside(blocks, away))
    affiliations: frozenset[int] = frozenset()
    for number, block in enumerate(read[:_HEAD]):
        if number:
            affiliations |= numbers.legends(block)
    for number, block in enumerate(read):
        if not (_may_cite(block.text) or any(inline.kind in _CITING for inline in block.inlines)):
            continue
        text = Text(block)
        found = list(numbers.brackets(text, index))
        if not (number < _HEAD and affiliations and numbers.is_byline(block)):
            found += numbers.superscripts(text, index)
        found += numbers.rounds(text, index)
        found += keys.mentions(text, index)
        found += labels.mentions(text, index)
        found += links.mentions(text, index)
        found += authors.mentions(text, index)
        if block.kind == "alt":
            found = [mention._replace(missing=()) for mention in found if mention.keys]
        yield from found


_CITING = frozenset(("link", "footnote", "superscript"))
# One of these stands in every other citation that names no authors, but for the number in round brackets.
_SIGNS = "[［【〔@^⁰¹²³⁴⁵⁶⁷⁸⁹"


@remembered
def _may_cite(text: str) -> bool:
    """Whether there is anything in a text, apart from what is `_CITING`, that has the form of a citation."""
    if any(sign in text for sign in _SIGNS) or re.search(r"\d\s?[)）]", text):
        return True
    return authors.may_name(text, True)  # more counts as a name where there is a list


def _is_text(block: Block) -> bool:
    """Text that a reader meets, behind a fold too, and the descriptions of pictures."""
    if block.kind == "alt":
        return True
    return block.kind in ("paragraph", "heading", "cell", "term", "html") and (
        not block.hidden or "collapsed" in block.hidden
    )


def _outside(blocks: Iterable[Block], away: list[Span]) -> Iterator[Block]:
    """The blocks outside the reference list; both are in order of their places."""
    place = 0
    for block in sorted(blocks, key=lambda block: block.span):
        while place < len(away) and away[place].end <= block.span.start:
            place += 1
        if place < len(away) and away[place].start <= block.span.start < away[place].end:
            continue
        yield block


def _apart(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """No two citations on the same characters: the one that is answered, else the longer one, stays."""
    rank = sorted(
        mentions, key=lambda m: (not m.keys, m.kind == "link", bool(m.missing), m.span.start - m.span.end, m.span)
    )
    taken: list[Span] = []  # in order, none of them overlapping
    for mention in rank:
        place = bisect_left(taken, mention.span)
        around = taken[max(place - 1, 0) : place + 1]
        if mention.span.end > mention.span.start and any(mention.span.overlaps(span) for span in around):
            continue
        taken.insert(place, mention.span)
        yield mention
