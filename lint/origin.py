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
        if not self._removed:
            return self.base + offset
        return self.base + offset + bisect_left(self._removed, offset)

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


class Origin:
    """Where the characters of a piece of content lie: breakpoints (offset in content, offset in `src`)."""

    def __init__(self, source: Source, breaks: list[tuple[int, int]]) -> None:
        self.source = source
        self._content = [at for at, _ in breaks]
        self._src = [place for _, place in breaks]

    def place(self, offset: int) -> int:
        """The file offset of a character of the content (or of its end)."""
        index = max(bisect_right(self._content, offset) - 1, 0)
        return self.source.file(self._src[index] + offset - self._content[index])

    def end(self, offset: int) -> int:
        """The file offset behind the last character before `offset`."""
        return self.place(offset - 1) + 1 if offset else self.place(0)

    def runs(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Cut a content range where its source is not contiguous: (start, end) of each run."""
        for at in self._content[bisect_right(self._content, start) :]:
            if at >= end:
                break
            yield start, at
            start = at
        yield start, end

    def shifted(self, offset: int) -> Origin:
        """The origin of the content from `offset` on."""
        shifted = Origin(self.source, [])
        shifted._content = [at - offset for at in self._content]
        shifted._src = self._src
        return shifted


def of_cut(source: Source, begin: int, text: str, content: str) -> Origin:
    """The origin of content that was cut from whole lines and then trimmed.

    Each line of the cut is the tail of its source line, so it is aligned at the line's end.
    """
    lead = text.index(content) if content else 0
    breaks: list[tuple[int, int]] = []
    at = -lead
    for index, line in enumerate(text.split("\n")):
        if at > len(content) or begin + index >= len(source.starts):
            break
        breaks.append((at, source.line_end(begin + index) - len(line)))
        at += len(line) + 1
    return Origin(source, breaks or [(0, len(source.src))])


def of_line(source: Source, start: int, end: int, content: str) -> Origin:
    """The origin of content that is one stretch of a line: behind the `#` of a heading, or a title."""
    place = source.src.find(content, start, end) if content else start
    return Origin(source, [(0, max(place, start))])


def of_row(source: Source, start: int, line: int) -> list[Origin]:
    """The origins of a table row's cells; `start` is the row's first character behind container markers.

    Splits as the parser does: at pipes that no backslash escapes, the backslash dropped from the content.
    """
    end = source.line_end(line)
    text = source.src[start:end]
    start += len(text) - len(text.lstrip(MD_TRIM_CHARS))
    text = text.strip(MD_TRIM_CHARS)
    cells: list[Origin] = []
    breaks: list[tuple[int, int]] = [(0, start)]
    length, escaped = 0, False
    pieces: list[str] = []
    position = 0
    for index, character in enumerate((*text, "|")):
        if character == "|" and (not escaped or index == len(text)):
            pieces.append(text[position:index])
            cells.append(_cell(source, breaks, "".join(pieces)))
            pieces, position, length = [], index + 1, 0
            breaks = [(0, start + position)]
        elif character == "|":
            pieces.append(text[position : index - 1])
            length += index - 1 - position
            position = index
            breaks.append((length, start + index))
        escaped = character == "\\"
    if text.startswith("|"):
        del cells[0]
    if len(cells) > 1 and text.endswith("|") and not text.endswith("\\|"):
        del cells[-1]
    return cells


def _cell(source: Source, breaks: list[tuple[int, int]], content: str) -> Origin:
    lead = len(content) - len(content.lstrip(MD_TRIM_CHARS))
    return Origin(source, breaks).shifted(lead) if lead else Origin(source, breaks)
