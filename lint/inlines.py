"""The visible text of one inline run: what a reader sees, mapped to its source, and what lies hidden in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from markdown_it.token import Token

from lint.document import Block, BlockKind, Container, Definition, Inline, InlineKind
from lint.elements import Elements
from lint.html import BLOCKS, SHOWN_ATTRIBUTES, VOID, Attribute, HtmlPiece, decoded, scan
from lint.origin import Origin
from lint.spans import Prose, ProseBuilder, Span

_TOKEN_KINDS: dict[str, InlineKind] = {
    "em_open": "emphasis",
    "strong_open": "strong",
    "s_open": "strike",
    "link_open": "link",
}
_TAG_KINDS: dict[str, InlineKind] = {
    "sup": "superscript",
    "sub": "subscript",
    "em": "emphasis",
    "i": "emphasis",
    "strong": "strong",
    "b": "strong",
    "s": "strike",
    "strike": "strike",
    "del": "strike",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
    "a": "link",
}


@dataclass(slots=True)
class _Open:
    """An inline construct whose end has not come yet."""

    kind: InlineKind
    start: int
    source: int
    tag: str = ""
    target: str = ""
    title: str = ""
    target_span: Span = Span(0, 0)


@dataclass(slots=True)
class Flow:
    """One block's prose under construction, with the texts that hide in it."""

    hidden: str
    builder: ProseBuilder = field(default_factory=ProseBuilder)
    inlines: list[Inline] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    aside: list[tuple[BlockKind, str, Prose]] = field(default_factory=list)
    concealed: dict[str, ProseBuilder] = field(default_factory=dict)

    def target(self, hidden: str) -> ProseBuilder:
        """Where text goes whose innermost element is hidden for the reason given."""
        if hidden == self.hidden:
            return self.builder
        return self.concealed.setdefault(hidden, ProseBuilder())


