"""Why a sentence was read as it was, in one line: "limit + amount + drug from the table header, said as an order"."""

from __future__ import annotations

from rules.dosing.classes import (
    ACTIVITY,
    CLOSE,
    COMMA,
    CONTAIN,
    DOSE,
    DRUG,
    END,
    FORGOTTEN,
    FORM,
    IMPLIED,
    LAB,
    LIMIT,
    MISSED,
    MODAL,
    NUMBER,
    NUTRIENT,
    ONCE,
    PACKAGE,
    PAUSE,
    PER,
    PRICE,
    ROUTE,
    STEP,
    SUSTAIN,
)
from rules.dosing.clues import Clues
from rules.dosing.lexicon import affixes
from rules.dosing.neighbours import Role

_KINDS = {
    "amount": "amount",
    "per-weight": "amount for each kilogram",
    "rate": "amount in a given time",
    "count": "number of tablets, drops or puffs",
    "doses": "number of doses",
    "frequency": "frequency",
    "interval": "interval",
    "sig": "frequency",
    "daily": "frequency",
    "daypart": "time of day",
    "duration": "duration",
    "length": "duration",
    "percent": "percentage",
}
_CLASSES = {STEP: "step", ROUTE: "route", MISSED: "missed dose", FORGOTTEN: "missed dose"}
_ROLES: dict[Role, str] = {
    "strength": "a strength",
    "concentration": "a concentration",
    "pack": "the size of a pack",
    "price": "a price",
    "nutrient": "an amount of food",
    "laboratory": "a laboratory value",
    "output": "what leaves the body",
    "device": "a setting of a machine",
    "property": "a property of something",
    "threshold": "a threshold",
}
# Matters of which a sentence may speak beside a dose.
_ELSEWHERE = (ACTIVITY, LAB, NUTRIENT, CONTAIN, PACKAGE, PRICE)
_LIMITED = 9  # words from a limit to its number
_ENDS = frozenset((END, COMMA, CLOSE))
_BEGINS = (SUSTAIN, PAUSE)  # "stop warfarin", "wait four hours": verbs that order where they begin a sentence
_STANCES = (
    (("ordered", "imperative"), "said as an order"),
    (("recommended", "dose is"), "said as what is usual or recommended"),
    (("passive",), "said as what is done"),
)


def reasons(clues: Clues, *, told: bool) -> str:
    """The parts of the dosing language in the sentence, its drug, how it is said, and an amount whose role decided."""
    stated = ["limit"] if LIMIT in clues.letters and _limited(clues) else []
    stated += [word for letter, word in _CLASSES.items() if clues.holds(letter)]
    kinds = _KINDS | {"count": "number of doses"} if "count" in clues.kinds and _vaccinates(clues) else _KINDS
    stated += [word for kind, word in kinds.items() if kind in clues.kinds]
    stated += filter(None, (_dose(clues), _drug(clues)))
    how = "told as what was done" if told else _stance(clues)
    return f"{' + '.join(dict.fromkeys(stated))}, {how}{_amount(clues)}"


def _limited(clues: Clues) -> bool:
    """Whether a limit is one of a number: Spanish "hasta que mejore" is none."""
    tags = clues.tokens.tags
    for index, letters in enumerate(clues.tokens.classes):
        behind = tags[index + 1 : index + _LIMITED]
        if LIMIT in letters and (not behind or behind[0] in _ENDS or not {NUMBER, ONCE, PER}.isdisjoint(behind)):
            return True
    return False


def _vaccinates(clues: Clues) -> bool:
    """Whether what is counted are doses of a vaccine."""
    beginnings = affixes("amounts", "vaccine_beginning")
    return any(word.startswith(beginnings) for word in clues.tokens.words)


def _amount(clues: Clues) -> str:
    """Of an amount, its role where that decided: what is no dose, and what is one although the sentence is on food."""
    for piece, reading in clues.quantities:
        words = clues.tokens.written(piece.start, piece.end)
        if reading.role != "dose":
            return f'; "{words}" is {_ROLES[reading.role]} ({reading.why})'
        if reading.sure and clues.holds(*_ELSEWHERE):
            return f'; "{words}" is a dose ({reading.why})'
    return ""


def _dose(clues: Clues) -> str:
    if clues.holds(DOSE):
        return "called a dose"
    return f"called a dose in {clues.context.dose}" if clues.context.dose else ""


def _drug(clues: Clues) -> str:
    if clues.holds(DRUG):
        return f'drug "{_first(clues, DRUG)}"'
    if clues.context.drug and not clues.context.aside:
        return f"drug from {clues.context.drug}"
    # A noun, as "the tablet"; what "inject" or "schedule" implies a reader sees without being told.
    return f'drug implied by "{_first(clues, IMPLIED, FORM)}"' if clues.holds(IMPLIED, FORM) else ""


def _first(clues: Clues, *classes: str) -> str:
    wanted = frozenset(classes)
    found = next(i for i, letters in enumerate(clues.tokens.classes) if not wanted.isdisjoint(letters))
    return clues.tokens.written(found, found + 1)


def _stance(clues: Clues) -> str:
    if clues.tokens.tags[0] in _BEGINS or clues.turned(*_STANCES[0][0]):
        return _STANCES[0][1]
    if clues.holds(MODAL):
        return "said as what should or may be done"
    for turns, words in _STANCES[1:]:
        if clues.turned(*turns):
            return words
    return "said without a verb" if clues.context.listed else "said as a plain statement"
