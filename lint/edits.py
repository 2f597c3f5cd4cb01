"""Edits of one text: those that do not get in each other's way, applied at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from lint.finding import Edit, Fix
from lint.spans import Span


class Round(NamedTuple):
    """A text with some fixes applied: those that were `taken`, and those that must wait for another round."""

    text: str
    taken: tuple[Fix, ...]
    left: tuple[Fix, ...]


def applied(text: str, fixes: Iterable[Fix]) -> Round:
    """The text with as many fixes as can be applied at once, the first of two that overlap going first.

    Each is applied whole or not at all. Two that put something in at one place wait for each other: only after the
    first is there can anybody tell where the second belongs. A fix of no edits, of edits outside of the text, or of
    edits that get in each other's way is a rule's defect, and is left.
    """
    taken: list[Fix] = []
    left: list[Fix] = []
    edits: list[Edit] = []
    for fix in fixes:
        apart = not any(_collide(edit.span, other.span) for edit in fix.edits for other in edits)
        if apart and _is_sound(fix, len(text)):
            taken.append(fix)
            edits += fix.edits
        else:
            left.append(fix)
    return Round(_written(text, edits), tuple(taken), tuple(left))


def _is_sound(fix: Fix, length: int) -> bool:
    spans = sorted(edit.span for edit in fix.edits)
    inside = all(0 <= span.start <= span.end <= length for span in spans)
    return bool(spans) and inside and not any(_collide(*pair) for pair in pairwise(spans))


def _collide(one: Span, other: Span) -> bool:
    """Whether two places share a character, touch the same spot, or one lies at an end of the other."""
    return one.start <= other.end and other.start <= one.end


def _written(text: str, edits: Sequence[Edit]) -> str:
    parts, end = [], 0
    for edit in sorted(edits, key=lambda each: each.span):
        parts += [text[end : edit.span.start], edit.text]
        end = edit.span.end
    return "".join((*parts, text[end:]))
