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
_PER = "[-/PAE]"
# What may follow a number, in this order; none of it can be read as part of the number.
_QUANTITIES: tuple[tuple[Kind, str], ...] = (
    ("concentration", r"-?[mu](?:[/P]N?v|/m)"),
    ("per-weight", rf"-?[mvu](?:[/P]|[Fo]?E)?A?N?k(?:_?{_PER}?N?[TYdD])?(?:{_PER}N?T)?"),
    ("rate", r"-?[mvu](?:d|r[A_]?[sd])?-?(?:[/PEo]A?N?[TD]|/?Y)"),
    ("amount", r"-?[mvu]"),
    ("doses", r"[_sdYRA]?D"),
    ("count", r"-?[AP]?_?f(?:r?[A_]?[sd]{1,2}f?(?:P|E[_A]?)[TWD])?"),
)
_TIMES: tuple[tuple[Kind, str], ...] = (
    ("interval", r"-?(?:Tj|Y)"),
    ("percent", r"-?%"),
    ("length", r"-?T"),
)
_PHRASES: tuple[tuple[Kind, str], ...] = (
    ("frequency", rf"(?:O(?:r[ON])?|{_NUMBER}-?X)(?:-?[AP/Eo]{{1,2}}-?[N_]?T|-?A?Y|E?W)"),
    ("interval", rf"j[_LFo]{{0,3}}{_NUMBER}-?T|E_?A?(?:{_NUMBER}-?T|[TW])|EN[rF]?N?T|E-?{_NUMBER}"),
    ("sig", r"S"),
    ("daily", r"Y"),
    ("duration", rf"[Fo][AP_L]{{0,2}}{_NUMBER}-?T"),
    ("day", r"Tr?-?N(?:[-r,]{1,2}N){0,6}"),
    ("part", r"W"),
)


class Piece(NamedTuple):
    """A part of the dosing language: its kind and its tokens [start, end)."""

    kind: Kind
    start: int
    end: int


# The pattern has an empty group behind each of its alternatives: the last one tells the kind.
_KINDS = tuple(kind for kind, _ in (*_QUANTITIES, *_PHRASES, *_TIMES))


@cache
def _grammar() -> re.Pattern[str]:
    quantities, phrases, times = (
        "|".join([f"(?:{pattern})()" for _, pattern in group]) for group in (_QUANTITIES, _PHRASES, _TIMES)
    )
    return re.compile(f"{_NUMBER}(?:{quantities})|{phrases}|{_NUMBER}(?:{times})")


def pieces(tags: str) -> list[Piece]:
    """The pieces of a tag string, in order, none overlapping."""
    return [Piece(_KINDS[(match.lastindex or 1) - 1], *match.span()) for match in _grammar().finditer(tags)]
