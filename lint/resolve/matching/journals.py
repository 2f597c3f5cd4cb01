"""Whether two names are one journal: abbreviations by the beginnings of words, in order, as ISO 4 forms them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from lint.resolve.matching.fold import tokens

_SMALL = frozenset(
    "the of and for in on an a de la le les des du et der die das und fur zur e y del da do dos di della"
    " delle il en van het".split()
)


@cache
def _tail() -> re.Pattern[str]:
    """What catalogues put behind a name: a place, a parallel title, a medium, a subtitle."""
    return re.compile(r"\s?\(.*\)|\s?\[.*\]|\s?=\s.*|\s?:\s.*")


@lru_cache(maxsize=1024)
def words_of(name: str, *, bare: bool = True) -> tuple[str, ...]:
    """The words of a journal's name; `bare`: those that count."""
    named = tuple(token.word for token in tokens(name) if not bare or token.word not in _SMALL)
    return named or tuple(token.word for token in tokens(name))


def same_journal(said: str, recorded: str) -> bool:
    """Whether one name is the other, or short for it."""
    said_forms, recorded_forms = _forms(said), _forms(recorded)
    return any(_is_short_for(one, other) or _is_short_for(other, one) for one in said_forms for other in recorded_forms)


def _forms(name: str) -> set[tuple[str, ...]]:
    """The words of a name, with and without what catalogues put behind it."""
    forms = {words_of(name)}
    if any(mark in name for mark in "([=:"):
        forms.add(words_of(_tail().sub("", name)))
    return forms - {()}


def _is_short_for(short: Sequence[str], full: Sequence[str]) -> bool:
    if tuple(short) == tuple(full) or "".join(short) == "".join(full):
        return True
    if len(short) == 1 and len(full) > 1:
        # "PNAS", "JAMA": the first letters, of which some may be left out at the end.
        initials = "".join(word[0] for word in full)
        return len(short[0]) >= 3 and (initials == short[0] or _is_acronym(short[0], full))
    return len(short) <= len(full) and _begins(short, full)


def _is_acronym(short: str, full: Sequence[str]) -> bool:
    return len(short) >= 4 and len(short) <= len(full) + 1 and "".join(word[0] for word in full).startswith(short[:-1])


def _begins(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether every word is the beginning (or the contraction) of a word of the full name, in order, none left out."""
    reached = {0}
    for head in short:
        ahead = {place + 1 for place in reached if place < len(full) and abbreviates(head, full[place])}
        # "Otorhinolaryngol" is short for two words that another catalogue writes apart.
        ahead |= {
            place + 2
            for place in reached
            if len(head) > 3 and place + 1 < len(full) and abbreviates(head, full[place] + full[place + 1])
        }
        reached = ahead
    return len(full) in reached


def abbreviates(short: str, word: str) -> bool:
    """Whether a word is short for another: its beginning ("Neurosci"), or a contraction ("Natl", "Dtsch")."""
    if not short or short[0] != word[0]:
        return False
    if word.startswith(short):
        return True
    if len(short) < 3 or len(short) >= len(word):
        return False
    place = 0
    for letter in short:
        place = word.find(letter, place) + 1
        if place == 0:
            return False
    return len(short) > 3 or short[-1] == word[-1]
