"""What a text hands to what stands below or behind it: a heading, a column's header, a lead-in, the sentence before."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rules.dosing.classes import (
    ACTIVITY,
    ADMINISTER,
    CASE,
    COLUMN,
    CONTAIN,
    COURSE,
    DOSE,
    DRUG,
    IMPLIED,
    LAB,
    MODAL,
    NUTRIENT,
    PACKAGE,
    PAST,
    PRICE,
    RECOMMEND,
    STEP,
    STUDY,
    TAKE,
    USE,
)
from rules.dosing.tokens import Tokens, tokenize

_ASIDE = frozenset((NUTRIENT, LAB, PACKAGE, CONTAIN, PRICE, ACTIVITY))
_ORDERS = frozenset((TAKE, USE, ADMINISTER, STEP))
_TOLD = frozenset((PAST, STUDY, CASE))
_ASKED = frozenset((MODAL, RECOMMEND))
# What is longer hands on nothing more; the longest lead-in, heading and header that were seen in articles are shorter.
_LONGEST = 300


class Context(NamedTuple):
    """What a sentence inherits: `drug` and `dose` say from where, as words for a reader, or are empty.

    `listed` tells a list item, table row or heading, which may leave the verb out; `aside` that what stands above is
    about food, tests or packs; `told` that it reports a study or a case.
    """

    drug: str = ""
    dose: str = ""
    listed: bool = False
    aside: bool = False
    told: bool = False


@lru_cache(maxsize=256)
def inherited(text: str, where: str, *, lead: bool = False) -> Context:
    """What the text of a heading or a header hands on; a `lead` ("Take:", "Patients received:") hands on its stance."""
    if not text:
        return Context()
    classes = frozenset("".join(tokenize(text[:_LONGEST]).classes))
    drug = not classes.isdisjoint((DRUG, IMPLIED, COURSE))
    elsewhere = not classes.isdisjoint(_ASIDE)
    # "Dialysis dose", "Exercise dosage": what is dosed there is no drug.
    dose = not classes.isdisjoint((DOSE, COLUMN)) and (drug or not elsewhere)
    dose = dose or (lead and not classes.isdisjoint(_ORDERS))
    return Context(
        drug=where if drug else "",
        dose=where if dose else "",
        aside=not dose and elsewhere,
        told=lead and not classes.isdisjoint(_TOLD) and classes.isdisjoint(_ASKED),
    )


@lru_cache(maxsize=256)
def names_drug(header: str) -> bool:
    """Whether a column is headed by the name of a drug: what stands below is how much of it."""
    tags = tokenize(header[:60]).tags
    return DRUG in tags and len(tags) <= 3


def merged(near: Context, far: Context) -> Context:
    """What two texts hand on together; the nearer one wins."""
    if near == Context():
        return far
    aside = near.aside or (far.aside and not (near.drug or near.dose))
    return Context(near.drug or far.drug, near.dose or far.dose, aside=aside, told=near.told or far.told)


def carried(context: Context, sentence: Tokens) -> Context:
    """What a sentence hands to the next one: its drug, or that it was about food."""
    if DRUG in sentence.tags:
        return context._replace(drug="the sentence before", aside=False)
    if any(NUTRIENT in letters for letters in sentence.classes):
        return context._replace(aside=True)
    if context.drug or IMPLIED not in sentence.tags:
        return context
    return context._replace(drug="the sentence before")
