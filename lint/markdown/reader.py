"""The parser's block tokens, walked once in order, made into the blocks of a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markdown_it.token import Token

from lint.document import Block, BlockKind, ContainerKind, Definition, Problem, Said
from lint.markdown.collect import Collector
from lint.markdown.elements import MAX_ELEMENTS, Element, Elements
from lint.markdown.flow import Flow, verbatim
from lint.markdown.inlines import Inlines
from lint.markdown.leaves import (
    admonition_title,
    code_prose,
    division_title,
    heading_origin,
    paragraph_origin,
    term_origin,
)
from lint.markdown.markup import MAX_NESTING, TOO_DEEP, parser, syntax_of
from lint.markdown.origin import Origin, Source, cut_span, of_cut, of_row
from lint.markdown.runs import can_wait, is_plain, plain, run, stands_alone
from lint.markdown.tables import Table
from lint.message import Message
from lint.spans import Prose, Span

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
_OPENS = {f"{name}_open": kind for name, kind in _CONTAINERS.items()}
_CLOSES = {f"{name}_close": kind for name, kind in _CONTAINERS.items()}
_COLLAPSED = frozenset(("details", "dropdown", "collapse", "spoiler"))


def too_deep() -> Message:
    """Why text is unchecked that is nested beyond the parser's limit."""
    return Message("it is nested more than {most} levels deep", most=MAX_NESTING)


