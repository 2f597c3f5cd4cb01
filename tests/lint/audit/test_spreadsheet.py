"""What a real spreadsheet makes of the tables: LibreOffice opens them, nothing runs, and every text is there."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell

from lint.audit import csv_file, xlsx
from lint.audit.document import Document
from lint.audit.tables import Table, tables
from tests.lint.audit.rows import finding, reference
from tests.lint.audit.sample import hostile

REQUIRED = "MEDLINT_REQUIRE_LIBREOFFICE"
_SECONDS = 240
_TEXTS = [
    "=1+1",
    "=2*3;=2*3",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    '=HYPERLINK("https://example.invalid","dose")',
    '=WEBSERVICE("https://example.invalid/x")',
    '=DDE("soffice";"/etc/hosts";"A1")',
    "{=1+1}",
    "＝1+1",
    "\ufeff=1+1",
    " =1+1",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    '"=1+1',
    "'=1+1",
    'a","=1+1',
    "a;=1+1",
    'a";=1+1;"',
    "a\t=1+1\tb",
    "- first\n=1+1\n",
    "- first\r\n+1+1",
    "0012",
    "3/4",
    "1e5",
    "2026-01-02",
    "TRUE",
    "#REF!",
    "\x1b[31m \0 \x7f",
    "\u202elru",
    "<r>rich</r>",
    "_x0041_",
    "Кетамин 鍵 🩺",
]


def _document() -> Document:
    """A document in which each of the texts stands in every column that takes text from outside."""
    document = hostile("=1+1")
    document["findings"] = [finding("missing-pmid", "error", text, 3, "waived", text) for text in _TEXTS]
    document["references"] = [reference(text, 1, "mismatched", text) for text in _TEXTS]
    document["files"] = [
        {"path": text, "sha256": None, "status": "skipped", "cause": "excluded", "reason": text} for text in _TEXTS
    ]
    return document


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the three tables and the workbook."""
    document = _document()
    for table in tables(document):
        (tmp_path / f"{table.name}.csv").write_bytes(csv_file.written(table))
    (tmp_path / "report.xlsx").write_bytes(xlsx.written(document))
    return tmp_path


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile of its own, since LibreOffice hands a file over to the one that runs already with the same profile."""
    return tmp_path_factory.mktemp("libreoffice")


def _opened(folder: Path, profile: Path, pattern: str, *options: str) -> dict[str, list[list[Cell | MergedCell]]]:
    """The first sheet of each file as LibreOffice has read it, by the name of the file."""
    office = shutil.which("soffice")
    if office is None:
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(f"{REQUIRED}=1, but LibreOffice is not installed")
        pytest.skip("this needs LibreOffice Calc (soffice), which is not installed")
    target = folder / "read"
    command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", *options]
    command += ["--convert-to", "xlsx", "--outdir", str(target), *map(str, sorted(folder.glob(pattern)))]
    subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
    return {
        path.stem: [list(row) for row in sheet.iter_rows()]
        for path in target.glob("*.xlsx")
        for sheet in load_workbook(path).worksheets
        if sheet.title.lower() == path.stem or path.stem == "report"
    }


def _formulas(opened: dict[str, list[list[Cell | MergedCell]]]) -> Iterator[object]:
    for rows in opened.values():
        yield from (cell.value for row in rows for cell in row if cell.data_type == "f" or cell.hyperlink)


def _expected(table: Table) -> list[list[str | int]]:
    """What CSV says, with line breaks of one character, as LibreOffice keeps them."""
    return [
        [cell if isinstance(cell, int) else csv_file.neutral(cell or "").replace("\r\n", "\n") for cell in row]
        for row in (table.header, *table.rows)
    ]


# developer "Filter Options for CSV" of the LibreOffice help: separator, quote, UTF-8, first line, columns, language,
# quoted fields as text, detect special numbers, four options of writing, evaluate formulas.
_AS_TEXT = "--infilter=CSV:44,34,76,1,,0,true"
_EVALUATED = "--infilter=CSV:{},34,76,1,,0,false,true,false,false,false,-1,true"


def test_every_text_of_a_csv_is_there(folder: Path, profile: Path) -> None:
    """Opened with quoted fields as text, every cell is the text of the file, and none is a formula."""
    opened = _opened(folder, profile, "*.csv", _AS_TEXT)

    assert list(_formulas(opened)) == []
    for table in tables(_document()):
        read = [["" if cell.value is None else cell.value for cell in row] for row in opened[table.name]]
        assert read == _expected(table)


@pytest.mark.parametrize("separator", [44, 59, 9], ids=["comma", "semicolon", "tab"])
def test_nothing_runs_though_formulas_are_asked_for(folder: Path, profile: Path, separator: int) -> None:
    """Not with the separator of other countries either, with which commas and quotes do not hold a text together."""
    opened = _opened(folder, profile, "*.csv", _EVALUATED.format(separator))

    assert sorted(opened) == ["files", "findings", "references"]
    assert min(len(rows) for rows in opened.values()) > len(_TEXTS)
    assert list(_formulas(opened)) == []


def test_the_measure_finds_formulas_where_there_are_some(tmp_path: Path, profile: Path) -> None:
    """The same eyes see a formula in a file that nobody has made harmless."""
    (tmp_path / "bare.csv").write_text('"path","text"\r\n1,"a;=1+1;b"\r\n2,"=2+2"\r\n', "utf-8")

    assert list(_formulas(_opened(tmp_path, profile, "*.csv", _EVALUATED.format(44)))) == ["=2+2"]
    assert list(_formulas(_opened(tmp_path, profile, "*.csv", _EVALUATED.format(59)))) == ["=1+1"]


def test_the_workbook_opens(folder: Path, profile: Path) -> None:
    """LibreOffice finds the texts that were written, and no formula."""
    (folder / "read").mkdir()
    _opened(folder, profile, "*.xlsx")
    workbook = load_workbook(folder / "read" / "report.xlsx")

    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    for table in tables(_document()):
        expected = [
            [xlsx.fitting(cell) if isinstance(cell, str) else "" if cell is None else cell for cell in row]
            for row in (table.header, *table.rows)
        ]
        rows = workbook[table.name.capitalize()].iter_rows(values_only=True)
        assert expected == [["" if cell is None else cell for cell in row] for row in rows]
