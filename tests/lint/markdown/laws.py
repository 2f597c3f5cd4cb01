"""What is true of every document, whatever it says."""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Block, Document

SPACES = " \t\n\r\f"


def breaches(document: Document) -> Iterator[str]:
    """Sentences about places that are wrong; none for a document that is as it should be."""
    for block in document.blocks:
        name = f"{block.kind} {block.text[:30]!r}"
        yield from (f"{name}: {breach}" for breach in (*_segments(document, block), *_spans(document, block)))
    for problem in document.problems:
        if not 0 <= problem.span.start <= problem.span.end <= len(document.text):
            yield f"problem outside of the text: {problem}"


def _segments(document: Document, block: Block) -> Iterator[str]:
    visible = source = 0
    for segment in block.prose.segments:
        if segment.start != visible or segment.length < 1 or segment.width < 0:
            yield f"gap or overlap at {segment}"
        if segment.source < source:
            yield f"out of order at {segment}"
        visible, source = segment.start + segment.length, segment.source
        if segment.source + segment.width > len(document.text):
            yield f"beyond the text at {segment}"
        if segment.length == segment.width:
            shown = block.text[segment.start : visible]
            written = document.text[segment.source : segment.source + segment.width]
            if not all(map(_shows, shown, written)):
                yield f"{shown!r} is written {written!r}"
    if visible != len(block.text):
        yield "segments do not cover the text"


def _shows(shown: str, written: str) -> bool:
    """Character by character: only white space may be shown as other white space, and NUL as what replaces it."""
    return shown == written or (shown in SPACES and written in SPACES) or (shown, written) == ("\ufffd", "\0")


def _spans(document: Document, block: Block) -> Iterator[str]:
    start, end = block.span
    if not 0 <= start <= end <= len(document.text):
        yield f"span {block.span} outside of the text"
    if block.text and block.kind != "front-matter":
        inner = block.prose.span(0, len(block.text))
        if not (start <= inner.start and inner.end <= end):
            yield f"span {block.span} does not hold its prose {inner}"
    for inline in block.inlines:
        if not 0 <= inline.start <= inline.end <= len(block.text):
            yield f"{inline} outside of the prose"
        for span in (inline.span, inline.target_span):
            if not 0 <= span.start <= span.end <= len(document.text):
                yield f"{inline} outside of the text"
