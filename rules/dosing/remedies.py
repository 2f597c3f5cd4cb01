"""What a reader is told by a dose, and what to write in its place, in the language of the article."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from lint.message import Message
from rules.dosing.passages import Passage
from rules.dosing.verdict import Told

_FILE = Path(__file__).with_name("words") / "instead.txt"
_LINE_END = 2  # characters: "\r\n"
# Places that have words of their own; elsewhere a sentence about what the dose tells is written.
_NAMES = {
    "cell": "cell", "cells": "cell", "heading": "heading", "headline": "heading", "alt": "alt", "title": "title",
}  # fmt: skip
# What a dose tells.
TELLS: dict[Told, Message] = {
    "how much": Message("how much of a drug to take or give"),
    "how often": Message("how often to take or give a drug"),
    "how long": Message("how long to take or give a drug"),
    "when": Message("when to take or give a drug"),
    "change": Message("how to change or make up a dose"),
}


Where = Literal["sentence", "item", "items", "line", "cell", "cells", "heading", "headline", "alt", "title", "field"]
HIDDEN = Message(
    "Delete the whole sentence: what is hidden can be shown by the next edit, and anyone can read it in the source."
)


class Place(NamedTuple):
    """Where a dose stands, as far as it matters for the remedy: in what language, and in what.

    An "item" is a list item that holds nothing else, "items" are those that make one sentence, "line" is one of code,
    "headline" the title of the article in its front matter, "title" that of a link, "field" another field.
    """

    language: str
    where: Where = "sentence"


def where(passage: Passage, start: int, end: int, *, alone: bool) -> Where:
    """In what a range of a passage stands that is to be replaced; `alone` when the passage is one sentence."""
    block = passage.parts[0].block
    if cells := passage.cells(start, end):
        return "cell" if cells == 1 else "cells"
    match block.kind:
        case "heading" | "alt" | "title":
            return block.kind
        case "front-matter":
            return "headline" if passage.heading else "field"
        case "code":
            return "line"
    if len(passage.parts) > 1:
        return "items"
    item = block.within("item")
    return "item" if alone and item is not None and item.span.end - block.span.end <= _LINE_END else "sentence"


def remedy(tells: Told, place: Place) -> Message:
    """By what to replace the whole of what tells a dose.

    Never the marked words alone: "Do not give paracetamol more than four times in 24 hours" would be left as "Do not
    give paracetamol".
    """
    words = _to_copy(_NAMES.get(place.where, tells), place.language)
    match place.where:
        case "sentence":
            return Message('Replace the whole sentence by: "{words}"', words=words)
        case "item":
            return Message('Replace the whole list item by: "{words}"', words=words)
        case "items":
            return Message('Replace all these list items by one: "{words}"', words=words)
        case "line":
            return Message('Replace the whole line by: "{words}"', words=words)
        case "cell":
            return Message('Replace the whole text of the cell by: "{words}"', words=words)
        case "cells":
            return Message('Replace the whole text of each of these cells by: "{words}"', words=words)
        case "heading" | "headline":
            return Message('Replace the whole heading by one without a dose, such as: "{words}"', words=words)
        case "alt":
            return Message('Replace the whole alternative text by one without a dose, such as: "{words}"', words=words)
        case "title":
            return Message('Replace the whole title of the link by: "{words}"', words=words)
        case "field":
            return Message('Replace the whole text of the field by: "{words}"', words=words)


def if_advice(remedy: Message) -> Message:
    """The remedy for what tells of a study or a case: none, unless it was read wrongly and is advice."""
    return Message("Nothing to do if a study or a case did this. If it advises readers: {remedy}", remedy=remedy)


def _to_copy(name: str, language: str) -> str:
    known = _sentences()
    return known.get(f"{name} {language}", known[f"{name} en"])


@cache
def _sentences() -> dict[str, str]:
    """What to copy, by its name and language: "how often de"."""
    lines = [line for line in _FILE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return {name: words for name, _, words in (line.partition(": ") for line in lines)}
