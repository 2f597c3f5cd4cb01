"""Whether a quantity holds another one: equal, equal after conversion or rounding, or within its range."""

from __future__ import annotations

from math import inf

from lint.resolve.quantities.model import Quantity
from lint.resolve.quantities.units import Atom, atoms

# Months are four weeks or thirty days to some and a twelfth of a year to others: 3 months are 12 weeks.
_CALENDAR = 0.09
_CONVERTED = 0.05  # what is lost when a converted value is rounded: 150 lb are 68 kg
_ABOUT = 0.2  # how far "about 5 days" reaches
_LONG = ("month", "year")


def holds(recorded: Quantity, said: Quantity) -> bool:
    """Whether what was said is covered by what is recorded.

    What was said may be rounded (4 days for 4.2 days), converted (2 weeks for 14 days), or lie in a recorded range; a
    range that was said may hold what is recorded. Units of different kinds never cover each other; "20 mg/day" covers
    "20 mg".
    """
    factors = _factors(recorded.unit, said.unit)
    if factors is None:
        return False
    there, here = factors
    # "At least 2 weeks" says nothing of what lasted 6 months.
    low, high = _reach(recorded) if recorded.unit == said.unit else (recorded.low, recorded.high)
    slack = said.step / 2
    if recorded.unit != said.unit:
        slack = min(slack, _CONVERTED * said.high)
        if there != here and _is_calendar(recorded.unit, said.unit):
            slack = _CALENDAR * said.high
    tiny = 1e-9 * max(abs(said.high * here), abs(recorded.high * there))
    # Half a step below rounds up to what was said; half a step above does not round down to it.
    return (
        low * there <= (said.high + slack) * here - (tiny if slack else -tiny)
        and high * there >= (said.low - slack) * here - tiny
    )


def _reach(quantity: Quantity) -> tuple[float, float]:
    low, high = quantity.low, quantity.high
    if quantity.hedge == "~":
        return low * (1 - _ABOUT), high * (1 + _ABOUT)
    if quantity.hedge in (">", ">="):
        return low, inf
    if quantity.hedge in ("<", "<="):
        return 0.0, high
    return low, high


def _factors(one: str, other: str) -> tuple[float, float] | None:
    """What makes values of two units comparable; None when they measure different things.

    A time or a word below ("mg/day", "mg/dose") may be left unsaid; a weight or a volume may not.
    """
    first, second = atoms(one), atoms(other)
    if first[0].dimension != second[0].dimension:
        return None
    shared = {part.dimension for part in first[1:]} & {part.dimension for part in second[1:]}
    if any(not _may_lack(part) for part in (*first[1:], *second[1:]) if part.dimension not in shared):
        return None
    return _factor(first, shared), _factor(second, shared)


def _may_lack(part: Atom) -> bool:
    return part.dimension in ("time", part.name)


def _factor(parts: tuple[Atom, ...], shared: set[str]) -> float:
    factor = parts[0].factor
    for part in parts[1:]:
        if part.dimension in shared:
            factor /= part.factor
    return factor


def _is_calendar(one: str, other: str) -> bool:
    """Whether one is a span of months or years and the other is not; years and months convert exactly."""
    return (one.partition("/")[0] in _LONG) != (other.partition("/")[0] in _LONG)
