"""Which quantities a text names: numbers with their units, in ranges and lists, with the words that hedge them.

No quantities are years, dates, p values, confidence intervals, counts, citation numbers, percentages (an abstract holds
too many of them that mean other things), ages of patients and of pregnancies, and numbers without a unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from lint.resolve.quantities.hedges import hedge_of, is_age, is_interval
from lint.resolve.quantities.model import Hedge, Quantity
from lint.resolve.quantities.numerals import PLAIN, Numeral, numerals
from lint.resolve.quantities.units import unit_at

_LONGEST = 12  # items of a list
_APART = 30  # characters between two numerals that share a unit, at most
_BEFORE = 72  # characters before a number in which its hedge or the word "age" stands
# Where the smaller unit follows the larger one, both are one quantity: "2 h 30 min".
_COMPOUNDS = {("year", "month"): 12, ("week", "day"): 7, ("day", "h"): 24, ("h", "min"): 60, ("min", "s"): 60}
_LAST_POINT = 400  # "year 2009" is a date
_POINTS = {"hour": "h", "day": "day", "week": "week", "month": "month", "year": "year"}
_POINTS |= {"stunde": "h", "tag": "day", "woche": "week", "monat": "month"}
_POINTS |= {"jour": "day", "semaine": "week", "mois": "month", "día": "day", "semana": "week"}


def numbers(text: str) -> tuple[str, ...]:
    """The quantities of an abstract as a lock keeps them, in order of appearance, each once: facts, not its words."""
    return tuple(dict.fromkeys(quantity.written for quantity in quantities(text)))


def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text with their places, and of what `numbers` returned."""
    plain = text.translate(PLAIN)
    found = numerals(plain)
    read: list[Quantity] = []
    index = 0
    while index < len(found):
        group, behind = _group(plain, found, index)
        if group is not None and not (group.joints[:1] == ["list"] and _label_before(plain, found[index])):
            read += _each(plain, group)
        elif label := _label_before(plain, found[index], read[-1].end if read else 0):
            points, behind = _points(plain, found, index, label)
            read += points
        index = behind
    return tuple(_joined(plain, read))


class _Group(NamedTuple):
    """Numerals that share a unit; `joints` stand between them, "-" for a range, "," for a list."""

    items: list[Numeral]
    joints: list[str]
    unit: str
    end: int
    hedge: Hedge


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(
        r"\s?(?:-\s?)?(?:(?P<range>[-~]|\bto\b-?|\bthrough\b|\bbis\b|\bà\b)|(?P<and>\band\b|&|\bund\b)|(?P<or>\bor\b|\boder\b)"
        r"|(?P<list>,\s?(?:and|or)\b|,|;|/|\bby\b|[x×])"
        r"|[(\[]\s?(?P<open>(?:(?:IQR|interquartile range|range|from)[,:;=]?)?))\s?",
        re.IGNORECASE,
    )


_ASIDES = frozenset("([±+So")  # how an aside begins


@cache
def _aside() -> re.Pattern[str]:
    """What belongs to a number but is no number of its own: its deviation, its confidence interval, "or more"."""
    return re.compile(
        r"\s?(?:[(\[]\s?)?(?:±|\+\s?/\s?-|\+-|SD\s?[:=]?)\s?[\d.,·]{1,8}\s?[)\]]?"
        r"|\s?[(\[][^()\[\]%]{0,8}%?\s?C\.?I\.?\b[^()\[\]]{0,40}[)\]]|\s?[(\[]\d[\d.,·]{0,7}[)\]](?=[\s-])"
        r"|(?P<more>\+(?=[\s-])|\sor\s(?:more|longer|greater)\b)|(?P<less>\sor\s(?:less|fewer|shorter)\b)",
    )


def _group(text: str, found: list[Numeral], first: int) -> tuple[_Group | None, int]:
    """The numerals from one on that share a unit, and the index of what follows; a chain without a unit is passed."""
    if text.startswith("/", max(0, found[first].start - 1)):
        return None, first + 1
    items, joints = [found[first]], [""]
    place, behind, opened = items[0].end, first + 1, 0
    hedge: Hedge = ""
    while len(items) <= _LONGEST:
        place, hedge = _passed(text, place, hedge)
        if opened and text[place : place + 1] in (")", "]"):
            place, opened = place + 1, 0
        behind = _next(found, behind, place)
        if unit := unit_at(text, place):
            # "In group 2 (5 mg)" the bracket holds a quantity of its own.
            shared = _Group(items[opened:], joints[opened + 1 :], unit[0], unit[1], hedge)
            return shared, _next(found, behind, unit[1])
        joint = _joint_between(text, place, found, behind)
        if joint is None:
            break
        if joint.lastgroup == "open":
            opened = len(items)
        items.append(found[behind])
        joints.append(joint.lastgroup or "list")
        place, behind = items[-1].end, behind + 1
    return None, behind


