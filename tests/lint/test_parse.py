"""Markdown text to blocks: their kinds, their containers, and the constructs within them."""

from __future__ import annotations

import pytest

from lint import parse as module
from lint.document import Block, Document
from lint.parse import parse


def told(text: str) -> list[tuple[str, str]]:
    """The blocks as kind and text."""
    return [(block.kind, block.text) for block in parse(text).blocks]


def block(document: Document, text: str) -> Block:
    """The block of a text."""
    return next(block for block in document.blocks if block.text == text)


def test_kinds() -> None:
    """Every kind of block is told apart, in the order of the text."""
    text = (
        "# Head\n\nPara ![Alt](x 'Title')\n\n```py\ncode\n```\n\nTerm\n: Def\n\n| A |\n|---|\n| b |\n\n"
        "<div>html</div>\n\n<!-- note -->\n"
    )

    assert told(text) == [
        ("heading", "Head"),
        ("paragraph", "Para "),
        ("alt", "Alt"),
        ("title", "Title"),
        ("code", "code\n"),
        ("term", "Term"),
        ("paragraph", "Def"),
        ("cell", "A"),
        ("cell", "b"),
        ("html", "html"),
        ("comment", " note "),
    ]


def test_headings() -> None:
    """Headings know their level, of whatever markup."""
    document = parse("# a #\n\nb\nc\n---\n\n### d\n\n<h4>e <b>f</b></h4>\n")

    assert [(each.level, each.text) for each in document.blocks] == [(1, "a"), (2, "b\nc"), (3, "d"), (4, "e f")]
    assert [each.kind for each in document.blocks] == ["heading"] * 4


def test_span_of_a_block() -> None:
    """A block's span is its text with the markup in it, without the marks of the block."""
    text = "## *A* head ##\n\n> quoted *two*\n> lines\n\n| *a* | b |\n|---|---|\n"
    document = parse(text)

    assert [document.excerpt(each.span) for each in document.blocks] == [
        "*A* head",
        "quoted *two*\n> lines",
        "*a*",
        "b",
    ]


def test_containers() -> None:
    """A block knows what it stands in, from the outside in; items of numbered lists know their number."""
    document = parse("> 3. a\n> 4. - b\n")
    inner = block(document, "b")

    assert [(each.kind, each.ordered) for each in inner.containers] == [
        ("quote", False),
        ("list", True),
        ("item", True),
        ("list", False),
        ("item", False),
    ]
    assert [each.name for each in block(document, "a").containers if each.kind == "item"] == ["3"]
    assert inner.containers[1].id == block(document, "a").containers[1].id
    assert inner.containers[2].id != block(document, "a").containers[2].id
    assert document.excerpt(inner.containers[0].span) == "> 3. a\n> 4. - b"


def test_footnotes() -> None:
    """The blocks of a note stand in a footnote of its name; marks are empty constructs in the text."""
    document = parse("Text[^a] and^[b *c*].\n\n[^a]: One\n\n    Two\n")
    text = block(document, "Text and.")

    assert [(each.kind, each.start, each.target) for each in text.inlines] == [
        ("footnote", 4, "a"),
        ("footnote", 8, ""),
    ]
    assert [document.excerpt(each.span) for each in text.inlines] == ["[^a]", "^[b *c*]"]
    assert [block(document, each).containers[-1].name for each in ("One", "Two", "b c")] == ["a", "a", ""]
    assert [block(document, each).containers[-1].kind for each in ("One", "Two", "b c")] == ["footnote"] * 3


def test_sections() -> None:
    """Sections and admonitions are divisions, and their titles are text."""
    document = parse('::: warning Look *out*\nA\n:::\n\n!!! note "B"\n    C\n\n!!! tip\n    D\n\n::: {.e}\nF\n:::\n')

    assert [each.text for each in document.blocks] == ["Look *out*", "A", "B", "C", "Tip", "D", "F"]
    assert [each.containers[-1].name for each in document.blocks] == [
        "warning Look *out*",
        "warning Look *out*",
        'note "B"',
        'note "B"',
        "tip",
        "tip",
        "{.e}",
    ]
    assert document.excerpt(block(document, "Tip").span) == "!!! tip"


