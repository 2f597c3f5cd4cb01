"""What the tags of a sentence spell: amounts, counts of tablets, frequencies, durations, limits and steps."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

Kind = Literal[
    "amount",
    "rate",
    "per-weight",
    "concentration",
    "strength",
    "count",
    "doses",
    "frequency",
    "daily",
    "part",
    "sig",
    "duration",
    "interval",
    "day",
    "percent",
    "length",
]

# A number with its ranges and fractions: "5", "5-10", "5 to 10", "1/2", "one hundred", "5 x 10 -3".
_NUMBER = r"N(?:[-rPX/,]{0,2}-?N){0,4}"
_PER = r"(?:/|P|A|E|-)"
_PATTERNS: tuple[tuple[Kind, str], ...] = (
    ("concentration", rf"{_NUMBER}-?[mu](?:[/P]N?v|/m)"),
    ("per-weight", rf"{_NUMBER}-?[mvu](?:/|P|[Fo]?E)?A?N?k(?:_?{{per}}?N?[TYdD])?(?:{{per}}N?T)?"),
    ("rate", rf"{_NUMBER}-?[mvu]d?-?(?:(?:/|P|E|o)A?N?[TD]|/?(?:Y))"),
    ("amount", rf"{_NUMBER}-?[mvu]"),
    ("doses", rf"{_NUMBER}[_sdYRA]?D"),
    ("count", rf"{_NUMBER}[AP]?_?f"),
    ("frequency", rf"(?:O(?:r[ON])?|{_NUMBER}-?X)(?:-?[AP/Eo]{{1,2}}-?(?:N|_)?T|-?A?Y|E?W)"),
    (
        "interval",
        rf"{_NUMBER}-?Tj|j[_LFo]{{0,3}}{_NUMBER}-?T|E_?A?(?:{_NUMBER}-?T|T|W)|EN[rF]?N?T|E-?{_NUMBER}|{_NUMBER}-?Y",
    ),
    ("sig", r"S"),
    ("daily", r"Y"),
    ("duration", rf"[Fo][AP_L]{{0,2}}{_NUMBER}-?T"),
    ("day", r"Tr?-?N(?:[-r,]{1,2}N){0,6}"),
    ("percent", rf"{_NUMBER}-?%"),
    ("part", r"W"),
    ("length", rf"{_NUMBER}-?T"),
)


class Piece(NamedTuple):
    """A part of the dosing language: its kind and its tokens [start, end)."""

    kind: Kind
    start: int
    end: int


@cache
def _grammar() -> re.Pattern[str]:
    alternatives = "|".join(
        f"(?P<k{index}>{pattern.replace('{per}', _PER)})" for index, (_, pattern) in enumerate(_PATTERNS)
    )
    return re.compile(alternatives)


def pieces(tags: str) -> list[Piece]:
    """The pieces of a tag string, in order, none overlapping."""
    found = []
    for match in _grammar().finditer(tags):
        index = int((match.lastgroup or "k0")[1:])
        found.append(Piece(_PATTERNS[index][0], match.start(), match.end()))
    return found
