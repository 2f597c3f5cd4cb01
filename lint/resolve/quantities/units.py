"""Units as they are spelled, from the list beside this module, and the one that stands at a place of a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

# "10 consecutive days" are ten days.
_FILLERS = "consecutive successive full whole complete further additional more extra calendar separate different"
_CASED = 3  # letters up to which a spelling is told apart by case


class Atom(NamedTuple):
    """A unit without denominators: its name, what it measures, and how many of the dimension's base it is."""

    name: str
    dimension: str
    factor: float


@cache
def spellings() -> Mapping[str, Atom]:
    """All spellings; the long ones in lower case, spaces taken out."""
    known: dict[str, Atom] = {}
    text = Path(__file__).with_name("units.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            head, _, words = line.partition(":")
            name, dimension, factor = head.split()
            for word in (name, *words.split()):
                known[_key(word.replace("_", ""))] = Atom(name, dimension, float(factor))
    return known


def _key(word: str) -> str:
    return word if len(word) <= _CASED else word.lower()


def atom(word: str) -> Atom | None:
    """The unit that a word spells."""
    return spellings().get(_key(re.sub(r"[\s^]", "", word)))


@lru_cache(maxsize=512)
def atoms(unit: str) -> tuple[Atom, ...]:
    """A normalised unit taken apart, the numerator first; an unknown word ("mg/dose") measures only itself."""
    parts = []
    for part in unit.split("/"):
        count, _, name = part.rpartition(" ")
        known = spellings().get(_key(name)) or Atom(name, name, 1.0)
        parts.append(known._replace(factor=known.factor * float(count)) if count.isdigit() else known)
    return tuple(parts)


@cache
def _separator() -> re.Pattern[str]:
    return re.compile(rf"(?:\s{{1,2}}(?:(?:{_FILLERS.replace(' ', '|')})\s)?|\s?-)?")


@cache
def _word() -> re.Pattern[str]:
    """Letters, an exponent, and the units of two words."""
    return re.compile(
        r"(?:mm|cm)\s?(?:Hg|hg|H2O|H₂O)(?![^\W_])|(?:°\s?[CF]?|℃|℉)(?![^\W_])|degrees\s(?:Celsius|centigrade|Fahrenheit)\b"
        r"|international\sunits?\b|(?:mm|cm|m)\^?[23²³](?![^\W_])|m\(2\)|[^\W\d_]{1,20}(?![0-9^]|[^\W_])"
    )


@cache
def _per() -> re.Pattern[str]:
    """What leads to a denominator, with how many of it: "/", "per", "a", "/24"."""
    return re.compile(
        r"\s?(?:of\s)?(?:ideal\s|actual\s)?(?:body\s?weight|bw)\b|\s?/\s?(?:(\d{1,4})\s?)?|\sper\s(?:(\d{1,4})\s)?"
        r"|-per-|\s(an?|each)\s"
    )


@cache
def _inverse() -> re.Pattern[str]:
    """A denominator by its exponent: "kg-1", "·h⁻¹", "m(-2)"."""
    return re.compile(r"[\s.·*]?([^\W\d_]{1,5}|m(?=\(?-?2))\s?(?:\(-([12])\)|-([12¹²])(?![\d-]))")


@cache
def _noun() -> re.Pattern[str]:
    return re.compile(r"[a-z]{2,14}(?![^\W_])")


@cache
def _unread() -> re.Pattern[str]:
    return re.compile(r"\s?/\s?[^\W\d_]")


def unit_at(text: str, place: int) -> tuple[str, int] | None:
    """The normalised unit that follows a number which ends at a place, and where it ends.

    "mg per kg and hour", "mg·kg⁻¹·h⁻¹" and "mg/kg/h" are one unit.
    """
    begin = _match_end(_separator(), text, place)
    word = _word().match(text, begin)
    head = atom(word[0]) if word else None
    if head is None or word is None or (begin == place and not _may_touch(text, place, word[0])):
        return None
    if len(word[0]) == 1 and re.match(r"\.[^\W\d_]\.", text[word.end() : word.end() + 3]):
        return None  # "3 U.S. states"
    below: list[tuple[Atom, str]] = []
    end = word.end()
    while len(below) < 4 and (found := _denominator(text, end)) is not None:
        if found[0] is not None:
            below.append((found[0], found[1]))
        end = found[2]
    if _unread().match(text, end):
        return None  # a rate is no amount
    below.sort(key=lambda part: part[0].dimension == "time")  # "mg/h/kg" is "mg/kg/h"
    return "/".join((head.name, *(f"{count} {part.name}".strip() for part, count in below))), end


def _may_touch(text: str, place: int, word: str) -> bool:
    """Whether a number may stand before a unit without a space: not "the 1990s", not "3d printing"."""
    return not (word == "s" or (word in ("d", "m", "w", "y") and text[place - 1 : place] in "23"))


def _match_end(pattern: re.Pattern[str], text: str, place: int) -> int:
    found = pattern.match(text, place)
    return found.end() if found else place


def _denominator(text: str, place: int) -> tuple[Atom | None, str, int] | None:
    """A denominator, its count, and its end; no denominator where only words were passed over ("body weight")."""
    if "-" in text[place : place + 12] and (inverse := _inverse().match(text, place)):
        raised = inverse[2] or inverse[3]
        known = atom("m2") if inverse[1] == "m" and raised in "2²" else atom(inverse[1]) if raised in "1¹" else None
        if known is not None:
            return known, "", inverse.end()
    per = _per().match(text, place)
    if per is None:
        return None
    if per[0].strip().endswith(("weight", "bw")):
        return None, "", per.end()
    word = _word().match(text, per.end())
    known = atom(word[0]) if word else None
    count = per[1] or per[2] or ""
    if known is not None and word is not None:
        return (known, count, word.end()) if not per[3] or known.dimension == "time" else None
    noun = _noun().match(text, per.end())
    if per[3] or count or noun is None:
        return None
    return Atom(noun[0], noun[0], 1.0), "", noun.end()
