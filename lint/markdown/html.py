"""HTML inside Markdown: its tags with places, what its elements hide, and text decoded character by character."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from lint.document import COLLAPSED

PieceKind = Literal["text", "open", "close", "comment", "other"]

VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
# What browsers do not show of themselves: program text, fallback for what they can do, and inert content.
UNSEEN = frozenset(
    "audio canvas datalist desc head iframe metadata noembed noframes noscript object rp script style template title "
    "video".split()
)
# Their content is text up to their own end tag, whatever else ends in between.
RAW_TEXT = frozenset(("iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"))
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html iframe legend li main menu nav ol optgroup option p pre section "
    "select summary table tbody td template textarea tfoot th thead title tr ul".split()
)
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
    """A tag, a comment or a run of text in a piece of HTML, by offsets into it.

    `finished` is false for a tag or comment that the text ends in the middle of: a browser reads on in whatever
    follows.
    """

    kind: PieceKind
    start: int
    end: int
    tag: str = ""
    attributes: tuple[Attribute, ...] = ()
    closed: bool = False
    finished: bool = True

    def get(self, name: str) -> str | None:
        """The decoded value of an attribute, None when it is not there."""
        for attribute in self.attributes:
            if attribute.name == name:
                return attribute.value
        return None


@cache
def _tag() -> re.Pattern[str]:
    """The beginning of a tag as browsers read it."""
    return re.compile(r"<(/?)([A-Za-z][^\s/>]*)")


@cache
def _attribute() -> re.Pattern[str]:
    """An attribute with the white space before it; a `>` inside a quoted value does not end the tag."""
    return re.compile(r"""[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)|(["'])|))?""")


@cache
def _entity() -> re.Pattern[str]:
    return re.compile(r"&(?:#[0-9]{1,20}|#[xX][0-9a-fA-F]{1,20}|[A-Za-z][A-Za-z0-9]{1,31});?")


@cache
def _hiding_style() -> re.Pattern[str]:
    zero = r"0(?:\.0{1,9})?(?:px|em|rem|pt|%)?\s*(?:;|!|$)"
    return re.compile(
        r"(?:^|;)\s*(display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|content-visibility\s*:\s*hidden"
        rf"|color\s*:\s*transparent|(?:opacity|font-size|font)\s*:\s*{zero}|transform\s*:\s*scale\(0\)"
        r"|(?:left|top|right|bottom|text-indent|margin-left)\s*:\s*-[0-9]{3,9}(?:px|em|rem|pt|%|vw))",
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
        if piece.kind == "open" and piece.tag in RAW_TEXT:
            closing = re.compile(f"</{piece.tag}\\b", re.IGNORECASE).search(source, position)
            position = closing.start() if closing else len(source)
    if text < len(source):
        yield HtmlPiece("text", text, len(source))


def _piece(source: str, position: int) -> HtmlPiece | None:
    """The tag, comment, declaration or instruction that begins at `position`, if one does."""
    if source.startswith("<!--", position):
        return _comment(source, position)
    match = _tag().match(source, position)
    if match is None:
        if not source.startswith(("<!", "<?", "</"), position):
            return None
        end = source.find(">", position)
        return HtmlPiece("other", position, len(source) if end == -1 else end + 1)
    kind: PieceKind = "close" if match[1] else "open"
    attributes, end, finished = _attributes(source, match.end())
    closed = source.startswith("/>", end - 2)
    return HtmlPiece(kind, position, end, match[2].lower(), attributes, closed, finished)


def _comment(source: str, position: int) -> HtmlPiece:
    """The comment that begins at `position`, by the HTML standard (13.2.5.42 and following)."""
    if source.startswith((">", "->"), position + 4):
        return HtmlPiece("comment", position, source.index(">", position) + 1)
    end = source.find("-->", position + 4)
    if end == -1:
        return HtmlPiece("comment", position, len(source), finished=False)
    early = source.find("--!>", position + 4, end)
    return HtmlPiece("comment", position, end + 3 if early == -1 else early + 4)


def _attributes(source: str, position: int) -> tuple[tuple[Attribute, ...], int, bool]:
    """The attributes of a tag from behind its name on, where the tag ends, and whether it does."""
    if source.startswith(">", position):
        return (), position + 1, True
    attributes: list[Attribute] = []
    while match := _attribute().match(source, position):
        position = match.end()
        group = match.lastindex or 1
        if group == 5:  # a quote that nothing closes takes everything
            return tuple(attributes), len(source), False
        if group == 1:
            attributes.append(Attribute(match[1].lower(), "", position, position))
        else:
            value = html.unescape(match[group])
            attributes.append(Attribute(match[1].lower(), value, match.start(group), match.end(group)))
    end = source.find(">", position)
    return tuple(attributes), len(source) if end == -1 else end + 1, end != -1


def hidden_by(piece: HtmlPiece) -> str:
    """Why a reader does not see what an element holds, in words; empty when they do."""
    if piece.tag in UNSEEN:
        return f"a <{piece.tag}> element"
    if piece.tag in ("details", "dialog") and piece.get("open") is None:
        return COLLAPSED if piece.tag == "details" else "a closed <dialog>"
    if not piece.attributes:
        return ""
    if piece.get("hidden") is not None:
        return "an element with the hidden attribute"
    if piece.get("popover") is not None:
        return "a closed popover"
    if (piece.get("aria-hidden") or "").strip().lower() == "true":
        return "an element with aria-hidden"
    if (style := piece.get("style")) and (match := _hiding_style().search(_plain_style(style))):
        return f"an element with {' '.join(match[1].strip(' ;!').split())}"
    for name in (piece.get("class") or "").split():
        if name.lower() in HIDING_CLASSES:
            return f"an element of the class {name}"
    return ""


def _plain_style(style: str) -> str:
    """A style without CSS comments and escapes, which can be put into the middle of `display:none`."""
    kept = style.split("/*")
    if len(kept) > 1:  # behind each opening only what follows its end counts
        style = kept[0] + "".join(part.partition("*/")[2] for part in kept[1:])
    if "\\" in style:
        style = re.sub(r"\\([0-9a-fA-F]{1,6})\s?", lambda match: chr(min(int(match[1], 16), 0x10FFFF)), style)
    return style


def decoded(source: str, start: int, end: int, escapes: bool = False) -> Iterator[tuple[str, int, int]]:
    """The text that `source[start:end]` shows, as (text, position, width), entities decoded.

    With `escapes`, Markdown's backslash escapes are decoded too (titles of links).
    """
    last = start
    for match in (_escape() if escapes else _entity()).finditer(source, start, end):
        if match[0][0] == "\\":
            shown = match[0][1]
        elif escapes and not match[0].endswith(";"):
            continue
        else:
            shown = html.unescape(match[0])
            if shown == match[0]:
                continue
        if last < match.start():
            yield source[last : match.start()], last, match.start() - last
        if shown:
            yield shown, match.start(), match.end() - match.start()
        last = match.end()
    if last < end:
        yield source[last:end], last, end - last


@cache
def _escape() -> re.Pattern[str]:
    return re.compile(r"\\[!-/:-@\[-`{-~]|" + _entity().pattern)


def words(text: str) -> Iterator[tuple[str, str]]:
    """Words with the white space behind each, by HTML's notion of it: ("a", " "), ("b", "")."""
    return ((match[1], match[2]) for match in _words().finditer(text) if match[0])


@cache
def _words() -> re.Pattern[str]:
    return re.compile(r"([^ \t\n\r\f]*)([ \t\n\r\f]*)")
