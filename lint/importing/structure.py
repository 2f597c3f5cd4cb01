"""The elements of an HTML draft put in such an order that a converter loses nothing: editors nest them as they like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.importing import lists

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import PageElement, Tag

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer"
    " h1 h2 h3 h4 h5 h6 header hgroup hr html li main nav ol p pre search section summary table tbody td tfoot th thead"
    " tr ul note".split()
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# What holds text and may hold nothing that is a block of its own.
_FLAT = _HEADINGS | {"p", "dt", "summary", "caption", "figcaption", "address"}
_HOLDERS = ["div", "li", "blockquote", "body", "section", "article", "details", "figure", "dd"]
_ALIKE = (["sup", "sub"], ["b", "strong"], ["i", "em", "cite"], ["s", "strike"], ["a"])
# Blocks that a converter of HTML to Markdown takes for text within a line.
_UNKNOWN = ["address", "aside", "center", "details", "dialog", "footer", "header", "hgroup", "main", "nav", "search"]
_ROWS = frozenset(("tr", "thead", "tbody", "tfoot", "table"))
_HELD_BY = {
    "li": frozenset(("ul", "ol")), "td": frozenset(("tr",)), "th": frozenset(("tr",)), "tr": _ROWS - {"tr"},
    "thead": frozenset(("table",)), "tbody": frozenset(("table",)), "tfoot": frozenset(("table",)),
    "caption": frozenset(("table",)), "dt": frozenset(("dl",)), "dd": frozenset(("dl",)),
}  # fmt: skip


def is_block(node: object) -> bool:
    """Whether a node is an element that stands on its own lines."""
    return getattr(node, "name", None) in BLOCKS


def ordered(soup: BeautifulSoup) -> None:
    """Blocks out of inline elements and paragraphs, items into lists, loose text into paragraphs.

    No text is changed, and none changes its place.
    """
    _as_prose(soup)
    for tag in soup.find_all(_HELD_BY.__contains__):
        if tag.parent is None or tag.parent.name not in _HELD_BY[tag.name]:
            tag.name = "div"
    lists.tidied(soup)
    for tag in soup.find_all(["ul", "ol", "table", "tr", "thead", "tbody", "tfoot", "dl"]):
        _homogeneous(soup, tag)
    for tag in reversed(soup.find_all(True)):
        if _holds_blocks(tag):
            if tag.name in _FLAT or not is_block(tag):
                tag.name = "div"
            if tag.name in ("td", "th", "note"):
                _flattened(soup, tag)
    _without_idle_tags(soup)
    for tag in (soup, *soup.find_all(_HOLDERS)):
        if _holds_blocks(tag) or tag.name == "blockquote" or tag.find_parent("blockquote"):
            _in_paragraphs(soup, tag)


def _as_prose(soup: BeautifulSoup) -> None:
    """Code, definitions and parts of a page as paragraphs: an article has none, and rules do not read code."""
    for tag in soup.find_all(["code", "samp", "kbd", "tt"]):
        tag.unwrap()
    for tag in soup.find_all(["dl", "dt", "dd", *_UNKNOWN]):
        tag.name = "div"
    for tag in soup.find_all(["pre", "listing", "xmp"]):
        tag.name = "div"
        for string in tag.find_all(string=True):
            lines = str(string).split("\n")
            for line in lines[:-1]:
                string.insert_before(line, soup.new_tag("br"))
            string.replace_with(lines[-1])


def _without_idle_tags(soup: BeautifulSoup) -> None:
    """No inline element that holds nothing but spaces, and none in one of its own kind."""
    from bs4.element import Tag as Element

    for line in soup.find_all("br"):
        _lifted(soup, line)
    for tag in reversed(soup.find_all(lambda each: not is_block(each) and each.name not in ("br", "img"))):
        if not lists.has_text(tag):  # a converter drops them, and the space in them
            tag.unwrap()
    for same in _ALIKE:
        for tag in soup.find_all(same):
            before = tag.previous_sibling
            if tag.find_parent(same):  # twice bold is bold
                tag.unwrap()
            elif isinstance(before, Element) and before.name == tag.name != "a":  # "**a****b**" is no bold text
                before.extend(list(tag.children))
                tag.decompose()


def _lifted(soup: BeautifulSoup, line: Tag) -> None:
    """A line end out of the bold text and the like around it, which is parted: no Markdown reaches across lines."""
    while (parent := line.parent) is not None and parent is not soup and not is_block(parent):
        rest = list(line.next_siblings)
        parent.insert_after(line.extract())
        if rest:
            second = soup.new_tag(parent.name, attrs={key: str(value) for key, value in parent.attrs.items()})
            line.insert_after(second)
            second.extend(rest)


def _holds_blocks(tag: Tag) -> bool:
    return any(is_block(child) for child in tag.children)


def _homogeneous(soup: BeautifulSoup, tag: Tag) -> None:
    """In a list only items: a list that stands between them belongs to the one before (as Google Docs exports them)."""
    inner = {"ul": "li", "ol": "li", "tr": "td", "table": "tr", "thead": "tr", "tbody": "tr", "tfoot": "tr", "dl": "dd"}
    allowed = {"tr": ("td", "th"), "dl": ("dt", "dd"), "table": ("tr", "thead", "tbody", "tfoot", "caption")}
    held = allowed.get(tag.name, (inner[tag.name],))
    for child in list(tag.children):
        if getattr(child, "name", None) in held or not lists.has_text(child):
            continue
        before = child.find_previous_sibling(inner[tag.name])
        if before is not None and before.name == "li":
            before.append(child.extract())
            continue
        wrapper = soup.new_tag(inner[tag.name])
        child.wrap(wrapper) if hasattr(child, "wrap") else child.replace_with(wrapper)
        if wrapper.name == "tr":
            cell = soup.new_tag("td")
            child.wrap(cell)


def _flattened(soup: BeautifulSoup, cell: Tag) -> None:
    """A cell of one line: a pipe table has no other."""
    for block in cell.find_all(is_block):
        block.insert_before(" ")
        block.insert_after(" ")
        block.unwrap()


def _in_paragraphs(soup: BeautifulSoup, tag: Tag) -> None:
    """Text beside blocks in paragraphs of its own."""
    run: list[PageElement] = []
    for child in [*tag.children, None]:
        if child is not None and not is_block(child):
            run.append(child)
            continue
        if any(map(lists.has_text, run)):
            paragraph = soup.new_tag("p")
            run[0].insert_before(paragraph)
            for each in run:
                paragraph.append(each.extract())
        run = []
