r"""A table as CSV that a spreadsheet opens as it was meant: nothing in it runs, and every text can be had back.

RFC 4180: commas, CRLF, quotes; in UTF-8 behind a byte order mark, without which Excel takes it for a legacy encoding.
Texts are in quotes, numbers are not: a number of days that begins with a minus is a number, and harmless.

A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV Injection"): one that
begins with `=`, `+`, `-`, `@` or their full-width and small forms, also behind white space, quotes or characters that
nobody sees; and one that begins with a tab, a line break or a control. A text that begins with an apostrophe gets
another. Where the semicolon separates (Excel in most of Europe), commas and quotes do not hold a text together: so the
same is done within a text behind a semicolon, a tab or a line break. What a spreadsheet cannot hold is shown, see
`lint.audit.cell_text`. Excel cuts what is longer than 32,767 characters; here nothing is cut.
"""

from __future__ import annotations

import csv
import io
import re

from lint.audit.cell_text import held, original
from lint.audit.tables import Cell, Table

_BOM = b"\xef\xbb\xbf"
# White space, quotes and characters that nobody sees, in UnicodeData.txt the categories Zs, Pi, Pf and Cf.
_BLANK = (
    " \xa0\u1680\u2000-\u200a\u202f\u205f\u3000\"'`\xab\xbb\u2018-\u201f\u2039\u203a"
    "\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
)
# With the forms that NFKC turns into them, and the minus sign: spreadsheets set for East Asian text take some as equal.
_OPERATOR = r"[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u207a\u207b\u208a\u208b\u207c\u208c\u2212]"
_BEGINS = re.compile(rf"['\t\r\n\0-\x1f\x7f-\x9f]|[{_BLANK}\t\r\n\v\f\x1c-\x1f\x85]*{_OPERATOR}")
# Each run of blanks has one separator before it and holds none, so it is looked at once: linear.
_WITHIN = re.compile(rf"(?<=[;\t\n])(?=[{_BLANK}\r]*{_OPERATOR})")
_WITHIN_BACK = re.compile(rf"(?<=[;\t\n])'(?=[{_BLANK}\r]*{_OPERATOR})")


def written(table: Table) -> bytes:
    """The table with its header as a CSV file. The same table gives the same bytes."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(map(_cell, table.header))
    writer.writerows(map(_cell, row) for row in table.rows)
    return _BOM + text.getvalue().encode()


def read(data: bytes) -> list[list[str]]:
    """The rows of a file that `written` made, header first, as they were: numbers as digits, None as an empty text.

    Raises:
        ValueError: it is not UTF-8, or not CSV.
    """
    limit = csv.field_size_limit(max(len(data), 1))  # by default a field of more than 131,072 characters is refused
    try:
        text = data.decode("utf-8-sig")
        return [[plain(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), strict=True)]
    except csv.Error as error:
        raise ValueError(str(error)) from error
    finally:
        csv.field_size_limit(limit)


def neutral(text: str) -> str:
    """The text of a cell that no spreadsheet takes for a formula."""
    inner = _WITHIN.sub("'", held(text))
    return f"'{inner}" if _BEGINS.match(text) else inner


def plain(cell: str) -> str:
    """What `neutral` was given."""
    return original(_WITHIN_BACK.sub("", cell.removeprefix("'")))


def _cell(cell: Cell) -> str | int:
    if isinstance(cell, int):
        return cell
    return neutral(cell) if cell else ""
