"""What a quantity is, and how it is written."""

from __future__ import annotations

from typing import Literal, NamedTuple

# "at" is a point in time ("week 12"), "ago" a span that is counted from the time of writing ("the past 20 years").
Hedge = Literal["", "~", ">", ">=", "<", "<=", "ago", "at"]
_PLURAL = frozenset(("day", "week", "month", "year"))
_WORDS = {"~": "about ", ">": "more than ", ">=": "at least ", "<": "less than ", "<=": "up to "}


class Quantity(NamedTuple):
    """A number with its unit, where it stands in the text, and what the words around it make of it.

    `low` and `high` are equal where it is no range. `unit` is normalised ("h", "mg/kg/h", "mg/24 h"). `step` is the
    unit of the last digit that is given: 1 of "4 days", 0.1 of "4.2 days". The place of an item of a list ("3" of "3, 6
    and 12 months") is its number alone.
    """

    start: int
    end: int
    low: float
    high: float
    unit: str
    hedge: Hedge = ""
    step: float = 1.0

    @property
    def written(self) -> str:
        """The short form in which a lock keeps it: "10 days", "0.35 mg/kg/h", "4-10 days", ">=2 weeks", "week 12"."""
        value = _shown(self.low, self.step)
        if self.high != self.low:
            value = f"{_trimmed(value)}-{_trimmed(_shown(self.high, self.step))}"
        if self.hedge == "at":
            return f"{'hour' if self.unit == 'h' else self.unit} {value}"
        sign = "" if self.hedge == "ago" else self.hedge
        return f"{sign}{value} {_plural(self.unit, one=self.low == self.high == 1)}"

    @property
    def told(self) -> str:
        """The same in words: "at least 2 weeks"."""
        exact = self._replace(hedge="").written if self.hedge != "at" else self.written
        return _WORDS.get(self.hedge, "") + exact


def _plural(unit: str, *, one: bool) -> str:
    head, slash, rest = unit.partition("/")
    return f"{head}s{slash}{rest}" if head in _PLURAL and not one else unit


def _shown(value: float, step: float) -> str:
    decimals = 0
    while step < 0.999 and decimals < 9:
        step, decimals = step * 10, decimals + 1
    return f"{value:.{decimals}f}"


def _trimmed(shown: str) -> str:
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
