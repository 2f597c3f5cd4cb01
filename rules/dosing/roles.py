"""What an amount is an amount of: a drug to take, or a strength, food, a test, what drains away, a machine, a price.

The words beside the amount say so, the nearest first and within its clause: in "if potassium is below 3.0 mmol/L, give
40 mmol" the first amount is a laboratory value, and the verb makes the second one a dose.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

from rules.dosing.classes import (
    ADMINISTER,
    ADMINISTERED,
    ARTICLE,
    BAR,
    BEFORE,
    CLOSE,
    COMMA,
    DAYPART,
    DEVICE,
    DOSE,
    DRUG,
    END,
    GIVEN,
    HYPHEN,
    IMPLIED,
    LAB,
    MODAL,
    NUTRIENT,
    OPEN,
    OUTPUT,
    PRESENT,
    PRICE,
    RANGE,
    RECOMMEND,
    ROUTE,
    SIG,
    SLASH,
    STEP,
    TAKE,
    USE,
    USED,
    VOLUME,
    WORD,
)
from rules.dosing.lexicon import affixes, senses
from rules.dosing.quantities import Piece
from rules.dosing.strengths import strength
from rules.dosing.tokens import Tokens

Role = Literal[
    "dose",
    "strength",
    "concentration",
    "pack",
    "price",
    "nutrient",
    "laboratory",
    "output",
    "device",
    "property",
    "threshold",
]


class Reading(NamedTuple):
    """The role of an amount and, in words, why; `sure` when a word beside it makes it one of a drug to take."""

    role: Role
    why: str
    sure: bool = False

    def __str__(self) -> str:
        return self.role


class _Head(NamedTuple):
    """What a class of words makes of an amount within `before` words behind it or `ahead` words in front of it.

    Words of the classes `yields_to` win when they stand nearer to the amount.
    """

    role: Role
    before: int
    ahead: int
    yields_to: frozenset[str]
    volumes_only: bool = False


_DIRECTS = frozenset((DOSE, DRUG, TAKE, ADMINISTER))
_TURNS_TO_DOSE = frozenset((DOSE, TAKE, ADMINISTER, USE, GIVEN, ADMINISTERED, STEP))
_ENTERS_BODY = _TURNS_TO_DOSE | {DRUG, IMPLIED}
_HEADS = {
    NUTRIENT: _Head("nutrient", 10, 3, _DIRECTS),
    OUTPUT: _Head("output", 9, 4, _ENTERS_BODY, volumes_only=True),
    DEVICE: _Head("device", 9, 4, _ENTERS_BODY, volumes_only=True),
    LAB: _Head("laboratory", 6, 3, _TURNS_TO_DOSE),
}
_HEADED = frozenset(_HEADS)
_FARTHEST = max(head.before for head in _HEADS.values())
_ORDERS = frozenset((TAKE, ADMINISTER, DOSE))
_GIVES = frozenset((MODAL, TAKE, ADMINISTER, USE, GIVEN, ADMINISTERED, USED, RECOMMEND))
_GIVEN = frozenset((TAKE, ADMINISTER, ADMINISTERED, GIVEN))
_DOSES = frozenset((DRUG, IMPLIED, DOSE, ROUTE, ADMINISTERED, ADMINISTER, SIG, DAYPART))
_FLUIDS = frozenset((DRUG, IMPLIED, DOSE, ROUTE, TAKE, ADMINISTER, ADMINISTERED, GIVEN))
# What may stand between the members of a list: "5 mg, 10 mg and 20 mg", "25 mg of one and 100 mg of another".
_LISTED = frozenset((RANGE, COMMA, SLASH, WORD, DRUG, ARTICLE, OPEN, CLOSE, END, HYPHEN, IMPLIED))
_LISTS = frozenset((RANGE, COMMA, SLASH, END, OPEN))
_SHARED = frozenset(("nutrient", "laboratory", "output"))
_NEAR = 6


class _Words(NamedTuple):
    """The words of `words/roles.txt`, which says what they are."""

    circumstance: frozenset[str]
    of: frozenset[str]
    cation: frozenset[str]
    acid_ending: frozenset[str]
    no_acid: frozenset[str]
    gram: frozenset[str]
    litre: frozenset[str]
    minute: frozenset[str]
    oxygen: frozenset[str]


@cache
def _words() -> _Words:
    return _Words(**senses("roles"))


def roles(tokens: Tokens, amounts: Sequence[Piece], letters: frozenset[str]) -> list[Reading]:
    """The roles of the amounts of a sentence; `letters` are the classes of all its words.

    The members of a list share one: "containing 25 mg of one drug and 100 mg of another", "5 mg, 10 mg or 20 mg vials".
    """
    readings = [role(tokens, piece, letters) for piece in amounts]
    for index in range(1, len(amounts)):
        before, here = readings[index - 1], readings[index]
        shared = before.role == "strength" or (before.role in _SHARED and not here.sure)
        if shared and here.role == "dose" and _lists(tokens, amounts[index - 1], amounts[index]):
            readings[index] = Reading(before.role, "listed with one before it")
    for index in range(len(amounts) - 2, -1, -1):
        one, other = amounts[index : index + 2]
        if readings[index + 1].role != "strength" or readings[index].role != "dose" or one.kind != other.kind:
            continue
        given = not _GIVEN.isdisjoint(tokens.tags[max(0, one.start - _NEAR) : one.start])
        if not given and set(tokens.tags[one.end : other.start]) <= {RANGE, COMMA}:
            readings[index] = Reading("strength", "listed with one behind it")
    return readings


def _lists(tokens: Tokens, one: Piece, other: Piece) -> bool:
    """Whether two amounts are members of one list."""
    between = tokens.tags[one.end : other.start]
    return len(between) <= 6 and set(between) <= _LISTED and not _LISTS.isdisjoint(between) and one.kind == other.kind


def role(tokens: Tokens, piece: Piece, letters: frozenset[str]) -> Reading:
    """The role of one amount on its own."""
    following = tokens.tags[piece.end : piece.end + 2]
    if PRICE in tokens.tags[max(0, piece.start - 2) : piece.start] or PRICE in following[:1]:
        return Reading("price", "beside a currency")
    if piece.kind == "concentration":
        return Reading("concentration", "an amount in a volume")
    if piece.kind in ("amount", "rate") and (why := strength(tokens, piece, letters)):
        return Reading("strength", why)
    if following == SLASH + WORD:
        return Reading("property", "in a unit that no dose has")  # "237 g/mol", "1.2 g/cm3"
    substance, headed = _substance(tokens, piece), _headed(tokens, piece)
    if substance and substance.role == "dose" and headed and headed.role == "nutrient":
        return headed  # "the allowance is 400 micrograms of folic acid a day"
    return (
        substance or headed or _by_unit(tokens, piece, letters) or Reading("dose", "nothing beside it says otherwise")
    )


def _substance(tokens: Tokens, piece: Piece) -> Reading | None:
    """What the words behind the amount say it is an amount of: "40 mmol of potassium chloride", "10 ml of urine"."""
    inside = tokens.tags[piece.start : piece.end]
    if DRUG in inside or IMPLIED in inside:  # "1 litre of saline over 8 hours"
        return Reading("dose", "of a drug", sure=True) if DRUG in inside else None
    named = DRUG in tokens.tags[max(0, piece.start - 4) : piece.start]
    volume = VOLUME in inside
    for distance in range(4):
        index = piece.end + distance
        if index >= len(tokens.tags):
            return None
        classes = tokens.classes[index]
        if classes[0] in (END, COMMA, BAR, BEFORE, PRESENT, MODAL) or tokens.words[index] in _words().circumstance:
            return None  # "below 30 ml/min, metformin" and "under 30 ml/min is metformin" are two matters
        if classes[0] in (DRUG, IMPLIED) and distance < 3 and not (classes[0] == IMPLIED and NUTRIENT in classes):
            if classes[0] == IMPLIED:
                return None
            composed = tokens.tags[piece.start - 1 : piece.start] == DRUG  # "aspirin 300 mg caffeine 45 mg" is a recipe
            return Reading("dose", f'of "{tokens.words[index]}"', sure=not composed)
        for letter in _HEADED.intersection(classes):
            head = _HEADS[letter]
            if distance < head.ahead and (volume or not head.volumes_only) and not (letter == NUTRIENT and named):
                if letter == LAB and distance and tokens.words[piece.end] not in _words().of:
                    continue  # "40 mg when creatinine", but "10 ml of urine"
                return Reading(head.role, f'in front of "{tokens.words[index]}"')
    return None


def _headed(tokens: Tokens, piece: Piece) -> Reading | None:
    """What the words before the amount say, the nearest first."""
    volume = VOLUME in tokens.tags[piece.start : piece.end]
    nearer: set[str] = set()
    for distance in range(1, min(_FARTHEST, piece.start) + 1):
        index = piece.start - distance
        classes = tokens.classes[index]
        if classes[0] == END or (classes[0] == BAR and not nearer.isdisjoint((DRUG, IMPLIED, DOSE))):
            break  # "| GFR below 30 | furosemide | 40 mg |": the nearer cell says of what
        for letter in _HEADED.intersection(classes):
            head = _HEADS[letter]
            # "The proteinuria level decreased to 2.8 g": what is raised or lowered is the level.
            beaten = nearer & head.yields_to - ({STEP} if tokens.tags[index + 1] == STEP else set())
            if distance > head.before or (head.volumes_only and not volume) or beaten:
                continue
            if (letter == NUTRIENT and _aside(tokens, index, piece)) or (letter == LAB and _of_dose(tokens, index)):
                continue
            return Reading(head.role, f'behind "{tokens.words[index]}"')
        nearer.add(classes[0])
    if not nearer.isdisjoint(_ORDERS):
        return Reading("dose", "behind a word of dosing", sure=True)
    return None


def _aside(tokens: Tokens, index: int, piece: Piece) -> bool:
    """Whether a word of food is a circumstance or part of a drug's name: "with food", "docusate sodium"."""
    if tokens.words[index] in _words().cation:
        beside = (*tokens.words[max(0, index - 1) : index], *tokens.words[index + 1 : index + 2])
        if DRUG in tokens.tags[max(0, index - 1) : index] or any(map(_anion, beside)):
            return True
    first = max(0, index - 2)
    circumstance = BEFORE in tokens.tags[first:index] or not _words().circumstance.isdisjoint(tokens.words[first:index])
    return circumstance and index + 1 < piece.start


