"""CSV that a spreadsheet opens as it was meant: every text can be had back, and nothing runs."""

from __future__ import annotations

import csv
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.audit import csv_file
from lint.audit.tables import Cell, Table, tables
from tests.lint.audit.sample import hostile, small

_ANY_TEXT = st.text(st.characters(exclude_categories=()))  # with lone surrogates
_TRICKY = st.text(st.sampled_from("=+-@＝'\"\t\r\n;, \\x0du\ufeff\u2212\0\x1b\ud800"), max_size=12)


def _table(*texts: Cell) -> Table:
    return Table("t", ("first", "second"), tuple((text, "x") for text in texts))


def _raw(text: str) -> str:
    """The cell as any reader of CSV sees it."""
    data = csv_file.written(_table(text)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(data, newline=""), strict=True))[1][0]


@given(st.lists(_ANY_TEXT | _TRICKY, max_size=4))
def test_every_text_is_had_back(texts: list[str]) -> None:
    """What is read is what was written, for every text there is."""
    assert [["first", "second"], *([text, "x"] for text in texts)] == csv_file.read(csv_file.written(_table(*texts)))


@given(_ANY_TEXT | _TRICKY)
def test_no_cell_begins_as_a_formula(text: str) -> None:
    """The first character that a spreadsheet sees is none that makes a formula, nor a tab or a line break."""
    cell = csv_file.neutral(text)
    first = unicodedata.normalize("NFKC", cell.strip(' \t\r\n"\ufeff\u200b')[:1])

    assert first not in {"=", "+", "-", "@", "\u2212"}
    assert cell[:1] not in {"\t", "\r", "\n"}


@given(_TRICKY)
def test_no_part_begins_as_a_formula_where_other_characters_separate(text: str) -> None:
    """Where the semicolon or the tab separates, or quotes do not hold, the parts of a cell are harmless as well."""
    parts = csv_file.neutral(text).replace(";", "\n").replace("\t", "\n").split("\n")

    assert [part for part in parts if part.strip(' "\r\ufeff')[:1] in {"=", "+", "-", "@", "＝", "\u2212"}] == []


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+5 mg", "'+5 mg"),
        ("-5 mg daily", "'-5 mg daily"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        (" \t=1", "' \t'=1"),
        ('"=1', "'\"=1"),
        ("\ufeff=1+1.md", "'\ufeff=1+1.md"),
        ("\ttab", "'\ttab"),
        ("\rreturn", "'\\x0dreturn"),
        ("\nline", "'\nline"),
        ("'quoted'", "''quoted'"),
        ("a;=1+1", "a;'=1+1"),
        ("list:\n- item", "list:\n'- item"),
        ("two\r\nlines", "two\r\nlines"),
        ("a, b; c", "a, b; c"),
        ("5 mg - 10 mg", "5 mg - 10 mg"),
        ("nul\0", "nul\\x00"),
        ("half \ud800", "half \\ud800"),
        ("literal \\x00 and C:\\new", "literal \\x5cx00 and C:\\new"),
        ("ключ 鍵 🩺", "ключ 鍵 🩺"),
    ],
)
def test_a_cell_reads_so(text: str, cell: str) -> None:
    """What is harmless stays as it is; what is not gets an apostrophe; what no cell can hold is shown."""
    assert cell == _raw(text)
    assert text == csv_file.plain(cell)


def test_numbers_stay_numbers() -> None:
    """A negative number is not turned into a text: a number runs nothing."""
    written = csv_file.written(_table(-5, 0, None, "-5"))

    assert written == b'\xef\xbb\xbf"first","second"\r\n-5,"x"\r\n0,"x"\r\n"","x"\r\n"\'-5","x"\r\n'


def test_a_cell_longer_than_excel_holds_is_kept() -> None:
    """Nothing is cut in CSV, also beyond what the csv module reads by default."""
    text = "a" * 200_000

    assert text == csv_file.read(csv_file.written(_table(text)))[1][0]
    assert csv.field_size_limit() == 131_072


def test_what_is_no_csv_is_refused() -> None:
    """A file that somebody broke is told as such, by one kind of error."""
    for data in (b'"a', b"\xff", b'"a"b,c\r\n'):
        with pytest.raises(ValueError, match=r".+"):
            csv_file.read(data)


@pytest.mark.parametrize("text", ["=1+1", "'=1", "a\r\nb;=2", "\0\x1b", "x" * 40_000])
def test_the_tables_of_a_hostile_document_come_back(text: str) -> None:
    """Every cell of all three files is had back."""
    for table in tables(hostile(text)):
        expected = [["" if cell is None else str(cell) for cell in row] for row in (table.header, *table.rows)]

        assert expected == csv_file.read(csv_file.written(table))


def test_the_same_document_gives_the_same_bytes() -> None:
    """Nothing but the document decides."""
    assert [csv_file.written(table) for table in tables(small())] == [
        csv_file.written(table) for table in tables(small())
    ]


def test_hostile_runs_are_written_in_linear_time() -> None:
    """A hundred thousand blanks, quotes or separators cost no more than their number."""
    for text in (" " * 100_000 + "x", "\t" * 100_000, ";'" * 50_000, "\\x0" * 30_000, "'" * 100_000):
        assert text == csv_file.plain(csv_file.neutral(text))
