"""The pieces of a document that could hold a disclaimer, each as one text with its places and what hides it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lint.document import Block, Document, Inline, InlineKind
from lint.message import Message
from lint.spans import Prose, Span

KINDS = {
    "code": Message("a code block"),
    "alt": Message("the alternative text of an image"),
    "title": Message("a tooltip or label"),
    "comment": Message("an HTML comment"),
    "front-matter": Message("the front matter"),
}
# Inline elements in which a sentence is no sentence of the article, and what we call them.
# Characters that no reader sees: soft hyphen, zero-width space and joiners, word joiner, byte order mark.
INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
ASIDES: dict[InlineKind, str] = {
    "strike": Message("text that is struck through"),
    "code": Message("code"),
    "link": Message("the text of a link"),
}
SEPARATOR = " "


class Passage(NamedTuple):
    """Text that is read in one go. `hidden` says in words why a reader does not see it, empty when they do.

    `label` is the heading, or the bold or plain label, above it; `pieces` are the stretches of prose it is made of,
    with one separator between two.
    """

    text: str
    pieces: tuple[Prose, ...]
    block: Block
    hidden: str = ""
    label: str = ""

    def span(self, start: int, end: int) -> Span:
        """Where the characters [start, end) stand in the source."""
        return Span(self._place(start).start, self._place(max(end - 1, start)).end)

    def _place(self, index: int) -> Span:
        place = Span(0, 0)
        for piece in self.pieces:
            place = piece.source(min(index, len(piece.text) - 1))
            if index <= len(piece.text):  # the separator belongs to the piece in front of it
                break
            index -= len(piece.text) + len(SEPARATOR)
        return place


def shown(document: Document) -> Iterator[Passage]:
    """What a reader meets, block by block."""
    noted = _noted(document.blocks)
    heading = before = ""
    for block in document.blocks:
        if not block.is_read or _uncited(block, noted):
            continue
        pieces = tuple(_without(block, "strike"))
        if not pieces:
            continue
        passage = _passage(pieces, block, label=before if _is_label(before) else heading)
        yield passage
        before = passage.text.strip()
        if block.kind == "heading":
            heading = before


def visible(document: Document) -> Iterator[Passage]:
    """What a reader meets: each block by itself, and each list together with the line that introduces it."""
    intro: Passage | None = None
    items: list[Prose] = []
    for passage in shown(document):
        if intro is not None and passage.block.within("list") is None:
            yield from _joined(intro, items)
            intro, items = None, []
        if intro is not None:
            items += passage.pieces
        elif passage.text.rstrip().endswith(":"):
            intro = passage
        yield passage
    if intro is not None:
        yield from _joined(intro, items)


def unseen(document: Document) -> Iterator[Passage]:
    """What stands in the file and reaches no reader as a sentence of the article."""
    noted = _noted(document.blocks)
    for block in document.blocks:
        if not block.is_read:
            reason = KINDS.get(block.kind, block.hidden)
            yield _passage((block.prose,), block, reason)
        elif _uncited(block, noted):
            yield _passage((block.prose,), block, Message("a footnote to which no mark leads"))
        elif any(inline.kind == "strike" for inline in block.inlines):
            yield _passage((block.prose,), block, ASIDES["strike"])


def aside(passage: Passage, start: int, end: int) -> str:
    """What a stretch of a passage wholly stands in that makes it no sentence of the article; empty when nothing."""
    if len(passage.pieces) != 1 or passage.pieces[0] is not passage.block.prose:
        return ""
    for inline in passage.block.inlines:
        if inline.kind in ("code", "link") and _covers(inline, start, end):
            return ASIDES[inline.kind]
    return ""


def sentence(passage: Passage, start: int, end: int) -> Span:
    """Where a stretch of words stands in the source, with the mark that ends its last sentence."""
    while end < len(passage.text) and passage.text[end] in ".!?…。！？":
        end += 1
    return passage.span(start, end)


def _covers(inline: Inline, start: int, end: int) -> bool:
    return inline.start <= start and end <= inline.end


def _passage(pieces: tuple[Prose, ...], block: Block, hidden: str = "", label: str = "") -> Passage:
    return Passage(SEPARATOR.join(piece.text for piece in pieces), pieces, block, hidden, label)


def _joined(intro: Passage, items: Sequence[Prose]) -> Iterator[Passage]:
    """A line that ends with a colon and the list behind it, as one sentence: "This text does not: - replace ..."."""
    if items:
        last = intro.pieces[-1]
        lead = (*intro.pieces[:-1], last.slice(0, len(last.text.rstrip()) - 1))
        yield _passage((*lead, *items), intro.block, label=intro.label)


def _is_label(text: str) -> bool:
    """Whether a block is no more than a label: "Disclaimer:", "Please note"."""
    return 0 < len(text) <= 60 and not text.endswith(".")


def _without(block: Block, kind: InlineKind) -> Iterator[Prose]:
    """The prose of a block without the inline elements of a kind, which may lie in each other."""
    cuts = sorted((inline.start, inline.end) for inline in block.inlines if inline.kind == kind)
    if not cuts:
        yield block.prose
        return
    start = 0
    for low, high in (*cuts, (len(block.text), len(block.text))):
        if block.text[start:low].strip():
            yield block.prose.slice(start, low)
        start = max(start, high)


def _noted(blocks: Iterable[Block]) -> frozenset[str]:
    return frozenset(
        inline.target for block in blocks if block.is_read for inline in block.inlines if inline.kind == "footnote"
    )


def _uncited(block: Block, noted: frozenset[str]) -> bool:
    """A footnote is printed only when a mark leads to it; inline notes (`^[...]`) bear no label."""
    note = block.within("footnote")
    return note is not None and bool(note.name) and note.name not in noted
