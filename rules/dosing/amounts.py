"""The signs of a dose in an amount with its unit, and in a number of tablets, drops or puffs; common ones first."""

from __future__ import annotations

from rules.dosing.classes import (
    ACTIVITY,
    AGE,
    CASE,
    CONTAIN,
    DOSE,
    DRUG,
    IMPLIED,
    LAB,
    LIMIT,
    MODAL,
    NEEDED,
    NEGATION,
    OUTCOME,
    PACKAGE,
    PAST,
    PERSON,
    RECOMMEND,
    ROUTE,
    STUDY,
    TIME,
    WEIGHT,
    WORD,
)
from rules.dosing.sign import Group, Sign

AMOUNT = Group(
    lambda c: c.measured,
    (
        Sign("an amount and how often", lambda c: c.loose),
        Sign(
            "an amount of a drug that is taken or given",
            lambda c: c.drug and (c.verb or c.directed or c.holds(PAST, CASE, STUDY, OUTCOME, PERSON)),
        ),
        Sign("an amount that is called a dose", lambda c: c.holds(DOSE) or bool(c.context.dose)),
        Sign(
            "an amount in a given time",
            lambda c: (
                "rate" in c.kinds
                and not c.context.aside
                and (c.drug or c.verb or (c.weighed and (c.context.listed or c.holds(LIMIT, RECOMMEND))))
            ),
        ),
        Sign("an amount and the way to give it", lambda c: c.holds(ROUTE)),
        Sign(
            "an amount for each kilogram of body weight",
            lambda c: "per-weight" in c.kinds and (not c.holds(ACTIVITY) or c.turned("ordered")),
        ),
        Sign(
            "an amount in a list or table, beside or under the name of a drug",
            lambda c: c.context.listed and c.clean and (c.holds(DRUG) or bool(c.context.drug)),
        ),
        Sign(
            "an amount in a list or table",
            lambda c: c.context.listed and c.clean and c.small and c.brief and c.latin,
        ),
        Sign(
            "an amount and for how long",
            lambda c: "duration" in c.kinds and (c.drug or (c.brief and c.clean)),
        ),
        Sign(
            "amounts in one row of a table",
            lambda c: c.row and len(c.amounts) > 1 and c.clean and c.holds(WORD, WEIGHT, TIME, AGE, IMPLIED, DRUG),
        ),
        Sign("an amount and an order to take or give it", lambda c: c.turned("imperative")),
        Sign(
            "an amount that is recommended or given",
            lambda c: c.clean and (c.drug or c.small) and c.turned("recommended", "passive"),
        ),
        Sign(
            "an amount of a drug, or one that people take",
            lambda c: c.clean and c.turned("amount of drug", "takes amount"),
        ),
        Sign("an amount behind the name of its drug", lambda c: c.clean and c.turned("label")),
        Sign(
            "a limit that is not to be passed", lambda c: c.small and c.holds(LIMIT) and c.holds(NEGATION) and c.clean
        ),
        Sign("a limit for the amount of a drug", lambda c: c.holds(LIMIT) and c.drug and c.clean),
        Sign("a step from one amount to the next", lambda c: c.clean and c.turned("stepwise")),
        Sign(
            "an amount in a given time that somebody should have",
            lambda c: "rate" in c.kinds and c.small and c.holds(MODAL) and c.clean,
        ),
        Sign(
            "an amount for a laboratory value", lambda c: "rate" in c.kinds and c.holds(LAB) and c.turned("for a value")
        ),
        Sign("an amount for a group of people", lambda c: c.clean and c.turned("for people", "for weight")),
    ),
)
COUNT = Group(
    lambda c: "count" in c.kinds,
    (
        Sign(
            "a number of tablets, drops or puffs to take or give",
            lambda c: (
                not c.holds(CONTAIN)
                and (c.loose or c.directed or not c.holds(PACKAGE))
                and (c.loose or c.directed or "duration" in c.kinds or c.holds(LIMIT, DOSE) or bool(c.context.dose))
            ),
        ),
        Sign("a number of tablets, drops or puffs of a drug", lambda c: c.holds(DRUG) and c.brief and c.clean),
        Sign("a number of tablets, drops or puffs for a group of people", lambda c: c.clean and c.turned("for people")),
        Sign("a number of tablets, drops or puffs and the way to give them", lambda c: c.holds(ROUTE) and c.clean),
        Sign("a number of tablets, drops or puffs to take as needed", lambda c: c.holds(NEEDED) and c.clean),
        Sign(
            "a number of tablets, drops or puffs, and nothing else",
            lambda c: any(p.kind == "count" and p.end - p.start >= len(c.tokens.tags) - 1 for p in c.amounts),
        ),
    ),
)
