"""What a text hands to what stands below or behind it: a heading, a column's header, a lead-in, the sentence before."""

from __future__ import annotations

import re
from functools import cache, lru_cache
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
    MASS,
    MODAL,
    NUTRIENT,
    PACKAGE,
    PAST,
    PRICE,
    RECOMMEND,
    ROUTE,
    STEP,
    STUDY,
    TAKE,
    UNITS,
    USE,
    VOLUME,
)
from rules.dosing.lexicon import senses
from rules.dosing.outline import Place
from rules.dosing.tokens import Tokens, tokenize
from rules.dosing.topics import ARMS, CASE_REPORT, FOOD, PAST_OF_PATIENT, SUBJECTS, TOLD, follows, is_nutrient, topics

_ASIDE = frozenset((NUTRIENT, LAB, PACKAGE, CONTAIN, PRICE, ACTIVITY))
_ORDERS = frozenset((TAKE, USE, ADMINISTER, STEP))
_DOSED = frozenset((DOSE, TAKE, ADMINISTER))
_STUDIES = frozenset((STUDY, CASE))
_ASKED = frozenset((MODAL, RECOMMEND))
_UNITS = frozenset((MASS, VOLUME, UNITS))
# What is longer hands on nothing more; the longest lead-in, heading and header that were seen in articles are shorter.
_LONGEST = 300


class Context(NamedTuple):
    """What a sentence inherits: `drug` and `dose` say from where, as words for a reader, or are empty.

    `listed` tells a list item, table row or heading, which may leave the verb out; `aside` that what stands above is
    about food, tests or packs; `told` that it reports a study or a case, 2 that of a patient's past; `subject` names a
    matter in which nothing is dosed but a drug that is named: one of `topics.SUBJECTS`; `titled` that only the title of
    the article names it, with a nearer heading between.
    """

    drug: str = ""
    dose: str = ""
    listed: bool = False
    aside: bool = False
    told: int = 0
    subject: str = ""
    titled: bool = False


def above(place: Place) -> Context:
    """What all that stands above a block hands on together."""
    context = Context()
    for line in place.leads:
        context = merged(context, inherited(line.text, line.where, lead=True))
    for depth, line in enumerate(place.headings):
        handed = inherited(line.text, line.where)
        if line.level == 1 and joins(line.text):  # "Gout and diet"
            handed = handed._replace(subject="", aside=False)
        if depth and line.level == 1:  # a title speaks of the whole article, and of many things beside its drug or diet
            told = handed.told if CASE_REPORT in topics(line.text) else 0
            handed = Context(told=told, subject=handed.subject, titled=bool(handed.subject))
        elif depth:
            handed = handed._replace(aside=bool(handed.subject))
        context = merged(context, handed)
    return context


@cache
def _joint() -> re.Pattern[str]:
    """A word or a mark that joins two things, in the seven languages."""
    return re.compile(r"(?<!\w)(?:and|und|et|y|e|en|ed|&|\+)(?!\w)", re.IGNORECASE)


def joins(title: str) -> bool:
    """Whether a title is of two things; what stands below may be about either."""
    return _joint().search(title[:_LONGEST]) is not None


@lru_cache(maxsize=512)
def inherited(text: str, where: str, *, lead: bool = False, column: bool = False) -> Context:
    """What the text of a heading or of a column's header hands on; a `lead` hands on its stance ("Take:") as well."""
    if not text:
        return Context()
    tokens = tokenize(text[:_LONGEST])
    classes = tokens.letters
    named = topics(text, column=column)
    drug = not classes.isdisjoint((DRUG, IMPLIED, COURSE)) or (lead and ROUTE in classes)
    subject = next((topic for topic in SUBJECTS if topic in named), "")
    if subject and _speaks_of_dosing(tokens, classes, subject):
        subject = ""
    elsewhere = bool(subject) or not classes.isdisjoint(_ASIDE)
    if column and not classes.isdisjoint(_DOSED):  # "Pack size and dose", "Tablet strength and how to take"
        subject, elsewhere = "", False
    # "Dialysis dose", "Exercise dosage": what is dosed there is no drug. "How often" heads many sections.
    dose = DOSE in classes or (COLUMN in classes and (lead or column))
    dose = (dose and (drug or not elsewhere)) or (lead and not subject and not classes.isdisjoint(_ORDERS))
    # What asks tells of no study unless it names one: "What does it mean?", "What did the doctors say?".
    asks = text.rstrip().endswith("?")
    # At the head of a line German "was" asks and does not tell.
    past = lead and not asks and any(PAST in letters for letters in tokens.classes[1:])
    studies = lead and not classes.isdisjoint(_STUDIES) and not (asks and _means(tokens))
    told = 2 if PAST_OF_PATIENT in named else int(not named.isdisjoint((TOLD, CASE_REPORT)) or past or studies)
    return Context(
        drug=where if drug and not subject else "",
        dose=where if dose else "",
        aside=not dose and elsewhere,
        told=told if (column or past or not dose) and classes.isdisjoint(_ASKED) else 0,
        subject=subject,
    )


