"""The ways in which a sentence can be a concrete dose, group by group, and those that count in a report alone."""

from __future__ import annotations

from rules.dosing.amounts import AMOUNT, COUNT
from rules.dosing.changes import APART, LEFT_OUT, NAMED
from rules.dosing.classes import (
    CONTAIN,
    PACKAGE,
    PRICE,
)
from rules.dosing.placed import PLACED
from rules.dosing.schedules import DOSES, DURATION, FREQUENCY, MISSED_DOSE, ORDERED, TIMING
from rules.dosing.sign import Group, Sign
from rules.dosing.terse import TERSE

SIGNS = (
    AMOUNT,
    COUNT,
    FREQUENCY,
    DURATION,
    TIMING,
    DOSES,
    MISSED_DOSE,
    ORDERED,
    LEFT_OUT,
    APART,
    NAMED,
    PLACED,
    *TERSE,
)
# What counts only where the sentence is told as a report.
REPORT_SIGNS = (
    Group(
        lambda _: True,
        (
            Sign("an amount", lambda c: c.weighed or "count" in c.kinds),
            Sign("an amount that is called a dose", lambda c: not c.holds(CONTAIN, PACKAGE) and c.turned("dosed")),
            Sign("how often a drug was taken or given", lambda c: c.timed and c.drug and not c.elsewhere),
            Sign("how often a drug was taken or given", lambda c: c.clean and c.turned("drug so often")),
            Sign("a number of a drug", lambda c: not c.holds(CONTAIN, PACKAGE, PRICE) and c.turned("some of drug")),
        ),
    ),
)
