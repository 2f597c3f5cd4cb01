"""What an import has done to a draft beside its layout: one sentence each, and the words that went or came with it."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from lint.importing.words import words


class DraftError(Exception):
    """Why a draft cannot be imported, in a sentence."""


class Note(NamedTuple):
    """One thing that was removed, repaired, guessed or added; `times` is how often."""

    text: str
    times: int = 1

    def sentence(self) -> str:
        """The note for an author."""
        return self.text if self.times == 1 else f"{self.text} ({self.times} times)"


class Notes:
    """The notes of one import in their order, the same ones counted; `removed` and `added` are words of the text."""

    def __init__(self) -> None:
        self._times: dict[str, int] = {}
        self.removed: Counter[str] = Counter()
        self.added: Counter[str] = Counter()

    def say(self, text: str, *, removed: str = "", added: str = "") -> None:
        """Note something, with the text that is gone or new because of it."""
        self._times[text] = self._times.get(text, 0) + 1
        self.removed.update(words(removed))
        self.added.update(words(added))

    def rows(self) -> tuple[Note, ...]:
        """All notes."""
        return tuple(Note(text, times) for text, times in self._times.items())


def quoted(text: str, length: int = 60) -> str:
    """A text in quotation marks, cut where it is long."""
    text = " ".join(text.split())
    return f"“{text}”" if len(text) <= length else f"“{text[: length - 1].rstrip()}…”"
