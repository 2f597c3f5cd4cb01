"""Drafts as they are pasted and saved: what an import makes of them, and what it says."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pytest

from lint.api import Request, check
from lint.finding import Finding
from lint.importing import DraftError, Imported, imported, kind_of
from lint.packs import installed
from lint.report import Report

ROOT = Path(__file__).parents[3]
ARTICLE = ROOT / "content" / "intravenous-ketamine-crps.md"
RAW = ROOT / "tests" / "data" / "first_article_raw.md"
DATA = Path(__file__).parent / "data"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def of(name: str) -> Imported:
    """The import of a draft beside this test."""
    data = (DATA / name).read_bytes()
    kind = kind_of(name, data)

    assert kind
    return imported(data, kind)


def said(result: Imported) -> str:
    """All notes."""
    return "\n".join(note.sentence() for note in result.notes)


def report_on(text: str) -> Report:
    """The report on a text in the place of the first article."""
    return check(Request(stdin=text.encode(), stdin_name=str(ARTICLE), offline=True), installed(), NOW)


def known(finding: Finding) -> tuple[str, str, str, str]:
    """A finding without its place."""
    return finding.rule, finding.message, finding.help, finding.excerpt


def same(result: Imported) -> None:
    """The import has the references and the findings of the committed article, and no word is lost."""
    ours, theirs = report_on(result.markdown), report_on(ARTICLE.read_text(encoding="utf-8"))

    assert result.difference.is_none
    assert [row[1:2] + row[4:8] for row in ours.references] == [row[1:2] + row[4:8] for row in theirs.references]
    assert [known(each) for each in ours.findings] == [known(each) for each in theirs.findings]


def test_first_article() -> None:
    """The raw first article becomes the committed one; the teaser of the CMS below it stays for an author."""
    result = imported(RAW.read_bytes(), "text")

    assert result.markdown == ARTICLE.read_text(encoding="utf-8") + "\nMore insights from the experts\n"
    same(result)


def test_first_article_as_a_page_of_plain_text() -> None:
    """The raw article as LibreOffice and browsers save a .txt file, in one <pre>, is read like the pasted text."""
    page = (
        f"<html lang=en><head><title></title></head><body><pre>{escape(RAW.read_text(encoding='utf-8'))}</pre></body>"
    )
    result = imported(page.encode(), "html")

    assert result.markdown == imported(RAW.read_bytes(), "text").markdown


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.glob("*.md")))
def test_draft(name: str) -> None:
    """Each made-up draft becomes the article that lies beside it, and all its words are there."""
    draft = next(path for path in DATA.glob(f"{Path(name).stem}.*") if path.suffix != ".md")
    result = of(draft.name)

    assert result.markdown == (DATA / name).read_text(encoding="utf-8")
    assert result.difference.is_none


def test_notes() -> None:
    """What was removed, repaired and guessed is said, a line each."""
    notes = said(of("word.txt"))

    assert "the title stood twice and was removed once" in notes
    assert "broken characters were repaired" in notes
    assert "guessed as a citation whose superscript was lost: 3 is [3]" in notes
    assert "a reference whose line was broken was joined (3 times)" in notes


def _docx() -> bytes:
    """The first article as an author has it in Word: title style, headings, lists, references as a numbered list."""
    import docx

    document = docx.Document()
    for line in ARTICLE.read_text(encoding="utf-8").split("---\n", 2)[2].strip().split("\n"):
        if line.startswith("# "):
            document.add_paragraph(line[2:], "Title")
        elif line.startswith("## "):
            document.add_heading(line[3:], 1)
        elif line.startswith("- "):
            _runs(document.add_paragraph(style="List Bullet"), line[2:])
        elif line[:2] in ("1.", "2.", "3."):
            document.add_paragraph(line[3:], "List Number")
        elif line:
            _runs(document.add_paragraph(), line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _runs(paragraph, text: str) -> None:  # type: ignore[no-untyped-def]  # python-docx exports no type of it
    for index, part in enumerate(text.split("*")):
        paragraph.add_run(part).italic = index % 2 == 1


def test_first_article_in_word() -> None:
    """The first article saved by Word is the committed one, byte for byte."""
    result = imported(_docx(), "docx")

    same(result)
    assert result.markdown == ARTICLE.read_text(encoding="utf-8")


def _with_part(data: bytes, name: str, change: tuple[str, str]) -> bytes:
    """A package whose part is changed, as Word writes what python-docx cannot."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for each in old.namelist():
            part = old.read(each)
            new.writestr(each, part.decode().replace(*change).encode() if each == name else part)
    return file.getvalue()


def _short_docx() -> bytes:
    import docx

    document = docx.Document()
    document.add_paragraph("Sleep and pain", "Title")
    paragraph = document.add_paragraph("Poor sleep makes pain worse.")
    document.add_comment(paragraph.runs, "Is that so?", author="Ann Lee")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


DELETED = (
    '<w:r><w:t>Poor</w:t></w:r><w:del w:id="9" w:author="x"><w:r><w:delText>bad</w:delText></w:r></w:del><w:r><w:t>'
)


def test_tracked_changes_and_comments() -> None:
    """Deletions and comments stay behind, and that is said."""
    data = _with_part(_short_docx(), "word/document.xml", ("<w:r><w:t>Poor", DELETED))
    result = imported(data, "docx")

    assert result.markdown.endswith("# Sleep and pain\n\nPoor sleep makes pain worse.\n")
    assert "a comment was left out: “Is that so?”" in said(result)
    assert "a tracked deletion was left out: “bad”" in said(result)


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04 broken", "no .docx file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old .doc, or a password"),
        (b"", "no .docx file"),
    ],
)
def test_no_word_file(data: bytes, why: str) -> None:
    """A file that is no .docx is refused with a sentence."""
    with pytest.raises(DraftError, match=why):
        imported(data, "docx")


def test_a_bomb() -> None:
    """A package whose XML declares entities is refused before anything unfolds them."""
    data = _with_part(_short_docx(), "word/document.xml", ("<w:document", BOMB + "<w:document"))
    with pytest.raises(DraftError, match=r"no \.docx file"):
        imported(data, "docx")


@pytest.mark.parametrize(("data", "why"), [(b" \n\t", "no text"), (b"a\0b", "is no text"), (b"\xff\xfea", "UTF-16")])
def test_no_text(data: bytes, why: str) -> None:
    """What holds no text is refused with a sentence."""
    with pytest.raises(DraftError, match=why):
        imported(data, "text")
