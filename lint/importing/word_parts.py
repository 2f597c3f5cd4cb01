"""The parts of a .docx as a converter can read them: what Word hides goes, what only Word knows becomes text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from lint.importing import symbol_font
from lint.importing.notes import Notes, quoted
from lint.importing.word_numbers import W

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


class Styles:
    """What the styles of a document say that matters here: which hide text, and which are of a table of contents."""

    def __init__(self, styles: Element | None) -> None:
        self.hidden: set[str] = set()
        self.contents: set[str] = set()
        for style in () if styles is None else styles.iter(f"{W}style"):
            name = style.find(f"{W}name")
            if style.find(f"{W}rPr") is not None and _is_on(style.find(f"{W}rPr/{W}vanish")):
                self.hidden.add(style.get(f"{W}styleId", ""))
            if name is not None and re.fullmatch(r"toc (?:\d|heading)", name.get(f"{W}val", "").casefold()):
                self.contents.add(style.get(f"{W}styleId", ""))


def read(root: Element, styles: Styles, notes: Notes) -> None:
    """Change the tree of a part so that what it holds for a converter is what Word shows."""
    _alternatives(root)
    _formulas(root, notes)
    _contents(root, styles, notes)
    _fields(root)
    for paragraph in root.iter(f"{W}p"):
        hidden = [run for run in paragraph.iter(f"{W}r") if _is_hidden(run, styles)]
        if text := "".join(map(text_of, hidden)).strip():
            notes.say(f"hidden text was left out: {quoted(text)}")
        for run in hidden:
            run.clear()
    for run in root.iter(f"{W}r"):
        fonts = run.find(f"{W}rPr/{W}rFonts")
        if fonts is not None and symbol_font.is_symbol(fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")):
            for each in run.iter(f"{W}t"):
                each.text = symbol_font.read(each.text or "", notes)


def text_of(element: Element) -> str:
    """The text of an element, its tracked deletions left out."""
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def _parents(root: Element) -> dict[Element, Element]:
    return {child: parent for parent in root.iter() for child in parent}


def _is_on(element: Element | None) -> bool:
    return element is not None and element.get(f"{W}val", "true") not in ("0", "false", "off")


def _is_hidden(run: Element, styles: Styles) -> bool:
    own, style = run.find(f"{W}rPr/{W}vanish"), run.find(f"{W}rPr/{W}rStyle")
    if own is not None:
        return _is_on(own)
    return style is not None and style.get(f"{W}val", "") in styles.hidden


def _alternatives(root: Element) -> None:
    """Of two forms of a drawing the one with text: mammoth reads the older, which some programs leave empty."""
    for either in root.iter(f"{_MC}AlternateContent"):
        choice, fallback = either.find(f"{_MC}Choice"), either.find(f"{_MC}Fallback")
        if choice is not None and (fallback is None or (not text_of(fallback) and text_of(choice))):
            if fallback is not None:
                either.remove(fallback)
            choice.tag = f"{_MC}Fallback"
            _lift_boxes(choice)


def _lift_boxes(choice: Element) -> None:
    """The paragraphs of text boxes, out of drawings that mammoth does not know."""
    boxes = list(choice.iter(f"{W}txbxContent"))
    for child in list(choice):
        choice.remove(child)
    choice.extend(boxes)


def _formulas(root: Element, notes: Notes) -> None:
    """Formulas as their characters in a row."""
    for parent, formula in _found(root, f"{_MATH}oMath"):
        text = "".join(each.text or "" for each in formula.iter(f"{_MATH}t"))
        run = Element(f"{W}r")
        SubElement(run, f"{W}t").text = text
        if text.strip():
            notes.say(f"a formula was read as plain characters, look at it: {quoted(text)}")
        parent[list(parent).index(formula)] = run
    for parent, holder in _found(root, f"{_MATH}oMathPara"):
        _unwrap(parent, holder)


def _contents(root: Element, styles: Styles, notes: Notes) -> None:
    """The table of contents, which names pages of paper."""
    for parent, paragraph in _found(root, f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is None or style.get(f"{W}val", "") not in styles.contents:
            continue
        if text := text_of(paragraph).strip():
            notes.say(f"a line of the table of contents was left out: {quoted(text)}")
        parent.remove(paragraph)


def _fields(root: Element) -> None:
    """Simple fields as the text that they show."""
    for tag in ("fldSimple", "dir", "bdo"):
        for parent, holder in _found(root, f"{W}{tag}"):
            _unwrap(parent, holder)


def _found(root: Element, tag: str) -> Iterator[tuple[Element, Element]]:
    parents = _parents(root)
    for each in list(root.iter(tag)):
        if each in parents:
            yield parents[each], each


def _unwrap(parent: Element, holder: Element) -> None:
    at = list(parent).index(holder)
    parent[at : at + 1] = list(holder)
