"""Which text a comment is about: the block that holds it, else the one that follows; an entry of references whole."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from lint.document import Block, Document
from lint.finding import Finding
from lint.references.model import Reference
from lint.spans import Span, Stretches

_OPEN, _CLOSE = "<!--", "-->"
_ATTRIBUTES = ("comment", "title", "alt")


class Coverage:
    """The comments of a document that browsers take for comments, and the text that each of them is about."""

    def __init__(self, document: Document, references: Sequence[Reference]) -> None:
        self._document = document
        self._blocks = document.blocks
        self._outer = list(_outer(document.blocks))
        self._next = list(_next(document.blocks))
        self._code = Stretches(_code(document))
        self._entries = sorted(each.span for each in references if each.source != "bibliography")
        self._starts = [span.start for span in self._entries]

    def comments(self) -> Iterator[tuple[int, Block]]:
        """Each comment with its number among the blocks; none in code, in an image's text, or without an end."""
        text = self._document.text
        for index, block in enumerate(self._blocks):
            if block.kind != "comment":
                continue
            whole = _whole(block)
            if not text.startswith(_OPEN, whole.start) or not text.startswith(_CLOSE, block.span.end):
                continue
            if not self._code.touch(*whole) and not self._is_alternative(index, whole):
                yield index, block

    def of(self, index: int) -> Span | None:
        """The text that a comment is about, None when there is none.

        It is never text outside of the list item, quote or footnote that the comment stands in; at the end of one it is
        about the text before it.
        """
        comment, outer = self._blocks[index], self._outer[index]
        whole = _whole(comment)
        if outer is not None and outer.span.contains(whole):
            return self._entry(outer.span, whole)
        if outer is not None and _within(outer, comment) and self._on_one_line(outer, whole):
            return self._entry(outer.span, whole)
        following = self._next[index]
        if following is not None and _within(following, comment):
            return self._entries_of(following.span)
        if outer is not None and comment.containers and _within(outer, comment):
            return self._entry(outer.span, whole)
        return None

    def holds(self, covered: Span, finding: Finding) -> bool:
        """Whether a finding is one of the covered text: it begins there, and goes on at most within the same list.

        What begins there and ends elsewhere, as a finding about the whole article, is not.
        """
        start, end = finding.start.offset, finding.end.offset
        if not covered.start <= start < max(covered.end, covered.start + 1) and not start == end == covered.end:
            return False
        if end <= covered.end:
            return True
        first = bisect_right(self._blocks, covered.start - 1, key=lambda block: block.span.start)
        around = self._blocks[first].containers[:1] if first < len(self._blocks) else ()
        return any(each.span.start <= start and end <= each.span.end for each in around)

    def _with_tags(self, span: Span) -> Span:
        """A block with the tags around it on its lines: the address of a link stands in one."""
        text = self._document.text
        first = bisect_right(self._blocks, span.start - 1, key=lambda block: block.span.start)
        last = bisect_right(self._blocks, span.end - 1, key=lambda block: block.span.start)
        before = [block.span.end for block in self._blocks[max(first - 20, 0) : first] if block.span.end <= span.start]
        behind = [block.span.start for block in self._blocks[last : last + 1]]
        line_end = text.find("\n", span.end)
        return Span(
            max(text.rfind("\n", 0, span.start) + 1, *before, 0),
            min(len(text) if line_end == -1 else line_end, *behind, len(text)),
        )

    def _entries_of(self, span: Span) -> Span:
        """A block, and what of its entries stands in other blocks."""
        span = self._with_tags(span)
        for entry in self._overlapping(span):
            span = Span(min(span.start, entry.start), max(span.end, entry.end))
        return span

    def _entry(self, span: Span, comment: Span) -> Span:
        """Of a block that holds several entries the one in which, or behind which on its line, the comment stands."""
        entries = self._overlapping(span)
        if len(entries) > 1:
            for entry in reversed(entries):
                between = self._document.text[entry.end : comment.start]
                if entry.contains(comment) or (entry.end <= comment.start and "\n" not in between):
                    return entry
        return self._entries_of(span)

    def _overlapping(self, span: Span) -> list[Span]:
        first = bisect_right(self._starts, span.start)
        while first > 0 and self._entries[first - 1].overlaps(span):
            first -= 1
        found = []
        for entry in self._entries[first:]:
            if entry.start >= span.end:
                break
            if entry.overlaps(span):
                found.append(entry)
        return found

    def _on_one_line(self, block: Block, comment: Span) -> bool:
        """Whether a comment stands behind a block of HTML on its line, before the element ends."""
        between = self._document.text[block.span.end : comment.start]
        return block.span.end <= comment.start and "\n" not in between and not _block_tag().search(between)

    def _is_alternative(self, index: int, comment: Span) -> bool:
        """Whether renderers make it a part of an image's alternative text, which some readers hear."""
        outer = self._outer[index]
        return outer is not None and any(
            inline.kind == "image" and inline.span.contains(comment) for inline in outer.inlines
        )


def _whole(block: Block) -> Span:
    """A comment with its marks."""
    return Span(block.span.start - len(_OPEN), block.span.end + len(_CLOSE))


def _outer(blocks: Sequence[Block]) -> Iterator[Block | None]:
    """For each block the last one before it that is no part of another, nor an attribute or a comment."""
    outer: Block | None = None
    for block in blocks:
        yield outer
        if block.kind not in _ATTRIBUTES and (outer is None or not outer.span.contains(block.span)):
            outer = block


def _next(blocks: Sequence[Block]) -> Iterator[Block | None]:
    """For each block the next one that is no comment."""
    following: list[Block | None] = []
    found: Block | None = None
    for block in reversed(blocks):
        following.append(found)
        if block.kind != "comment":
            found = block
    return reversed(following)


def _within(block: Block, comment: Block) -> bool:
    """Whether a block stands in whatever the comment stands in."""
    return block.containers[: len(comment.containers)] == comment.containers


@cache
def _block_tag() -> re.Pattern[str]:
    from lint.markdown.html import BLOCKS

    return re.compile(rf"</?(?:{'|'.join(sorted(BLOCKS))})\b", re.IGNORECASE)


def _code(document: Document) -> Iterator[Span]:
    """Where HTML shows or holds code: from `<pre>`, `<textarea>` and their like to their ends."""
    from lint.markdown.html import RAW_TEXT

    text = document.text
    names = "|".join(sorted(RAW_TEXT | {"pre", "code", "plaintext"}))
    tags = [*re.finditer(rf"(?<!\\)<(/?)({names})(?=[\s/>])", text, re.IGNORECASE)]
    if not tags:
        return
    blocks = document.blocks
    aside = Stretches(
        [
            *(block.span for block in blocks if block.kind in ("code", "front-matter", "comment")),
            # `<code>` itself is an inline of this kind as well
            *(
                inline.span
                for block in blocks
                for inline in block.inlines
                if inline.kind == "code" and text[inline.span.start] == "`"
            ),
        ]
    )
    opened: dict[str, int] = {}
    for tag in tags:
        if aside.touch(*tag.span()):
            continue
        name = tag[2].lower()
        if not tag[1]:
            opened.setdefault(name, tag.start())
        elif name in opened:
            yield Span(opened.pop(name), tag.end())
    for start in opened.values():
        yield Span(start, len(text))
