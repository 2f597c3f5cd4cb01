"""How a sentence speaks: as direction, as general present, as a report of what was done, as a question."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from rules.dosing.tokens import Tokens


class Stance(NamedTuple):
    """Signs of direction and, as counts of words, of report."""

    imperative: bool
    passive: bool
    modal: bool
    recommended: bool
    past: int
    case: int
    study: int
    question: bool
    applied: bool
    prolonged: bool
    stepped: bool
    given_often: bool
    one_dose: bool
    spaced: bool
    by_part: bool
    taken_at: bool


@cache
def _passive() -> re.Pattern[str]:
    """Such as "is given", "should be increased", "may take"."""
    return re.compile(r"B[^;ZB]{0,6}[GHaJ]|M[^;Z]{0,6}[GHaVIUJ]")


@cache
def _imperative() -> re.Pattern[str]:
    """A verb of taking that opens the sentence, a clause or a cell; weaker verbs only at the very beginning."""
    return re.compile(r"^[-_NhrRd:;.i(|*]{0,4}[VIUJ]|[;:,(|][-_NhrRd(]{0,3}[VI]|y[VIU]")


@cache
def _applied() -> re.Pattern[str]:
    """As "apply twice daily": a weak verb opens the sentence and the frequency follows at once."""
    return re.compile(r"^[-_:;(]{0,2}[VUI](?:[d_]|Ad)?(?:O|S|E|N[rN]{0,2}X)")


@cache
def _recommended() -> re.Pattern[str]:
    """As "the usual dose", "a maximum of 4 g", "the dose that is recommended"."""
    return re.compile(r"C[^;N]{0,3}N?[DmvufTYeRHG]|[DmvuTeHGI][^;]{0,8}C")


@cache
def _prolonged() -> re.Pattern[str]:
    """As "should be treated for at least 3 days", "the recommended course is 7 to 14 days"."""
    return re.compile(
        r"[MC][^;]{0,4}[HGae][^;wlNo]{0,4}F[^;N]{0,3}N[^;]{0,3}T|eB[_L]{0,2}N[-rN]{0,3}T|B[^;]{0,3}[GH]F[_L]{0,3}N[-rN]{0,3}T|s\(_?N[-rN]{0,3}T\)"
    )


@cache
def _stepped() -> re.Pattern[str]:
    """As "reduce the dose", "the dose may be doubled"."""
    return re.compile(r"J[^;]{0,4}D|D[^;]{0,8}J")


@cache
def _spaced() -> re.Pattern[str]:
    """As "leave four hours between doses", "should be taken two hours before the tablets"."""
    return re.compile(r"(?:Q|M[^;Z]{0,4}[GH])[^;]{0,4}NT[^;]{0,2}b[^;]{0,6}[Ddf]")


@cache
def _by_part() -> re.Pattern[str]:
    """As "reduce the dose by half"."""
    return re.compile(r"J[^;]{0,3}D_{0,2}N(?:-?%|[^mvuN])")


@cache
def _given_often() -> re.Pattern[str]:
    """As "is usually given every 7 days"."""
    return re.compile(r"[BM][^;Zwln]{0,4}[GH][^;wln]{0,4}(?:O|E|S|N[-rN]{0,3}X)")


@cache
def _one_dose() -> re.Pattern[str]:
    """As "give a dose of the vaccine", "give the dose at least one year later"."""
    return re.compile(r"(?:^|[;:,(])[_-]{0,2}[VI](?:P_?D|A_?D[^;]{0,8}NT)")


@cache
def _taken_at() -> re.Pattern[str]:
    """As "take two in the morning": a verb of taking, then a number or two parts of the day."""
    return re.compile(r"^[-_:;(]{0,2}[VI](?:[^;]{0,4}N|[^;]{0,2}W)[^;T]{0,6}W")


def stance(tokens: Tokens, letters: str) -> Stance:
    """Read the signs of one sentence; `letters` are all classes of its words."""
    tags = tokens.tags
    return Stance(
        imperative=bool(_imperative().search(tags)),
        passive=bool(_passive().search(tags)),
        modal="M" in tags,
        recommended=bool(_recommended().search(tags)),
        past=letters.count("Z"),
        case=letters.count("c"),
        study=letters.count("q"),
        question="h" in letters or tokens.words[-1:] == ("?",),
        applied=bool(_applied().search(tags)),
        prolonged=bool(_prolonged().search(tags)),
        spaced=bool(_spaced().search(tags)),
        by_part=bool(_by_part().search(tags)),
        given_often=bool(_given_often().search(tags)),
        one_dose=bool(_one_dose().search(tags)),
        stepped=bool(_stepped().search(tags)),
        taken_at=bool(_taken_at().search(tags)),
    )
