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


def _from_word(*paragraphs: str) -> Imported:
    """The import of a document whose paragraphs are the XML that Word writes, below a title."""
    body = "".join(f"<w:p>{each}</w:p>" for each in paragraphs)
    data = _with_part(_short_docx(), "word/document.xml", ("<w:sectPr", body + "<w:sectPr"))
    return imported(data, "docx")


def _run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _field(code: str, shown: str) -> str:
    """A field as Word keeps one: what it asks for, and what it shows."""
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{middle}{shown}{end}"


def test_hidden_text_of_word() -> None:
    """What Word hides stays hidden, and is said."""
    result = _from_word(
        _run("Naps help."), _run("Do not publish. ", "<w:vanish/>") + _run("Walk.", '<w:vanish w:val="0"/>')
    )

    assert result.markdown.endswith("worse.\n\nNaps help.\n\nWalk.\n")
    assert "hidden text was left out: “Do not publish.”" in said(result)


@pytest.mark.parametrize(
    "code", ["ADDIN ZOTERO_ITEM CSL_CITATION {&quot;secret&quot;: 1}", "ADDIN EN.CITE secret", "PAGE"]
)
def test_fields(code: str) -> None:
    """Of a citation that Zotero or EndNote keeps the text is taken, never the code."""
    result = _from_word(_run("Naps help ") + _field(code, _run("(Lee 2011)")) + _run("."))

    assert result.markdown.endswith("Naps help (Lee 2011).\n")
    assert "secret" not in result.markdown


def test_a_simple_field() -> None:
    """A field in one element shows its text."""
    result = _from_word('<w:fldSimple w:instr="DATE">' + _run("Monday") + "</w:fldSimple>" + _run(" is best."))

    assert result.markdown.endswith("\n\nMonday is best.\n")


def test_micrograms() -> None:
    """A letter of the font Symbol is the Greek letter that Word shows: 5 μg are not 5 mg."""
    font = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
    result = _from_word(_run("Take 5 ") + _run("\uf06d", font) + _run("g, or ") + _run("m", font) + _run("g."))
    page = imported(
        b"<p>Take 5 <span style='font-family:Symbol'>m</span>g if <font face=Symbol>\xc2\xb3</font> 2 h.</p>", "html"
    )

    assert result.markdown.endswith("Take 5 μg, or μg.\n")
    assert page.markdown.endswith("Take 5 μg if ≥ 2 h.\n")
    assert "compare doses" in said(result)


def test_numbers_go_on() -> None:
    """A list that a paragraph interrupts goes on with the number that Word shows."""
    import docx

    document = docx.Document()
    document.add_heading("Steps", 1)
    for text, style in (("Sleep.", "List Number"), ("Often that is all.", "Normal"), ("Walk.", "List Number")):
        document.add_paragraph(text, style)
    file = io.BytesIO()
    document.save(file)

    assert imported(file.getvalue(), "docx").markdown.endswith("1. Sleep.\n\nOften that is all.\n\n2. Walk.\n")


def test_a_table_and_a_soft_break_of_word() -> None:
    """The first row of a table is its header; a line that goes on behind a soft break is no heading."""
    page = (
        "<p>SLEEP AND PAIN</p><p>Sleep and Pain</p><p>Naps are good<br>for most people, as small trials show.</p>"
        "<table><tr><td>Week</td><td>Dose</td></tr><tr><td>1</td><td>3 mg</td></tr></table>"
    )
    result = imported(page.encode(), "html")

    assert result.markdown.endswith(
        "# Sleep and Pain\n\nNaps are good\n\nfor most people, as small trials show.\n\n"
        "| Week | Dose |\n| --- | --- |\n| 1 | 3 mg |\n"
    )


def test_footnotes_beside_references() -> None:
    """A footnote of a page with a reference list stays a footnote: as "[1]" it would name a paper."""
    page = (
        '<h1>Sleep</h1><p>Naps help.<a id="r1" href="#f1"><sup>1</sup></a></p><h2>References</h2>'
        "<ol><li>Lee A. Naps. Sleep Test. 2011;4:55-61.<li>Doe J. Pain. Sleep Test. 2012;5:1-9.</ol>"
        '<div id="f1"><p><a href="#r1">1</a> For adults.</p></div>'
    )
    result = imported(page.encode(), "html")

    assert "Naps help.[^1]" in result.markdown
    assert result.markdown.endswith("\n\n[^1]: For adults.\n")
    assert result.difference.is_none