class Inlines:
    """Reads inline tokens and HTML text into a Flow; holds what the whole document shares."""

    def __init__(self, elements: Elements, env: dict[str, Any], definitions: dict[str, Definition]) -> None:
        self.elements = elements
        self.env = env
        self.definitions = definitions
        self.anchors: set[str] = set()
        self.notes: list[tuple[int, Origin, Span]] = []

    def flow(self) -> Flow:
        """A new flow at the present place."""
        return Flow(self.elements.hidden)

    def read(self, flow: Flow, tokens: Iterable[Token], content: str, origin: Origin) -> None:
        """Add the tokens of an inline run whose content has the origin given."""
        for token in tokens:
            kind, meta = token.type, token.meta
            if "at" in meta and token.content:
                self._text(flow, token.content, meta["at"], origin)
            elif kind in ("softbreak", "hardbreak"):
                place = origin.place(meta["pos"])
                flow.target(self.elements.hidden).add("\n", place, origin.place(meta["end"]) - place)
            elif kind == "html_inline":
                base = meta["pos"]
                for piece in scan(token.content):
                    self.html(flow, piece, token.content, origin.shifted(base))
            elif kind == "code_inline":
                self._code(flow, token, content, origin)
            elif kind == "image":
                self._image(flow, token, content, origin)
            elif kind == "footnote_ref":
                self._footnote(flow, token, origin)
            elif kind in _TOKEN_KINDS:
                self._begin(flow, token, content, origin)
            elif kind.removesuffix("_close") + "_open" in _TOKEN_KINDS:
                end = meta["end"] if kind == "link_close" else meta["at"][0][1] + len(token.markup)
                self._end(flow, _TOKEN_KINDS[kind.removesuffix("_close") + "_open"], origin.end(end))

    def _text(self, flow: Flow, text: str, pieces: list[tuple[int, int, int]], origin: Origin) -> None:
        builder = flow.target(self.elements.hidden)
        at = 0
        for length, position, width in pieces:
            shown = text[at : at + length]
            if length == width:
                self._verbatim(builder, shown, position, origin)
            else:
                place = origin.place(position)
                builder.add(shown, place, origin.end(position + width) - place)
            at += length

    @staticmethod
    def _verbatim(builder: ProseBuilder, text: str, position: int, origin: Origin) -> None:
        for start, end in origin.runs(position, position + len(text)):
            builder.add(text[start - position : end - position], origin.place(start), end - start)

    def _code(self, flow: Flow, token: Token, content: str, origin: Origin) -> None:
        start, end = token.meta["pos"], token.meta["end"]
        inner = start + len(token.markup)
        if end - inner - len(token.markup) != len(token.content):
            inner += 1  # one space on each side belongs to the markup
        builder = flow.target(self.elements.hidden)
        before = builder.length
        self._verbatim(builder, token.content, inner, origin)
        if builder is flow.builder:
            span = Span(origin.place(start), origin.end(end))
            flow.inlines.append(Inline("code", before, builder.length, span))

    def _footnote(self, flow: Flow, token: Token, origin: Origin) -> None:
        start, end = token.meta["pos"], token.meta["end"]
        span = Span(origin.place(start), origin.end(end))
        label = token.meta.get("label", "")
        flow.inlines.append(Inline("footnote", flow.builder.length, flow.builder.length, span, label))
        if not label:
            self.notes.append((token.meta["id"], origin.shifted(start + 2), span))

    def _image(self, flow: Flow, token: Token, content: str, origin: Origin) -> None:
        start, end = token.meta["pos"], token.meta["end"]
        label_end = start + 2 + len(token.content)
        target, title = self._destination(token, content, label_end, origin)
        inner = Flow("")
        hidden, self.elements.open = self.elements.open, []
        self.read(inner, token.children or (), token.content, origin.shifted(start + 2))
        self.elements.open = hidden
        flow.aside.append(("alt", self.elements.hidden, inner.builder.build()))
        flow.aside.extend(inner.aside)
        self._title(flow, content, title, origin)
        place = flow.builder.length
        span = Span(origin.place(start), origin.end(end))
        flow.inlines.append(
            Inline("image", place, place, span, str(token.attrs.get("src", "")), _title_of(token), target)
        )

    def _begin(self, flow: Flow, token: Token, content: str, origin: Origin) -> None:
        kind, meta = _TOKEN_KINDS[token.type], token.meta
        builder = flow.target(self.elements.hidden)
        if kind != "link":
            # Of the two delimiter tokens of a strong the parser keeps the inner one.
            outer = 1 if kind == "strong" else 0
            flow.open.append(_Open(kind, builder.length, origin.place(meta["at"][0][1] - outer)))
            return
        opened = _Open("link", builder.length, origin.place(meta["pos"]), "", str(token.attrs.get("href", "")))
        if token.markup == "autolink":
            opened.target_span = Span(origin.place(meta["pos"] + 1), origin.end(meta["end"] - 1))
        else:
            opened.target_span, title = self._destination(token, content, meta["close"], origin)
            opened.title = _title_of(token)
            self._title(flow, content, title, origin)
        flow.open.append(opened)

    def _end(self, flow: Flow, kind: InlineKind, source: int, tag: str = "") -> None:
        for index in range(len(flow.open) - 1, -1, -1):
            opened = flow.open[index]
            if opened.kind == kind and opened.tag == tag:
                del flow.open[index]
                flow.inlines.append(
                    Inline(
                        kind,
                        opened.start,
                        flow.builder.length,
                        Span(opened.source, source),
                        opened.target,
                        opened.title,
                        opened.target_span,
                    )
                )
                return

    def _destination(
        self, token: Token, content: str, label_end: int, origin: Origin
    ) -> tuple[Span, tuple[int, int] | None]:
        """Where the address of a link or image stands, and where its title does, for `](address "title")`.

        For `[text][label]` it is the address in the definition.
        """
        if "label" in token.meta:
            definition = self.definitions.get(token.meta["label"])
            return (definition.href_span if definition else Span(0, 0)), None
        start, end = destination(content, label_end + 2, token.meta["end"])
        behind = end + content.startswith("<", start - 1)
        rest = content[behind : token.meta["end"] - 1]
        title = None
        if rest.strip():
            title = (behind + len(rest) - len(rest.lstrip()) + 1, behind + len(rest.rstrip()) - 1)
        if start == end:
            place = origin.place(start)
            return Span(place, place), title
        return Span(origin.place(start), origin.end(end)), title

    def _title(self, flow: Flow, content: str, title: tuple[int, int] | None, origin: Origin) -> None:
        if title is None:
            return
        builder = ProseBuilder()
        for text, position, width in decoded(content, *title, escapes=True):
            if len(text) == width:
                self._verbatim(builder, text, position, origin)
            else:
                builder.add(text, origin.place(position), width)
        flow.aside.append(("title", self.elements.hidden, builder.build()))

    def html(self, flow: Flow, piece: HtmlPiece, source: str, origin: Origin) -> None:
        """Add one piece of HTML: text, a comment, or a tag that opens or closes an element."""
        if piece.kind == "text":
            self._html_text(flow, piece, source, origin)
        elif piece.kind == "comment":
            builder = ProseBuilder()
            inner = source[piece.start + 4 : max(piece.end - 3, piece.start + 4)]
            self._verbatim(builder, inner, piece.start + 4, origin)
            flow.aside.append(("comment", "an HTML comment", builder.build()))
        elif piece.kind == "open":
            self._open_tag(flow, piece, source, origin)
        elif piece.kind == "close":
            self.elements.pop(piece.tag)
            if piece.tag in _TAG_KINDS:
                self._end(flow, _TAG_KINDS[piece.tag], origin.end(piece.end), piece.tag)

    def _open_tag(self, flow: Flow, piece: HtmlPiece, source: str, origin: Origin) -> None:
        place = Span(origin.place(piece.start), origin.end(piece.end))
        for attribute in piece.attributes:
            if attribute.name in ("id", "name") and attribute.value:
                self.anchors.add(attribute.value)
                at = flow.builder.length
                flow.inlines.append(Inline("anchor", at, at, place, attribute.value))
            elif attribute.name in SHOWN_ATTRIBUTES and attribute.value.strip():
                self._attribute(flow, piece, attribute, source, origin)
        if piece.tag == "br":
            flow.target(self.elements.hidden).add("\n", place.start, place.end - place.start)
        elif piece.tag == "img":
            at = flow.builder.length
            flow.inlines.append(Inline("image", at, at, place, piece.get("src") or ""))
        if piece.tag in VOID or (piece.closed and piece.tag not in BLOCKS):
            return
        self.elements.push(piece)
        if piece.tag in _TAG_KINDS:
            opened = _Open(_TAG_KINDS[piece.tag], flow.target(self.elements.hidden).length, place.start, piece.tag)
            for attribute in piece.attributes:
                if attribute.name == "href":
                    opened.target = attribute.value
                    opened.target_span = Span(origin.place(attribute.start), origin.end(attribute.end))
            flow.open.append(opened)

    def _attribute(self, flow: Flow, piece: HtmlPiece, attribute: Attribute, source: str, origin: Origin) -> None:
        builder = ProseBuilder()
        for text, position, width in decoded(source, attribute.start, attribute.end):
            if len(text) == width:
                self._verbatim(builder, text, position, origin)
            else:
                builder.add(text, origin.place(position), width)
        kind: BlockKind = "alt" if attribute.name == "alt" else "title"
        flow.aside.append((kind, self.elements.hidden, builder.build()))

    def _html_text(self, flow: Flow, piece: HtmlPiece, source: str, origin: Origin) -> None:
        """Text between tags: entities decoded, a run of white space is one space."""
        if self.elements.innermost("script", "style"):
            return
        builder = flow.target(self.elements.hidden)
        verbatim = self.elements.innermost("pre", "textarea") is not None
        for text, position, width in decoded(source, piece.start, piece.end):
            if len(text) != width:
                builder.add(text, origin.place(position), width)
                continue
            at = 0
            for word, space in _words(text):
                self._verbatim(builder, word, position + at, origin)
                at += len(word)
                if space:
                    place = origin.place(position + at)
                    shown = "\n" if verbatim and "\n" in space else " "
                    builder.add(shown, place, origin.end(position + at + len(space)) - place)
                    at += len(space)

    def finish(self, flow: Flow, kind: BlockKind, containers: tuple[Container, ...]) -> list[Block]:
        """The hidden texts, attributes and comments of a flow as blocks of their own, in order of their places."""
        for opened in reversed(flow.open[:]):
            self._end(flow, opened.kind, opened.source, opened.tag)
        blocks = [Block(kind, builder.build(), Span(0, 0), reason) for reason, builder in flow.concealed.items()]
        blocks += [Block(kind_, prose, Span(0, 0), hidden) for kind_, hidden, prose in flow.aside]
        return [
            Block(block.kind, block.prose, block.prose.span(0, len(block.text)), block.hidden, 0, (), containers)
            for block in blocks
            if block.text.strip()
        ]


