"""Whether a sentence tells what was done or what to do: the words of both sides, each with its weight."""

from __future__ import annotations

from rules.dosing.classes import CASE, MODAL, ORDER, OUTCOME, PAST, STUDY
from rules.dosing.clues import Clues

# How much each sign counts for a report or for an instruction; the greater sum decides, a draw is an instruction.
# The words of a report count once or twice.
_TOLD_WORDS = {PAST: 2, CASE: 2, STUDY: 2, OUTCOME: 1}
_TOLD_TURNS = {"harmful": 5, "share of people": 3, "acted": 2}
_TOLD_ABOVE = 3
_ASKED_TURNS = {"imperative": 3, "passive": 2, "recommended": 2, "ordered": 5, "dose is": 3, "is given": 1}
_ASKED_MODAL = 2
_ASKED_LISTED = 1


def reported(clues: Clues) -> bool:
    """Whether the sentence tells what was done in a study, a case or an experiment rather than what to do."""
    words = "".join(clues.tokens.classes)
    told = sum(weight * min(words.count(letter), 2) for letter, weight in _TOLD_WORDS.items())
    told += sum(weight for turn, weight in _TOLD_TURNS.items() if clues.turned(turn))
    told += _TOLD_ABOVE * clues.context.told
    if not told:
        return False
    asked = sum(weight for turn, weight in _ASKED_TURNS.items() if clues.turned(turn))
    if clues.holds(ORDER) and not clues.turned("ordered"):
        asked += _ASKED_TURNS["ordered"]
    return told > asked + _ASKED_MODAL * clues.holds(MODAL) + _ASKED_LISTED * clues.context.listed
