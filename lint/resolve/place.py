"""Where a stretch of a reference's visible text lies in the source."""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.references.model import Reference
from lint.spans import Span


def place(document: Document, reference: Reference, start: int, end: int) -> Span:
    """The source of [start, end) of the reference's text; its first line when the text is not written there.

    An entry may take several blocks (table cells, a term and its definition), whose joints are no text: characters are
    counted without white space.
    """
    wanted = "".join(reference.text.split())
    shown = list(_characters(document, reference.span))
    at = "".join(character for character, _ in shown).find(wanted)
    if at == -1 or not wanted:
        return _written(document, reference, start, end)
    first = at + len("".join(reference.text[:start].split()))
    last = at + len("".join(reference.text[:end].split()))
    if first >= last:
        return first_line(document, reference)
    return Span(shown[first][1].start, shown[last - 1][1].end)


def _characters(document: Document, within: Span) -> Iterator[tuple[str, Span]]:
    """The visible characters of a stretch of the source, white space aside."""
    for block in document.blocks:
        if block.span.overlaps(within) and block.kind not in ("comment", "title", "alt"):
            for index, character in enumerate(block.text):
                source = block.prose.source(index)
                if not character.isspace() and within.contains(source):
                    yield character, source


def _written(document: Document, reference: Reference, start: int, end: int) -> Span:
    """The place in an entry that no block shows (a link definition): as it is written there."""
    source = document.excerpt(reference.span)
    at = source.find(reference.text)
    if at == -1 or start >= end:
        return first_line(document, reference)
    return Span(reference.span.start + at + start, reference.span.start + at + end)


def first_line(document: Document, reference: Reference) -> Span:
    """The entry, or its first line where it takes several."""
    lines = document.excerpt(reference.span).splitlines() or [""]
    return Span(reference.span.start, reference.span.start + len(lines[0].rstrip()))
