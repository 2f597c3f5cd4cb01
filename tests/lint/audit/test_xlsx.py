"""The workbook: read with another library, every text is what was written, and none is a formula or a link."""

from __future__ import annotations

import io
import sys
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from lint.audit import xlsx
from lint.audit.document import Document
from lint.audit.tables import exemptions, rules, tables
from tests.lint.audit.sample import hostile, many, small

_HOSTILE = [
    "=1+1",
    '=HYPERLINK("https://example.org","t")',
    "+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "{=1+1}",
    "https://example.org/a",
    "mailto:a@example.org",
    "internal:Sheet1!A1",
    "0012",
    "1e5",
    "107-115",
    "TRUE",
    "#REF!",
    "<b>&amp;</b> ]]>",
    "  white  space\t",
    "two\nlines",
    "' quoted",
    "\u202eright to left 🩺",
    "<r><t>rich</t></r>",
    "<r></r>",
    "<r></si><si> a &amp; _x0041_ </r>",
]


def _opened(document: Document) -> Workbook:
    return load_workbook(io.BytesIO(xlsx.written(document)))


def _texts(workbook: Workbook, sheet: str) -> list[list[object]]:
    return [["" if cell is None else cell for cell in row] for row in workbook[sheet].iter_rows(values_only=True)]


@pytest.mark.parametrize("text", _HOSTILE)
def test_every_text_is_a_text(text: str) -> None:
    """No cell is a formula, a link, an error or a truth; texts and numbers are those of the tables."""
    document = hostile(text)
    workbook = _opened(document)

    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert [cell for cell in cells if cell.hyperlink] == []
    for table in (*tables(document), exemptions(document), rules(document)):
        expected = [["" if cell is None else cell for cell in row] for row in (table.header, *table.rows)]
        assert expected == _texts(workbook, table.name.capitalize())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\0b\x1b\x7f", "a\\x00b\\x1b\\x7f"),
        ("_x0041_ and _x000D_", "_x0041_ and _x000D_"),
        ("half \ud800", "half \\ud800"),
        ("not \ufffe", "not \\ufffe"),
        ("two\r\nlines\rone", "two\nlines\\x0done"),
        ("literal \\x00", "literal \\x5cx00"),
    ],
)
def test_what_a_workbook_cannot_hold_is_shown(text: str, shown: str) -> None:
    """Characters that XML has not are shown; what Excel would decode is escaped, so that it shows as written."""
    document = small()
    document["findings"][0]["message"] = text
    workbook = _opened(document)

    assert shown == _texts(workbook, "Findings")[1][8]


def test_the_escape_is_the_one_that_excel_decodes() -> None:
    """ECMA-376 part 1, 22.9.2.19 (ST_Xstring): `_x005F_` stands for an underscore before what looks like an escape."""
    document = small()
    document["findings"][0]["message"] = "_x0041_"
    with zipfile.ZipFile(io.BytesIO(xlsx.written(document))) as archive:
        strings = archive.read("xl/sharedStrings.xml").decode()

    assert "_x005F_x0041_" in strings


@pytest.mark.parametrize("character", ["a", "ä", "🩺"])
def test_a_text_longer_than_a_cell_holds_is_cut_with_a_sign(character: str) -> None:
    """What Excel would refuse or repair is cut, and says how long it is and where all of it stands."""
    fits, too_long = character * (xlsx.CHARACTERS // len(character.encode("utf-16-le")) * 2), character * 40_000
    cut = xlsx.fitting(too_long)

    assert fits == xlsx.fitting(fits)
    assert cut.endswith("[…] cut here: a cell of Excel holds no more; all 40,000 characters are in report.json")
    assert xlsx.CHARACTERS - 1 <= len(cut.encode("utf-16-le")) // 2 <= xlsx.CHARACTERS
    assert cut.startswith(character * 16_000)


def test_a_long_text_that_looks_like_rich_text_is_kept() -> None:
    """Cut, it does not end in markup any more; whole, all of it is there."""
    document = small()
    document["findings"][0]["message"] = f"<r>{'&' * 32_000}</r>"

    assert _texts(_opened(document), "Findings")[1][8] == f"<r>{'&' * 32_000}</r>"


def test_a_text_that_is_cut_is_in_the_workbook() -> None:
    """XlsxWriter leaves a cell empty that is too long for it: here none is."""
    document = small()
    document["findings"][0]["message"] = "a" * 40_000

    assert len(str(_texts(_opened(document), "Findings")[1][8])) == xlsx.CHARACTERS


def test_more_rows_than_a_sheet_holds_are_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The summary says how many rows are missing from which sheet, and where they are."""
    monkeypatch.setattr(xlsx, "ROWS", 30)
    workbook = _opened(many(20))

    assert len(_texts(workbook, "Findings")) == 31
    assert [row for row in _texts(workbook, "Summary") if str(row[0]).startswith("sheet")] == [
        ["sheet Findings", "holds the first 30 of 40 rows, no more fit into a sheet; report.json has all"],
        ["sheet References", "holds the first 30 of 60 rows, no more fit into a sheet; report.json has all"],
    ]


def test_the_sheets_are_fit_for_reading() -> None:
    """The header stays while one scrolls, columns can be filtered and are wide enough, and texts are wrapped."""
    workbook = _opened(small())

    assert workbook.sheetnames == ["Summary", "Findings", "References", "Files", "Exemptions", "Rules"]
    for sheet in workbook:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet["A2"].alignment.wrap_text
    assert workbook["Findings"].column_dimensions["I"].width >= 60


def test_numbers_are_numbers() -> None:
    """Lines and days can be summed, a negative number as well; a PMID is a text."""
    workbook = _opened(small())

    assert [row[7] for row in _texts(workbook, "Exemptions")] == ["days_left", 67, -24]
    assert _texts(workbook, "References")[1][6] == "1234001"


def test_the_summary_says_the_verdict_and_the_sums() -> None:
    """Who opens the workbook alone knows what came of the audit."""
    summary = {row[0]: row[1] for row in _texts(_opened(small()), "Summary")}

    assert summary["verdict"] == "Not passed: errors were found."
    assert tuple(summary[f"files {name}"] for name in ("in scope", "checked", "unchecked", "skipped")) == (5, 2, 1, 2)
    assert summary["started (UTC)"] == "2026-11-25T09:00:00Z"


def test_the_same_document_gives_the_same_bytes() -> None:
    """Neither the clock of the archive nor that of its properties is in the file."""
    first = xlsx.written(small())
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        times = {entry.date_time for entry in archive.infolist()}

    assert {(1980, 1, 1, 0, 0, 0)} == times
    assert first == xlsx.written(small())


def test_the_library_is_read_when_a_workbook_is_written() -> None:
    """Nobody who wants no workbook waits for XlsxWriter."""
    import subprocess

    code = "import sys, lint.audit.xlsx; sys.exit('xlsxwriter' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
