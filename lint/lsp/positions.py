"""Places as editors name them: line and character from 0, in units of the encoding that both sides agreed on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypedDict

from lint.spans import LineIndex, Span

Encoding = Literal["utf-16", "utf-8", "utf-32"]
ENCODINGS: tuple[Encoding, ...] = ("utf-16", "utf-8", "utf-32")


class Place(TypedDict):
    """A position (LSP 3.17, "Position")."""

    line: int
    character: int


class Range(TypedDict):
    """A half-open range (LSP 3.17, "Range")."""

    start: Place
    end: Place


def agreed(offered: object) -> Encoding:
    """The first encoding of a client's list that we know; UTF-16 without one, which every client understands."""
    known = [each for each in offered if each in ENCODINGS] if isinstance(offered, Sequence) else []
    return known[0] if known else "utf-16"


class Lines:
    """The lines of one text. LF, CRLF and a lone CR end a line, as in CommonMark and in editors alike."""

    def __init__(self, text: str, encoding: Encoding) -> None:
        self._text, self._encoding = text, encoding
        self._starts = LineIndex(text).starts
        self._starts[0] = 0  # to an editor that kept a byte order mark it is a character like any other

    def place(self, offset: int) -> Place:
        """The position of an offset in code points."""
        offset = min(max(offset, 0), len(self._text))
        line = bisect_right(self._starts, offset) - 1
        return Place(line=line, character=self._units(self._text[self._starts[line] : offset]))

    def range(self, span: Span) -> Range:
        """The range of a span."""
        return Range(start=self.place(span.start), end=self.place(span.end))

    def offset(self, place: Mapping[str, Any]) -> int:
        """The offset of a position; behind the end of a line it is the end, inside of a character its beginning.

        Raises:
            KeyError, TypeError, ValueError: it is none.
        """
        line, character = int(place["line"]), int(place["character"])
        if line < 0 or character < 0:
            raise ValueError("a position counts from 0")
        if line >= len(self._starts):
            return len(self._text)
        start = self._starts[line]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self._text)
        words = self._text[start:end].rstrip("\r\n")
        return start + self._points(words, character)

    def span(self, places: Mapping[str, Any]) -> Span:
        """The span of a range; its ends are put in order.

        Raises:
            KeyError, TypeError, ValueError: it is none.
        """
        start, end = sorted((self.offset(places["start"]), self.offset(places["end"])))
        return Span(start, end)

    def replaced(self, places: Mapping[str, Any], words: str) -> str:
        """The text with other words in a range, whose ends are put in order.

        An editor whose text is UTF-16 can cut a pair in two: the other half stays.

        Raises:
            KeyError, TypeError, ValueError: it is none.
        """
        first, last = sorted(
            (places["start"], places["end"]), key=lambda each: (int(each["line"]), int(each["character"]))
        )
        start, end = self.offset(first), self.offset(last)
        before = _units_of(self._text[start])[:1] if self._is_amid(first, start) else ""
        behind = _units_of(self._text[end])[1:] if self._is_amid(last, end) else ""
        return f"{self._text[:start]}{before}{words}{behind}{self._text[end + bool(behind) :]}"

    def _is_amid(self, place: Mapping[str, Any], offset: int) -> bool:
        """Whether a position lies between the halves of the pair at an offset."""
        if self._encoding != "utf-16" or self._text[offset : offset + 1] <= "\uffff":
            return False
        return self.place(offset)["character"] < int(place["character"])

    def _units(self, words: str) -> int:
        """How many units of the encoding a text has; half of a UTF-16 pair is one unit, or three bytes."""
        if self._encoding == "utf-32" or words.isascii():
            return len(words)
        if self._encoding == "utf-8":
            return len(words.encode("utf-8", "surrogatepass"))
        return len(words) + sum(each > "\uffff" for each in words)

    def _points(self, words: str, units: int) -> int:
        """How many code points of a line lie in that many units."""
        if self._encoding == "utf-32" or words.isascii():
            return min(units, len(words))
        passed = 0
        for number, each in enumerate(words):
            passed += self._width(each)
            if passed > units:
                return number
        return len(words)

    def _width(self, character: str) -> int:
        if self._encoding == "utf-16":
            return 2 if character > "\uffff" else 1
        return 1 if character < "\x80" else 2 if character < "\u0800" else 3 if character < "\U00010000" else 4


def _units_of(character: str) -> str:
    """The two halves of a UTF-16 pair."""
    high, low = divmod(ord(character) - 0x10000, 0x400)
    return chr(0xD800 + high) + chr(0xDC00 + low)
