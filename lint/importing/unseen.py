"""What no reader of a page sees: scripts and styles go without a word, hidden text and deletions are named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint.importing.notes import Notes, quoted

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import Tag

_UNREAD = ("head", "title", "script", "style", "template", "noscript", "object", "iframe")
# What readers see, but no article can hold: said when there is text in it.
_DRAWN = ("svg", "button", "select", "textarea")


def removed(soup: BeautifulSoup, notes: Notes) -> None:
    """Take out what no reader sees, and deletions of a draft whose changes were tracked."""
    from bs4.element import Comment, PreformattedString

    for string in soup.find_all(string=lambda each: isinstance(each, (Comment, PreformattedString))):
        string.extract()
    classes = _hiding(soup)
    for tag in soup.find_all(_UNREAD):
        tag.decompose()
    for tag in soup.find_all(_DRAWN):
        if text := " ".join(tag.get_text(" ").split()):
            notes.say(f"the text of a drawing or a button was left out: {quoted(text)}")
        tag.decompose()
    for tag in soup.find_all(lambda each: _is_hidden(each, classes)):
        if tag.decomposed:
            continue
        if tag.get_text(strip=True):
            notes.say(f"hidden text was left out: {quoted(tag.get_text())}")
        tag.decompose()
    for tag in soup.find_all("math"):
        for source in tag.find_all(["annotation", "annotation-xml"]):  # the formula once more, as LaTeX
            source.decompose()
        text = "".join(tag.get_text().split())
        notes.say(f"a formula was read as plain characters, look at it: {quoted(text)}")
        tag.replace_with(text)
    for tag in soup.find_all("div", title=("header", "footer")):  # LibreOffice, of each page of paper
        notes.say(f"a header or footer of the pages was left out: {quoted(tag.get_text())}")
        tag.decompose()
    for tag in soup.find_all("del"):
        notes.say(f"a tracked deletion was left out: {quoted(tag.get_text())}")
        tag.decompose()


def _hiding(soup: BeautifulSoup) -> frozenset[str]:
    """The classes that a style sheet of the page hides, where its rule names nothing but the class."""
    sheets = " ".join(tag.get_text() for tag in soup.find_all("style"))
    rules = re.findall(r"(?:^|[\s,}])\.([\w-]{1,80})\s{0,9}\{([^{}]{0,2000})\}", sheets)
    return frozenset(name for name, rule in rules if _hides(rule))


def _hides(style: str) -> bool:
    plain = re.sub(r"\s", "", style).lower()
    return any(each in plain for each in ("display:none", "mso-hide:all", "visibility:hidden"))


def _is_hidden(tag: Tag, classes: frozenset[str]) -> bool:
    return (
        tag.has_attr("hidden")
        or _hides(str(tag.get("style") or ""))
        or not classes.isdisjoint(tag.get_attribute_list("class"))
    )
