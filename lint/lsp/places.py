"""From a citation to its entry, and from an entry to what cites it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lint.document import Document
from lint.lsp.analysis import Analysis
from lint.references.model import Bibliography, Citation, Reference
from lint.spans import Span


def citation_at(bibliography: Bibliography, offset: int) -> Citation | None:
    """The citation at an offset. Its end belongs to it: there the cursor stands behind its last letter."""
    found = [each for each in bibliography.citations if each.span.start <= offset <= each.span.end]
    return min(found, key=lambda each: (each.span.end == offset, each.span.end - each.span.start), default=None)


def entry_at(bibliography: Bibliography, offset: int) -> Reference | None:
    """The entry of the list at an offset."""
    found = (each for each in bibliography.references if each.source != "bibliography")
    return next((each for each in found if each.span.start <= offset <= each.span.end), None)


def named_at(bibliography: Bibliography, offset: int) -> tuple[Span, tuple[Reference, ...]] | None:
    """The references that the text at an offset cites, or the entry that it is, with the place of that text."""
    if citation := citation_at(bibliography, offset):
        return citation.span, tuple(each for each in bibliography.references if each.key in citation.keys)
    entry = entry_at(bibliography, offset)
    return (entry.span, (entry,)) if entry else None


def definition(analysis: Analysis, offset: int) -> list[dict[str, Any]]:
    """Where the cited references stand; of an entry, where it is cited first and on."""
    if analysis.article is None:
        return []
    bibliography = analysis.article.bibliography
    if citation := citation_at(bibliography, offset):
        entries = (each for each in bibliography.references if each.key in citation.keys)
        return _locations(analysis, (each.span for each in entries if each.source != "bibliography"))
    entry = entry_at(bibliography, offset)
    return _locations(analysis, _citing(bibliography, entry)) if entry else []


def references(analysis: Analysis, offset: int, *, declaration: bool) -> list[dict[str, Any]]:
    """Everything that cites what is cited, or stands, at an offset; the entries as well when they are asked for."""
    if analysis.article is None:
        return []
    bibliography = analysis.article.bibliography
    named = named_at(bibliography, offset)
    if named is None:
        return []
    spans = [span for each in named[1] for span in _citing(bibliography, each)]
    if declaration:
        spans += (each.span for each in named[1] if each.source != "bibliography")
    return _locations(analysis, spans)


def trimmed(document: Document, span: Span) -> Span:
    """A span without white space at its end: an entry reaches to the next one."""
    return Span(span.start, span.start + len(document.excerpt(span).rstrip()))


def _citing(bibliography: Bibliography, reference: Reference) -> Iterator[Span]:
    return (each.span for each in bibliography.citations if reference.key in each.keys)


def _locations(analysis: Analysis, spans: Iterable[Span]) -> list[dict[str, Any]]:
    buffer = analysis.buffer
    return [{"uri": buffer.uri, "range": buffer.lines.range(span)} for span in sorted(set(spans))]