def destination(content: str, position: int, limit: int) -> tuple[int, int]:
    """The range of a link's address in `content` from `position`, without angle brackets (CommonMark 6.3)."""
    while position < limit and content[position] in " \t\n":
        position += 1
    start = position
    if content.startswith("<", start):
        position += 1
        while position < limit and content[position] != ">":
            position += 2 if content[position] == "\\" else 1
        return start + 1, min(position, limit)
    depth = 0
    while position < limit and content[position] > " ":
        character = content[position]
        if character == "\\" and position + 1 < limit:
            position += 2
            continue
        if character == "(":
            depth += 1
        elif character == ")":
            if depth == 0:
                break
            depth -= 1
        position += 1
    return start, min(position, limit)


def _title_of(token: Token) -> str:
    return str(token.attrs.get("title", ""))


def _words(text: str) -> Iterable[tuple[str, str]]:
    """Words with the white space behind each: ("a", " "), ("b", "")."""
    position = 0
    while position < len(text):
        end = position
        while end < len(text) and not text[end].isspace():
            end += 1
        after = end
        while after < len(text) and text[after] in " \t\n\r\f":
            after += 1
        if after == end and end < len(text):  # a space that HTML keeps, as U+00A0
            after = end = end + 1
        yield text[position:end], text[end:after]
        position = after
