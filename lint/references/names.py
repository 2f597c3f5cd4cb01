"""How an entry begins: its first words as a string of shapes, in which the ways to write authors are short patterns."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

_PARTICLES = frozenset(
    "van von de der den del della di da dos du la le los las el al bin ibn ter ten zu st. st mac af av".split()
)
_CONJUNCTIONS = frozenset(("and", "und", "et", "y", "e", "en", "&"))
_QUOTES = "\"“„«'‘《"
MAX_TOKENS = 16


class Shape(NamedTuple):
    """The first words of a text, each as one letter.

    W a capitalised word, w another word, P a particle ("van"), I initials ("RJ"), i initials with full stops ("E."),
    A a conjunction, E "et al", Y a year, N a number, Q a quotation mark; `,.;:(` stand for themselves, - for the rest.
    """

    letters: str
    words: tuple[str, ...]


@cache
def _token() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_](?:\.-?[^\W\d_])*\.(?=[\s,;:.(&-]|$)|[^\W_][\w'’‑-]*|\S")


def shape(text: str) -> Shape:
    """The shape of the beginning of a text, without the marks before its first letter."""
    head = text[:300]
    start = next((index for index, character in enumerate(head) if character.isalpha() or character in _QUOTES), 0)
    letters, words = [], []
    for match in _token().finditer(head, start):
        word = match[0]
        letters.append(_letter(word))
        words.append(word)
        if len(words) >= MAX_TOKENS:
            break
    joined = "".join(letters)
    # "et al" is a conjunction and a particle until they stand together.
    at = next(
        (i for i in range(len(words) - 1) if words[i].lower() == "et" and words[i + 1].lower() in ("al", "al.")), -1
    )
    if at >= 0:
        joined = joined[:at] + "EE" + joined[at + 2 :]
    return Shape(joined, tuple(words))


def _letter(word: str) -> str:
    first, lower = word[0], word.lower()
    if word in ",.;:(":
        return word
    if first in _QUOTES:
        return "Q"
    if word == "&" or (lower in _CONJUNCTIONS and first.islower()):
        return "A"
    if lower in _PARTICLES and not word.isupper():
        return "P"
    if first.isdigit():
        return "Y" if len(word) in (4, 5) and word[:4].isdigit() and word[:2] in ("18", "19", "20") else "N"
    if word.endswith(".") and first.isupper():
        return "i"
    if first.isupper() and len(word.replace("-", "")) <= 3 and word.replace("-", "").isupper():
        return "I"
    return "W" if first.isupper() else "w" if first.isalpha() else "-"


# The ways to begin with a person, the family name in the first group, and what they are worth as evidence.
_FAMILY = r"P{0,3}W(?:P{0,2}W){0,2}"
_LAST = r"P{0,2}W"

_FORMS = (
    (rf"({_FAMILY}),[Ii]{{1,4}}", 2),  # Westman, E. C.
    (rf"W[Ii]{{1,2}}({_LAST})(?=,|AW|E)", 1),  # Mahmoud A. ElSohly, "Title"
    (rf"({_FAMILY})(?:I(?=[,.;:(]|$)|i)", 2),  # Schwartzman RJ, | Smith A. Title
    (rf"[WIi]{{1,3}}?({_LAST}),(?:[WIi]{{1,3}}{_LAST}|Q)", 1),  # Victoria Zaborova, Oxana Zolnikova,
    (rf"[WIi]{{1,3}}?({_LAST})(?:A[WIi]{{1,3}}{_LAST}[.,]|E)", 1),  # William Kalsbeek and Geraldo Heiss.
    (rf"({_FAMILY}),W[Ii]?(?=[,.;A])", 2),  # Baati, Tarek, et al.
    (rf"({_FAMILY}),(?:W|Q)", 1),  # Schmeda-Hirshmann, "Title"
    (rf"({_FAMILY})(?:,?E|A{_FAMILY},?\(?Y|[.,]?\(Y)", 2),  # Smith et al. | Smith and Jones (2009)
    (rf"[WIi]{{1,3}}({_LAST})\.[QWI]", 1),  # Martin Bland. Title
)


_ENDS = ("", *",.;:(AE")  # what stands behind names and initials


class Person(NamedTuple):
    """The family name with which a text begins, and how surely it is one: 2 as reference lists write, 1 as spoken."""

    family: str
    points: int


def first_person(text: str) -> Person | None:
    """The person with whom a text begins, if it begins with one."""
    found = shape(text)
    behind = found.letters.lstrip("PWIi")
    # A sentence begins with words: neither initials nor a mark behind them.
    if behind == found.letters or (behind[:1] not in _ENDS and "i" not in found.letters[: -len(behind)]):
        return None
    for form, points in _FORMS:
        # Compiled when its turn comes: the lists of most articles keep to one style, which is among the first.
        if match := re.match(form, found.letters):
            words = found.words[match.start(1) : match.end(1)]
            return Person(" ".join(words), points)
    return None
