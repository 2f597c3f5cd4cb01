"""The notes that the recording parser leaves on its tokens."""

from __future__ import annotations

from markdown_it import MarkdownIt

from lint.markdown.markup import MAX_NESTING, TOO_DEEP, parser, recording_parser


def inline(text: str) -> list[tuple[str, object]]:
    """The types of the inline tokens with their pieces, or the ranges of the constructs that they belong to."""
    token = next(token for token in parser().parse(text) if token.type == "inline")
    return [
        (child.type, child.meta.get("at") or (child.meta["pos"], child.meta["end"])) for child in token.children or ()
    ]


def test_text() -> None:
    """Text knows the pieces of source that it was put together from."""
    assert inline("a & b *c*") == [
        ("text", [(6, 0, 6)]),
        ("em_open", [(1, 6, 1)]),
        ("text", [(1, 7, 1)]),
        ("em_close", [(1, 8, 1)]),
    ]


def test_breaks() -> None:
    """Spaces before a break belong to nobody, and are forgotten when they were all that was pending."""
    assert inline("a  \nb") == [("text", [(1, 0, 1)]), ("hardbreak", (3, 4)), ("text", [(1, 4, 1)])]
    assert inline("`a` \nb")[1:] == [("softbreak", (4, 5)), ("text", [(1, 5, 1)])]


def test_decoded() -> None:
    """An entity, an escape and the text of an autolink know what they stand for."""
    assert inline("&amp;\\*<http://a>")[:2] == [("text_special", [(1, 0, 5)]), ("text_special", [(1, 5, 2)])]
    assert inline("<http://a>")[1] == ("text", [(8, 1, 8)])
    assert inline("<http://a/%C3%A9>")[1] == ("text", [(10, 1, 15)])


def test_links() -> None:
    """A link knows its range, and where its text ends."""
    token = next(token for token in parser().parse("x [a b](c)") if token.type == "inline")
    opened = (token.children or [])[1]

    assert (opened.meta["pos"], opened.meta["end"], opened.meta["close"]) == (2, 10, 6)


def test_blocks() -> None:
    """A leaf block knows the lines that it was cut from and where they begin behind the container's mark."""
    token = next(token for token in parser().parse("> - one\n>   two\n") if token.type == "inline")

    assert token.meta["cut"] == (0, "one\ntwo")
    assert token.meta["start"] == 4


def test_definitions() -> None:
    """A link definition knows where each of its lines begins."""
    token = next(token for token in parser().parse("> [a]:\n> /b\n> 'c'\n") if token.type == "definition")

    assert token.meta["lines"] == [2, 9, 14]


def test_too_deep() -> None:
    """Lines beyond the nesting limit are named."""
    env: dict[str, object] = {}
    recording_parser(MarkdownIt("commonmark")).parse("x\n\n" + ">" * (MAX_NESTING + 1) + " y\n", env)

    assert env[TOO_DEEP] == [(2, 3)]


def test_empty() -> None:
    """An empty text has no tokens."""
    assert parser().parse("") == []
