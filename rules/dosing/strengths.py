"""Whether an amount names or describes a product, as on a shelf or a label: "500 mg tablets", "5 mg per tablet"."""

from __future__ import annotations

from rules.dosing.classes import (
    ADMINISTER,
    ADMINISTERED,
    CLOSE,
    COLON,
    CONTAIN,
    DAILY,
    DAYPART,
    DRUG,
    EVERY,
    FORM,
    GIVEN,
    HYPHEN,
    IMPLIED,
    LIMIT,
    MARK,
    MASS,
    MODAL,
    NUMBER,
    ONCE,
    OPEN,
    PRODUCT,
    RANGE,
    ROUTE,
    SIG,
    TAKE,
    TIMES,
    UNITS,
    WORD,
)
from rules.dosing.lexicon import affixes, senses
from rules.dosing.quantities import Piece
from rules.dosing.tokens import Tokens

_GIVES = frozenset((TAKE, ADMINISTER, ADMINISTERED, GIVEN, MODAL))
_SCHEDULES = _GIVES | {LIMIT, ONCE, DAILY, EVERY, SIG, TIMES, DAYPART}
_BETWEEN = frozenset((WORD, MARK, DRUG, CONTAIN, ROUTE, HYPHEN))
_PRODUCTS = frozenset((FORM, PRODUCT))
# Between an amount and its "per tablet": "90 mcg of albuterol base from the mouthpiece per actuation".
_TO_EACH = frozenset((RANGE, WORD, DRUG, IMPLIED, OPEN, CLOSE, NUMBER, MASS, UNITS, CONTAIN))
_FARTHEST = 14
_HEAD = 6  # the words of "Film-coated tablets:"


def strength(tokens: Tokens, piece: Piece, letters: frozenset[str]) -> str:
    """Why the amount is a strength, in words; empty when it is none."""
    before = tokens.classes[max(0, piece.start - 3) : piece.start]
    if any(CONTAIN in classes for classes in (*before, *tokens.classes[piece.end : piece.end + 2])):
        return "what a product contains"
    if piece.kind in ("amount", "rate") and _names_product(tokens, piece):
        return "part of a product's name"
    if piece.kind != "amount":
        return ""
    if _for_each_product(tokens, piece):
        return "so much in each tablet or puff"
    return "behind the name of a form" if _under_form(tokens, piece, letters) else ""


def _names_product(tokens: Tokens, piece: Piece) -> bool:
    """As "500 mg tablets" names a product; "two 500 mg tablets" and "one 5-mg tablet" say how much."""
    tail = tokens.tags[piece.end : piece.end + 4].lstrip(HYPHEN)
    counted = NUMBER + NUMBER in tokens.tags[max(0, piece.start - 1) : piece.start + 2]
    if piece.kind == "amount" and tokens.tags[max(0, piece.start - 2) : piece.start] in (DRUG + FORM, WORD + FORM):
        return True  # "tamoxifen tablets 10 mg" is a product on a list
    classes = tokens.classes[piece.end + (tokens.tags[piece.end : piece.end + 1] == HYPHEN) :][:3]
    for offset, tag in enumerate(tail[:3]):
        if tag == FORM or PRODUCT in classes[offset : offset + 1][0]:
            return not counted and "injection" not in tokens.words[piece.end : piece.end + 3]
        if tag not in _BETWEEN or offset == 2 or tokens.words[piece.end + offset] in senses("amounts")["as"]:
            break
    return False


def _for_each_product(tokens: Tokens, piece: Piece) -> bool:
    """As "90 mcg per actuation", "75 mg in each capsule"; not what somebody takes or gives."""
    if any(classes[0] in _GIVES for classes in tokens.classes[max(0, piece.start - 8) : piece.start]):
        return False
    last = min(len(tokens.tags), piece.end + _FARTHEST)
    for index in range(piece.end, last):
        tag = tokens.tags[index]
        if tokens.words[index] in senses("amounts")["each"] or (tag == EVERY and index > piece.end):
            behind = tokens.classes[index + 1 : index + 3]
            return any(not _PRODUCTS.isdisjoint(classes) for classes in behind) and NUMBER not in tokens.tags[index + 1]
        if tag not in _TO_EACH:
            return False
    return False


def _under_form(tokens: Tokens, piece: Piece, letters: frozenset[str]) -> bool:
    """As "Tablets: 5 mg; 10 mg", which says nothing of taking them."""
    if piece.start > _HEAD or not letters.isdisjoint(_SCHEDULES) or not tokens.tags[: piece.start].endswith(COLON):
        return False
    injected = affixes("amounts", "injected_beginning")
    words = zip(tokens.words[: piece.start], tokens.classes, strict=False)
    return any(not _PRODUCTS.isdisjoint(classes) and not word.startswith(injected) for word, classes in words)
