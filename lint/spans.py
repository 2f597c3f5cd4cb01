"""Places in a text: half-open spans of code points, line and column at the edge, visible text mapped to its source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

BOM = "\ufeff"


class Span(NamedTuple):
    """Half-open range of code points in the text as read."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share a character (an empty span overlaps what it lies inside of)."""
        if self.start == self.end or other.start == other.end:
            return self.start <= other.end and other.start <= self.end
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether the other range lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


class Position(NamedTuple):
    """A place as people name it: line and column from 1, in code points, and the offset from 0."""

    line: int
    column: int
    offset: int


class LineIndex:
    """Where the lines of a text begin; LF, CRLF and lone CR end a line, as in CommonMark.

    A byte order mark is a signature, not a character of line 1: it keeps its offset, but column 1 is the
    character after it, as editors count.
    """

    __slots__ = ("starts",)

    def __init__(self, text: str) -> None:
        first = 1 if text.startswith(BOM) else 0
        starts = [first, *_behind(text, "\n")]
        if "\r" in text:
            starts += [place for place in _behind(text, "\r") if not text.startswith("\n", place)]
            starts.sort()
        self.starts = starts

    def position(self, offset: int) -> Position:
        """The line and column of an offset."""
        line = max(bisect_right(self.starts, offset), 1)
        return Position(line, max(offset - self.starts[line - 1], 0) + 1, offset)

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column.

        Raises:
            IndexError: the text has no such line.
        """
        return self.starts[line - 1] + column - 1


def _behind(text: str, mark: str) -> Iterator[int]:
    """The offsets behind each occurrence of a character."""
    place = text.find(mark)
    while place != -1:
        yield place + 1
        place = text.find(mark, place + 1)


class Stretches:
    """Ranges of a text, joined where they meet; whether one is touched costs the same however many there are."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(ranges):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touch(self, start: int, end: int) -> bool:
        """Whether one of them shares a character with [start, end)."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._ends[before - 1] > start


class Segment(NamedTuple):
    """A run of visible characters and the source that shows it.

    `length` visible characters from `start` come from `width` source characters at `source`. Equal lengths mean
    character by character; otherwise the whole run stands for the whole source (an entity, an escape, a break).
    """

    start: int
    length: int
    source: int
    width: int


class Prose:
    """Visible text with a map from every character to its place in the source.

    `text` is what a reader sees; `segments` cover it without gap, in order. Two visible neighbours may lie apart
    in the source (markup between them) but never in reversed order.
    """

    __slots__ = ("_starts", "segments", "text")

    def __init__(self, text: str, segments: Iterable[Segment]) -> None:
        self.text = text
        self.segments = tuple(segments)
        self._starts = [segment.start for segment in self.segments]

    def __repr__(self) -> str:
        return f"Prose({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Prose) and (self.text, self.segments) == (other.text, other.segments)

    def __hash__(self) -> int:
        return hash((self.text, self.segments))

    def source(self, index: int) -> Span:
        """The source characters that show the visible character at `index`.

        Raises:
            IndexError: the text has no such character.
        """
        if not 0 <= index < len(self.text):
            raise IndexError(index)
        segment = self.segments[bisect_right(self._starts, index) - 1]
        if segment.length == segment.width:
            place = segment.source + index - segment.start
            return Span(place, place + 1)
        return Span(segment.source, segment.source + segment.width)

    def span(self, start: int, end: int) -> Span:
        """The source range from the first to the last visible character of [start, end)."""
        if start >= end:
            if not self.segments:
                return Span(0, 0)
            place = self.source(start).start if start < len(self.text) else self.source(len(self.text) - 1).end
            return Span(place, place)
        return Span(self.source(start).start, self.source(end - 1).end)

    def index(self, offset: int) -> int:
        """The first visible character at or after a source offset; the length of the text when there is none."""
        at = bisect_right(self.segments, offset, key=_segment_end)
        if at == len(self.segments):
            return len(self.text)
        segment = self.segments[at]
        if offset <= segment.source or segment.length != segment.width:
            return segment.start
        return segment.start + offset - segment.source

    def moved(self, distance: int) -> Prose:
        """The same text, standing elsewhere in the source."""
        moved = Prose(self.text, ())
        moved.segments = tuple(
            [Segment(start, length, source + distance, width) for start, length, source, width in self.segments]
        )
        moved._starts = self._starts
        return moved

    def slice(self, start: int, end: int) -> Prose:
        """The same map for the visible range [start, end)."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        behind = bisect_left(self._starts, end, first)
        return Prose(self.text[start:end], _cut(self.segments[first:behind], start, end))


def _segment_end(segment: Segment) -> int:
    return segment.source + segment.width


def _cut(segments: Iterable[Segment], start: int, end: int) -> Iterator[Segment]:
    for segment in segments:
        low, high = max(segment.start, start), min(segment.start + segment.length, end)
        if low >= high:
            continue
        if segment.length == segment.width:
            yield Segment(low - start, high - low, segment.source + low - segment.start, high - low)
        else:
            yield Segment(low - start, high - low, segment.source, segment.width)


def _merge(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Join neighbours that are contiguous on both sides, character by character."""
    last: Segment | None = None
    for segment in segments:
        if (
            last is not None
            and last.length == last.width
            and segment.length == segment.width
            and last.source + last.width == segment.source
        ):
            last = Segment(last.start, last.length + segment.length, last.source, last.width + segment.width)
            continue
        if last is not None:
            yield last
        last = segment
    if last is not None:
        yield last


class ProseBuilder:
    """Collects visible pieces in order and yields the Prose made of them."""

    __slots__ = ("_built", "_pieces", "_segments", "length")

    def __init__(self, prose: Prose | None = None) -> None:
        self._built = prose  # what was built before, as long as nothing is added to it
        self._pieces = [prose.text] if prose and prose.text else []
        self._segments = list(prose.segments) if prose else []
        self.length = len(prose.text) if prose else 0

    def add(self, text: str, source: int, width: int) -> None:
        """Append visible `text` shown by `width` source characters at `source`."""
        if text:
            self._built = None
            self._pieces.append(text)
            self._segments.append(Segment(self.length, len(text), source, width))
            self.length += len(text)

    @property
    def ends_in_space(self) -> bool:
        """Whether a space that follows would add nothing to what a browser shows."""
        return not self._pieces or self._pieces[-1][-1] in " \n"

    @property
    def source_end(self) -> int:
        """Where the source of the last piece ends; 0 before there is one."""
        return self._segments[-1].source + self._segments[-1].width if self._segments else 0

    def build(self) -> Prose:
        """The prose collected so far."""
        return self._built or Prose("".join(self._pieces), _merge(self._segments))
