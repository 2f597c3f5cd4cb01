"""Whether a sentence tells how much of a drug to take or give, reports what was given, or neither; and why."""

from __future__ import annotations

from typing import Literal, NamedTuple

from rules.dosing.clues import Clues, Context, gather
from rules.dosing.lexicon import OPENERS
from rules.dosing.signs import REPORT_SIGNS, reason
from rules.dosing.tokens import Tokens

Kind = Literal["instruction", "report", "none"]


class Verdict(NamedTuple):
    """The kind, the tokens [start, end) that say it, the reasons, and what a reader is told, in words."""

    kind: Kind
    start: int
    end: int
    reasons: tuple[str, ...]
    tells: str = ""


NOTHING = Verdict("none", 0, 0, ())
# Units, forms, schedules and doses: a sign needs a word of these classes, a number and a time,
# or a number of a drug to take: "Take two Tylenol".
_TELLING = frozenset("mvufOXEYSWzD4")


def may_tell(letters: frozenset[str]) -> bool:
    """Whether words of these classes can tell a dose; "2009;145(3)" and "type 1" cannot."""
    return not letters.isdisjoint(OPENERS) and (
        not letters.isdisjoint(_TELLING) or letters >= {"N", "T"} or letters >= {"N", "V", "s"}
    )


def judge(tokens: Tokens, context: Context) -> Verdict:
    """The verdict on one sentence in its context."""
    letters = frozenset("".join(tokens.classes))
    if not may_tell(letters):
        return NOTHING
    clues = gather(tokens, letters, context)
    if _describes(clues):
        return NOTHING
    why, weak = reason(clues), reason(clues, REPORT_SIGNS)
    if not (why or weak) or (not clues.amounts and (clues.holds("x") or clues.asks)):
        return NOTHING
    told = reported(clues)
    if not (why or told):
        return NOTHING
    why = why or weak
    start, end = _core(clues)
    if told:
        return Verdict("report", start, end, (why, told))
    return Verdict("instruction", start, end, (why, *filter(None, (context.dose, context.drug))), _tells(clues))


def _tells(clues: Clues) -> str:
    """What the sentence tells, as a message says it."""
    if _makes_up(clues):
        return "how to change or make up a dose"
    if clues.turned("at an age"):
        return "when to take or give a drug"
    if clues.amounts or "doses" in clues.kinds or clues.turned("some tablets"):
        return "how much of a drug to take or give"
    if clues.loose or (clues.turned("applied") and not clues.kinds):
        return "how often to take or give a drug"
    if clues.kinds & {"duration", "length"}:
        return "how long to take or give a drug"
    return "how to change or make up a dose"


def _makes_up(clues: Clues) -> bool:
    """Whether the sentence is about a forgotten dose; "a tablet" in it is then no amount."""
    return clues.holds("4z") and not clues.measured and not clues.loose and clues.turned("made up")


def _describes(clues: Clues) -> bool:
    """Whether the sentence tells how a product is packed, looks or is sold, or how many people take it."""
    if clues.holds("$"):
        return not clues.turned("imperative", "passive", "recommended")
    if not clues.amounts and clues.turned("share of people", "harmful") and not clues.turned("ordered"):
        return True  # how many people take something, what harms them
    return "p" in clues.letters and not clues.directed and not clues.loose and "per-weight" not in clues.kinds


def reported(clues: Clues) -> str:
    """Why the sentence tells what was done rather than what to do, empty when it does not."""
    words = "".join(clues.tokens.classes)
    past, case, study, outcome = (min(words.count(letter), 2) for letter in "Zcq+")
    told = 2 * (past + case + study) + outcome
    told += 5 * clues.turned("harmful") + 3 * clues.turned("share of people")
    told += 2 * clues.turned("acted") + 3 * clues.context.told
    asked = 3 * clues.turned("imperative") + 2 * clues.holds("M") + 2 * clues.turned("passive")
    asked += 2 * clues.turned("recommended") + clues.context.listed
    asked += 5 * (clues.turned("ordered") or clues.holds("8")) + 3 * clues.turned("dose is") + clues.turned("is given")
    return "told as what was done" if told > asked else ""


def _core(clues: Clues) -> tuple[int, int]:
    """From the first amount to the last word of its schedule."""
    if _makes_up(clues):
        said = [index for index, letters in enumerate(clues.tokens.classes) if set(letters) & set("4VIz3dfDsW")]
        return said[0], said[-1] + 1
    wanted = sorted((*clues.amounts, *clues.schedule, *clues.others), key=lambda piece: piece.start)
    wanted = [piece for piece in wanted if piece.kind not in ("concentration", "percent", "length")] or wanted
    anchors = list(clues.amounts) or [p for p in clues.others if p.kind == "doses"] or list(clues.schedule) or wanted
    if not anchors:
        said = [index for index, letters in enumerate(clues.tokens.classes) if set(letters) & set("z4JDNs")]
        if not said:  # "Apply thrice"
            said = [index for index, letters in enumerate(clues.tokens.classes) if set(letters) & OPENERS]
        return said[0], said[-1] + 1
    first = anchors[0]
    # "Dreimal täglich eine Tablette": the frequency may come first.
    start = min([p.start for p in clues.schedule if p.end <= first.start <= p.end + 5], default=first.start)
    end = first.end
    for piece in wanted:
        if end <= piece.start <= end + 12:
            end = piece.end
    return start, end
