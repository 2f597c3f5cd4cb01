"""Headings under which references stand, in many languages, numbered, decorated or with words around them."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache
from pathlib import Path


class Strength(IntEnum):
    """How far a heading can be trusted that references follow it."""

    NONE = 0
    POSSIBLE = 1
    CERTAIN = 2


MAX_LENGTH = 120
MAX_WORDS = 8


@cache
def _terms() -> dict[str, Strength]:
    marks = {"+": Strength.CERTAIN, "?": Strength.POSSIBLE}
    terms: dict[str, Strength] = {}
    for line in (Path(__file__).with_name("headings.txt")).read_text(encoding="utf-8").splitlines():
        mark, _, rest = line.partition(" ")
        if mark in marks:
            term = rest.partition(" ")[2]
            terms[term] = max(marks[mark], terms.get(term, Strength.NONE))
    return terms


@cache
def _numbering() -> re.Pattern[str]:
    """ "7. ", "3.2 ", "IV) ", "A. ", and the Chinese ordinals of a chapter."""
    return re.compile(
        r"^(?:(?:\d{1,2}(?:\.\d{1,2}){0,3}|[ivx]{1,5}|[a-z])[.):]\s*|\d{1,2}(?:\.\d{1,2}){0,3}\s+"
        r"|[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]?[、.．:：]?\s*(?=[\u4e00-\u9fff]))"
    )


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(r"\s*(?:[/,&+|]|\b(?:and|und|et|y|e|en|og|och|i)\b|[与與和及・])\s*")


def normalised(text: str) -> str:
    """A heading in lower case without numbering, decoration, colon and what stands in brackets behind it."""
    words = " ".join(text.split()).casefold()
    words = re.sub(r"\s*[(\[（{][^)\]）}]{0,80}[)\]）}]\s*$", "", words)
    words = re.sub(r"^[^\w]+|[^\w]+$", "", words).replace("_", " ")
    return _numbering().sub("", words, count=1).strip()


def strength(text: str) -> Strength:
    """How surely a heading or label announces references."""
    if len(text) > MAX_LENGTH:
        return Strength.NONE
    words = normalised(text)
    if not words or len(words.split()) > MAX_WORDS:
        return Strength.NONE
    terms = _terms()
    if words in terms:
        return terms[words]
    parts = _joint().split(words)
    if len(parts) > 1 and len(words.split()) <= 6:
        found = max(terms.get(part, Strength.NONE) for part in parts)
        if found:
            return found
    return _within(words, terms)


def _within(words: str, terms: dict[str, Strength]) -> Strength:
    """A heading with words before or behind the one that counts: "Hydroxychloroquine references"."""
    singular = ("reference", "citation", "source", "notes", "evidence", "articles", "papers", "reading list")
    pieces = words.split()
    for size in (3, 2, 1):
        last, first = " ".join(pieces[-size:]), " ".join(pieces[:size])
        if len(pieces) > size:
            if last in terms and last not in singular:
                return terms[last]
            if first in terms and first not in singular:
                return Strength.POSSIBLE
    if len(pieces) == 1 and len(words) <= 12 and re.search(r"[\u4e00-\u9fff]", words):
        for term, found in terms.items():
            if len(term) >= 4 and (words.startswith(term) or words.endswith(term)):
                return found
    return Strength.NONE
