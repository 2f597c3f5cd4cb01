"""From what the parser sees back to the file: line ends unified, front matter cut off, containers stripped."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from markdown_it.common.utils import MD_TRIM_CHARS

from lint.spans import Span


class Source:
    """The Markdown body as the parser reads it (LF, no NUL), and where each of its characters lies in the file."""

    def __init__(self, text: str, start: int) -> None:
        body = text[start:]
        self.base = start
        self._removed: list[int] = []  # offsets in `src` of the line feeds whose carriage return is gone
        if "\r" in body:
            pairs = (match.start() for match in re.finditer("\r\n", body))
            self._removed = [place - index for index, place in enumerate(pairs)]
            body = re.sub("\r\n?", "\n", body)
        self.src = body.replace("\0", "\ufffd")
        self.starts = [0]
        place = self.src.find("\n")
        while place != -1:
            self.starts.append(place + 1)
            place = self.src.find("\n", place + 1)

    def file(self, offset: int) -> int:
        """The offset in the file of an offset in `src`."""
        if self._removed:
            offset += bisect_left(self._removed, offset)
        return self.base + offset

    def line_end(self, line: int) -> int:
        """Where a line ends in `src`, without its line feed."""
        return self.starts[line + 1] - 1 if line + 1 < len(self.starts) else len(self.src)

    def line_start(self, line: int) -> int:
        """Where a line begins in `src`; the end of the text for a line behind the last."""
        return self.starts[line] if line < len(self.starts) else len(self.src)

    def lines_span(self, first: int, last: int) -> Span:
        """The file span of lines [first, last) without surrounding white space."""
        start, end = self.line_start(first), self.line_start(last)
        text = self.src[start:end]
        start += len(text) - len(text.lstrip())
        end -= len(text) - len(text.rstrip())
        return Span(self.file(start), self.file(max(start, end)))


Form = tuple[tuple[int, int], ...]
STRAIGHT: Form = ((0, 0),)


class Origin:
    """Where the characters of a piece of content lie: breakpoints (offset in content, offset in `src`).

    Between two breakpoints content and source run in parallel; the content of a paragraph in a quote has one for
    every line, behind the quote's marker. None reaches over a line end that lost its carriage return: in the file it
    would run in parallel no more.
    """

    __slots__ = ("_content", "_file", "_shift")

    def __init__(self, source: Source, breaks: list[tuple[int, int]], shift: int = 0) -> None:
        self._content: list[int] = []
        self._file: list[int] = []
        self._shift = shift
        apart: int | None = None
        for at, place in breaks:
            file = source.file(place)
            if file - at != apart:
                self._content.append(at)
                self._file.append(file)
                apart = file - at

    def place(self, offset: int) -> int:
        """The file offset of a character of the content (or of its end)."""
        offset += self._shift
        index = max(bisect_right(self._content, offset) - 1, 0)
        return self._file[index] + offset - self._content[index]

    @property
    def is_straight(self) -> bool:
        """Whether the content lies in the file as it is."""
        return len(self._content) == 1

    @property
    def form(self) -> Form:
        """The breakpoints seen from the place of the first character: equal wherever the same lines stand."""
        if self.is_straight:
            return STRAIGHT
        first = self.place(0)
        return tuple((at - self._shift, place - first) for at, place in zip(self._content, self._file, strict=True))

    def end(self, offset: int) -> int:
        """The file offset behind the last character before `offset`."""
        return self.place(offset - 1) + 1 if offset else self.place(0)

    def runs(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Cut a content range where its source is not contiguous: (start, end) of each run."""
        index = bisect_right(self._content, start + self._shift)
        while index < len(self._content) and (at := self._content[index] - self._shift) < end:
            yield start, at
            start = at
            index += 1
        yield start, end

    def shifted(self, offset: int) -> Origin:
        """The origin of the content from `offset` on."""
        shifted = Origin(Source("", 0), [], self._shift + offset)
        shifted._content = self._content
        shifted._file = self._file
        return shifted


def of_cut(source: Source, begin: int, text: str, content: str) -> Origin:
    """The origin of content that was cut from whole lines and then trimmed.

    Each line of the cut is the tail of its source line, so it is aligned at the line's end. Spaces in front of it
    that no source line has are what is left of a tab that a list's indentation cut through; they lie at the tab.
    """
    lead = text.index(content) if content else 0
    breaks: list[tuple[int, int]] = []
    at = -lead
    for index, line in enumerate(text.split("\n")):
        number = begin + index
        if at > len(content) or number >= len(source.starts):
            break
        end = source.line_end(number)
        start = end - len(line)
        if line.startswith(" ") and not (start >= source.starts[number] and source.src.startswith(line, start)):
            virtual = virtual_spaces(source.src[source.starts[number] : end], line)
            start += virtual
            breaks += ((at + space, start - 1) for space in range(virtual))
            breaks.append((at + virtual, start))
        else:
            breaks.append((at, start))
        at += len(line) + 1
    return Origin(source, breaks or [(0, len(source.src))])


def cut_span(source: Source, begin: int, text: str, content: str) -> Span:
    """Where content lies that was cut from whole lines and then trimmed, none of which is empty."""
    lead = text.index(content)
    trail = len(text) - lead - len(content)
    start = source.line_end(begin) - len(text.partition("\n")[0]) + lead
    end = source.line_end(begin + text.count("\n")) - trail
    return Span(source.file(start), source.file(end))


def virtual_spaces(raw: str, line: str) -> int:
    """How many spaces at the start of `line`, cut from the source line `raw`, stand for a part of a tab."""
    virtual = 0
    while not raw.endswith(line[virtual:]):
        virtual += 1
    return virtual


def of_line(source: Source, start: int, end: int, content: str) -> Origin:
    """The origin of content that is one stretch of a line: behind the `#` of a heading, or a title."""
    place = source.src.find(content, start, end) if content else start
    return Origin(source, [(0, max(place, start))])


def of_row(source: Source, start: int, line: int) -> list[tuple[str, Origin]]:
    """The cells of a table row with their origins; `start` is the row's first character behind container markers.

    Splits as the parser does: at pipes that no backslash escapes, the backslash dropped from the content.
    """
    text = source.src[start : source.line_end(line)]
    start += len(text) - len(text.lstrip(MD_TRIM_CHARS))
    text = text.strip(MD_TRIM_CHARS)
    cells: list[tuple[str, Origin]] = []
    breaks: list[tuple[int, int]] = [(0, start)]
    pieces: list[str] = []
    length = position = 0
    at = text.find("|")
    while at != -1:
        if at and text[at - 1] == "\\":
            pieces.append(text[position : at - 1])
            length += at - 1 - position
            position = at
            breaks.append((length, start + at))
        else:
            pieces.append(text[position:at])
            cells.append(_cell(source, breaks, "".join(pieces)))
            pieces, position, length = [], at + 1, 0
            breaks = [(0, start + position)]
        at = text.find("|", at + 1)
    pieces.append(text[position:])
    cells.append(_cell(source, breaks, "".join(pieces)))
    if text.startswith("|"):
        del cells[0]
    if cells and not "".join(pieces):
        del cells[-1]
    return cells


def _cell(source: Source, breaks: list[tuple[int, int]], content: str) -> tuple[str, Origin]:
    lead = len(content) - len(content.lstrip(MD_TRIM_CHARS))
    return content.strip(MD_TRIM_CHARS), Origin(source, breaks, lead)
