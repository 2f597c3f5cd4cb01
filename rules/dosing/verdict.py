"""Whether a sentence tells how much of a drug to take or give, reports what was given, or neither; and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from rules.dosing.grammar import Piece, pieces
from rules.dosing.roles import role
from rules.dosing.stance import Stance, stance
from rules.dosing.tokens import Tokens

Kind = Literal["instruction", "report", "none"]
_AMOUNTS = frozenset(("amount", "rate", "per-weight", "count"))
_SCHEDULE = frozenset(("frequency", "interval", "sig", "daily", "part"))


@dataclass(frozen=True, slots=True)
class Context:
    """What a sentence inherits: `drug` and `dose` from a heading, header, lead-in or the sentence before;
    `listed` for a list item, table row or heading, which may leave the verb out.
    """

    drug: str = ""
    dose: str = ""
    listed: bool = False


class Verdict(NamedTuple):
    """The kind, the tokens [start, end) that say it, and the reasons in words."""

    kind: Kind
    start: int
    end: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a sentence holds of the dosing language."""

    amounts: tuple[Piece, ...]
    schedule: tuple[Piece, ...]
    others: tuple[Piece, ...]
    letters: frozenset[str]
    stance: Stance

    def has(self, *kinds: str) -> bool:
        """Whether one of the kinds of pieces is there."""
        return any(p.kind in kinds for p in (*self.amounts, *self.schedule, *self.others))


def gather(tokens: Tokens) -> Evidence:
    """Collect the evidence of one sentence."""
    amounts, schedule, others = [], [], []
    for piece in pieces(tokens.tags):
        if piece.kind in _AMOUNTS:
            if role(tokens, piece) == "dose":
                amounts.append(piece)
            else:
                others.append(piece)
        elif piece.kind in _SCHEDULE:
            schedule.append(piece)
        else:
            others.append(piece)
    letters = frozenset("".join(tokens.classes))
    return Evidence(tuple(amounts), tuple(schedule), tuple(others), letters, stance(tokens))


def judge(tokens: Tokens, context: Context) -> Verdict:
    """The verdict on one sentence in its context."""
    evidence = gather(tokens)
    reasons = concrete(tokens, evidence, context)
    if not reasons:
        return Verdict("none", 0, 0, ())
    told = reported(evidence)
    core = _core(evidence)
    if core is None:
        return Verdict("none", 0, 0, ())
    kind: Kind = "report" if told else "instruction"
    return Verdict(kind, *core, (*reasons, *told))


def concrete(tokens: Tokens, evidence: Evidence, context: Context) -> tuple[str, ...]:
    """Why the sentence holds a concrete dose, empty when it does not."""
    letters, posture = evidence.letters, evidence.stance
    drug = bool(letters & set("sd")) or bool(context.drug)
    verb = posture.imperative or posture.passive or "G" in letters or "V" in letters
    measured = [p for p in evidence.amounts if p.kind != "count"]
    counts = [p for p in evidence.amounts if p.kind == "count"]
    timed = evidence.has("frequency", "interval", "sig")
    loosely = timed or evidence.has("daily", "part")
    if "$" in letters or ("t" in letters and not timed and not posture.imperative):
        return ()
    if any(p.kind == "per-weight" for p in measured):
        return ("amount per body weight",)
    if measured and (loosely or "R" in letters):
        return ("amount", "frequency" if loosely else "route")
    if measured and ("D" in letters or context.dose):
        return ("amount", context.dose or "dose")
    if any(p.kind == "rate" for p in measured) and (drug or verb):
        return ("amount per time",)
    if measured and verb and drug:
        return ("amount", "verb", "drug")
    if measured and evidence.has("duration") and drug:
        return ("amount", "duration")
    if measured and "s" in letters and context.listed and "n" not in letters:
        return ("amount", "drug in a list")
    if measured and posture.imperative:
        return ("amount", "directive")
    if counts and (loosely or posture.imperative or posture.passive or context.dose or "C" in letters):
        return ("count", "directive or frequency")
    if timed and drug and verb and not letters & set("w"):
        return ("frequency", "drug", "verb")
    if "z" in letters and drug and (posture.imperative or posture.modal):
        return ("missed dose",)
    if evidence.has("doses") and (posture.passive or posture.recommended or posture.imperative):
        return ("number of doses",)
    if "J" in letters and "D" in letters and (timed or evidence.has("percent") or "L" in letters) and posture.modal:
        return ("step",)
    return ()


def reported(evidence: Evidence) -> tuple[str, ...]:
    """Why the sentence tells what was done rather than what to do, empty when it does not."""
    posture = evidence.stance
    points = 2 * posture.past + 2 * posture.case + 2 * posture.study
    points -= 2 * posture.imperative + posture.modal + 2 * posture.recommended + posture.passive
    if points > 0:
        return ("told as what was done",)
    return ()


def _core(evidence: Evidence) -> tuple[int, int] | None:
    """From the first amount to the last word of its schedule."""
    wanted = sorted((*evidence.amounts, *evidence.schedule, *evidence.others), key=lambda p: p.start)
    wanted = [p for p in wanted if p.kind not in ("concentration", "percent")] or wanted
    if not wanted:
        return None
    anchors = list(evidence.amounts) or list(evidence.schedule) or wanted
    start, end = anchors[0].start, anchors[0].end
    for piece in wanted:
        if piece.start >= end and piece.start - end <= 12:
            end = piece.end
    return start, end
