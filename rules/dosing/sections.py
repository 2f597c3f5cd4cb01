"""Sections on food, exercise, machines, measuring and tests: which of their sentences speak of a drug all the same."""

from __future__ import annotations

from collections.abc import Sequence

from rules.dosing.classes import (
    ADMINISTER,
    DAILY,
    DAYPART,
    DOSE,
    DRUG,
    EVERY,
    FACTOR,
    FORM,
    HYPHEN,
    IMPLIED,
    MASS,
    NUMBER,
    NUTRIENT,
    ONCE,
    PERCENT,
    ROUTE,
    SIG,
    SLASH,
    TAKE,
    TIME,
    TIMES,
    UNITS,
    VOLUME,
)
from rules.dosing.context import Context
from rules.dosing.tokens import Tokens, tokenize
from rules.dosing.topics import DRINKS, FOOD, MEASURING, is_nutrient, topics

_OFTEN = frozenset((ONCE, TIMES, EVERY, DAILY, SIG, DAYPART))
# What is said of a dose beside a clearance: by what part to lower it, how often to give it.
_CHANGED = _OFTEN | {FACTOR, PERCENT, TAKE, ADMINISTER, MASS, UNITS}
_COUNTED = frozenset((MASS, VOLUME, UNITS, FORM))
_IT = frozenset(("take it", "take them", "take this", "take these"))
# Words of a drug that is taken, in sections that are about something else.
_DOSED = frozenset((FORM, ROUTE, DOSE))
_DRUGS = _DOSED | {DRUG, IMPLIED}
_TAKEN = frozenset((TAKE, ADMINISTER, IMPLIED))


def beside_the_point(sentence: Tokens, context: Context) -> bool:
    """Whether a sentence of a section on food, exercise, a machine, measuring or tests names no drug that is taken."""
    if not context.subject and VOLUME not in sentence.tags:
        return False  # most sentences
    letters = frozenset("".join(sentence.classes))
    if VOLUME in letters and (_is_clearance(sentence, letters) or (letters.isdisjoint(_DRUGS) and _is_drink(sentence))):
        return True
    if not context.subject:
        return False
    if context.subject != MEASURING and not _IT.isdisjoint(sentence.words):
        return False
    if context.subject != FOOD:
        return letters.isdisjoint(_DRUGS)
    if not letters.isdisjoint(_DOSED):
        return False
    taken = not letters.isdisjoint(_TAKEN)
    return not any(
        (letters[0] == DRUG and (taken or not (NUTRIENT in letters or is_nutrient(word))))
        or (letters[0] == IMPLIED and not context.listed and DRINKS not in topics(word))
        for word, letters in zip(sentence.words, sentence.classes, strict=True)
    )


def _is_drink(sentence: Tokens) -> bool:
    """Whether a sentence tells how much to drink."""
    return DRINKS in topics(" ".join(sentence.words))


def _is_clearance(sentence: Tokens, letters: frozenset[str]) -> bool:
    """Whether all numbers are of a kidney's clearance: "not below 30 mL/min" limits no dose."""
    numbers = sentence.tags.count(NUMBER)
    rates = sum(sentence.tags.count(number + VOLUME + SLASH + TIME) for number in (NUMBER, NUMBER + HYPHEN + NUMBER))
    return rates > 0 and numbers <= rates and letters.isdisjoint(_CHANGED)


def about(context: Context, sentence: Tokens) -> Context:
    """The context of a sentence that names a drug in a section on something else: "Heparin", on dialysis."""
    if not context.subject:
        return context
    drugs = zip(sentence.words, sentence.classes, strict=True)
    if any(letters[0] == DRUG and not (NUTRIENT in letters or is_nutrient(word)) for word, letters in drugs):
        return context._replace(aside=False)
    return context


def are_parts(texts: Sequence[str]) -> bool:
    """Whether short items make one sentence: one names the amount, another one how often, and no two of them a drug."""
    items = [frozenset("".join(tokenize(text).classes)) for text in texts]
    amounts = [letters for letters in items if not letters.isdisjoint(_COUNTED)]
    if any(not letters.isdisjoint(_OFTEN) for letters in amounts):
        return False  # an item that needs no other
    schedules = [letters for letters in items if letters.isdisjoint(_COUNTED) and not letters.isdisjoint(_OFTEN)]
    return len(amounts) == 1 and bool(schedules) and sum(DRUG in letters for letters in items) <= 1
