"""What a sentence holds of the dosing language, and what it inherits from its surroundings."""

from __future__ import annotations

from rules.dosing.classes import (
    ACTIVITY,
    ADMINISTER,
    ADMINISTERED,
    ARTICLE,
    BAR,
    COMMA,
    CONTAIN,
    COURSE,
    DAILY,
    DAYPART,
    DOSE,
    DRUG,
    END,
    EVERY,
    FOR,
    FORM,
    GIVEN,
    HYPHEN,
    IMPLIED,
    LAB,
    MARK,
    MASS,
    MODAL,
    NUMBER,
    NUTRIENT,
    ONCE,
    OVER,
    PACKAGE,
    PER,
    PRICE,
    QUESTION,
    RANGE,
    ROUTE,
    SIG,
    TAKE,
    TIME,
    TIMES,
    UNITS,
    USED,
)
from rules.dosing.context import Context
from rules.dosing.quantities import Piece, pieces
from rules.dosing.roles import governed, roles
from rules.dosing.tokens import Tokens
from rules.dosing.turns import turned

_AMOUNTS = frozenset(("amount", "rate", "per-weight", "count"))
_MEASURED = frozenset(("amount", "rate", "per-weight"))
_SMALL = ("mg", "mcg", "ug", "iu", "milli", "micro", "mikro")
_TERSE = frozenset(
    (
        NUMBER,
        ONCE,
        TIMES,
        DAILY,
        PER,
        ARTICLE,
        EVERY,
        TIME,
        DAYPART,
        SIG,
        RANGE,
        FOR,
        OVER,
        ROUTE,
        MARK,
        END,
        COMMA,
        HYPHEN,
    )
)
_SCHEDULE = frozenset(("frequency", "interval", "sig", "daily", "daypart"))


class Clues:
    """What a sentence holds of the dosing language; `letters` are the classes of all its words.

    The turns of phrase are sought when a sign asks for them, each once: most sentences need few.
    """

    __slots__ = (
        "_turns",
        "amounts",
        "context",
        "kinds",
        "letters",
        "measured",
        "others",
        "schedule",
        "sure",
        "tokens",
    )

    def __init__(
        self,
        tokens: Tokens,
        letters: frozenset[str],
        context: Context,
        *,
        amounts: list[Piece],
        schedule: list[Piece],
        others: list[Piece],
        sure: bool,
    ) -> None:
        self.tokens, self.letters, self.context = tokens, letters, context
        self.amounts, self.schedule, self.others = amounts, schedule, others
        said = [*amounts, *schedule, *(piece for piece in others if piece.kind not in _AMOUNTS)]
        self.kinds = frozenset([piece.kind for piece in said])
        self.measured = not self.kinds.isdisjoint(_MEASURED)  # an amount with a unit
        self.sure = sure  # of an amount, its own words say that it is a dose
        self._turns: dict[str, bool] = {}

    @property
    def weighed(self) -> bool:
        """An amount of mass or international units, not of volume."""
        return any(not {MASS, UNITS}.isdisjoint(self.tokens.tags[p.start : p.end]) for p in self.amounts)

    @property
    def small(self) -> bool:
        """An amount in milligrams or less or in international units, the size of a dose."""
        said = [self.tokens.words[p.start : p.end] for p in self.amounts if p.kind in _MEASURED]
        return any(word.startswith(_SMALL) for words in said for word in words)

    @property
    def latin(self) -> bool:
        """Written in the letters of the languages that the lists cover."""
        return all(word.isascii() or not word[0].isalpha() for word in self.tokens.words)

    @property
    def terse(self) -> bool:
        """Nothing but words of schedule, as on the label of a box."""
        return all(
            tag in _TERSE or word in ("with", "at")
            for tag, word in zip(self.tokens.tags, self.tokens.words, strict=True)
        )

    @property
    def row(self) -> bool:
        """A table row."""
        return BAR in self.tokens.tags

    @property
    def drug(self) -> bool:
        """A drug named or implied, here or by what stands above."""
        return self.holds(DRUG, IMPLIED, DOSE, ROUTE, ADMINISTER, ADMINISTERED, COURSE, FORM) or bool(
            self.context.drug and not self.context.aside
        )

    @property
    def verb(self) -> bool:
        """Something is taken or given."""
        return self.holds(TAKE, ADMINISTER, GIVEN, ADMINISTERED, USED) or self.turned("imperative", "passive")

    @property
    def timed(self) -> bool:
        """A frequency that leaves no doubt."""
        if self.kinds & {"frequency", "interval", "sig"}:
            return True
        return any(
            (p.kind == "rate" and EVERY in self.tokens.tags[p.start : p.end])
            or (p.kind == "count" and self.tokens.tags[p.end - 1] in (TIME, DAYPART))
            for p in self.amounts
        )

    @property
    def loose(self) -> bool:
        """Any word of schedule."""
        if self.timed or self.kinds & {"daily", "daypart"}:
            return True
        return any(p.kind == "rate" and DAILY in self.tokens.tags[p.start : p.end] for p in self.amounts)

    @property
    def elsewhere(self) -> bool:
        """The sentence is about tests, exercise, food, and nothing near its amount or schedule says otherwise."""
        if not self.holds(ACTIVITY, LAB, NUTRIENT) or self.sure:
            return False
        return not any(governed(self.tokens, piece) for piece in self.schedule if piece.kind != "daypart")

    @property
    def clean(self) -> bool:
        """Nothing speaks of tests, food, packs or what a tablet contains, or the words beside an amount outweigh it."""
        if self.context.aside:
            return False
        return self.sure or not self.holds(ACTIVITY, LAB, NUTRIENT, CONTAIN, PACKAGE, PRICE)

    @property
    def brief(self) -> bool:
        """A fragment, as on a list of prescriptions."""
        return len(self.tokens.tags) <= 12 or self.context.listed

    @property
    def asks(self) -> bool:
        """A question."""
        return QUESTION in self.letters or self.tokens.words[-1:] == ("?",)

    @property
    def directed(self) -> bool:
        """Said as what should be, may be or is done."""
        return MODAL in self.letters or self.turned("imperative", "passive", "recommended")

    def holds(self, *classes: str) -> bool:
        """Whether a word of one of the classes is there."""
        return not self.letters.isdisjoint(classes)

    def turned(self, *turns: str) -> bool:
        """Whether one of the turns of phrase is there."""
        return any(self._turned(turn) for turn in turns)

    def _turned(self, turn: str) -> bool:
        known = self._turns.get(turn)
        if known is None:
            known = self._turns[turn] = turned(turn, self.tokens.tags)
        return known


def gather(tokens: Tokens, letters: frozenset[str], context: Context) -> Clues:
    """Collect the clues of one sentence; `letters` are the classes of its words."""
    found = pieces(tokens.tags)
    counted = [piece for piece in found if piece.kind in _AMOUNTS]
    readings = roles(tokens, counted, letters)
    amounts = [piece for piece, reading in zip(counted, readings, strict=True) if reading.role == "dose"]
    schedule = [piece for piece in found if piece.kind in _SCHEDULE]
    doses = set(amounts)
    others = [piece for piece in found if piece not in doses and piece.kind not in _SCHEDULE]
    sure = any(reading.sure for reading in readings)
    return Clues(tokens, letters, context, amounts=amounts, schedule=schedule, others=others, sure=sure)
