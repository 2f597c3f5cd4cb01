"""What a measurement against labelled text is: named figures with the goals that they have to reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple


class Figure(NamedTuple):
    """One measured value; `goal` is the least (or, with `at_most`, the greatest) value that is good enough."""

    name: str
    value: float
    goal: float | None = None
    at_most: bool = False
    detail: str = ""

    @property
    def reached(self) -> bool:
        """Whether the value is as good as the goal, or has none."""
        if self.goal is None:
            return True
        return self.value <= self.goal if self.at_most else self.value >= self.goal


@dataclass(frozen=True)
class Measurement:
    """The figures of one corpus, and the errors behind them as lines for a person to read."""

    title: str
    figures: tuple[Figure, ...]
    errors: tuple[str, ...] = field(default=())


@dataclass(slots=True)
class Counts:
    """True positives, false positives and false negatives of a detector."""

    hit: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of what was reported that is right; 1 when nothing was reported."""
        return self.hit / (self.hit + self.false) if self.hit + self.false else 1.0

    @property
    def recall(self) -> float:
        """Share of what is there that was found; 1 when nothing is there."""
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = 2 * self.hit + self.false + self.missed
        return 2 * self.hit / both if both else 1.0

    def add(self, found: Iterable[object], truth: Iterable[object]) -> None:
        """Count two collections of hashable things against each other."""
        left, right = set(found), set(truth)
        self.hit += len(left & right)
        self.false += len(left - right)
        self.missed += len(right - left)
