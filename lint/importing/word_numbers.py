"""The numbers that Word shows before the items of its lists: a converter begins each list at 1, as Word does not.

A list goes on behind a paragraph that interrupts it, and citations in the text name the numbers that its author saw.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Around a number on its way through the converter: two characters for private use.
_OPEN, _CLOSE = "\U000f8a01", "\U000f8a02"
_PLAIN = frozenset(("bullet", "none"))


class _Level(NamedTuple):
    style: str
    start: int


class Numbers:
    """The lists of a document (ECMA-376 Part 1, 17.9) and how far each has been counted."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._of: dict[str, str] = {}
        self._own: dict[str, dict[int, _Level]] = {}
        self._restart: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._based: dict[str, str] = {}
        if numbering is not None:
            self._read(numbering)
        for style in () if styles is None else styles.iter(f"{W}style"):
            self._read_style(style)

    def _read(self, numbering: Element) -> None:
        for each in numbering.iter(f"{W}abstractNum"):
            self._abstract[each.get(f"{W}abstractNumId", "")] = _levels(each)
        for num in numbering.iter(f"{W}num"):
            identity = num.get(f"{W}numId", "")
            self._of[identity] = _value(num, "abstractNumId")
            self._own[identity] = {
                level: found for over in num.iter(f"{W}lvlOverride") for level, found in _levels(over).items()
            }
            self._restart[identity] = {
                _number(over.get(f"{W}ilvl")): _number(_value(over, "startOverride"))
                for over in num.iter(f"{W}lvlOverride")
                if over.find(f"{W}startOverride") is not None
            }

    def _read_style(self, style: Element) -> None:
        identity = style.get(f"{W}styleId", "")
        self._based[identity] = _value(style, "basedOn")
        numbering = style.find(f"{W}pPr/{W}numPr")
        if numbering is not None:
            self._styles[identity] = (_value(numbering, "numId"), _number(_value(numbering, "ilvl")))

    def mark(self, root: Element) -> bool:
        """Put the number of each numbered paragraph before its text; whether some are letters or Roman numbers."""
        letters = False
        for paragraph in root.iter(f"{W}p"):
            found = self._next(paragraph)
            if found is None:
                continue
            number, style = found
            letters = letters or style not in ("decimal", "decimalZero")
            run = Element(f"{W}r")
            SubElement(run, f"{W}t").text = f"{_OPEN}{number}{_CLOSE}"
            paragraph.insert(1 if paragraph.find(f"{W}pPr") is not None else 0, run)
        return letters

    def _next(self, paragraph: Element) -> tuple[int, str] | None:
        """The number of a paragraph and how it is written, counted on."""
        identity, level = self._place(paragraph)
        abstract = self._of.get(identity)
        if abstract is None:
            return None
        form = self._own[identity].get(level) or self._abstract.get(abstract, {}).get(level)
        counts = self._counts.setdefault(abstract, {})
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        if form is None or form.style in _PLAIN:
            return None
        if level in self._restart[identity]:
            counts[level] = self._restart[identity].pop(level)
        else:
            counts[level] = counts.get(level, form.start - 1) + 1
        return counts[level], form.style

    def _place(self, paragraph: Element) -> tuple[str, int]:
        """The list that a paragraph stands in, by itself or by its style, and its level."""
        style, seen = _value(paragraph, "pPr", "pStyle"), 0
        while style and style not in self._styles and seen < 20:
            style, seen = self._based.get(style, ""), seen + 1
        identity, level = self._styles.get(style, ("", 0))
        numbering = paragraph.find(f"{W}pPr/{W}numPr")
        if numbering is None:
            return identity, level
        own = _value(numbering, "ilvl")
        return _value(numbering, "numId") or identity, _number(own) if own else level


def _levels(holder: Element) -> dict[int, _Level]:
    return {
        _number(each.get(f"{W}ilvl")): _Level(_value(each, "numFmt") or "decimal", _number(_value(each, "start"), 1))
        for each in holder.findall(f"{W}lvl")
    }


def _value(element: Element, *path: str) -> str:
    found = element.find("/".join(f"{W}{name}" for name in path))
    return "" if found is None else found.get(f"{W}val", "")


def _number(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isdecimal() and len(text) <= 6 else otherwise


def merged(numbering: Element) -> None:
    """Levels that a list sets for itself in a definition of its own: LibreOffice writes bullets below numbers so."""
    known: Mapping[str, Element] = {
        each.get(f"{W}abstractNumId", ""): each for each in numbering.findall(f"{W}abstractNum")
    }
    for num in numbering.findall(f"{W}num"):
        own = {over.get(f"{W}ilvl"): level for over in num.iter(f"{W}lvlOverride") for level in over.iter(f"{W}lvl")}
        which = num.find(f"{W}abstractNumId")
        if not own or which is None or which.get(f"{W}val", "") not in known:
            continue
        copy = deepcopy(known[which.get(f"{W}val", "")])
        copy.set(f"{W}abstractNumId", f"own-{num.get(f'{W}numId')}")
        for level in copy.findall(f"{W}lvl"):
            if level.get(f"{W}ilvl") in own:
                copy.remove(level)
        copy.extend(own.values())
        numbering.insert(0, copy)
        which.set(f"{W}val", copy.get(f"{W}abstractNumId", ""))


def told(html: str) -> str:
    """The marks of `Numbers.mark` as values of items; where no item is, a converter had no use for the number."""
    items = re.sub(rf"<li>((?:<[^<>]{{1,200}}>){{0,5}}){_OPEN}(\d{{1,9}}){_CLOSE}", r'<li value="\2">\1', html)
    return re.sub(rf"{_OPEN}\d{{1,9}}{_CLOSE}", "", items)
