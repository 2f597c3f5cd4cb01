"""The lines of an article as its readers, or only its editors, see them: where bylines, dates and disclosures stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from lint.document import Block, Document, Inline
from lint.rule import Page
from lint.spans import Span, Stretches
from rules.accountability import words
from rules.disclaimer.passages import ASIDES, KINDS
from rules.disclaimer.phrases import Folded, fold

HEAD = 15  # lines within which a byline stands when it stands at the top
FOOT = 10  # and at the end
LONGEST = 10_000  # characters of a line that are looked at
_LABEL = 60
_WRAPPED = 70  # characters of a line; nobody breaks text as short as that


class _Facts(NamedTuple):
    block: Block
    start: int
    text: str
    inlines: tuple[Inline, ...]
    wrapped: bool
    label: str
    hidden: str
    head: bool
    foot: bool


class Line(_Facts):
    """One line of a block. `start` is its offset in the block's text, `inlines` are those that begin in it.

    `wrapped` tells that it goes on with a long line above: text that an editor broke, not a line of its own.
    `label` is what introduces it: the heading above, the label on the line before ("Authors:"), the term, the first
    cell of its row or the header of its column. `hidden` says why readers do not see it, empty when they do. `head`
    and `foot` tell whether it stands at the beginning or the end of the article, as bylines do.
    """

    @cached_property
    def folded(self) -> Folded:
        """The line in lower case without accents, with the place of every character in `text`."""
        return fold(self.text[:LONGEST])

    def span(self, start: int, end: int) -> Span:
        """Where the folded characters [start, end) stand in the source."""
        places = self.folded.places
        first = places[min(start, len(places) - 1)]
        last = places[end - 1] + 1 if end > start else first
        return self.block.prose.span(self.start + first, self.start + max(last, first))

    def source(self, start: int, end: int) -> str:
        """The folded characters [start, end) as they are written."""
        places = self.folded.places
        return self.text[places[start] : places[end - 1] + 1] if end > start else ""

    @property
    def edge(self) -> bool:
        """Whether it stands at the beginning or the end."""
        return self.head or self.foot

    @property
    def quoted(self) -> bool:
        """Whether it stands in a block quote."""
        return self.block.within("quote") is not None


def read(page: Page) -> tuple[Line, ...]:
    """All lines outside of the references and the front matter."""
    document = page.document
    # An entry of a `.bib` file stands where it is cited.
    cited = Stretches(each.span for each in page.bibliography.references if each.source != "bibliography")
    blocks = [
        block
        for block in document.blocks
        if block.kind != "front-matter" and block.within("footnote") is None and not cited.touch(*block.span)
    ]
    shown = [block for block in blocks if block.is_read or _is_shown_code(document, block)]
    places = _places(shown)
    found: list[Line] = []
    for block in blocks:
        hidden = "" if id(block) in places else KINDS.get(block.kind, block.hidden)
        found += _lines(block, hidden, *places.get(id(block), (True, True)))
    return tuple(_labelled(found))


def _places(shown: Sequence[Block]) -> dict[int, tuple[bool, bool]]:
    """Whether each block stands at the beginning or the end of what readers see.

    The beginning ends with the first heading of a section; one directly below the title may hold the byline itself.
    """
    counts = [block.text.count("\n") + 1 for block in shown]
    total, number, sections = sum(counts), 0, False
    places: dict[int, tuple[bool, bool]] = {}
    for index, (block, count) in enumerate(zip(shown, counts, strict=True)):
        if block.kind == "heading" and index and not (index == 1 and shown[0].kind == "heading"):
            sections = True
        places[id(block)] = (number < HEAD and not sections, number + count > total - FOOT)
        number += count
    return places


def _is_shown_code(document: Document, block: Block) -> bool:
    """Whether indentation alone made code of a text, as it does of a letterhead that somebody wanted to stand apart."""
    if block.kind != "code" or block.hidden:
        return False
    starts, line = document.lines.starts, document.position(block.span.start).line
    above = document.text[starts[max(line - 2, 0)] : block.span.end].splitlines()[:2]
    return not any(text.lstrip("> \t").startswith(("```", "~~~")) for text in above)


def _lines(block: Block, hidden: str, head: bool, foot: bool) -> Iterator[Line]:
    left = list(block.text)
    for inline in block.inlines:
        if inline.kind == "strike":  # what an author took back; blanks keep all places
            left[inline.start : inline.end] = [
                "\n" if each == "\n" else " " for each in left[inline.start : inline.end]
            ]
    inlines = sorted(block.inlines, key=lambda inline: inline.start)
    start = begun = above = 0
    for text, shown in zip(block.text.split("\n"), "".join(left).split("\n"), strict=True):
        end = start + len(text)
        first = begun
        while begun < len(inlines) and inlines[begun].start <= end:
            begun += 1
        line = Line(block, start, shown, tuple(inlines[first:begun]), above > _WRAPPED, "", hidden, head, foot)
        if shown.strip():
            yield line
        elif text.strip():
            yield line._replace(text=text, hidden=hidden or ASIDES["strike"])
        start, above = end + 1, len(text)


def _labelled(lines: list[Line]) -> Iterator[Line]:
    """The lines with what introduces each."""
    heading = before = term = ""
    rows, columns = dict[int, int](), dict[int, int]()
    for line in lines:
        if cell := line.block.cell:
            rows[cell.table] = max(rows.get(cell.table, 0), cell.row)
            columns[cell.table] = max(columns.get(cell.table, 0), cell.column)
    for line in lines:
        block, text = line.block, line.text.strip()
        if block.kind == "heading":
            heading, before, term = text, "", ""
            yield line
            continue
        if block.kind == "term":
            term = text
        label = before or heading
        if block.kind == "cell" and block.cell is not None:
            # "| Author | Updated |" above one row tells of the article, above several rows of studies.
            # "| Author | Jane Roe |" tells of it in a table of two columns; "| Author | Year | Result |" does not.
            label = block.cell.first if block.cell.column and columns[block.cell.table] == 1 else ""
            if block.cell.row and rows[block.cell.table] == 1 and _folded(block.cell.header) in words.kinds():
                label = block.cell.header
        elif block.within("definition") is not None:
            label = term
        elif line.start and line.text.startswith("% ") and line.block is lines[0].block:
            label = ("", "Author", "Date")[line.block.text.count("\n", 0, line.start) % 3]  # Pandoc's title block
        yield line._replace(label=label)
        listed = block.within("list") is not None
        if block.kind not in ("cell", "term") and not line.hidden:
            before = text if len(text) <= _LABEL and text.endswith(":") else before if listed and before else ""


def _folded(label: str) -> str:
    return fold(label).text.strip(" :*_.-#")


def title(document: Document) -> Span:
    """Where a finding about the whole article stands: its title, in the text or the front matter, or its first text."""
    seen = [block for block in document.blocks if block.is_read and block.prose.segments]
    titles = [block for block in seen if block.kind == "heading" and block.level == 1]
    field = document.fields.get("title")
    if not titles and field is not None and field.value.strip():
        return field.span
    first = (titles or seen or [block for block in document.blocks if block.prose.segments])[:1]
    return first[0].prose.span(0, len(first[0].text.split("\n", 1)[0])) if first else Span(0, 0)
