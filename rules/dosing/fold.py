"""Text as a machine can compare it: one case, no accents, plain digits, nothing invisible, with every offset kept."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from lint.gist import plain
from lint.memory import remembered

# Raised and lowered digits count like plain ones, and what draws nothing may stand between.
_DIGIT = "[\\d\u00b2\u00b3\u00b9\u2070-\u2089]"
_UNSEEN = "[\u00ad\u034f\u200b-\u200f\u2060-\u2064\ufeff]*"
_LOWER = dict(zip(range(65, 91), "abcdefghijklmnopqrstuvwxyz", strict=True))


class Folded(NamedTuple):
    """Folded text and its `source`; `starts` holds where each character stands there, None when in the same place."""

    text: str
    starts: tuple[int, ...] | None
    source: str

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The original range of a folded one."""
        if self.starts is None:
            return start, end
        return self.starts[start], self.starts[end - 1] + 1


# Few texts hold what may be such a letter, and only they need the pattern below.
_LIKELY = r"\dO|l[^\sA-Za-z.,;:!?'/)-]"


@cache
def _letters_for_digits() -> re.Pattern[str]:
    return re.compile(rf"(?<=\d)O{{1,4}}(?![A-Za-z])|(?<![A-Za-z\d.])l(?={_UNSEEN}{_DIGIT}{_UNSEEN}{_DIGIT})")


def has_digit(text: str) -> bool:
    """Whether one of the ten plain digits is there."""
    return any(digit in text for digit in "0123456789")


@cache
def _formula() -> re.Pattern[str]:
    r"""What sets a quantity in a formula and says nothing: "$500\,\mathrm{mg}$"."""
    return re.compile(r"\\(?:[,;:! ]|(?:math|text)?(?:rm|it|bf|sf)?\{|text[a-z]{0,6}\{)|[${}]")


@remembered
def fold(text: str) -> Folded:
    """Fold a text; ASCII costs no more than lower case, characters that become one other hardly more."""
    source = text
    if "\\" in text and "$" in text:
        text = _formula().sub(lambda match: " " * len(match[0]), text)
    # "1OO mg", "l00 mg": letters that stand for digits, as character recognition leaves them.
    if (has_digit(text) or not text.isascii()) and re.search(_LIKELY, text):
        text = _letters_for_digits().sub(lambda match: "1" if match[0] == "l" else "0" * len(match[0]), text)
    if text.isascii():
        return Folded(text.lower(), None, source)
    others = {ord(character): plain(character) for character in set(text) if character > "\x7f"}
    if all(len(piece) == 1 for piece in others.values()):
        return Folded(text.translate(_LOWER | others), None, source)
    pieces: list[str] = []
    starts: list[int] = []
    for index, character in enumerate(text):
        if character < "\x80":
            piece = character.lower()
        else:
            piece = plain(character)
            if not piece:
                continue
            if "/" in piece and len(piece) > 1 and pieces and pieces[-1][-1:].isdigit():
                piece = " " + piece  # "2½" is two and a half, not twenty-one halves
        pieces.append(piece)
        starts.extend([index] * len(piece))
    return Folded("".join(pieces), tuple(starts), source)


def visible(text: str) -> str:
    """A text as a reader sees it: without what is drawn as nothing, on one line."""
    if not text.isascii():
        for each in set(text):
            if each > "\x7f" and not unicodedata.combining(each) and not plain(each):
                text = text.replace(each, "")
    return " ".join(text.split())
