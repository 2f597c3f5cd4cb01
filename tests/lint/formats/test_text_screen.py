"""What standard output is decides colour, links and the width of lines; the user's variables decide before it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TextIO

import pytest

from lint.cli import main
from lint.cli.output import colored, on_screen
from lint.formats import Layout

pty = pytest.importorskip("pty", reason="a terminal of one's own is a thing of POSIX")
_VARIABLES = (
    *("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM", "TERM_PROGRAM", "VTE_VERSION", "COLUMNS"),
    *("FORCE_HYPERLINK", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM", "GITHUB_ACTIONS"),
    *("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"),
)


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A user who has said nothing, at an ordinary terminal."""
    for name in _VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    return monkeypatch


class Terminal(NamedTuple):
    """A terminal: the stream that a program writes to, and the far end, where what it wrote comes out."""

    stream: TextIO
    far: int


@pytest.fixture
def terminal(environment: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """A terminal of 72 columns. A test makes it its standard output itself: pytest puts its own there before it."""
    import termios

    far, near = os.openpty()
    termios.tcsetwinsize(near, (24, 72))
    with os.fdopen(near, "w") as stream:
        yield Terminal(stream, far)
    os.close(far)


@pytest.mark.parametrize(
    ("said", "on_terminal", "piped"),
    [
        ({}, True, False),
        ({"NO_COLOR": "1"}, False, False),
        ({"NO_COLOR": ""}, True, False),
        ({"FORCE_COLOR": "1"}, True, True),
        ({"FORCE_COLOR": "0"}, True, False),
        ({"FORCE_COLOR": ""}, True, False),
        ({"CLICOLOR_FORCE": "1"}, True, True),
        ({"CLICOLOR_FORCE": "0"}, True, False),
        ({"CLICOLOR": "0"}, False, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"}, False, False),
        ({"TERM": "dumb"}, False, False),
        ({"TERM": "dumb", "FORCE_COLOR": "3"}, True, True),
    ],
)
def test_colour(
    said: dict[str, str], on_terminal: bool, piped: bool, terminal: Terminal, environment: pytest.MonkeyPatch
) -> None:
    """A terminal has colours and a pipe has none, unless the user says otherwise; a plain "no" stands above all."""
    environment.setattr(sys, "stdout", terminal.stream)
    for name, value in said.items():
        environment.setenv(name, value)
    told = colored()
    with open(os.devnull, "w") as stream:  # noqa: PTH123  # the null device is no file
        environment.setattr(sys, "stdout", stream)

        assert (told, colored()) == (on_terminal, piped)
    environment.setattr(sys, "stdout", None)

    assert not colored()


@pytest.mark.parametrize(
    ("said", "links"),
    [
        ({}, False),
        ({"TERM_PROGRAM": "vscode"}, True),
        ({"TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"VTE_VERSION": "7600"}, True),
        ({"VTE_VERSION": "4205"}, False),
        ({"VTE_VERSION": "?"}, False),
        ({"WT_SESSION": "x"}, True),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "screen-256color", "VTE_VERSION": "7600"}, False),
        ({"FORCE_HYPERLINK": "1"}, True),
        ({"FORCE_HYPERLINK": "0", "TERM_PROGRAM": "vscode"}, False),
    ],
)
def test_links(said: dict[str, str], links: bool, terminal: Terminal, environment: pytest.MonkeyPatch) -> None:
    """Only terminals that are known to show hyperlinks get them, and only with colours."""
    environment.setattr(sys, "stdout", terminal.stream)
    for name, value in said.items():
        environment.setenv(name, value)

    assert on_screen(Layout(color=True)).links is links
    assert on_screen(Layout(color=False)).links is False


def test_width(terminal: Terminal, environment: pytest.MonkeyPatch) -> None:
    """That of the terminal, or what COLUMNS says when it is a number; none where nobody looks."""
    environment.setattr(sys, "stdout", terminal.stream)
    widths = [on_screen(Layout()).width]
    for columns in ("40", "wide", ""):
        environment.setenv("COLUMNS", columns)
        widths.append(on_screen(Layout()).width)

    assert widths == [72, 40, 72, 72]

    environment.setenv("COLUMNS", "40")
    environment.setattr(sys, "stdout", None)

    assert on_screen(Layout(color=True)) == Layout(color=True)


def test_a_run_in_a_terminal(
    terminal: Terminal, environment: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """An author at a narrow terminal that has links sees all of it within its width."""
    environment.chdir(tmp_path_factory.mktemp("site"))
    environment.setenv("COLUMNS", "40")
    environment.setenv("TERM_PROGRAM", "vscode")
    with open("a.md", "w", encoding="utf-8") as file:  # noqa: PTH123  # its name is to be short
        file.write("# 国 Sleep\n\nFor 国 pain, take\t20 mg of ketamine twice a day.\n")
    environment.setattr(sys, "stdout", terminal.stream)
    with pytest.raises(SystemExit):
        main(["check", "a.md", "--offline", "--select", "dosing-instruction"])
    told = os.read(terminal.far, 65536).decode().replace("\r\n", "\n")
    lines = re.sub(r"\x1b\[\d+m|\x1b\]8;;[^\x1b]*\x1b\\", "", told).splitlines()

    assert "docs/rules.md#dosing-instruction\x1b\\dosing-instruction\x1b]8;;\x1b\\" in told
    assert lines[:2] == ["a.md", "Must fix (1)"]
    assert lines[3].startswith('a.md:3:18: "20 mg of ketamine')
    assert max(map(len, lines[:-1])) <= 40
    assert lines[-1].startswith("checked 1 of 1 file")


@pytest.mark.parametrize(
    ("variables", "heading", "message"),
    [
        ({"LANG": "de_AT.UTF-8"}, "Bitte beheben (1)", "Dieser Artikel zeigt den Lesenden keinen"),
        ({"LANG": "es_MX.UTF-8"}, "Hay que corregir (1)", "Este artículo no muestra a quien lo lee"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "fr"}, "À corriger (1)", "Cet article ne montre à ses lecteurs"),
        ({"LANG": "ja_JP.UTF-8"}, "Must fix (1)", "This article shows its readers no medical"),
    ],
)
def test_the_language_of_whoever_sits_there(
    variables: dict[str, str],
    heading: str,
    message: str,
    terminal: Terminal,
    environment: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A terminal speaks the language of its user; the sums, and what goes into a pipe or a file, are English."""
    environment.chdir(tmp_path)
    for name, value in variables.items():
        environment.setenv(name, value)
    Path("a.md").write_text("# Sleep\n", encoding="utf-8")
    command = ["check", "a.md", "--offline", "--select", "missing-disclaimer", "-o", "text=told.txt"]
    with pytest.raises(SystemExit):
        main(command)
    piped = capsys.readouterr().out
    environment.setattr(sys, "stdout", terminal.stream)
    with pytest.raises(SystemExit):
        main(command[:-2])
    told = os.read(terminal.far, 65536).decode()

    assert heading in told
    assert message in " ".join(told.split())
    assert "checked 1 of 1 file" in told
    assert "This article shows its readers no medical disclaimer." in piped + Path("told.txt").read_text("utf-8")
