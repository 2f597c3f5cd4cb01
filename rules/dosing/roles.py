"""What an amount is an amount of: a drug to take, or a strength, food, a test, what drains away, a machine, a price.

The words beside the amount say so, the nearest first and within its clause: in "if potassium is below 3.0 mmol/L, give
40 mmol" the first amount is a laboratory value, and the verb makes the second one a dose.
"""

from __future__ import annotations

from collections.abc import Sequence

from rules.dosing.bodily import is_bodily
from rules.dosing.classes import (
    ADMINISTER,
    ADMINISTERED,
    ARTICLE,
    CLOSE,
    COMMA,
    DAYPART,
    DOSE,
    DRUG,
    END,
    FORM,
    GIVEN,
    HYPHEN,
    IMPLIED,
    MODAL,
    NUTRIENT,
    ONCE,
    OPEN,
    PAST,
    PRICE,
    RANGE,
    RECOMMEND,
    ROUTE,
    SIG,
    SLASH,
    STUDY,
    TAKE,
    USE,
    USED,
    WORD,
)
from rules.dosing.lexicon import senses
from rules.dosing.neighbours import DIRECTS, Reading, headed, substance
from rules.dosing.quantities import Piece
from rules.dosing.strengths import strength
from rules.dosing.tokens import Tokens
from rules.dosing.topics import is_nutrient

_GIVES = frozenset((MODAL, TAKE, ADMINISTER, USE, GIVEN, ADMINISTERED, USED, RECOMMEND))
_GIVEN = frozenset((TAKE, ADMINISTER, ADMINISTERED, GIVEN))
_DOSES = frozenset((DRUG, IMPLIED, DOSE, ROUTE, ADMINISTERED, ADMINISTER, SIG, DAYPART))
_FLUIDS = frozenset((DRUG, IMPLIED, DOSE, ROUTE, TAKE, ADMINISTER, ADMINISTERED, GIVEN))
# What may stand between the members of a list: "5 mg, 10 mg and 20 mg", "25 mg of one and 100 mg of another".
_LISTED = frozenset((RANGE, COMMA, SLASH, WORD, DRUG, ARTICLE, OPEN, CLOSE, END, HYPHEN, IMPLIED))
_LISTS = frozenset((RANGE, COMMA, SLASH, END, OPEN))
_SHARED = frozenset(("nutrient", "laboratory", "output", "body"))
_NEAR = 6
_SPINS = 8  # words between a force and what spins
_SAID_OF_DRUGS = frozenset((IMPLIED, FORM, ONCE, SIG, USE, GIVEN, STUDY, PAST))


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
    if is_bodily(tokens, piece):
        return Reading("body", "what the body loses, makes or takes in")
    if following == SLASH + WORD:
        return Reading("property", "in a unit that no dose has")  # "237 g/mol", "1.2 g/cm3"
    behind, before = substance(tokens, piece), headed(tokens, piece)
    if STUDY not in letters and _fed(tokens, piece):
        return Reading("nutrient", "what a food gives")
    if behind and behind.role == "dose" and before and before.role == "nutrient":
        if any(map(is_nutrient, tokens.words[piece.start : piece.end + _NEAR])):
            return before  # "the allowance is 400 micrograms of folic acid a day"
        return behind  # "check your sugar, 10 units of insulin if it is high"
    return behind or before or _by_unit(tokens, piece, letters) or Reading("dose", "nothing beside it says otherwise")


def _fed(tokens: Tokens, piece: Piece) -> bool:
    """Whether a food gives it: "an orange gives you 70 mg of vitamin C", not "give 400 IU of vitamin D"."""
    if not any(map(is_nutrient, tokens.words[piece.end : piece.end + _NEAR])):
        return False
    for index in range(max(1, piece.start - _NEAR), piece.start):
        if tokens.words[index] in ("give", "gives"):
            return tokens.tags[index - 1] in (WORD, NUTRIENT)
    return False


def _weighs(tokens: Tokens, piece: Piece) -> bool:
    """Whether grams are a weight or a force: the greatest amounts that are taken, as of macrogol, are below 300 g.

    "The baby weighed 3200 g", "it spins at 3,000 g".
    """
    number = tokens.words[piece.start]
    if piece.kind == "amount" and number.isdecimal() and int(number) >= 500:
        return True
    return not senses("roles")["spun"].isdisjoint(tokens.words[max(0, piece.start - _SPINS) : piece.end + _SPINS])


def _by_unit(tokens: Tokens, piece: Piece, letters: frozenset[str]) -> Reading | None:
    """What the unit says where no word beside the amount does."""
    words = set(tokens.words[piece.start : piece.end])
    grams = bool(words & senses("roles")["gram"])
    eaten = grams or (letters.isdisjoint(_SAID_OF_DRUGS) and piece.kind != "count")
    if eaten and NUTRIENT in letters and letters.isdisjoint((*DIRECTS, ROUTE)):
        return Reading("nutrient", "an amount in a sentence on food")  # "coffee ...; up to 400 mg a day is harmless"
    if grams and _weighs(tokens, piece):
        return Reading("property", "more than anybody takes of a drug")
    if piece.kind == "count" and words & senses("roles")["many"]:
        return Reading("pack", "more than anybody takes")  # "12 million tablets were seized"
    before = tokens.classes[max(0, piece.start - 10) : piece.start]
    compared = piece.start and tokens.words[piece.start - 1] in "<>=" and piece.kind in ("amount", "rate")
    if compared and not any(classes[0] in DIRECTS for classes in before):
        return Reading("threshold", "behind a sign of comparison")
    if words & senses("roles")["litre"]:
        if piece.kind == "rate" and words & senses("roles")["minute"]:
            if letters.isdisjoint(_GIVES) or senses("roles")["oxygen"].isdisjoint(tokens.words):
                return Reading("laboratory", "breath or blood in litres a minute")
        elif letters.isdisjoint(_FLUIDS):
            return Reading("nutrient", "litres, and no drug")
    if "unit" in tokens.words[piece.end - 1] and letters.isdisjoint(_DOSES):
        return Reading("pack", "units of blood, alcohol or a course")
    return None
