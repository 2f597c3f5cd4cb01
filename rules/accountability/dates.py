"""Dates as people write them in seven languages, read as the first and the last day that may be meant.

"05/06/2025" is a day in May or in June, "May 2025" one of thirty-one: whoever judges takes the end that is kinder to
the author. Libraries such as dateutil guess one day, and take "3 tablets" for one; a table of months is all that is
needed.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import cache
from typing import NamedTuple

from rules.accountability.words import months

_CENTURY = 2000
_EARLIEST = 1900


class Day(NamedTuple):
    """A date as written: the first and the last day that it may mean, and where it ends in the text."""

    first: date
    last: date
    end: int


class NoDay(NamedTuple):
    """What looks like a date and is none: the 31st of April."""

    end: int


def read(text: str, start: int = 0) -> Day | NoDay | None:
    """The date that begins at `start` of a folded text, if one does."""
    match = _date().match(text, start)
    if match is None:
        return None
    if match["word"]:
        return _of_words(match)
    return _of_numbers(match)


def find(text: str, start: int = 0) -> tuple[int, Day | NoDay] | None:
    """The first date at or behind `start`, and where it begins."""
    match = _date().search(text, start)
    if match is None:
        return None
    return match.start(), _of_words(match) if match["word"] else _of_numbers(match)


@cache
def _date() -> re.Pattern[str]:
    """Every way to write a date that is known here; the longest first."""
    names = "|".join(sorted(months(), key=lambda name: (-len(name), name)))
    month = rf"(?:{names})(?![a-z])\.?"
    weekday = r"(?:[a-z]{2,10}[.,],? |(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6} )?"
    of = r"(?: ?(?:of|de|del|-|/|\.)(?= ?\w))?"
    clock = r"(?:t| ?,? ?)[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?:\.\d{1,9})?(?: ?(?:z|utc|gmt|[ap]m|[+-]\d\d:?\d\d))?"
    named = (
        rf"{weekday}(?:the )?(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|o|a|°|\.)?{of} ?(?P<m1>{month}){of},? ?(?P<y1>\d{{4}})",
        rf"{weekday}(?P<m2>{month}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>\d{{4}})",
        rf"(?P<m3>{month})(?: de| del)?,?[ -]?(?P<y3>\d{{4}})",
    )
    numbers = (
        r"(?P<y4>\d{4})(?P<s4>[-/.])(?P<m4>\d{1,2})(?P=s4)(?P<d4>\d{1,2})",
        r"(?P<y5>(?:19|20)\d\d)(?P<m5>[01]\d)(?P<d5>[0-3]\d)",
        r"(?P<a6>\d{1,2})(?P<s6>[./-]) ?(?P<b6>\d{1,2})(?P=s6) ?(?P<y6>\d{4}|\d{2})",
        r"(?P<y7>\d{4})[-/](?P<m7>\d{1,2})",
        r"(?P<m8>\d{1,2})[./-](?P<y8>\d{4})",
        r"(?P<m9>0\d|1[0-2])/(?P<y9>\d\d)",
        r"(?P<y10>(?:19|20)\d\d)",
    )
    return re.compile(
        rf"(?<![\w./-])(?:(?P<word>{'|'.join(named)})|(?:{'|'.join(numbers)}))(?:{clock})?(?![\w]|[./-]\d)", re.ASCII
    )


def _of_words(match: re.Match[str]) -> Day | NoDay:
    for number in ("1", "2", "3"):
        if name := match[f"m{number}"]:
            day = match[f"d{number}"] if number != "3" else None
            month = months()[name.rstrip(".")]
            return _span(int(match[f"y{number}"]), month, int(day) if day else None, match.end())
    raise AssertionError(match)


def _of_numbers(match: re.Match[str]) -> Day | NoDay:
    found = {name[0]: value for name, value in match.groupdict().items() if value and name != "word"}
    year = int(found["y"]) + (_CENTURY if len(found["y"]) == 2 else 0)
    if "a" in found:
        return _either(int(found["a"]), int(found["b"]), year, found["s"] == ".", match.end())
    month, day = found.get("m"), found.get("d")
    return _span(year, int(month) if month else None, int(day) if day else None, match.end())


def _either(one: int, other: int, year: int, day_first: bool, end: int) -> Day | NoDay:
    """Day and month in the order that makes a date; both when both do. A full stop stands behind days first."""
    readings = [_span(year, other, one, end), *([] if day_first else [_span(year, one, other, end)])]
    days = [reading for reading in readings if isinstance(reading, Day)]
    return Day(min(day.first for day in days), max(day.last for day in days), end) if days else NoDay(end)


def _span(year: int, month: int | None, day: int | None, end: int) -> Day | NoDay:
    if not _EARLIEST <= year < 10_000 or not 1 <= (month or 1) <= 12:
        return NoDay(end)
    first, last = month or 1, month or 12
    days = monthrange(year, last)[1]
    if day is not None and not 1 <= day <= days:
        return NoDay(end)
    return Day(date(year, first, day or 1), date(year, last, day or days), end)


def before(today: date, count: int) -> date:
    """The day so many months ago; the last of a shorter month."""
    index = today.year * 12 + today.month - 1 - count
    year, month = max(index // 12, 1), index % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))
