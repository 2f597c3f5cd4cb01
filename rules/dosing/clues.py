"""The one reading of a sentence: its quantities with their roles, schedule, drug, turns, and what it inherits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

from rules.dosing.ages import without_ages
from rules.dosing.classes import (
    ACTIVITY,
    ADMINISTER,
    ADMINISTERED,
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
    FORM,
    GIVEN,
    IMPLIED,
    LAB,
    MASS,
    MODAL,
    NEGATION,
    NUTRIENT,
    PACKAGE,
    PERSON,
    PRICE,
    QUESTION,
    ROUTE,
    TAKE,
    TIME,
    UNITS,
    USE,
    USED,
)
from rules.dosing.context import Context
from rules.dosing.everyday import is_everyday, is_grouped
from rules.dosing.lexicon import affixes
from rules.dosing.neighbours import Reading
from rules.dosing.quantities import Kind, Piece, pieces
from rules.dosing.roles import roles
from rules.dosing.tokens import Tokens
from rules.dosing.turns import turned

_MEASURED = frozenset(("amount", "rate", "per-weight"))
_AMOUNTS = _MEASURED | {"count"}
_TIMED = frozenset(("frequency", "interval", "sig"))
_SCHEDULE = _TIMED | {"daily", "daypart"}
# What a schedule says how often to take, and what else can be done so often.
_TAKEN = frozenset((TAKE, ADMINISTER, USE, DRUG))
_DONE = frozenset((ACTIVITY, LAB, NUTRIENT))
_CLAUSE_ENDS = frozenset((END, COMMA, BAR))
_NEAR = 6


class Quantity(NamedTuple):
    """An amount or a number of tablets, and what it is an amount of."""

    piece: Piece
    reading: Reading


_T = TypeVar("_T")


class _Once(Generic[_T]):
    """A property that is read once; that of functools takes a lock in Python 3.11, which costs more than to read."""

    def __init__(self, read: Callable[[Clues], _T]) -> None:
        self._read = read

    def __get__(self, clues: Clues, owner: type[Clues]) -> _T:
        value = clues.__dict__[self._read.__name__] = self._read(clues)
        return value


class Clues:
    """What a sentence holds of the dosing language; `letters` are the classes of all its words.

    Of the `quantities`, those that are doses are its `amounts`; `schedule` is how often and at what time of day,
    `others` are the pieces that are neither. What few sentences need is found when a sign asks for it, once.
    """

    def __init__(self, tokens: Tokens, letters: frozenset[str], context: Context) -> None:
        self.tokens, self.letters, self.context = tokens, letters, context
        found = pieces(tokens.tags)
        if PERSON in letters or BAR in letters:
            found = without_ages(tokens, found)
        if EVERY in letters:
            found = [piece for piece in found if not is_grouped(tokens, piece)]
        counted = [piece for piece in found if piece.kind in _AMOUNTS]
        self.quantities = list(map(Quantity, counted, roles(tokens, counted, letters))) if counted else []
        self.schedule = [piece for piece in found if piece.kind in _SCHEDULE]
        self.amounts = self._doses(found)
        doses = set(self.amounts)
        self.others = [piece for piece in found if piece.kind not in _SCHEDULE and piece not in doses]
        said = [*self.amounts, *(piece for piece in found if piece.kind not in _AMOUNTS)]
        self.kinds: frozenset[Kind] = frozenset([piece.kind for piece in said])
        self._turns: dict[str, bool] = {}

    def _doses(self, found: list[Piece]) -> list[Piece]:
        """The amounts that are doses; of everyday things, as patches, only where a time or a drug says so."""
        doses = [piece for piece, reading in self.quantities if reading.role == "dose"]
        if self.schedule or self.context.drug or self.context.dose or any(p.kind == "duration" for p in found):
            return doses
        return [p for p in doses if p.kind != "count" or not is_everyday(self.tokens, p, self.letters)]

    def holds(self, *classes: str) -> bool:
        """Whether a word of one of the classes is there."""
        return not self.letters.isdisjoint(classes)

    def turned(self, *turns: str) -> bool:
        """Whether one of the turns of phrase is there."""
        known = self._turns
        for turn in turns:
            if turn not in known:
                known[turn] = turned(turn, self.tokens.tags)
            if known[turn]:
                return True
        return False

    @_Once
    def sure(self) -> bool:
        """The words beside an amount say that it is one of a drug."""
        return any(reading.sure for _, reading in self.quantities)

    @_Once
    def measured(self) -> bool:
        """An amount with a unit."""
        return not self.kinds.isdisjoint(_MEASURED)

    @_Once
    def weighed(self) -> bool:
        """An amount of mass or international units, not of volume."""
        return any(not {MASS, UNITS}.isdisjoint(self.tokens.tags[p.start : p.end]) for p in self.amounts)

    @_Once
    def small(self) -> bool:
        """An amount in milligrams or less or in international units, the size of a dose."""
        beginnings = affixes("amounts", "small_beginning")
        said = [self.tokens.words[p.start : p.end] for p in self.amounts if p.kind in _MEASURED]
        return any(word.startswith(beginnings) for words in said for word in words)

    @property
    def latin(self) -> bool:
        """Written in the letters of the languages that the lists cover."""
        return all(word.isascii() or not word[0].isalpha() for word in self.tokens.words)

    @property
    def row(self) -> bool:
        """A table row."""
        return BAR in self.letters

    @_Once
    def brief(self) -> bool:
        """A fragment, as on a list of prescriptions."""
        return len(self.tokens.tags) <= 12 or self.context.listed

    @_Once
    def drug(self) -> bool:
        """A drug named or implied, here or by what stands above."""
        return self.holds(DRUG, IMPLIED, DOSE, ROUTE, ADMINISTER, ADMINISTERED, COURSE, FORM) or bool(
            self.context.drug and not self.context.aside
        )

    @_Once
    def verb(self) -> bool:
        """Something is taken or given."""
        return self.holds(TAKE, ADMINISTER, GIVEN, ADMINISTERED, USED) or self.turned("imperative", "passive")

    @_Once
    def directed(self) -> bool:
        """Said as what should be, may be or is done."""
        return MODAL in self.letters or self.turned("imperative", "passive", "recommended")

    @property
    def asks(self) -> bool:
        """A question; "if it does not help, take" is none."""
        if QUESTION not in self.letters or self.tokens.words[-1] == "?":
            return self.tokens.words[-1:] == ("?",)
        tags = self.tokens.tags
        ordered = QUESTION + NEGATION in tags and (COMMA + TAKE in tags or COMMA + ADMINISTER in tags)
        return not ordered or "".join(self.tokens.classes).count(QUESTION) > 1

    @_Once
    def timed(self) -> bool:
        """A frequency that leaves no doubt."""
        tags = self.tokens.tags
        return not self.kinds.isdisjoint(_TIMED) or any(
            (p.kind == "rate" and EVERY in tags[p.start : p.end])
            or (p.kind == "count" and tags[p.end - 1] in (TIME, DAYPART))
            for p in self.amounts
        )

    @_Once
    def loose(self) -> bool:
        """Any word of schedule."""
        return (
            self.timed
            or not self.kinds.isdisjoint(_SCHEDULE)
            or any(p.kind == "rate" and DAILY in self.tokens.tags[p.start : p.end] for p in self.amounts)
        )

    @property
    def lasting(self) -> bool:
        """A stretch of time."""
        return "duration" in self.kinds or "length" in self.kinds

    @_Once
    def elsewhere(self) -> bool:
        """The sentence is about tests, exercise, food, and nothing near its amount or schedule says otherwise."""
        if not self.holds(ACTIVITY, LAB, NUTRIENT) or self.sure:
            return False
        return not any(self._governed(piece) for piece in self.schedule if piece.kind != "daypart")

    def _governed(self, schedule: Piece) -> bool:
        """Whether a verb of taking or a drug governs a schedule: in its clause, close before it, nothing else between.

        "Use the spray twice daily, wash the nozzle weekly" is about a spray although it speaks of washing.
        """
        for classes in reversed(self.tokens.classes[max(0, schedule.start - _NEAR) : schedule.start]):
            if classes[0] in _CLAUSE_ENDS or not _DONE.isdisjoint(classes):
                return False
            if classes[0] in _TAKEN:
                return True
        return False

    @_Once
    def clean(self) -> bool:
        """Nothing speaks of tests, food, packs or what a tablet contains, or the words beside an amount outweigh it."""
        if self.context.aside:
            return False
        if self.sure or not self.holds(ACTIVITY, LAB, NUTRIENT, CONTAIN, PACKAGE, PRICE):
            return True
        return self.turned("so many so often")  # "take one twice a day and weigh yourself"
