"""The visible text of one inline run: the parser's tokens read into a flow, mapped to their source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from markdown_it.token import Token

from lint.document import Block, BlockKind, Container, Definition, Inline, InlineKind
from lint.markdown.elements import Elements
from lint.markdown.flow import NOWHERE, Aside, Flow, Opened, Part, mapped, verbatim
from lint.markdown.html import decoded, scan
from lint.markdown.links import destination
from lint.markdown.links import title as title_of
from lint.markdown.origin import Origin
from lint.markdown.tags import Tags
from lint.spans import Prose, ProseBuilder, Span

_BEGINS: dict[str, InlineKind] = {
    "em_open": "emphasis",
    "strong_open": "strong",
    "s_open": "strike",
}
_ENDS: dict[str, InlineKind] = {
    "em_close": "emphasis",
    "strong_close": "strong",
    "s_close": "strike",
}


class Note(NamedTuple):
    """An inline footnote `^[...]`: its number, the origin of its content and its place."""

    identity: int
    origin: Origin
    span: Span


class Inlines:
    """Reads inline tokens into flows; holds what the whole document shares."""

    def __init__(self, elements: Elements, definitions: dict[str, Definition]) -> None:
        self.elements = elements
        self.tags = Tags(elements)
        self.definitions = definitions
        self.notes: list[Note] = []

    def read(
        self, flow: Flow, tokens: Iterable[Token], content: str, origin: Origin, *, alternative: bool = False
    ) -> None:
        """Add the tokens of an inline run, or of the `alternative` text of an image, whose content has the origin."""
        part = flow.part(self.elements.hidden)
        for token in tokens:
            kind, meta = token.type, token.meta
            if "at" in meta and token.content:
                _text(part.builder, token.content, meta["at"], origin)
            elif kind in _BEGINS:
                # Of the two delimiter tokens of a strong the parser keeps the inner one.
                start = meta["at"][0][1] - (kind == "strong_open")
                flow.begin(Opened(_BEGINS[kind], part, part.builder.length, origin.place(start)))
            elif kind in _ENDS:
                flow.end(_ENDS[kind], origin.end(meta["at"][0][1] + len(token.markup)))
            elif kind in ("softbreak", "hardbreak"):
                place = origin.place(meta["pos"])
                part.builder.add("\n", place, origin.place(meta["end"]) - place)
            elif kind == "code_inline":
                _code(part, token, origin)
            elif kind == "html_inline" and alternative:
                self.tags.read_alternative(flow, token.content, origin.shifted(meta["pos"]))
            elif kind == "html_inline":
                for piece in scan(token.content, self.elements.inside):
                    self.tags.read(flow, piece, token.content, origin.shifted(meta["pos"]))
                part = flow.part(self.elements.hidden)
            else:
                self._reference(flow, token, content, origin)

    def _reference(self, flow: Flow, token: Token, content: str, origin: Origin) -> None:
        """Add a token that leads elsewhere: a link, an image, a footnote mark."""
        if token.type == "link_open":
            self._link(flow, token, content, origin)
        elif token.type == "link_close":
            flow.end("link", origin.end(token.meta["end"]))
        elif token.type == "image":
            self._image(flow, token, content, origin)
        elif token.type == "footnote_ref":
            self._footnote(flow, token, origin)

    def _footnote(self, flow: Flow, token: Token, origin: Origin) -> None:
        start = token.meta["pos"]
        span = Span(origin.place(start), origin.end(token.meta["end"]))
        label = token.meta.get("label", "")
        part = flow.part(self.elements.hidden)
        part.inlines.append(Inline("footnote", part.builder.length, part.builder.length, span, label))
        if not label:
            self.notes.append(Note(token.meta["id"], origin.shifted(start + 2), span))

    def _image(self, flow: Flow, token: Token, content: str, origin: Origin) -> None:
        start, end = token.meta["pos"], token.meta["end"]
        target, title = self._destination(token, content, start + 2 + len(token.content), origin)
        hidden = self.elements.hidden
        inner = Flow(hidden)
        self.read(inner, token.children or (), token.content, origin.shifted(start + 2), alternative=True)
        flow.asides.append(Aside("alt", hidden, inner.main.builder.build()))
        flow.asides += inner.asides
        self._title(flow, content, title, origin)
        part = flow.part(hidden)
        at, span = part.builder.length, Span(origin.place(start), origin.end(end))
        part.inlines.append(Inline("image", at, at, span, str(token.attrs.get("src", "")), _title_of(token), target))

    def _link(self, flow: Flow, token: Token, content: str, origin: Origin) -> None:
        meta = token.meta
        part = flow.part(self.elements.hidden)
        if token.markup == "autolink":
            target = Span(origin.place(meta["pos"] + 1), origin.end(meta["end"] - 1))
        else:
            target, title = self._destination(token, content, meta["close"], origin)
            self._title(flow, content, title, origin)
        flow.begin(
            Opened(
                "link",
                part,
                part.builder.length,
                origin.place(meta["pos"]),
                str(token.attrs.get("href", "")),
                _title_of(token),
                target,
            )
        )

    def _destination(
        self, token: Token, content: str, label_end: int, origin: Origin
    ) -> tuple[Span, tuple[int, int] | None]:
        """Where the address of a link or image stands, and where its title does, for `](address "title")`.

        For `[text][label]` it is the address in the definition.
        """
        if "label" in token.meta:
            definition = self.definitions.get(token.meta["label"])
            return (definition.href_span if definition else NOWHERE), None
        limit = token.meta["end"] - 1
        start, end = destination(content, label_end + 2, limit)
        if start == end:
            place = origin.place(start)
            return Span(place, place), title_of(content, end, limit)
        return Span(origin.place(start), origin.end(end)), title_of(content, end, limit)

    def _title(self, flow: Flow, content: str, title: tuple[int, int] | None, origin: Origin) -> None:
        if title is None:
            return
        builder = ProseBuilder()
        mapped(builder, tuple(decoded(content, *title, escapes=True)), origin)
        flow.asides.append(Aside("title", self.elements.hidden, builder.build()))


def _text(builder: ProseBuilder, text: str, pieces: list[tuple[int, int, int]], origin: Origin) -> None:
    """Add a text token by its noted pieces: (length, position, width)."""
    at = 0
    for length, position, width in pieces:
        shown = text[at : at + length]
        if length == width:
            verbatim(builder, shown, position, origin)
        else:
            place = origin.place(position)
            builder.add(shown, place, origin.end(position + width) - place)
        at += length


def _code(part: Part, token: Token, origin: Origin) -> None:
    start, end = token.meta["pos"], token.meta["end"]
    inner = start + len(token.markup)
    if end - inner - len(token.markup) != len(token.content):
        inner += 1  # one space on each side belongs to the markup
    before = part.builder.length
    verbatim(part.builder, token.content, inner, origin)
    part.inlines.append(Inline("code", before, part.builder.length, Span(origin.place(start), origin.end(end))))


def _title_of(token: Token) -> str:
    return str(token.attrs.get("title", ""))


def leftovers(flow: Flow, kind: BlockKind, containers: tuple[Container, ...], outer: str) -> list[Block]:
    """What a flow holds beside its main part, as blocks of their own; `outer` is why all of it is not seen."""
    flow.end_all()
    blocks = [
        _block(kind, *part.build(trim=True), hidden or outer, containers)
        for hidden, part in flow.parts.items()
        if part is not flow.main
    ]
    blocks += (_block(each.kind, each.prose, (), each.hidden or outer, containers) for each in flow.asides)
    return [block for block in blocks if block.text.strip() or block.inlines]


def _block(
    kind: BlockKind, prose: Prose, inlines: tuple[Inline, ...], hidden: str, containers: tuple[Container, ...]
) -> Block:
    span = prose.span(0, len(prose.text)) if prose.text or not inlines else inlines[0].span
    return Block(kind, prose, span, hidden, 0, inlines, containers)
