"""The signs of a dose in few words: a limit without a verb, what is enough, when again, when to stop, two in turn.

The words that they ask for are in `words/terse.txt`.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from rules.dosing.classes import (
    ACTIVITY,
    ADVERB,
    ARTICLE,
    BEFORE,
    CASE,
    COLON,
    COMMA,
    DAILY,
    DRUG,
    EFFECT,
    END,
    FOR,
    FORM,
    HARM,
    HYPHEN,
    IMPLIED,
    LAB,
    LIMIT,
    MARK,
    MODAL,
    NEGATION,
    NUMBER,
    OPEN,
    OUTCOME,
    OVER,
    PAST,
    PER,
    PERSON,
    PRESENT,
    RANGE,
    SOMEBODY,
    STUDY,
    SUSTAIN,
    TIME,
)
from rules.dosing.clauses import clause_words
from rules.dosing.clues import Clues
from rules.dosing.lexicon import senses
from rules.dosing.sign import Group, Sign

_DRUGS = frozenset((DRUG, IMPLIED, FORM))
# Between a drug and its limit: "painkillers: on no more than", "triptans never for longer than".
_LINKS = frozenset((COLON, PER, OVER, FOR, ARTICLE, MARK, HYPHEN, NEGATION))
_LINKED = 4  # words between the two
# Where something is told of a drug, or of those who take it, a limit is none for the reader.
_TELLING = (PRESENT, EFFECT, HARM, PAST, CASE, STUDY, OUTCOME, PERSON, ACTIVITY, LAB)
_TOLD = (PAST, CASE, STUDY, OUTCOME)
_OPENS = frozenset((COMMA, END, COLON, HYPHEN, MARK, ADVERB, OPEN))
_NEAR = 3  # words between a "you may" or a "not" and the verb, and from it to the drug
_NUMBERS = frozenset((NUMBER, HYPHEN, RANGE))
_LONGEST_NUMBER = 5
_TIMES = frozenset(("length", "duration"))


class _Words(NamedTuple):
    """The words of `words/terse.txt`, which says what they are."""

    at_most: frozenset[str]
    than: frozenset[str]
    on: frozenset[str]
    again: frozenset[str]
    stop: frozenset[str]
    as_soon: frozenset[str]
    reader: frozenset[str]
    it: frozenset[str]
    alternate: frozenset[str]
    change: frozenset[str]
    off: frozenset[str]
    both: frozenset[str]


@cache
def _words() -> _Words:
    return _Words(**senses("terse"))


def _limited(c: Clues) -> bool:
    """Whether a limit of time follows its drug and no verb: "ibuprofen on no more than ten days a month"."""
    if c.asks or c.holds(*_TELLING):
        return False
    return any(
        LIMIT in letters and _is_time(c, index + 1) and _of_drug(c, index)
        for index, letters in enumerate(c.tokens.classes)
    )


def _is_time(c: Clues, start: int) -> bool:
    """Whether a number of days or weeks begins at a word."""
    tags = c.tokens.tags
    end = start
    while end < min(len(tags), start + _LONGEST_NUMBER) and tags[end] in _NUMBERS:
        end += 1
    return end > start and tags[end : end + 1] in (TIME, DAILY)


def _of_drug(c: Clues, limit: int) -> bool:
    """Whether a drug stands before a limit that says "at most", or "not" and "more than"."""
    tokens, words = c.tokens, _words()
    denied = tokens.words[limit] in words.at_most
    if not denied and tokens.words[limit] not in words.than:
        return False
    for index in range(limit - 1, max(-1, limit - 2 - _LINKED), -1):
        letters = tokens.classes[index]
        if not _DRUGS.isdisjoint(letters):
            return denied
        denied = denied or NEGATION in letters
        if letters[0] not in _LINKS and tokens.words[index] not in words.on:
            return False
    return False


def _enough(c: Clues) -> bool:
    """Whether an amount is called enough: "half a tablet is plenty", "meist reichen 50 mg"."""
    return (
        not clause_words().enough.isdisjoint(c.tokens.words)
        and c.drug
        and not c.asks
        and not c.holds(NEGATION, *_TOLD)
        and c.clean
    )


def _again(c: Clues) -> bool:
    """Whether an amount is due again after a time: "400 mg at the first sign, again after 6 hours"."""
    if _words().again.isdisjoint(c.tokens.words) or c.asks or c.holds(*_TOLD) or "length" not in c.kinds:
        return False
    return any(
        piece.kind == "length" and BEFORE in c.tokens.tags[max(0, piece.start - 2) : piece.start] for piece in c.others
    )


def _stopped(c: Clues) -> bool:
    """Whether a reader is told to stop a drug as soon as something has lasted for a time: an order of how long."""
    words, tokens = _words(), c.tokens
    if c.asks or c.holds(STUDY, SOMEBODY) or words.stop.isdisjoint(tokens.words):
        return False
    soon = next((index for index, word in enumerate(tokens.words) if word in words.as_soon), len(tokens.words))
    if not any(piece.kind in _TIMES and piece.start > soon for piece in c.others):
        return False
    return any(word in words.stop and _stops(c, index, soon) for index, word in enumerate(tokens.words))


def _stops(c: Clues, index: int, soon: int) -> bool:
    """Whether a verb of stopping is said to the reader and of a drug: "stop it", "you can stop it"; not "do not".

    The condition begins at the word `soon`; before or behind the verb a "not" may stand: "setzen Sie es nicht ab".
    """
    tokens, words = c.tokens, _words()
    behind = slice(index + 1, index + 1 + _NEAR)
    if words.it.isdisjoint(tokens.words[behind]) and _DRUGS.isdisjoint("".join(tokens.classes[behind])):
        return False
    end = soon if soon > index else len(tokens.tags)
    if NEGATION in tokens.tags[max(0, index - _NEAR) : min(end, index + 1 + 2 * _NEAR)]:
        return False
    return _opens(c, index) or any(
        tokens.words[place] in words.reader and _opens(c, place) and MODAL in tokens.tags[place:index]
        for place in range(max(0, index - _NEAR), index)
    )


def _opens(c: Clues, index: int) -> bool:
    return not index or c.tokens.tags[index - 1] in _OPENS


def _alternated(c: Clues) -> bool:
    """Whether two drugs named above are to be taken in turn: "alternate the two every three hours"."""
    words, said = _words(), c.tokens.words
    if words.both.isdisjoint(said) or c.asks or c.holds(*_TOLD):
        return False
    return not words.alternate.isdisjoint(said) or not (words.change.isdisjoint(said) or words.off.isdisjoint(said))


LIMITED = Group(
    lambda c: c.holds(LIMIT) and c.holds(TIME, DAILY) and c.holds(DRUG, IMPLIED, FORM),
    (Sign("how long or on how many days at most to take a drug", _limited),),
)
ENOUGH = Group(
    lambda c: bool(c.amounts),
    (
        Sign("an amount that is enough", _enough),
        Sign("an amount, and when to take it again", lambda c: c.holds(DRUG, FORM) and c.clean and _again(c)),
    ),
)
STOPPED = Group(
    lambda c: c.holds(SUSTAIN) and c.holds(TIME) and c.holds(DRUG, IMPLIED, FORM),
    (Sign("when to stop a drug", _stopped),),
)
IN_TURN = Group(
    lambda c: bool(c.context.drug) and c.timed,
    (Sign("how often to take two drugs in turn", lambda c: not c.elsewhere and _alternated(c)),),
)
TERSE = (LIMITED, ENOUGH, STOPPED, IN_TURN)
