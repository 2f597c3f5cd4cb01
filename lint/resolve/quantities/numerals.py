"""Numerals of a text: "4", "4.2", "4·2", "1,000", "2½", "twenty-four", with the step of the last digit given."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

# Characters that readers take for one: every text is read through this map, which keeps all places.
PLAIN = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d\u207b", "-")
    | dict.fromkeys("\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000", " ")
    | dict.fromkeys("∙⋅•‧", "·")
    | dict.fromkeys("⁄∕", "/")
    | dict.fromkeys("≈∼～≃≅", "~")
    | {"μ": "µ", "⩽": "≤", "≦": "≤", "⩾": "≥", "≧": "≥", "’": "'"}
)
_SMALL = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = (
    {word: number for number, word in enumerate((*_SMALL, *_TEENS), 1)}
    | {word: 10 * number for number, word in enumerate(_TENS, 2)}
    | {"hundred": 100}
)
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_TIMES = {"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9}


class Numeral(NamedTuple):
    """A number and its place; `step` is the unit of its last digit."""

    start: int
    end: int
    value: float
    step: float


@cache
def _numeral() -> re.Pattern[str]:
    words = "|".join(sorted(_VALUES, key=len, reverse=True))
    return re.compile(
        # No part of a name ("D3", "IL-6"), of a longer number, a time of day, an exponent or a price.
        r"(?<![^\W_])(?<![^\W\d_]-)(?<!\d[.,·:])(?<![\^#§$£])(?<!€)(?:"
        r"(?P<upper>(?:\d{1,3}\s)?[1-7])/(?P<lower>[2348])(?![\d/])"
        r"|(?P<thousands>[1-9]\d{0,2}(?:(?:,\d{3}){1,4}|(?:\s\d{3}){1,4})(?:\.\d{1,3})?)(?!\d)"
        r"|(?P<digits>\d{1,9}(?:[.,·]\d{1,6})?|[.·]\d{1,6})(?P<fraction>[½¼¾⅓⅔])?|(?P<bare>[½¼¾⅓⅔]))"
        r"(?![.,·]?\d)(?:\s(?P<times>hundred|thousand|million|billion)\b)?"
        rf"|(?<![^\W_])(?P<word>{words})(?:[\s-](?P<more>{'|'.join(_SMALL)}|hundred|thousand|million))?(?![^\W_])",
        re.IGNORECASE,
    )


def numerals(text: str) -> list[Numeral]:
    """The numerals of a text that went through PLAIN."""
    return [_read(match) for match in _numeral().finditer(text)]


def _read(match: re.Match[str]) -> Numeral:
    start, end = match.span()
    if word := match["word"]:
        return Numeral(start, end, _spelled(word.lower(), (match["more"] or "").lower()), 1.0)
    times = _TIMES[match["times"].lower()] if match["times"] else 1.0
    if upper := match["upper"]:
        whole, _, part = upper.rpartition(" ")
        return _fraction(start, end, int(whole or 0) + int(part) / int(match["lower"]), times)
    if bare := match["bare"]:
        return _fraction(start, end, _FRACTIONS[bare], times)
    digits = match["digits"] or re.sub(r"[,\s]", "", match["thousands"])
    digits = re.sub("[,·]", ".", digits)
    step = 10.0 ** -len(digits.partition(".")[2])
    if fraction := match["fraction"]:
        return _fraction(start, end, float(digits) + _FRACTIONS[fraction], times)
    return Numeral(start, end, float(digits) * times, step * times)


def _fraction(start: int, end: int, value: float, times: float) -> Numeral:
    return Numeral(start, end, value * times, (0.1 if round(value * 10, 6) % 1 == 0 else 0.01) * times)


def _spelled(word: str, more: str) -> float:
    value = float(_VALUES[word])
    if more in _TIMES:
        return value * _TIMES[more]
    return value + _VALUES[more] if more else value
