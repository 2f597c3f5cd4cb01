"""From what the parser sees back to the file."""

from __future__ import annotations

import pytest

from lint.markdown.origin import Origin, Source, of_cut, of_line, of_row, virtual_spaces


def test_source_unifies_line_ends() -> None:
    """Carriage returns are gone and NUL is replaced; every offset leads back to the file."""
    text = "\ufeffa\r\nb\rc\n\0\r\nd"
    source = Source(text, 1)

    assert source.src == "a\nb\nc\n\ufffd\nd"
    assert [text[source.file(offset)] for offset in range(len(source.src))] == list("a\rb\rc\n\0\rd")
    assert source.file(len(source.src)) == len(text)


def test_lines() -> None:
    """Lines are found by number, and their span leaves white space around them out."""
    source = Source("a\n  b \n\nc", 0)

    assert [source.line_start(line) for line in range(5)] == [0, 2, 7, 8, 9]
    assert [source.line_end(line) for line in range(4)] == [1, 6, 7, 9]
    assert source.lines_span(1, 3) == (4, 5)
    assert source.lines_span(2, 3) == (8, 8)


def test_cut() -> None:
    """Content cut from quoted lines is aligned at the lines' ends, and cut into runs where the quote's marks lie."""
    source = Source("> one\n> two\nlazy\n", 0)
    origin = of_cut(source, 0, " one\ntwo\nlazy"[0:], "one\ntwo\nlazy")

    assert [source.src[origin.place(offset)] for offset in range(12)] == list("one\ntwo\nlazy")
    assert list(origin.runs(0, 12)) == [(0, 4), (4, 12)]  # the lazy line has no mark
    assert origin.end(3) == 5
    assert origin.end(0) == origin.place(0)


def test_shifted() -> None:
    """A part of the content has an origin of its own, shifted as often as need be."""
    source = Source("> one\n> two\n", 0)
    origin = of_cut(source, 0, "one\ntwo", "one\ntwo").shifted(2).shifted(1)

    assert [source.src[origin.place(offset)] for offset in range(4)] == list("\ntwo")
    assert list(origin.runs(0, 4)) == [(0, 1), (1, 4)]


def test_tab_cut_in_part() -> None:
    """Spaces that are left of a tab lie at the tab."""
    source = Source("- `a\n\tb`\n", 0)
    origin = of_cut(source, 0, "`a\n  b`", "`a\n  b`")

    assert virtual_spaces("\tb`", "  b`") == 2
    assert [source.src[origin.place(offset)] for offset in range(2, 7)] == ["\n", "\t", "\t", "b", "`"]


def test_line() -> None:
    """A heading's text is found behind its mark."""
    source = Source("##   a b  ##\n", 0)

    assert of_line(source, 2, 12, "a b").place(0) == 5
    assert of_line(source, 2, 12, "").place(0) == 2


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| a | b |", ["a", "b"]),
        ("a|b", ["a", "b"]),
        ("|a|b", ["a", "b"]),
        ("a|b|", ["a", "b"]),
        ("| a \\| b | c |", ["a | b", "c"]),
        ("|a|b\\|", ["a", "b|"]),
        ("| `x\\|y\\|z` ||", ["`x|y|z`", ""]),
        ("\u00a0|\u00a0a\u00a0|", ["a"]),
        ("|", []),
        ("||", [""]),
        ("x", ["x"]),
        ("", []),
        ("\\|a|b", ["|a", "b"]),
    ],
)
def test_row(row: str, cells: list[str]) -> None:
    """A row is split as the parser splits it, and every character of a cell knows its place."""
    source = Source(f"> {row}\n", 0)
    found = of_row(source, 2, 0)

    assert [content for content, _ in found] == cells
    for content, origin in found:
        assert [source.src[origin.place(offset)] for offset in range(len(content))] == list(content)


def test_nothing_known() -> None:
    """Content without lines lies at the end of the text."""
    source = Source("a", 0)

    assert of_cut(source, 5, "x", "x").place(0) == 1
    assert Origin(source, [(0, 0)]).place(1) == 1
