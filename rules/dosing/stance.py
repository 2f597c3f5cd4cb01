"""Whether a sentence tells what was done or what to do: the signs of both sides, each with its weight."""

from __future__ import annotations

from rules.dosing.classes import CASE, DATED, HYPHEN, LIMIT, MARK, MODAL, NEGATION, ORDER, OUTCOME, PAST, STUDY
from rules.dosing.clues import Clues
from rules.dosing.tense import acts, happened, own, perfect
from rules.dosing.tokens import Tokens

# How much each sign counts for a report or for an instruction; the greater sum decides, a draw is an instruction.
TOLD = {
    "past": 2,
    "case": 2,
    "study": 2,
    "outcome": 1,
    "acts": 2,
    "happened": 1,
    "perfect": 3,
    "own": 3,
    "planned": 5,
    "dated": 2,
    "charted": 3,
    "logged": 2,
    "asked whether": 3,
    "effect": 5,
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
    "limited": 3,
    "listed": 1,
}
_TOLD_WORDS = {"case": CASE, "study": STUDY, "outcome": OUTCOME}
_TOLD_TURNS = ("harmful", "effect", "share of people", "acted", "planned", "charted", "logged", "asked whether")
_ASKED_TURNS = ("imperative", "passive", "recommended", "ordered", "dose is", "is given")


def told_signs(clues: Clues) -> dict[str, int]:
    """How often each sign of a report is there; a word counts once or twice."""
    tokens = clues.tokens
    words = "".join(tokens.classes)
    return {
        **{sign: min(words.count(letter), 2) for sign, letter in _TOLD_WORDS.items()},
        "dated": _dated(tokens),
        "past": min(_pasts(tokens), 2),
        "acts": min(acts(tokens), 2),
        "happened": happened(tokens),
        "perfect": perfect(tokens),
        "own": own(tokens),
        **{turn: clues.turned(turn) for turn in _TOLD_TURNS},
        "told above": clues.context.told,
    }


def asked_signs(clues: Clues) -> dict[str, int]:
    """Which signs of an instruction are there."""
    turns = {turn: clues.turned(turn) for turn in _ASKED_TURNS}
    ordered = turns["ordered"] or clues.holds(ORDER)
    modal = clues.holds(MODAL)
    limited = clues.holds(LIMIT) and (modal or clues.holds(NEGATION))
    return {**turns, "ordered": ordered, "modal": modal, "limited": limited, "listed": clues.context.listed}


def weighed(signs: dict[str, int], weights: dict[str, int]) -> int:
    """The sum of what the signs count."""
    return sum(weights[sign] * count for sign, count in signs.items())


def reported(clues: Clues) -> bool:
    """Whether the sentence tells what was done in a study, a case or an experiment rather than what to do."""
    told = weighed(told_signs(clues), TOLD)
    return told > 0 and told > weighed(asked_signs(clues), ASKED)


def _pasts(tokens: Tokens) -> int:
    """Words of the past; "bundle-era" holds none, though "era" is one in Italian."""
    return sum(
        PAST in letters and tokens.tags[index - 1 : index] != HYPHEN for index, letters in enumerate(tokens.classes)
    )


def _dated(tokens: Tokens) -> bool:
    """Whether it is told when something happened; "more than a year ago" may be a condition."""
    return any(
        DATED in letters
        and (tokens.words[index] != "ago" or not {LIMIT, MARK}.intersection(tokens.tags[max(0, index - 4) : index]))
        for index, letters in enumerate(tokens.classes)
    )
