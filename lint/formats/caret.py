"""The line that a finding is about, on one row of a terminal, and which cells of it the carets below it stand under.

Terminals disagree about the width of what only chooses the look of a sign: an emoji's variation selector and skin
tones are left out of the row, flags are shown as the letters that they are made of. Joiners and controls are written
out (`printable`) and so have the same width everywhere. The widths are those of Unicode Standard Annex #11 as the
library wcwidth reads it; the tests hold them against it for every character. Importing it takes as long as checking an
article, so the numbers come from the standard library here. A terminal that turns right-to-left words around does so
within the words, so carets under whole words are right there, too.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lint.finding import Finding
from lint.formats.plain import is_ordinary, printable
from lint.spans import BOM

_TONES = "\U0001f3fb-\U0001f3ff"
_LOOKS = re.compile(rf"\ufe0f|(?<=[^\w\s{_TONES}])[{_TONES}]")
_FLAGS = {0x1F1E6 + index: chr(ord("A") + index) for index in range(26)}  # regional indicator symbols
_ELLIPSIS = "…"
_WORD = 20  # a cut falls between words where one ends within so many characters
_RAW = 10  # characters that a cell may stand for at most, with marks, tones and white space that is joined


class Row(NamedTuple):
    """A line as shown, and the cells that are meant: how many before them, and how many they are (one at least)."""

    text: str
    before: int
    marked: int


def row(finding: Finding, width: int) -> Row | None:
    """The line of a finding in at most so many cells, lines that its words run over joined; None when it has none.

    What is left of a line that is too long is what stands around the words; of words that are too long, both ends.
    """
    text, offset = finding.lines.text, finding.lines.offset
    start, end = finding.start.offset - offset, finding.end.offset - offset
    if not 0 <= start <= end <= len(text) or text[start:end] != finding.excerpt:
        return None
    raw = _RAW * width
    before = re.split(r"[\r\n]", text[max(start - raw, 0) : start])[-1]
    after = "" if text[start:end].endswith(("\r", "\n")) else re.split(r"[\r\n]", text[end : end + raw])[0]
    marked = finding.excerpt
    if len(marked) > 2 * raw:  # what lies between is cut anyway
        marked = marked[:raw] + marked[-raw:]
    before, marked, after = (re.sub(r"\s+", " ", part) for part in (before.removeprefix(BOM), marked, after))
    before, after = before.lstrip(), after.rstrip()
    if not before and not after:
        marked = marked.strip()
    first, second, whole = _safe(before), _safe(before + marked), _safe(before + marked + after)
    if not whole.strip():
        return None
    return _cut(first, second[len(first) :], whole[len(second) :], width)


def _safe(text: str) -> str:
    """The text made harmless and of one width everywhere; that of a text's beginning is the beginning of its own."""
    shown = printable(text)
    if not is_ordinary(shown):
        shown = _LOOKS.sub("", shown).translate(_FLAGS)
    return shown.replace("##[", "##\\x5b")  # as `inert` does; the carets have to know


def _cut(before: str, marked: str, after: str, width: int) -> Row:
    """The row of the three parts, in at most so many cells."""
    while before and marked and not cells(marked):  # a mark alone: it stands on the letter before it
        before, marked = before[:-1], before[-1] + marked
    room = width - max(cells(marked), 1)
    if room < 0:
        half = (width - 3) // 2
        marked, before, after = f"{head(marked, half).rstrip()} … {tail(marked, half).lstrip()}", "", ""
        return Row(marked, 0, cells(marked))
    left, right = cells(before), cells(after)
    if left + right > room:
        share = max(room // 2, room - right)
        before = _tail_of_words(before, min(left, share))
        after = _head_of_words(after, room - cells(before))
    return Row(f"{before}{marked}{after}", cells(before), max(cells(marked), 1))


def _head_of_words(text: str, room: int) -> str:
    if cells(text) <= room:
        return text
    kept = head(text, room - 2)
    space = kept.rfind(" ", max(len(kept) - _WORD, 0))
    kept = kept[:space] if space >= 0 else kept
    return f"{kept.rstrip()} {_ELLIPSIS}" if room >= 2 else ""


def _tail_of_words(text: str, room: int) -> str:
    if cells(text) <= room:
        return text
    kept = tail(text, room - 2)
    kept = kept[kept.find(" ", 0, _WORD) + 1 :]
    return f"{_ELLIPSIS} {kept.lstrip()}" if room >= 2 else ""


def head(text: str, room: int) -> str:
    """As much of the beginning as has room in so many cells."""
    if is_ordinary(text):
        return text[: max(room, 0)]
    for index, character in enumerate(text):
        room -= _width(character)
        if room < 0:
            return text[:index]
    return text


def tail(text: str, room: int) -> str:
    """As much of the end as has room in so many cells, without the marks of a letter that has none."""
    if is_ordinary(text):
        return text[max(len(text) - max(room, 0), 0) :]
    for index in range(len(text) - 1, -1, -1):
        room -= _width(text[index])
        if room < 0:
            kept = text[index + 1 :]
            while kept and not _width(kept[0]):
                kept = kept[1:]
            return kept
    return text


def cells(text: str) -> int:
    """How many cells of a terminal a printable text takes."""
    return len(text) if is_ordinary(text) else sum(map(_width, text))


def _width(character: str) -> int:
    if character < "\u0300":  # the first mark; wide characters come behind it
        return 1
    from unicodedata import category, east_asian_width

    if "\u1160" <= character <= "\u11ff" or "\ud7b0" <= character <= "\ud7ff":
        return 0  # vowels and endings of Hangul that is written in parts: drawn onto the beginning
    if category(character) in ("Mn", "Me", "Mc"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
