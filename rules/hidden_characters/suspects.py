"""What is found in a text: characters that belong together, why they are suspect, and the word that they stand in."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Literal, NamedTuple

from rules.hidden_characters.characters import is_word_part, kind, needs_joiners, script

Reason = Literal[
    "unseen",
    "line-start",
    "tag",
    "order",
    "control",
    "private",
    "bullet",
    "lost",
    "letter",
    "whole-word",
    "styled",
    "digit",
]
_UNSEEN = frozenset(("unseen", "tag", "selector", "mark", "bidi", "control", "private"))
_LONGEST_WORD = 60  # characters on each side; what is longer is no word, and looking further would take quadratic time


def visible(text: str) -> str:
    """What a reader sees of a text."""
    return "".join(each for each in text if kind(each) not in _UNSEEN)


class Place(NamedTuple):
    """One suspect character and the plain text in its place; None when nobody can tell it."""

    start: int
    plain: str | None


class Suspect(NamedTuple):
    """Suspect characters of one word, in the order of the text.

    [start, end) is what to show; `word` is the text around them as it should read, empty when they stand alone, and
    `before` what of it stands before the first one.
    """

    reason: Reason
    start: int
    end: int
    places: tuple[Place, ...]
    word: str
    before: str = ""


class Passage:
    """A paragraph, and what its other letters tell of a suspect one.

    `is_latin` tells that the whole document is written in Latin letters; `at_line_starts` that its lines are those of
    the file, where Markdown has its marks.
    """

    def __init__(self, text: str, found: frozenset[str], *, is_latin: bool, at_line_starts: bool = False) -> None:
        self.text = text
        self.found = found
        self.is_latin = is_latin
        self.at_line_starts = at_line_starts
        self._word = (0, 0)

    @cached_property
    def scripts(self) -> frozenset[str]:
        """The scripts of its letters, by the first word of their names."""
        return frozenset(script(character) for character in set(self.text) if character.isalpha())

    @cached_property
    def has_other_writing(self) -> bool:
        """Whether it has letters that no one takes for Latin ones: Han, Thai, Arabic, Devanagari."""
        return any(map(needs_joiners, {character for character in set(self.text) if character.isalpha()}))

    @cached_property
    def has_latin_words(self) -> bool:
        """Whether a Latin word of three letters or more stands in it."""
        return re.search("[A-Za-z]{3}", self.text) is not None

    def word_around(self, start: int, end: int) -> tuple[int, int]:
        """The word or number around [start, end), invisible characters in it included."""
        if self._word[0] <= start and end <= self._word[1]:
            return self._word
        is_word = all(map(self._joins, range(start, end)))
        first, last = max(0, start - _LONGEST_WORD), min(len(self.text), end + _LONGEST_WORD)
        while start > first and (self._joins(start - 1) or self._is_point(start - 1)):
            start -= 1
        while end < last and (self._joins(end) or self._is_point(end)):
            end += 1
        if is_word:
            self._word = start, end
        return start, end

    def quoted(self, start: int, end: int) -> str:
        """The word around [start, end) without what nobody sees."""
        first, last = self.word_around(start, end)
        return visible(self.text[first:last])

    def _joins(self, index: int) -> bool:
        character = self.text[index]
        return is_word_part(character) or (character in self.found and kind(character) not in ("control", "bidi"))

    def _is_point(self, index: int) -> bool:
        """Whether a point or comma stands in a number."""
        return self.text[index] in ".," and _digit_at(self.text, index - 1, -1) and _digit_at(self.text, index + 1, 1)


def _digit_at(text: str, index: int, step: int) -> bool:
    """Whether a digit is there, or behind what is invisible there."""
    for _ in range(4):
        if not 0 <= index < len(text):
            return False
        if text[index].isdigit():
            return True
        if kind(text[index]) not in ("unseen", "mark", "selector"):
            return False
        index += step
    return False
