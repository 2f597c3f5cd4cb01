"""Which entry a citation that no entry answers most likely means."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lint.references.citation_names import spellings, surname
from lint.references.model import Citation, Reference


def nearest(citation: Citation, label: str, references: Iterable[Reference]) -> Reference | None:
    """The entry by the same author with another year, else the one whose author or key is spelled nearly so."""
    if citation.kind == "citekey":
        return _by_spelling(label.casefold(), {reference.key.casefold(): reference for reference in references})
    if citation.kind != "author-year":
        return None
    entries = [reference for reference in references if reference.first_author]
    linked = [reference for reference in entries if reference.key in citation.keys]
    if linked:
        return linked[0]
    name = author_of(label)
    by_name = [reference for reference in entries if name in spellings(reference.first_author)]
    if by_name:
        year = re.search(r"(?:1[89]|20)\d\d", label)
        return min(by_name, key=lambda reference: abs((reference.year or 0) - int(year[0] if year else 0)))
    return _by_spelling(name, {surname(reference.first_author): reference for reference in entries})


def author_of(label: str) -> str:
    """The folded surname with which the label of an author-year citation begins."""
    names = re.sub(r"\s(?:et al\.|(?:1[89]|20)\d\d.*)", "", label)
    first = re.split(r",| (?:and|&|und|et|y|e|en|og|och|i) |/", names)[0]
    return surname(first)


def _by_spelling(name: str, entries: dict[str, Reference]) -> Reference | None:
    from difflib import get_close_matches

    near = get_close_matches(name, entries, 1, 0.8)
    return entries[near[0]] if near else None
