"""A terminal shows every line of the text format at its place, whatever articles and file names hold."""

from __future__ import annotations

import re
from unicodedata import combining, normalize

import pytest
from pyte import Screen, Stream
from pyte.screens import Char
from wcwidth import wcswidth, wcwidth

from lint.formats import Layout, renderer
from tests.lint.formats.sample import HOSTILE_TEXTS, hostile

# Beyond the common ones: hundreds of marks, marks without a letter, and characters two cells wide.
TEXTS = (*HOSTILE_TEXTS, "e" + "\u0301" * 300, "\u0301" * 9, "国" * 500, "\u0489\u20dd", "น้ำ ⚠\ufe0f x", "שָׁלוֹם")
COLOURS = {"red", "brown", "cyan"}  # what pyte calls 31, 33 and 36: error, warning, info


def shown(text: str) -> Screen:
    """The screen after a text was printed, wide and long enough for all of it."""
    lines = re.sub(r"\x1b\[\d+m", "", text).split("\n")
    screen = Screen(max(map(wcswidth, lines)) + 1, len(lines) + 1)
    stream = Stream(screen)
    for character in text.replace(
        "\n", "\r\n"
    ):  # pyte leaves out what it gets together with a mark that NFC never joins
        stream.feed(character)
    return screen


def drawn(line: str) -> str:
    """A line as pyte draws it: without the marks that NFC never joins, as the enclosing ones."""
    return normalize("NFC", "".join(c for c in line if wcwidth(c) or combining(c)).rstrip())


def rows(screen: Screen) -> list[str]:
    """What stands on the screen, row by row."""
    return [normalize("NFC", row.rstrip()) for row in screen.display]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text[:20]))
@pytest.mark.parametrize("color", [False, True], ids=["plain", "coloured"])
def test_every_line_is_on_the_screen(text: str, color: bool) -> None:
    """Each line stands in its row as printed, and the terminal is as it was before: its title, modes and cursor."""
    output = renderer("text")(hostile(text), Layout(color=color))
    lines = [drawn(line) for line in re.sub(r"\x1b\[\d+m", "", output).split("\n")]
    screen, fresh = shown(output), Screen(9, 9)

    assert [*lines, ""] == rows(screen)
    assert (fresh.title, fresh.icon_name, fresh.mode) == (screen.title, screen.icon_name, screen.mode)
    assert (fresh.charset, fresh.margins) == (screen.charset, screen.margins)
    assert (0, len(lines) - 1) == (screen.cursor.x, screen.cursor.y)
    assert fresh.cursor.attrs == screen.cursor.attrs


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text[:20]))
def test_nothing_is_coloured_in_plain_text(text: str) -> None:
    """Without colours of our own there is none."""
    screen = shown(renderer("text")(hostile(text), Layout()))

    assert {cell._replace(data=" ") for row in screen.buffer.values() for cell in row.values()} == {Char(" ")}


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text[:20]))
def test_only_our_words_are_coloured(text: str) -> None:
    """Files and places are bold; heading, carets and severity have their colour; what comes from outside has none."""
    screen = shown(renderer("text")(hostile(text), Layout(color=True)))
    cells = [cell for _, row in sorted(screen.buffer.items()) for _, cell in sorted(row.items())]
    bold = "".join(cell.data for cell in cells if cell.bold)
    coloured = "".join(cell.data for cell in cells if cell.fg != "default")

    assert re.fullmatch(r"Must fix \(1\)\^*warning", coloured)
    assert bold.count(":3:1") == 2
    assert {"default", *COLOURS} >= {cell.fg for cell in cells}
    assert {Char("x", bold=cell.bold, fg=cell.fg) for cell in cells} == {cell._replace(data="x") for cell in cells}


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text[:20]))
def test_excerpts_fit_a_screen(text: str) -> None:
    """An excerpt takes a hundred cells at most, its mark before it aside."""
    lines = renderer("text")(hostile(text), Layout()).split("\n")

    assert max((wcswidth(line) for line in lines if line.startswith("    | ")), default=0) <= 106
