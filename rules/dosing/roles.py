"""What an amount is an amount of: of a drug to take, or of a strength, a nutrient, a laboratory value, a price."""

from __future__ import annotations

from typing import Literal

from rules.dosing.classes import (
    ADMINISTER,
    ADMINISTERED,
    CONTAIN,
    DAYPART,
    DOSE,
    DRUG,
    FORM,
    GIVEN,
    HYPHEN,
    IMPLIED,
    LAB,
    MARK,
    MODAL,
    NUMBER,
    NUTRIENT,
    PRICE,
    RECOMMEND,
    ROUTE,
    SIG,
    SLASH,
    STEP,
    TAKE,
    USE,
    USED,
    WORD,
)
from rules.dosing.quantities import Piece
from rules.dosing.tokens import Tokens

Role = Literal["dose", "strength", "nutrient", "laboratory", "pack", "threshold"]

# Words that make an amount behind them one of a drug.
_DIRECTS = frozenset((DOSE, DRUG, TAKE, ADMINISTER))
_GIVES = frozenset((MODAL, TAKE, ADMINISTER, USE, GIVEN, ADMINISTERED, USED, RECOMMEND))
_DOSES = frozenset((DRUG, IMPLIED, DOSE, ROUTE, ADMINISTERED, ADMINISTER, SIG, DAYPART))
_TURNS_TO_DOSE = frozenset((DOSE, TAKE, ADMINISTER, USE, GIVEN, ADMINISTERED, STEP))
_BETWEEN = frozenset((WORD, MARK, DRUG, CONTAIN, ROUTE, HYPHEN))
_GRAMS = frozenset(("g", "gram", "grams", "gramm", "gramme", "grammes", "gramos", "gramas", "grammi"))

_OXYGEN = frozenset(("oxygen", "sauerstoff", "oxygene", "oxigeno", "oxigenio", "zuurstof", "ossigeno"))
_LITRES = frozenset(("l", "liter", "liters", "litre", "litres"))


def role(tokens: Tokens, piece: Piece, letters: frozenset[str]) -> Role:
    """The role of one amount, read from the words beside it; `letters` are all classes of the sentence."""
    before = tokens.classes[max(0, piece.start - 10) : piece.start]
    after = tokens.classes[piece.end : piece.end + 4]
    near = tokens.tags[max(0, piece.start - 2) : piece.start]
    following = tokens.tags[piece.end : piece.end + 3]
    if PRICE in near or PRICE in following[:1]:
        return "pack"
    if any(CONTAIN in classes for classes in (*before[-3:], *after[:2])) and piece.kind != "count":
        return "strength"
    if piece.kind in ("amount", "rate") and _names_strength(tokens, piece):
        return "strength"
    if _nutrient(tokens, piece, letters):
        return "nutrient"
    if following.startswith(SLASH + WORD):
        return "laboratory"  # "237 g/mol", "1.2 g/cm3"
    if _laboratory(tokens, piece, before, after):
        return "laboratory"
    compared = piece.start and tokens.words[piece.start - 1] in "<>=" and piece.kind in ("amount", "rate")
    if compared and not any(classes[0] in _DIRECTS for classes in before):
        return "threshold"
    words = set(tokens.words[piece.start : piece.end])
    if piece.kind == "rate" and words & _LITRES and words & {"min", "minute", "minutes"}:
        directed = not letters.isdisjoint(_GIVES) and not _OXYGEN.isdisjoint(tokens.words)
        return "dose" if directed else "laboratory"  # breath, blood flow
    if "unit" in tokens.words[piece.end - 1] and letters.isdisjoint(_DOSES):
        return "pack"  # units of blood, of alcohol, of a course
    return "dose"


def _names_strength(tokens: Tokens, piece: Piece) -> bool:
    """As "500 mg tablets" names a product; "two 500 mg tablets" and "one 5-mg tablet" say how much."""
    tail = tokens.tags[piece.end : piece.end + 4].lstrip(HYPHEN)
    counted = NUMBER + NUMBER in tokens.tags[max(0, piece.start - 1) : piece.start + 2]
    if piece.kind == "amount" and tokens.tags[max(0, piece.start - 2) : piece.start] in (DRUG + FORM, WORD + FORM):
        return True  # "tamoxifen tablets 10 mg" is a product on a list
    for offset, tag in enumerate(tail[:3]):
        if tag == FORM:
            return not counted and "injection" not in tokens.words[piece.end : piece.end + 3]
        if tag not in _BETWEEN or offset == 2:
            break
    return False


def _nutrient(tokens: Tokens, piece: Piece, letters: frozenset[str]) -> bool:
    before = tokens.classes[max(0, piece.start - 10) : piece.start]
    after = tokens.classes[piece.end : piece.end + 4]
    if (
        NUTRIENT in letters
        and letters.isdisjoint((*_DIRECTS, ROUTE))
        and _GRAMS & set(tokens.words[piece.start : piece.end])
    ):
        return True  # grams beside any word of food are grams of food
    if any(NUTRIENT in classes for classes in after[:3]):
        return DRUG not in tokens.tags[max(0, piece.start - 4) : piece.start]
    if any(NUTRIENT in classes for classes in before):
        return not any(classes[0] in _DIRECTS for classes in before[-4:])
    return False


def _laboratory(tokens: Tokens, piece: Piece, before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    if piece.kind == "concentration":
        return True
    if any(classes[0] in _TURNS_TO_DOSE for classes in before[-4:]):
        return False  # "if the level is low, give 5 mg"
    return any(LAB in classes for classes in before[-6:]) or any(LAB in classes for classes in after[:1])