def test_table() -> None:
    """A cell knows its table, row, column, header and the first cell of its row."""
    document = parse("| A *b* | C |\n|---|---|\n| d | e\\|f | g |\n| h |\n\n|x|\n|-|\n")
    cells = [each.cell for each in document.blocks if each.cell and not each.hidden]

    assert [each[1:] for each in cells] == [
        (0, 0, "A b", "A b"),
        (0, 1, "C", "A b"),
        (1, 0, "A b", "d"),
        (1, 1, "C", "d"),
        (2, 0, "A b", "h"),
        (0, 0, "x", "x"),
    ]
    assert len({each.table for each in cells}) == 2
    assert [each.hidden for each in document.blocks if each.text == "g"] == ["a table cell beyond the last column"]


def test_html_table() -> None:
    """So does a cell of an HTML table; one without `<th>` has no header row, and a wide header heads its columns."""
    document = parse(
        "<table><tr><th>A<th colspan=2>B</tr><tr><td>c<td>d<td><p>e</p><p>f</p></tr></table>\n"
        "<table>\n<tr><td>g<td>h\n<tr><td>i<td colspan=x>j\n</table>\n"
    )

    assert [(each.text, *each.cell[1:]) for each in document.blocks if each.cell] == [
        ("A", 0, 0, "A", "A"),
        ("B", 0, 1, "B", "A"),
        ("c", 1, 0, "A", "c"),
        ("d", 1, 1, "B", "c"),
        ("e", 1, 2, "B", "c"),
        ("f", 1, 2, "B", "c"),
        ("g", 1, 0, "", "g"),
        ("h", 1, 1, "", "g"),
        ("i", 2, 0, "", "i"),
        ("j", 2, 1, "", "i"),
    ]
    assert {each.kind for each in document.blocks} == {"cell"}


def test_html_list() -> None:
    """HTML lists make containers as Markdown's do, numbered as they say; ids stand before their text."""
    document = parse("<ol start=7>\n<li id=r7>a\n<li><p id=r8>b</p><p>c</p>\n</ol>\n")

    assert [(each.text, each.containers[-1].name) for each in document.blocks] == [("a", "7"), ("b", "8"), ("c", "8")]
    assert [[inline.target for inline in each.inlines] for each in document.blocks] == [["r7"], ["r8"], []]


def test_html_text() -> None:
    """White space is collapsed as browsers do, also around tags; block elements and breaks separate."""
    assert told("<div>\n a  <b> b </b> c\n<br> d&nbsp;<i>e</i>\n</div>\n") == [("html", "a b c \nd\u00a0e")]
    assert told("a<div>b</div>c<p>d") == [("paragraph", "a\nb\nc\nd")]


INLINES = [
    ("*a*", "emphasis", "a", "*a*"),
    ("__a__", "strong", "a", "__a__"),
    ("~~a~~", "strike", "a", "~~a~~"),
    ("`` a ``", "code", "a", "`` a ``"),
    ("<sup>a</sup>", "superscript", "a", "<sup>a</sup>"),
    ("<sub>a</sub>", "subscript", "a", "<sub>a</sub>"),
    ("<b>a</b>", "strong", "a", "<b>a</b>"),
    ("<a href='u'>a</a>", "link", "a", "<a href='u'>a</a>"),
    ("[a](u)", "link", "a", "[a](u)"),
    ("<http://a.b>", "link", "http://a.b", "<http://a.b>"),
    ("***a***", "strong", "a", "**a**"),
    ("***a***", "emphasis", "a", "***a***"),
]


