"""Sections on food, exercise, machines, measuring and tests: which of their sentences speak of a drug all the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rules.dosing.classes import (
    ACTIVITY,
    ADMINISTER,
    ARTICLE,
    COMMA,
    DAILY,
    DAYPART,
    DEVICE,
    DOSE,
    DRUG,
    EVERY,
    FACTOR,
    FORM,
    HYPHEN,
    IMPLIED,
    LAB,
    LIMIT,
    MASS,
    MISSED,
    NUMBER,
    NUTRIENT,
    ONCE,
    OUTPUT,
    OVER,
    PACKAGE,
    PER,
    PERCENT,
    PRICE,
    RANGE,
    ROUTE,
    SIG,
    SLASH,
    TAKE,
    TIME,
    TIMES,
    UNITS,
    VOLUME,
    WEIGHT,
    WORD,
)
from rules.dosing.clues import Clues
from rules.dosing.context import Context
from rules.dosing.lexicon import affixes
from rules.dosing.tokens import Tokens, tokenize
from rules.dosing.topics import DRINKS, FOOD, MEASURING, TESTS, follows, is_nutrient, topics

_OFTEN = frozenset((ONCE, TIMES, EVERY, DAILY, SIG, DAYPART))
# What is said of a dose beside a clearance: by what part to lower it, how often to give it.
_CHANGED = _OFTEN | {FACTOR, PERCENT, TAKE, ADMINISTER, MASS, UNITS}
_COUNTED = frozenset((MASS, VOLUME, UNITS, FORM))
_IT = frozenset(("take it", "take them", "take this", "take these"))
# Words of a drug that is taken, in sections that are about something else.
_DOSED = frozenset((FORM, ROUTE, DOSE, MISSED))
_DRUGS = _DOSED | {DRUG, IMPLIED}
_TAKEN = frozenset((TAKE, ADMINISTER, IMPLIED))
_LEAST_DRUNK = 100  # millilitres
_MILLILITRES = ("ml", "cc", "millil", "mili", "mill")
# Without these, a line is on the matter of the title whatever its heading: "Repeat twice daily", "9 mL/kg/h".
_TITLED = _DRUGS | {TAKE, ADMINISTER, MASS, UNITS}
_OTHERS = frozenset((NUTRIENT, LAB, ACTIVITY, DEVICE, OUTPUT))
# A cell of strengths, prices or normal ranges.
_BARE = frozenset((NUMBER, MASS, VOLUME, UNITS, FORM, PERCENT, PRICE, PACKAGE, RANGE, *"-,;/()~:"))
_LONGEST_CELL = 80
_GIVES = frozenset((TAKE, ADMINISTER))
# "Take 10 mL twice a day" is a syrup, "give 90 mL every three hours" is milk: what is taken as a dose is less, and so
# is what is taken of a powder.
_MOST_AS_DOSE = 20  # millilitres or grams


def beside_the_point(sentence: Tokens, context: Context) -> bool:
    """Whether a sentence of a section on food, exercise, a machine, measuring or tests names no drug that is taken.

    An order to take or give an amount of a drug's size, or to do so so often, is a dose in every section.
    """
    if not context.subject and VOLUME not in sentence.tags:
        return False  # most sentences
    letters = sentence.letters
    if is_order(sentence, letters, context):
        return False
    if VOLUME in letters and (_is_clearance(sentence, letters) or (letters.isdisjoint(_DRUGS) and _is_drink(sentence))):
        return True
    if not context.subject:
        return False
    if context.titled and not context.aside:
        return letters.isdisjoint(_TITLED) and (VOLUME not in letters or letters.isdisjoint(_OFTEN))
    if not _IT.isdisjoint(sentence.words) and context.subject != MEASURING:
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


@cache
def _so_often() -> re.Pattern[str]:
    """A verb of taking or giving and, right behind it, how often; between them an amount without a name at most."""
    number = f"{NUMBER}(?:[{RANGE}{PER}{HYPHEN}]{NUMBER})?"
    often = f"(?:{NUMBER}?[{''.join(sorted(_OFTEN))}]|{PER}{TIME})"
    amount = f"(?:(?P<number>{number})(?P<unit>[{MASS}{VOLUME}{UNITS}])?)?"
    return re.compile(
        f"[{TAKE}{ADMINISTER}][{IMPLIED}{ARTICLE}{LIMIT}{COMMA}]{{0,2}}{amount}[{OVER}{ARTICLE}{COMMA}]{{0,2}}{often}"
    )


def is_order(sentence: Tokens, letters: frozenset[str], context: Context) -> bool:
    """Whether a sentence orders to take or give an amount that only a drug has, or something without a name so often.

    What is measured in grams, millilitres or minutes is eaten, drunk or done. "20 mg at night" needs no verb.
    """
    gives = not letters.isdisjoint(_GIVES)
    if (
        gives
        and not _is_reading(sentence, context)
        and any(_is_dose(sentence, found, context) for found in _so_often().finditer(sentence.tags))
    ):
        return True
    if letters.isdisjoint((MASS, UNITS, WEIGHT, FORM)):
        return False
    clues = Clues(sentence, letters, context)
    if gives or clues.turned("ordered"):
        return bool(clues.amounts) and (clues.small or not letters.isdisjoint((UNITS, WEIGHT, FORM)))
    if context.subject and clues.amounts and clues.small and letters.isdisjoint(_OTHERS):
        return _is_schedule(letters, context) or clues.turned("imperative")
    return bool(clues.amounts) and clues.small and NUTRIENT not in letters and clues.turned("imperative")


def _is_schedule(letters: frozenset[str], context: Context) -> bool:
    """Whether a line without a verb says how often: "20 mg at night"; "at most 200 mg a day" can be of caffeine."""
    often = not letters.isdisjoint(_OFTEN - {DAILY})
    if context.subject == FOOD:
        return often and WORD not in letters
    if context.subject == TESTS:
        return often  # "150 mg daily" may be normal
    return often or (WORD not in letters and (DAILY in letters or letters >= {PER, TIME}))


def _is_reading(sentence: Tokens, context: Context) -> bool:
    """Whether a sentence goes on about readings: "take two more in the evening"."""
    if context.subject != MEASURING or context.drug or not context.aside:
        return False
    return _IT.isdisjoint(sentence.words) and follows(" ".join(sentence.words))


def _is_dose(sentence: Tokens, found: re.Match[str], context: Context) -> bool:
    """Whether what is taken so often can be a drug by its size."""
    unit = found["unit"]
    if not unit or unit == UNITS or context.subject != FOOD:
        # Outside of sections on other matters a volume is a drink by its verb alone.
        return bool(context.subject) or unit == VOLUME
    if sentence.words[found.start("unit")].startswith(affixes("amounts", "small_beginning")):
        return True
    number = sentence.words[found.start("number")].replace(",", ".")
    try:
        return float(number) <= _MOST_AS_DOSE
    except ValueError:
        return False  # in words


def _is_drink(sentence: Tokens) -> bool:
    """Whether a sentence tells how much to drink; a few millilitres are a dose, "with a drink of water" or drunk."""
    if DRINKS not in topics(" ".join(sentence.words)):
        return False
    volumes = [index for index, tag in enumerate(sentence.tags) if tag == VOLUME and index]
    return not any(
        sentence.words[index].startswith(_MILLILITRES) and _below(sentence.words[index - 1], _LEAST_DRUNK)
        for index in volumes
    )


def _below(number: str, least: int) -> bool:
    """Whether a number in digits is less than another one."""
    whole = number.replace(",", ".").partition(".")[0]
    return whole.isdecimal() and int(whole) < least


def _is_clearance(sentence: Tokens, letters: frozenset[str]) -> bool:
    """Whether all numbers are of a kidney's clearance: "not below 30 mL/min" limits no dose."""
    numbers = sentence.tags.count(NUMBER)
    rates = sum(sentence.tags.count(number + VOLUME + SLASH + TIME) for number in (NUMBER, NUMBER + HYPHEN + NUMBER))
    return rates > 0 and numbers <= rates and letters.isdisjoint(_CHANGED)


