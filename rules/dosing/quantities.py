"""What the words of a sentence spell out: amounts, counts of tablets, frequencies, durations, limits and steps."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple, cast

from rules.dosing.patterns import load

Kind = Literal[
    "amount",
    "rate",
    "per-weight",
    "concentration",
    "count",
    "doses",
    "frequency",
    "daily",
    "daypart",
    "sig",
    "duration",
    "interval",
    "day",
    "percent",
    "length",
]


class Piece(NamedTuple):
    """A part of the dosing language: its kind and its tokens [start, end)."""

    kind: Kind
    start: int
    end: int


@cache
def _grammar() -> tuple[re.Pattern[str], tuple[Kind, ...]]:
    """One pattern with an empty group behind each alternative, and the kinds that the groups stand for."""
    groups = load("quantities")
    number = groups[""]["number"]
    alternatives = {
        heading: "|".join([f"(?:{pattern})()" for pattern in kinds.values()])
        for heading, kinds in groups.items()
        if heading
    }
    kinds = tuple([cast("Kind", kind) for heading, group in groups.items() if heading for kind in group])
    first, phrases, last = alternatives.values()
    return re.compile(f"{number}(?:{first})|{phrases}|{number}(?:{last})"), kinds


def pieces(tags: str) -> list[Piece]:
    """The pieces of a tag string, in order, none overlapping."""
    pattern, kinds = _grammar()
    return [Piece(kinds[(match.lastindex or 1) - 1], *match.span()) for match in pattern.finditer(tags)]
