"""All that is drawn from the document of an audit: the pages, the tables, and `report.json` itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from lint.audit.document import Document

PAGES = "articles/"
WORKBOOK = "report.xlsx"
PRINT = "report.pdf"


class Form(NamedTuple):
    """What is drawn beside the usual: a page for every article, a workbook."""

    site: bool = False
    xlsx: bool = False


def form(names: Collection[str]) -> Form:
    """The form in which files of these names were drawn."""
    return Form(any(name.startswith(PAGES) for name in names), WORKBOOK in names)


def drawn(document: Document, form: Form) -> Mapping[str, bytes]:
    """The files of a report by their names: the same bytes for the same document."""
    from lint.audit import csv_file, xlsx
    from lint.audit.page import pages
    from lint.audit.tables import tables
    from lint.formats.json import written

    files = {"report.json": written(document).encode()}
    files |= {name: page.encode() for name, page in pages(document, site=form.site)}
    files |= {f"{table.name}.csv": csv_file.written(table) for table in tables(document)}
    if form.xlsx:
        files[WORKBOOK] = xlsx.written(document)
    return files
