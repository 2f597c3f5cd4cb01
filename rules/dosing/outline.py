"""What stands above each block of a document: headings, lead-ins, parent items, terms, and the sentence with its note.

An item of a list is read with the line above the list and with the items that it hangs below, a definition with its
term, a footnote with the sentence that cites it, the first line behind "Take:" or a bold label with that label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import Literal, NamedTuple

from lint.document import Block, Document

Above = Literal["the heading", "the heading above it", "the line above", "the item above", "the sentence that cites it"]

# A label in bold above a paragraph ("**Starting dose**") is a heading below all headings.
_LABEL = 7
_LONGEST_LABEL = 60
# What is longer hands on nothing; the longest lead-in that was seen in articles is shorter.
_LONGEST_LEAD = 300
_MOST_LEADS = 8
# What stands above and hands on nothing: words of a line above a paragraph, and above a list or a table.
_FEW_WORDS = 6
_SOME_WORDS = 12
_TITLES = ("title", "titel", "titre", "titulo", "titolo")
_FIELD = 20  # characters of a field's name
# The items of "1. One / 2. tablet / 3. each morning".
_LONGEST_FRAGMENT = 40
_MOST_FRAGMENTS = 6
_LEADS = ("paragraph", "html", "term")


class Line(NamedTuple):
    """A text that hands on what it says, and what a reader calls it; `level` of a heading.

    `whole` is all that stands there where `text` is a sentence of it, or empty: what hands on nothing tells doses apart
    all the same. What is `weak` does so only if it names a drug or says "not".
    """

    text: str
    where: Above
    level: int = 0
    whole: str = ""
    weak: bool = False


class Place(NamedTuple):
    """What stands above a block: the headings and the lead-ins, each the nearest first, and the item before it.

    `title` is that of the front matter, which hands on nothing.
    """

    headings: tuple[Line, ...] = ()
    leads: tuple[Line, ...] = ()
    before: str = ""
    title: str = ""


class Row(NamedTuple):
    """A block, the cells of a table row, or the items of a short list, with its place; `heading` also of HTML."""

    blocks: tuple[Block, ...]
    place: Place
    heading: bool = False


@cache
def _html_heading() -> re.Pattern[str]:
    return re.compile(r"<h([1-6])(?:\s[^<>]{0,150})?>\s{0,20}$", re.IGNORECASE)


class _Outline:
    """The headings, lists and notes that are open at one point of a document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        fields = document.fields
        self.title = next((fields[name].value for name in fields if name.lower() in _TITLES), "")
        self.headings: tuple[Line, ...] = ()
        self.leads: dict[int, Line | None] = {}  # of lists, tables and collapsed sections, by their id
        self.items: dict[int, Block] = {}  # the first block of each item
        self.last_item: dict[int, Block] = {}  # of each list
        self.previous: Block | None = None
        self.term: Block | None = None

    def enter(self, block: Block) -> Row:
        """The place of a block or a row, given its first block; headings are pushed."""
        level = self._level(block)
        if level:
            while self.headings and self.headings[0].level >= level:
                self.headings = self.headings[1:]
        leads = tuple(dict.fromkeys(self._leads(block)))[:_MOST_LEADS]
        place = Place(self.headings, leads, self._before(block), self.title)
        if level:
            self.headings = (Line(block.text, "the heading", level), *self.headings)
        if block.within("definition") is None:
            self.term = block
        self.previous = block
        return Row((block,), place, bool(level))

    def _level(self, block: Block) -> int:
        if block.kind == "heading":
            return block.level or 1
        if block.kind == "html":
            start = block.span.start
            opened = _html_heading().search(self.document.text[max(0, start - 180) : start])
            return int(opened[1]) if opened else 0
        return _LABEL if _is_label(block) else 0

    def _leads(self, block: Block) -> Iterator[Line]:
        """The texts above, the nearest first."""
        if block.cell is not None:
            table = -1 - block.cell.table  # tables are counted like containers
            if table not in self.leads:
                self.leads[table] = _lead(self.previous)
            yield from filter(None, (self.leads[table],))
        for container in reversed(block.containers):
            if container.kind == "definition":
                yield from filter(None, (_lead(self.term),))
            elif container.kind == "item":
                first = self.items.setdefault(container.id, block)
                if first is not block:
                    yield from filter(None, (_parent(first),))
            elif container.kind in ("list", "details", "quote"):
                if container.id not in self.leads:
                    self.leads[container.id] = self._opening(block, container.kind)
                yield from filter(None, (self.leads[container.id],))
        beside = self.previous is not None and self.previous.containers == block.containers
        if beside and block.kind in ("paragraph", "code", "html"):
            yield from filter(None, (_lead(self.previous, colon=True),))

    def _opening(self, block: Block, kind: str) -> Line | None:
        """What stands above a list, or what a collapsed section is called: the summary is its first block."""
        if kind == "details":
            return _line(block.text, "the line above")
        previous = self.previous
        around = {container.id for container in block.containers}
        if previous and any(c.kind in ("item", "definition") and c.id not in around for c in previous.containers):
            return None  # the last item of another list
        lead = _lead(previous, colon=kind == "quote")
        return lead._replace(text="") if lead and kind == "quote" else lead

    def _before(self, block: Block) -> str:
        """The text of the item before, in the same list, or of the paragraph before when both are fields of a label."""
        current = block.within("list")
        if current is None:
            previous = self.previous
            if previous is None or previous.kind != "paragraph" or ":" not in block.text[:_FIELD]:
                return ""
            return previous.text[:_LONGEST_LEAD] if ":" in previous.text[:_FIELD] else ""
        before = self.last_item.get(current.id)
        self.last_item[current.id] = block
        return before.text[:_LONGEST_LEAD] if before is not None else ""


