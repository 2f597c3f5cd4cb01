"""The text around a title: where a title may end, and the sentence that follows it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from lint.resolve.matching.fold import Token
from lint.resolve.matching.journals import abbreviates, words_of


@cache
def end_mark() -> re.Pattern[str]:
    """What ends a title in a reference."""
    return re.compile(r"[\s*_]{0,3}(?:[.?!,;)\](\[\n]|[\"”“»'’](?![ ]?[:–—])|$)")


class Frame(NamedTuple):
    """The text in which a title is looked for."""

    text: str
    words: Sequence[Token]
    journals: Sequence[str]

    def ends(self, end: int) -> bool:
        """Whether a title could end here: at a mark, or where the journal's name begins."""
        if end_mark().match(self.text, end):
            return True
        return self.is_journal(self.behind(end))

    def behind(self, end: int) -> int:
        """Which of the words is the first behind a place."""
        return next((index for index, word in enumerate(self.words) if word.start >= end), len(self.words))

    def is_journal(self, first: int) -> bool:
        """Whether the journal's name begins with one of the words."""
        behind = self.words[first : first + 3]
        return any(_begins(behind, words_of(name), words_of(name, bare=False)) for name in self.journals)


def _begins(behind: Sequence[Token], *names: Sequence[str]) -> bool:
    for name in names:
        pairs = list(zip([token.word for token in behind], name, strict=False))
        if len(pairs) < min(len(name), 2) or (len(pairs) == 1 and len(pairs[0][0]) < 3):
            continue
        if pairs and all(abbreviates(short, word) for short, word in pairs):
            return True
    return False


_LONGEST_SUBTITLE = 24


def sentence_behind(frame: Frame, end: int) -> Sequence[Token]:
    """The sentence behind a title, if it is neither the journal nor the last one; empty if there is none."""
    text, words, _ = frame
    first = frame.behind(end)
    if first == len(words) or not _parts_subtitle(text[end : words[first].start]) or frame.is_journal(first):
        return ()
    for last in range(first, min(first + _LONGEST_SUBTITLE, len(words) - 1)):
        if words[last].word.isdigit() and len(words[last].word) == 4:
            return ()
        between = text[words[last].end : words[last + 1].start]
        if any(mark in between for mark in (". ", "? ", "! ")):
            stated = words[first : last + 1]
            return stated if text[words[last + 1].start].isalpha() and not _are_names(text, stated) else ()
        if "(" in between or "[" in between or ";" in between:
            return ()
    return ()


def _parts_subtitle(between: str) -> bool:
    marks = between.strip("\"”’'* ")
    return len(marks) in (1, 2) and marks[0] in ".?!:–—-" and between.endswith(" ")


def _are_names(text: str, stated: Sequence[Token]) -> bool:
    """Whether a sentence names authors, as where the title stands first."""
    spelled = [text[token.start : token.end] for token in stated]
    initials = sum(len(word) <= 4 and word.isupper() for word in spelled)
    return initials * 3 >= len(spelled) and all(word[:1].isupper() or len(word) <= 3 for word in spelled)
