"""Markdown text to Document: every block of text with its place, its containers and whether a reader sees it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markdown_it.token import Token

from lint import front_matter
from lint.anchors import explicit_id, slugs
from lint.document import Block, BlockKind, Cell, Container, ContainerKind, Definition, Document, Field, Problem
from lint.elements import Element, Elements
from lint.html import BLOCKS, HtmlPiece, scan
from lint.inlines import Flow, Inlines, destination
from lint.markup import MAX_NESTING, TOO_DEEP, parser
from lint.origin import Origin, Source, of_cut, of_line, of_row
from lint.spans import BOM, ProseBuilder, Span

_CONTAINERS: dict[str, ContainerKind] = {
    "bullet_list": "list",
    "ordered_list": "list",
    "dl": "list",
    "list_item": "item",
    "dd": "definition",
    "blockquote": "quote",
    "footnote_reference": "footnote",
    "container_division": "division",
    "admonition": "division",
}


def parse(text: str, path: str = "") -> Document:
    """Read a Markdown text into a Document. Never fails: what cannot be read is named in `problems`."""
    matter = front_matter.read(text, 1 if text.startswith(BOM) else 0)
    source = Source(text, matter.body)
    problems = list(matter.problems)
    reader = _Reader(source)
    try:
        reader.read()
    except RecursionError:
        whole = Span(matter.body, len(text))
        return Document(path, text, (), (), matter.fields, frozenset(), (Problem(whole, _too_deep()),))
    for first, last in reader.env.get(TOO_DEEP, ()):
        problems.append(Problem(source.lines_span(first, last), _too_deep()))
    blocks = [*_matter_blocks(text, matter.fields), *reader.blocks]
    anchors = reader.anchors | slugs(block.text for block in blocks if block.kind == "heading")
    return Document(
        path,
        text,
        tuple(sorted(blocks, key=lambda block: block.span)),
        tuple(reader.definitions),
        matter.fields,
        frozenset(anchors),
        tuple(problems),
    )


def _too_deep() -> str:
    return f"it is nested more than {MAX_NESTING} levels deep"


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


class _Reader:
    """Walks the parser's block tokens once and collects blocks."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.env: dict[str, Any] = {}
        self.blocks: list[Block] = []
        self.definitions: list[Definition] = []
        self.elements = Elements()
        self.containers: list[Container] = []
        self.by_label: dict[str, Definition] = {}
        self.inlines = Inlines(self.elements, self.env, self.by_label)
        self.serial = 0
        self.closed: list[str] = []  # reasons of collapsed containers around this place
        self.table: _Table | None = None

    @property
    def anchors(self) -> set[str]:
        """The fragments that the text defines itself."""
        return self.inlines.anchors

    def read(self) -> None:
        """Parse the source and collect everything."""
        tokens = parser().parse(self.source.src, self.env)
        for token in tokens:
            if token.type == "definition":
                self._definition(token)
        previous = tokens[0] if tokens else None
        for token in tokens:
            self._token(token, previous)
            previous = token
        self._notes()

    def _token(self, token: Token, previous: Token | None) -> None:
        kind = token.type
        if kind == "inline":
            self._inline(token, previous)
        elif kind in ("fence", "code_block"):
            self._code(token)
        elif kind == "html_block":
            self._html(token)
        elif kind == "table_open":
            self.serial += 1
            self.table = _Table(self.serial)
        elif kind == "tr_open" and self.table is not None:
            self.table.next_row(of_row(self.source, token.meta["start"], token.map[0] if token.map else 0))
        elif kind == "table_close":
            self.table = None
        elif kind.endswith("_open") and kind[:-5] in _CONTAINERS:
            self._enter(token, _CONTAINERS[kind[:-5]])
        elif kind.endswith("_close") and kind[:-6] in _CONTAINERS:
            self.containers.pop()
            if kind[:-6] in ("container_division", "admonition"):
                self.closed.pop()

    def _enter(self, token: Token, kind: ContainerKind) -> None:
        self.serial += 1
        first, last = token.map or (0, 0)
        name, ordered = token.info.strip(), token.type == "ordered_list_open"
        if kind == "item":
            parent = self.containers[-1] if self.containers else None
            ordered = bool(parent and parent.ordered)
        elif kind == "footnote":
            name = token.meta["label"]
            self.anchors.update((f"fn:{name}", f"fn-{name}", f"fn{name}", f"user-content-fn-{name}", f"^{name}"))
        elif kind == "division":
            words = name.lower().split()
            closed = token.markup == "???" or (bool(words) and words[0].strip("{.}") in ("details", "dropdown"))
            self.closed.append("a collapsed section" if closed else "")
        self.containers.append(
            Container(kind, self.serial, self.source.lines_span(first, max(last, first + 1)), name, ordered)
        )

    def _around(self) -> tuple[Container, ...]:
        return (*self.containers, *self.elements.containers)

    def _hidden(self) -> str:
        return self.elements.hidden or next((reason for reason in self.closed if reason), "")

    def _inline(self, token: Token, previous: Token | None) -> None:
        content = token.content
        kind: BlockKind = "paragraph"
        level, cell, column = 0, None, 0
        opener = previous.type if previous else ""
        if opener in ("th_open", "td_open") and self.table is not None:
            kind = "cell"
            column = self.table.column
            origin = self.table.take()
        elif opener == "heading_open":
            kind, level = "heading", int(previous.tag[1]) if previous else 1
            origin = self._origin(token, content, previous.markup if previous else "")
        else:
            kind = "term" if opener == "dt_open" else "paragraph"
            origin = self._origin(token, content, "!" if opener == "admonition_title_open" else "")
        flow = self.inlines.flow()
        self.inlines.read(flow, token.children or (), content, origin)
        if kind == "cell" and self.table is not None:
            cell = self.table.cell(column, "".join(flow.builder.build().text.split("\n")))
        span = Span(origin.place(0), origin.end(len(content)))
        self._finish(flow, kind, span, level, cell, opener == "admonition_title_open")

    def _origin(self, token: Token, content: str, markup: str) -> Origin:
        """Where an inline run lies: cut from lines, or one stretch of a line (ATX heading, term, title)."""
        line = token.map[0] if token.map else 0
        if "cut" in token.meta and not markup.startswith(("#", "!")):
            begin, text = token.meta["cut"]
            return of_cut(self.source, begin, text, content)
        start, end = token.meta.get("start", self.source.line_start(line)), self.source.line_end(line)
        if markup.startswith("#"):
            return of_line(self.source, start + len(markup), end, content)
        tail = self.source.src[start:end].rstrip()
        return Origin(self.source, [(0, max(start + len(tail.rstrip('"')) - len(content), start))]) if (
            markup == "!" and tail.endswith('"')
        ) else Origin(self.source, [(0, max(start + len(tail) - len(content), start))])

    def _finish(
        self, flow: Flow, kind: BlockKind, span: Span, level: int = 0, cell: Cell | None = None, title: bool = False
    ) -> None:
        prose = flow.builder.build()
        asides = self.inlines.finish(flow, kind if kind != "heading" else "paragraph", self._around())
        hidden = flow.hidden or ("" if title else self._hidden())
        if kind == "heading" and (identifier := explicit_id(prose.text)):
            self.anchors.add(identifier[0])
            prose = prose.slice(0, identifier[1])
        if prose.text.strip() or kind == "cell" or flow.inlines:
            inlines = tuple(sorted(flow.inlines, key=lambda inline: (inline.start, -inline.end)))
            self.blocks.append(Block(kind, prose, span, hidden, level, inlines, self._around(), cell))
        self.blocks += asides

    def _code(self, token: Token) -> None:
        begin, text = token.meta["cut"]
        builder = ProseBuilder()
        lines = text.split("\n")
        for index, line in enumerate(lines):
            number = begin + index
            if number >= len(self.source.starts):
                break
            raw = self.source.src[self.source.starts[number] : self.source.line_end(number)]
            virtual = 0
            while not raw.endswith(line[virtual:]):  # a tab that was expanded in part
                virtual += 1
            at = self.source.line_end(number) - len(line) + virtual
            builder.add(line[:virtual], self.source.file(max(at - 1, 0)), 1)
            builder.add(line[virtual:], self.source.file(at), len(line) - virtual)
            if index + 1 < len(lines):
                place = self.source.file(self.source.line_end(number))
                builder.add("\n", place, self.source.file(self.source.line_start(number + 1)) - place)
        first, last = token.map or (0, 0)
        span = self.source.lines_span(first, last)
        name = token.info.strip().split(" ")[0]
        self.blocks.append(Block("code", builder.build(), span, self._hidden(), 0, (), self._around(), None, name))

    def _html(self, token: Token) -> None:
        begin, text = token.meta["cut"]
        origin = of_cut(self.source, begin, text, text)
        flow, started = self.inlines.flow(), 0
        for piece in scan(text):
            if piece.tag in BLOCKS and piece.kind in ("open", "close"):
                self._html_break(flow, origin, started, piece.start)
                flow, started = self._html_tag(piece, text, origin), piece.end
            else:
                self.inlines.html(flow, piece, text, origin)
        self._html_break(flow, origin, started, len(text))

    def _html_tag(self, piece: HtmlPiece, text: str, origin: Origin) -> Flow:
        """Open or close a block element; the flow that follows it."""
        before = self.inlines.flow()
        self.inlines.html(before, piece, text, origin)
        self.blocks += self.inlines.finish(before, "html", self._around())
        if piece.kind == "open" and self.elements.open and self.elements.open[-1].tag == piece.tag:
            self._html_container(self.elements.open[-1], origin, piece)
        flow = self.inlines.flow()
        flow.inlines += [inline for inline in before.inlines if inline.kind == "anchor"]
        return flow

    def _html_container(self, element: Element, origin: Origin, piece: HtmlPiece) -> None:
        kinds: dict[str, ContainerKind] = {
            "ol": "list", "ul": "list", "li": "item", "blockquote": "quote", "details": "details", "dd": "definition",
            "table": "html",
        }  # fmt: skip
        if element.tag not in kinds:
            if element.tag == "tr" and (table := self.elements.innermost("table")):
                table.count += 1
            return
        self.serial += 1
        place = origin.place(piece.start)
        name, parent = "", self.elements.innermost("ol", "ul")
        ordered = bool(parent and parent.tag == "ol")
        if element.tag == "li" and parent:
            parent.count += 1
            name = str(parent.count) if ordered else ""
        if element.tag == "ol" and (piece.get("start") or "").isdecimal():
            element.count = int(piece.get("start") or "1") - 1
        element.container = Container(kinds[element.tag], self.serial, Span(place, place), name, ordered)

    def _html_break(self, flow: Flow, origin: Origin, start: int, end: int) -> None:
        prose = flow.builder.build()
        text = prose.text
        lead, tail = len(text) - len(text.lstrip()), len(text.rstrip())
        inner = self.elements.open[-1].tag if self.elements.open else ""
        if not text.strip():
            self.blocks += self.inlines.finish(flow, "html", self._around())
            return
        kind: BlockKind = "heading" if inner in ("h1", "h2", "h3", "h4", "h5", "h6") else "html"
        level = int(inner[1]) if kind == "heading" else 0
        span = prose.span(lead, tail)
        self._finish(flow, kind, span, level)

    def _definition(self, token: Token) -> None:
        """A link reference definition; the address is read where the label ends."""
        start = token.meta["start"]
        first, last = token.map or (0, 0)
        end = self.source.line_end(last - 1)
        text = self.source.src[start:end]
        after = text.find("]:", len(token.meta["label"])) + 2
        low, high = destination(text, after, len(text))
        # In a block quote the address may follow on a line of its own, behind the quote's marker.
        if text[low:high] == ">" and "\n" in text[after:low]:
            low, high = destination(text, high, len(text))
        definition = Definition(
            token.meta["label"],
            token.meta["url"],
            token.meta["title"],
            Span(self.source.file(start), self.source.file(start + len(text.rstrip()))),
            Span(self.source.file(start + low), self.source.file(start + high)),
        )
        self.definitions.append(definition)
        self.by_label.setdefault(token.meta["id"], definition)

    def _notes(self) -> None:
        """Inline footnotes `^[...]`, which the parser keeps apart; notes inside notes follow."""
        for identity, origin, span in self.inlines.notes:
            note = self.env["footnotes"]["list"][identity]
            self.serial += 1
            flow = self.inlines.flow()
            self.inlines.read(flow, note["tokens"], note["content"], origin)
            self.containers.append(Container("footnote", self.serial, span))
            self._finish(flow, "paragraph", Span(span.start + 2, max(span.end - 1, span.start + 2)))
            self.containers.pop()


class _Table:
    """The table being read: its header, the origins of the present row's cells, and the row's first cell."""

    def __init__(self, serial: int) -> None:
        self.serial = serial
        self.headers: list[str] = []
        self.row = -1
        self.column = 0
        self.first = ""
        self.origins: list[Origin] = []

    def next_row(self, origins: list[Origin]) -> None:
        """Begin a row."""
        self.row += 1
        self.column, self.first, self.origins = 0, "", origins

    def take(self) -> Origin:
        """The origin of the next cell; one that the row lacks lies at the row's end."""
        self.column += 1
        return self.origins[min(self.column, len(self.origins)) - 1]

    def cell(self, column: int, text: str) -> Cell:
        """Where the cell just read stands."""
        if self.row == 0:
            self.headers.append(text)
        if column == 0:
            self.first = text
        header = self.headers[column] if column < len(self.headers) else ""
        return Cell(self.serial, self.row, column, header, self.first)
