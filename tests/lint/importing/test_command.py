"""The command `medlint import`: what it writes, says and refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lint.cli.import_ import import_

TEXT = "Sleep and pain\n\nPoor sleep makes pain worse.\n"
ARTICLE = '---\ntitle: "Sleep and pain"\n---\n\n# Sleep and pain\n\nPoor sleep makes pain worse.\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a draft, where the command runs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "draft.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def run(*arguments: str, stdin: str | None = None) -> Result:
    """The command's output and exit code."""
    return CliRunner().invoke(import_, list(arguments), input=stdin)


def test_writes(folder: Path) -> None:
    """The article is written, what was guessed is said on stderr, the sums of its check on stdout."""
    result = run("draft.txt", "-o", "x.md")

    assert result.exit_code == 0
    assert (folder / "x.md").read_text(encoding="utf-8") == ARTICLE
    assert "note: guessed as the title: “Sleep and pain”\n" in result.stderr
    assert result.stdout == (
        "checked 1 of 1 file, 0 references: 0 verified, 0 unverified; 1 error, 0 warnings, 0 infos, 0 waived\n"
        "See what to mend: medlint check x.md\n"
    )


def test_prints(folder: Path) -> None:
    """Without a file the article alone goes to stdout, pasted text comes from stdin."""
    result = run("-", stdin=TEXT)

    assert result.stdout == ARTICLE
    assert "checked 1 of 1 file" in result.stderr


def test_overwrites_nothing(folder: Path) -> None:
    """What is there stays, unless that is asked for; the draft itself is never written over."""
    (folder / "x.md").write_text("mine", encoding="utf-8")

    assert run("draft.txt", "-o", "x.md").exit_code == 1
    assert (folder / "x.md").read_text(encoding="utf-8") == "mine"
    assert "is the draft itself" in run("draft.txt", "-o", "draft.txt", "--force").stderr
    assert run("draft.txt", "-o", "x.md", "--force").exit_code == 0
    assert (folder / "x.md").read_text(encoding="utf-8") == ARTICLE


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nosuch.txt",), "nosuch.txt cannot be read: no such file or directory."),
        (("draft.pdf",), "draft.pdf is no draft that can be imported; save it as .docx, .html or .txt."),
        (("draft.txt", "-o", "no/x.md"), "its folder is missing"),
    ],
)
def test_refuses(folder: Path, arguments: tuple[str, ...], sentence: str) -> None:
    """What cannot be read or written is said in a sentence, and nothing is written."""
    (folder / "draft.pdf").write_bytes(b"%PDF")
    result = run(*arguments)

    assert sentence in result.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["draft.pdf", "draft.txt"]
