"""How a sentence speaks: as direction, as general present, as a report of what was done, as a question."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from rules.dosing.tokens import Tokens


class Stance(NamedTuple):
    """Evidence for direction and for report, as counts of distinct signs."""

    imperative: bool
    passive: bool
    modal: bool
    recommended: bool
    past: int
    case: int
    study: int
    question: bool


@cache
def _passive() -> re.Pattern[str]:
    return re.compile(r"B[^;ZB]{0,4}[GJ]|M[^;Z]{0,6}[GVUJ]")


@cache
def _imperative() -> re.Pattern[str]:
    return re.compile(r"(?:^|[;:,(|]|[-_]\))[-_NhrR:i(]{0,4}[VUJ]")


def stance(tokens: Tokens) -> Stance:
    """Read the signs of one sentence."""
    tags = tokens.tags
    letters = "".join(tokens.classes)
    return Stance(
        imperative=bool(_imperative().search(tags)),
        passive=bool(_passive().search(tags)),
        modal="M" in tags,
        recommended="C" in letters,
        past=letters.count("Z"),
        case=letters.count("c"),
        study=letters.count("q"),
        question=tokens.words[-1:] == ("?",),
    )
