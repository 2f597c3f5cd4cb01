"""Times that say how old somebody is, and not how long a treatment takes: "babies under 3 months"."""

from __future__ import annotations

from rules.dosing.classes import AGE, ARTICLE, BAR, COMMA, END, LIMIT, MARK, OPEN, OVER, PERSON, RANGE, WORD
from rules.dosing.lexicon import senses
from rules.dosing.quantities import Piece
from rules.dosing.tokens import Tokens

_TIMES = frozenset(("duration", "length"))
_BETWEEN = frozenset((WORD, AGE, LIMIT, ARTICLE, MARK, OPEN, RANGE, OVER))  # "babies who are under 3 months"
_OPENS = frozenset((BAR, COMMA, END))
_FAR = 5


def without_ages(tokens: Tokens, found: list[Piece]) -> list[Piece]:
    """The pieces of a sentence that names a person, without those that say how old that is."""
    return [piece for piece in found if piece.kind not in _TIMES or not _is_age(tokens, piece)]


def _is_age(tokens: Tokens, piece: Piece) -> bool:
    """Whether somebody stands before a time, and between them what compares ages: "under", "moins de", "ab".

    "Over" is one where a cell or a clause begins with the person; "infuse in children over 40 minutes" is none. In a
    table "under 3 months" may fill its cell.
    """
    known = senses("ages")
    compares = over = alone = False
    index = piece.start if piece.kind == "duration" else piece.start - 1
    last = max(0, index - _FAR)
    while index >= last:
        letters, word = tokens.classes[index], tokens.words[index]
        if letters[0] == PERSON:
            return compares or (over and (not index or tokens.tags[index - 1] in _OPENS))
        if letters[0] not in _BETWEEN:
            return alone and letters[0] == BAR
        compares = compares or word in known["compares"] or AGE in letters
        over = over or word in known["over"]
        alone = word in known["alone"]
        index -= 1
    return False
