"""Quantities of a sentence that an abstract need not hold: of another paper, of a test's name, of a patient's body."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lint.resolve.quantities import Quantity

_BEFORE = 40
_BEHIND = 40
_TIMES = ("s", "min", "h", "day", "week", "month", "year")


def is_aside(text: str, said: Quantity) -> bool:
    """Whether a quantity of a sentence says nothing that the abstract could gainsay."""
    before, behind = text[max(0, said.start - _BEFORE) : said.start], text[said.end : said.end + _BEHIND]
    if _denied().search(before) or _own().search(before) or _named().match(behind):
        return True
    if said.unit in _TIMES:
        opens = not text[: said.start].strip()
        if said.unit == "year" and _people().search(before):
            return True
        return bool(_interval().search(before) or _later(said).match(behind) or (opens and _idiom().match(behind)))
    return said.unit in ("kg", "cm", "m", "lb", "ft") and bool(_body().search(before) or _tall().match(behind))


@cache
def _denied() -> re.Pattern[str]:
    """Another scheme: "unlike the 4-day scheme of Berg", "not 4 but 10 days"."""
    return re.compile(
        r"\b(?:unlike|in contrast (?:to|with)|as opposed to|instead of|rather than|not)\s(?:an?\s|the\s)?(?:for\s)?$",
        re.IGNORECASE,
    )


@cache
def _own() -> re.Pattern[str]:
    """What the author does: "In our practice we infuse for 4 days"."""
    return re.compile(r"\b(?:[Ww]e|[Oo]ur|[Mm]y)\b[^.;:,()]{0,24}$")


@cache
def _people() -> re.Pattern[str]:
    """Ages without the word: "adults (18-65 years)", "patients of 45 years"."""
    return re.compile(
        r"\b(?:adults?|child(?:ren)?|patients?|m[ae]n|wom[ae]n|people|persons?|participants?|volunteers?)"
        r"\s(?:\(|of\s|between\s|from\s)$",
        re.IGNORECASE,
    )


@cache
def _named() -> re.Pattern[str]:
    """Names: "6-minute walk test", "24-h urine", "100-mm scale", and "second-line", which is no time."""
    return re.compile(
        r"[-\s](?:walk(?:ing)?\b|urin|Holter|recall\b|ambulatory\b|ECG|EEG|electrocardio|syringe|needle|catheter|intervals?\b|visual\b|VAS\b|scale\b"
        r"|(?:line|degree|generation|trimester|look|hand|order|stage)\b)",
        re.IGNORECASE,
    )


@cache
def _interval() -> re.Pattern[str]:
    """How often ("every 4 weeks") or until when ("by 6 weeks"): neither is how long."""
    return re.compile(r"\b(?:every|each|by|alle|toutes les|tous les|cada|ogni|elke|om de)\s$", re.IGNORECASE)


def _later(said: Quantity) -> re.Pattern[str]:
    """What counts a time from another event: "published 3 years later", "4 weeks before surgery"."""
    return _years_later() if said.unit == "year" else _before_event()


@cache
def _years_later() -> re.Pattern[str]:
    return re.compile(
        r"\s(?:later\b|apart\b|on,|(?:after|before|since)\s(?:this|that|the|its|their)\s(?:\w{1,20}\s)?"
        r"(?:trial|study|paper|report|review|publication)\b)",
        re.IGNORECASE,
    )


@cache
def _before_event() -> re.Pattern[str]:
    return re.compile(
        r"\s(?:before|prior to|preceding)\b|\s(?:after|following|from|since)\s(?:an?\s|the\s|their\s)?(?:\w{1,20}\s)?"
        r"(?:fracture|injury|trauma|accident|onset|diagnosis|birth|symptom)",
        re.IGNORECASE,
    )


@cache
def _idiom() -> re.Pattern[str]:
    """No span at all: "One day, this may change"; "One year on"."""
    return re.compile(r",|\son\b", re.IGNORECASE)


@cache
def _body() -> re.Pattern[str]:
    return re.compile(r"\b(?:weight|weigh(?:s|ed|ing)|height|stature)(?:\s(?:of|was|is|were))?\s$", re.IGNORECASE)


@cache
def _tall() -> re.Pattern[str]:
    return re.compile(r"\s(?:tall|in height|of body weight|body weight)\b", re.IGNORECASE)
