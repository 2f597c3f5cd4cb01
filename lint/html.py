"""HTML inside Markdown: its tags with places, what its elements hide, and text decoded character by character."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

PieceKind = Literal["text", "open", "close", "comment", "other"]

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
RAW = frozenset(("script", "style", "template", "noscript", "iframe", "object", "math", "svg"))
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html iframe legend li main menu nav ol optgroup option p pre section "
    "select summary table tbody td template textarea tfoot th thead title tr ul".split()
)
# Elements whose end tag may be left out, and the siblings or parents that end them
# (WHATWG HTML, 13.1.2.4 "Optional tags").
IMPLIED_END = {
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "td": frozenset(("td", "th")),
    "th": frozenset(("td", "th")),
    "tr": frozenset(("td", "th", "tr")),
    "option": frozenset(("option",)),
    "summary": frozenset(),
}
SCOPES = frozenset(("ol", "ul", "menu", "dl", "table", "select"))
SHOWN_ATTRIBUTES = ("title", "alt", "aria-label", "placeholder")
# Classes by which the widespread style sheets (Bootstrap, Tailwind, WordPress) take text away from the eye.
HIDING_CLASSES = frozenset(
    ("d-none", "hidden", "hide", "invisible", "sr-only", "visually-hidden", "screen-reader-text", "is-hidden")
)


class Attribute(NamedTuple):
    """An attribute: name in lower case, decoded value, and where the raw value lies."""

    name: str
    value: str
    start: int
    end: int


class HtmlPiece(NamedTuple):
    """A tag, a comment or a run of text in a piece of HTML, by offsets into it."""

    kind: PieceKind
    start: int
    end: int
    tag: str = ""
    attributes: tuple[Attribute, ...] = ()
    closed: bool = False

    def get(self, name: str) -> str | None:
        """The decoded value of an attribute, None when it is not there."""
        for attribute in self.attributes:
            if attribute.name == name:
                return attribute.value
        return None


@cache
def _tag() -> re.Pattern[str]:
    """A tag as browsers read it: a `>` inside a quoted value does not end it."""
    return re.compile(r"""<(/?)([A-Za-z][A-Za-z0-9:-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>""")


@cache
def _attribute() -> re.Pattern[str]:
    return re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")


@cache
def _entity() -> re.Pattern[str]:
    return re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


@cache
def _hiding_style() -> re.Pattern[str]:
    return re.compile(
        r"(?:^|;)\s*(display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)"
        r"|font-size\s*:\s*0(?:px|em|rem|pt|%)?\s*(?:;|!|$)|content-visibility\s*:\s*hidden)",
        re.IGNORECASE,
    )


def scan(source: str) -> Iterator[HtmlPiece]:
    """Cut HTML into tags, comments and text, in order, without gaps. Never fails: what is no tag is text."""
    position = text = 0
    while (position := source.find("<", position)) != -1:
        piece = _piece(source, position)
        if piece is None:
            position += 1
            continue
        if text < position:
            yield HtmlPiece("text", text, position)
        yield piece
        position = text = piece.end
        if piece.kind == "open" and piece.tag in ("script", "style", "textarea", "title") and not piece.closed:
            closing = re.compile(f"</{piece.tag}\\b", re.IGNORECASE).search(source, position)
            position = closing.start() if closing else len(source)
    if text < len(source):
        yield HtmlPiece("text", text, len(source))


def _piece(source: str, position: int) -> HtmlPiece | None:
    """The tag, comment, declaration or instruction that begins at `position`, if one does."""
    if source.startswith("<!--", position):
        if source.startswith((">", "->"), position + 4):  # an empty comment, by the HTML standard
            return HtmlPiece("comment", position, source.index(">", position) + 1)
        end = source.find("-->", position + 4)
        return HtmlPiece("comment", position, len(source) if end == -1 else end + 3)
    if source.startswith(("<!", "<?"), position):
        end = source.find(">", position)
        return HtmlPiece("other", position, len(source) if end == -1 else end + 1)
    match = _tag().match(source, position)
    if match is None:
        return None
    kind: PieceKind = "close" if match[1] else "open"
    inside = match[3]
    return HtmlPiece(
        kind,
        position,
        match.end(),
        match[2].lower(),
        tuple(_attributes(source, match.start(3), match.end(3))) if inside.strip(" /\t\n") else (),
        inside.endswith("/"),
    )


def _attributes(source: str, start: int, end: int) -> Iterator[Attribute]:
    for match in _attribute().finditer(source, start, end):
        group = match.lastindex or 1
        if group == 1:
            yield Attribute(match[1].lower(), "", match.end(), match.end())
        else:
            yield Attribute(match[1].lower(), html.unescape(match[group]), match.start(group), match.end(group))


def hidden_by(piece: HtmlPiece) -> str:
    """Why a reader does not see what an element holds, in words; empty when they do."""
    if piece.tag in RAW:
        return f"a <{piece.tag}> element"
    if piece.tag == "details" and piece.get("open") is None:
        return "a collapsed <details>"
    if piece.tag == "dialog" and piece.get("open") is None:
        return "a closed <dialog>"
    if not piece.attributes:
        return ""
    if piece.get("hidden") is not None:
        return "an element with the hidden attribute"
    if (piece.get("aria-hidden") or "").strip().lower() == "true":
        return "an element with aria-hidden"
    if (style := piece.get("style")) and (match := _hiding_style().search(style)):
        return f"an element with {' '.join(match[1].strip(' ;!').split())}"
    for name in (piece.get("class") or "").split():
        if name.lower() in HIDING_CLASSES:
            return f"an element of the class {name}"
    return ""


def decoded(source: str, start: int, end: int, escapes: bool = False) -> Iterator[tuple[str, int, int]]:
    """The text that `source[start:end]` shows, as (text, position, width), entities decoded.

    With `escapes`, Markdown's backslash escapes are decoded too (titles of links).
    """
    last = start
    for match in (_escape() if escapes else _entity()).finditer(source, start, end):
        if match[0][0] == "\\":
            shown = match[0][1]
        else:
            shown = html.unescape(match[0])
            if shown == match[0]:
                continue
        if last < match.start():
            yield source[last : match.start()], last, match.start() - last
        yield shown, match.start(), match.end() - match.start()
        last = match.end()
    if last < end:
        yield source[last:end], last, end - last


@cache
def _escape() -> re.Pattern[str]:
    return re.compile(r"\\[!-/:-@\[-`{-~]|" + _entity().pattern)
