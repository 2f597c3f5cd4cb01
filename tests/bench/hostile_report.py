"""Hostile texts in every cell of an audit: the page in a real browser, the tables read back, the workbook opened."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import load_workbook

from lint.audit import csv_file, xlsx
from lint.audit.document import Document
from lint.audit.page import pages
from lint.audit.tables import tables
from tests.bench.hostile import load
from tests.bench.measurement import Figure, Measurement
from tests.browser import Chromium, launched
from tests.lint.audit.page.screen import CELLS, TEXTS_OF, shown
from tests.lint.audit.sample import hostile

_KINDS = ("scripts", "requests", "cells", "CSV", "XLSX")
_ELEMENTS = "document.querySelectorAll('script, iframe, object, embed, base, img, link').length"


def measure(directory: Path) -> Measurement:
    """Each row of the hostile inputs as a document in which every text from outside is that text."""
    rows = load(directory / "hostile" / "hostile_dev.json")
    faults: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    with TemporaryDirectory() as name, launched() as browser:
        for row in rows:
            document = hostile(row.text)
            for kind, fault in (*_of_page(document, row.text, Path(name), browser), *_of_tables(document)):
                faults[kind].append(f"{row.id}: {fault}")
    figures = [Figure(f"rows without a fault in {kind}", len(rows) - _rows(faults[kind]), len(rows)) for kind in _KINDS]
    lines = (f"{kind} {fault}" for kind, found in faults.items() for fault in found)
    return Measurement(f"{len(rows)} hostile texts in every cell of an audit", tuple(figures), tuple(lines))


def _rows(faults: list[str]) -> int:
    return len({fault.partition(":")[0] for fault in faults})


def _of_page(document: Document, text: str, folder: Path, chromium: Chromium) -> Iterator[tuple[str, str]]:
    """What ran, what was asked for, and the cells whose text is not the text."""
    file = folder / "index.html"
    file.write_text(dict(pages(document))[file.name], "utf-8")
    with chromium.window() as window:
        page = window.go(file)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        if window.incidents or page.evaluate(_ELEMENTS) != 1:
            yield "scripts", f"{window.incidents} {page.evaluate(_ELEMENTS)}"
        if window.requests != [file.as_uri()]:
            yield "requests", str(window.requests)
        wanted = {f"{shown(text)}{number}" for number in ("", 2, 3, 4)}
        for selector in CELLS:
            found = page.evaluate(TEXTS_OF, selector)
            if not found or set(found) - wanted:
                yield "cells", f"{selector} {set(found) - wanted}"


def _of_tables(document: Document) -> Iterator[tuple[str, str]]:
    for table in tables(document):
        wanted = [["" if cell is None else str(cell) for cell in row] for row in (table.header, *table.rows)]
        if csv_file.read(csv_file.written(table)) != wanted:
            yield "CSV", table.name
    for sheet in load_workbook(BytesIO(xlsx.written(document))):
        cells = [cell for row in sheet.iter_rows() for cell in row]
        if found := [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]:
            yield "XLSX", f"{sheet.title} {found}"