def test_hidden_text_of_a_page() -> None:
    """Scripts and styles are no text; what a page hides is said; a formula is read."""
    page = (
        "<style>.no{display:none}</style><script>alert('a')</script><h1>Sleep</h1><p class=no>secret</p>"
        "<p style='visibility: hidden'>mystery</p><p>Naps: <math><mi>a</mi><mo>+</mo><mi>b</mi></math></p>"
    )
    result = imported(page.encode(), "html")

    assert result.markdown.endswith("# Sleep\n\nNaps: a+b\n")
    assert "hidden text was left out: “secret”" in said(result)
    assert "hidden text was left out: “mystery”" in said(result)


def test_nested_too_deep() -> None:
    """Elements in elements without end are refused soon; bold text that nothing ends is text."""
    with pytest.raises(DraftError, match="nested too deep"):
        imported(b"<div>" * 20_000 + b"x", "html")

    assert imported(b"<b>naps " * 2_000, "html").markdown.count("naps") == 2_000


def test_unpacks_to_too_much() -> None:
    """A package of a few hundred kilobytes that unpacks to more than any article is refused unread."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 100_000_001)

    with pytest.raises(DraftError, match="unpacks to more than 100 MB"):
        imported(file.getvalue(), "docx")


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


def test_affiliations() -> None:
    """Numbers behind the names of authors lead to their clinics; as citations they would name papers."""
    text = (
        "<h1>Sleep</h1><p>Ann van Lee, MD, PhD<sup>1,2</sup> and John Doe, RN²</p><p>Naps help.<sup>2</sup></p>"
        "<h2>References</h2><ol><li>Lee A. Naps. Sleep Test. 2011;4:55-61.<li>Doe J. Pain. Sleep Test. 2012;5:1-9.</ol>"
    )
    result = imported(text.encode(), "html")

    assert "\nauthor: Ann van Lee, MD, PhD and John Doe, RN\n" in result.markdown
    assert "\n\nAnn van Lee, MD, PhD<sup>1,2</sup> and John Doe, RN²\n\nNaps help.[2]\n" in result.markdown


def test_two_lists_in_a_row() -> None:
    """A list that begins at 1 again stays another list: without something between them Markdown would count on."""
    result = imported(b"Sleep\n\nPlan:\n\n1. Walk.\n2. Rest.\n\n1) Eat.\n2) Drink.\n", "text")

    assert result.markdown.endswith("\n\n1. Walk.\n2. Rest.\n\n<!-- -->\n\n1. Eat.\n2. Drink.\n")
    assert not [each for each in report_on(result.markdown).findings if "<!--" in each.excerpt]


def test_a_doubled_number_of_a_heading() -> None:
    """A number that Word set and its author typed is one in a heading as well."""
    result = imported(b"<h1>Sleep</h1><ol><li>1. Naps</ol><p>Naps help.</p>", "html")

    assert result.markdown.endswith("\n\n## 1. Naps\n\nNaps help.\n")
    assert result.difference.is_none


def test_a_line_on_top() -> None:
    """A line above everything parts nothing, and in Markdown would begin a front matter."""
    result = imported(b"===\nDisclaimer:\n===\nNaps help.\n", "text")

    assert result.markdown.startswith("Disclaimer:\n\n---\n")
    assert result.difference.is_none


@pytest.mark.parametrize("page", ["<header>Naps</header><aside>Walks</aside>", "<b>Naps<br></b>Walks"])
def test_lines_of_a_page(page: str) -> None:
    """What a browser shows on two lines stands on two, also in parts of a page that Markdown has not."""
    result = imported(f"<h1>Sleep</h1>{page}<p>They help.</p>".encode(), "html")

    assert result.markdown.endswith("# Sleep\n\n## Naps\n\n## Walks\n\nThey help.\n")
    assert result.difference.is_none
