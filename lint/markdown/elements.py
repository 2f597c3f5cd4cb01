"""The open HTML elements while a document is read: what they hide, and the containers that they make.

The part of the HTML standard's tree construction (13.2.6) that decides whether text is seen: implied ends, end tags
that are ignored, formatting elements that live on behind their paragraph. What Markdown itself makes (paragraphs,
items, cells) is no element here; it only marks how far elements live that were opened inside of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from lint.document import Container
from lint.markdown.html import BLOCKS, CDATA, COMMENT, FOREIGN, NOSCRIPT, RAW_TEXT, HtmlPiece, hidden_by
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
# Where SVG and MathML begin, where HTML begins again in them ("integration points"), and the tags that end them all.
_FOREIGN = frozenset(("svg", "math"))
_HTML_AGAIN = frozenset("foreignobject desc title mi mo mn ms mtext annotation-xml".split())
_BREAKS_OUT = frozenset(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta "
    "nobr ol p pre ruby s small span strong strike sub sup table tt u ul var".split()
)

# How often the same formatting element is reopened (the standard's "Noah's Ark clause").
_ALIKE = 3

# Browsers stop at 512. No article comes near; the bound keeps every search in the stack short.
MAX_ELEMENTS = 100


class Element:
    """An open element: why its text is not seen (own reason or an ancestor's), and the container it makes.

    `opened` is the source offset of its tag; `target` and `target_span` are the address of an `<a>`; `count` is the
    number of the last item of a list, or of the summaries of `<details>`. In a `raw` one nothing but its end is a tag;
    `within` is "svg" where SVG or MathML begins, "html" where HTML begins again in it.
    """

    __slots__ = (
        "container", "count", "hidden", "opened", "own", "raw", "table", "tag", "target", "target_span", "within"
    )  # fmt: skip

    def __init__(self, tag: str, own: str, hidden: str, opened: int) -> None:
        self.tag = tag
        self.own = own
        self.hidden = hidden
        self.opened = opened
        self.raw = False
        self.within = ""
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
        self._drawn = False  # whether there was an <svg> or a <math>

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

    def inside(self) -> str:
        """What the place is in the middle of, for `scan`."""
        if not self.open:
            return ""
        if self.open[-1].raw:
            return self.open[-1].tag
        return FOREIGN if self._drawn and (self._foreign() or self.open[-1].within) else ""

    def _foreign(self) -> bool:
        """Whether an element that begins here is one of SVG or MathML."""
        if self._drawn:
            for element in reversed(self.open):
                if element.within:
                    return element.within == FOREIGN
        return False

    def _break_out(self) -> None:
        """A tag that SVG and MathML do not know ends them (13.2.6.5)."""
        while len(self.open) > self.floor and not self.open[-1].raw and self._foreign():
            self.open.pop()

    def push(self, piece: HtmlPiece, place: int = 0) -> Element | None:
        """Open an element, ending those whose end is implied; None when too many are open."""
        tag = piece.tag
        if self.open:
            if self.open[-1].raw:  # in <noscript>, where browsers that run scripts see none but its end
                return None
            if tag in _BREAKS_OUT or (tag == "font" and any(map(piece.get, ("color", "face", "size")))):
                self._break_out()
            if tag in _ENDS_PARAGRAPH:
                self.end_paragraph()
            if tag in _HEADINGS and self.open and self.open[-1].tag in _HEADINGS:
                self.open.pop()
            if ends := _IMPLIED_END.get(tag):
                self._imply(ends)
        foreign = self._foreign()
        raw = tag == CDATA or (not foreign and (tag in RAW_TEXT or tag == NOSCRIPT))
        if len(self.open) >= MAX_ELEMENTS and not raw:  # a raw one decides what the text behind it is
            self.too_deep.append(place)
            return None
        own, outer = hidden_by(piece), self.hidden
        if tag == "summary" and self.open and self.open[-1].tag == "details" and not self.open[-1].count:
            details = self.open[-1]
            details.count = 1  # only the first summary is one
            outer = self.open[-2].hidden if len(self.open) > 1 else ""
        element = Element(tag, own, outer or own, place)
        element.raw = raw
        if tag in _FOREIGN:
            element.within = FOREIGN
        elif foreign and tag in _HTML_AGAIN:
            element.within = "html"
        self._drawn = self._drawn or tag in _FOREIGN
        self.open.append(element)
        return element

    def comment(self, reason: str, place: int, finished: bool) -> None:
        """A comment, or what was left of one; until it ends, everything that follows is hidden."""
        within = self.open and self.open[-1].tag == COMMENT
        if finished and within:
            self.open.pop()
        elif not finished and not within:
            self.open.append(Element(COMMENT, reason, self.hidden or reason, place))
            self.open[-1].raw = True

    def pop(self, tag: str) -> bool:
        """Close the innermost element of the tag and all inside it; whether there was one that the tag reaches."""
        if self.open and self.open[-1].raw:  # no cell and no item of Markdown keeps its end tag from it
            if self.open[-1].tag == tag:
                self.open.pop()
                return True
            return False
        if tag in ("br", "p"):
            self._break_out()
        scope = frozenset(("table", "template")) if tag in _TABLE_PARTS else _SCOPE
        for index in range(len(self.open) - 1, self.floor - 1, -1):
            other = self.open[index].tag
            if other == tag or (tag in _HEADINGS and other in _HEADINGS):
                self._close(index)
                return True
            if other in scope or (tag == "li" and other in ("ol", "ul")):
                return False
            if other in BLOCKS and tag not in BLOCKS and tag not in _FORMATTING and not self.open[index].within:
                return False
        return False

    def _close(self, index: int) -> None:
        tail = self.open[index + 1 :] if self.open[index].tag in _FORMATTING else []
        del self.open[index:]
        block = next((at for at, each in enumerate(tail) if each.tag in BLOCKS or each.within == "html"), len(tail))
        # `<b><div></b>` leaves the division open, `<b><svg></b>` no drawing (13.2.6.4.7, the "adoption agency")
        for element in [each for each in tail[:block] if each.tag in _FORMATTING] + tail[block:]:
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
        """A block begins: it ends an open `<p>`, whose end tag was left out, and any SVG."""
        self._break_out()
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
        if _lasts(inside):
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
        if not _lasts(self.open[length:]):
            del self.open[length:]


def _lasts(elements: Sequence[Element]) -> bool:
    """Whether there is one among the elements that nothing but its own end tag ends."""
    return any(element.raw or element.tag == "template" for element in elements)
