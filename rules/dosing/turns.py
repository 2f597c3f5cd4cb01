"""How a sentence directs, recommends, plans or tells: the turns of phrase that `patterns/turns.txt` describes."""

from __future__ import annotations

import re
from functools import cache

from rules.dosing.patterns import load


@cache
def _pattern(turn: str) -> re.Pattern[str]:
    return re.compile(load("turns")[""][turn])


def turned(turn: str, tags: str) -> bool:
    """Whether a turn of phrase is in the tags of a sentence.

    Raises:
        KeyError: no such turn is in the file.
    """
    return _pattern(turn).search(tags) is not None
