"""What is drawn from a document: the same bytes each time, and the same words whatever compressed them."""

from __future__ import annotations

import zlib
from base64 import b64encode
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest

from lint.audit.drawn import Form, drawn, form, says_the_same
from tests.lint.audit.sample import hostile, many, small

ALL = Form(site=True, xlsx=True)


@pytest.mark.parametrize("which", ["small", "hostile", "many"])
def test_same_document_same_bytes(which: str) -> None:
    """Pages, tables and workbook do not depend on the moment, or on what was drawn before."""
    document = {"small": small(), "hostile": hostile("=1+1 \u202e<b>"), "many": many(40, 18, 7)}[which]

    assert drawn(document, ALL) == drawn(document, ALL)


@pytest.mark.parametrize("wanted", [Form(), Form(site=True), Form(xlsx=True), ALL])
def test_the_form_is_known_by_the_names(wanted: Form) -> None:
    """What was asked for is seen in the folder."""
    assert form(drawn(small(), wanted)) == wanted


def _page(rows: bytes, level: int) -> bytes:
    compressor = zlib.compressobj(level, zlib.DEFLATED, 31)
    data = b64encode(compressor.compress(rows) + compressor.flush())
    return b'<p>x</p><script type="text/plain" class="packed" data-for="findings-rows">' + data + b"</script>"


def _workbook(text: str, compression: int) -> bytes:
    held = BytesIO()
    with ZipFile(held, "w", compression) as archive:
        archive.writestr("sheet.xml", text)
    return held.getvalue()


def test_another_compressor_says_the_same() -> None:
    """Of pages and workbooks that were written with another zlib, the rows are compared."""
    assert _page(b"<tr>" * 999, 1) != _page(b"<tr>" * 999, 9)
    assert says_the_same("index.html", _page(b"<tr>" * 999, 1), _page(b"<tr>" * 999, 9))
    assert not says_the_same("index.html", _page(b"<tr>" * 999, 1), _page(b"<tr>" * 998, 9))
    assert says_the_same("report.xlsx", _workbook("x", ZIP_STORED), _workbook("x", 8))
    assert not says_the_same("report.xlsx", _workbook("x", ZIP_STORED), _workbook("y", ZIP_STORED))


@pytest.mark.parametrize("name", ["index.html", "report.xlsx", "findings.csv"])
def test_what_cannot_be_unpacked_is_not_the_same(name: str) -> None:
    """Rubbish in the place of packed rows, or of a workbook."""
    page = _page(b"<tr>", 9)

    assert not says_the_same(name, page, page.replace(b"H4sI", b"AAAA"))
    assert says_the_same(name, page, page)
