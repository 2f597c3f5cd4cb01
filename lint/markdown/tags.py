"""HTML read into the prose of a block: text between tags, and what tags open, close, name and hide."""

from __future__ import annotations

from lint.document import BlockKind, Inline, InlineKind
from lint.markdown.elements import Elements
from lint.markdown.flow import Aside, Flow, Opened, mapped, verbatim
from lint.markdown.html import BLOCKS, SHOWN_ATTRIBUTES, VOID, Attribute, HtmlPiece, decoded, hidden_by, scan, words
from lint.markdown.origin import Origin
from lint.message import Message
from lint.spans import ProseBuilder, Span

_KINDS: dict[str, InlineKind] = {
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
COMMENT = Message("an HTML comment")
# How many constructs of one kind a block that stands in them is told to stand in.
_REOPENED = 3


class Tags:
    """Reads pieces of HTML into flows; knows the open elements and the fragments that the text names."""

    def __init__(self, elements: Elements) -> None:
        self.elements = elements
        self.anchors: set[str] = set()

    def flow(self, place: int) -> Flow:
        """A new flow whose source begins at `place`, inside whatever elements are open there."""
        elements = self.elements
        flow = Flow(elements.hidden)
        tags: list[str] = []
        for element in elements.open:
            if (kind := _KINDS.get(element.tag)) and tags.count(element.tag) < _REOPENED:
                tags.append(element.tag)
                opened = Opened(kind, flow.main, 0, place, element.target, "", element.target_span)
                flow.begin(opened, element.tag)
        return flow

    def read(self, flow: Flow, piece: HtmlPiece, source: str, origin: Origin) -> None:
        """Add one piece of HTML: text, a comment, or a tag that opens or closes an element."""
        if piece.kind == "text":
            self._text(flow, piece, source, origin)
        elif piece.kind == "comment":
            builder = ProseBuilder()
            verbatim(builder, source[piece.text.start : piece.text.end], piece.text.start, origin)
            flow.asides.append(Aside("comment", COMMENT, builder.build()))
            self.elements.comment(COMMENT, origin.place(piece.start), piece.finished)
        elif piece.kind == "open":
            self._open(flow, piece, source, origin)
        elif piece.kind == "close":
            self._close(flow, piece, origin)

    def read_alternative(self, flow: Flow, source: str, origin: Origin) -> None:
        """Add HTML in the alternative text of an image, which is shown as it is written, comments too.

        Of tags only what their attributes say is read, each for itself: "Take <b>400 mg</b>" keeps its sentence.
        """
        for piece in scan(source):
            if piece.kind in ("text", "comment", "other"):
                verbatim(flow.main.builder, source[piece.start : piece.end], piece.start, origin)
            for attribute in piece.attributes:
                if attribute.value.strip():
                    self._attribute(flow, attribute, self.elements.hidden, source, origin)

    def _open(self, flow: Flow, piece: HtmlPiece, source: str, origin: Origin) -> None:
        place = Span(origin.place(piece.start), origin.end(piece.end))
        part = flow.part(self.elements.hidden)
        for attribute in piece.attributes:
            if attribute.name in ("id", "name") and attribute.value:
                self.anchors.add(attribute.value)
                at = part.builder.length
                part.inlines.append(Inline("anchor", at, at, place, attribute.value))
            elif attribute.name in SHOWN_ATTRIBUTES and attribute.value.strip():
                hidden = self.elements.hidden or ("" if piece.tag == "details" else hidden_by(piece))
                self._attribute(flow, attribute, hidden, source, origin)
        if piece.tag == "br":
            part.builder.add("\n", place.start, place.end - place.start)
        elif piece.tag == "img":
            at = part.builder.length
            part.inlines.append(Inline("image", at, at, place, piece.get("src") or ""))
        elif piece.tag in BLOCKS and not part.builder.ends_in_space:
            part.builder.add("\n", place.start, place.end - place.start)
        if piece.tag in VOID:
            return
        element = self.elements.push(piece, place.start)
        kind = _KINDS.get(piece.tag)
        if element is None or kind is None:
            return
        for attribute in piece.attributes:
            if attribute.name == "href":
                element.target = attribute.value
                element.target_span = Span(origin.place(attribute.start), origin.end(attribute.end))
        part = flow.part(self.elements.hidden)
        start, target = part.builder.length, element.target
        flow.begin(Opened(kind, part, start, place.start, target, "", element.target_span), piece.tag)

    def _close(self, flow: Flow, piece: HtmlPiece, origin: Origin) -> None:
        self.elements.pop(piece.tag)
        end = origin.end(piece.end)
        if kind := _KINDS.get(piece.tag):
            flow.end(kind, end, piece.tag)
        elif piece.tag in BLOCKS and piece.tag != "p":
            builder = flow.part(self.elements.hidden).builder
            if not builder.ends_in_space:
                start = origin.place(piece.start)
                builder.add("\n", start, end - start)

    @staticmethod
    def _attribute(flow: Flow, attribute: Attribute, hidden: str, source: str, origin: Origin) -> None:
        builder = ProseBuilder()
        mapped(builder, tuple(decoded(source, attribute.start, attribute.end)), origin)
        kind: BlockKind = "alt" if attribute.name == "alt" else "title"
        flow.asides.append(Aside(kind, hidden, builder.build()))

    def _text(self, flow: Flow, piece: HtmlPiece, source: str, origin: Origin) -> None:
        """Text between tags: entities decoded, a run of white space is one space."""
        elements = self.elements
        if elements.innermost("script", "style"):
            return
        builder = flow.part(elements.hidden).builder
        preformatted = elements.innermost("pre", "textarea", "listing", "xmp", "plaintext") is not None
        for text, position, width in decoded(source, piece.start, piece.end):
            if len(text) != width:
                place = origin.place(position)
                builder.add(text, place, origin.end(position + width) - place)
                continue
            for word, space in words(text):
                verbatim(builder, word, position, origin)
                position += len(word)
                if preformatted and "\n" in space:
                    place = origin.place(position)
                    builder.add("\n", place, origin.end(position + len(space)) - place)
                elif space and not builder.ends_in_space:
                    place = origin.place(position)
                    builder.add(" ", place, origin.end(position + len(space)) - place)
                position += len(space)
