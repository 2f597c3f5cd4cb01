"""Controls that show text in another order than it is stored, but for those that right-to-left text needs.

CVE-2021-42574; Unicode Standard Annex 9 says what each of them does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from rules.hidden_characters.characters import OPENING, OVERRIDES, beside_right_to_left, is_right_to_left, kind, one_of
from rules.hidden_characters.suspects import Passage, Place, Suspect

_LONGEST = 200  # a place longer than this shows its first control alone


class _Stretch(NamedTuple):
    """From a control to the one that ends its effect; the same where nothing ends it."""

    start: int
    end: int
    closed: bool


def reordered(passage: Passage) -> Iterator[Suspect]:
    """Every stretch of text under such controls, those that touch or hold one another as one."""
    found = frozenset(each for each in passage.found if kind(each) == "bidi")
    if not found:
        return
    controls = [match.start() for match in re.finditer(one_of(found), passage.text)]
    letters = [index for index, character in enumerate(passage.text) if is_right_to_left(character)]
    joined: list[_Stretch] = []
    for stretch in sorted(_stretches(passage.text, controls)):
        if _is_proper(passage.text, stretch, letters):
            continue
        if joined and stretch.start <= joined[-1].end:
            joined[-1] = joined[-1]._replace(end=max(joined[-1].end, stretch.end))
        else:
            joined.append(stretch)
    at = 0
    for start, end, _ in joined:
        while controls[at] < start:
            at += 1
        inside: list[Place] = []
        while at < len(controls) and controls[at] < end:
            inside.append(Place(controls[at], ""))
            at += 1
        shown = end if end - start <= _LONGEST else start + 1
        quote = "".join(each for each in passage.text[start:shown] if not kind(each)).strip()
        yield Suspect("order", start, shown, tuple(inside), quote or passage.quoted(start, shown))


def _stretches(text: str, controls: list[int]) -> Iterator[_Stretch]:
    opened: list[int] = []
    for index in controls:
        character = text[index]
        if character in OPENING:
            opened.append(index)
        elif opened and OPENING[text[opened[-1]]] == character:
            yield _Stretch(opened.pop(), index + 1, closed=True)
        else:
            yield _Stretch(index, index + 1, closed=False)
    yield from (_Stretch(index, index + 1, closed=False) for index in opened)


def _is_proper(text: str, stretch: _Stretch, letters: list[int]) -> bool:
    """Whether it sets off a piece of right-to-left text, or a Latin piece within such text, and ends.

    `letters` are the places of all letters that run from right to left.
    """
    if not stretch.closed or text[stretch.start] in OVERRIDES:
        return False
    if bisect_left(letters, stretch.start) < bisect_left(letters, stretch.end):
        return True
    return beside_right_to_left(text, stretch.start, stretch.end)
