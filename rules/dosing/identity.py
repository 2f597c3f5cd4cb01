"""What a dose is read with, by which it is told from the same words elsewhere: they are the dose of another drug there.

A baseline knows a dose, and a change leaves it alone, only where all of that is as it was. Other paragraphs around it
are no part of it, so that a section can be moved, and text added, without making anything new.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rules.dosing.classes import DRUG, MASS, NEGATION, UNITS, VOLUME
from rules.dosing.outline import Line, Place
from rules.dosing.passages import Passage
from rules.dosing.tokens import tokenize

_LONGEST = 300  # characters of one text; a longer one stands there by its digest
_AMOUNTS = frozenset((MASS, VOLUME, UNITS))


def read_with(passage: Passage, *, named: bool) -> str:
    """The texts that a dose is read with: headings, lead-ins, the item before, the other cells of its row.

    `named` tells that the dose names its drug itself. The headings above the nearest one matter as far as one that
    names a drug, the title of the article only if it does.
    """
    place = passage.place
    texts = [*_headings(place, named=named)]
    texts += [line.whole or line.text for line in place.leads if not line.weak or _matters(line, named=named)]
    if "the item before" in (passage.context.drug, passage.context.dose):
        texts.append(place.before)
    if len({id(part.block) for part in passage.parts}) > 1:  # "10 mg | weekly" is not "10 mg | daily"
        texts += [part.block.cell.header for part in passage.parts if part.block.cell and not part.still]
        texts.append(passage.text)
    return " / ".join(map(_bounded, texts))


def _headings(place: Place, *, named: bool) -> Iterator[str]:
    for depth, line in enumerate(place.headings):
        classes = _classes(line.text)
        if not depth or NEGATION in classes or (not named and (line.level > 1 or DRUG in classes)):
            yield line.text
        named = named or DRUG in classes
    if not named and DRUG in _classes(place.title):
        yield place.title


def _matters(line: Line, *, named: bool) -> bool:
    """Whether a line above that hands on nothing tells of which drug the dose is, or that nobody should take it."""
    classes = _classes(line.whole)
    return (NEGATION in classes or (DRUG in classes and not named)) and classes.isdisjoint(_AMOUNTS)


@lru_cache(maxsize=256)
def _classes(text: str) -> frozenset[str]:
    return tokenize(text[:_LONGEST]).letters


@lru_cache(maxsize=256)
def _bounded(text: str) -> str:
    """A text on one line; thousands of doses may stand below a heading of a megabyte."""
    text = " ".join(text.split())
    if len(text) <= _LONGEST:
        return text
    from hashlib import sha256

    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
