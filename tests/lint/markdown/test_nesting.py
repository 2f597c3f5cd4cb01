"""Text nested beyond any limit is named as unchecked, never dropped, and never a crash."""

from __future__ import annotations

import pytest

from lint.document import Document
from lint.markdown.elements import MAX_ELEMENTS
from lint.markdown.markup import MAX_NESTING
from lint.parse import parse
from tests.lint.markdown.laws import breaches


def seen(document: Document) -> bool:
    """Whether the word that every document here holds at its innermost place was read."""
    return any("needle" in block.text for block in document.blocks)


def named(document: Document) -> bool:
    """Whether a problem names the place of the word, or at least the limit that it lies beyond."""
    place = document.text.index("needle")
    return any(problem.span.start <= place <= problem.span.end for problem in document.problems)


def quotes(depth: int) -> str:
    """A quote in a quote, and so on."""
    return ">" * depth + " needle\n"


def spaced_quotes(depth: int) -> str:
    """The same with spaces between the marks."""
    return "> " * depth + "needle\n"


def lists(depth: int) -> str:
    """A list in a list on one line."""
    return "- " * depth + "needle\n"


def indented_lists(depth: int) -> str:
    """A list in a list, each on its own line."""
    return "".join(f"{'  ' * level}- level\n" for level in range(depth)) + "  " * depth + "- needle\n"


def numbered(depth: int) -> str:
    """Numbered lists in quotes."""
    return "> 1. " * depth + "needle\n"


def definitions(depth: int) -> str:
    """A definition list in a definition."""
    return "".join(f"{'    ' * level}term\n{'    ' * level}:   " for level in range(depth)) + "needle\n"


def sections(depth: int) -> str:
    """A section in a section."""
    opening = "".join(f"{':' * (depth + 3 - level)} box\n" for level in range(depth))
    return f"{opening}needle\n"


def notes(depth: int) -> str:
    """A footnote in a footnote."""
    return "".join(f"[^n{level}]: " for level in range(depth)) + "needle\n"


BLOCKS = (quotes, spaced_quotes, lists, indented_lists, numbered, definitions, sections, notes)


@pytest.mark.parametrize("depth", [1, 10, 30, 49, 50, 90, 99, 100, 101, 150, 300])
@pytest.mark.parametrize("shape", BLOCKS)
def test_blocks(shape: object, depth: int) -> None:
    """A block is read, or named as too deep; 30 of anything is not too deep."""
    assert callable(shape)
    document = parse(shape(depth))

    assert list(breaches(document)) == []
    assert seen(document) or named(document)
    assert depth > 30 or seen(document)
    assert depth < 300 or document.problems or seen(document)


@pytest.mark.parametrize("depth", [1_000, 10_000])
@pytest.mark.parametrize("shape", [quotes, spaced_quotes, lists, numbered, notes])
def test_very_deep_blocks(shape: object, depth: int) -> None:
    """A thousand and ten thousand levels are told in one sentence."""
    assert callable(shape)
    document = parse(shape(depth))

    assert [problem.reason for problem in document.problems] == [f"it is nested more than {MAX_NESTING} levels deep"]
    assert named(document)


@pytest.mark.parametrize("depth", [50, MAX_NESTING - 1])
def test_fifty_quotes_are_read(depth: int) -> None:
    """Fifty nested quotes, and as many as the limit allows, are read."""
    document = parse(quotes(depth))

    assert seen(document)
    assert document.problems == ()


def test_what_follows_is_read() -> None:
    """Paragraphs before and behind a quote that is too deep are read."""
    document = parse(f"before\n\n{quotes(150)}\nafter\n")

    assert {"before", "after"} <= {block.text for block in document.blocks}
    assert [document.excerpt(problem.span) for problem in document.problems] == [quotes(150).strip()]


def test_a_line_that_goes_on_behind_the_limit() -> None:
    """Of a quote whose first line alone is too deep, the problem names the lines that were left out."""
    document = parse("> " * 150 + "needle\n> shallow needle too\n")

    assert named(document)


@pytest.mark.parametrize("depth", [10, 99, 100, 101, 500])
@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("[", ""),
        ("[", "]"),
        ("[", "](x)"),
        ("![", "](x)"),
        ("![", ""),
        ("*", "*"),
        ("**", "**"),
        ("*a **", ""),
        ("_", ""),
        ("~~", "~~"),
        ("<b>", "</b>"),
        ("<b>", ""),
        ("^[", "]"),
        ("^[", ""),
        ("`", ""),
        ("<", ">"),
        ("(", ")"),
        ("[^", "]"),
        ("<!--", ""),
        ("&", ";"),
    ],
)
def test_inlines(opening: str, closing: str, depth: int) -> None:
    """However deep inline marks nest, the text in them is read."""
    document = parse(f"x {opening * depth} needle {closing * depth}\n\nafter\n")

    assert list(breaches(document)) == []
    assert seen(document)
    assert any("after" in block.text for block in document.blocks)


@pytest.mark.parametrize("tag", ["div", "b", "span", "details", "ul", "table", "p", "template"])
@pytest.mark.parametrize("depth", [10, 150, 1_000])
def test_html(tag: str, depth: int) -> None:
    """Text in HTML elements is read at any depth; beyond the limit that is said, for what hides it is not known."""
    document = parse(f"<div>\n{f'<{tag}>' * depth}\nneedle\n\n</div>\n")
    limit = f"more than {MAX_ELEMENTS} HTML elements are open there"

    assert list(breaches(document)) == []
    assert seen(document)
    assert [problem.reason for problem in document.problems] == (
        [limit] if depth >= MAX_ELEMENTS and tag != "p" else []
    )


def test_cells_without_number() -> None:
    """Where the parser stops to complete rows of a table, the text of the rows behind is read all the same."""
    width = 500
    header = "|" + "a|" * width + "\n|" + "-|" * width + "\n"
    document = parse(header + "|x|\n" * 135 + "|needle|\n")

    assert seen(document)


def test_deep_address() -> None:
    """An address with more brackets than the parser follows is text, and read."""
    assert seen(parse(f"[needle]({'(' * 40}a{')' * 40})\n"))
