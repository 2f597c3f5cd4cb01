"""A .docx file to HTML by mammoth: styles become headings and lists; tracked deletions and comments stay behind."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from lint.importing.notes import DraftError, Notes, quoted

# What a package may hold in XML once it is unpacked: a book has some ten megabytes.
MAX_XML = 100_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Styles that mammoth does not map by itself (its README, "Default style map").
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
"""
_HOW = "open it in Word or LibreOffice and save it as .docx again"


def to_html(data: bytes, notes: Notes) -> str:
    """The HTML of a document.

    Raises:
        DraftError: it cannot be read.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # [MS-CFB]: an old .doc, or a package that a password protects
        raise DraftError("it is an old .doc, or a password protects it; save it as .docx without a password")
    try:
        _look(data, notes)
        import mammoth  # type: ignore[import-untyped]  # it ships no types

        result = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(lambda _: {"src": ""}),
            external_file_access=False,
        )
    except DraftError:
        raise
    except Exception as error:  # whatever parsers of packages and XML raise: the file is at fault
        raise DraftError(f"it is no .docx file that can be read; {_HOW}") from error
    for message in result.messages:
        if "Unrecognised paragraph style" not in message.message and "run style" not in message.message:
            notes.say(f"the file holds something that was not read: {message.message}")
    return str(result.value)


def _look(data: bytes, notes: Notes) -> None:
    """Say what stays behind, and refuse packages that are bombs."""
    from defusedxml.ElementTree import fromstring

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [each for each in package.infolist() if each.filename.endswith((".xml", ".rels"))]
        if sum(each.file_size for each in parts) > MAX_XML:
            raise DraftError(f"it unpacks to more than {MAX_XML // 1_000_000} MB of text, which no article is")
        for part in parts:
            root = fromstring(package.read(part))
            if re.fullmatch(r"word/(?:document|footnotes|endnotes)\d{0,3}\.xml", part.filename):
                _tell_changes(root, notes)
            if re.fullmatch(r"word/comments\d{0,3}\.xml", part.filename):
                for comment in root.iter(f"{_W}comment"):
                    notes.say(f"a comment was left out: {quoted(_text(comment))}")
            if re.fullmatch(r"word/(?:header|footer)\d{0,3}\.xml", part.filename) and _text(root).strip():
                notes.say(f"a header or footer of the pages was left out: {quoted(_text(root))}")


def _tell_changes(root: Element, notes: Notes) -> None:
    for deletion in root.iter(f"{_W}del"):
        if text := "".join(each.text or "" for each in deletion.iter(f"{_W}delText")):
            notes.say(f"a tracked deletion was left out: {quoted(text)}")
    insertions = [text for each in root.iter(f"{_W}ins") if (text := _text(each))]
    for text in insertions:
        notes.say(f"a tracked insertion was taken as accepted: {quoted(text)}")


def _text(element: Element) -> str:
    return " ".join("".join(_runs(each)) for each in _paragraphs(element))


def _paragraphs(element: Element) -> Iterator[Element]:
    found = list(element.iter(f"{_W}p"))
    return iter(found or [element])


def _runs(element: Element) -> Iterator[str]:
    return (each.text or "" for each in element.iter(f"{_W}t"))