def _of_dose(tokens: Tokens, index: int) -> bool:
    """Whether a level is one of doses: "at dosage levels of 3 mg/kg"."""
    return index > 0 and tokens.tags[index - 1] == DOSE


def _anion(word: str) -> bool:
    return len(word) > 7 and word.endswith(affixes("roles", "acid_ending")) and word not in _words().no_acid


def _heavy(number: str) -> bool:
    """Whether a number of grams is a weight: the greatest amounts that are taken, as of macrogol, are below 300 g."""
    return number.isdecimal() and int(number) >= 500


def _by_unit(tokens: Tokens, piece: Piece, letters: frozenset[str]) -> Reading | None:
    """What the unit says where no word beside the amount does."""
    words = set(tokens.words[piece.start : piece.end])
    if NUTRIENT in letters and letters.isdisjoint((*_DIRECTS, ROUTE)) and words & _words().gram:
        return Reading("nutrient", "grams in a sentence on food")
    if words & _words().gram and piece.kind == "amount" and _heavy(tokens.words[piece.start]):
        return Reading("property", "more than anybody takes of a drug")  # "the baby weighed 3200 g"
    before = tokens.classes[max(0, piece.start - 10) : piece.start]
    compared = piece.start and tokens.words[piece.start - 1] in "<>=" and piece.kind in ("amount", "rate")
    if compared and not any(classes[0] in _DIRECTS for classes in before):
        return Reading("threshold", "behind a sign of comparison")
    if words & _words().litre:
        if piece.kind == "rate" and words & _words().minute:
            if letters.isdisjoint(_GIVES) or _words().oxygen.isdisjoint(tokens.words):
                return Reading("laboratory", "breath or blood in litres a minute")
        elif letters.isdisjoint(_FLUIDS):
            return Reading("nutrient", "litres, and no drug")
    if "unit" in tokens.words[piece.end - 1] and letters.isdisjoint(_DOSES):
        return Reading("pack", "units of blood, alcohol or a course")
    return None
