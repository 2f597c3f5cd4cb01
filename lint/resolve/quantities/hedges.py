"""What the words around a quantity make of it: no exact one, or none at all."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import cast

from lint.resolve.quantities.model import Hedge
from lint.resolve.quantities.units import atoms

_SIGNS: dict[str, Hedge] = {
    "~": "~",
    ">": ">",
    "<": "<",
    "≥": ">=",
    "≤": "<=",
    ">=": ">=",
    "<=": "<=",
    ">/=": ">=",
    "</=": "<=",
}
_ARTICLES = (" a", " an", " the")
# A piece of each alternative of the patterns below: few texts hold one, and only they need the pattern.
_AGES = ("age", "gestation", "alter", "âgé", "edad", "idade", "età", "leeftijd")
_AGES_BEHIND = ("old", "of age", "of life", "alt", "oud", "gestation", "pregnan", "menstrual")


@cache
def _hedges() -> tuple[tuple[tuple[str, ...], Hedge], ...]:
    """The words of the list beside this module: before a number, and (with "+") behind its unit.

    They are compared, not searched for: a pattern of them all costs a cold run more than reading its article.
    """
    text = Path(__file__).with_name("hedges.txt").read_text(encoding="utf-8")
    lines = [line.split(":", 1) for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(
        (tuple(word.replace("_", " ") for word in words.split()), cast("Hedge", sign)) for sign, words in lines
    )


@cache
def _during() -> re.Pattern[str]:
    """What makes "over" mean during: "infused over 4 h" took 4 h, "lasted over 4 h" took more."""
    return re.compile(
        r"\b(?!(?:for|last(?:s|ed|ing)?|persist(?:s|ed|ing)?|well|just|by|to|of|is|was|are|were|be)\s)[^\W_]+\sover\s$|\bover\s(?:an?|the)\s$",
        re.IGNORECASE,
    )


def hedge_of(before: str, behind: str, unit: str) -> Hedge:
    """The hedge of a quantity by the text right before it and right behind it."""
    mark = before[:-1] if before[-1:].isspace() else before
    if sign := _SIGNS.get(mark[-3:]) or _SIGNS.get(mark[-2:]) or _SIGNS.get(mark[-1:]):
        return sign
    if behind[:1] == "+" and not behind[1:2].isdecimal():  # "4 weeks+"
        return ">="
    before, behind = _plain(before), _plain(behind)
    if "over" in before[-9:] and atoms(unit)[0].dimension == "time" and _during().search(" " + before):
        return ""
    ends = _ends(before)
    for phrases, hedge in _hedges():
        if hedge.endswith("+"):
            if any(_begins(behind, phrase) for phrase in phrases):
                return cast("Hedge", hedge[:-1])
        elif any(_closes(end, phrase) for end in ends for phrase in phrases):
            return hedge
    return ""


def _plain(text: str) -> str:
    """A text in lower case whose white space is spaces."""
    return re.sub(r"\s", " ", text).lower()


def _ends(before: str) -> list[str]:
    """What may end in a hedge: the text before a number without its last space, a bracket, and an article."""
    if not before.endswith(" "):
        return []
    end = before[:-1].rstrip(")]\"'”»")  # "(at least) 4 weeks"
    return [end, *(end.removesuffix(article) for article in _ARTICLES if end.endswith(article))]


def _closes(text: str, phrase: str) -> bool:
    """Whether a text ends in a phrase that begins with a word."""
    return text.endswith(phrase) and not text[: -len(phrase)][-1:].isalnum()


def _begins(text: str, phrase: str) -> bool:
    """Whether a space and a phrase that ends with a word stand at the beginning of a text."""
    return text.startswith(phrase, 1) and text[0] == " " and not text[len(phrase) + 1 : len(phrase) + 2].isalnum()


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
    if _holds(before, _AGES) and _age_before().search(before):
        return True
    return _holds(behind, _AGES_BEHIND) and _age_behind().match(behind) is not None


def is_interval(before: str) -> bool:
    """Whether the text before a number makes it a confidence interval, a p value or a count."""
    end = before[-16:].lower()
    is_likely = "ci" in end or "c.i" in end or end.rstrip().endswith(tuple("<>=≤≥"))
    return is_likely and _none_before().search(before) is not None


def _holds(text: str, pieces: tuple[str, ...]) -> bool:
    folded = text.lower()
    return any(piece in folded for piece in pieces)
