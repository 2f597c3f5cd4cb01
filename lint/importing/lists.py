"""Lists of an HTML draft as an author sees them: no empty items, deeper levels in items, numbers that items set."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import PageElement, Tag


def tidied(soup: BeautifulSoup) -> None:
    """Change the lists of a page."""
    for item in reversed(soup.find_all("li")):
        if not has_text(item):  # editors leave them behind; a converter drops them, number and all
            item.decompose()
    for tag in soup.find_all(["ul", "ol"]):
        _deeper(tag)
    for item in soup.find_all("li", value=True):
        _renumbered(soup, item)


def has_text(node: PageElement) -> bool:
    """Whether a node shows text or a picture."""
    if node.get_text().strip():
        return True
    # A string has a `find` as well, that of every string.
    find = None if isinstance(node, str) else getattr(node, "find", None)
    return getattr(node, "name", None) == "img" or (find is not None and find("img") is not None)


def _deeper(tag: Tag) -> None:
    """A list of nothing but a list: LibreOffice and Outlook write a deeper level so.

    It belongs to the last item before it.
    """
    inner = [child for child in tag.children if has_text(child)]
    if not inner or any(getattr(child, "name", None) not in ("ul", "ol") for child in inner):
        return
    before = tag.find_previous_sibling()
    items = before.find_all("li", recursive=False) if before is not None and before.name in ("ul", "ol") else []
    if items:
        for child in inner:
            items[-1].append(child.extract())
        tag.decompose()
    else:
        tag.unwrap()


def _renumbered(soup: BeautifulSoup, item: Tag) -> None:
    """A number that an item sets itself begins another list, unless it is the one that the item has anyway."""
    holder, value = item.parent, str(item["value"]).strip()
    if holder is None or holder.name != "ol" or not (value.isdecimal() and len(value) <= 4):
        return
    before = item.find_previous_siblings("li")
    start = str(holder.get("start") or "1")
    if not before:
        holder["start"] = value
    elif int(value) != (int(start) if start.isdecimal() and len(start) <= 4 else 1) + len(before):
        new = soup.new_tag("ol", attrs={"start": value})
        holder.insert_after(new)
        for each in [item, *item.find_next_siblings()]:
            new.append(each.extract())
