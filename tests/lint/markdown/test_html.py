"""HTML is cut into pieces without gaps, read as browsers read it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.markdown.html import CDATA, COMMENT, FOREIGN, NOSCRIPT, RAW_TEXT, HtmlPiece, decoded, hidden_by, scan, words


def told(source: str) -> list[tuple[str, str]]:
    """The pieces as kind and text; a tag as its name."""
    return [(piece.kind, piece.tag or source[piece.start : piece.end]) for piece in scan(source)]


@pytest.mark.parametrize(
    ("source", "pieces"),
    [
        ("a<b>c</b >d", [("text", "a"), ("open", "b"), ("text", "c"), ("close", "b"), ("text", "d")]),
        ("a < b > c", [("text", "a < b > c")]),
        ("<B ID=x><x-y/>", [("open", "b"), ("open", "x-y")]),
        ("<a title='>'>x", [("open", "a"), ("text", "x")]),
        ("<a \"'>x", [("open", "a"), ("text", "x")]),
        ("<!-- a > b -->c", [("comment", "<!-- a > b -->"), ("text", "c")]),
        ("<!-->c", [("comment", "<!-->"), ("text", "c")]),
        ("<!--->c", [("comment", "<!--->"), ("text", "c")]),
        ("<!-- a --!>c-->", [("comment", "<!-- a --!>"), ("text", "c-->")]),
        ("<!-- a --!>c", [("comment", "<!-- a --!>"), ("text", "c")]),
        ("<!----!>c", [("comment", "<!----!>"), ("text", "c")]),
        ("<!---!>c-->", [("comment", "<!---!>c-->")]),
        ("<!-- a --!-->c", [("comment", "<!-- a --!-->"), ("text", "c")]),
        ("<!-- a --->c-->", [("comment", "<!-- a --->"), ("text", "c-->")]),
        ("<!-- <!-->c", [("comment", "<!-- <!-->"), ("text", "c")]),
        ("<!- a -> b", [("other", "<!- a ->"), ("text", " b")]),
        ("<!x <!-- > b -->", [("other", "<!x <!-- >"), ("text", " b -->")]),
        ("<![CDATA[a > b]]>", [("other", "<![CDATA[a >"), ("text", " b]]>")]),
        ("<!-- a", [("comment", "<!-- a")]),
        ("<!doctype x><?php x ?></>", [("other", "<!doctype x>"), ("other", "<?php x ?>"), ("other", "</>")]),
        ("<script>a<b></script>c", [("open", "script"), ("text", "a<b>"), ("close", "script"), ("text", "c")]),
        ("<TITLE>a<b></title>c", [("open", "title"), ("text", "a<b>"), ("close", "title"), ("text", "c")]),
        ("<style>a<b>", [("open", "style"), ("text", "a<b>")]),
        ("<xmp><!-- a --></XMP\n>", [("open", "xmp"), ("text", "<!-- a -->"), ("close", "xmp")]),
        ("<xmp></xmp-a><!-- b --></xmp", [("open", "xmp"), ("text", "</xmp-a><!-- b --></xmp")]),
        ("<xmp></xmp\u00a0><!-- b -->", [("open", "xmp"), ("text", "</xmp\u00a0><!-- b -->")]),
        ("<style></\u017ftyle></style>", [("open", "style"), ("text", "</\u017ftyle>"), ("close", "style")]),
        ("<\u212abd>", [("text", "<\u212abd>")]),
        ("<b\u212a>", [("open", "b\u212a")]),
        ("<plaintext></plaintext><!-- a -->", [("open", "plaintext"), ("text", "</plaintext><!-- a -->")]),
        (
            "<script><!--<script></script>a--></script>b",
            [("open", "script"), ("text", "<!--<script></script>a-->"), ("close", "script"), ("text", "b")],
        ),
        (
            "<script><!--><script></script>a",
            [("open", "script"), ("text", "<!--><script>"), ("close", "script"), ("text", "a")],
        ),
        (
            "<script><!--<script>--></script>a",
            [("open", "script"), ("text", "<!--<script>-->"), ("close", "script"), ("text", "a")],
        ),
        ("<b", [("open", "b")]),
        ("<b x='", [("open", "b")]),
        ("<", [("text", "<")]),
        ("", []),
    ],
)
def test_pieces(source: str, pieces: list[tuple[str, str]]) -> None:
    """Tags, comments, declarations and text, in their order."""
    assert told(source) == pieces


@pytest.mark.parametrize(
    ("inside", "source", "pieces"),
    [
        (COMMENT, "<b> a --> b", [("comment", "<b> a -->"), ("text", " b")]),
        (COMMENT, "> a --!> b", [("comment", "> a --!>"), ("text", " b")]),
        (COMMENT, "<b>a</b>", [("comment", "<b>a</b>")]),
        ("textarea", "<b title='</textarea>c", [("text", "<b title='"), ("close", "textarea"), ("text", "c")]),
        ("xmp", "<!-- a -->", [("text", "<!-- a -->")]),
        (CDATA, "<!-- a --> ]]> b", [("text", "<!-- a --> "), ("close", CDATA), ("text", " b")]),
        (FOREIGN, "<![CDATA[ a", [("open", CDATA), ("text", " a")]),
        (NOSCRIPT, "<!-- a --><b>", [("comment", "<!-- a -->"), ("open", "b")]),
        (NOSCRIPT, "<!-- a </noscript>b -->", [("text", "<!-- a "), ("close", "noscript"), ("text", "b -->")]),
        (NOSCRIPT, "<b x='</noscript>b '>", [("text", "<b x='"), ("close", "noscript"), ("text", "b '>")]),
        (NOSCRIPT, "<!-- a", [("text", "<!-- a")]),
    ],
)
def test_pieces_in_the_middle(inside: str, source: str, pieces: list[tuple[str, str]]) -> None:
    """A text that begins inside of a comment, or of an element with text, goes on with it until that ends."""
    states = [inside]
    found = []
    for piece in scan(source, lambda: states[-1]):
        found.append((piece.kind, piece.tag or source[piece.start : piece.end]))
        if piece.kind == "close" or (piece.kind == "comment" and piece.finished and inside == COMMENT):
            states.append("")
        elif piece.tag == CDATA:
            states.append(CDATA)

    assert found == pieces


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<!-- a -->", " a "),
        ("<!-- a --!>", " a "),
        ("<!-- a --->", " a -"),
        ("<!-- a", " a"),
        ("<!-->", ""),
        ("<!--->", ""),
        ("<!---->", ""),
        ("<!----!>", ""),
    ],
)
def test_what_a_comment_says(source: str, text: str) -> None:
    """The text of a comment is what stands between its marks."""
    piece = next(scan(source))

    assert source[piece.text.start : piece.text.end] == text


@pytest.mark.parametrize(("source", "finished"), [("<b>", True), ("<b", False), ("<b x='>", False), ("<!-- x", False)])
def test_unfinished(source: str, finished: bool) -> None:
    """A tag or comment that the text ends in the middle of says so."""
    assert [piece.finished for piece in scan(source)] == [finished]


def test_attributes() -> None:
    """Values are decoded and placed, whatever quotes they have; names are in lower case."""
    source = "<a B=\"1 &amp; 2\" c='x' d=e/f g h = i j=>"
    piece = next(iter(scan(source)))

    assert [(each.name, each.value) for each in piece.attributes] == [
        ("b", "1 & 2"),
        ("c", "x"),
        ("d", "e/f"),
        ("g", ""),
        ("h", "i"),
        ("j", ""),
    ]
    assert source[piece.attributes[0].start : piece.attributes[0].end] == "1 &amp; 2"
    assert piece.get("h") == "i"
    assert piece.get("z") is None


@given(
    st.lists(st.sampled_from([*"<>/!-?ab =\"'&;# \n", "<!--", "-->", "<xmp>", "</xmp>", "<![CDATA[", "]]>"])).map(
        "".join
    ),
    st.sampled_from(["", COMMENT, NOSCRIPT, FOREIGN, CDATA, *sorted(RAW_TEXT)]),
)
def test_no_gaps(source: str, inside: str) -> None:
    """Whatever the text, and wherever it begins, the pieces cover it in order."""
    pieces = list(scan(source, lambda: inside))

    assert "".join(source[piece.start : piece.end] for piece in pieces) == source


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("a &amp; b", "a & b"),
        ("&lt;&#65;&#x42;", "<AB"),
        ("&copy 2020 &nosuch; & &;", "© 2020 &nosuch; & &;"),
        ("&notit;", "¬it;"),
        ("\\* \\a", "\\* \\a"),
    ],
)
def test_entities(source: str, shown: str) -> None:
    """Entities are decoded as browsers do, also the old ones without a semicolon."""
    pieces = list(decoded(source, 0, len(source)))

    assert "".join(text for text, _, _ in pieces) == shown
    assert sum(width for _, _, width in pieces) == len(source)


def test_titles() -> None:
    """In the title of a Markdown link, escapes count and the old entities do not."""
    assert "".join(text for text, _, _ in decoded("\\* &amp; &copy x", 0, 16, escapes=True)) == "* & &copy x"


def test_words() -> None:
    """White space is what HTML calls so; a no-break space belongs to its word."""
    assert list(words(" a\u00a0b \n c")) == [("", " "), ("a\u00a0b", " \n "), ("c", "")]


def test_a_piece_without_attributes_hides_nothing() -> None:
    """A plain element is seen."""
    assert hidden_by(HtmlPiece("open", 0, 3, "p")) == ""
