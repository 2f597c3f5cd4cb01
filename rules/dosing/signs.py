"""The ways in which a sentence can be a concrete dose: a table of signs, each with what it states in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from rules.dosing.classes import (
    ACTIVITY,
    ADMINISTER,
    AGE,
    CASE,
    CONTAIN,
    DOSE,
    DRUG,
    FACTOR,
    FORGOTTEN,
    FORM,
    GIVEN,
    IMPLIED,
    INTENSITY,
    INTERVAL,
    LAB,
    LIMIT,
    MISSED,
    MODAL,
    NEEDED,
    NUTRIENT,
    OUTCOME,
    PACKAGE,
    PAST,
    PERSON,
    PRESENT,
    PRICE,
    RECOMMEND,
    ROUTE,
    STEP,
    STUDY,
    TIME,
    WEIGHT,
    WORD,
)
from rules.dosing.clues import Clues
from rules.dosing.placed import PLACED


class Sign(NamedTuple):
    """One way to be a concrete dose, with what it states in words."""

    states: str
    holds: Callable[[Clues], bool]


SIGNS: tuple[Sign, ...] = (
    Sign(
        "an amount for each kilogram of body weight",
        lambda c: "per-weight" in c.kinds and (not c.holds(ACTIVITY) or c.turned("ordered", "people receive")),
    ),
    Sign("an amount and how often", lambda c: c.measured and c.loose),
    Sign("an amount and the way to give it", lambda c: c.measured and c.holds(ROUTE)),
    Sign("an amount that is called a dose", lambda c: c.measured and (c.holds(DOSE) or bool(c.context.dose))),
    Sign(
        "an amount in a given time",
        lambda c: (
            "rate" in c.kinds
            and not c.context.aside
            and (c.drug or c.verb or (c.weighed and (c.context.listed or c.holds(LIMIT, RECOMMEND))))
        ),
    ),
    Sign(
        "an amount of a drug that is taken or given",
        lambda c: c.measured and c.drug and (c.verb or c.directed or c.holds(PAST, CASE, STUDY, OUTCOME, PERSON)),
    ),
    Sign("an amount of a drug and for how long", lambda c: c.measured and c.drug and "duration" in c.kinds),
    Sign(
        "a drug and its amount in a list or table",
        lambda c: c.measured and c.holds(DRUG) and c.context.listed and c.clean,
    ),
    Sign(
        "an amount under the name of a drug",
        lambda c: c.measured and bool(c.context.drug) and c.context.listed and c.clean,
    ),
    Sign("an amount and for how long", lambda c: c.measured and "duration" in c.kinds and c.brief and c.clean),
    Sign(
        "amounts in one row of a table",
        lambda c: (
            c.row and c.measured and len(c.amounts) > 1 and c.clean and c.holds(WORD, WEIGHT, TIME, AGE, IMPLIED, DRUG)
        ),
    ),
    Sign("an amount in a table of doses", lambda c: c.row and c.weighed and c.holds(INTENSITY) and c.clean and c.brief),
    Sign("an amount in a list or table", lambda c: c.small and c.context.listed and c.clean and c.brief and c.latin),
    Sign("an amount and an order to take or give it", lambda c: c.measured and c.turned("imperative")),
    Sign("an amount of a drug", lambda c: c.turned("amount of drug") and c.measured and c.clean),
    Sign(
        "an amount that is recommended",
        lambda c: c.measured and c.turned("recommended") and c.clean and (c.drug or c.small),
    ),
    Sign("an amount that people receive", lambda c: c.measured and c.turned("people receive") and c.clean),
    Sign("an amount that is taken or given", lambda c: c.small and c.turned("passive") and c.clean),
    Sign("a limit for the amount of a drug", lambda c: c.measured and c.holds(LIMIT) and c.drug and c.clean),
    Sign(
        "a number of tablets, drops or puffs to take or give",
        lambda c: (
            "count" in c.kinds
            and not c.holds(CONTAIN)
            and (c.loose or c.directed or not c.holds(PACKAGE))
            and (c.loose or c.directed or "duration" in c.kinds or c.holds(LIMIT, DOSE) or bool(c.context.dose))
        ),
    ),
    Sign(
        "a number of tablets, drops or puffs in one row of a table",
        lambda c: c.row and "count" in c.kinds and c.holds(WEIGHT, TIME, AGE) and c.clean and c.brief,
    ),
    Sign(
        "a number of tablets, drops or puffs and the way to give them",
        lambda c: "count" in c.kinds and c.holds(ROUTE) and c.clean,
    ),
    Sign(
        "a number of tablets, drops or puffs",
        lambda c: any(p.kind == "count" and p.end - p.start >= len(c.tokens.tags) - 1 for p in c.amounts),
    ),
    Sign("how often a drug is taken or given", lambda c: c.timed and c.drug and c.verb and not c.elsewhere),
    Sign("how often a drug is taken or given", lambda c: c.turned("given often") and c.drug and not c.holds(ACTIVITY)),
    Sign(
        "how often something is taken or given",
        lambda c: c.timed and c.holds(GIVEN) and c.turned("passive") and not c.elsewhere,
    ),
    Sign("how often a drug is taken or given", lambda c: c.turned("drug given often")),
    Sign("how long an infusion runs", lambda c: c.turned("infused over") and c.drug and c.clean),
    Sign("a drug and how often", lambda c: c.turned("drug often") and c.clean),
    Sign("an order to take or give something and how often", lambda c: c.turned("applied") and not c.elsewhere),
    Sign(
        "how often a dose is due", lambda c: c.timed and c.holds(DOSE) and (c.directed or c.brief) and not c.elsewhere
    ),
    Sign("how often and at what time of day", lambda c: c.timed and "daypart" in c.kinds and c.terse),
    Sign("how often, in a table of doses", lambda c: c.timed and c.row and bool(c.context.dose) and c.clean),
    Sign(
        "a limit for how often a dose may be taken",
        lambda c: c.timed and c.holds(LIMIT) and c.holds(DOSE) and not c.elsewhere,
    ),
    Sign(
        "when and for how long a drug is taken or given",
        lambda c: c.loose and "duration" in c.kinds and c.drug and c.verb and not c.elsewhere,
    ),
    Sign("the time of day at which to take something", lambda c: c.turned("taken at") and not c.elsewhere),
    Sign(
        "the times of day at which to take a drug",
        lambda c: c.turned("in parts") and c.drug and c.directed and not c.elsewhere,
    ),
    Sign("the time to leave between doses", lambda c: c.turned("spaced") and c.drug and not c.holds(ACTIVITY, LAB)),
    Sign(
        "the time to leave between doses",
        lambda c: c.holds(INTERVAL) and c.timed and c.holds(MODAL) and c.drug and not c.elsewhere,
    ),
    Sign("what to do about a missed dose", lambda c: c.holds(MISSED) and c.directed),
    Sign("a dose to give", lambda c: c.turned("one dose") and not c.elsewhere),
    Sign(
        "how many doses to give",
        lambda c: c.turned("doses given") and not c.elsewhere,
    ),
    Sign("by what part to change the dose", lambda c: c.turned("by part")),
    Sign(
        "how to raise or lower the dose",
        lambda c: (
            c.turned("stepped")
            and (c.timed or "percent" in c.kinds or c.holds(LIMIT))
            and c.holds(MODAL)
            and not c.elsewhere
        ),
    ),
    Sign("how long to take or give a drug", lambda c: c.turned("prolonged") and not c.holds(ACTIVITY, STUDY)),
    Sign("how long to take or give a drug", lambda c: c.turned("for so long") and c.drug and not c.elsewhere),
    Sign("when to stop or restart a drug", lambda c: c.turned("paused")),
    Sign("which doses to leave out", lambda c: c.turned("skipped")),
    Sign("a dose to double", lambda c: c.turned("doubled")),
    Sign(
        "what to do about a missed dose",
        lambda c: (
            c.turned("made up")
            and c.holds(FORGOTTEN, MISSED)
            and (c.holds(DOSE, IMPLIED, FORM, DRUG, MISSED) or bool(c.context.drug))
            and not c.elsewhere
        ),
    ),
    Sign(
        "an amount right behind the name of a drug",
        lambda c: c.turned("label") and c.measured and not c.holds(ACTIVITY, LAB, NUTRIENT, CONTAIN, PACKAGE, PRICE),
    ),
    Sign("a step from one amount to the next", lambda c: c.turned("stepwise") and c.measured and c.clean),
    Sign("when a vaccine or a drug is due", lambda c: c.turned("at an age") and not c.elsewhere),
    Sign("how often a drug is due", lambda c: c.turned("should have") and not c.elsewhere),
    Sign("how many of a drug to take", lambda c: c.turned("some tablets") and c.clean),
    Sign(
        "an amount beside the name of its drug",
        lambda c: c.measured and c.turned("amount beside drug") and c.clean and (c.directed or c.loose),
    ),
    Sign("an amount that is taken", lambda c: c.measured and c.turned("takes amount") and c.clean),
    Sign(
        "an amount in a given time that somebody should have",
        lambda c: "rate" in c.kinds and c.small and c.holds(MODAL) and c.clean,
    ),
    Sign("how often a drug may be taken", lambda c: c.timed and c.holds(DRUG, IMPLIED) and c.directed and c.clean),
    Sign(
        "how often and for how long a drug is had",
        lambda c: c.timed and c.holds(DRUG, IMPLIED) and "duration" in c.kinds and c.clean,
    ),
    Sign(
        "an order to take a drug every day",
        lambda c: c.loose and c.holds(DRUG, IMPLIED, ADMINISTER) and c.turned("ordered") and not c.elsewhere,
    ),
    Sign(
        "how many doses to give, and when",
        lambda c: (
            "doses" in c.kinds and bool(c.kinds & {"length", "duration", "day"}) and c.directed and not c.holds(LAB)
        ),
    ),
    Sign("an amount to take as needed", lambda c: bool(c.amounts) and c.holds(NEEDED) and c.clean),
    Sign("for how long at most to take something", lambda c: c.turned("not for longer") and not c.elsewhere),
    Sign("what part of a dose to take", lambda c: c.turned("part of dose")),
    Sign(
        "for how long a drug is to be taken",
        lambda c: (
            c.turned("time of drug")
            and c.clean
            and (c.directed or (c.context.listed and not c.holds(PAST, CASE, STUDY)))
        ),
    ),
    Sign("when to stop a drug", lambda c: c.turned("stopped before") and c.clean),
    Sign("at what concentration to give a drug", lambda c: c.turned("percent of drug") and c.clean),
    Sign(
        "how many doses of a drug to give",
        lambda c: "doses" in c.kinds and c.holds(DRUG, IMPLIED) and c.directed and c.clean,
    ),
    Sign("for how long a drug is taken", lambda c: c.turned("given for") and c.brief and c.clean),
    Sign("at what age a dose is due", lambda c: c.turned("dose at age") and c.holds(DRUG, IMPLIED) and c.clean),
    Sign("over what time to lower a dose", lambda c: c.turned("tapered") and c.clean),
    Sign(
        "a number of tablets, drops or puffs of a drug",
        lambda c: "count" in c.kinds and c.holds(DRUG) and c.brief and c.clean,
    ),
    Sign("a dose to double or to halve", lambda c: c.holds(FACTOR) and c.turned("stepped") and c.directed),
    Sign(
        "how fast to raise or lower a dose", lambda c: c.timed and c.holds(STEP) and c.drug and c.directed and c.clean
    ),
    Sign(
        "by what share to change a dose, and how often",
        lambda c: c.timed and "percent" in c.kinds and c.holds(STEP) and c.holds(DOSE, DRUG) and c.clean,
    ),
    Sign(
        "the longest course of a drug",
        lambda c: c.turned("longest course") and c.directed and c.clean,
    ),
    Sign(
        "how often and for how long, under or beside the name of a drug",
        lambda c: c.loose and bool(c.kinds & {"duration", "length"}) and c.holds(DRUG) and c.context.listed and c.clean,
    ),
    *(Sign(states, holds) for states, holds in PLACED),
    Sign("the time to leave between doses", lambda c: c.turned("interval kept") and not c.holds(ACTIVITY, LAB)),
    Sign("how far apart doses are given", lambda c: c.turned("doses apart") and not c.holds(ACTIVITY, LAB)),
    Sign(
        "an amount for a group of people",
        lambda c: c.turned("for people") and (c.measured or "count" in c.kinds) and not c.context.aside and c.clean,
    ),
    Sign("how long a treatment lasts", lambda c: c.turned("treatment lasts") and not c.elsewhere),
    Sign("how often a drug is given", lambda c: c.turned("due so often") and c.timed and not c.elsewhere),
    Sign(
        "a dose to halve or to double, step by step",
        lambda c: (
            c.holds(FACTOR) and c.turned("stepped") and (c.loose or c.holds(PRESENT)) and c.holds(DOSE) and c.clean
        ),
    ),
)
# What counts only where the sentence is told as a report.
REPORT_SIGNS: tuple[Sign, ...] = (
    Sign("an amount", lambda c: c.weighed or "count" in c.kinds),
    Sign("an amount that is called a dose", lambda c: c.turned("dosed") and not c.holds(CONTAIN, PACKAGE)),
    Sign("how often a drug was taken or given", lambda c: c.timed and c.drug and not c.elsewhere),
    Sign("how often a drug was taken or given", lambda c: c.turned("drug so often") and c.clean),
    Sign("a number of a drug", lambda c: c.turned("some of drug") and not c.holds(CONTAIN, PACKAGE, PRICE)),
)


def first_sign(clues: Clues, signs: tuple[Sign, ...]) -> str:
    """What the first sign that holds states, in words; empty when none does."""
    return next((sign.states for sign in signs if sign.holds(clues)), "")
