"""The workbook of an audit: a summary and the tables, as XLSX in which every text is a text.

No cell is a formula or a link, whatever it begins with. The time that the file carries is the start of the run, the
times in the archive are fixed by XlsxWriter: the same document gives the same bytes with the same XlsxWriter and zlib.
Limits are those of Excel ("Excel specifications and limits"): 32,767 characters in a cell, 1,048,576 rows in a sheet;
what goes beyond them is cut, and said where it is cut.
"""

from __future__ import annotations

import io
import shlex
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from lint.audit.cell_text import held
from lint.audit.document import Document
from lint.audit.tables import Cell, Table, exemptions, rules, tables

_Workbook = Any  # of XlsxWriter, which has no types
_Sheet = Any
_Format = Any

CHARACTERS = 32_767  # of UTF-16, as Excel counts them
ROWS = 1_048_575  # below the header
_CUT = " […] cut here: a cell of Excel holds no more; all {} characters are in report.json"
_WIDE = 60  # characters of a column with sentences; texts are wrapped
_PAPER = 220  # characters; what is wider would be too small to read on one page
_WIDTHS = {
    "path": 36,
    "item": 44,
    "value": 80,
    "message": _WIDE,
    "excerpt": _WIDE,
    "context_before": 30,
    "context_after": 30,
    "help": _WIDE,
    "text": _WIDE,
    "reason": 40,
    "why": 40,
    "not_judged": 40,
    "notices": 40,
    "other": 40,
    "summary": _WIDE,
    "source": 40,
    "rule": 26,
    "rule_source": 40,
    "doi": 28,
    "sha256": 68,
    "fingerprint": 36,
    "commit": 44,
    "checked": 22,
    "committed": 22,
    "title_stated": 40,
    "title_recorded": 40,
}
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class _Formats(NamedTuple):
    head: _Format
    text: _Format
    number: _Format
    plain: _Format


def written(document: Document) -> bytes:
    """The workbook, with the sheets Summary, Findings, References, Files, Exemptions and Rules."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it has no types

    sheets = (*tables(document), exemptions(document), rules(document))
    data = io.BytesIO()
    workbook = Workbook(data, _OPTIONS)
    started = datetime.fromisoformat(document["run"]["started"]).replace(tzinfo=None)
    workbook.set_properties({"title": "medlint audit", "author": "medlint", "created": started})
    formats = _Formats(
        workbook.add_format({"bold": True, "bottom": 1, "valign": "top"}),
        workbook.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
        workbook.add_format({"valign": "top"}),
        workbook.add_format(),
    )
    beside = formats._replace(number=workbook.add_format({"valign": "top", "align": "left"}))
    _write(workbook, _summary(document, sheets), beside)  # numbers stand below words there
    for table in sheets:
        _write(workbook, table, formats)
    workbook.close()
    return data.getvalue()


def _write(workbook: _Workbook, table: Table, formats: _Formats) -> None:
    sheet = workbook.add_worksheet(table.name.capitalize())
    rows = table.rows[:ROWS]
    last = len(table.header) - 1
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.repeat_rows(0)  # on every page of a print
    sheet.autofilter(0, 0, len(rows), last)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # a PMID is a text on purpose
    widths = [_WIDTHS.get(name, max(10, len(name) + 4)) for name in table.header]
    if sum(widths) <= _PAPER:
        sheet.fit_to_pages(1, 0)  # as wide as the paper, as long as it takes
    for column, (name, width) in enumerate(zip(table.header, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, formats.head)
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(number, column, cell, formats.number)
            elif cell:
                _write_text(sheet, number, column, fitting(cell), formats)


def _write_text(sheet: _Sheet, row: int, column: int, text: str, formats: _Formats) -> None:
    """Write a text. What looks like XlsxWriter's own markup of a rich text would be written into the XML as it is."""
    if text.startswith("<r>") and text.endswith("</r>"):
        sheet.write_rich_string(row, column, text[0], formats.plain, text[1:], formats.text)
    else:
        sheet.write_string(row, column, text, formats.text)


def fitting(text: str) -> str:
    r"""The text as a cell of Excel holds it: controls and the like shown as `\x1b`, and cut with a sign when too long.

    A line break of two characters is one, since Excel would show the first as `_x000D_` or not at all.
    """
    shown = held(text.replace("\r\n", "\n"))
    if len(shown) <= CHARACTERS // 2 or _units(shown) <= CHARACTERS:
        return shown
    sign = _CUT.format(f"{len(text):,}")
    room = CHARACTERS - len(sign)
    kept = shown.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore")  # never half of a pair
    return kept + sign


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _summary(document: Document, sheets: Sequence[Table]) -> Table:
    cut: list[tuple[Cell, Cell]] = [
        (
            f"sheet {table.name.capitalize()}",
            f"holds the first {ROWS:,} of {len(table.rows):,} rows, no more fit into a sheet; report.json has all",
        )
        for table in sheets
        if len(table.rows) > ROWS
    ]
    return Table("summary", ("item", "value"), (*_about(document), *cut, *_sums(document)))


def _about(document: Document) -> Iterator[tuple[Cell, Cell]]:
    audit, run = document["audit"], document["run"]
    yield "title", audit["title"]
    yield "verdict", audit["verdict"]["words"]
    yield "limits of the verdict", audit["verdict"]["limits"]
    yield "verdict without exemptions", audit["without_exemptions"]["words"]
    yield "started (UTC)", run["started"]
    yield "made by", f"{document['tool']['name']} {document['tool']['version']}"
    yield "command line", shlex.join(audit["provenance"]["command"])
    yield "all of the evidence", "report.json beside this workbook"


def _sums(document: Document) -> Iterator[tuple[Cell, Cell]]:
    sums, coverage = document["summary"], document["audit"]["coverage"]
    yield "files in scope", coverage["in_scope"]
    yield "files checked", coverage["checked"]
    yield "files unchecked", coverage["unchecked"]
    yield "files skipped", coverage["skipped"]
    for cause in coverage["causes"]:
        yield f"files {cause['status']}: {cause['words']}", cause["files"]
    yield "errors", sums["errors"]
    yield "warnings", sums["warnings"]
    yield "infos", sums["infos"]
    yield "findings waived", sums["waived"]
    yield "findings known from the baseline", sums["known"]
    yield "findings outside of the change", sums["outside"]
    yield "references", sums["references"]
    yield "references verified", sums["verified"]
    yield "references unverified", sums["unverified"]
