"""Markdown text to Document: every block of text with its place, its containers and whether a reader sees it."""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Block, Cause, Document, Field, Problem
from lint.markdown import front_matter
from lint.markdown.front_matter import FrontMatter
from lint.markdown.origin import Source
from lint.markdown.reader import Reader, too_deep
from lint.message import Message
from lint.spans import BOM, ProseBuilder, Span


def parse(text: str, path: str = "") -> Document:
    """Read a Markdown text into a Document. Never fails: what cannot be read is named in `problems`."""
    matter = front_matter.read(text, 1 if text.startswith(BOM) else 0)
    reader = Reader(Source(text, matter.body))
    try:
        reader.read()
    except RecursionError:
        return _unread(text, path, matter, too_deep(), "too-deep")
    except (IndexError, RuntimeError) as fault:  # as plugins raise them at the end of a text that they did not expect
        said = f"{type(fault).__name__}: {fault}"
        return _unread(text, path, matter, Message("the Markdown parser fails on it ({fault})", fault=said))
    blocks = [*_matter_blocks(text, matter.fields), *reader.collector.blocks]
    return Document(
        path,
        text,
        tuple(sorted(blocks, key=lambda block: block.span)),
        tuple(reader.definitions),
        matter.fields,
        frozenset(reader.inlines.tags.anchors),
        (*matter.problems, *reader.problems()),
        (*(field.value for field in matter.fields.values()), *reader.collector.odd),
    )


def _unread(text: str, path: str, matter: FrontMatter, reason: str, cause: Cause = "defect") -> Document:
    """The document of a text that nothing looked at, and that says so."""
    problem = Problem(Span(matter.body, len(text)), reason, cause)
    return Document(path, text, (), (), matter.fields, frozenset(), (*matter.problems, problem))


def _matter_blocks(text: str, fields: dict[str, Field]) -> Iterator[Block]:
    for name, (value, span) in fields.items():
        builder = ProseBuilder()
        place = text.find(value, span.start, span.end) if value else -1
        if place != -1:
            builder.add(value, place, len(value))
        else:
            builder.add(value, span.start, span.end - span.start)
        if value.strip():
            yield Block("front-matter", builder.build(), span, "front matter", name=name)
