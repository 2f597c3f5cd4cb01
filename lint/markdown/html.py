"""HTML inside Markdown: its tags with places, what its elements hide, and text decoded character by character."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Literal, NamedTuple

from lint.document import COLLAPSED
from lint.message import Message
from lint.spans import Span

PieceKind = Literal["text", "open", "close", "comment", "other"]

VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
# What browsers do not show of themselves: program text, fallback for what they can do, and inert content.
UNSEEN = frozenset(
    "audio canvas datalist desc head iframe metadata noembed noframes noscript object rp script style template title "
    "video".split()
)
# Their content is text up to their own end tag, whatever else ends in between; of `plaintext` there is no end.
RAW_TEXT = frozenset(("iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp"))
# What `scan` can begin in the middle of, beside the elements of RAW_TEXT: a comment; `noscript`, in which browsers that
# run scripts know no comments; drawings and formulas, in which CDATA is text; such text, by the mark that opens it.
COMMENT, NOSCRIPT, FOREIGN, CDATA = "!--", "noscript", "svg", "![cdata["
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html iframe legend li listing main menu nav ol optgroup option p "
    "plaintext pre section select summary table tbody td template textarea tfoot th thead title tr ul xmp".split()
)
# Why a reader does not see what an element holds; sentences say where it is: "stands in {reason}".
_DIALOG = Message("a closed <dialog>")
_HIDDEN = Message("an element with the hidden attribute")
_POPOVER = Message("a closed popover")
_ARIA_HIDDEN = Message("an element with aria-hidden")
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
    follows. `text` is where the text of a comment lies.
    """

    kind: PieceKind
    start: int
    end: int
    tag: str = ""
    attributes: tuple[Attribute, ...] = ()
    closed: bool = False
    finished: bool = True
    text: Span = Span(0, 0)

    def get(self, name: str) -> str | None:
        """The decoded value of an attribute, None when it is not there."""
        for attribute in self.attributes:
            if attribute.name == name:
                return attribute.value
        return None


@cache
def _tag() -> re.Pattern[str]:
    """The beginning of a tag as browsers read it."""
    return re.compile(r"<(/?)([A-Za-z][^ \t\n\r\f/>]*)")


@cache
def _attribute() -> re.Pattern[str]:
    """An attribute with the white space before it (HTML's); a `>` inside a quoted value does not end the tag."""
    space = r" \t\n\r\f"
    value = rf"""(?:"([^"]*)"|'([^']*)'|([^{space}>"'][^{space}>]*)|(["'])|)"""
    return re.compile(rf"[{space}/]*([^{space}/>][^{space}/>=]*)(?:[{space}]*=[{space}]*{value})?")


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


def scan(source: str, inside: Callable[[], str] | None = None) -> Iterator[HtmlPiece]:
    """Cut HTML into tags, comments and text, in order, without gaps. Never fails: what is no tag is text.

    `inside` tells, at the beginning and after every piece, what the place is in the middle of: an element of RAW_TEXT,
    COMMENT, NOSCRIPT or FOREIGN, else "". Without it the text begins as a page does.
    """
    position = text = 0
    limit = -1
    state = inside() if inside else ""
    while position < len(source):
        piece = _comment(source, position, position) if state == COMMENT else None
        if piece is None:
            raw = state in RAW_TEXT or state == CDATA
            position = _raw_end(source, position, state) if raw else source.find("<", position)
            if position == -1:
                break
            piece = _piece(source, position, state)
        if piece and state == NOSCRIPT:
            if limit < position:
                limit = _raw_end(source, position, state) % (len(source) + 1)
            if position < limit and (piece.end > limit or not piece.finished):
                position = limit  # its end tag counts wherever it stands, in a comment and in an attribute
                continue
        if piece is None:
            position += 1
            continue
        if text < position:
            yield HtmlPiece("text", text, position)
        yield piece
        position = text = piece.end
        state = inside() if inside else piece.tag if piece.kind == "open" and piece.tag in RAW_TEXT else ""
    if text < len(source):
        yield HtmlPiece("text", text, len(source))


