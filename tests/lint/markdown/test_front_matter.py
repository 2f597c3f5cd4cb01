"""Front matter is read as plain scalars with their places; what is cleverer than that is refused, never a crash."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.document import Document
from lint.markdown import plain_yaml
from lint.markdown.front_matter import _yaml
from lint.parse import parse
from lint.spans import BOM


def values(document: Document) -> dict[str, str]:
    """The fields without their places."""
    return {key: field.value for key, field in document.fields.items()}


def excerpts(document: Document) -> dict[str, str]:
    """What stands at the places of the fields."""
    return {key: document.excerpt(field.span) for key, field in document.fields.items()}


def test_scalars() -> None:
    """A line of front matter is a field, and what follows is the body."""
    document = parse("---\ntitle: A title\n---\n\nBody.\n")

    assert values(document) == {"title": "A title"}
    assert [block.text for block in document.blocks if block.is_read] == ["Body."]


def test_nested() -> None:
    """Every scalar has a dotted key, and its place is where it stands."""
    text = "---\nauthor:\n  - name: Some Body\n    orcid: '0000'\ntags: [one, \"two\"]\nempty:\nsum: |\n  a\n  b\n---\n"
    document = parse(text)

    assert values(document) == {
        "author.0.name": "Some Body",
        "author.0.orcid": "0000",
        "tags.0": "one",
        "tags.1": "two",
        "empty": "",
        "sum": "a\nb\n",
    }
    assert excerpts(document)["author.0.name"] == "Some Body"
    assert excerpts(document)["author.0.orcid"] == "'0000'"
    assert excerpts(document)["tags.1"] == '"two"'


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", BOM])
def test_line_ends(ends: str, mark: str) -> None:
    """Places are exact with every kind of line ends and behind a byte order mark."""
    document = parse(mark + '---\na: one\nb:\n- "two"\n- three\nc: {d: four}\n---\n\nBody.\n'.replace("\n", ends))

    assert excerpts(document) == {"a": "one", "b.0": '"two"', "b.1": "three", "c.d": "four"}
    assert [document.excerpt(block.span) for block in document.blocks if block.is_read] == ["Body."]


@pytest.mark.parametrize(
    ("source", "reason", "place"),
    [
        ("a: &b one", "the anchor &b is not allowed", "&b one"),
        ("a: &b {c: d}", "the anchor &b is not allowed", "&b {"),
        ("a: 1\nb: *a", "the alias *a is not allowed", "*a"),
        ("a: !!str one", "the tag tag:yaml.org,2002:str is not allowed", "!!str one"),
        ("a: !x one", "the tag !x is not allowed", "!x one"),
        ("a: 1\nb: 2\na: 3", 'the key "a" stands twice', "a"),
        ("a:\n  b: 1\n  b: 2", 'the key "b" stands twice', "b"),
        ("<<: {a: 1}", "the merge key << is not allowed", "<<"),
        ("a: 1\n? [a, b]\n: c", "a key must be plain text", "["),
        ("a: " + "[" * 30 + "]" * 30, "it is nested more than 20 deep", "["),
        ("a: one: two", "mapping values are not allowed in this context", "a: one: two"),
        ("x: 1\na:\n\tb: 1", "found character that cannot start any token", "\tb: 1"),
        ("a: \0", "control characters are not allowed", "a: \0"),
        ('a: "b', "found unexpected end of stream", 'a: "b'),
        ("a: 1\n--- \nb: [", None, None),
        ("a: 1\n]", "did not find expected key", "]"),
    ],
)
def test_refused(source: str, reason: str | None, place: str | None) -> None:
    """What plain scalars do not need is a problem at its place, and the body is read all the same."""
    document = parse(f"---\n{source}\n---\n\nBody.\n")

    assert [block.text for block in document.blocks if block.is_read][-1:] == ["Body."]
    if reason:
        assert [problem.reason for problem in document.problems] == [f"the front matter cannot be read: {reason}"]
        assert [document.excerpt(problem.span) for problem in document.problems] == [place]


def test_fields_before_a_fault_are_kept() -> None:
    """Lines before the faulty one count, a part of the faulty one does not."""
    assert values(parse("---\nlang: de\ntitle: one: two\n---\n")) == {"lang": "de"}


@pytest.mark.parametrize(
    "text",
    [
        "---\njust text\n---\n\nBody.\n",
        "---\n\nBody.\n",
        "---\n",
        "--- \nBody.\n",
        "----\na: 1\n----\n",
        "\n---\na: 1\n---\n",
        "- --\na: 1\n---\n",
        "---\n- a\n- b\n---\n",
        "+++\nBody.\n",
    ],
)
def test_no_front_matter(text: str) -> None:
    """A rule at the beginning of a page, or a block without keys, is Markdown."""
    document = parse(text)

    assert document.fields == {}
    assert document.problems == ()


@pytest.mark.parametrize("end", ["---", "---  ", "...", "---\n"])
def test_ends(end: str) -> None:
    """Three dashes or dots end it, also at the very end of the file."""
    document = parse(f"---\na: 1\n{end}")

    assert values(document) == {"a": "1"}
    assert [block.kind for block in document.blocks] == ["front-matter"]


@pytest.mark.parametrize("source", ["", "\n", "# only a comment\n", "\n\n"])
def test_empty(source: str) -> None:
    """A front matter that says nothing is one, and no prose."""
    document = parse(f"---\n{source}---\n\nBody.\n")

    assert [block.text for block in document.blocks] == ["Body."]
    assert document.fields == {}


def test_toml() -> None:
    """TOML between plus signs is read the same way, with the place of the value."""
    source = 'title = "A title"\ndraft = true\n[params]\nlang = "de"\ntags = ["x", "y"]\n[other]\nlang = "en"\n'
    document = parse(f"+++\n{source}+++\n\nBody.\n")

    assert values(document) == {
        "title": "A title",
        "draft": "true",
        "params.lang": "de",
        "params.tags.0": "x",
        "params.tags.1": "y",
        "other.lang": "en",
    }
    assert excerpts(document)["title"] == '"A title"'
    assert excerpts(document)["params.lang"] == '"de"'
    assert excerpts(document)["params.tags.1"] == '["x", "y"]'
    assert excerpts(document)["other.lang"] == '"en"'


def test_faulty_toml() -> None:
    """TOML that is none is a problem."""
    document = parse("+++\na = \n+++\n\nBody.\n")

    assert [problem.reason.split(":")[0] for problem in document.problems] == ["the front matter cannot be read"]
    assert [block.text for block in document.blocks] == ["Body."]


def test_it_is_no_prose() -> None:
    """Its scalars are blocks that no reader reads."""
    block = parse("---\ntitle: Take 5 mg\n---\n").blocks[0]

    assert (block.kind, block.name, block.text, block.is_read) == ("front-matter", "title", "Take 5 mg", False)
    assert block.hidden


KEYS = st.sampled_from(("a", "b-c", "title", "x1", "é", '"q"', "yes", "1"))
WORDS = st.sampled_from(
    (
        "", "one", "two words", "1.5", "2020-01-02", "true", "null", "~", "é 😀", '"in quotes"', "'single'", '""',
        "a#b", "a #b", "a: b", "a:b", "a:", "[x, y z]", "[]", "[x,y]", "[x, ]", "[ x ]", "[x: y]", "[,]", "- x", "-",
        "!t x", "&a x", "*a", "|", ">", '"a\\tb"', "it's", "'it''s'", "a 'b'", "%x", "@x", "`x`", "x  ", "\u00a0x",
        "{a: b}", "x\ty", "[a.b (c); d/e+f-g]", "[a b]", "[1, 2]", "?", "? x", "\u2028", "x\x85y", "[a, 'b']", "#c",
    )
)  # fmt: skip
ROWS = st.one_of(
    st.tuples(KEYS, st.sampled_from((":", ": ", ":  ", " : ")), WORDS).map("".join),
    st.tuples(st.sampled_from(("", "  ", " ", "    ")), st.sampled_from(("- ", "-", "-  ")), WORDS).map("".join),
    st.sampled_from(("", "# comment", "  more", "...", " ", "  # c", "\t")),
)


@given(st.lists(ROWS, max_size=5), st.sampled_from(("\n", "\r\n", "\r")))
def test_read_without_the_library_as_with_it(rows: list[str], end: str) -> None:
    """What is read without the YAML library is what the library reads, at the same places."""
    source = "".join(row + end for row in rows)
    quick = plain_yaml.fields(source, 0)
    if quick is not None:
        slow, problems = _yaml(source, 0)

        assert problems == []
        assert dict(quick) == {key: field for key, field in slow.items() if key}


@given(st.text(st.sampled_from("ab:-# []{}'\"&*!|>%@`\t\n\r,?.0é\0\x85")))
def test_any_front_matter_is_read(source: str) -> None:
    """No front matter makes reading fail."""
    for mark in ("---", "+++"):
        document = parse(f"{mark}\n{source}\n{mark}\n")
        for field in document.fields.values():
            assert 0 <= field.span.start <= field.span.end <= len(document.text)


def test_library_is_not_imported_for_nothing() -> None:
    """A usual front matter, or none, is read without importing the YAML library."""
    program = (
        "import sys\nfrom lint.parse import parse\n"
        "parse('---\\ntitle: A title\\ntags:\\n  - one\\n---\\n\\nText.\\n')\nassert 'yaml' not in sys.modules"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
