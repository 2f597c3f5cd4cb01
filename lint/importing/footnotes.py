"""Footnotes and endnotes of a draft, known by the links that lead from text to note and back.

Word, Google Docs, LibreOffice, pandoc, mammoth and Wikipedia name the two ends in six ways; only that each leads to the
other is common to all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from lint.importing.notes import Notes
from lint.references import identifiers
from lint.references.headings import Strength, strength
from lint.references.likeness import is_reference

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import Tag

CALL, NOTE = "footnote", "note"
_HOLDERS = ["li", "p", "dd", "td", "div", "aside"]
_HEADS = ["h1", "h2", "h3", "h4", "h5", "h6", "p"]


class _Note(NamedTuple):
    holder: Tag
    calls: list[Tag]
    backs: list[Tag]


def told(soup: BeautifulSoup, notes: Notes) -> None:
    """Make notes that are references the numbered list that our layout has, with citations; all others footnotes.

    Beside a list of references a note never becomes a citation: "[1]" would name another paper.
    """
    found = _found(soup)
    if not found:
        return
    own = _has_list(soup, found)
    references = sum(map(_is_reference, found))
    for note in found:
        for back in note.backs:
            back.decompose()
    if references * 2 > len(found) and not own:
        _listed(soup, found)
    else:
        notes.say(f"{len(found)} footnotes stayed footnotes" if len(found) > 1 else "a footnote stayed a footnote")
        _as_footnotes(soup, found)


def _found(soup: BeautifulSoup) -> list[_Note]:
    """The notes in their order."""
    names: dict[str, Tag] = {}
    places: dict[int, int] = {}
    for place, tag in enumerate(soup.find_all(True)):
        places[id(tag)] = place
        for name in _names(tag):
            names.setdefault(name, tag)
    done: dict[int, _Note] = {}
    for call in soup.find_all("a", href=True):
        target = names.get(_target(call))
        if target is None or places[id(target)] <= places[id(call)] or not call.get_text(strip=True):
            continue
        own = {*_names(call), *(_names(call.parent) if call.parent and call.parent.name in ("sup", "span") else ())}
        holder = target if target.name in _HOLDERS else target.find_parent(_HOLDERS)
        if holder is None or not own:
            continue
        backs = [link for link in holder.find_all("a", href=True) if _target(link) in own]
        if not backs or _within(call, holder):
            continue
        note = done.setdefault(id(holder), _Note(holder, [], []))
        note.calls.append(call)
        note.backs.extend(backs)
    return [_whole(note, done) for note in sorted(done.values(), key=lambda each: places[id(each.holder)])]


def _names(tag: Tag) -> Iterator[str]:
    for key in ("id", "name"):
        if value := tag.get(key):
            yield str(value)


def _target(link: Tag) -> str:
    target = str(link.get("href") or "")
    return target[1:] if target.startswith("#") else "\0"


def _whole(note: _Note, notes: dict[int, _Note]) -> _Note:
    """A note with all its paragraphs: the element that holds them and nothing else."""
    holder = note.holder
    while (
        (parent := holder.parent) is not None
        and parent.name in ("div", "li", "aside")
        and parent.find(["h1", "h2", "h3", "h4", "h5", "h6"]) is None
        and not any(tag is not holder and id(tag) in notes for tag in parent.find_all(_HOLDERS))
        and not any(_within(call, parent) for call in note.calls)
    ):
        holder = parent
    return note._replace(holder=holder)


def _within(tag: Tag, holder: Tag) -> bool:
    return any(each is holder for each in tag.parents)


def _is_reference(note: _Note) -> bool:
    text = " ".join(note.holder.get_text().split())
    return is_reference(text, len(identifiers.find(text)), linked=False)


def _has_list(soup: BeautifulSoup, found: list[_Note]) -> bool:
    """Whether a heading announces references that are not these notes."""
    held = [note.holder for note in found]
    for head in soup.find_all(_HEADS):
        text = " ".join(head.get_text().split())
        if len(text) > 60 or strength(text.rstrip(": ")) is not Strength.CERTAIN:
            continue
        after = head.find_next(["li", "p", "td"])
        if after is None or not any(after is each or _within(after, each) for each in held):
            return True
    return False


def _listed(soup: BeautifulSoup, found: list[_Note]) -> None:
    """Notes as the items of one list, and what called them as citations."""
    items = [note.holder for note in found]
    if not all(item.name == "li" and item.parent is items[0].parent for item in items):
        new = soup.new_tag("ol")
        items[0].insert_before(new)
        for item in items:
            item.name = "li"
            new.append(item.extract())
    siblings = list(items[0].parent.find_all("li", recursive=False)) if items[0].parent else items
    for note in found:
        number = next(at for at, each in enumerate(siblings, 1) if each is note.holder)
        _replace(note.calls, f"[{number}]")


def _as_footnotes(soup: BeautifulSoup, found: list[_Note]) -> None:
    """Notes as footnotes, at the end of the text as in print, without the line above them."""
    line = found[0].holder.find_previous(True)
    while line is not None and line.name in ("ol", "section", "div"):
        line = line.find_previous(True)
    if line is not None and line.name == "hr":
        line.decompose()
    end = soup.body or soup
    for number, note in enumerate(found, 1):
        for call in note.calls:
            new = soup.new_tag(CALL)
            new.string = str(number)
            _around(call).replace_with(new)
        lists = note.holder.parent
        text = soup.new_tag(NOTE, attrs={"number": str(number)})
        for child in list(note.holder.children):
            text.append(child.extract())
        note.holder.decompose()
        end.append(text)
        if lists is not None and lists.name in ("ol", "ul", "div", "section") and not lists.get_text(strip=True):
            lists.decompose()


def _replace(calls: list[Tag], text: str) -> None:
    for call in calls:
        _around(call).replace_with(text)


def _around(call: Tag) -> Tag:
    """A call with the superscript that holds nothing else."""
    parent = call.parent
    return parent if parent is not None and parent.name == "sup" and parent.get_text() == call.get_text() else call