def _raw_end(source: str, position: int, state: str) -> int:
    """Where text ends in which nothing is a tag, -1 when nowhere."""
    if state == "plaintext":
        return -1
    if state == CDATA:
        return source.find("]]>", position)
    escaped = 0  # in a script `<!-- <script>` takes the next end tag for itself (13.2.5.18 and following)
    for match in _raw_marks(state).finditer(source, position):
        mark = match[0].lower()
        if mark.startswith("</"):
            if escaped < 2:
                return match.start()
            escaped = 1
        elif mark == "<script":
            escaped = 2 if escaped else 0
        else:
            escaped = 0 if mark == "-->" else escaped or 1
    return -1


@cache
def _raw_marks(tag: str) -> re.Pattern[str]:
    more = r"|<!--(?!-?>)|-->|<script(?=[ \t\n\r\f/>])" if tag == "script" else ""
    return re.compile(rf"</{tag}(?=[ \t\n\r\f/>]){more}", re.IGNORECASE | re.ASCII)


def _piece(source: str, position: int, state: str = "") -> HtmlPiece | None:
    """The tag, comment, declaration or instruction that begins at `position`, if one does."""
    if source.startswith("<!--", position):
        return _comment(source, position, position + 4)
    if state == CDATA:
        return HtmlPiece("close", position, position + 3, CDATA)
    match = _tag().match(source, position)
    if match is None:
        return _declaration(source, position, state)
    kind: PieceKind = "close" if match[1] else "open"
    attributes, end, finished = _attributes(source, match.end())
    closed = source.startswith("/>", end - 2)
    return HtmlPiece(kind, position, end, _lower(match[2]), attributes, closed, finished)


def _declaration(source: str, position: int, state: str) -> HtmlPiece | None:
    """A declaration, instruction or "bogus comment", which ends at the first `>`; CDATA in a drawing is text."""
    if not source.startswith(("<!", "<?", "</"), position):
        return None
    if state == FOREIGN and source.startswith("<![CDATA[", position):
        return HtmlPiece("open", position, position + 9, CDATA)
    end = source.find(">", position)
    return HtmlPiece("other", position, len(source) if end == -1 else end + 1)


def _comment(source: str, position: int, start: int) -> HtmlPiece:
    """The comment that begins at `position`, its text at `start`, by the HTML standard (13.2.5.43 to 13.2.5.52).

    It ends at the first `-->` or `--!>`; CommonMark takes it to the `-->`, but what stands between is shown.
    """
    if start > position and source.startswith((">", "->"), start):
        return HtmlPiece("comment", position, source.index(">", start) + 1, text=Span(start, start))
    if end := _comment_end().search(source, start):
        return HtmlPiece("comment", position, end.end(), text=Span(start, end.start()))
    return HtmlPiece("comment", position, len(source), finished=False, text=Span(start, len(source)))


@cache
def _comment_end() -> re.Pattern[str]:
    return re.compile("--!?>")


def _lower(name: str) -> str:
    """A name with the ASCII letters in lower case: the sign of the Kelvin is no k."""
    return name.lower() if name.isascii() else re.sub("[A-Z]+", lambda match: match[0].lower(), name)


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
            attributes.append(Attribute(_lower(match[1]), "", position, position))
        else:
            value = html.unescape(match[group])
            attributes.append(Attribute(_lower(match[1]), value, match.start(group), match.end(group)))
    end = source.find(">", position)
    return tuple(attributes), len(source) if end == -1 else end + 1, end != -1


def hidden_by(piece: HtmlPiece) -> str:
    """Why a reader does not see what an element holds, in words; empty when they do."""
    if piece.tag in UNSEEN:
        return Message("a <{tag}> element", tag=piece.tag)
    if piece.tag in ("details", "dialog") and piece.get("open") is None:
        return COLLAPSED if piece.tag == "details" else _DIALOG
    if not piece.attributes:
        return ""
    if piece.get("hidden") is not None:
        return _HIDDEN
    if piece.get("popover") is not None:
        return _POPOVER
    if (piece.get("aria-hidden") or "").strip().lower() == "true":
        return _ARIA_HIDDEN
    if (style := piece.get("style")) and (match := _hiding_style().search(_plain_style(style))):
        return Message("an element with {style}", style=" ".join(match[1].strip(" ;!").split()))
    for name in (piece.get("class") or "").split():
        if name.lower() in HIDING_CLASSES:
            return Message("an element of the class {name}", name=name)
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
