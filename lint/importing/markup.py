"""HTML to the lines that `reader` reads, and the text that a browser would show of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from lint.importing import characters, footnotes, inline, symbol_font, unseen
from lint.importing.notes import DraftError, Notes
from lint.importing.structure import is_block, ordered

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import Tag


# A hundred pages that Word saved as HTML have some 60,000.
MAX_TAGS = 200_000


class Converted(NamedTuple):
    """The Markdown lines of an HTML text, what it shows, and what its head says."""

    lines: str
    shown: str
    title: str = ""
    language: str = ""
    is_plain: bool = False


def convert(text: str, notes: Notes) -> Converted:
    """Convert an HTML text.

    Raises:
        DraftError: it is nested deeper or longer than anybody writes.
    """
    if text.count("<") > MAX_TAGS:
        raise DraftError(f"it holds more than {MAX_TAGS:,} tags, which no article does; paste its text instead")
    from lint.importing.end_tags import Page

    try:
        soup = Page(text)
        title = " ".join(soup.title.get_text().split()) if soup.title else ""
        language = _language(soup)
        unseen.removed(soup, notes)
        _in_unicode(soup, notes)
        characters.bounded(soup.get_text())
        if plain := _plain(soup):
            notes.say("the page holds nothing but plain text, so it was read like pasted text")
            return Converted(plain, inline.shown(plain), title, language, is_plain=True)
        footnotes.told(soup, notes)
        ordered(soup)
        shown = _shown(soup)
        _simplify(soup, notes)
        soup.smooth()  # "^" and "[1]" apart are no markup, and side by side they are
        return Converted(_markdown(soup), shown, title, language)
    except RecursionError as error:
        raise DraftError("its elements are nested too deep to be read; paste its text instead") from error


def _markdown(soup: BeautifulSoup) -> str:
    """Markdown by markdownify; what looks like markup in the text is escaped before, by what our layout knows."""
    from markdownify import ATX

    from lint.importing.drawing import Drawing

    for image in soup.find_all("img"):
        image["alt"] = inline.escaped(" ".join(str(image.get("alt") or "").split())).replace("]", "\\]")
        del image["title"]
    return Drawing(
        heading_style=ATX,
        bullets="-",
        autolinks=False,
        sup_symbol="<sup>",
        sub_symbol="<sub>",
        escape_asterisks=False,
        escape_underscores=False,
        keep_inline_images_in=["td", "th"],
    ).convert_soup(soup)


def _plain(soup: BeautifulSoup) -> str:
    """The text of a page that is one of plain text: LibreOffice and browsers save a .txt file as <pre> alone."""
    texts = soup.find_all("pre")
    if not texts or any(string.strip() and not string.find_parent("pre") for string in soup.find_all(string=True)):
        return ""
    return "" if soup.find("img") else "\n\n".join(text.get_text() for text in texts)


def _language(soup: BeautifulSoup) -> str:
    tag = soup.find("html")
    value = tag.get("lang") if tag else ""
    return str(value or "").split("-")[0].lower()


def _in_unicode(soup: BeautifulSoup, notes: Notes) -> None:
    """Characters of the font Symbol as what they show."""
    for tag in soup.find_all(_is_in_symbol):
        for string in tag.find_all(string=True):
            if (read := symbol_font.read(str(string), notes)) != string:
                string.replace_with(read)


def _is_in_symbol(tag: Tag) -> bool:
    font = re.search(r"font-family\s{0,5}:\s{0,5}([^;]{1,60})", str(tag.get("style") or ""))
    return symbol_font.is_symbol(font[1] if font else str(tag.get("face") or ""))


def _shown(soup: BeautifulSoup) -> str:
    """The text of all elements, with the numbers that a browser puts before items, and alternative texts."""
    return "".join(_texts(soup))


def _texts(tag: Tag) -> Iterator[str]:
    from bs4.element import Tag as Element

    for node in tag.children:
        if not isinstance(node, Element):
            yield str(node)
            continue
        apart = is_block(node) or node.name in ("br", "sup", footnotes.CALL)
        yield "\n" if apart else ""
        if node.name == footnotes.NOTE:
            yield f"{node['number']} "
        if node.name == "img":
            yield f" {node.get('alt') or ''} "
        if node.name == "li" and node.parent and node.parent.name == "ol":
            yield f"{_item_number(node)} "
        yield from _texts(node)
        yield "\n" if apart else ""


def _item_number(item: Tag) -> int:
    start = str(item.parent.get("start") or "1") if item.parent else "1"
    before = len(item.find_previous_siblings("li"))
    return (int(start) if start.isdecimal() and len(start) <= 9 else 1) + before


def _simplify(soup: BeautifulSoup, notes: Notes) -> None:
    """Links whose text is the identifier that they lead to become that text; pictures without a file get a name."""
    for link in soup.find_all("a"):
        text, target = link.get_text().strip(), str(link.get("href") or "")
        # Bookmarks of a word processor ("#_Toc123") lead nowhere in our layout.
        if not text or _is_told(text, target) or not target.startswith(("http://", "https://", "mailto:")):
            link.unwrap()
    if any(each.find("li") for each in soup.find_all("ol", type=("a", "A", "i", "I"))):
        notes.say("a list with letters or Roman numbers got plain numbers; look for words that name them")
    for number, image in enumerate(soup.find_all("img"), 1):
        if str(image.get("src") or "data:").startswith(("data:", "file:", "cid:")):
            image["src"] = f"image-{number}.png"
            notes.say(f"a picture is named image-{number}.png; save its file beside the article, or delete its line")


def _is_told(text: str, target: str) -> bool:
    """Whether a link to a paper shows its identifier: "doi:10.1016/x", "https://doi.org/10.1016/x", "19783371"."""
    match = re.match(
        r"https?://(?:(?:dx\.)?doi\.org/|(?:pubmed\.ncbi\.nlm\.nih\.gov|www\.ncbi\.nlm\.nih\.gov/pubmed)/)([^?#\s]{4,300})",
        target,
    )
    return bool(match) and match[1].rstrip("/").casefold() in text.casefold() if match else False
