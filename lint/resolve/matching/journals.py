"""Whether two names are one journal: abbreviations by the beginnings of words, in order, as ISO 4 forms them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from lint.resolve.matching.fold import tokens

_SMALL = frozenset(
    "the of and for in on an a de la le les des du et der die das und fur zur e y del da do dos di della"
    " delle il en van het voor i im imeni series ser section sect part pt volume vol".split()
)
# "Proc Natl Acad Sci USA" is often cited, and registered, without its country.
_COUNTRY = (("united", "states", "america"), ("usa",), ("u", "s"), ("us",))


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
    if len(said) >= 3 and said.isalpha() and said.casefold() == "".join(w[0] for w in words_of(recorded, bare=False)):
        return True  # "NTvG": the small words count, too
    return any(
        _is_short_for(one, other) or _is_short_for(other, one) or _is_section(one, other) or _is_section(other, one)
        for one in said_forms
        for other in recorded_forms
    )


def _is_section(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether a name that ends with the letter of a section is another that goes on with what the section is about."""
    if len(short) < 3 or len(short[-1]) > 1 or len(long) <= len(short) or long[len(short) - 1] != short[-1]:
        return False
    return _begins(short, long[: len(short)]) or _begins(long[: len(short)], short)


@lru_cache(maxsize=2048)
def _forms(name: str) -> frozenset[tuple[str, ...]]:
    """The words of a name, with and without what catalogues put behind it."""
    forms = {words_of(name)}
    if any(mark in name for mark in "([=:"):
        forms.add(words_of(_tail().sub("", name)))
    head, dot, _ = name.partition(". ")
    if dot and len(head) >= 4 and head.isupper() and head.isalpha():
        forms.add(words_of(head))  # "MMWR. Morbidity and mortality weekly report"
    for country in _COUNTRY:
        forms |= {form[: -len(country)] for form in forms if len(form) > 3 and form[-len(country) :] == country}
    return frozenset(forms - {()})


def _is_short_for(short: Sequence[str], full: Sequence[str]) -> bool:
    if tuple(short) == tuple(full) or "".join(short) == "".join(full):
        return True
    if len(short) == 1 and len(full) > 1:
        # "PNAS", "JAMA": the first letters, of which some may be left out at the end.
        initials = "".join(word[0] for word in full)
        return len(short[0]) >= 3 and (initials == short[0] or (len(short[0]) >= 4 and initials.startswith(short[0])))
    return len(short) <= len(full) and _begins(short, full)


def _begins(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether every word is the beginning (or the contraction) of a word of the full name, in order, none left out."""
    reached = {0}
    for head in short:
        ahead = {place + 1 for place in reached if place < len(full) and abbreviates(head, full[place])}
        ahead |= {place + 2 for place in reached if place + 1 < len(full) and _joins(head, *full[place : place + 2])}
        reached = ahead
    return len(full) in reached


def _joins(short: str, first: str, second: str) -> bool:
    """Whether a word is short for two that another catalogue writes apart: "Otorhinolaryngol"."""
    return len(short) > len(first) and short.startswith(first) and abbreviates(short[len(first) :], second)


# Contractions that leave out more than vowels (ISSN Centre, List of Title Word Abbreviations, and usage).
_CONTRACTED = {
    "assn": "association", "assns": "associations", "cttee": "committee", "ctr": "center", "dept": "department",
    "govt": "government", "intl": "international", "jb": "jahrbuch", "mgmt": "management", "mtg": "meeting",
    "natl": "national", "rept": "reports", "rpt": "reports", "univ": "university", "zbl": "zentralblatt",
    "zentbl": "zentralblatt", "wschr": "wochenschrift", "mschr": "monatsschrift", "quart": "quarterly",
}  # fmt: skip
_VOWELS = frozenset("aeiouy")


def abbreviates(short: str, word: str) -> bool:
    """Whether a word is short for another: its beginning ("Neurosci"), or a contraction ("Natl", "Dtsch").

    A contraction leaves out vowels: "Neurology" is not short for "Neuropathology".
    """
    if not short or short[0] != word[0]:
        return False
    if word.startswith(short):
        return True
    if word.startswith(_CONTRACTED.get(short, word + " ")):
        return True
    if short.endswith("kd") and word.startswith(short[:-1]) and word.endswith("kunde"):
        return True  # "Heilkd"
    short, word = short.replace("ae", "e").replace("oe", "e"), word.replace("ae", "e").replace("oe", "e")
    if word.startswith(short):
        return len(short) > 3
    if len(short) < 3 or len(short) >= len(word):
        return False
    place = 0
    for letter in short:
        while place < len(word) and word[place] != letter:
            if word[place] not in _VOWELS:
                return False
            place += 1
        if place == len(word):
            return False
        place += 1
    return len(short) > 3 or short[-1] == word[-1]
