"""The outline of an article: its headings, and under them the entries of its reference list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from lint.document import Block, Document
from lint.lsp.analysis import Analysis
from lint.lsp.places import trimmed
from lint.spans import Span

_HEADING, _ENTRY = 15, 20  # LSP 3.17, "SymbolKind": String, as Markdown's servers show headings, and Key
_LONGEST = 80


class _Node(NamedTuple):
    name: str
    kind: int
    whole: Span
    mark: Span


def symbols(analysis: Analysis, *, nested: bool) -> list[dict[str, Any]]:
    """The outline; flat for a client that shows no tree."""
    if analysis.article is None:
        return []
    document, lines = analysis.article.document, analysis.buffer.lines
    nodes = [*_headings(document), *_entries(analysis)]
    nodes.sort(key=lambda node: (node.whole.start, -node.whole.end))
    if not nested:
        uri = analysis.buffer.uri
        return [
            {"name": node.name, "kind": node.kind, "location": {"uri": uri, "range": lines.range(node.mark)}}
            for node in nodes
        ]
    roots: list[dict[str, Any]] = []
    opened: list[tuple[_Node, list[dict[str, Any]]]] = []
    for node in nodes:
        while opened and not opened[-1][0].whole.contains(node.whole):
            opened.pop()
        symbol: dict[str, Any] = {
            "name": node.name,
            "kind": node.kind,
            "range": lines.range(node.whole),
            "selectionRange": lines.range(node.mark),
            "children": [],
        }
        (opened[-1][1] if opened else roots).append(symbol)
        opened.append((node, symbol["children"]))
    return roots


def _headings(document: Document) -> list[_Node]:
    """Each heading reaches to the next of its level, or of one above."""
    headings = [each for each in document.blocks if each.kind == "heading" and not each.hidden]
    return [
        _Node(
            _short(each.text), _HEADING, Span(each.span.start, _end(headings[number + 1 :], each, document)), each.span
        )
        for number, each in enumerate(headings)
    ]


def _end(following: Sequence[Block], heading: Block, document: Document) -> int:
    return next((each.span.start for each in following if each.level <= heading.level), len(document.text))


def _entries(analysis: Analysis) -> list[_Node]:
    if analysis.article is None:
        return []
    document, found = analysis.article.document, analysis.article.bibliography.references
    return [
        _Node(_short(f"[{each.label}] {each.text}" if each.label else each.text), _ENTRY, span, span)
        for each in found
        if each.source != "bibliography"
        for span in (trimmed(document, each.span),)
    ]


def _short(text: str) -> str:
    """A name on one line; the protocol wants one with a visible character."""
    words = " ".join(text.split())
    return (words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…") or "(no text)"
