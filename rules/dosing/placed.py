"""The ways to be a concrete dose that need what stands above: a drug's name, an order, a label, the sentence of a note.

The words that they ask for are in `words/placed.txt`.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from rules.dosing.classes import (
    ADMINISTER,
    ADVERB,
    AGE,
    ARTICLE,
    BEFORE,
    CASE,
    COLON,
    COLUMN,
    COMMA,
    CONTAIN,
    DAILY,
    DAYPART,
    DOSE,
    DRUG,
    END,
    EVERY,
    FACTOR,
    FOR,
    FORM,
    HYPHEN,
    IMPLIED,
    LIMIT,
    MARK,
    MASS,
    MODAL,
    NEEDED,
    NUMBER,
    ONCE,
    OVER,
    PACKAGE,
    PAST,
    PER,
    PERSON,
    PRICE,
    RANGE,
    ROUTE,
    SIG,
    SLASH,
    STUDY,
    TAKE,
    TIME,
    TIMES,
)
from rules.dosing.clues import Clues
from rules.dosing.lexicon import affixes, senses
from rules.dosing.sign import Group, Sign

_NEAR = frozenset(("the line above", "the item above", "the item before", "the sentence that cites it"))
# Without a word of these classes none of the signs holds.
_NEEDED = frozenset((NUMBER, ONCE, DAILY, SIG, EVERY, DAYPART, FACTOR))
_ANSWER = 24  # tokens of a line that answers the line above
_LED_BY = 2  # tokens that may stand before what opens a sentence
_SCHEDULES = ("frequency", "interval", "sig", "daily", "duration", "length")
# Words beside a number of tablets or a frequency that say nothing of anything else.
_ONLY_OFTEN = frozenset(
    (
        NUMBER,
        ONCE,
        TIMES,
        EVERY,
        DAILY,
        SIG,
        DAYPART,
        TIME,
        PER,
        ARTICLE,
        RANGE,
        BEFORE,
        NEEDED,
        MODAL,
        ADVERB,
        MARK,
        COMMA,
    )
) | {END, HYPHEN, FOR, OVER}
_SAID_WITH_COUNT = _ONLY_OFTEN | {FORM, LIMIT, PERSON, AGE, COLON}
_BARE = frozenset((DRUG, NUMBER, MASS, SLASH, RANGE, COMMA, HYPHEN, END))


class _Words(NamedTuple):
    """The words of `words/placed.txt`, which says what they are."""

    afterwards: frozenset[str]
    should: frozenset[str]
    earliest: frozenset[str]
    repeat_beginning: frozenset[str]
    filling: frozenset[str]
    condition: frozenset[str]


@cache
def _words() -> _Words:
    return _Words(**senses("placed"))


def _begins(c: Clues, *kinds: str) -> bool:
    """Whether a piece of one of the kinds, or a word of factors, opens the sentence."""
    if "factor" in kinds:
        return FACTOR in c.tokens.classes[0]
    return any(piece.kind in kinds and piece.start <= _LED_BY for piece in (*c.schedule, *c.others))


def _handed_on(c: Clues) -> bool:
    """Whether the line above, or the sentence with the note, names the drug or orders to take it."""
    near = c.context.drug in _NEAR or c.context.dose in _NEAR
    return near and (c.context.listed or len(c.tokens.tags) <= _ANSWER) and not c.context.aside


def _below(c: Clues) -> bool:
    return bool(c.context.drug or c.context.dose)


def _only(c: Clues, tags: frozenset[str]) -> bool:
    """Whether nothing but words of some classes is there; "still", "at" and "but" say nothing more."""
    words = zip(c.tokens.tags, c.tokens.words, strict=True)
    return all(tag in tags or word in _words().filling for tag, word in words)


def _spaced(c: Clues) -> bool:
    """Whether a time is to be left between two drugs: "iron at the earliest 4 hours later"."""
    words = c.tokens.words
    if "length" not in c.kinds or _words().afterwards.isdisjoint(words) or c.elsewhere or c.holds(PAST, CASE, STUDY):
        return False
    if c.holds(DRUG) and not _words().should.isdisjoint(words):
        return True
    return (
        c.context.listed
        and (_handed_on(c) or c.holds(DRUG))
        and (c.holds(LIMIT) or not _words().earliest.isdisjoint(words))
    )


def _paused(c: Clues) -> bool:
    """As "metformin off for 48 hours"."""
    words = c.tokens.words
    return "off" in words and c.tokens.tags[words.index("off") + 1 :].startswith(FOR + NUMBER + TIME)


def _by_times(c: Clues) -> bool:
    """As "at twice the oral dose", "2-3 times the daily dose"."""
    start = c.tokens.tags.find(NUMBER + TIMES)
    return start >= 0 and DOSE in c.tokens.tags[start + 2 : start + 7]


def _repeated(c: Clues) -> bool:
    return any(word.startswith(affixes("placed", "repeat_beginning")) for word in c.tokens.words)


def _codes(c: Clues) -> list[str]:
    """Frequencies as "1-0-1"."""
    return [c.tokens.words[piece.start] for piece in c.schedule if piece.kind == "sig"]


def _ordered_count(c: Clues) -> bool:
    """Whether a verb of taking or giving stands right before a number of tablets."""
    return any(p.kind == "count" and c.tokens.tags[p.start - 1 : p.start] in (TAKE, ADMINISTER) for p in c.amounts)


PLACED = Group(
    lambda c: not c.letters.isdisjoint(_NEEDED),
    (
        Sign(
            "how often, below the name of a drug",
            lambda c: bool(c.context.drug) and c.loose and _only(c, _ONLY_OFTEN | {ROUTE}) and c.clean,
        ),
        Sign(
            "how often, below an order or the name of a drug",
            lambda c: _handed_on(c) and c.loose and _begins(c, *_SCHEDULES) and not c.elsewhere,
        ),
        Sign(
            "how often, in a field of a label",
            lambda c: c.tokens.tags[0] == COLUMN and _below(c) and c.loose and c.clean,
        ),
        Sign(
            "a number of tablets, drops or puffs and nothing else",
            lambda c: c.context.listed and "count" in c.kinds and c.clean and _only(c, _SAID_WITH_COUNT),
        ),
        Sign(
            "a number of tablets, drops or puffs, below the name of a drug",
            lambda c: "count" in c.kinds and _handed_on(c) and c.clean and c.brief,
        ),
        Sign(
            "how much more to take, and how often",
            lambda c: c.context.listed and c.holds(NEEDED) and c.holds(NUMBER) and c.timed and c.clean,
        ),
        Sign(
            "how many to take, and when",
            lambda c: (
                bool(c.context.drug)
                and c.turned("ordered")
                and TAKE + NUMBER in c.tokens.tags
                and (c.loose or bool(c.kinds & {"length", "duration"}))
                and c.clean
            ),
        ),
        Sign(
            "a code of how often to take a drug",
            lambda c: c.context.listed and any("-" in w and ("0" in w or c.drug) for w in _codes(c)),
        ),
        Sign(
            "a number of tablets of a drug, and when",
            lambda c: (
                NUMBER + DRUG + FORM in c.tokens.tags
                and (c.loose or bool(c.kinds & {"length", "duration"}))
                and c.clean
            ),
        ),
        Sign(
            "how often a drug is taken",
            lambda c: c.timed and c.turned("drug often") and not c.elsewhere and not c.holds(CONTAIN, PACKAGE, PRICE),
        ),
        Sign(
            "a drug and how often, in a list",
            lambda c: (
                c.context.listed
                and c.tokens.tags[0] in (DRUG, IMPLIED)
                and c.loose
                and _ONLY_OFTEN.issuperset(c.tokens.tags[1:])
            ),
        ),
        Sign(
            "by what factor to change a dose, below the name of a drug",
            lambda c: (
                bool(c.context.drug)
                and _begins(c, "factor")
                and (c.timed or not _words().condition.isdisjoint(c.tokens.words[1:2]))
            ),
        ),
        Sign("for how long at most to take a drug", lambda c: c.turned("not for longer") and bool(c.context.drug)),
        Sign(
            "an order to take a number of tablets, drops or puffs",
            lambda c: _ordered_count(c) and not c.holds(PAST, STUDY),
        ),
        Sign(
            "a limit for how often to take a drug",
            lambda c: (
                c.context.listed
                and c.holds(LIMIT)
                and c.holds(DRUG, IMPLIED)
                and c.holds(NUMBER)
                and c.loose
                and c.clean
            ),
        ),
        Sign("the time to leave between two drugs", _spaced),
        Sign(
            "for how long to leave a drug off",
            lambda c: _paused(c) and c.drug and not c.elsewhere and not c.holds(PAST, CASE, STUDY),
        ),
        Sign(
            "by what factor to raise a dose",
            lambda c: (
                _by_times(c) and c.holds(DRUG) and c.holds(ROUTE, TAKE, ADMINISTER) and not c.holds(PAST, CASE, STUDY)
            ),
        ),
        Sign(
            "when to repeat a drug",
            lambda c: c.context.listed and c.holds(DRUG) and _repeated(c) and "length" in c.kinds and c.clean,
        ),
        Sign(
            "a drug and its amount, and nothing else",
            lambda c: (
                c.tokens.tags[0] == DRUG
                and c.measured
                and c.tokens.tags[-2:] == MASS + END
                and _only(c, _BARE)
                and c.clean
            ),
        ),
    ),
)
