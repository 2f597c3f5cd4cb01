"""Names of authors: those of a record, whom a reference names first, and whether two names are one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from lint.resolve.matching import wording
from lint.resolve.matching.byline import Cited
from lint.resolve.matching.fold import Token, same, tokens

PARTICLES = frozenset("van von der den de del della di da dos du la le el al bin ibn ter ten zu af st".split())

_SUFFIXES = frozenset("Jr Sr 2nd 3rd II III IV".split())


class Name(NamedTuple):
    """An author: the words of the family name, and the first letters of the given names. A group has no initials."""

    family: tuple[Token, ...]
    initials: str = ""


@lru_cache(maxsize=4096)
def name_of(author: str) -> Name:
    """The name in "Dahan A", "van Hilten JJ", "Dahan, Albert" or the name of a group."""
    author = _repaired(author)
    family, comma, given = author.partition(",")
    if comma:
        return Name(tokens(family), "".join(token.word[0] for token in tokens(given)))
    parts = author.strip().rstrip(".").split()
    if len(parts) > 2 and parts[-1] in _SUFFIXES:
        parts.pop()
    initials = ""
    while len(parts) > 1 and _are_initials(parts[-1]) and (not initials or len(initials) + len(parts[-1]) <= 4):
        initials = parts.pop() + initials
    return Name(tokens(" ".join(parts)), "".join(token.word for token in tokens(initials)))


def _are_initials(part: str) -> bool:
    letters = part.replace(".", "").replace("-", "")
    return 0 < len(letters) <= 4 and letters.isalpha() and letters == letters.upper() != letters.lower()


def _repaired(author: str) -> str:
    """A name whose UTF-8 bytes were read as Latin-1 ("MÃ¼ller"), as Crossref holds some, with its own letters."""
    if author.isascii() or not any(mark in author for mark in "ÂÃÄÅÐÑ"):
        return author
    for encoding in ("cp1252", "latin-1"):
        try:
            return author.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return author


def is_crowd(author: str) -> bool:
    """Whether a registry has put several people into one name: "Tansley RB, Okoro P, Marsh T"."""
    return author.count(",") >= 2 or ";" in author


def comparable(known: Sequence[Name]) -> bool:
    """Whether any of the names can be compared at all."""
    return any(latin(name.family) for name in known)


Likeness = Literal["same", "initials", "unknown", "other"]


def likeness(name: Name, cited: Cited) -> Likeness:
    """How a name of a record and one of a text agree; "unknown" when their letters cannot be compared."""
    if not latin(name.family) or not latin(cited.words):
        return "unknown"
    if not name.initials and len(name.family) > 2:
        # A group, which may be shortened; or a whole name in the family's place.
        family = name.family[-1]
        return "same" if stands_in(name, cited.words) or any(same(family, word) for word in cited.words) else "other"
    found = _family_in(name, cited.words)
    if not found:
        if len(cited.initials) >= 3 and any(cited.initials == token.word for token in name.family):
            return "same"  # "Louis PYLE"
        exchanged = cited.initials and swapped(name, (*cited.words, *tokens(cited.initials)))
        return "same" if exchanged else "other"
    # What stands behind the family name may be a second one ("García López"), so it counts against nobody.
    before = [word for word in cited.words if word not in found and word.start < found[0].start]
    given = cited.initials + "".join(word.word[0] for word in before)
    given = "".join(letter for letter in given if letter.isalpha())
    if not name.initials or not given:
        return "same"
    # "SA" for "A" and "A" for "SA": one of two given names is used. Some registries leave one with the family name.
    own = name.initials + "".join(token.word for token in name.family if len(token.word) == 1)
    if given[0] == own[0] or _is_within(given, own) or _is_within(own, given):
        return "same"
    return "initials"


def _is_within(some: str, more: str) -> bool:
    """Whether some initials are among others, in any order: "SA" and "AS", "A" of "SA"; "CK" is not among "KK"."""
    return all(some.count(letter) <= more.count(letter) for letter in some)


def _family_in(name: Name, words: Sequence[Token]) -> list[Token]:
    """The words that are the family name, or the telling part of a compound one."""
    telling = [token for token in name.family if token.word not in PARTICLES] or list(name.family)
    found = [word for word in words if any(_names(token, [word]) for token in telling)]
    if not found:
        mine, theirs = _spellings(name.family), _spellings(words)
        # "DeSouza" for "de Souza", "Elsayed" for "El-Sayed", "Lopez" behind a first family name.
        if any(one == other or (len(one) >= 4 and other.endswith(one)) for one in mine for other in theirs):
            return list(words)
        return []
    return found + [word for word in words if word.word in PARTICLES]


def _spellings(words: Sequence[Token]) -> set[str]:
    return {"".join(token.word for token in words), "".join(token.second or token.word for token in words)}


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
    words = tokens(named) + (tokens(match["given"]) if match["given"] else ())
    return Beginning(words, start, end, surely) if named else None


def _names(token: Token, words: Sequence[Token]) -> bool:
    """Whether a word of a family name stands among others, a slip in a long one forgiven."""
    return any(
        same(token, word)
        or (
            len(token.word) >= 6
            and len(word.word) >= 6
            and token.word[0] == word.word[0]
            and wording.one_slip(token.word, word.word)
        )
        for word in words
    )


def stands_in(name: Name, words: Sequence[Token]) -> bool:
    """Whether a name, or the telling part of a compound one, stands among some words."""
    telling = [token for token in name.family if token.word not in PARTICLES] or list(name.family)
    if not telling:
        return False
    if not name.initials and len(telling) > 2:  # a group: its name may be shortened, not to a single word
        return sum(_names(token, words) for token in telling) * 2 > len(telling)
    if any(_names(token, words) for token in telling):
        return True
    written_as_one = "".join(token.word for token in name.family)
    return any(word.word == written_as_one for word in words)


def swapped(name: Name, words: Sequence[Token]) -> bool:
    """Whether the words are the name with family and given name exchanged: "Li W" cited as "Wei L" or "L. Wei"."""
    if not words or len(name.family) != 1 or not name.initials:
        return False
    longest = max(words, key=lambda word: len(word.word))
    given = [word.word for word in words if len(word.word) > 2 or word is longest]
    letters = "".join(word.word for word in words if word.word not in given)
    # Who writes the family name first has a short one; "Wei" alone, in a text without initials, says less than "Wei L".
    own = name.family[0].word
    if any(word[0] != initial for word, initial in zip(given, name.initials, strict=False)):
        return False
    if own[0] == name.initials[0] and len(own) > 3:
        return False  # "Tvtek T" is "Tylek T" with a slip, and not a given name before its family
    return letters == own[0] and len(own) <= 5 if letters else len(own) <= 3


def latin(words: Sequence[Token]) -> bool:
    """Whether names are written in Latin letters and can be compared with a registry's."""
    return all(token.word.isascii() for token in words) and bool(words)
