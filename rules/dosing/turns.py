"""How a sentence directs, recommends, plans or tells: the turns of phrase that `patterns/turns.txt` describes."""

from __future__ import annotations

import re
from functools import cache

from rules.dosing.classes import ADVERB, COLON, COMMA, END, HYPHEN, LIMIT, MARK, OPEN, PRESENT, TAKE, USE
from rules.dosing.patterns import load

_MARKS = "".join((END, COLON, COMMA, OPEN, HYPHEN, MARK, ADVERB, LIMIT, PRESENT, TAKE, USE))


@cache
def _pattern(turn: str) -> re.Pattern[str]:
    return re.compile(load("turns")[""][turn])


def turned(turn: str, tags: str) -> bool:
    """Whether a turn of phrase is in the tags of a sentence.

    Raises:
        KeyError: no such turn is in the file.
    """
    return _pattern(turn).search(tags) is not None


def place(turn: str, tags: str) -> tuple[int, int] | None:
    """Where a turn of phrase stands in the tags of a sentence, without the marks and verbs before it; None if nowhere.

    Raises:
        KeyError: no such turn is in the file.
    """
    found = _pattern(turn).search(tags)
    if not found:
        return None
    marks = len(found[0]) - len(found[0].lstrip(_MARKS))
    return found.start() + marks, found.end()
