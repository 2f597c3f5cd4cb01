"""The README tells the truth: its output is the real one, its commands and links exist."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from lint.cli import COMMANDS, main
from tests.repository import Sandbox

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(name: str) -> str:
    """The code block behind a marker."""
    match = re.search(rf"<!-- {name} -->\n```\n(.*?)```", README, re.DOTALL)
    assert match is not None
    return match[1]


def test_output_is_real(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What the README shows first is what the command prints."""
    command, _, expected = block("output").partition("\n")
    monkeypatch.chdir(ROOT)
    with pytest.raises(SystemExit):
        main(command.removeprefix("$ medlint ").split())

    assert expected == capsys.readouterr().out


def test_the_audit_is_real(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What the README shows of an audit and of its verification; the moment is that of the run."""
    for folder in ("content", "docs"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copyfile(ROOT / "medlint.toml", tmp_path / "medlint.toml")
    monkeypatch.chdir(tmp_path)
    for name in ("audit", "verify"):
        command, _, expected = block(name).partition("\n")
        with pytest.raises(SystemExit):
            main(command.removeprefix("$ medlint ").split())
        out = capsys.readouterr().out

        assert re.sub(r"\d{4}-\d\d-\d\d(T[\d:]+Z)?", "", expected) == re.sub(r"\d{4}-\d\d-\d\d(T[\d:]+Z)?", "", out)


def test_commands_exist() -> None:
    """Every command of the section on use exists, and every command is there."""
    shown = README.split("## Use\n")[1].split("```")[1]

    assert set(re.findall(r"^medlint ([a-z]+)", shown, re.MULTILINE)) == set(COMMANDS)


def test_links_lead_somewhere() -> None:
    """Every relative link of the pages at the root leads to a file."""
    for page in ROOT.glob("*.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (ROOT / target).exists(), (page.name, target)


def test_one_line_each() -> None:
    """Installing and running, and running the tests, is one line each."""
    assert block("install").count("\n") == 1
    assert block("tests").count("\n") == 1


OLD = """# Sleep and pain

Poor sleep makes pain worse [1].

Adults take 3 mg of melatonin an hour before bed.

## References

1. Marsh T. Sleep in gardens. J Imag Rehabil. 2011;4:55-61.
"""


def test_the_gate_is_real(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What the README shows of adopting medlint, of a change that is fine, and of one that adds a dose."""
    monkeypatch.chdir(tmp_path)
    repository = Sandbox(tmp_path, {"content/old.md": OLD})

    def shown(name: str) -> tuple[str, str]:
        command, _, expected = block(name).partition("\n")
        with pytest.raises(SystemExit):
            main(command.removeprefix("$ medlint ").split())
        return expected, capsys.readouterr().out

    expected, out = shown("adopt")
    repository.commit("medlint")

    assert out.startswith(expected)
    assert "4 findings are known and will not fail" in out
    expected, out = shown("fine")

    assert expected == out
    repository.branch("change")
    repository.replace("content/old.md", "worse [1].\n", "worse [1].\n\nTake 20 mg of ketamine twice a day.\n")
    expected, out = shown("gate")

    assert expected == out
