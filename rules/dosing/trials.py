"""A study that is told in the present: "the investigators compare 5 mg with 10 mg", "one group takes 1,000 IU a day".

The words are in `words/trials.txt`.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from rules.dosing.classes import COMMA, END, MODAL, NEGATION, PERSON
from rules.dosing.lexicon import senses
from rules.dosing.tokens import Tokens

_NEAR = 4  # tokens between who studies and that they do
_ENDS = frozenset((END, COMMA, MODAL, NEGATION))


class _Words(NamedTuple):
    """The words of `words/trials.txt`, which says what they are."""

    researcher: frozenset[str]
    compares: frozenset[str]
    which: frozenset[str]
    group: frozenset[str]
    arm: frozenset[str]
    gets: frozenset[str]


@cache
def _words() -> _Words:
    return _Words(**senses("trials"))


@cache
def _subjects() -> frozenset[str]:
    return _words().researcher | _words().group | _words().arm


def studied(tokens: Tokens) -> bool:
    """Whether researchers compare or test something, or the groups of a study get something, in the present."""
    if _subjects().isdisjoint(tokens.words):
        return False
    words = _words()
    return any(
        (word in words.researcher and _followed(tokens, index, words.compares))
        or (word in words.group and _one_of_several(tokens, index) and _followed(tokens, index, words.gets))
        or (word in words.arm and _one_of_several(tokens, index) and _people_get(tokens, index))
        for index, word in enumerate(tokens.words)
    )


def _followed(tokens: Tokens, index: int, verbs: frozenset[str]) -> bool:
    """Whether one of the verbs follows soon, in the same clause and without a "should" or a "not"."""
    for place in range(index + 1, min(len(tokens.words), index + 1 + _NEAR)):
        if tokens.words[place] in verbs:
            return True
        if tokens.tags[place] in _ENDS:
            return False
    return False


def _one_of_several(tokens: Tokens, index: int) -> bool:
    """Whether a group is one of several: "one group", no "age group"."""
    return index > 0 and tokens.words[index - 1] in _words().which


def _people_get(tokens: Tokens, index: int) -> bool:
    """Whether in an arm people get something: the arm is one of a trial, no place for an injection."""
    return PERSON in "".join(tokens.classes[index + 1 : index + 1 + _NEAR]) and _followed(tokens, index, _words().gets)
