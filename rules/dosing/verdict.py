"""Whether a sentence tells how much of a drug to take or give, reports what was given, or neither; and why."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Literal, NamedTuple

from rules.dosing.classes import (
    ACTIVITY,
    ADMINISTER,
    CLOSE,
    COLON,
    COMMA,
    CONTAIN,
    DAYPART,
    DOSE,
    DRUG,
    ESCAPE,
    EVERY,
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
    OPEN,
    OPENERS,
    PACKAGE,
    PRICE,
    QUESTION,
    STEP,
    SUSTAIN,
    TAKE,
    TIMES,
)
from rules.dosing.clues import Clues
from rules.dosing.context import Context
from rules.dosing.extent import beginning, ending, goes_on, leads, widened
from rules.dosing.lexicon import senses
from rules.dosing.quantities import Kind
from rules.dosing.reasons import reasons
from rules.dosing.sign import holding
from rules.dosing.signs import REPORT_SIGNS, SIGNS
from rules.dosing.stance import asking, reported
from rules.dosing.telling import may_tell
from rules.dosing.tokens import Tokens
from rules.dosing.turns import place

Judged = Literal["instruction", "report", "none"]
Told = Literal["how much", "how often", "how long", "when", "change"]


class Verdict(NamedTuple):
    """The kind, the tokens [start, end) that say it, why in plain words, and what a reader is told."""

    kind: Judged
    start: int
    end: int
    why: str = ""
    tells: Told = "how much"


NOTHING = Verdict("none", 0, 0)
# Where nothing is counted, the words that speak of the missed or changed dose.
_MADE_UP = frozenset((FORGOTTEN, TAKE, ADMINISTER, SUSTAIN, MISSED, DOSE, FORM, IMPLIED, DRUG, DAYPART))
_CHANGED = frozenset((MISSED, FORGOTTEN, STEP, DOSE, NUMBER, DRUG))
# The turns that tell how long to wait between two drugs or doses.
_APART = ("kept apart", "time between", "follows after", "another after", "spaced", "interval kept")
# What makes a sentence silent while one of its clauses may yet tell a dose of a drug that it names.
_ELSEWHERE = frozenset((ACTIVITY, LAB, NUTRIENT, PACKAGE, PRICE))
_OF_DRUGS = frozenset((DRUG, IMPLIED, FORM))
_DAYPART: frozenset[Kind] = frozenset(("daypart",))
# What belongs to an amount or a time and stands before it.
_LED = frozenset((LIMIT, ONCE))
_BESIDE_MODAL = 4  # words from "should" to the amount
_BESIDE_PRICE = 3  # words from a currency to what is paid so often
_BESIDE_CARE = 7  # words between the care and the device
_SHORTEST = 3  # words of a clause that tells a dose


def judge(tokens: Tokens, context: Context, stance: Callable[[Clues], bool] = reported) -> Verdict:
    """The verdict on one sentence in its context; `stance` says whether it reports, which a measurement may vary."""
    letters = tokens.letters
    if not may_tell(letters):
        return NOTHING
    clues = Clues(tokens, letters, context)
    whole = _verdict(clues, stance)
    if whole.kind != "none" or letters.isdisjoint(_ELSEWHERE) or letters.isdisjoint(_OF_DRUGS) or clues.row:
        return whole
    part = next(filter(None, (_clause(clues, start, end, stance) for start, end in clauses(tokens))), whole)
    return whole if part.kind != "none" and stance(clues) else part


def _clause(clues: Clues, start: int, end: int, stance: Callable[[Clues], bool]) -> Verdict | None:
    """The instruction of a clause in a sentence that speaks of something else: "it costs 2 pounds: one at bedtime"."""
    tokens = clues.tokens.part(start, end)
    letters = tokens.letters
    if not may_tell(letters) or letters.isdisjoint(_OF_DRUGS):
        return None
    clause = Clues(tokens, letters, clues.context)
    if not clause.loose and not clause.directed and not clause.holds(LIMIT, FORGOTTEN):
        return None
    verdict = _verdict(clause, stance)
    return verdict._replace(start=verdict.start + start, end=verdict.end + start) if verdict.kind != "none" else None


def clauses(tokens: Tokens) -> list[tuple[int, int]]:
    """Where the clauses of a sentence begin and end; empty when it is one."""
    packed = PACKAGE in "".join(tokens.classes)  # what is packed and sold is told in many short clauses
    cuts, inside = [], 0
    for index, (tag, word) in enumerate(zip(tokens.tags, tokens.words, strict=True)):
        inside += (tag == OPEN) - (tag == CLOSE)
        turns = not packed or not senses("amounts")["but"].isdisjoint(tokens.words[index + 1 : index + 2])
        if inside <= 0 and (tag == COLON or word == ";" or (tag == COMMA and turns)):
            cuts.append(index)
    if not cuts:
        return []
    ranges = pairwise((0, *cuts, len(tokens.words)))
    return [(start, end) for start, end in ranges if end - start > _SHORTEST]  # each begins with its comma


def _verdict(clues: Clues, stance: Callable[[Clues], bool]) -> Verdict:
    if _describes(clues):
        return NOTHING
    if _asks_whether(clues):
        return NOTHING
    directed = any(holding(clues, SIGNS))
    if not (directed or any(holding(clues, REPORT_SIGNS))):
        return NOTHING
    if not clues.amounts and (clues.asks or _left_to_prescriber(clues)):
        return NOTHING
    told = stance(clues) and not _asks_for_leave(clues)
    asked = None if told else asking(clues)
    if not (directed or told or (asked and asked.dosed)):
        return NOTHING
    why = reasons(clues, told=told)
    if asked is None:
        return Verdict("report" if told else "instruction", *_core(clues), why, _tells(clues))
    clause, at = asked.clause
    start, end = _core(clause)
    if asked.back is None:
        return Verdict("instruction", at + start, at + end, why, _tells(clause))
    # "half of that, taken at bedtime"
    return Verdict("instruction", at + asked.back[0], at + max(end, asked.back[1]), why, "how much")


def _asks_whether(clues: Clues) -> bool:
    """Whether it asks for leave or heads a product; a question with an amount and how often tells both to a reader."""
    if clues.tokens.words[-1] == "?" and clues.turned("asked leave"):
        return not (clues.measured and clues.timed)  # "can I take 400 mg every 6 hours? Yes"
    return not clues.loose and clues.turned("how to take")


def _asks_for_leave(clues: Clues) -> bool:
    """Whether somebody asks for leave, in the words "can I" of a list; studies ask whether something works."""
    if clues.tokens.words[-1] != "?" or not clues.turned("asked leave"):
        return False
    return " " in clues.tokens.words[clues.tokens.tags.index(QUESTION)]


def _left_to_prescriber(clues: Clues) -> bool:
    """Whether it leaves the schedule open: "daily as prescribed", not "twice a day for a week, or as directed"."""
    return clues.holds(ESCAPE) and not (clues.timed or clues.lasting or clues.holds(LIMIT))


def _tells(clues: Clues) -> Told:
    """What the sentence tells."""
    if _makes_up(clues) or (not clues.measured and clues.turned("left out")):
        return "change"
    if clues.turned("at an age") or (not clues.amounts and clues.turned(*_APART, "paused")):
        return "when"
    if (
        clues.amounts
        or "doses" in clues.kinds
        or clues.turned("some tablets", "drug count", "so many so often", "sprayed", "started at")
    ):
        return "how much"
    if clues.kinds == _DAYPART and len(clues.schedule) == 1 and not clues.holds(EVERY, TIMES, ONCE):
        return "when"  # "in the evening"; "morning and evening" is how often
    if clues.loose or (clues.turned("applied") and not clues.kinds):
        return "how often"
    if clues.kinds & {"duration", "length"}:
        return "how long"
    return "change"


def _makes_up(clues: Clues) -> bool:
    """Whether the sentence is about a forgotten dose; "a tablet" in it is then no amount."""
    forgotten = clues.holds(FORGOTTEN, MISSED) and not clues.measured and not clues.loose
    return forgotten and clues.turned("made up")


def _describes(clues: Clues) -> bool:
    """Whether the sentence tells how a product is packed, looks or is sold, or how many people take it."""
    if _cared_for(clues):
        return True
    if clues.holds(PRICE) and not _dosed_beside_price(clues):
        return True
    if not clues.amounts and clues.turned("share of people", "harmful") and not clues.turned("ordered"):
        return True
    if not (clues.kinds or clues.drug) and not senses("amounts")["repeat"].isdisjoint(clues.tokens.words):
        return True  # "Repeat 2 to 3 times": an exercise
    # "supplied as a powder ... to be reconstituted with" is no order.
    directed = clues.holds(MODAL) or clues.turned("imperative") if clues.holds(CONTAIN) else clues.directed
    return clues.holds(PACKAGE) and not directed and not clues.loose and "per-weight" not in clues.kinds


def _dosed_beside_price(clues: Clues) -> bool:
    """Whether an amount in a sentence with a price is directed, called a dose or given so often; "£2 daily" is not."""
    if clues.turned("imperative", "passive", "recommended"):
        return True
    if not clues.amounts:
        return False
    tags = clues.tokens.tags
    often = any(
        piece.kind != "daypart" and PRICE not in tags[max(0, piece.start - _BESIDE_PRICE) : piece.start]
        for piece in clues.schedule
    )
    should = any(MODAL in tags[max(0, amount.start - _BESIDE_MODAL) : amount.start] for amount in clues.amounts)
    return often or should or clues.holds(DOSE) or bool(clues.context.dose) or (clues.drug and "rate" in clues.kinds)


def _cared_for(clues: Clues) -> bool:
    """Whether a device is to be cleaned or replaced so often: "change the tubing every two weeks"."""
    words, known = clues.tokens.words, senses("amounts")
    if clues.amounts or known["care"].isdisjoint(words):
        return False
    drugs = [words[index + 1] for index, tag in enumerate(clues.tokens.tags[:-1]) if tag == DRUG]
    if clues.holds(DOSE) or not known["device"].issuperset(drugs):
        return False  # "the insulin pump" is a device
    begins = [piece.start for piece in (*clues.schedule, *clues.others)]
    for index, word in enumerate(words[: min(begins, default=0)]):
        if word in known["care"]:
            return not known["device"].isdisjoint(words[max(0, index - _BESIDE_CARE) : index + _BESIDE_CARE])
    return False


def _core(clues: Clues) -> tuple[int, int]:
    """From the first amount to the last word of its schedule."""
    if _makes_up(clues):
        return _around(clues, _MADE_UP)
    for turn in ("left out", "drug count", "so many so often", "part of dose"):
        if not clues.measured and (said := place(turn, clues.tokens.tags)):
            return said
    everything = sorted((*clues.amounts, *clues.schedule, *clues.others), key=lambda piece: piece.start)
    wanted = [piece for piece in everything if piece.kind not in ("concentration", "percent", "length")] or everything
    anchors = clues.amounts or [p for p in clues.others if p.kind == "doses"] or clues.schedule or wanted
    if not anchors:
        changed = _around(clues, _CHANGED)
        return changed if changed[1] else _around(clues, OPENERS)  # "Apply thrice"
    times = [piece for piece in everything if piece.kind in ("duration", "length", "interval")]
    if times and everything[0] == times[0] and not clues.measured and not clues.loose and clues.turned("spaced"):
        return times[0].start, times[0].end  # "Wait 4 hours before you take a tablet"
    first = anchors[0]
    # "Dreimal täglich eine Tablette": the frequency may come first.
    before = [piece.start for piece in clues.schedule if leads(clues.tokens, piece, first)]
    start, end = min(before, default=beginning(clues.tokens, first)), first.end
    for piece in wanted:
        if goes_on(clues, end, piece):
            end = piece.end
    while start and clues.tokens.tags[start - 1] in _LED:
        start -= 1  # "at most a week", "zweimal 5 mg"
    return widened(clues.tokens, start, ending(clues.tokens, end))


def _around(clues: Clues, classes: frozenset[str]) -> tuple[int, int]:
    """From the first to the last word of some classes; empty when there is none."""
    said = [index for index, letters in enumerate(clues.tokens.classes) if not classes.isdisjoint(letters)]
    return (said[0], said[-1] + 1) if said else (0, 0)
