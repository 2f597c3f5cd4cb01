"""The sentences in entries of the reference list and in footnotes that order a dose; titles of papers do not."""

from __future__ import annotations

import re
from functools import cache

from lint.memory import remembered
from rules.dosing.classes import (
    ADMINISTER,
    ADMINISTERED,
    DOSE,
    FORM,
    GIVEN,
    MASS,
    MODAL,
    ORDER,
    PAST,
    STEP,
    SUSTAIN,
    TAKE,
    UNITS,
    USE,
    VOLUME,
)
from rules.dosing.clues import Clues
from rules.dosing.context import Context
from rules.dosing.fold import fold
from rules.dosing.lexicon import lexicon
from rules.dosing.orders import orders
from rules.dosing.tokens import Tokens, sentences, tokenize

_COUNTED = frozenset((MASS, VOLUME, UNITS, FORM))
_SAID = frozenset((TAKE, ADMINISTER, USE, STEP, SUSTAIN, ORDER, DOSE))
_TAKEN = frozenset((TAKE, ADMINISTER, GIVEN, ADMINISTERED))
_LABEL = r"\s{0,9}[\[(]?\d{1,4}[\])]?[.:)]?\s"


@remembered
def ordering(text: str) -> tuple[tuple[int, int], ...]:
    """Where the sentences of an entry stand that order an amount of a drug."""
    words = re.findall(r"[^\W\d_]+", fold(text).text)
    if _words(_COUNTED).isdisjoint(words) or _words(_SAID | _TAKEN).isdisjoint(words):
        return ()  # most entries
    label = re.match(_LABEL, text)
    tokens = tokenize(text)
    found = []
    for start, end in sentences(text, tokens):
        while label and start < end and tokens.original(start, start + 1)[1] <= label.end():
            start += 1
        sentence = tokens.part(start, end)
        if start < end and _orders(sentence):
            found.append(sentence.original(0, end - start))
    return tuple(found)


def _orders(sentence: Tokens) -> bool:
    """Whether a sentence orders an amount, says who should take it, or what the dose is."""
    clues = Clues(sentence, sentence.letters, Context())
    if not clues.amounts or clues.asks or clues.holds(PAST):
        return False
    if MODAL in sentence.tags:
        return clues.holds(*_TAKEN)
    return clues.turned("dose is", "ordered") or orders(sentence)


@cache
def _words(classes: frozenset[str]) -> frozenset[str]:
    """The words of some classes; of phrases the first one."""
    return frozenset(
        [entry.partition("_")[0] for entry, letters in lexicon().words.items() if not classes.isdisjoint(letters)]
    )
