"""Whether a sentence tells what was done or what to do: the signs of both sides, each with its weight."""

from __future__ import annotations

from rules.dosing.classes import CASE, MODAL, ORDER, OUTCOME, PAST, STUDY
from rules.dosing.clues import Clues

# How much each sign counts for a report or for an instruction; the greater sum decides, a draw is an instruction.
TOLD = {
    "past": 2,
    "case": 2,
    "study": 2,
    "outcome": 1,
    "harmful": 5,
    "share of people": 3,
    "acted": 2,
    "told above": 3,
}
ASKED = {
    "imperative": 3,
    "passive": 2,
    "recommended": 2,
    "ordered": 5,
    "dose is": 3,
    "is given": 1,
    "modal": 2,
    "listed": 1,
}
_TOLD_WORDS = {"past": PAST, "case": CASE, "study": STUDY, "outcome": OUTCOME}
_TOLD_TURNS = ("harmful", "share of people", "acted")
_ASKED_TURNS = ("imperative", "passive", "recommended", "ordered", "dose is", "is given")


def told_signs(clues: Clues) -> dict[str, int]:
    """How often each sign of a report is there; a word counts once or twice."""
    words = "".join(clues.tokens.classes)
    counts = {sign: min(words.count(letter), 2) for sign, letter in _TOLD_WORDS.items()}
    return {**counts, **{turn: clues.turned(turn) for turn in _TOLD_TURNS}, "told above": clues.context.told}


def asked_signs(clues: Clues) -> dict[str, int]:
    """Which signs of an instruction are there."""
    turns = {turn: clues.turned(turn) for turn in _ASKED_TURNS}
    ordered = turns["ordered"] or clues.holds(ORDER)
    return {**turns, "ordered": ordered, "modal": clues.holds(MODAL), "listed": clues.context.listed}


def weighed(signs: dict[str, int], weights: dict[str, int]) -> int:
    """The sum of what the signs count."""
    return sum(weights[sign] * count for sign, count in signs.items())


def reported(clues: Clues) -> bool:
    """Whether the sentence tells what was done in a study, a case or an experiment rather than what to do."""
    told = weighed(told_signs(clues), TOLD)
    return told > 0 and told > weighed(asked_signs(clues), ASKED)
