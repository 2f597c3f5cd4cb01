"""What somebody sees who does not know the commands yet, or mistypes one."""

from __future__ import annotations

from pathlib import Path

import pytest

from lint.cli import main


class Told:
    """What a command printed, and how it ended."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> None:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        self.code = ended.value.code
        self.out, self.err = capsys.readouterr()


def test_no_command_at_all(capsys: pytest.CaptureFixture[str]) -> None:
    """The commands are shown, and no error is: but nothing was checked, which is no success."""
    told = Told(capsys)

    assert told.code == 2
    assert "check    Lint articles" in told.out
    assert told.err == ""


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("chek", 'Error: there is no command "chek"; did you mean "check"?'),
        ("zzz", 'Error: there is no command "zzz"'),
        ("--bogus", "Error: No such option '--bogus'."),
    ],
)
def test_a_word_that_is_no_command(typed: str, sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The nearest one is named where there is one."""
    told = Told(capsys, typed)

    assert told.code == 2
    assert told.err.splitlines()[-1] == sentence


@pytest.mark.parametrize(
    ("rule", "nearest"),
    [("dosing-instructions", 'did you mean "dosing-instruction"?'), ("qqqq", "`medlint rules` lists them all")],
)
def test_a_word_that_is_no_rule(rule: str, nearest: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The nearest rule, or where all of them are listed."""
    assert Told(capsys, "explain", rule).err == f'Error: explain: there is no rule "{rule}"; {nearest}\n'


def test_an_example_tells_what_stands_beside_the_article(capsys: pytest.CaptureFixture[str]) -> None:
    """The lock of an example is not taken for a part of the article."""
    shown = Told(capsys, "explain", "retracted-reference").out
    before, _, after = shown.partition("    where references.lock holds:\n\n")

    assert before.rstrip().splitlines()[-1].startswith("    1. ")
    assert after.lstrip().startswith("{")


def test_a_draft_that_is_no_markdown(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document of Word is named as one, with the command that makes an article of it."""
    monkeypatch.chdir(tmp_path)
    for name in ("my draft.docx", "pack.zip"):
        Path(name).write_bytes(b"PK\3\4\0\0word/document.xml")
    told = Told(capsys, "check", "my draft.docx", "pack.zip", "--offline").out

    assert "my draft.docx:1:1: This could not be checked: it is a document of a word processor, or an archive" in told
    assert told.count("    = Make Markdown of it: medlint import 'my draft.docx' -o 'my draft.md'\n") == 1
    assert told.count("    = Change it so that it can be read, or exclude the file on purpose.\n") == 1
