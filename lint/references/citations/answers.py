"""Which entries of the list answer the authors and years that a place names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lint.references.citations.index import Index
from lint.references.model import Reference


def answering(
    surnames: tuple[str, ...], years: tuple[str, ...], index: Index, *, first_only: bool
) -> tuple[int, tuple[Reference, ...]]:
    """The entries by one of the names in these years, and which name that is.

    The names are tried from the left, since a word of the sentence may stand before the first author ("However, Smith
    et al."). Unless `first_only`, any author of an entry will do where no first author does.
    """
    for number, name in enumerate(surnames):
        if found := of_years(index.first_authors.get(name, ()), years):
            return number, found
    for number, name in enumerate(() if first_only else surnames):
        if found := of_years(index.authors.get(name, ()), years):
            return number, found
    return 0, ()


def of_years(candidates: Iterable[Reference], years: tuple[str, ...]) -> tuple[Reference, ...]:
    """Those of the entries that have one of the years, by the year's letter where the entries show it."""
    if not years:
        return tuple(candidates)
    found: list[Reference] = []
    for year in years:
        same = [r for r in candidates if r.year == int(year[:4]) or re.search(rf"(?<!\d){year[:4]}(?!\d)", r.text)]
        exact = [r for r in same if r.year == int(year[:4])] or same
        lettered = [r for r in exact if len(year) == 5 and re.search(rf"(?<!\d){year}(?![a-z])", r.text)]
        found += lettered or exact
    return tuple(dict.fromkeys(found))
