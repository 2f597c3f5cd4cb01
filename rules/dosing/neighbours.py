"""What the words behind and before an amount say that it is an amount of, the nearest first and within its clause."""

from __future__ import annotations

from typing import Literal, NamedTuple

from rules.dosing.classes import (
    ADMINISTER,
    ADMINISTERED,
    BAR,
    BEFORE,
    COLON,
    COMMA,
    DEVICE,
    DOSE,
    DRUG,
    END,
    GIVEN,
    HYPHEN,
    IMPLIED,
    LAB,
    MODAL,
    NUMBER,
    NUTRIENT,
    OUTPUT,
    PRESENT,
    RANGE,
    STEP,
    TAKE,
    USE,
    VOLUME,
    WORD,
)
from rules.dosing.lexicon import affixes, senses
from rules.dosing.quantities import Piece
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
    "body",
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


DIRECTS = frozenset((DOSE, DRUG, TAKE, ADMINISTER))
_TURNS_TO_DOSE = frozenset((DOSE, TAKE, ADMINISTER, USE, GIVEN, ADMINISTERED, STEP))
_ENTERS_BODY = _TURNS_TO_DOSE | {DRUG, IMPLIED}
_HEADS = {
    NUTRIENT: _Head("nutrient", 10, 3, DIRECTS),
    OUTPUT: _Head("output", 9, 4, _ENTERS_BODY, volumes_only=True),
    DEVICE: _Head("device", 9, 4, _ENTERS_BODY, volumes_only=True),
    LAB: _Head("laboratory", 6, 3, _TURNS_TO_DOSE),
}
_HEADED = frozenset(_HEADS)
_FARTHEST = max(head.before for head in _HEADS.values())
_OTHER_MATTER = frozenset((END, COMMA, BAR, BEFORE, PRESENT, MODAL))
_TAKEN = frozenset((TAKE, ADMINISTER, USE))
_ORDERS = frozenset((TAKE, ADMINISTER, DOSE))
# How far behind an amount its drug stands, and what may stand before it: "one unit of rapid-acting insulin".
_BESIDE, _REACH = 3, 6
_VALUE = 4  # words of a value
_NAMED = frozenset((WORD, HYPHEN))


def substance(tokens: Tokens, piece: Piece) -> Reading | None:
    """What the words behind the amount say it is an amount of: "40 mmol of potassium chloride", "10 ml of urine"."""
    inside = tokens.tags[piece.start : piece.end]
    if DRUG in inside or IMPLIED in inside:  # "1 litre of saline over 8 hours"
        return Reading("dose", "of a drug", sure=True) if DRUG in inside else None
    named = DRUG in tokens.tags[max(0, piece.start - 4) : piece.start]
    volume = VOLUME in inside
    of = not senses("roles")["of"].isdisjoint(tokens.words[piece.end : piece.end + 1])
    for distance in range(_REACH):
        index = piece.end + distance
        if index >= len(tokens.tags):
            return None
        classes = tokens.classes[index]
        if classes[0] in _OTHER_MATTER or tokens.words[index] in senses("roles")["circumstance"]:
            return None  # "below 30 ml/min, metformin" and "under 30 ml/min is metformin" are two matters
        if classes[0] in _TAKEN and tokens.tags[index - 1] == RANGE:
            return None  # "take 10 ml and drink some water"
        near = distance < _BESIDE or (of and set(tokens.tags[piece.end + 1 : index]) <= _NAMED)
        if classes[0] in (DRUG, IMPLIED) and near and not (classes[0] == IMPLIED and NUTRIENT in classes):
            if classes[0] == IMPLIED:
                return None
            composed = tokens.tags[piece.start - 1 : piece.start] == DRUG  # "aspirin 300 mg caffeine 45 mg" is a recipe
            return Reading("dose", f'of "{tokens.written(index, index + 1)}"', sure=not composed)
        for letter in _HEADED.intersection(classes):
            head = _HEADS[letter]
            if distance < head.ahead and (volume or not head.volumes_only) and not (letter == NUTRIENT and named):
                if letter == LAB and distance and tokens.words[piece.end] not in senses("roles")["of"]:
                    continue  # "40 mg when creatinine", but "10 ml of urine"
                return Reading(head.role, f'in front of "{tokens.written(index, index + 1)}"')
    return None


def headed(tokens: Tokens, piece: Piece) -> Reading | None:
    """What the words before the amount say, the nearest first."""
    volume = VOLUME in tokens.tags[piece.start : piece.end]
    nearer: set[str] = set()
    for distance in range(1, min(_FARTHEST, piece.start) + 1):
        index = piece.start - distance
        classes = tokens.classes[index]
        if classes[0] == END or (classes[0] == BAR and not nearer.isdisjoint((DRUG, IMPLIED, DOSE))):
            break  # "| GFR below 30 | furosemide | 40 mg |": the nearer cell says of what
        if classes[0] == COLON and NUMBER in tokens.tags[max(0, index - _VALUE) : index]:
            break  # "GFR 30 mL/min: 20 mg a day": the value stands before the colon
        for letter in _HEADED.intersection(classes):
            head = _HEADS[letter]
            # "The proteinuria level decreased to 2.8 g": what is raised or lowered is the level.
            beaten = nearer & head.yields_to - ({STEP} if tokens.tags[index + 1] == STEP else set())
            if distance > head.before or (head.volumes_only and not volume) or beaten:
                continue
            if (letter == NUTRIENT and _aside(tokens, index, piece)) or (letter == LAB and _of_dose(tokens, index)):
                continue
            return Reading(head.role, f'behind "{tokens.written(index, index + 1)}"')
        nearer.add(classes[0])
    if not nearer.isdisjoint(_ORDERS):
        return Reading("dose", "behind a word of dosing", sure=True)
    return None


def _aside(tokens: Tokens, index: int, piece: Piece) -> bool:
    """Whether a word of food is a circumstance or part of a drug's name: "with food", "docusate sodium"."""
    if tokens.words[index] in senses("roles")["cation"]:
        beside = (*tokens.words[max(0, index - 1) : index], *tokens.words[index + 1 : index + 2])
        if DRUG in tokens.tags[max(0, index - 1) : index] or any(map(_anion, beside)):
            return True
    first = max(0, index - 2)
    circumstance = BEFORE in tokens.tags[first:index] or not senses("roles")["circumstance"].isdisjoint(
        tokens.words[first:index]
    )
    return circumstance and index + 1 < piece.start


def _of_dose(tokens: Tokens, index: int) -> bool:
    """Whether a level is one of doses: "at dosage levels of 3 mg/kg"."""
    return index > 0 and tokens.tags[index - 1] == DOSE


def _anion(word: str) -> bool:
    return len(word) > 7 and word.endswith(affixes("roles", "acid_ending")) and word not in senses("roles")["no_acid"]
