"""What was worked out from a text, remembered while the text comes again.

Whoever writes changes one paragraph and has the whole article read again, in an editor at every key and by `medlint
watch` at every save. A rule that looks at paragraphs one by one needs to look at the one that changed: the others are
known by their text. A text that was never seen costs a look into two dictionaries.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, TypeVarTuple

_More = TypeVarTuple("_More")
_Result = TypeVar("_Result")

# Characters that are remembered of one function, twice: four articles of 50 kB. Of a text that is longer than the
# longest paragraphs, one change makes all worthless.
MOST, LONGEST = 200_000, 10_000
_ENTRY = 50  # characters that an entry counts beside its text: a million empty lines would fill the memory as well


def remembered(function: Callable[[str, *_More], _Result]) -> Callable[[str, *_More], _Result]:
    """A pure function of a text, and of what else it is called with, that remembers its results.

    Its result must be immutable: everybody gets the same one. What came lately is kept, and what came before that; as
    soon as the newer half is full, the older one is dropped.
    """
    newer: dict[tuple[str, *_More], _Result] = {}
    older: dict[tuple[str, *_More], _Result] = {}
    left = MOST

    @wraps(function)
    def known(text: str, *more: *_More) -> _Result:
        nonlocal newer, older, left
        if len(text) > LONGEST:
            return function(text, *more)
        key = (text, *more)
        if key in newer:
            return newer[key]
        result = older[key] if key in older else function(text, *more)
        if left < 0:
            newer, older, left = {}, newer, MOST
        newer[key] = result
        left -= len(text) + _ENTRY
        return result

    return known
