"""The prose of one block while it is read: what is seen of it, what is hidden in it, and the constructs within."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lint.document import BlockKind, Inline, InlineKind
from lint.markdown.origin import Origin
from lint.spans import Prose, ProseBuilder, Span

NOWHERE = Span(0, 0)


class Part:
    """The text of a block that is seen, or hidden for one reason, with the constructs in it."""

    __slots__ = ("builder", "inlines")

    def __init__(self) -> None:
        self.builder = ProseBuilder()
        self.inlines: list[Inline] = []

    def build(self, trim: bool = False, until: int | None = None) -> tuple[Prose, tuple[Inline, ...]]:
        """The prose up to `until`, or without white space at its end, and the constructs in it in their order."""
        prose = self.builder.build()
        end = len(prose.text.rstrip(" \n")) if trim else len(prose.text)
        if until is not None:
            end = until
        inlines = sorted(self.inlines, key=_place)
        if end < len(prose.text):
            prose = prose.slice(0, end)
            inlines = [each._replace(start=min(each.start, end), end=min(each.end, end)) for each in inlines]
        return prose, tuple(inlines)


def _place(inline: Inline) -> tuple[int, int]:
    return inline.start, -inline.end


class Opened(NamedTuple):
    """An inline construct whose end has not come yet: where its text and its source begin."""

    kind: InlineKind
    part: Part
    start: int
    source: int
    target: str = ""
    title: str = ""
    target_span: Span = NOWHERE


class Aside(NamedTuple):
    """A text that hides in a block's source without being part of its prose: alt text, title, comment."""

    kind: BlockKind
    hidden: str
    prose: Prose


class Flow:
    """A block under construction. `hidden` is why its place is not seen; elements within may hide more, or less."""

    __slots__ = ("_opened", "asides", "hidden", "parts", "trimmed")

    def __init__(self, hidden: str) -> None:
        self.hidden = hidden
        self.trimmed = False  # HTML shows no white space at the end of a block
        self.parts: dict[str, Part] = {hidden: Part()}
        self.asides: list[Aside] = []
        self._opened: dict[tuple[InlineKind, str], list[Opened]] = {}

    @property
    def main(self) -> Part:
        """The part that makes the block itself."""
        return self.parts[self.hidden]

    def part(self, hidden: str) -> Part:
        """Where text goes that is hidden for the reason given."""
        part = self.parts.get(hidden)
        if part is None:
            part = self.parts[hidden] = Part()
        return part

    def begin(self, opened: Opened, tag: str = "") -> None:
        """A construct begins, of a Markdown mark or an HTML tag."""
        self._opened.setdefault((opened.kind, tag), []).append(opened)

    def end(self, kind: InlineKind, source: int, tag: str = "") -> None:
        """The innermost construct of a kind ends; `source` is the place behind its closing mark."""
        stack = self._opened.get((kind, tag))
        if stack:
            self._close(stack.pop(), source)

    def end_all(self) -> None:
        """The block ends, and whatever is still open in it."""
        for stack in self._opened.values():
            for opened in stack:
                self._close(opened, opened.part.builder.source_end)
        self._opened.clear()

    @staticmethod
    def _close(opened: Opened, source: int) -> None:
        span = Span(opened.source, max(source, opened.source))
        end = opened.part.builder.length
        opened.part.inlines.append(
            Inline(opened.kind, opened.start, end, span, opened.target, opened.title, opened.target_span)
        )


def verbatim(builder: ProseBuilder, text: str, position: int, origin: Origin) -> None:
    """Add text that stands in the content at `position` as it is shown."""
    for start, end in origin.runs(position, position + len(text)):
        builder.add(text[start - position : end - position], origin.place(start), end - start)


def mapped(builder: ProseBuilder, pieces: Sequence[tuple[str, int, int]], origin: Origin) -> None:
    """Add pieces (text, position, width), where a width unlike the text's length means decoded text."""
    for text, position, width in pieces:
        if len(text) == width:
            verbatim(builder, text, position, origin)
        else:
            place = origin.place(position)
            builder.add(text, place, origin.end(position + width) - place)
