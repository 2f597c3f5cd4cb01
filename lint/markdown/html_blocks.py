"""HTML blocks of Markdown: cut into blocks at their block elements, with the lists and tables that they make."""

from __future__ import annotations

from lint.document import BlockKind, Cell, Container, ContainerKind, Inline, Problem
from lint.markdown.collect import Collector
from lint.markdown.elements import Element
from lint.markdown.flow import NOWHERE, Flow
from lint.markdown.html import BLOCKS, HtmlPiece, scan
from lint.markdown.origin import Origin
from lint.markdown.tables import Table
from lint.message import Message
from lint.spans import Span

_CONTAINERS: dict[str, ContainerKind] = {
    "ol": "list",
    "ul": "list",
    "li": "item",
    "blockquote": "quote",
    "details": "details",
    "dd": "definition",
    "table": "html",
}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# More columns than any table has; a cell that claims a million must not cost a million entries.
_WIDEST = 100


def read(collector: Collector, text: str, origin: Origin) -> list[Problem]:
    """Add the blocks of an HTML block; what of it cannot be read."""
    tags, problems = collector.inlines.tags, []
    flow = tags.flow(origin.place(0))
    for piece in scan(text, collector.elements.inside):
        if not piece.finished and piece.kind != "comment":
            place = Span(origin.place(piece.start), origin.end(piece.end))
            problems.append(Problem(place, Message("an HTML tag begins there and does not end")))
        if piece.kind in ("open", "close") and piece.tag in BLOCKS:
            anchors = _finish(collector, flow) + _tag(collector, piece, text, origin)
            flow = tags.flow(origin.place(piece.end))
            flow.main.inlines += anchors
        else:
            tags.read(flow, piece, text, origin)
    _finish(collector, flow)
    return problems


def _tag(collector: Collector, piece: HtmlPiece, text: str, origin: Origin) -> list[Inline]:
    """Open or close a block element; the anchors that it sets for the text that follows."""
    elements, tags = collector.elements, collector.inlines.tags
    flow = Flow(elements.hidden)
    tags.read(flow, piece, text, origin)
    start = origin.place(piece.start)
    if piece.kind == "open" and elements.open and elements.open[-1].opened == start:
        _element(collector, elements.open[-1], piece)
    anchors = [inline for inline in flow.main.inlines if inline.kind == "anchor"]
    flow.main.inlines.clear()
    collector.finish(flow, "html", Span(start, origin.end(piece.end)))
    return anchors


def _element(collector: Collector, element: Element, piece: HtmlPiece) -> None:
    """Note what an element that was just opened makes: a container, a table, a row, a cell."""
    elements, tag = collector.elements, element.tag
    if tag == "table":
        element.table = Table(collector.serial())
    elif tag in ("tr", "td", "th"):
        table = elements.innermost("table")
        if table and table.table:
            if tag == "tr":
                table.table.next_row()
            else:
                width = piece.get("colspan") or ""
                table.table.next_cell(
                    min(int(width), _WIDEST) if width.isdecimal() and width != "0" else 1, tag == "th"
                )
        return
    if tag not in _CONTAINERS:
        return
    name, ordered, kind = "", tag == "ol", _CONTAINERS[tag]
    if tag == "li" and (parent := elements.innermost("ol", "ul")):
        parent.count += 1
        ordered = parent.tag == "ol"
        name = str(parent.count) if ordered else ""
    start = piece.get("start") or ""
    if tag == "ol" and start.isdecimal() and len(start) < 10:
        element.count = int(start) - 1
    place = Span(element.opened, element.opened)
    element.container = Container(kind, collector.serial(), place, name, ordered)


def _finish(collector: Collector, flow: Flow) -> list[Inline]:
    """Make blocks of the text so far; the anchors that no text follows yet."""
    main = flow.main
    text = main.builder.build().text
    anchors: list[Inline] = []
    inner = collector.elements.open[-1].tag if collector.elements.open else ""
    kind: BlockKind = "html"
    level, cell = 0, None
    if not text.strip():
        anchors = [inline._replace(start=0, end=0) for inline in main.inlines if inline.kind == "anchor"]
        main.inlines = [inline for inline in main.inlines if inline.kind != "anchor"]
    elif inner in _HEADINGS:
        kind, level = "heading", int(inner[1])
    elif cell := _cell(collector, text):
        kind = "cell"
    flow.trimmed = True
    if text:
        span = main.builder.build().span(0, len(text.rstrip(" \n")))
    else:
        span = main.inlines[0].span if main.inlines else NOWHERE
    collector.finish(flow, kind, span, level, cell)
    return anchors


def _cell(collector: Collector, text: str) -> Cell | None:
    """Where the text stands in a table, if it stands in a cell of one."""
    inside = collector.elements.innermost("td", "th", "table")
    table = collector.elements.innermost("table")
    if inside is None or inside.tag == "table" or table is None or table.table is None:
        return None
    return table.table.cell(text)