@pytest.mark.parametrize(("text", "kind", "shown", "source"), INLINES)
def test_inlines(text: str, kind: str, shown: str, source: str) -> None:
    """A construct knows its visible range and the source it takes, markup included."""
    document = parse(f"x {text} y")
    only = document.blocks[0]
    inline = next(each for each in only.inlines if each.kind == kind)

    assert only.text[inline.start : inline.end] == shown
    assert document.excerpt(inline.span) == source


@pytest.mark.parametrize(
    ("text", "target", "place", "title"),
    [
        ("[a](u)", "u", "u", ""),
        ("[a](<u v> 'T')", "u%20v", "u v", "T"),
        ('[a]( u\n"T")', "u", "u", "T"),
        ("[a](u(v)w)", "u(v)w", "u(v)w", ""),
        ("[a](u\\)v)", "u)v", "u\\)v", ""),
        ("[a]()", "", "", ""),
        ("[a](# (T))", "#", "#", "T"),
        ("[a][b]\n\n[b]: u 'T'", "u", "u", "T"),
        ("[a]\n\n[A]:\n<u>", "u", "u", ""),
        ("> [a]\n>\n> [a]:\n> u", "u", "u", ""),
        ("<http://é.b>", "http://xn--9ca.b", "http://é.b", ""),
        ('<a href="u&amp;v">a</a>', "u&v", "u&amp;v", ""),
        ("![a](u 'T')", "u", "u", "T"),
        ("![a][]\n\n[a]: u", "u", "u", ""),
    ],
)
def test_targets(text: str, target: str, place: str, title: str) -> None:
    """A link or image knows its address, where that stands, and its title."""
    document = parse(text)
    inline = next(inline for each in document.blocks for inline in each.inlines)

    assert (inline.target, inline.title) == (target, title)
    assert document.excerpt(inline.target_span) == place


def test_definitions() -> None:
    """Link definitions are facts of their own with places for address and title; the first of a name counts."""
    document = parse("[a]\n\n[A]: u 'T'\n[a]: v\n\n> > [b\n> > c]:\n> > <w>\n> > \"T\n> > U\"\n")
    definitions = [
        (each.label, each.href, document.excerpt(each.href_span), document.excerpt(each.title_span))
        for each in document.definitions
    ]

    assert definitions == [("A", "u", "u", "T"), ("a", "v", "v", ""), ("b\nc", "w", "w", "T\n> > U")]
    assert document.excerpt(document.definitions[0].span) == "[A]: u 'T'"
    assert document.blocks[0].inlines[0].target == "u"


def test_code() -> None:
    """A code block knows its language, and its text is what lies between its marks."""
    document = parse("- x\n\n  ```py extra\n    a\n\n  b\n  ```\n\n      c\n  \t  d\n")

    assert [(each.name, each.text) for each in document.blocks if each.kind == "code"] == [
        ("py", "  a\n\nb\n"),
        ("", "c\nd"),
    ]


@pytest.mark.parametrize("fault", [RecursionError("deep"), IndexError("out"), RuntimeError("stuck")])
def test_a_parser_that_fails(fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the Markdown parser gives up, the whole body is named as unchecked."""

    class Failing:
        def __init__(self, source: object) -> None:
            """Take no notice."""

        def read(self) -> None:
            raise fault

    monkeypatch.setattr(module, "Reader", Failing)
    document = parse("---\na: 1\n---\nBody.\n")

    assert document.blocks == ()
    assert document.fields["a"].value == "1"
    assert [document.excerpt(problem.span) for problem in document.problems] == ["Body.\n"]


def test_unfinished_tag() -> None:
    """A tag that its block ends in the middle of swallows what follows in a browser, so it is named."""
    document = parse("<div title='x\n\nBody.\n")

    assert [document.excerpt(problem.span) for problem in document.problems] == ["<div title='x\n"]
    assert [each.text for each in document.blocks if each.is_read] == ["Body."]


def test_empty() -> None:
    """An empty text is an empty document."""
    assert parse("").blocks == ()
    assert parse("\ufeff\r\n").problems == ()
