"""Amounts that are of the body: what it loses, makes, needs or takes in, and nobody takes or gives."""

from __future__ import annotations

from rules.dosing.classes import (
    ADMINISTER,
    ADMINISTERED,
    BAR,
    COLON,
    COMMA,
    DOSE,
    DRUG,
    END,
    FORM,
    GIVEN,
    PERSON,
    RANGE,
    RECOMMEND,
    STEP,
    TAKE,
    USE,
    USED,
)
from rules.dosing.lexicon import senses
from rules.dosing.quantities import Piece
from rules.dosing.tokens import Tokens

_BEFORE, _BEHIND = 14, 8  # words in which the verb is looked for
_ENDS = frozenset((END, COLON, BAR))
# Where one of these is said too, the amount is one to take.
_TAKEN = frozenset((TAKE, ADMINISTER, ADMINISTERED, GIVEN, USE, USED, DOSE, FORM, STEP, RECOMMEND))


def is_bodily(tokens: Tokens, piece: Piece) -> bool:
    """Whether an amount is lost, made, needed or taken in: "women lose 15 to 30 mg of iron every month"."""
    start, end = _clause(tokens, piece)
    words, known = tokens.words[start:end], senses("roles")
    organ = not known["organ"].isdisjoint(tokens.words[start : piece.start])
    if DRUG in tokens.tags[start : piece.start] or (DRUG in tokens.tags[piece.start : end] and not organ):
        return False  # "people on semaglutide 2.4 mg lose weight", but "the pancreas makes 40 units of insulin"
    organ = organ or not known["organ"].isdisjoint(words)
    takes_in = organ and not known["takes_in"].isdisjoint(words) and not known["particle"].isdisjoint(words)
    if known["lost"].isdisjoint(words) and not takes_in and not (organ and not known["bodily"].isdisjoint(words)):
        return False
    own = known["lost"] | known["bodily"] | known["takes_in"] if takes_in or organ else known["lost"]
    said = zip(words, tokens.classes[start:end], strict=True)
    return not any(letters[0] in _TAKEN and PERSON not in letters and word not in own for word, letters in said)


def _clause(tokens: Tokens, piece: Piece) -> tuple[int, int]:
    """The clause of an amount; a comma of a list ends none: "through skin, gut and urine 1 to 2 mg a day"."""
    start, joined = piece.start, False
    while start > max(0, piece.start - _BEFORE) and tokens.tags[start - 1] not in _ENDS:
        if tokens.tags[start - 1] == COMMA and not joined:
            break
        start -= 1
        joined = joined or (tokens.tags[start] == RANGE and tokens.words[start] in senses("roles")["joins"])
    end = piece.end
    while end < min(len(tokens.tags), piece.end + _BEHIND) and tokens.tags[end] not in (*_ENDS, COMMA):
        end += 1
    return start, end
