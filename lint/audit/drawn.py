"""All that is drawn from the document of an audit: the pages, the tables, and `report.json` itself."""

from __future__ import annotations

import re
import zlib
from base64 import b64decode
from collections.abc import Collection, Mapping
from gzip import decompress
from io import BytesIO
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

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


def says_the_same(name: str, one: bytes, other: bytes) -> bool:
    """Whether two files say the same, however compressed: another zlib makes other bytes of the same rows."""
    return one == other or _unpacked(name, one) == _unpacked(name, other)


_PACKED = re.compile(
    rb'(?<=<script type="text/plain" class="packed" data-for=")([a-z-]+">)([A-Za-z0-9+/=]+)(?=</script>)'
)


def _unpacked(name: str, content: bytes) -> object:
    """The page with its packed rows as they read, the files in the workbook; what cannot be unpacked, as it is."""
    try:
        if name == WORKBOOK:
            with ZipFile(BytesIO(content)) as archive:
                return [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
        if name.endswith(".html"):
            return _PACKED.sub(_rows, content)
    except (OSError, ValueError, EOFError, BadZipFile, zlib.error):
        return content
    return content


def _rows(match: re.Match[bytes]) -> bytes:
    return match[1] + decompress(b64decode(match[2]))
