"""The report for reviewdog: places in bytes, a fix as one suggestion, nothing that reviewdog would refuse."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from lint.document import Document
from lint.finding import Edit, Finding, Fix, Lines, Safety
from lint.formats import Layout, renderer
from lint.report import Remark, Report
from lint.spans import Span
from tests.lint.formats.judge import named
from tests.lint.formats.sample import HOSTILE_TEXTS, MISSING, REPORT, RULES, hostile


def _diagnostics(report: Report) -> list[dict[str, Any]]:
    data: dict[str, Any] = json.loads(renderer("rdjson")(report, Layout()))
    diagnostics: list[dict[str, Any]] = data["diagnostics"]
    return diagnostics


def _diagnostic(finding: Finding) -> dict[str, Any]:
    return _diagnostics(REPORT._replace(findings=(finding,)))[0]


def _at(text: str, span: Span, *edits: Edit, safety: Safety = "safe") -> Finding:
    """A finding in a text whose lines are all at hand."""
    document = Document("content/x.md", text, ())
    return MISSING._replace(
        start=document.position(span.start),
        end=document.position(span.end),
        fix=Fix("Write it", safety, edits),
        lines=Lines(1, 0, text),
    )


def _taken(text: str, suggestion: dict[str, Any]) -> str:
    """What reviewdog makes of a text: lines and columns of bytes, the end exclusive."""
    data = text.encode()
    lines = data.split(b"\n")
    starts = [sum(len(line) + 1 for line in lines[:index]) for index in range(len(lines))]
    start, end = (
        starts[place["line"] - 1] + place["column"] - 1
        for place in (suggestion["range"]["start"], suggestion["range"]["end"])
    )
    replacement: str = suggestion["text"]
    return (data[:start] + replacement.encode() + data[end:]).decode()


def test_a_diagnostic() -> None:
    """Only findings that count; message and remedy, the place, the rule with its source, the fix."""
    data = json.loads(renderer("rdjson")(REPORT._replace(rules=RULES), Layout()))

    assert data == {
        "source": {"name": "medlint", "url": "https://github.com/medlint/medlint"},
        "diagnostics": [
            {
                "message": "Reference 1 has no PMID.\n→ Add: PMID: 1.\n→ Then check again.",
                "location": {
                    "path": "content/x.md",
                    "range": {"start": {"line": 3, "column": 1}, "end": {"line": 3, "column": 8}},
                },
                "severity": "ERROR",
                "code": {"value": "missing-pmid", "url": "https://example.org/pmid"},
                "suggestions": [
                    {
                        "range": {"start": {"line": 3, "column": 8}, "end": {"line": 3, "column": 8}},
                        "text": " PMID: 1.",
                    }
                ],
            }
        ],
    }


def test_columns_count_bytes() -> None:
    """The example of the specification: after U+10400, which takes four bytes, comes column 6."""
    place = _diagnostic(_at("a\U00010400b", Span(2, 3)))["location"]["range"]

    assert place == {"start": {"line": 1, "column": 6}, "end": {"line": 1, "column": 7}}


def test_columns_count_a_byte_order_mark() -> None:
    """Reviewdog cuts the line as it lies on disk, and its first three bytes are the mark."""
    text = "\ufeffTake it.\nTake it.\n"
    first = _at(text, Span(1, 5), Edit(Span(1, 5), "Leave"))
    second = _at(text, Span(10, 14), Edit(Span(10, 14), "Leave"))

    assert _diagnostic(first)["location"]["range"]["start"] == {"line": 1, "column": 4}
    assert _diagnostic(second)["location"]["range"]["start"] == {"line": 2, "column": 1}
    assert _taken(text, _diagnostic(first)["suggestions"][0]) == "\ufeffLeave it.\nTake it.\n"


def test_several_edits_are_one_suggestion() -> None:
    """What stands between two edits is taken along, over line ends too."""
    text = "Ä one\r\ntwo\r\nthree\r\n"
    edits = (Edit(Span(7, 10), "2"), Edit(Span(2, 5), "1"))
    (suggestion,) = _diagnostic(_at(text, Span(2, 10), *edits))["suggestions"]

    assert suggestion["text"] == "1\r\n2"
    assert _taken(text, suggestion) == "Ä 1\r\n2\r\nthree\r\n"


@given(st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]), max_size=40), st.data())
def test_a_suggestion_does_what_the_edits_do(text: str, data: st.DataObject) -> None:
    """Whatever is written there and wherever the edits are, one suggestion has the effect of all of them."""
    places = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6)))
    edits = [Edit(Span(*pair), data.draw(st.text(max_size=3))) for pair in zip(places[::2], places[1::2], strict=False)]
    expected = text
    for edit in reversed(edits):
        expected = expected[: edit.span.start] + edit.text + expected[edit.span.end :]
    (suggestion,) = _diagnostic(_at(text, Span(0, 0), *edits))["suggestions"]

    assert _taken(text, suggestion) == expected


@pytest.mark.parametrize(
    ("safety", "edits", "offered"),
    [
        ("safe", (Edit(Span(0, 1), "x"),), True),
        ("unsafe", (Edit(Span(0, 1), "x"),), True),
        ("display", (Edit(Span(0, 1), "x"),), False),
        ("safe", (), False),
        ("safe", (Edit(Span(0, 2), "x"), Edit(Span(1, 3), "y")), False),
        ("safe", (Edit(Span(0, 99), "x"),), False),
        ("safe", (Edit(Span(0, 1), "\ud800"),), False),
    ],
)
def test_what_is_offered(safety: Safety, edits: tuple[Edit, ...], offered: bool) -> None:
    """One click takes a suggestion over: nothing that is only to be shown, or cannot be told exactly, is one."""
    diagnostic = _diagnostic(_at("Take it.\n", Span(0, 4), *edits, safety=safety))

    assert ("suggestions" in diagnostic) == offered
    assert ("Take the suggestion only if you agree: Write it." in diagnostic["message"]) == (safety == "unsafe")


def test_a_place_whose_lines_are_not_at_hand() -> None:
    """Its lines are named, its columns are not: nobody can count their bytes."""
    place = _diagnostic(MISSING._replace(lines=Lines()))["location"]["range"]

    assert place == {"start": {"line": 3}, "end": {"line": 3}}


@pytest.mark.parametrize("text", [*HOSTILE_TEXTS, "===", "---", "<!--", "**", "> x"], ids=named)
def test_a_comment_makes_no_markup(text: str) -> None:
    """Reviewdog posts the message as Markdown: words and code, and no heading, image, link, mention or HTML."""
    for diagnostic in _diagnostics(hostile(text)):
        comment = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(diagnostic["message"])
        inline = [child for token in comment for child in token.children or ()]

        assert {token.type for token in comment} == {"paragraph_open", "inline", "paragraph_close"}
        assert {child.type for child in inline} <= {"text", "text_special", "softbreak", "code_inline"}
        assert "@" not in "".join(child.content for child in inline if child.type != "code_inline")


def test_remarks() -> None:
    """What reviewers should know of the run stands at its file, without a line."""
    remark = Remark("medlint.toml", "The gate itself is changed.")

    assert _diagnostics(REPORT._replace(remarks=(remark,)))[0] == {
        "message": "Note: The gate itself is changed.", "location": {"path": "medlint.toml"}, "severity": "INFO",
    }  # fmt: skip
