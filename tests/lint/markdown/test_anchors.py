"""The fragments that a link may point at."""

from __future__ import annotations

import pytest

from lint.markdown.anchors import explicit_id
from lint.parse import parse
from lint.slugs import slugs


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Title {#own}", ("own", 5)),
        ("Title{#own .class}", ("own", 5)),
        ("Title {.class #own}", ("own", 5)),
        ("Title {.class}", None),
        ("Title {x", None),
        ("Title #own}", None),
        ("{#own} Title", None),
        ("A {b} c {#own}", ("own", 7)),
    ],
)
def test_explicit(heading: str, expected: tuple[str, int] | None) -> None:
    """An id in braces at the end of a heading names it and is not shown."""
    assert explicit_id(heading) == expected


def test_slugs_of_the_widespread_renderers() -> None:
    """Each renderer's way to spell a heading is accepted."""
    found = slugs(["Côté: what's *new*, 2.0 -- now"])

    assert {"côté-whats-new-20----now", "cote-whats-new-20-now", "cote-whats-new-20----now"} <= found


def test_repeated_headings_are_counted() -> None:
    """The second heading of the same words gets a number."""
    assert {"a", "a-1", "a_1", "a-2"} <= slugs(["A", "A", "A"])


def test_headings_without_letters() -> None:
    """A heading of signs alone makes no fragment."""
    assert slugs(["!!!", ""]) == set()


def test_anchors_of_a_document() -> None:
    """Headings, ids in braces, ids and names of HTML elements and footnotes can all be linked."""
    document = parse('# One\n\n## Two {#second}\n\n<a name="third"></a><p id="fourth">x</p>\n\n[^n]: y\n')

    assert {"one", "two", "second", "third", "fourth", "fn:n"} <= document.anchors
    assert [block.text for block in document.blocks if block.kind == "heading"] == ["One", "Two"]