def rows(document: Document, blocks: Sequence[Block]) -> list[Row]:
    """The blocks in order, those of a table row together, each with what stands above it."""
    outline = _Outline(document)
    found: list[Row] = []
    cited: dict[str, tuple[Place, Line]] = {}
    notes: list[int] = []
    for _, group in groupby(blocks, key=_row):
        row = tuple(group)
        entered = outline.enter(row[0])
        found.append(Row(row, entered.place, entered.heading))
        for block in row:
            for inline in block.inlines:
                if inline.kind == "footnote" and inline.target not in cited:
                    cited[inline.target] = (entered.place, _citing(block, inline.start))
        if row[0].within("footnote") is not None:
            notes.append(len(found) - 1)
    for index in notes:  # a note may stand before the sentence that cites it
        row, place, _ = found[index]
        note = row[0].within("footnote")
        if note is not None and note.name in cited:
            above, sentence = cited[note.name]
            found[index] = Row(
                row, Place(above.headings, (*place.leads, sentence, *above.leads)[:_MOST_LEADS], title=place.title)
            )
    return found


def fragments(found: Sequence[Row]) -> Iterator[tuple[Row, ...]]:
    """The rows, those of a list together whose items are a few words each and end in no mark, as a broken sentence."""
    for number, group in groupby(found, key=lambda row: (_fragment_of(row) or id(row), bool(_fragment_of(row)))):
        run = tuple(group)
        if number[1] and 2 <= len(run) <= _MOST_FRAGMENTS and all(_goes_on(row.blocks[0].text) for row in run[1:]):
            yield run
        else:
            yield from ((row,) for row in run)


def _fragment_of(row: Row) -> int:
    """The list of which a row is an item of a few words; 0 when it is none."""
    block = row.blocks[0]
    if not block.containers or block.containers[-1].kind != "item" or len(block.text) > _LONGEST_FRAGMENT:
        return 0
    current = block.within("list")
    return current.id if current and block.text.rstrip()[-1:] not in ".;:!?" and len(block.text.split()) <= 5 else 0


def _goes_on(text: str) -> bool:
    return text[:1].islower() or text[:1].isdigit()


def _row(block: Block) -> tuple[int, int] | int:
    return (block.cell.table, block.cell.row) if block.cell else id(block)


def _is_label(block: Block) -> bool:
    """Whether a paragraph is nothing but a few words in bold."""
    if block.kind != "paragraph" or block.containers or len(block.text) > _LONGEST_LABEL or len(block.inlines) != 1:
        return False
    inline = block.inlines[0]
    text = block.text.rstrip(" :")
    return inline.kind == "strong" and inline.start == 0 and inline.end >= len(text) and text[-1:] not in ".!"


def _lead(block: Block | None, *, colon: bool = False) -> Line | None:
    """The last sentence of a line such as "Take:" or "Adults" above a list; with `colon` only if it ends in a colon.

    A question is answered by the lines below it, whether it is a heading or not.
    """
    if block is None:
        return None
    text = block.text.rstrip()
    asks = text.endswith("?") and (block.kind == "heading" or _is_label(block))
    if not asks and block.kind not in _LEADS:
        return None
    leads = asks or text.endswith(":")
    if len(block.text) > _LONGEST_LEAD:
        return Line("", "the line above", whole=text) if leads else None
    words = len(text.split())
    if leads or (not colon and words <= 4):
        sentence = text[max(text.rfind(mark, 0, -1) for mark in ".!?") + 1 :]
        return Line(sentence.strip(), "the line above", whole=text) if sentence.strip() else None
    few = words <= (_FEW_WORDS if colon else _SOME_WORDS)
    return Line("", "the line above", whole=text, weak=True) if few else None


def _parent(block: Block) -> Line | None:
    """An item with items below it."""
    if block.kind not in _LEADS:
        return None
    text = block.text.rstrip()
    if text.endswith(":") or (len(text) <= _LONGEST_LEAD and len(text.split()) <= 12):
        return _line(text, "the item above")
    return Line("", "the item above", whole=text, weak=True)


def _line(text: str, where: Above) -> Line:
    """A line that hands on what it says unless it is long."""
    return Line(text, where) if len(text) <= _LONGEST_LEAD else Line("", where, whole=text)


def _citing(block: Block, mark: int) -> Line:
    """The sentence in front of a note's mark, or the row of a table with it."""
    text = block.text[max(0, mark - _LONGEST_LEAD) : mark].rstrip()
    text = text[max(text.rfind(end, 0, -1) for end in (". ", "! ", "? ", ".\n")) + 1 :].strip()
    if block.cell is not None and block.cell.column:
        text = f"{block.cell.first} | {text}"
    return Line(text, "the sentence that cites it")
