"""An entry of a reference list before it is read: which stretches of which blocks belong to it, and its label."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from lint.document import COLLAPSED, Block, Inline
from lint.spans import Span

Origin = Literal["list", "footnote", "definition", "table", "html", "bibliography"]
_OPENING = frozenset("↑^[(【¹²³⁰⁴⁵⁶⁷⁸⁹")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


class Piece(NamedTuple):
    """The visible range [start, end) of a block."""

    block: Block
    start: int
    end: int

    @property
    def text(self) -> str:
        """The visible text of the range."""
        return self.block.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """Where the range lies in the source."""
        return self.block.prose.span(self.start, self.end)

    def inlines(self, kind: str) -> list[Inline]:
        """What of a kind begins within the range."""
        return [inline for inline in within(self.block, self.start, self.end) if inline.kind == kind]


def within(block: Block, start: int, end: int) -> Iterator[Inline]:
    """What of a block begins in the visible range [start, end), and what is empty at its end."""
    inlines = block.inlines
    for index in range(bisect_left(inlines, start, key=lambda inline: inline.start), len(inlines)):
        inline = inlines[index]
        if inline.start > end:
            return
        if inline.start < end or inline.end == end:
            yield inline


class Draft(NamedTuple):
    """The pieces of one entry in order, the label that a reader sees of it, and where it stands."""

    pieces: tuple[Piece, ...]
    label: str
    origin: Origin
    span: Span
    anchors: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The visible text without the label."""
        return "\n".join(text for piece in self.pieces if (text := piece.text.strip()))


@cache
def _marker() -> re.Pattern[str]:
    """A label at the beginning: [1], [^1], [Smi09], (1), 1., 1), ¹, and Wikipedia's arrow before any of them."""
    return re.compile(
        r"\s*(?:[↑^]\s*)?(?:\[\^?(?P<square>\d{1,3}[a-z]?|[A-Z][A-Za-z+]{1,12}\d{2,4}[a-z]?)\]|\((?P<round>\d{1,3})\)"
        r"|(?P<dot>\d{1,3})[.)](?=\s|[A-Z\"“])|(?P<high>[¹²³⁰⁴-⁹]{1,3})|【(?P<wide>\d{1,3})】|\^(?P<caret>\d{1,3})\^)"
        r"[.:：]?\s*"
    )


def marker(block: Block, start: int, end: int) -> tuple[str, int]:
    """The label at a place of a block's text and where the text behind it begins; ("", start) without one."""
    first = block.text[start:end].lstrip()[:1]
    # Most texts begin with a letter: they need no pattern.
    match = _marker().match(block.text, start, end) if first.isdecimal() or first in _OPENING else None
    if match is not None:
        label = next(group for group in match.groups() if group)
        return label.translate(_SUPERSCRIPTS), match.end()
    for inline in within(block, start, start + 1):
        # <sup>1</sup> Smith ..., and "[1] Smith" whose label is also that of a link definition
        if inline.start == start and inline.kind in ("superscript", "link", "strong"):
            text = block.text[inline.start : inline.end]
            if re.fullmatch(r"\[?\d{1,3}\]?[.,)]?", text) and inline.end < end:
                after = re.compile(r"[\].:]?\s*").match(block.text, inline.end, end)
                behind = after.end() if after else inline.end
                if text.endswith(","):  # <sup>3,</sup> <sup>4</sup>: one entry for two numbers
                    behind = marker(block, behind, end)[1]
                return text.strip("[].,)"), behind
    return "", start


def shown(block: Block) -> bool:
    """Whether a reader can come to see the block: also one that a click unfolds."""
    if block.kind not in ("paragraph", "heading", "cell", "term", "html"):
        return False
    return block.hidden in ("", COLLAPSED, "a collapsed section")
