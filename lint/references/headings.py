"""Headings under which references stand, in many languages, numbered, decorated or with words around them."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache
from pathlib import Path

from lint.memory import remembered


class Strength(IntEnum):
    """How far a heading can be trusted that references follow it."""

    NONE = 0
    DOUBTFUL = 1  # "Evidence": the article's own matter, unless what follows is built like references without doubt
    READING = 2  # "Further reading": pages for the reader beside papers
    POSSIBLE = 3
    CERTAIN = 4


MAX_LENGTH = 120
MAX_WORDS = 8


@cache
def _terms() -> dict[str, Strength]:
    marks = {"+": Strength.CERTAIN, "?": Strength.POSSIBLE, "~": Strength.READING, "-": Strength.DOUBTFUL}
    terms: dict[str, Strength] = {}
    for line in (Path(__file__).with_name("headings.txt")).read_text(encoding="utf-8").splitlines():
        mark, _, rest = line.partition(" ")
        if mark in marks:
            term = rest.partition(" ")[2]
            terms[term] = max(marks[mark], terms.get(term, Strength.NONE))
    return terms


@cache
def _numbering() -> re.Pattern[str]:
    """The number of a chapter: "7. ", "3.2 ", "IV) ", "A. "."""
    return re.compile(
        r"(?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}|[ivx]{1,5}|[a-z])[.):]\s*|[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}\s+"
    )


_OPEN, _CLOSE = "([（{", ")]）}"
_ORDINALS = "一二三四五六七八九十0123456789"
_JOINTS = str.maketrans(dict.fromkeys("/,&+与與和及・", "|"))
_AND = frozenset(("and", "und", "et", "y", "e", "en", "og", "och", "i"))


def normalised(text: str) -> str:
    """A heading in lower case without numbering, decoration, colon and what stands in brackets behind it."""
    words = " ".join(text.split()).casefold()
    if words[-1:] in _CLOSE and (opened := max(words.rfind(mark) for mark in _OPEN)) > 0:
        words = words[:opened]
    start, end = 0, len(words)
    while start < end and not words[start].isalnum():
        start += 1
    while end > start and not words[end - 1].isalnum():
        end -= 1
    words = words[start:end].replace("_", " ")
    numbered = words[:1].isdigit() or any(mark in words[1:12] for mark in ".):")  # else no pattern is needed
    if numbered and (match := _numbering().match(words)):
        words = words[match.end() :]
    elif words[:1] in _ORDINALS:  # "七、参考文献"
        words = words.lstrip(_ORDINALS).lstrip("、.．:：)） ") or words
    return words.strip()


@remembered
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
    joined = " ".join("|" if word in _AND else word for word in words.split()).translate(_JOINTS)
    if "|" in joined and len(words.split()) <= 6:
        found = max(terms.get(part.strip(), Strength.NONE) for part in joined.split("|"))
        if found > Strength.DOUBTFUL:
            return found
    return _within(words, terms)


# "Cross-reference", "nurses' notes"; "literature review".
_NOT_LAST = frozenset(("reference", "citation", "source", "notes", "reading list"))
_NOT_FIRST = _NOT_LAST | {"literature", "literatur", "literatuur", "littérature"}

_OF = frozenset(("of", "von", "de", "di", "van"))  # "Sources of support", "Fuentes de calcio"


def _within(words: str, terms: dict[str, Strength]) -> Strength:
    """A heading with words before or behind the one that counts: "Hydroxychloroquine references"."""
    pieces = words.split()
    for size in (3, 2, 1):
        last, first = " ".join(pieces[-size:]), " ".join(pieces[:size])
        if len(pieces) > size:
            # "Current research", "Evidence for exercise" are the article's own matter.
            if terms.get(last, Strength.NONE) > Strength.DOUBTFUL and last not in _NOT_LAST:
                return terms[last]
            if terms.get(first, Strength.NONE) > Strength.DOUBTFUL and first not in _NOT_FIRST:
                if terms[first] is Strength.POSSIBLE and pieces[size] in _OF:
                    return Strength.NONE
                return min(terms[first], Strength.POSSIBLE)
    if len(pieces) == 1 and len(words) <= 12 and any("\u4e00" <= letter <= "\u9fff" for letter in words):
        for term, found in terms.items():
            if len(term) >= 4 and (words.startswith(term) or words.endswith(term)):
                return found
    return Strength.NONE
