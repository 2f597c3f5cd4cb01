"""Entries from the rows of tables, and identifiers in columns whose headers name them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from lint.document import Block
from lint.references import identifiers
from lint.references.draft import Draft, Piece
from lint.references.headings import Strength
from lint.references.likeness import is_frame, likeness
from lint.references.lists import external
from lint.references.model import Identifier
from lint.spans import Span

POINTS = 2  # of likeness that a row needs under a heading of references
_LABELS = {"doi": "doi: ", "pmid": "PMID: ", "pubmed": "PMID: ", "medline": "PMID: ", "pmcid": "PMCID: "}


def entries(cells: Iterable[Block], strength: Strength) -> Iterator[Draft]:
    """The entries of tables: a row each.

    Where no heading says that references follow, the table must say so itself: with a column of references and one
    of DOIs or PMIDs.
    """
    tables: dict[int, dict[int, list[Block]]] = {}
    for block in cells:
        if block.cell is not None:
            tables.setdefault(block.cell.table, {}).setdefault(block.cell.row, []).append(block)
    for table in tables.values():
        rows = [row for number, row in table.items() if number > 0]
        if strength >= Strength.READING or (rows and _is_reference_table(rows[0], strength)):
            for row in rows:
                yield from _entry(row)


@cache
def _reference_header(broad: bool) -> re.Pattern[str]:
    more = r"|stud(?:y|ie|io)|étude|estudio|paper|article|artikel|título|title|source|quelle" if broad else ""
    return re.compile(
        r"(?:full |key )?(?:reference|citation|referenz|literatur|référence|referencia|riferimento|referentie"
        rf"{more})s?",
        re.IGNORECASE,
    )


def _is_reference_table(row: list[Block], strength: Strength) -> bool:
    headers = [block.cell.header.strip() for block in row if block.cell is not None]
    identified = any(column(header) for header in headers)
    broad = strength is Strength.DOUBTFUL
    return identified and any(_reference_header(broad).fullmatch(header) for header in headers)


def column(header: str) -> str:
    """The label that a column's header stands for ("PMID: "), empty for any other column."""
    if len(header) > 20:
        return ""
    words = re.findall(r"[a-z]+", header.casefold())
    named = [_LABELS[word] for word in words if word in _LABELS]
    return named[0] if len(set(named)) == 1 and len(words) <= 2 else ""


def identifiers_in(cell: Block) -> list[Identifier]:
    """The identifiers of a cell; a bare value is read by the header of its column.

    A dash, "n/a" and an empty cell say that there is none, and nothing is wrong with that here.
    """
    found = identifiers.find(cell.text)
    label = column(cell.cell.header) if cell.cell is not None and cell.cell.row > 0 else ""
    kind = label.partition(":")[0].casefold()
    stated = any(each.kind == kind for each in found)
    if not label or stated or not any(character.isdigit() for character in cell.text):
        return found
    back = len(label)

    def moved(span: Span) -> Span:
        return Span(max(span.start - back, 0), max(span.end - back, 0))

    # A PMC number in the column of PMIDs is read both ways: as what it is, and as what it should not be.
    read = [each for each in identifiers.find(label + cell.text) if each.raw and each.kind == kind]
    return found + [each._replace(span=moved(each.span), frame=moved(each.frame)) for each in read]


def _entry(row: list[Block]) -> Iterator[Draft]:
    label, first = "", row[0].text.strip().strip("[]().")
    if re.fullmatch(r"\d{1,3}[a-z]?", first) and len(row) > 1:
        label, row = first, row[1:]
    text = ". ".join(block.text for block in row if block.text.strip())
    targets = external(row)
    held = sum(len(identifiers_in(block)) for block in row) + len(identifiers.find(" ".join(targets)))
    if likeness(text, len(targets), held) >= POINTS or is_frame(text, held):
        pieces = tuple(Piece(block, 0, len(block.text)) for block in row if block.text.strip())
        anchors = tuple(i.target for block in row for i in block.inlines if i.kind == "anchor")
        yield Draft(pieces, label, "table", Span(pieces[0].block.span.start, pieces[-1].block.span.end), anchors)
