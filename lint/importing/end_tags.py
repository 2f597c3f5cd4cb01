"""HTML whose writers left end tags out: LibreOffice ends no item of a list, and old pages no paragraph and no cell."""

from __future__ import annotations

import re
import warnings
from typing import Any

from bs4 import BeautifulSoup, UnusualUsageWarning
from bs4.element import Tag

from lint.importing.notes import DraftError
from lint.importing.structure import BLOCKS

# Pages nest some thirty elements; the converter calls itself for each, and each costs time for all those below it.
MAX_DEPTH = 150
_CELLS = frozenset(("td", "th"))
_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
# What a start tag ends, and what it cannot reach across (HTML Living Standard, 13.1.2.4, "Optional tags").
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(("li",)), _LISTS),
    "dt": (frozenset(("dt", "dd")), frozenset(("dl",))),
    "dd": (frozenset(("dt", "dd")), frozenset(("dl",))),
    "td": (_CELLS, frozenset(("tr", "table"))),
    "th": (_CELLS, frozenset(("tr", "table"))),
    "tr": (frozenset(("tr",)), frozenset(("table",))),
    **dict.fromkeys(_GROUPS, (_GROUPS, frozenset(("table",)))),
    "option": (frozenset(("option",)), frozenset(("select",))),
}
# What ends an open paragraph, where the paragraph is not outside the nearest of `_WALLS`.
_BLOCKS = frozenset(
    "address article aside blockquote details div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main nav"
    " ol p pre section table ul li dt dd".split()
)
_WALLS = frozenset("table td th caption button object li dd dt div blockquote section article body".split())
_PARAGRAPH = frozenset(("p",))


class Page(BeautifulSoup):
    """A page of HTML as a browser reads it where end tags are missing.

    `html.parser` closes nothing by itself: each item of such a list would stand in the one before it.

    Raises:
        DraftError: its elements are nested deeper than anybody writes.
    """

    def __init__(self, text: str) -> None:
        # "<li/>" is "<li>" in HTML (13.2.5.40, the slash is ignored): LibreOffice 7.0 to 7.3 writes it before the text.
        text = re.sub(r"<(li\b[^<>]{0,500}?)/>", r"<\1>", text, flags=re.IGNORECASE)
        with warnings.catch_warnings():  # that a text looks like an address, and that XHTML is not read as XML
            warnings.simplefilter("ignore", UnusualUsageWarning)
            super().__init__(text, "html.parser")

    def handle_starttag(self, name: str, *args: Any, **more: Any) -> Tag | None:
        """Open an element, after those that it ends.

        Raises:
            DraftError: it is nested deeper than anybody writes.
        """
        if name in _BLOCKS:
            self._end(_PARAGRAPH, _WALLS)
        if name in _ENDS:
            self._end(*_ENDS[name])
        if len(self.tagStack) > MAX_DEPTH:
            if name in BLOCKS:
                raise DraftError("its elements are nested too deep to be read; paste its text instead")
            return None  # bold text that no end tag closes, again and again: the text is what counts
        return super().handle_starttag(name, *args, **more)

    def handle_data(self, data: str) -> None:
        """Keep a text, with one space for its spaces and line ends, save in what is preformatted."""
        super().handle_data(data if self.preserve_whitespace_tag_stack else re.sub(r"\s+", " ", data))

    def _end(self, names: frozenset[str], walls: frozenset[str]) -> None:
        for tag in reversed(self.tagStack):
            if tag.name in names:
                self.handle_endtag(tag.name)
                return
            if tag.name in walls:
                return
