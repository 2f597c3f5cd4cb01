"""Which entry a citation that no entry answers most likely means."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property

from lint.references.citations.names import spellings, surname
from lint.references.model import Citation, Reference

# Spellings are compared pair by pair; in a text with more unknown names than this the list itself is another one.
_MOST_COMPARED = 100


class Neighbours:
    """The entries of a list by the names of their authors and by their keys, for what misses them narrowly."""

    def __init__(self, references: tuple[Reference, ...]) -> None:
        self._references = references
        self._compared: dict[str, str] = {}

    @cached_property
    def _by_key(self) -> dict[str, Reference]:
        return {reference.key: reference for reference in self._references}

    @cached_property
    def _by_citekey(self) -> dict[str, Reference]:
        return {reference.key.casefold(): reference for reference in self._references if reference.key[:1] == "@"}

    @cached_property
    def _by_spelling(self) -> dict[str, list[Reference]]:
        found: defaultdict[str, list[Reference]] = defaultdict(list)
        for reference in self._references:
            if reference.first_author:
                for form in spellings(reference.first_author):
                    found[form].append(reference)
        return dict(found)

    def nearest(self, citation: Citation, label: str) -> Reference | None:
        """The entry by the same author with another year, else the one whose author or key is spelled nearly so."""
        if citation.kind == "citekey":
            return self._by_citekey.get(self._similar(label.casefold(), self._by_citekey))
        if citation.kind != "author-year":
            return None
        if citation.keys:  # its link leads to an entry
            return self._by_key.get(citation.keys[0])
        name = author_of(label)
        entries = self._by_spelling.get(name) or self._by_spelling.get(self._similar(name, self._by_spelling), [])
        year = re.search(r"(?:1[89]|20)\d\d", label)
        return min(entries, key=lambda each: abs((each.year or 0) - int(year[0] if year else 0)), default=None)

    def is_author(self, label: str, reference: Reference) -> bool:
        """Whether the author that a label names is the entry's first author."""
        return reference in self._by_spelling.get(author_of(label), [])

    def _similar(self, name: str, forms: dict[str, Reference] | dict[str, list[Reference]]) -> str:
        if name not in self._compared:
            if len(self._compared) >= _MOST_COMPARED:
                return ""
            from difflib import get_close_matches

            self._compared[name] = next(iter(get_close_matches(name, forms, 1, 0.8)), "")
        return self._compared[name]


def author_of(label: str) -> str:
    """The folded surname with which the label of an author-year citation begins."""
    names = re.sub(r"\s(?:et al\.|(?:1[89]|20)\d\d.*|(?:in|im|sous|en|no|à) (?:\w+ ){0,3}\w+$)", "", label)
    first = re.split(r",| (?:and|&|und|et|y|e|en|og|och|i) |/", names)[0]
    return surname(first)