def _passed(text: str, place: int, hedge: Hedge) -> tuple[int, Hedge]:
    """Behind what belongs to a number: at most its deviation and its interval."""
    for _ in range(2):
        if text[place : place + 2].lstrip()[:1] in _ASIDES and (aside := _aside().match(text, place)):
            place = aside.end()
            hedge = ">=" if aside["more"] else "<=" if aside["less"] else hedge
    return place, hedge


def _joint_between(text: str, place: int, found: list[Numeral], behind: int) -> re.Match[str] | None:
    """What joins the numeral that ends at a place to the one that follows it, if it does."""
    if behind == len(found) or found[behind].start > place + _APART:
        return None
    joint = _joint().match(text, place)
    return joint if joint and joint.end() == found[behind].start else None


def _next(found: list[Numeral], index: int, place: int) -> int:
    """The first numeral from an index on that does not begin before a place."""
    while index < len(found) and found[index].start < place:
        index += 1
    return index


@cache
def _between() -> re.Pattern[str]:
    return re.compile(r"\b(?:between|zwischen|entre|tra|tussen)\s$", re.IGNORECASE)


def _each(text: str, group: _Group) -> Iterator[Quantity]:
    """The quantities of a group; nothing when they are ages or a confidence interval."""
    start = group.items[0].start
    before = text[max(0, start - _BEFORE) : start]
    if is_interval(before) or is_age(before, text[group.end : group.end + 24], group.unit):
        return
    hedge = hedge_of(before, text[group.end : group.end + 20], group.unit) or group.hedge
    between = "and" in group.joints and _between().search(before) is not None
    index = 0
    while index < len(group.items):
        low = high = group.items[index]
        if index + 1 < len(group.items) and _is_range(low, group.items[index + 1], group.joints[index], between):
            index += 1
            high = group.items[index]
        index += 1
        end = group.end if index == len(group.items) else high.end
        yield Quantity(low.start, end, low.value, high.value, group.unit, hedge, min(low.step, high.step))


def _is_range(low: Numeral, high: Numeral, joint: str, between: bool) -> bool:
    if low.value >= high.value:
        return False
    # "2 or 3 days" leaves nothing out, "10 or 20 mg" does.
    return joint == "range" or (joint == "and" and between) or (joint == "or" and high.value == low.value + 1)


@cache
def _label() -> re.Pattern[str]:
    return re.compile(
        r"(?<![^\W_])(?<!each\s)(?<!every\s)(?<!per\s)(?<!\sa\s)(?<!pro\s)(?<!jede\s)(?<!jeden\s)(?<!am\s)(?<!par\s)"
        r"(?<!chaque\s)(?<!cada\s)(?<!por\s)(?<!al\s)"
        r"(?:(hour|day|week|month|year)s?|(Stunde|Tag|Woche|Monat|jour|semaine|mois|día|semana))[\s-]$",
        re.IGNORECASE,
    )


def _label_before(text: str, numeral: Numeral, taken: int = 0) -> re.Match[str] | None:
    """The word that makes a numeral a point in time: "week 12", but not "each week 12 patients"."""
    return (
        _label().search(text[max(taken, numeral.start - 14) : numeral.start]) if numeral.value <= _LAST_POINT else None
    )


def _points(text: str, found: list[Numeral], first: int, label: re.Match[str]) -> tuple[list[Quantity], int]:
    """The points in time that a word makes of a numeral and its list ("days 3 and 4"), and the index behind."""
    unit = _POINTS[(label[1] or label[2]).lower()]
    points: list[Quantity] = []
    index, ranged = first, False
    while len(points) <= _LONGEST:
        each = found[index]
        if ranged and points[-1].low < each.value:
            points[-1] = points[-1]._replace(end=each.end, high=each.value)
        else:
            points.append(Quantity(each.start, each.end, each.value, each.value, unit, "at", each.step))
        index += 1
        joint = _joint_between(text, each.end, found, index)
        if joint is None or joint["open"] is not None:
            break
        if unit_at(text, found[index].end):  # "on day 3, 4 mg"
            break
        ranged = joint["range"] is not None
    return points, index


def _joined(text: str, read: list[Quantity]) -> Iterator[Quantity]:
    """Neighbours that are one quantity: "2 h 30 min", "4 mg to 10 mg"."""
    last: Quantity | None = None
    for each in read:
        merged = last and _merged(text, last, each)
        if last is not None and merged is None:
            yield last
        last = merged or each
    if last is not None:
        yield last


def _merged(text: str, one: Quantity, other: Quantity) -> Quantity | None:
    between = text[one.end : other.start]
    if len(between) > 8 or other.hedge or one.low != one.high:
        return None
    if one.unit == other.unit and not one.hedge:
        ranged = one.high < other.low and re.fullmatch(r"\s?-\s?|\sto\s(?:an?\s)?", between) is not None
        return one._replace(end=other.end, high=other.high, step=min(one.step, other.step)) if ranged else None
    times = _COMPOUNDS.get((one.unit, other.unit), 0)
    if other.high < times and one.step == 1 and re.fullmatch(r"\s?|,?\sand\s", between):
        low, high = one.low * times + other.low, one.high * times + other.high
        return Quantity(one.start, other.end, low, high, other.unit, one.hedge, other.step)
    return None
