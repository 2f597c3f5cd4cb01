"""Which words a finding quotes: from the first amount to the last word of its schedule, and nothing else on the way."""

from __future__ import annotations

from rules.dosing.classes import (
    ADMINISTER,
    BAR,
    COLON,
    COMMA,
    DOSE,
    DRUG,
    END,
    FORM,
    HYPHEN,
    IMPLIED,
    LAB,
    MASS,
    NUMBER,
    OUTCOME,
    PER,
    PRESENT,
    TAKE,
    UNITS,
    USE,
    WORD,
)
from rules.dosing.clauses import acts, clause_words, conjoined
from rules.dosing.clues import Clues
from rules.dosing.quantities import Piece
from rules.dosing.tense import past_form
from rules.dosing.tokens import Tokens

# A schedule belongs to an amount when this many words or fewer stand between them.
_BEFORE_AMOUNT, _BEHIND_AMOUNT = 5, 12
_LEADS_ASIDE = frozenset((WORD, LAB, COLON))
# What is taken, else the verb, with which a word of schedule alone is quoted; how many there are of it.
_TAKEN = (frozenset((DRUG, FORM, IMPLIED, DOSE, MASS, UNITS)), frozenset((TAKE, ADMINISTER, USE)))
_COUNTS = frozenset((NUMBER, PER))
_PARTS = frozenset((END, COLON, BAR))
_BESIDE_WORD = 12
_CUTS = frozenset((COMMA, HYPHEN, END))


def goes_on(clues: Clues, end: int, piece: Piece) -> bool:
    """Whether a piece goes on with a dose that is quoted up to `end`."""
    if not end <= piece.start <= end + _BEHIND_AMOUNT:
        return False
    return not _parted(clues.tokens, end, piece.start, amount=piece in clues.amounts)


def ending(tokens: Tokens, end: int) -> int:
    """Where a dose ends for a reader: "every 30 to 60 seconds" has a unit that counts as no time of a dose."""
    while tokens.words[end : end + 1] and tokens.words[end] in clause_words().second:
        end += 1
    return end


def _parted(tokens: Tokens, start: int, end: int, *, amount: bool) -> bool:
    """Whether what stands between two parts of a dose, the tokens [start, end), begins to speak of something else.

    "40 mg and improved within 48 hours", "5 mg a day halved it, and you should stay on it for three months". An amount
    behind a conjunction goes on, if nothing was said of the first one: "250 mg, but adults take 500 mg".
    """
    for index in range(start, end):
        tag, following = tokens.tags[index], tokens.tags[index + 1 : index + 2]
        if (tag == OUTCOME and past_form(tokens.words[index])) or (tag == PRESENT and following == WORD):
            return True
        if tag in _CUTS and (tokens.words[index] == ";" or (tag != END and conjoined(tokens, index))):
            return acts(tokens, index + 1, end) and not (amount and not acts(tokens, start, index))
    return False


def leads(tokens: Tokens, schedule: Piece, first: Piece) -> bool:
    """Whether a word of schedule before the first amount belongs to it.

    Not so the meal of "with a fatty meal: 25,000 units" and the morning of "the morning bloods call for 40 mmol".
    """
    if not schedule.end <= first.start <= schedule.end + _BEFORE_AMOUNT:
        return False
    aside = schedule.kind == "daypart" and schedule.start > 0 and schedule.end < first.start
    return not (aside and tokens.tags[schedule.end] in _LEADS_ASIDE)


def beginning(tokens: Tokens, first: Piece) -> int:
    """Where an amount begins; "due, 5 mg" holds an Italian number, yet nobody writes a number in letters and digits."""
    digits = [index for index in range(first.start, first.end) if tokens.words[index][0].isdecimal()]
    spelled = digits and COMMA in tokens.tags[first.start : digits[0]]
    return digits[0] if spelled else first.start


def widened(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """What is quoted, with what is taken or the verb where it is a single word: "tablet in the evening", "take daily".

    A word without them says nothing to whoever reads the finding alone.
    """
    if end - start != 1 or any(map(str.isdecimal, tokens.words[start])):
        return start, end
    first = next((i + 1 for i in range(start - 1, -1, -1) if tokens.tags[i] in _PARTS), 0)
    last = next((i for i in range(end, len(tokens.tags)) if tokens.tags[i] in _PARTS), len(tokens.tags))
    near = range(max(first, start - _BESIDE_WORD), min(last, end + _BESIDE_WORD))
    for classes in _TAKEN:
        if found := [index for index in near if tokens.tags[index] in classes]:
            start, end = min(start, found[0]), max(end, found[-1] + 1)
            while start > first and tokens.tags[start - 1] in _COUNTS:
                start -= 1
            break
    return start, end
