"""What the words around a quantity make of it: no exact one, or none at all."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import cast

from lint.resolve.quantities.model import Hedge
from lint.resolve.quantities.units import atoms

_SIGNS: dict[str, Hedge] = {"~": "~", ">": ">", "<": "<", "≥": ">=", "≤": "<=", ">=": ">=", "<=": "<="}


@cache
def _hedges() -> tuple[tuple[re.Pattern[str], Hedge], ...]:
    """The words of the list beside this module: before a number, and (with "+") behind its unit."""
    text = Path(__file__).with_name("hedges.txt").read_text(encoding="utf-8")
    lines = [line.split(":", 1) for line in text.splitlines() if line and not line.startswith("#")]
    patterns = []
    for sign, words in lines:
        phrases = "|".join(re.escape(word).replace("_", r"\s") for word in words.split())
        shape = rf"\s(?:{phrases})(?![^\W_])" if sign.endswith("+") else rf"(?<![^\W_])(?:{phrases})\s(?:an?\s|the\s)?$"
        patterns.append((re.compile(shape, re.IGNORECASE), cast("Hedge", sign)))
    return tuple(patterns)


@cache
def _sign() -> re.Pattern[str]:
    return re.compile(r"([<>]=?|[≤≥~])\s?$")


@cache
def _during() -> re.Pattern[str]:
    """What makes "over" mean during: "infused over 4 h" took 4 h, "lasted over 4 h" took more."""
    return re.compile(
        r"\b(?!(?:for|last(?:s|ed|ing)?|persist(?:s|ed|ing)?|well|just|by|to|of|is|was)\s)[^\W_]+\sover\s$|\bover\s(?:an?|the)\s$",
        re.IGNORECASE,
    )


def hedge_of(before: str, behind: str, unit: str) -> Hedge:
    """The hedge of a quantity by the text right before it and right behind it."""
    if sign := _sign().search(before):
        return _SIGNS[sign[1]]
    if atoms(unit)[0].dimension == "time" and _during().search(" " + before):
        return ""
    for pattern, hedge in _hedges():
        if hedge.endswith("+"):
            if pattern.match(behind):
                return cast("Hedge", hedge[:-1])
        elif pattern.search(before):
            return hedge
    return ""


@cache
def _none_before() -> re.Pattern[str]:
    return re.compile(
        r"\bC\.?I\.?[\s,:;=(\[]{0,3}(?:of\s|from\s)?$|\b[pn]\s?[<>=≤≥]\s?$|\d\s?%\s?C\.?I\.?.{0,6}$", re.IGNORECASE
    )


@cache
def _age_before() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:aged?|ages|gestation(?:al)?|(?:im )?alter|âgée?s?(?: de)?|edad|idade|età|leeftijd)\b"
        # "Median age of 66 years (IQR 52-72 years)" holds two ages.
        r"(?:[^\d.;]{0,30}|[^.;(\[]{2,40}[(\[](?:IQR|interquartile range|range|SD|mean|median|\W){0,3})$",
        re.IGNORECASE,
    )


@cache
def _age_behind() -> re.Pattern[str]:
    return re.compile(
        r"[-\s](?:old|of age|of life|alte?[rn]?\b|oud)|'?\s?(?:of )?(?:gestation|pregnan|post-?menstrual)",
        re.IGNORECASE,
    )


def is_age(before: str, behind: str, unit: str) -> bool:
    """Whether a time is the age of a patient or of a pregnancy: how old somebody is tells nothing of a treatment."""
    if unit not in ("year", "month", "week", "day"):
        return False
    return _age_before().search(before) is not None or _age_behind().match(behind) is not None


def is_interval(before: str) -> bool:
    """Whether the text before a number makes it a confidence interval, a p value or a count."""
    return _none_before().search(before) is not None
