"""Entries from paragraphs: one each, or one a line where the lines carry labels; and from the rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from lint.document import Block
from lint.references.draft import Draft, Piece, marker, within
from lint.references.likeness import continues, held, is_frame, likeness
from lint.spans import Span


def lines(block: Block, first: int = 0) -> list[tuple[int, int]]:
    """The visible lines of a block from an offset, without the space around them."""
    found = []
    start = first
    for line in block.text[first:].split("\n"):
        if line.strip():
            lead = len(line) - len(line.lstrip())
            found.append((start + lead, start + len(line.rstrip())))
        start += len(line) + 1
    return found


def stretches(block: Block, first: int = 0) -> list[tuple[int, int, str, int]]:
    """The entries that a paragraph may hold: (start, end, label, where the text begins).

    Lines that begin with labels begin entries, the others continue them; without labels, lines that all look like
    references are one each.
    """
    found = lines(block, first)
    marked = [marker(block, start, end) for start, end in found]
    if found and marked[0][0]:
        runs: list[tuple[int, int, str, int]] = []
        for (start, end), (label, text) in zip(found, marked, strict=True):
            if label and text < end:
                runs += _in_a_line(block, start, end, label, text)
            elif runs:
                runs[-1] = (runs[-1][0], end, *runs[-1][2:])
        return runs
    if len(found) > 1 and all(_points(Piece(block, start, end)) >= 3 for start, end in found):
        whole = [is_frame(block.text[start:end], 0) or _only_address(block.text[start:end]) for start, end in found]
        if all(whole):
            return [(start, end, "", start) for start, end in found]
    return [(found[0][0], found[-1][1], "", found[0][0])] if found else []


def _in_a_line(block: Block, start: int, end: int, label: str, text: int) -> Iterator[tuple[int, int, str, int]]:
    """The entries of one line that counts on: "1. Smith ... 2. Jones ..."; each must look like a reference."""
    runs = [(start, end, label, text)]
    while runs[-1][2].isdecimal():
        first, _, last, begin = runs[-1]
        following = int(last) + 1
        square = block.text[first] == "["
        mark = f" [{following}] " if square else f" {following}. "
        place = block.text.find(mark, begin, end)
        if place == -1 or not is_frame(block.text[begin:place], 1):
            break
        runs[-1] = (first, place, last, begin)
        runs.append((place + 1, end, str(following), place + len(mark)))
    yield from runs


@cache
def _address() -> re.Pattern[str]:
    return re.compile(r"(?:https?://|www\.)\S+$")


def _only_address(text: str) -> bool:
    return bool(_address().match(text))


def _targets(piece: Piece) -> list[str]:
    return [inline.target for inline in piece.inlines("link") if not inline.target.startswith("#")]


def _held(piece: Piece) -> int:
    return held(f"{piece.text} {' '.join(_targets(piece))}")


def _points(piece: Piece) -> int:
    return likeness(piece.text, len(_targets(piece)), _held(piece))


MARKED, UNMARKED, BETWEEN = 1, 3, 1  # the points of likeness that a paragraph needs under a heading
MAX_TAIL = 6  # words of a paragraph that holds nothing but an identifier


def entries(blocks: Iterable[Block], first: Mapping[int, int], framed: bool = False) -> Iterator[Draft]:
    """The entries among paragraphs under a heading; `first` says where they begin in a block that opens with a label.

    A paragraph that hardly looks like a reference is one when it stands between two that do. With `framed` only what
    is built like a reference without doubt is one: under "Evidence" sentences cite studies too.
    """
    candidates = [
        (paragraph, start, Piece(paragraph, text, end), label)
        for paragraph in blocks
        for start, end, label, text in stretches(paragraph, first.get(id(paragraph), 0))
    ]
    if framed:
        candidates = [each for each in candidates if is_frame(each[2].text, _held(each[2]))]
    points = [_points(piece) for _, _, piece, _ in candidates]
    clear = [each >= (MARKED if label else UNMARKED) for each, (_, _, _, label) in zip(points, candidates, strict=True)]
    last: Draft | None = None
    for index, (block, start, piece, label) in enumerate(candidates):
        between = 0 < index < len(clear) - 1 and clear[index - 1] and clear[index + 1]
        if last is not None and not label and continues(piece.text) and len(piece.text.split()) <= MAX_TAIL:
            last = _joined(last, draft(block, start, piece, ""))
        elif clear[index] or (between and points[index] >= BETWEEN):
            if last is not None:
                yield last
            last = draft(block, start, piece, label)
    if last is not None:
        yield last


def _joined(entry: Draft, tail: Draft) -> Draft:
    """An entry with the paragraph of its own in which its identifiers stand."""
    span = Span(entry.span.start, tail.span.end)
    return Draft(entry.pieces + tail.pieces, entry.label, entry.origin, span, entry.anchors + tail.anchors)


def draft(block: Block, start: int, piece: Piece, label: str) -> Draft:
    """The draft of a stretch of a paragraph; its place begins with its label."""
    span = block.prose.span(start, piece.end)
    inside = [inline for inline in within(block, start, piece.end) if inline.end <= piece.end]
    starts = [inline.span.start for inline in inside if inline.start == start < inline.end]
    ends = [inline.span.end for inline in inside if inline.end == piece.end > inline.start]
    anchors = tuple(inline.target for inline in inside if inline.kind == "anchor")
    span = Span(min([span.start, *starts]), max([span.end, *ends]))
    return Draft((piece,), label, "html" if block.kind == "html" else "list", span, anchors)
