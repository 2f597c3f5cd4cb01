"""The signs of a dose that need no amount: how often, how long, when, how many doses, what to do about a missed one."""

from __future__ import annotations

from rules.dosing.classes import (
    ACTIVITY,
    ADMINISTER,
    CASE,
    DAYPART,
    DOSE,
    DRUG,
    FACTOR,
    FORGOTTEN,
    FORM,
    GIVEN,
    IMPLIED,
    LAB,
    LIMIT,
    MISSED,
    MODAL,
    NEEDED,
    NUMBER,
    PAST,
    PRESENT,
    ROUTE,
    STEP,
    STUDY,
    TAKE,
    TIME,
    USE,
)
from rules.dosing.sign import Group, Sign

_PRONOUNS = frozenset(("it", "them"))
FREQUENCY = Group(
    lambda c: c.loose,
    (
        Sign("how often a drug is taken or given", lambda c: c.timed and c.drug and c.verb and not c.elsewhere),
        Sign("how often a drug may be taken", lambda c: c.timed and c.holds(DRUG, IMPLIED) and c.directed and c.clean),
        Sign(
            "how often a dose is due",
            lambda c: c.timed and c.holds(DOSE) and (c.directed or c.brief or c.holds(LIMIT)) and not c.elsewhere,
        ),
        Sign("how often, in a table of doses", lambda c: c.timed and c.row and bool(c.context.dose) and c.clean),
        Sign(
            "how often something is taken or given",
            lambda c: c.timed and c.holds(GIVEN) and not c.elsewhere and c.turned("passive"),
        ),
        Sign(
            "an order to take a drug every day",
            lambda c: c.holds(DRUG, IMPLIED, ADMINISTER) and not c.elsewhere and c.turned("ordered"),
        ),
        Sign(
            "how often and for how long a drug is taken or given",
            lambda c: (
                c.lasting
                and (
                    ("duration" in c.kinds and c.drug and c.verb and not c.elsewhere)
                    or (c.clean and c.timed and "duration" in c.kinds and c.holds(DRUG, IMPLIED))
                    or (c.clean and c.context.listed and c.holds(DRUG))
                )
            ),
        ),
        Sign("how often a drug is given", lambda c: c.drug and not c.holds(ACTIVITY) and c.turned("given often")),
        Sign(
            "how often to raise or lower a dose",
            lambda c: (
                c.timed
                and c.holds(STEP)
                and c.clean
                and ((c.drug and c.directed) or ("percent" in c.kinds and c.holds(DOSE, DRUG)))
            ),
        ),
        Sign(
            "how often a drug is given",
            lambda c: c.timed and not c.elsewhere and c.turned("due so often", "had so often"),
        ),
        Sign("how often at most to take something", lambda c: not c.elsewhere and c.turned("no more often")),
        Sign(
            "how often at most to use a drug",
            lambda c: (
                c.holds(LIMIT)
                and (c.drug or c.holds(TAKE) or not _PRONOUNS.isdisjoint(c.tokens.words))
                and not c.elsewhere
                and c.turned("used no more often")
            ),
        ),
    ),
)
DURATION = Group(
    lambda c: c.holds(TIME),
    (
        Sign("how long to take or give a drug", lambda c: c.drug and not c.elsewhere and c.turned("for so long")),
        Sign("how long a drug is taken or given", lambda c: not c.holds(ACTIVITY, STUDY) and c.turned("prolonged")),
        Sign(
            "how long a drug is to be taken",
            lambda c: (
                c.clean
                and (c.directed or (c.context.listed and not c.holds(PAST, CASE, STUDY)))
                and c.turned("time of drug")
            ),
        ),
        Sign("the longest course of a drug", lambda c: c.directed and c.clean and c.turned("longest course")),
        Sign("how long something is taken", lambda c: c.brief and c.clean and c.turned("given for")),
        Sign("how long at most to take something", lambda c: not c.elsewhere and c.turned("not for longer")),
        Sign("over what time to lower a dose", lambda c: c.clean and c.turned("tapered")),
        Sign("how long a drug is taken", lambda c: c.holds(MODAL) and c.clean and c.turned("given so long")),
        Sign("how long a treatment lasts", lambda c: not c.elsewhere and c.turned("treatment lasts")),
    ),
)
TIMING = Group(
    lambda c: c.holds(TIME, DAYPART),
    (
        Sign("the time of day at which to take something", lambda c: not c.elsewhere and c.turned("taken at")),
        Sign(
            "the times of day at which to take a drug",
            lambda c: c.drug and c.directed and not c.elsewhere and c.turned("in parts"),
        ),
        Sign(
            "the time to leave between doses",
            lambda c: (c.drug or c.holds(MISSED)) and not c.holds(ACTIVITY, LAB) and c.turned("spaced"),
        ),
        Sign("when a vaccine or a drug is due", lambda c: not c.elsewhere and c.turned("at an age")),
        Sign("at what age a dose is due", lambda c: c.holds(DRUG, IMPLIED) and c.clean and c.turned("dose at age")),
        Sign("the time to leave between doses", lambda c: not c.holds(ACTIVITY, LAB) and c.turned("interval kept")),
        Sign(
            "when to repeat a dose, if needed",
            lambda c: c.holds(NEEDED) and not c.elsewhere and c.turned("repeated after"),
        ),
        Sign(
            "when the next dose is due", lambda c: c.clean and c.turned("dose due") and (c.directed or c.holds(PRESENT))
        ),
    ),
)
DOSES = Group(
    lambda c: c.holds(DOSE),
    (
        Sign("how many doses to give", lambda c: not c.elsewhere and c.turned("doses given")),
        Sign(
            "how many doses of a drug to give",
            lambda c: "doses" in c.kinds and c.holds(DRUG, IMPLIED) and c.directed and c.clean,
        ),
        Sign(
            "how many doses to give, and when",
            lambda c: "doses" in c.kinds and (c.lasting or "day" in c.kinds) and c.directed and not c.holds(LAB),
        ),
        Sign("a dose to give", lambda c: not c.elsewhere and c.turned("one dose")),
        Sign("what part of a dose to take", lambda c: c.turned("part of dose")),
        Sign("by what part to change the dose", lambda c: c.turned("by part")),
        Sign(
            "how to raise or lower the dose",
            lambda c: (
                (c.timed or "percent" in c.kinds or c.holds(LIMIT))
                and c.holds(MODAL)
                and not c.elsewhere
                and c.turned("stepped")
            ),
        ),
        Sign("a dose to double or to halve", lambda c: c.holds(FACTOR) and c.directed and c.turned("stepped")),
        Sign("into how many parts to divide a dose", lambda c: c.clean and c.turned("dose divided")),
        Sign("which doses to leave out", lambda c: c.turned("skipped")),
        Sign("how far apart doses are given", lambda c: not c.holds(ACTIVITY, LAB) and c.turned("doses apart")),
        Sign(
            "a dose to halve or to double, step by step",
            lambda c: (
                c.holds(FACTOR)
                and c.clean
                and c.turned("stepped")
                and (c.loose or c.holds(PRESENT) or c.turned("dose changed"))
            ),
        ),
    ),
)
MISSED_DOSE = Group(
    lambda c: c.holds(MISSED, FORGOTTEN),
    (
        Sign(
            "what to do about a missed dose",
            lambda c: c.holds(MISSED) and c.directed and not c.turned("not to forget"),
        ),
        Sign(
            "what to do about a forgotten dose",
            lambda c: (
                (c.holds(DOSE, IMPLIED, FORM, DRUG, MISSED) or bool(c.context.drug))
                and not c.elsewhere
                and c.turned("made up")
            ),
        ),
    ),
)
ORDERED = Group(
    lambda c: c.holds(TAKE, USE, ADMINISTER, STEP, ROUTE),
    (
        Sign(
            "an order to take or give something, and how often or how long",
            lambda c: not c.elsewhere and c.turned("applied"),
        ),
        Sign("how many of a drug to take", lambda c: c.clean and c.turned("some tablets")),
        Sign("how many to take, and how often", lambda c: c.holds(NUMBER) and c.turned("so many so often")),
        Sign(
            "a drug to double or to halve",
            lambda c: c.holds(FACTOR) and c.turned("drug doubled") and not c.holds(PAST, CASE, STUDY),
        ),
        Sign(
            "how many sprays, and where",
            lambda c: c.holds(ROUTE) and c.turned("sprayed") and not c.holds(PAST, CASE, STUDY),
        ),
        Sign("by what part to lower a dose, and how often", lambda c: c.clean and c.turned("lowered so often")),
    ),
)