class Reader:
    """Reads a source into blocks, definitions, anchors and problems."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.env: dict[str, Any] = {}
        self.definitions: list[Definition] = []
        self.elements = Elements()
        self._syntax = syntax_of(source.src)
        self._parser = parser(self._syntax)
        self._by_label: dict[str, Definition] = {}
        self.inlines = Inlines(self.elements, self._by_label)
        self.collector = Collector(self.elements, self.inlines)
        self._unfinished: list[Problem] = []
        self._marks: list[int] = []  # how many elements were open when each container began
        self._outside: list[tuple[list[Element], list[bool]]] = []  # what notes are written in, but not shown in
        self._table: Table | None = None
        self._cells: Iterator[tuple[str, Origin]] = iter(())

    def read(self) -> None:
        """Parse the source and collect everything."""
        src = self.source.src
        # Blocks only: the text in them is read when its turn comes, or was read before.
        tokens = self._parser.block.parse(src, self._parser, self.env, []) or []
        for token in tokens:
            if token.type == "definition":
                from lint.markdown.definitions import definition  # like HTML, of few articles

                made = definition(self.source, token)
                self.definitions.append(made)
                self._by_label.setdefault(token.meta["id"], made)
        previous: Token | None = None
        for token in tokens:
            self._token(token, previous)
            previous = token
        swallowed = self.elements.hidden if self.elements.inside() else ""
        self._notes()
        if swallowed:  # by a comment that never ends, behind which notes stand, as at the end of every page
            self.collector.blocks = [
                block.hidden_by(swallowed) if block.within("footnote") and not block.hidden else block
                for block in self.collector.blocks
            ]

    def problems(self) -> Iterator[Problem]:
        """What of the text could not be read, and why."""
        for first, last in self.env.get(TOO_DEEP, ()):
            yield Problem(self.source.lines_span(first, last), too_deep(), "too-deep")
        for place in self.elements.too_deep[:1]:
            reason = Message("more than {most} HTML elements are open there", most=MAX_ELEMENTS)
            yield Problem(Span(place, place + 1), reason, "too-deep")
        yield from self._unfinished

    def _token(self, token: Token, previous: Token | None) -> None:
        kind = token.type
        if kind == "inline" and previous is not None:
            self._inline(token, previous)
        elif kind in _OPENS:
            self._enter(token, _OPENS[kind])
        elif kind in _CLOSES:
            self._leave(_CLOSES[kind])
        elif kind in ("fence", "code_block"):
            self._code(token)
        elif kind == "html_block":
            begin, text = token.meta["cut"]
            from lint.markdown import html_blocks

            self._unfinished += html_blocks.read(self.collector, text, of_cut(self.source, begin, text, text))
        elif kind == "hr":
            self.elements.end_paragraph()
        elif kind == "table_open":
            self.elements.end_paragraph()
            self._table = Table(self.collector.serial())
        elif kind == "tr_open" and self._table is not None:
            self._cells = iter(of_row(self.source, token.meta["start"], token.map[0] if token.map else 0))
            self._table.next_row()
        elif kind == "tr_close":
            for content, origin in self._cells:
                self._plain("cell", content, origin, Message("a table cell beyond the last column"))

    def _enter(self, token: Token, kind: ContainerKind) -> None:
        """A container begins: it ends an open `<p>`, and elements opened in it will not outlive it."""
        first, last = token.map or (0, 0)
        name, ordered = token.info.strip(), token.type == "ordered_list_open"
        if self.elements.open:
            self.elements.end_paragraph()
        if kind == "item":
            ordered = bool(self.collector.containers) and self.collector.containers[-1].ordered
        elif kind == "footnote":
            name = token.meta["label"]
            self.inlines.tags.anchors.update(
                (f"fn:{name}", f"fn-{name}", f"fn{name}", f"user-content-fn-{name}", f"^{name}")
            )
            # Renderers move notes to the end of the page: out of the hidden element that they are written in.
            self._outside.append((self.elements.open, self.collector.collapsed))
            self.elements.open, self.collector.collapsed = [], []
        elif kind == "division":
            self.collector.collapsed.append(_is_collapsed(token))
        self._marks.append(len(self.elements.open))
        self.collector.enter(kind, self.source.lines_span(first, max(last, first + 1)), name, ordered)
        if token.type == "container_division_open" and (title := division_title(self.source, token)):
            self._plain("paragraph", *title, title=True)

    def _leave(self, kind: ContainerKind) -> None:
        self.collector.leave()
        self.elements.leave(self._marks.pop())
        if kind == "footnote":
            self.elements.open, self.collector.collapsed = self._outside.pop()
        elif kind == "division":
            self.collector.collapsed.pop()

    def _plain(self, kind: BlockKind, text: str, origin: Origin, hidden: str = "", title: bool = False) -> None:
        """A block of text that stands in the source as it is shown."""
        flow = Flow(self.elements.hidden or hidden)
        verbatim(flow.main.builder, text, 0, origin)
        self.collector.finish(flow, kind, Span(origin.place(0), origin.end(len(text))), title=title)

    def _inline(self, token: Token, previous: Token) -> None:
        """The text of a paragraph, heading, cell, term or title."""
        opener = previous.type
        if opener in ("th_open", "td_open"):
            self._cell(token)
        elif opener == "admonition_title_open":
            self._admonition_title(token, previous.markup)
        elif opener == "heading_open":
            self._heading(token, previous)
        elif opener == "dt_open":
            self._leaf(token, "term", term_origin(self.source, token))
        else:
            self._paragraph(token, previous)

    def _heading(self, token: Token, previous: Token) -> None:
        origin, level = heading_origin(self.source, token, previous.markup), int(previous.tag[1])
        content = token.content
        if content and "{" not in content and self._waits(content):  # which may be an id
            span = Span(origin.place(0), origin.end(len(content)))
            self.collector.leave_unread("heading", lambda: self._said(content, origin), span, level)
        else:
            self._leaf(token, "heading", origin, level)

    def _paragraph(self, token: Token, previous: Token) -> None:
        content = token.content
        if not (content and self._waits(content)):
            self._leaf(token, "paragraph", paragraph_origin(self.source, token), tight=previous.hidden)
            return
        begin, text = token.meta["cut"]
        span = cut_span(self.source, begin, text, content)
        self.collector.leave_unread(
            "paragraph", lambda: self._said(content, of_cut(self.source, begin, text, content)), span
        )

    def _leaf(self, token: Token, kind: BlockKind, origin: Origin, level: int = 0, tight: bool = False) -> None:
        """A paragraph and its like. In a tight list it is none for a browser: its text belongs to the item."""
        elements = self.elements
        if not tight:
            elements.end_paragraph()
        mark = len(elements.open)
        flow = self._flow(token.content, origin)
        self.collector.finish(flow, kind, Span(origin.place(0), origin.end(len(token.content))), level)
        if not tight:
            elements.leave_paragraph(mark)

    def _waits(self, content: str) -> bool:
        """Whether a run can be read later, or never: no element is open, and it opens none and makes no other block."""
        return not self.elements.open and stands_alone(content, self.env) and can_wait(content)

    def _said(self, content: str, origin: Origin) -> Said:
        """What a run says that can be read later."""
        if is_plain(content):
            return plain(content, origin), ()
        return run(content, origin.form, self._syntax).said(origin.place(0))

    def _flow(self, content: str, origin: Origin) -> Flow:
        """The flow of an inline run, which most often says the same wherever it stands."""
        if not self.elements.open and stands_alone(content, self.env):
            return run(content, origin.form, self._syntax).flow(origin.place(0))
        flow = self.inlines.tags.flow(origin.place(0))
        self.inlines.read(flow, self._parser.inline.parse(content, self._parser, self.env, []), content, origin)
        return flow

    def _cell(self, token: Token) -> None:
        """A table cell; one that its row lacks is no block."""
        if self._table is None:
            return
        self._table.next_cell()
        _, origin = next(self._cells, (None, None))
        if origin is None:
            return
        content = token.content
        span = Span(origin.place(0), origin.end(len(content)))
        if self._waits(content):  # but its row and its column do not
            prose, inlines = self._said(content, origin)
            self.collector.take("cell", prose, span, inlines, self._table.cell(prose.text))
            return
        mark = self.elements.enter_cell()
        flow = self._flow(content, origin)
        cell = self._table.cell(flow.main.builder.build().text)
        self.collector.finish(flow, "cell", span, 0, cell)
        self.elements.leave_cell(mark)

    def _admonition_title(self, token: Token, markup: str) -> None:
        origin = admonition_title(self.source, token, markup)
        if isinstance(origin, Prose):
            flow = Flow(self.elements.hidden)
            segment = origin.segments[0]
            flow.main.builder.add(origin.text, segment.source, segment.width)
            span = origin.span(0, len(origin.text))
        else:
            flow = self._flow(token.content, origin)
            span = Span(origin.place(0), origin.end(len(token.content)))
        self.collector.finish(flow, "paragraph", span, title=True)

    def _code(self, token: Token) -> None:
        self.elements.end_paragraph()
        prose = code_prose(self.source, token)
        span = self.source.lines_span(*token.map or (0, 0))
        if prose.text:
            inner = prose.span(0, len(prose.text))
            span = Span(min(span.start, inner.start), max(span.end, inner.end))
        name = token.info.strip().split(" ")[0]
        collector = self.collector
        hidden = collector.hidden
        collector.blocks.append(Block("code", prose, span, hidden, 0, (), collector.around, None, name))

    def _notes(self) -> None:
        """Inline footnotes `^[...]`, which the parser keeps apart; notes inside notes follow.

        Like all notes they are shown at the end of the page, whatever hides the place that they are written at.
        """
        for identity, origin, span in self.inlines.notes:
            self.elements.open = []
            note = self.env["footnotes"]["list"][identity]
            flow = self.inlines.tags.flow(span.start)
            self.inlines.read(flow, note["tokens"], note["content"], origin)
            self.collector.enter("footnote", span)
            self.collector.finish(flow, "paragraph", Span(span.start + 2, max(span.end - 1, span.start + 2)))
            self.collector.leave()


def _is_collapsed(token: Token) -> bool:
    words = token.info.lower().split()
    if token.type == "admonition_open":
        return token.markup == "???"
    return bool(words) and words[0].strip("{.}") in _COLLAPSED and "{open}" not in words
