"""Link reference definitions `[label]: address "title"` with the places of their parts."""

from __future__ import annotations

from markdown_it.token import Token

from lint.document import Definition
from lint.markdown.flow import NOWHERE
from lint.markdown.links import destination, title
from lint.markdown.origin import Origin, Source
from lint.spans import Span


def definition(source: Source, token: Token) -> Definition:
    """The definition that a token stands for; its lines are read behind their container markers."""
    meta = token.meta
    breaks: list[tuple[int, int]] = []
    content = ""
    for start, line in zip(meta["lines"], range(*token.map or (0, 0)), strict=True):
        breaks.append((len(content), start))
        content += source.src[start : source.line_end(line) + 1]
    origin = Origin(source, breaks)
    end = len(content.rstrip())
    low, high = destination(content, len(meta["label"]) + 3, end)
    place = title(content, high, end) if meta["title"] else None
    return Definition(
        meta["label"],
        meta["url"],
        meta["title"],
        Span(origin.place(0), origin.end(end)),
        _span(origin, low, high),
        _span(origin, *place) if place else NOWHERE,
    )


def _span(origin: Origin, start: int, end: int) -> Span:
    place = origin.place(start)
    return Span(place, origin.end(end) if end > start else place)
