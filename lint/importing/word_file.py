"""A .docx file to HTML by mammoth: styles become headings and lists; tracked deletions and comments stay behind."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from lint.importing import word_numbers, word_parts
from lint.importing.notes import DraftError, Notes, quoted
from lint.importing.word_numbers import W

# What a package may hold in XML once it is unpacked: a book has some ten megabytes, and a tag for every few words.
MAX_XML, MAX_TAGS = 100_000_000, 1_500_000
# Styles that mammoth does not map by itself (its README, "Default style map").
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
"""
_TEXTS = re.compile(r"word/(?:document|footnotes|endnotes)\d{0,3}\.xml")
_HOW = "open it in Word or LibreOffice and save it as .docx again"


def to_html(data: bytes, notes: Notes) -> str:
    """The HTML of a document.

    Raises:
        DraftError: it cannot be read.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # [MS-CFB]: an old .doc, or a package that a password protects
        raise DraftError("it is an old .doc, or a password protects it; save it as .docx without a password")
    try:
        package = _prepared(data, notes)
        import mammoth  # type: ignore[import-untyped]  # it ships no types

        result = mammoth.convert_to_html(
            io.BytesIO(package),
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
    return word_numbers.told(str(result.value))


def _prepared(data: bytes, notes: Notes) -> bytes:
    """The package with parts that mammoth can read; what stays behind is said, and bombs are refused."""
    from defusedxml.ElementTree import fromstring, tostring

    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(written, "w") as new:
        parts = [each for each in package.infolist() if each.filename.endswith((".xml", ".rels"))]
        if sum(each.file_size for each in parts) > MAX_XML:
            raise DraftError(f"it unpacks to more than {MAX_XML // 1_000_000} MB of text, which no article is")
        texts = {part.filename: package.read(part) for part in parts}
        if sum(text.count(b"<") for text in texts.values()) > MAX_TAGS:
            raise DraftError(f"it holds more than {MAX_TAGS:,} tags, which no article does; paste its text instead")
        roots = {name: fromstring(text) for name, text in texts.items()}
        _look(roots, notes)
        styles = word_parts.Styles(roots.get("word/styles.xml"))
        numbers = word_numbers.Numbers(roots.get("word/numbering.xml"), roots.get("word/styles.xml"))
        letters = False
        for name in filter(_TEXTS.fullmatch, roots):
            word_parts.read(roots[name], styles, notes)
            letters = numbers.mark(roots[name]) or letters
        if letters:
            notes.say("a list with letters or Roman numbers got plain numbers; look for words that name them")
        if "word/numbering.xml" in roots:
            word_numbers.merged(roots["word/numbering.xml"])
        for each in package.infolist():
            root = roots.get(each.filename)
            # A picture is named in the article, never read.
            new.writestr(each.filename, b"" if root is None else tostring(root))
    return written.getvalue()


def _look(roots: dict[str, Element], notes: Notes) -> None:
    """Say what stays behind."""
    for name, root in roots.items():
        if _TEXTS.fullmatch(name):
            _tell_changes(root, notes)
        if re.fullmatch(r"word/comments\d{0,3}\.xml", name):
            for comment in root.iter(f"{W}comment"):
                notes.say(f"a comment was left out: {quoted(_text(comment))}")
        if re.fullmatch(r"word/(?:header|footer)\d{0,3}\.xml", name) and _text(root).strip():
            notes.say(f"a header or footer of the pages was left out: {quoted(_text(root))}")


def _tell_changes(root: Element, notes: Notes) -> None:
    for deletion in root.iter(f"{W}del"):
        if text := "".join(each.text or "" for each in deletion.iter(f"{W}delText")):
            notes.say(f"a tracked deletion was left out: {quoted(text)}")
    insertions = [text for each in root.iter(f"{W}ins") if (text := _text(each))]
    for text in insertions:
        notes.say(f"a tracked insertion was taken as accepted: {quoted(text)}")


def _text(element: Element) -> str:
    return " ".join("".join(_runs(each)) for each in _paragraphs(element))


def _paragraphs(element: Element) -> Iterator[Element]:
    found = list(element.iter(f"{W}p"))
    return iter(found or [element])


def _runs(element: Element) -> Iterator[str]:
    return (each.text or "" for each in element.iter(f"{W}t"))
