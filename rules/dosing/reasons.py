"""Why a sentence was read as it was: "an amount, how often and the drug “ketamine”, said as an order"."""

from __future__ import annotations

from lint.message import Message, listed
from rules.dosing.classes import (
    CLOSE,
    COMMA,
    DOSE,
    DRUG,
    END,
    FORGOTTEN,
    FORM,
    IMPLIED,
    LIMIT,
    MISSED,
    MODAL,
    NUMBER,
    ONCE,
    PAUSE,
    PER,
    ROUTE,
    STEP,
    SUSTAIN,
)
from rules.dosing.clues import Clues
from rules.dosing.fold import visible
from rules.dosing.lexicon import affixes
from rules.dosing.quantities import Kind

_OFTEN, _LONG, _MISSED = Message("how often"), Message("how long"), Message("a missed dose")
_KINDS: dict[Kind, Message] = {
    "amount": Message("an amount"),
    "per-weight": Message("an amount for each kilogram"),
    "rate": Message("an amount in a given time"),
    "count": Message("a number of tablets, drops or puffs"),
    "doses": Message("a number of doses"),
    "frequency": _OFTEN,
    "interval": _OFTEN,
    "sig": _OFTEN,
    "daily": _OFTEN,
    "daypart": Message("a time of day or a meal"),
    "duration": _LONG,
    "length": _LONG,
    "percent": Message("a percentage"),
}
_MORE: frozenset[Kind] = frozenset(("per-weight", "rate"))  # amounts, and more than that
_LIMIT = Message("a limit")
_CLASSES = {
    STEP: Message("a change of the amount"),
    ROUTE: Message("how it gets into the body"),
    MISSED: _MISSED,
    FORGOTTEN: _MISSED,
}
# Where a drug or a dose is named that a sentence inherits (rules/dosing/outline.py, context.py).
_PLACES = {
    "the heading": Message("in the heading"),
    "the heading above it": Message("in the heading above that"),
    "the line above": Message("in the line above"),
    "the item above": Message("in the item above"),
    "the item before": Message("in the item before"),
    "the sentence before": Message("in the sentence before"),
    "the sentence that cites it": Message("in the sentence that cites it"),
    "the table header": Message("in the table header"),
}
_LIMITED = 9  # words from a limit to its number
_ENDS = frozenset((END, COMMA, CLOSE))
_BEGINS = (SUSTAIN, PAUSE)  # "stop warfarin", "wait four hours": verbs that order where they begin a sentence
_ORDERED = Message("said as an order")
_STANCES = (
    (("recommended", "dose is"), Message("said as what is usual or recommended")),
    (("passive",), Message("said as what is done")),
)


def reasons(clues: Clues, *, told: bool) -> Message:
    """What of a dose is in the sentence, its drug, and how it is said."""
    stated = [_LIMIT] if LIMIT in clues.letters and _limited(clues) else []
    stated += [words for letter, words in _CLASSES.items() if clues.holds(letter)]
    if _MISSED not in stated or clues.measured or clues.loose:  # "a tablet within 12 hours" is the missed one
        stated += _counted(clues)
    stated += _named(clues)
    how = Message("told as what was done") if told else _stance(clues)
    return Message("{parts}, {how}", parts=listed(list(dict.fromkeys(stated))), how=how) if stated else how


def _counted(clues: Clues) -> list[Message]:
    """The kinds of amounts and times, each once."""
    kinds = _KINDS | {"count": _KINDS["doses"]} if "count" in clues.kinds and _vaccinates(clues) else _KINDS
    more = not _MORE.isdisjoint(clues.kinds)
    return [words for kind, words in kinds.items() if kind in clues.kinds and not (more and kind == "amount")]


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


def _named(clues: Clues) -> list[Message]:
    """The drug and what is called a dose, here or in what stands above."""
    context = clues.context
    if context.dose and context.dose == context.drug and not (context.aside or clues.holds(DOSE, DRUG)):
        return [Message("the drug and the dose named {place}", place=_PLACES[context.dose])]
    return [*filter(None, (_dose(clues), _drug(clues)))]


def _dose(clues: Clues) -> Message | None:
    if clues.holds(DOSE):
        return Message("the word “{word}”", word=_first(clues, DOSE))
    return Message("the dose named {place}", place=_PLACES[clues.context.dose]) if clues.context.dose else None


def _drug(clues: Clues) -> Message | None:
    if clues.holds(DRUG):
        return Message("the drug “{drug}”", drug=_first(clues, DRUG))
    if clues.context.drug and not clues.context.aside:
        return Message("the drug named {place}", place=_PLACES[clues.context.drug])
    # A noun, as "the tablet"; what "inject" or "schedule" implies a reader sees without being told.
    return Message("the word “{word}”", word=_first(clues, IMPLIED, FORM)) if clues.holds(IMPLIED, FORM) else None


def _first(clues: Clues, *classes: str) -> str:
    wanted = frozenset(classes)
    found = next(i for i, letters in enumerate(clues.tokens.classes) if not wanted.isdisjoint(letters))
    return visible(clues.tokens.written(found, found + 1))


def _stance(clues: Clues) -> Message:
    if clues.tokens.tags[0] in _BEGINS or clues.turned("ordered", "imperative"):
        return _ORDERED
    if clues.holds(MODAL):
        return Message("said as what should or may be done")
    for turns, words in _STANCES:
        if clues.turned(*turns):
            return words
    return Message("said without a verb") if clues.context.listed else Message("said as a plain statement")
