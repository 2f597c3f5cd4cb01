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
    taken_at: bool


@cache
def _passive() -> re.Pattern[str]:
    """Such as "is given", "should be increased", "may take"."""
    return re.compile(r"B[^;ZB]{0,6}[GHJ]|M[^;Z]{0,6}[GHVIUJ]")


@cache
def _imperative() -> re.Pattern[str]:
    """A verb of taking that opens the sentence, a clause or a cell; weaker verbs only at the very beginning."""
    return re.compile(r"^[-_NhrRd:;.i(|*]{0,4}[VIUJ]|[;:,(|][-_NhrRd(]{0,3}[VI]|y[VIU]")


@cache
def _applied() -> re.Pattern[str]:
    """As "apply twice daily": a weak verb opens the sentence and the frequency follows at once."""
    return re.compile(r"^[-_:;(]{0,2}[VUI](?:[d_]|Ad)?(?:O|S|E|N[rN]{0,2}X)")


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
        recommended="C" in letters,
        past=letters.count("Z"),
        case=letters.count("c"),
        study=letters.count("q"),
        question="h" in letters or tokens.words[-1:] == ("?",),
        applied=bool(_applied().search(tags)),
        taken_at=bool(_taken_at().search(tags)),
    )
