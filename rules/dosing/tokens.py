"""A text as tagged tokens: every word with the classes that the lexicon gives it and its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from lint.memory import remembered
from rules.dosing.classes import (
    AGE,
    END,
    MASS,
    TIME,
    UNITS,
    VOLUME,
    WEIGHT,
)
from rules.dosing.fold import Folded, fold
from rules.dosing.lexicon import lexicon
from rules.dosing.spelling import plain, sense

_ENDS_AMOUNT = frozenset((MASS, VOLUME, UNITS, WEIGHT, TIME))


class Tokens(NamedTuple):
    """Parallel rows; `tags` has one letter for each token, `classes` all of its letters, places are folded."""

    folded: Folded
    words: tuple[str, ...]
    tags: str
    classes: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @property
    def letters(self) -> frozenset[str]:
        """The classes of all words."""
        return frozenset("".join(self.classes))

    def part(self, start: int, end: int) -> Tokens:
        """The tokens [start, end), with the same places."""
        return Tokens(
            self.folded,
            self.words[start:end],
            self.tags[start:end],
            self.classes[start:end],
            self.starts[start:end],
            self.ends[start:end],
        )

    def parts(self, ranges: Sequence[tuple[int, int]]) -> Tokens:
        """The tokens of several ranges in one, with the same places."""
        parts = [self.part(start, end) for start, end in ranges]
        rows = zip(*(part[1:] for part in parts), strict=True)
        words, tags, classes, starts, ends = (tuple(chain.from_iterable(row)) for row in rows)
        return Tokens(self.folded, words, "".join(tags), classes, starts, ends)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where the tokens [start, end) stand in the text before folding."""
        return self.folded.original(self.starts[start], self.ends[end - 1])

    def written(self, start: int, end: int) -> str:
        """The tokens [start, end) as the text has them."""
        low, high = self.original(start, end)
        return " ".join(self.folded.source[low:high].split())


@cache
def _token() -> re.Pattern[str]:
    return re.compile(
        r"[0-3]-[0-3]-[0-3](?:-[0-3])?(?![\d-])"  # "1-0-1": morning, noon, night
        r"|m(?:2|\(2\)|-2)(?!\w)"  # square metres of body surface
        r"|\d{1,12}(?:[.,]\d{1,12}){0,4}|\.\d{1,6}"
        r"|[a-z]\.(?:\s?[a-z]\.){1,3}(?:[a-z](?![a-z]))?"  # "b.i.d."
        r"|(?<=\d)(?:mg|mcg|ug|ml)(?=[a-z]{4})"  # "500mgparacetamol"
        r"|[^\W\d_]{1,80}|[^\w\s]|_"
    )


@remembered
def tokenize(text: str) -> Tokens:
    """Read a text into tagged tokens."""
    folded = fold(text)
    matches = list(_token().finditer(folded.text))
    words = [match[0] for match in matches]
    starts = [match.start() for match in matches]
    unambiguous, phrases = plain(), lexicon().phrases
    kept: list[str] = []
    classes: list[str] = []
    places: list[int] = []
    ends: list[int] = []
    behind = 0  # the first word behind the last phrase
    for index, word in enumerate(words):
        if index < behind:
            continue
        start = starts[index]
        end = start + len(word)
        letters = ""
        if word in phrases and index + 1 < len(words) and (longest := phrases[word].get(words[index + 1])):
            size, letters = _phrase(words, index, longest)
            if letters:
                behind = index + size
                word = " ".join(words[index:behind])
                end = starts[behind - 1] + len(words[behind - 1])
        kept.append(word)
        classes.append(letters or unambiguous.get(word) or sense(words, starts, index, text, folded))
        places.append(start)
        ends.append(end)
    tags = "".join([letters[0] for letters in classes])
    return Tokens(folded, tuple(kept), tags, tuple(classes), tuple(places), tuple(ends))


def _phrase(words: list[str], index: int, longest: int) -> tuple[int, str]:
    """The longest phrase that begins at a word: how many words it takes, and its classes."""
    known = lexicon().words
    for size in range(min(longest, len(words) - index), 1, -1):
        if classes := known.get("_".join(words[index : index + size])):
            return size, classes
    return 0, ""


def sentences(text: str, tokens: Tokens) -> list[tuple[int, int]]:
    """Where the sentences of a text begin and end, as token ranges."""
    ranges = []
    start = 0
    for index, tag in enumerate(tokens.tags):
        if tag == END and tokens.words[index] != ";" and _ends(text, tokens, index):
            ranges.append((start, index + 1))
            start = index + 1
    if start < len(tokens.words):
        ranges.append((start, len(tokens.words)))
    return ranges


def _ends(text: str, tokens: Tokens, index: int) -> bool:
    end = tokens.ends[index]
    after = tokens.folded.text[end : end + 1]
    if after and not after.isspace() and after not in "\"')]-":
        return False
    if tokens.words[index] != "." or not index or not after:
        return True
    previous = tokens.words[index - 1]
    if previous[0].isdigit() and (index == 1 or tokens.tags[index - 2] == END):
        return False  # "1. Take": the number of a list item
    if previous[0].isdigit() and not {AGE, TIME}.isdisjoint("".join(tokens.classes[index + 1 : index + 2])):
        return False  # "ab dem 14. Lebensjahr", "am 3. Tag"
    if previous in lexicon().abbreviations or (len(previous) == 1 and previous.isalpha()):
        if tokens.tags[index - 1] not in _ENDS_AMOUNT or index + 1 >= len(tokens.words):
            return False
        low, _ = tokens.folded.original(tokens.starts[index + 1], tokens.ends[index + 1])
        return text[low].isupper()  # "130 mg. Both groups" ends, "5 mg. of ketamine" does not
    return True