def _means(tokens: Tokens) -> bool:
    """Whether the only word of studies in a question asks what something means."""
    meant = senses("stance-en")["meant"]
    told = [
        word for word, letters in zip(tokens.words, tokens.classes, strict=True) if not _STUDIES.isdisjoint(letters)
    ]
    return meant.issuperset(told)


def _speaks_of_dosing(tokens: Tokens, classes: frozenset[str], subject: str) -> bool:
    """Whether a heading is about drugs all the same, as "Diet and insulin" is; "Vitamin K in food" is not."""
    if subject != FOOD:
        return DRUG in classes or (subject != "machine" and not classes.isdisjoint((DOSE, IMPLIED)))
    if not classes.isdisjoint((DOSE, TAKE, ADMINISTER)):
        return True
    drugs = zip(tokens.words, tokens.tags, strict=True)
    return any(tag in (DRUG, IMPLIED) and not is_nutrient(word) for word, tag in drugs)


@lru_cache(maxsize=256)
def names_drug(header: str) -> bool:
    """Whether a column is headed by the name of a drug: what stands below is how much of it."""
    tags = tokenize(header[:60]).tags
    return DRUG in tags and len(tags) <= 3


@lru_cache(maxsize=256)
def names_dose(header: str) -> bool:
    """Whether a column is headed as one of doses; "How often" heads columns of exercises as well."""
    return any(DOSE in letters for letters in tokenize(header[:60]).classes)


@lru_cache(maxsize=256)
def heads_doses(header: str) -> bool:
    """Whether a column is headed as one of doses or of drugs; "Treatment" heads timelines as well."""
    return any(not {DOSE, DRUG, IMPLIED}.isdisjoint(letters) for letters in tokenize(header[:60]).classes)


@lru_cache(maxsize=256)
def names_arm(header: str) -> bool:
    """Whether a column is headed as one of trials or of the groups in them: "Arm", "n", "Trial"."""
    return ARMS in topics(header, column=True)


@lru_cache(maxsize=256)
def unit(text: str) -> str:
    """The unit of amount that a header or a cell names: "mg" of "Dose (mg)"; empty when it names none."""
    tokens = tokenize(text[:60])
    for index, classes in enumerate(tokens.classes):
        if classes[0] in _UNITS:
            start, end = tokens.original(index, index + 1)
            return text[start:end]
    return ""


def merged(near: Context, far: Context) -> Context:
    """What two texts hand on together; the nearer one wins."""
    if near == Context():
        return far
    named = bool(near.drug or near.dose)
    return Context(
        near.drug or far.drug,
        near.dose or far.dose,
        aside=near.aside or (far.aside and not named),
        told=near.told or (0 if near.dose else far.told),
        subject=near.subject or ("" if named else far.subject),
        titled=near.titled if near.subject or named else far.titled,
    )


def behind(context: Context, before: str) -> Context:
    """The context of a list item behind another one: what "take two more" goes on about, the item before has named."""
    sentence = tokenize(before)
    if context.drug or sentence.tags.isspace():
        return context
    handed = inherited(before, "the item before")
    if handed.subject or (handed.aside and not handed.drug):
        return context._replace(aside=True, subject=handed.subject or context.subject)
    return context._replace(drug=handed.drug, dose=context.dose or handed.dose)


def goes_on(text: str, before: str) -> bool:
    """Whether a list item speaks of what the item before it named: "then one more", or the next field of a label."""
    return bool(before) and (follows(text) or (_is_field(text) and _is_field(before)))


def _is_field(text: str) -> bool:
    """Whether a text is a name and a value: "Frequency: once daily"."""
    name, colon, _ = text[:40].partition(":")
    return bool(colon) and len(name.split()) <= 2


def carried(context: Context, sentence: Tokens) -> Context:
    """What a sentence hands to the next one: its drug, or that it was about food."""
    if DRUG in sentence.tags:
        return context._replace(drug="the sentence before", aside=bool(context.subject))
    if any(NUTRIENT in letters for letters in sentence.classes):
        return context._replace(aside=True)
    if context.drug or IMPLIED not in sentence.tags:
        return context
    return context._replace(drug="the sentence before")
