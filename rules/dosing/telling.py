"""Whether a text can tell a dose, by its words alone: most articles, and most lines of the others, are never read.

Generous on purpose: what is turned away here nobody looks at. The tests hold it against the classes of the tokens.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from lint.gist import Vocabulary, plain, vocabulary
from lint.memory import remembered
from rules.dosing.classes import FACTOR, NUMBER, OPENERS, STEP, TAKE, TELLING, TELLING_TOGETHER, TIME
from rules.dosing.fold import has_digit
from rules.dosing.lexicon import lexicon, senses
from rules.dosing.spelling import compound_endings

_WORD = re.compile(r"[^\W\d_]+")


class _Group(NamedTuple):
    """Words of some classes: single ones, and phrases by one of their words."""

    words: frozenset[str]
    phrases: dict[str, tuple[frozenset[str], ...]]

    def are_in(self, held: frozenset[str]) -> bool:
        """Whether a text of these words may hold one."""
        if not self.words.isdisjoint(held):
            return True
        return any(phrase <= held for word in held & self.phrases.keys() for phrase in self.phrases[word])


@cache
def _group(classes: frozenset[str]) -> _Group:
    single: set[str] = set()
    phrases: dict[str, tuple[frozenset[str], ...]] = {}
    for entry, letters in lexicon().words.items():
        if classes.isdisjoint(letters):
            continue
        words = frozenset(_WORD.findall("".join(map(plain, entry.replace("_", " ")))))
        if len(words) == 1:
            single |= words
        elif words:
            longest = max(words, key=len)
            phrases[longest] = (*phrases.get(longest, ()), words)
    return _Group(frozenset(single), phrases)


@cache
def _told() -> _Group:
    """What alone may be an amount or a schedule: units, tablets, "twice", "daily", "bid"."""
    group = _group(TELLING)
    return group._replace(words=group.words | senses("spelling")["upper_sig"])


@cache
def _counted() -> _Group:
    """Words that are a number, or that count what stands behind them: "two", "a month"."""
    group = _group(frozenset(NUMBER))
    return group._replace(words=group.words | senses("spelling")["article"])


@cache
def _written() -> re.Pattern[str]:
    """Schedules and amounts that are no words: "1-0-1", "b.i.d.", "500mgparacetamol"."""
    return re.compile(r"[0-3]-[0-3]-[0-3]|\b[a-z]\.\s?[a-z]\.|\d(?:mg|mcg|ug|ml|µg|μg)[a-z]{4}", re.IGNORECASE)


def may_tell(letters: frozenset[str]) -> bool:
    """Whether words of these classes can tell a dose; "2009;145(3)" and "type 1" cannot."""
    if letters.isdisjoint(OPENERS):
        return False
    return not letters.isdisjoint(TELLING) or any(letters >= together for together in TELLING_TOGETHER)


def words_may_tell(held: Vocabulary, text: str) -> bool:
    """The same of a text and its vocabulary, without looking at the classes of its words one by one."""
    words = held.words
    if _written().search(text):
        return True
    counted = not text.isascii() or has_digit(text) or _counted().are_in(words)
    if not counted and not _group(OPENERS).are_in(words):
        return False
    if _told().are_in(words) or held.end(compound_endings()):
        return True
    # Of classes that tell a dose together, those for which there are lists: any word may be a drug.
    if counted and (_group(frozenset(TIME)).are_in(words) or _group(frozenset(TAKE)).are_in(words)):
        return True
    return _group(frozenset(FACTOR)).are_in(words) and _group(frozenset(STEP)).are_in(words)


@remembered
def text_may_tell(text: str) -> bool:
    """Whether a text may tell a dose."""
    return words_may_tell(vocabulary(text), text)
