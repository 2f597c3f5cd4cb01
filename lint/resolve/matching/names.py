"""First authors: whom a record names first, and whether a reference begins with that name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from lint.resolve.matching import wording
from lint.resolve.matching.fold import Token, same, tokens

_PARTICLES = frozenset("van von der den de del della di da dos du la le el al bin ibn ter ten zu af st".split())

_SUFFIXES = frozenset("Jr Sr 2nd 3rd II III IV".split())


class Name(NamedTuple):
    """An author: the words of the family name, and the first letters of the given names. A group has no initials."""

    family: tuple[Token, ...]
    initials: str = ""


def name_of(author: str) -> Name:
    """The name in "Dahan A", "van Hilten JJ", "Dahan, Albert" or the name of a group."""
    family, comma, given = author.partition(",")
    if comma:
        return Name(tokens(family), "".join(token.word[0] for token in tokens(given)))
    parts = author.strip().rstrip(".").split()
    if len(parts) > 2 and parts[-1] in _SUFFIXES:
        parts.pop()
    if len(parts) > 1 and len(parts[-1]) <= 4 and parts[-1].isalpha() and parts[-1] == parts[-1].upper():
        return Name(tokens(" ".join(parts[:-1])), parts[-1].lower())
    return Name(tokens(author))


class Beginning(NamedTuple):
    """Whom a reference names first: its words, their place, and whether they stand as an author's name does."""

    words: tuple[Token, ...]
    start: int
    end: int
    surely: bool


@cache
def _first() -> re.Pattern[str]:
    """Everything up to the mark that ends a first name; initials belong to it in "Family, I." and "Given I. Family"."""
    return re.compile(
        r"[\W\d_]{0,8}(?P<name>[^\W\d_][^,.;:()&\[\]\d\n]{0,70}?)(?=\s*(?:[,.;:(&\[\d]|\band\b|\bund\b|\bet\b|$))"
        r"(?P<given>,[ ](?:[A-Z]\.?[ -]?){1,4}(?=[,;&(.]|\s|$))?"
        r"(?P<family>(?<=\b[A-Z])\.[ -]?(?:[A-Z]\.[ -]?){0,2}[^\W\d_][\w'’-]{1,30}(?=,|\s+and\b|\s*[&;]|\s+et al))?"
    )


@cache
def _initials() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_][\w'’´` -]{1,50}[ ][A-Z]{1,4}(?:[ ](?:Jr|Sr|2nd|3rd))?$")


def beginning(text: str) -> Beginning | None:
    """The first name of a reference, or whatever stands in its place."""
    match = _first().match(text)
    if match is None:
        return None
    start, end = match.start("name"), match.end("family") if match["family"] else match.end("name")
    named = text[start:end].rstrip()
    end = start + len(named)
    surely = (
        bool(match["given"] or match["family"])
        or bool(_initials().match(named))
        or bool(re.match(r"[, ]{1,2}et\.? al\b", text[end:]))
    )
    return Beginning(tokens(named), start, end, surely) if named else None


def _names(token: Token, words: Sequence[Token]) -> bool:
    """Whether a word of a family name stands among others, a slip in a long one forgiven."""
    return any(
        same(token, word)
        or (len(token.word) >= 6 and token.word[0] == word.word[0] and wording.near(token.word, word.word))
        for word in words
    )


def stands_in(name: Name, words: Sequence[Token]) -> bool:
    """Whether a name, or the telling part of a compound one, stands among some words."""
    telling = [token for token in name.family if token.word not in _PARTICLES] or list(name.family)
    if not telling:
        return False
    if not name.initials and len(telling) > 2:  # a group: its name may be shortened, not to a single word
        return sum(_names(token, words) for token in telling) * 2 > len(telling)
    if any(_names(token, words) for token in telling):
        return True
    written_as_one = "".join(token.word for token in name.family)
    return any(word.word == written_as_one for word in words)


def swapped(name: Name, words: Sequence[Token]) -> bool:
    """Whether the words are the name with family and given name exchanged: "Li W" cited as "Wei L"."""
    if len(words) != 2 or len(name.family) != 1 or not name.initials:
        return False
    given, family = words[0].word, words[1].word
    return len(family) <= 2 and name.family[0].word[0] == family[0] and given[0] == name.initials[0]


def latin(words: Sequence[Token]) -> bool:
    """Whether names are written in Latin letters and can be compared with a registry's."""
    return all(token.word.isascii() for token in words) and bool(words)
