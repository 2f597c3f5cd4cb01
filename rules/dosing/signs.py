"""The ways in which a sentence can be a concrete dose: a table of signs, each with its reason in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from rules.dosing.clues import Clues


class Sign(NamedTuple):
    """One way to be a concrete dose, with its reason in words."""

    reason: str
    holds: Callable[[Clues], bool]


SIGNS: tuple[Sign, ...] = (
    Sign(
        "amount per body weight",
        lambda c: "per-weight" in c.kinds and (not c.holds("w") or c.turned("ordered", "people receive")),
    ),
    Sign("amount + frequency", lambda c: c.measured and c.loose),
    Sign("amount + route", lambda c: c.measured and c.holds("R")),
    Sign("amount + dose", lambda c: c.measured and (c.holds("D") or bool(c.context.dose))),
    Sign(
        "amount per time",
        lambda c: (
            "rate" in c.kinds
            and not c.context.aside
            and (c.drug or c.verb or (c.weighed and (c.context.listed or c.holds("LC"))))
        ),
    ),
    Sign("amount + drug + verb", lambda c: c.measured and c.drug and (c.verb or c.directed or c.holds("Zcq+1"))),
    Sign("amount + drug + duration", lambda c: c.measured and c.drug and "duration" in c.kinds),
    Sign("amount + drug in a list", lambda c: c.measured and c.holds("s") and c.context.listed and c.clean),
    Sign("amount + drug from above", lambda c: c.measured and bool(c.context.drug) and c.context.listed and c.clean),
    Sign("amount + duration", lambda c: c.measured and "duration" in c.kinds and c.context.listed and c.clean),
    Sign("amounts in a row", lambda c: c.row and c.measured and len(c.amounts) > 1 and c.clean and c.holds("_kTgds")),
    Sign("amount in a dose table", lambda c: c.row and c.weighed and c.holds("K") and c.clean and c.brief),
    Sign("amount alone in a list", lambda c: c.small and c.context.listed and c.clean and c.brief and c.latin),
    Sign("amount + directive", lambda c: c.measured and c.turned("imperative")),
    Sign("amount of a drug", lambda c: c.turned("amount of drug") and c.measured and c.clean),
    Sign("amount + recommendation", lambda c: c.measured and c.turned("recommended") and c.clean),
    Sign("amount + people receive it", lambda c: c.measured and c.turned("people receive") and c.clean),
    Sign("amount + verb", lambda c: c.small and c.turned("passive") and c.clean),
    Sign("amount + limit", lambda c: c.measured and c.holds("L") and c.drug and c.clean),
    Sign(
        "number of tablets + frequency or directive",
        lambda c: (
            "count" in c.kinds
            and not c.holds("t")
            and (c.loose or not c.holds("p"))
            and (c.loose or c.directed or "duration" in c.kinds or c.holds("L") or bool(c.context.dose))
        ),
    ),
    Sign(
        "number of tablets in a row", lambda c: c.row and "count" in c.kinds and c.holds("kTg") and c.clean and c.brief
    ),
    Sign("number of tablets + route", lambda c: "count" in c.kinds and c.holds("R") and c.clean),
    Sign(
        "number of tablets",
        lambda c: any(p.kind == "count" and p.end - p.start >= len(c.tokens.tags) - 1 for p in c.amounts),
    ),
    Sign("frequency + drug + verb", lambda c: c.timed and c.drug and c.verb and not c.elsewhere),
    Sign("frequency + drug + verb beside it", lambda c: c.turned("given often") and c.drug and not c.holds("w")),
    Sign("frequency + verb of taking", lambda c: c.timed and c.holds("G") and c.turned("passive") and not c.elsewhere),
    Sign("frequency + drug + verb beside it", lambda c: c.turned("drug given often")),
    Sign("length of an infusion", lambda c: c.turned("infused over") and c.drug and c.clean),
    Sign("drug + frequency beside it", lambda c: c.turned("drug often") and c.clean),
    Sign("frequency + opening verb", lambda c: c.turned("applied") and not c.elsewhere),
    Sign("frequency + dose", lambda c: c.timed and c.holds("D") and (c.directed or c.brief) and not c.elsewhere),
    Sign("frequency + time of day alone", lambda c: c.timed and "part" in c.kinds and c.terse),
    Sign("frequency in a dose table", lambda c: c.timed and c.row and bool(c.context.dose) and c.clean),
    Sign("limit + frequency", lambda c: c.timed and c.holds("L") and c.holds("D") and not c.elsewhere),
    Sign(
        "schedule + duration + drug",
        lambda c: c.loose and "duration" in c.kinds and c.drug and c.verb and not c.elsewhere,
    ),
    Sign("time of day + verb of taking", lambda c: c.turned("taken at") and not c.elsewhere),
    Sign(
        "times of day + drug",
        lambda c: c.turned("in parts") and c.drug and c.directed and not c.elsewhere,
    ),
    Sign("time between doses", lambda c: c.turned("spaced") and c.drug and not c.holds("wl")),
    Sign("time between doses", lambda c: c.holds("j") and c.timed and c.holds("M") and c.drug and not c.elsewhere),
    Sign("missed dose", lambda c: c.holds("z") and c.directed),
    Sign("a dose to give", lambda c: c.turned("one dose") and not c.elsewhere),
    Sign(
        "number of doses",
        lambda c: c.turned("doses given") and not c.elsewhere,
    ),
    Sign("part of the dose", lambda c: c.turned("by part")),
    Sign(
        "step",
        lambda c: (
            c.turned("stepped")
            and (c.timed or "percent" in c.kinds or c.holds("L"))
            and c.holds("M")
            and not c.elsewhere
        ),
    ),
    Sign("duration of treatment", lambda c: c.turned("prolonged") and not c.holds("wq")),
)
# What counts only where the sentence is told as a report.
REPORT_SIGNS: tuple[Sign, ...] = (
    Sign("amount", lambda c: (c.weighed or "count" in c.kinds) and c.holds("Zcq+1")),
    Sign("frequency + drug", lambda c: c.timed and c.holds("s") and not c.elsewhere),
)


def reason(clues: Clues, signs: tuple[Sign, ...] = SIGNS) -> str:
    """The first sign that holds, in words; empty when none does."""
    return next((sign.reason for sign in signs if sign.holds(clues)), "")
