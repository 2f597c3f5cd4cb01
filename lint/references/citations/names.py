"""Names of authors, as texts and reference lists spell them: folded, without particles, looked up in an entry."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

PARTICLES = frozenset(
    "a af al am auf av bin da dal das de degli del della den der des di do dos du el ibn la las le los lo ter ten 't "
    "van vande vander vom von y zu zum zur".split()
)
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "a", "œ": "o", "ı": "i", "þ": "th", "ð": "d"})


@cache
def fold(name: str) -> str:
    """A surname without case, diacritics, apostrophes and hyphens; Müller, Mueller and Muller are one."""
    return _folded(name)


def _folded(text: str, keep: str = "") -> str:
    plain = text.lower() if text.isascii() else unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    plain = "".join([character for character in plain if character.isalnum() or character in keep])
    return plain.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def possessive(name: str) -> str:
    """The name in a possessive: Schwartzman's, Dugas'."""
    return re.sub(r"['’]s?$", "", name)


def surname(name: str) -> str:
    """The folded surname of an author given as "van Hilten", "Schwartzman RJ" or "Garcia-Pena, B."."""
    words = name.replace(",", " ").split()
    while len(words) > 1 and (words[-1].endswith(".") or (len(words[-1]) <= 4 and words[-1].isupper())):
        words.pop()
    while len(words) > 1 and words[0].lower() in PARTICLES:
        words.pop(0)
    return fold(possessive(" ".join(words)))


def spellings(name: str) -> frozenset[str]:
    """The folded forms under which a text may name an author: the surname, parts of a double name, an acronym."""
    whole = surname(name)
    forms = {whole}
    words = [word for word in re.split(r"[\s,]+", name) if word and word.lower() not in PARTICLES]
    capitals = [word for word in words if word[:1].isupper()]
    if len(capitals) >= 3:  # an organisation: "World Health Organization" is named WHO
        letters = "".join(word[0] for word in capitals)
        forms.update(fold(letters[:length]) for length in range(3, len(letters) + 1))  # CDC for CDC and Prevention
    elif len(words) <= 2:
        first = re.split(r"[-‐‑]", words[0])[0] if words else ""
        if len(first) > 3:
            forms.add(fold(first))
    forms.add(fold(name))
    forms.discard("")
    return frozenset(forms)


@cache
def _author_part_end() -> re.Pattern[str]:
    """Where the authors of an entry end: a year, a quoted title, or the full stop behind a word or initials."""
    return re.compile(r"(?:1[89]|20)\d\d|[\"“”„«]|(?<=[^\W\d_]{3})\.\s|[A-Z]\.\s(?=[^\W\d_]{3,30}[\s,:-][a-z])")


def author_words(text: str) -> frozenset[str]:
    """The folded words of the part of an entry that names its authors."""
    text = text[:400]
    end = _author_part_end().search(text)
    part = text[: end.start()] if end else text[:200]
    return frozenset(
        fold(word) for word in re.findall(r"[^\W\d_][^\W\d_'’‐‑-]{1,40}(?:['’‐‑-][^\W\d_]{1,40}){0,2}", part)
    )


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(
        r"\W{0,3}(?P<name>(?:[a-z]{2,4}\s){0,2}[^\W\d_a-z][^\W\d_]{0,20}(?:['’‐‑-][^\W\d_]{1,20}){0,2})"
        r",?\s(?:(?:[A-Z]\.?[ -]?){1,4}(?![a-z])|et\.?\sal\b)"
    )


def leading_author(text: str) -> str:
    """The surname with which an entry begins, as far as initials or "et al." behind it show that it is one."""
    match = _leading().match(text)
    return match["name"] if match else ""


# Endings of nouns, none of surnames: Müdigkeit, Gesundheit, Arthritis, Prevention, Cardiology.
_NOUNS = ("keit", "heit", "schaft", "ismus", "itis", "osis", "tion", "tionen", "itat", "algia", "emia", "logie", "logy")


def is_no_author(folded: str) -> bool:
    """Whether a folded word that stands before a year is a noun or a known word, and no author's name."""
    return folded in no_authors() or (len(folded) > 6 and folded.endswith(_NOUNS))


@cache
def no_authors() -> frozenset[str]:
    """Folded words that stand before a year and are no author: months, journals, words of the trade."""
    path = Path(__file__).with_name("no_authors.txt")
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(_folded(" ".join([line for line in lines if not line.startswith("#")]), keep=" ").split())
