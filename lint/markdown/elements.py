"""The open HTML elements while a document is read: what they hide, and the containers that they make.

The part of the HTML standard's tree construction (13.2.6) that decides whether text is seen: implied ends, end tags
that are ignored, formatting elements that live on behind their paragraph. What Markdown itself makes (paragraphs,
items, cells) is no element here; it only marks how far elements live that were opened inside of it.
"""

from __future__ import annotations

from lint.document import Container
from lint.markdown.html import BLOCKS, RAW_TEXT, HtmlPiece, hidden_by
from lint.markdown.tables import Table
from lint.spans import Span

# Elements whose end tag may be left out, and the open ones that they end (WHATWG HTML, 13.1.2.4 "Optional tags").
_IMPLIED_END = {
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "td": frozenset(("td", "th")),
    "th": frozenset(("td", "th")),
    "tr": frozenset(("tr",)),
    "option": frozenset(("option",)),
}
_LISTS = frozenset(("ol", "ul", "menu", "dl", "table", "select", "template"))
# Tags inside of which an end tag does not reach what lies outside.
_SCOPE = frozenset(("table", "td", "th", "caption", "template", "object", "marquee"))
_TABLE_PARTS = frozenset(("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"))
# Reopened in the next paragraph when nobody closed them ("the list of active formatting elements").
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Block elements that may stand inside a paragraph; all others end it.
_IN_PARAGRAPH = frozenset("body caption html iframe legend optgroup option select tbody td template textarea".split())
_ENDS_PARAGRAPH = BLOCKS - _IN_PARAGRAPH - {"tfoot", "th", "thead", "title", "tr"}
# Nothing but their own end tag ends them.
_LASTING = RAW_TEXT | {"template", "!--"}

# How often the same formatting element is reopened (the standard's "Noah's Ark clause").
_ALIKE = 3

# Browsers stop at 512. No article comes near; the bound keeps every search in the stack short.
MAX_ELEMENTS = 100


class Element:
    """An open element: why its text is not seen (own reason or an ancestor's), and the container it makes.

    `opened` is the source offset of its tag; `target` and `target_span` are the address of an `<a>`; `count` is the
    number of the last item of a list, or of the summaries of `<details>`.
    """

    __slots__ = ("container", "count", "hidden", "opened", "own", "table", "tag", "target", "target_span")

    def __init__(self, tag: str, own: str, hidden: str, opened: int) -> None:
        self.tag = tag
        self.own = own
        self.hidden = hidden
        self.opened = opened
        self.container: Container | None = None
        self.count = 0
        self.table: Table | None = None
        self.target = ""
        self.target_span = Span(0, 0)


class Elements:
    """A stack of open elements with HTML's implied ends."""

    def __init__(self) -> None:
        self.open: list[Element] = []
        self.floor = 0
        self.too_deep: list[int] = []  # where elements were opened that are beyond the limit

    @property
    def hidden(self) -> str:
        """Why text here is not seen, in words; empty when it is."""
        return self.open[-1].hidden if self.open else ""

    @property
    def containers(self) -> tuple[Container, ...]:
        """The containers that the open elements make, outermost first."""
        return tuple(element.container for element in self.open if element.container)

    def innermost(self, *tags: str) -> Element | None:
        """The innermost open element of one of the tags."""
        for element in reversed(self.open):
            if element.tag in tags:
                return element
        return None

    def push(self, piece: HtmlPiece, place: int = 0) -> Element | None:
        """Open an element, ending those whose end is implied; None when too many are open."""
        tag = piece.tag
        if self.open:
            if tag in _ENDS_PARAGRAPH:
                self.end_paragraph()
            if tag in _HEADINGS and self.open and self.open[-1].tag in _HEADINGS:
                self.open.pop()
            if ends := _IMPLIED_END.get(tag):
                self._imply(ends)
        if len(self.open) >= MAX_ELEMENTS:
            self.too_deep.append(place)
            return None
        own, outer = hidden_by(piece), self.hidden
        if tag == "summary" and self.open and self.open[-1].tag == "details" and not self.open[-1].count:
            details = self.open[-1]
            details.count = 1  # only the first summary is one
            outer = self.open[-2].hidden if len(self.open) > 1 else ""
        element = Element(tag, own, outer or own, place)
        self.open.append(element)
        return element

    def hide(self, reason: str, place: int) -> None:
        """Hide everything that follows: a comment that never ends."""
        self.open.append(Element("!--", reason, self.hidden or reason, place))

    def pop(self, tag: str) -> bool:
        """Close the innermost element of the tag and all inside it; whether there was one that the tag reaches."""
        scope = frozenset(("table", "template")) if tag in _TABLE_PARTS else _SCOPE
        for index in range(len(self.open) - 1, self.floor - 1, -1):
            other = self.open[index].tag
            if other == tag or (tag in _HEADINGS and other in _HEADINGS):
                self._close(index)
                return True
            if other in scope or (tag == "li" and other in ("ol", "ul")):
                return False
            if other in BLOCKS and tag not in BLOCKS and tag not in _FORMATTING:
                return False
        return False

    def _close(self, index: int) -> None:
        tail = self.open[index + 1 :] if self.open[index].tag in _FORMATTING else []
        del self.open[index:]
        for element in tail:  # `<b><div></b>` leaves the division open
            element.hidden = self.hidden or element.own
            self.open.append(element)

    def _imply(self, ends: frozenset[str]) -> None:
        for index in range(len(self.open) - 1, self.floor - 1, -1):
            if self.open[index].tag in ends:
                del self.open[index:]
                return
            if self.open[index].tag in _LISTS:
                return

    def end_paragraph(self) -> None:
        """A block begins: it ends an open `<p>`, whose end tag was left out."""
        for index in range(len(self.open) - 1, self.floor - 1, -1):
            if self.open[index].tag == "p":
                self._leave(index)
                return
            if self.open[index].tag in _SCOPE:
                return

    def leave(self, mark: int) -> None:
        """A container of Markdown ends that began when `mark` elements were open: it ends those inside of it."""
        if len(self.open) > mark:
            self._leave(mark)

    def leave_paragraph(self, mark: int) -> None:
        """A paragraph ends; a `<div>` in its middle ended it long ago, for a browser, and lives on."""
        if len(self.open) > mark and all(element.tag not in BLOCKS for element in self.open[mark:]):
            self._leave(mark)

    def _leave(self, mark: int) -> None:
        inside = self.open[mark:]
        if any(element.tag in _LASTING for element in inside):
            return
        del self.open[mark:]
        for element in inside:
            if element.tag in _FORMATTING and self._alike(element) < _ALIKE:
                element.hidden = self.hidden or element.own
                self.open.append(element)

    def _alike(self, element: Element) -> int:
        return sum(other.tag == element.tag and other.own == element.own for other in self.open)

    def enter_cell(self) -> tuple[int, int]:
        """A cell of a Markdown table begins: no tag in it reaches outside. What `leave_cell` needs."""
        outer, self.floor = self.floor, len(self.open)
        return outer, self.floor

    def leave_cell(self, mark: tuple[int, int]) -> None:
        """The cell ends, and with it whatever was opened in it."""
        self.floor, length = mark
        if not any(element.tag in _LASTING for element in self.open[length:]):
            del self.open[length:]