def about(context: Context, sentence: Tokens) -> Context:
    """The context of a sentence that names or orders a drug in a section on something else: "Heparin", on dialysis."""
    if not context.subject:
        return context
    if is_order(sentence, sentence.letters, context):
        return context._replace(aside=False)
    drugs = zip(sentence.words, sentence.classes, strict=True)
    if any(letters[0] == DRUG and not (NUTRIENT in letters or is_nutrient(word)) for word, letters in drugs):
        return context._replace(aside=False)
    return context


def is_bare_amount(text: str) -> bool:
    """Whether a cell holds nothing but numbers, units, forms and prices: "400 mg tablets", "3 to 5 mmol/L"."""
    sentence = tokenize(text[:_LONGEST_CELL])
    return len(text) <= _LONGEST_CELL and _BARE.issuperset(sentence.tags)


def are_parts(texts: Sequence[str]) -> bool:
    """Whether short items make one sentence: one names the amount, another one how often, and no two of them a drug."""
    items = [tokenize(text).letters for text in texts]
    amounts = [letters for letters in items if not letters.isdisjoint(_COUNTED)]
    if any(not letters.isdisjoint(_OFTEN) for letters in amounts):
        return False  # an item that needs no other
    schedules = [letters for letters in items if letters.isdisjoint(_COUNTED) and not letters.isdisjoint(_OFTEN)]
    return len(amounts) == 1 and bool(schedules) and sum(DRUG in letters for letters in items) <= 1
