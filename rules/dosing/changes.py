"""The signs of a dose in what is left out, kept apart or given again, and in a number of a drug that is only named."""

from __future__ import annotations

from rules.dosing.classes import (
    ACTIVITY,
    CASE,
    DOSE,
    DRUG,
    FORGOTTEN,
    FORM,
    IMPLIED,
    INTERVAL,
    LAB,
    MISSED,
    NUMBER,
    PAST,
    PAUSE,
    PRESENT,
    STEP,
    STUDY,
    SUSTAIN,
    TIME,
)
from rules.dosing.sign import Group, Sign


def _by_times(words: tuple[str, ...]) -> bool:
    """Whether something is counted as "3 x" or "dreimal", not as "once 5 mg is tolerated"."""
    return any(word == "x" or word.endswith("mal") for word in words)


LEFT_OUT = Group(
    lambda c: c.holds(SUSTAIN, FORGOTTEN),
    (
        Sign(
            "which dose to leave out",
            lambda c: (
                (c.drug or c.holds(MISSED))
                and not (c.asks or c.holds(PAST, STUDY))
                and (c.holds(DRUG) or not c.holds(ACTIVITY))  # "stop metformin before the scan", "skip a visit"
                and c.turned("left out")
            ),
        ),
        Sign("when to stop or restart a drug", lambda c: c.turned("paused")),
    ),
)
APART = Group(
    lambda c: c.holds(TIME) and c.holds(DRUG, IMPLIED, FORM, DOSE) and not c.holds(ACTIVITY, LAB, CASE, STUDY, PAST),
    (
        Sign("the time to leave between two drugs", lambda c: c.holds(PAUSE, INTERVAL) and c.turned("kept apart")),
        Sign("the time to leave between two drugs", lambda c: c.turned("time between")),
        Sign("when the next dose is due", lambda c: c.clean and c.turned("follows after")),
        Sign("when to take another one", lambda c: c.clean and c.turned("another after")),
        Sign("how long a drug is taken", lambda c: c.clean and c.turned("long enough")),
        Sign(
            "the longest course of a drug",
            lambda c: c.clean and c.holds(PRESENT) and c.turned("longest course"),
        ),
    ),
)
NAMED = Group(
    lambda c: c.holds(NUMBER) and c.holds(DRUG),
    (
        Sign("a number of a drug, and how often", lambda c: c.clean and not c.holds(STUDY) and c.turned("drug count")),
        Sign(
            "from which number of a drug to step to the next",
            lambda c: c.holds(STEP) and c.clean and c.turned("started at"),
        ),
        Sign("how much of a drug, on a condition", lambda c: c.measured and c.clean and c.turned("on a condition")),
        Sign(
            "how many times an amount",
            lambda c: c.measured and c.clean and _by_times(c.tokens.words) and c.turned("times amount"),
        ),
    ),
)
