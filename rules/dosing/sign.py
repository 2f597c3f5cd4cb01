"""What a sign of a concrete dose is, and how signs are sought."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from rules.dosing.clues import Clues


class Sign(NamedTuple):
    """One way to be a concrete dose, with what it states in words."""

    states: str
    holds: Callable[[Clues], bool]


class Group(NamedTuple):
    """Signs of one kind, and what every sentence must hold in which one of them is to be sought."""

    needs: Callable[[Clues], bool]
    signs: tuple[Sign, ...]


def holding(clues: Clues, groups: tuple[Group, ...]) -> Iterator[Sign]:
    """The signs that hold, in their order."""
    return (sign for group in groups if group.needs(clues) for sign in group.signs if sign.holds(clues))
