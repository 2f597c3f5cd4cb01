"""The texts of a document in which a dose can stand, each with what it inherits from heading, header and lead-in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from lint.document import COLLAPSED, Block, Definition, Document
from lint.references.model import Bibliography
from lint.spans import ProseBuilder, Span, Stretches
from rules.dosing.context import (
    Context,
    above,
    behind,
    carried,
    goes_on,
    heads_doses,
    inherited,
    merged,
    names_arm,
    names_dose,
    names_drug,
    unit,
)
from rules.dosing.entries import ordering
from rules.dosing.fold import fold
from rules.dosing.lexicon import affixes, senses
from rules.dosing.outline import Place, Row, fragments, rows
from rules.dosing.sections import are_parts, is_bare_amount
from rules.dosing.telling import text_may_tell, words_may_tell
from rules.dosing.tokens import tokenize

# The comment by which an editor answers for a finding: the rules, perhaps until when, and the reason, which alone can
# hold a dose. With `--` in it, or `-` at its end, it is text for renderers of CommonMark before 0.31.
_RULE = r"[a-z]{1,30}(?:-[a-z]{1,30}){0,5}"
_WAIVER = (
    rf"\s{{0,99}}medlint-ignore\s{{1,99}}{_RULE}(?:\s{{0,9}},\s{{0,9}}{_RULE}){{0,30}}"
    r"(?:\s{1,9}until\s{1,20}[0-9]{4}-[0-9]{2}-[0-9]{2})?\s{0,9}:(?!.*(?:--|-\Z))"
)
_TITLES = frozenset("title titel titre titulo titolo name heading".split())


class Part(NamedTuple):
    """Where a piece of a passage comes from: from `offset` of the passage on, the block from its character `at` on.

    A `still` part is none of the block's text, but the unit that belongs to its character `at`.
    """

    offset: int
    block: Block
    at: int = 0
    still: bool = False


class Passage(NamedTuple):
    """A text to judge: `parts` map ranges of it back to their blocks, `hidden` says why a reader does not see it.

    A `heading`, or the title of an article, may be the name of a product; `place` is what stands above it.
    """

    text: str
    parts: tuple[Part, ...]
    context: Context
    hidden: str = ""
    heading: bool = False
    place: Place = Place()

    def span(self, start: int, end: int) -> Span:
        """The source range of a range of the text."""
        return Span(self._place(start).start, self._place(end - 1).end)

    def cells(self, start: int, end: int) -> int:
        """How many cells of a table a range of the text touches."""
        last = max(start, end - 1)
        first = max(part.offset for part in self.parts if part.offset <= start)
        touched = {part.block.cell.column for part in self.parts if part.block.cell and first <= part.offset <= last}
        return len(touched)

    def _place(self, index: int) -> Span:
        part = next(part for part in reversed(self.parts) if part.offset <= index)
        place = part.at if part.still else index - part.offset + part.at
        return part.block.prose.source(min(place, len(part.block.text) - 1))


def passages(document: Document, bibliography: Bibliography) -> Iterator[Passage]:
    """The passages that may hold a dose, in order.

    Entries of the reference list are titles of papers; of them only sentences that order a dose are read.
    """
    if not words_may_tell(document.vocabulary, document.text):
        return
    for definition in document.definitions:
        yield from _definition_passage(document, definition)
    entries = Stretches(
        entry.span
        for entry in bibliography.references
        if entry.source != "bibliography" and (entry.identifiers or entry.year)
    )
    blocks = [block for block in document.blocks if block.text.strip() and not _is_silent(block, document.text)]
    units: dict[tuple[int, int], str] = {}
    for run in fragments(rows(document, blocks)):
        if len(run) > 1 and (joined := _joined(run)):
            yield joined
            continue
        for row in run:
            yield from _row_passages(row, entries, units)


def _row_passages(row: Row, entries: Stretches, units: dict[tuple[int, int], str]) -> Iterator[Passage]:
    block = row.blocks[0]
    place = block.span if block.span.end > block.span.start else block.prose.span(0, len(block.text))
    # Most blocks are turned away here, before anything is read of what stands above them.
    if not text_may_tell(_all(row.blocks)):
        return
    if entries.touch(*place):
        for each in row.blocks:
            for start, end in ordering(each.text):
                yield Passage(each.text[start:end], (Part(0, each, start),), Context(), each.hidden)
        return
    for passage in _in_context(row, units):
        yield passage._replace(place=row.place)


def _in_context(row: Row, units: dict[tuple[int, int], str]) -> Iterator[Passage]:
    """The passages of a row, each with what stands above it handed on."""
    block, context = row.blocks[0], above(row.place)
    if block.cell is not None:
        yield from _table_row(row.blocks, context, units)
        return
    if goes_on(block.text, row.place.before):
        context = behind(context, row.place.before)
    yield from _block_passages(block, context, heading=row.heading)


def _all(blocks: Sequence[Block]) -> str:
    """All that the passages of some blocks may be made of: their texts, and the headers of cells with their units."""
    if len(blocks) == 1 and blocks[0].cell is None:
        return blocks[0].text
    return "\n".join(text for block in blocks for text in (_header(block), block.text))


def _joined(run: tuple[Row, ...]) -> Passage | None:
    """The items of a list as one text when they are parts of one sentence: "1. One / 2. tablet / 3. each morning"."""
    blocks = [row.blocks[0] for row in run]
    if not text_may_tell(_all(blocks)) or not are_parts([block.text for block in blocks]):
        return None
    parts: list[Part] = []
    text = ""
    for block in blocks:
        parts.append(Part(len(text), block))
        text += block.text + " "
    context = above(run[0].place)._replace(listed=True)
    return Passage(text[:-1], tuple(parts), context, blocks[0].hidden, place=run[0].place)


def _definition_passage(document: Document, definition: Definition) -> Iterator[Passage]:
    """The title of a link reference definition, which a browser shows beside each of its links."""
    if not text_may_tell(definition.title):
        return
    place = document.text.find(definition.title, *definition.title_span)
    builder = ProseBuilder()
    if place >= 0:
        builder.add(definition.title, place, len(definition.title))
    else:  # written with entities or escapes
        builder.add(definition.title, definition.title_span.start, len(document.excerpt(definition.title_span)))
    block = Block("title", builder.build(), definition.title_span)
    yield Passage(block.text, (Part(0, block),), Context(listed=True))


def _is_silent(block: Block, source: str) -> bool:
    """Fields about the page, and comments by which an editor answers for a finding: they quote the very dose."""
    if block.kind == "front-matter":
        return _is_technical(block.name)
    if block.kind != "comment" or re.match(_WAIVER, block.text, re.DOTALL) is None:
        return False
    return source.startswith("<!--", block.span.start - 4) and source.startswith("-->", block.span.end)


@lru_cache(maxsize=256)
def _is_technical(key: str) -> bool:
    """Whether a field of the front matter holds no sentence for readers: a date, a tag, the title of a paper."""
    known = senses("fields")
    names = [_field_words(name) for name in key.split(".") if not name.isdecimal()]
    if not names or any(not known["papers"].isdisjoint(name) for name in names):
        return bool(names)
    beginning = affixes("fields", "technical_beginning")
    words = [word for word in names[-1] if len(word) > 2 or word in known["technical"]]  # without "at" and "by"
    return bool(words) and all(word in known["technical"] or word.startswith(beginning) for word in words)


def _is_title(block: Block) -> bool:
    return block.kind == "front-matter" and not _TITLES.isdisjoint(_field_words(block.name))


@lru_cache(maxsize=256)
def _field_words(key: str) -> tuple[str, ...]:
    """The words of a key: "metaDescription" and "meta_description" hold "meta" and "description"."""
    return tuple(fold(re.sub(r"(?<=[a-z])(?=[A-Z])|[\W\d_]", " ", key)).text.split())


def _block_passages(block: Block, context: Context, *, heading: bool) -> Iterator[Passage]:
    listed = heading or block.kind in ("alt", "title", "term") or block.within("list") is not None
    listed = listed or block.within("definition") is not None
    listed = listed or block.text.lstrip()[:1] in "|-"
    hidden = "" if block.hidden == COLLAPSED or block.kind == "front-matter" else block.hidden
    context = context._replace(listed=listed)
    if block.kind != "code":
        yield Passage(block.text, (Part(0, block),), context, hidden, heading or _is_title(block))
        return
    yield from _code_lines(block, context, hidden)


def _code_lines(block: Block, context: Context, hidden: str) -> Iterator[Passage]:
    """Each line of code for itself, with the drug of the lines before it: "ibuprofen / 400 mg / 3 times a day"."""
    lines = block.text.splitlines(keepends=True)
    dosed = [text_may_tell(line) for line in lines]
    at, handed = 0, context
    for line, may in zip(lines, dosed, strict=True) if any(dosed) else ():
        if may:
            yield Passage(line, (Part(0, block, at),), handed, hidden)
        handed = carried(handed, tokenize(line)) if line.strip() else context
        at += len(line)


def _table_row(row: tuple[Block, ...], context: Context, units: dict[tuple[int, int], str]) -> Iterator[Passage]:
    """The cells of a row as one text; `units` remembers the unit of each column of amounts.

    A cell below a header of strengths, prices or normal ranges is no part of the row, and is read for itself unless it
    is nothing but an amount: "Take 400 mg every 6 hours" may stand anywhere.
    """
    columns = [inherited(_header(block), "the table header", column=True) for block in row]
    # A table of tests, nutrients or exercises: its first column says of what, whatever the others are called.
    aside = columns[0].aside or (any(c.aside for c in columns[:2]) and not any(c.drug for c in columns))
    dosed = any(column.drug or names_dose(_header(block)) for block, column in zip(row, columns, strict=True))
    subject = "" if dosed else next((c.subject for c in columns if c.subject), context.subject)
    told = max(context.told, _told_by(row, columns))
    context = context._replace(aside=context.aside or aside, listed=True)
    alone = context._replace(aside=True, told=context.told, subject="" if dosed else context.subject)
    text = ""
    parts: list[Part] = []
    for index, (block, column) in enumerate(zip(row, columns, strict=True)):
        if column.aside and index:
            if not is_bare_amount(block.text):
                within = alone._replace(subject=column.subject or alone.subject)
                yield Passage(block.text, (Part(0, block),), within, block.hidden)
            continue
        text += " | " if text else ""
        amounts = not aside and (column.dose or names_drug(_header(block)))
        if amounts:
            context = merged(column, context)
        number = _bare_number(block, units) if amounts else 0
        parts.append(Part(len(text), block))
        if number and block.cell:  # "50" below "Dose (mg)" is read as "50 mg"
            text += block.text[:number]
            parts.append(Part(len(text), block, number - 1, still=True))
            text += " " + units[block.cell.table, block.cell.column]
            parts.append(Part(len(text), block, number))
            text += block.text[number:]
        else:
            text += block.text
    yield Passage(text, tuple(parts), context._replace(listed=True, told=told, subject=subject), row[0].hidden)


def _told_by(row: tuple[Block, ...], columns: Sequence[Context]) -> int:
    """What the headers of a table say of a study: a single "Response" beside "Dose" says nothing, two columns do."""
    told = [column.told for column in columns]
    if sum(map(bool, told)) > 1 or names_arm(_header(row[0])) or not any(heads_doses(_header(block)) for block in row):
        return max(told)
    return 0


@cache
def _number() -> re.Pattern[str]:
    return re.compile(r"\s{0,20}\d{1,6}(?:[.,]\d{1,4})?(?:\s?[-\u2013/]\s?\d{1,6}(?:[.,]\d{1,4})?)?(?![\w.,%:/-])")


def _bare_number(block: Block, units: dict[tuple[int, int], str]) -> int:
    """Where the number of a cell ends that has no unit of its own while its column has one; else 0."""
    cell = block.cell
    if cell is None or not cell.row:
        return 0
    column = (cell.table, cell.column)
    if own := unit(block.text):
        units[column] = own
        return 0
    if column not in units:
        units[column] = unit(cell.header)
    found = _number().match(block.text)
    return found.end() if found and units[column] else 0


def _header(block: Block) -> str:
    return block.cell.header if block.cell and block.cell.row else ""
