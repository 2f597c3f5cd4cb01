"""Whether somebody tells of the own treatment, as on a forum: "I take", "my dose is"."""

from __future__ import annotations

from rules.dosing.classes import (
    ADVERB,
    DOSE,
    DRUG,
    MODAL,
    QUESTION,
    STEP,
    TAKE,
)
from rules.dosing.tense import past_form, tense_words
from rules.dosing.tokens import Tokens

_MINE = frozenset((DOSE, DRUG, STEP))
_ASKS = frozenset((MODAL, QUESTION))


def own(tokens: Tokens) -> bool:
    """Whether somebody tells of the own treatment: "I take", "I've been on", "has me on", "my dose"."""
    words = tokens.words
    if words[-1:] == ("?",) or tense_words().self.isdisjoint(words):
        return False
    return any(word in tense_words().self and _own(tokens, index) for index, word in enumerate(words))


def _own(tokens: Tokens, index: int) -> bool:
    """Whether "I", "my" or "me" tells of the own treatment; no question, no "if I take", "should I"."""
    words, classes = tokens.words, tokens.classes
    before = slice(max(0, index - 2), index)
    if not _ASKS.isdisjoint("".join(classes[before])) or not tense_words().relative.isdisjoint(words[before]):
        return False
    following = [place for place in range(index + 1, min(index + 4, len(words))) if classes[place][0] != ADVERB]
    if words[index] == "my":
        return any(
            not _MINE.isdisjoint(classes[each]) or words[each] in tense_words().adviser for each in following[:2]
        )
    if words[index] == "me":
        return words[index + 1 : index + 2] == ("on",)
    return bool(following) and _of_oneself(tokens, following[0])


def _of_oneself(tokens: Tokens, index: int) -> bool:
    """The verb behind "I": one of taking or having, in the present or the past, or "'m" and "'ve"."""
    word = tokens.words[index]
    return word in tense_words().own_verb or past_form(word) or TAKE in tokens.tags[index]
