"""Files that no import can read, or that are made to stop it: refused soon and in a sentence, or read rightly."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from lint.importing import DraftError, imported

TEXT = "Sleep and pain\n\nPoor sleep makes pain worse.\n"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<h1>Schlaf</h1><p>Größe „5 µg“</p>".encode("utf-16"), "Größe „5 µg“"),
        ("\ufeff<h1>Schlaf</h1><p>Größe „5 µg“</p>".encode("utf-16-be"), "Größe „5 µg“"),
        ("<meta charset=windows-1252><h1>Schlaf</h1><p>Größe „5 µg“</p>".encode("cp1252"), "Größe „5 µg“"),
        ("<meta charset='iso-8859-1'><h1>Schlaf</h1><p>Größe „5 µg“</p>".encode("cp1252"), "Größe „5 µg“"),
        ('<meta charset="iso-8859-2"><h1>Sen</h1><p>Łódź, żółć</p>'.encode("iso-8859-2"), "Łódź, żółć"),
        (
            "<meta http-equiv=Content-Type content='text/html; charset=shift_jis'><h1>睡眠</h1><p>痛み</p>".encode(
                "shift_jis"
            ),
            "痛み",
        ),
    ],
)
def test_encodings(data: bytes, text: str) -> None:
    """A page is read as it says it is written, or as its first bytes show; nobody is asked to look."""
    result = imported(data, "html")

    assert result.markdown.endswith(f"\n\n{text}\n")
    assert not [note for note in result.notes if "UTF-8" in note.text]


@pytest.mark.parametrize("name", ["utf-8", "no-such", "hex", "iso-2022-jp"])
def test_a_wrong_encoding(name: str) -> None:
    """A page that names an encoding which is not its own is read as Windows-1252, and that is said."""
    result = imported(f"<meta charset={name}><h1>Schlaf</h1><p>Größe</p>".encode("cp1252"), "html")

    assert result.markdown.endswith("\n\nGröße\n")
    assert any("Windows-1252" in note.text for note in result.notes)


def _zipped(part: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", part)
    return file.getvalue()


def test_too_much_of_it() -> None:
    """Twenty megabytes of paragraphs, a book of text and a package full of empty ones are refused before any work."""
    page = ("<p>Poor sleep makes pain worse, as many trials have shown [1].</p>\n" * 320_000).encode()
    document = "<w:document>" + "<w:p/>" * 1_500_000 + "</w:document>"

    assert len(page) > 20_000_000
    with pytest.raises(DraftError, match="200,000 tags"):
        imported(page, "html")
    with pytest.raises(DraftError, match=r"1,000,000 characters.*import a part"):
        imported(b"sleep " * 200_000, "text")
    with pytest.raises(DraftError, match="1,500,000 tags"):
        imported(_zipped(document), "docx")


def test_pictures_within_a_page() -> None:
    """A page that is large by the pictures in it is read: they are no text."""
    picture = "data:image/png;base64," + "iVBORw0KGgo" * 1_900_000
    result = imported(f"<h1>Sleep</h1><p>Naps help.</p><p><img alt='A bed' src='{picture}'></p>".encode(), "html")

    assert result.markdown.endswith("Naps help.\n\n![A bed](image-1.png)\n")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a draft."""
    (tmp_path / "draft.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def _medlint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lint", "import", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a password protects it; save it as .docx"),
        ("b.docx", b"Naps help.", "it is no .docx file that can be read; open it in Word"),
        ("c.txt", "Naps".encode("utf-16-le"), "it is no text that can be read; save it as .docx, or as UTF-8 text"),
    ],
)
def test_refused(folder: Path, name: str, data: bytes, sentence: str) -> None:
    """The command says in a sentence why a file is none that it reads, and ends with 2."""
    (folder / name).write_bytes(data)
    done = _medlint(folder, name, "-o", "x.md")

    assert done.returncode == 2
    assert done.stderr.startswith(f"Error: {name} cannot be imported: ")
    assert sentence in done.stderr
    assert not (folder / "x.md").exists()


def test_an_output_that_cannot_be(folder: Path) -> None:
    """An article that is there and a folder in its place are refused with 2, and stay as they were."""
    (folder / "there.md").write_text("mine", encoding="utf-8")
    (folder / "articles").mkdir()
    there, directory = _medlint(folder, "draft.txt", "-o", "there.md"), _medlint(folder, "draft.txt", "-o", "articles")

    assert (there.returncode, directory.returncode) == (2, 2)
    assert "there.md is there already" in there.stderr
    assert (folder / "there.md").read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a folder where even the superuser makes no file: Linux")
def test_an_output_where_nobody_may_write(folder: Path) -> None:
    """A folder that takes no file is told in one sentence, with 2."""
    done = _medlint(folder, "draft.txt", "-o", "/proc/x.md")

    assert done.returncode == 2
    assert done.stderr.startswith("Error: /proc/x.md cannot be written: ")
    assert done.stderr.count("\n") == 1
