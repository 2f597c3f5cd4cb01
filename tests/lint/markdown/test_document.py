"""What a document tells of itself."""

from __future__ import annotations

import pytest

from lint.document import Document
from lint.parse import parse


@pytest.mark.parametrize(
    ("source", "language"),
    [
        ("lang: de", "de"),
        ("language: en-GB", "en"),
        ("locale: pt_BR", "pt"),
        ("lang: FR", "fr"),
        ("title: x", ""),
        ("lang: ''", ""),
    ],
)
def test_language(source: str, language: str) -> None:
    """The declared language is its primary subtag."""
    assert parse(f"---\n{source}\n---\n").language == language


def test_places() -> None:
    """Offsets are told as line and column, and spans as the text on disk."""
    document = parse("one\r\ntwo *three*\r\n", "x.md")
    block = document.blocks[0]

    assert document.path == "x.md"
    assert document.position(block.prose.source(8).start)[:2] == (2, 6)
    assert document.excerpt(block.inlines[0].span) == "*three*"
    assert Document("", "", ()).lines.starts == [0]


def test_within() -> None:
    """A block names the innermost container of a kind."""
    block = next(block for block in parse("1. a\n   - b\n").blocks if block.text == "b")
    item = block.within("item")

    assert item is not None
    assert not item.ordered
    assert block.within("quote") is None
