"""Whether a sentence tells how much of a drug to take or give, reports what was given, or neither; and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from rules.dosing.grammar import Piece, pieces
from rules.dosing.roles import role
from rules.dosing.stance import Stance, stance
from rules.dosing.tokens import Tokens

Kind = Literal["instruction", "report", "none"]
_AMOUNTS = frozenset(("amount", "rate", "per-weight", "count"))
_SCHEDULE = frozenset(("frequency", "interval", "sig", "daily", "part"))


class Context(NamedTuple):
    """What a sentence inherits: `drug` and `dose` from a heading, header, lead-in or the sentence before.

    `listed` tells a list item, table row or heading, which may leave the verb out; `food` that
    the sentences before are about a diet.
    """

    drug: str = ""
    dose: str = ""
    listed: bool = False
    food: bool = False


class Verdict(NamedTuple):
    """The kind, the tokens [start, end) that say it, and the reasons in words."""

    kind: Kind
    start: int
    end: int
    reasons: tuple[str, ...]


class Clues(NamedTuple):
    """What a sentence holds of the dosing language; `letters` are the classes of all its words."""

    tokens: Tokens
    amounts: tuple[Piece, ...]
    schedule: tuple[Piece, ...]
    others: tuple[Piece, ...]
    kinds: frozenset[str]
    letters: frozenset[str]
    stance: Stance
    context: Context

    @property
    def measured(self) -> bool:
        """An amount with a unit."""
        return bool(self.kinds & {"amount", "rate", "per-weight"})

    @property
    def weighed(self) -> bool:
        """An amount of mass or international units, not of volume."""
        return any(set("mu") & set(self.tokens.tags[p.start : p.end]) for p in self.amounts)

    @property
    def small(self) -> bool:
        """An amount in milligrams or less, the size of a dose."""
        words = [self.tokens.words[p.end - 1] for p in self.amounts if p.kind == "amount"]
        return any(word.startswith(("mg", "mcg", "ug", "milli", "micro", "mikro")) for word in words)

    @property
    def drug(self) -> bool:
        """A drug named or implied, here or by what stands above."""
        return bool(self.letters & set("sdDRIHef")) or bool(self.context.drug and not self.context.food)

    @property
    def verb(self) -> bool:
        """Something is taken or given."""
        return self.stance.imperative or self.stance.passive or bool(self.letters & set("VIGHa"))

    @property
    def timed(self) -> bool:
        """A frequency that leaves no doubt."""
        if self.kinds & {"frequency", "interval", "sig"}:
            return True
        return any(p.kind == "rate" and "E" in self.tokens.tags[p.start : p.end] for p in self.amounts)

    @property
    def loose(self) -> bool:
        """Any word of schedule."""
        if self.timed or self.kinds & {"daily", "part"}:
            return True
        return any(p.kind == "rate" and "Y" in self.tokens.tags[p.start : p.end] for p in self.amounts)

    @property
    def elsewhere(self) -> bool:
        """The sentence is about tests, exercise, food."""
        return bool(self.letters & set("wln"))

    @property
    def clean(self) -> bool:
        """Nothing speaks of tests, food, packs or what a tablet contains."""
        return not self.letters & set("wlntp$")

    @property
    def brief(self) -> bool:
        """A fragment, as on a list of prescriptions."""
        return len(self.tokens.tags) <= 12 or self.context.listed

    @property
    def directed(self) -> bool:
        """Said as what should be, may be or is done."""
        return self.stance.imperative or self.stance.passive or self.stance.recommended or self.stance.modal


class Sign(NamedTuple):
    """One way to be a concrete dose, with its reason in words."""

    reason: str
    holds: Callable[[Clues], bool]


_SIGNS: tuple[Sign, ...] = (
    Sign("amount per body weight", lambda c: "per-weight" in c.kinds and not c.letters & set("w")),
    Sign("amount + frequency", lambda c: c.measured and c.loose),
    Sign("amount + route", lambda c: c.measured and "R" in c.letters),
    Sign("amount + dose", lambda c: c.measured and ("D" in c.letters or bool(c.context.dose))),
    Sign(
        "amount per time",
        lambda c: (
            "rate" in c.kinds
            and not c.context.food
            and (c.drug or c.verb or c.context.listed or bool(c.letters & set("LC")))
        ),
    ),
    Sign(
        "amount + drug + verb",
        lambda c: c.measured and c.drug and (c.verb or c.directed or bool(c.letters & set("Zcq"))),
    ),
    Sign("amount + drug + duration", lambda c: c.measured and c.drug and "duration" in c.kinds),
    Sign("amount + drug in a list", lambda c: c.measured and "s" in c.letters and c.context.listed),
    Sign("amount + drug from above", lambda c: c.measured and bool(c.context.drug) and c.context.listed and c.clean),
    Sign("amount + duration", lambda c: c.measured and "duration" in c.kinds and c.context.listed and c.clean),
    Sign("amounts in a row", lambda c: "|" in c.tokens.tags and len(c.amounts) > 1 and c.measured and c.clean),
    Sign("amount + directive", lambda c: c.measured and c.stance.imperative),
    Sign("amount + limit", lambda c: c.measured and "L" in c.letters and c.drug and c.clean),
    Sign(
        "number of tablets + frequency or directive",
        lambda c: (
            "count" in c.kinds
            and "t" not in c.letters
            and (c.loose or c.directed or "duration" in c.kinds or bool(c.context.dose))
        ),
    ),
    Sign("number of tablets", lambda c: any(p.end - p.start >= len(c.tokens.tags) - 1 for p in c.amounts)),
    Sign("frequency + drug + verb", lambda c: c.timed and c.drug and c.verb and not c.elsewhere),
    Sign("frequency + verb of taking", lambda c: c.timed and "G" in c.letters and c.stance.passive and not c.elsewhere),
    Sign("frequency + dose", lambda c: c.timed and "D" in c.letters and (c.directed or c.brief) and not c.elsewhere),
    Sign("frequency + drug + verb beside it", lambda c: c.stance.given_often and c.drug),
    Sign("frequency + opening verb", lambda c: c.stance.applied and not c.elsewhere),
    Sign(
        "schedule + duration + drug",
        lambda c: c.loose and "duration" in c.kinds and c.drug and c.verb and not c.elsewhere,
    ),
    Sign("time of day + verb of taking", lambda c: c.stance.taken_at and not c.elsewhere),
    Sign("limit + frequency", lambda c: c.timed and "L" in c.letters and "D" in c.letters and not c.elsewhere),
    Sign("limit + number of tablets", lambda c: "count" in c.kinds and "L" in c.letters and "t" not in c.letters),
    Sign("time between doses", lambda c: c.stance.spaced and not c.elsewhere),
    Sign(
        "row of a dose table", lambda c: c.weighed and "|" in c.tokens.tags and "K" in c.letters and c.clean and c.brief
    ),
    Sign("missed dose", lambda c: "z" in c.letters and c.directed),
    Sign(
        "number of doses",
        lambda c: "doses" in c.kinds and (c.verb and c.directed or c.stance.recommended) and not c.elsewhere,
    ),
    Sign(
        "step",
        lambda c: (
            c.stance.stepped
            and (c.timed or "percent" in c.kinds or "L" in c.letters)
            and c.stance.modal
            and not c.elsewhere
        ),
    ),
    Sign("spacing", lambda c: "j" in c.letters and c.timed and c.stance.modal and c.drug and not c.elsewhere),
    Sign("duration of treatment", lambda c: c.stance.prolonged and not c.letters & set("wq")),
    Sign(
        "amount in a report",
        lambda c: (c.weighed or "count" in c.kinds) and bool(c.letters & set("Zcq")) and bool(reported(c)),
    ),
)


def gather(tokens: Tokens, context: Context) -> Clues:
    """Collect the clues of one sentence."""
    amounts, schedule, others = [], [], []
    for piece in pieces(tokens.tags):
        if piece.kind in _AMOUNTS and role(tokens, piece) == "dose":
            amounts.append(piece)
        elif piece.kind in _SCHEDULE:
            schedule.append(piece)
        else:
            others.append(piece)
    letters = "".join(tokens.classes)
    kinds = frozenset(
        [p.kind for p in amounts] + [p.kind for p in schedule] + [p.kind for p in others if p.kind not in _AMOUNTS]
    )
    return Clues(
        tokens,
        tuple(amounts),
        tuple(schedule),
        tuple(others),
        kinds,
        frozenset(letters),
        stance(tokens, letters),
        context,
    )


def judge(tokens: Tokens, context: Context) -> Verdict:
    """The verdict on one sentence in its context."""
    clues = gather(tokens, context)
    if not (clues.kinds or "z" in clues.letters) or "$" in clues.letters or _describes(clues):
        return Verdict("none", 0, 0, ())
    reason = next((sign.reason for sign in _SIGNS if sign.holds(clues)), "")
    if not reason or (not clues.amounts and (clues.letters & set("x") or clues.stance.question)):
        return Verdict("none", 0, 0, ())
    start, end = _core(clues)
    told = reported(clues)
    if told:
        return Verdict("report", start, end, (reason, told))
    return Verdict("instruction", start, end, (reason, *filter(None, (context.dose, context.drug))))


def _describes(clues: Clues) -> bool:
    """Whether the sentence tells how a product is packed or looks."""
    return "p" in clues.letters and not clues.directed and not clues.loose and "per-weight" not in clues.kinds


def reported(clues: Clues) -> str:
    """Why the sentence tells what was done rather than what to do, empty when it does not."""
    posture = clues.stance
    told = 2 * min(posture.past, 2) + 2 * min(posture.case, 2) + 2 * min(posture.study, 2)
    asked = 3 * posture.imperative + 2 * posture.modal + 2 * posture.passive
    asked += 2 * posture.recommended + 2 * clues.context.listed
    return "told as what was done" if told > asked else ""


def _core(clues: Clues) -> tuple[int, int]:
    """From the first amount to the last word of its schedule."""
    wanted = sorted((*clues.amounts, *clues.schedule, *clues.others), key=lambda piece: piece.start)
    wanted = [piece for piece in wanted if piece.kind not in ("concentration", "percent", "length")] or wanted
    anchors = list(clues.amounts) or list(clues.schedule) or wanted
    if not anchors:
        place = next(index for index, letters in enumerate(clues.tokens.classes) if "z" in letters)
        return place, place + 1
    start, end = anchors[0].start, anchors[0].end
    for piece in wanted:
        if end <= piece.start <= end + 12:
            end = piece.end
    return start, end
