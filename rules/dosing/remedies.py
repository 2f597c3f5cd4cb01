"""What a reader is told by a dose, and what to write in its place, in the language of the article."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from lint.message import Message
from rules.dosing.verdict import Told

_FILE = Path(__file__).with_name("words") / "instead.txt"
# What a dose tells.
TELLS: dict[Told, Message] = {
    "how much": Message("how much of a drug to take or give"),
    "how often": Message("how often to take or give a drug"),
    "how long": Message("how long to take or give a drug"),
    "when": Message("when to take or give a drug"),
    "change": Message("how to change or make up a dose"),
}


class Place(NamedTuple):
    """Where a dose stands, as far as it matters for the remedy: the language, the cells of a table that it fills."""

    language: str
    cells: int = 0


def remedy(tells: Told, place: Place) -> Message:
    """How to replace what tells a dose, with the words to copy."""
    if place.cells:
        words = _to_copy("cell", place.language)
        if place.cells == 1:
            return Message('Empty the cell, or write "{words}".', words=words)
        return Message('Empty the cells, or write "{words}".', words=words)
    sentence = _to_copy(tells, place.language)
    match tells:
        case "how much":
            return Message('Leave the amount and schedule out and say who decides: "{sentence}"', sentence=sentence)
        case "how often":
            return Message('Leave the schedule out and say who decides: "{sentence}"', sentence=sentence)
        case "how long" | "when":
            return Message('Leave the time out and say who decides: "{sentence}"', sentence=sentence)
    return Message('Leave the step out and say whom to ask: "{sentence}"', sentence=sentence)


def _to_copy(name: str, language: str) -> str:
    known = _sentences()
    return known.get(f"{name} {language}", known[f"{name} en"])


@cache
def _sentences() -> dict[str, str]:
    """What to copy, by its name and language: "how often de"."""
    lines = [line for line in _FILE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return {name: words for name, _, words in (line.partition(": ") for line in lines)}
