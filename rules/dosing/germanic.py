"""The past of German and Dutch, by its form and by its neighbours: "senkten den Blutdruck", "heeft 5 mg gekregen".

Neither language ends its pasts as no other word ends: "verlängerte" is a past in "verlängerte die QT-Zeit" and an
adjective in "die verlängerte QT-Zeit". So a word counts when no article or preposition stands before it and a clause
goes on, or ends, behind it. The auxiliaries of the perfect and of the passive need their participle. The words are in
`words/tense-germanic.txt`.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import NamedTuple

from rules.dosing.classes import (
    ADMINISTERED,
    COMMA,
    END,
    FORGOTTEN,
    GIVEN,
    MISSED,
    MODAL,
    NUMBER,
    PRESENT,
    PRETERITE,
    STEP,
    USED,
)
from rules.dosing.lexicon import senses

_DONE = frozenset((ADMINISTERED, GIVEN, USED))
_LAPSES = frozenset((FORGOTTEN, MISSED))
# So many words may stand between an auxiliary and its participle, and between a conjunction and the auxiliary.
_BETWEEN = 15
_AHEAD = 6


class _Words(NamedTuple):
    german: frozenset[str]
    dutch: frozenset[str]
    goes_on: frozenset[str]
    adjective_after: frozenset[str]
    weak: frozenset[str]
    ordinal: frozenset[str]
    participle_beginning: frozenset[str]
    no_past: frozenset[str]
    german_have: frozenset[str]
    dutch_have: frozenset[str]
    dutch_be: frozenset[str]
    supposing: frozenset[str]
    relative: frozenset[str]
    received: frozenset[str]
    changed: frozenset[str]
    towards: frozenset[str]


@cache
def _words() -> _Words:
    return _Words(**senses("tense-germanic"))


@cache
def _endings() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    return tuple(_words().weak), tuple(_words().ordinal), tuple(_words().participle_beginning)


def weak_form(word: str) -> bool:
    """Whether a folded word without a capital may be a weak past: "senkte", "behandelden"; ordinals are none."""
    weak, ordinal, participle = _endings()
    if len(word) < 6 or not word.endswith(weak) or word.endswith(ordinal):
        return False
    return not word.startswith(participle) and word not in _words().no_past


@cache
def _markers() -> tuple[frozenset[str], frozenset[str]]:
    """Words that tell Dutch and German."""
    known = _words()
    return known.dutch | known.dutch_have, known.german | known.german_have


def pasts(words: tuple[str, ...], classes: tuple[str, ...]) -> int:
    """How many verbs tell what happened: weak pasts, perfects, and the Dutch passive with "werden"."""
    dutch_markers, german_markers = _markers()
    dutch, german = not dutch_markers.isdisjoint(words), not german_markers.isdisjoint(words)
    if not (german or dutch):
        return 0
    known = _words()
    told = sum(_weak(words, classes, index) for index, letters in enumerate(classes) if PRETERITE in letters)
    be = known.dutch_be if dutch and not german else frozenset[str]()
    have = known.german_have | known.dutch_have
    for index, word in enumerate(words):
        if (word in have and index and not _supposed(words, index)) or word in be:
            told += _participle(words, classes, index)
    return told + 2 * (dutch and _led(words, classes))


def _weak(words: tuple[str, ...], classes: tuple[str, ...], index: int) -> bool:
    """Whether a word of that form has the neighbours of a verb."""
    if not index or words[index - 1] in _words().adjective_after:
        return False
    if index + 1 == len(words):
        return True
    return words[index + 1] in _words().goes_on or classes[index + 1][0] in (END, COMMA)


def _supposed(words: tuple[str, ...], index: int) -> bool:
    """Whether an auxiliary belongs to a condition, a relative clause or a question: "Haben Sie mehr eingenommen"."""
    before = words[max(0, index - _AHEAD) : index]
    if not _words().supposing.isdisjoint(before) or words[index + 1 : index + 2] == ("sie",):
        return True
    return any(word == "," and following in _words().relative for word, following in pairwise(before))


def _participle(words: tuple[str, ...], classes: tuple[str, ...], index: int) -> bool:
    """Whether a participle of giving or changing follows an auxiliary, and no modal verb or lapse on the way."""
    for place in range(index + 1, min(len(words), index + _BETWEEN)):
        letters = classes[place]
        if letters[0] in (END, MODAL) or not _LAPSES.isdisjoint(letters):
            return False
        if not _DONE.isdisjoint(letters) or words[place] in _words().received:
            return True
        if STEP in letters and words[place].startswith(tuple(_words().changed)):
            return True
    return False


def _led(words: tuple[str, ...], classes: tuple[str, ...]) -> bool:
    """Whether a participle without an auxiliary tells where a dose was led: "later opgehoogd naar 1000 mg"."""
    if any(letters[0] in (MODAL, PRESENT) for letters in classes):
        return False
    return any(
        STEP in letters
        and words[index][-1] in "dt"
        and words[index].startswith(tuple(_words().changed))
        and words[index + 1 : index + 2] != ()
        and words[index + 1] in _words().towards
        and classes[index + 2 : index + 3] == (NUMBER,)
        for index, letters in enumerate(classes)
    )
