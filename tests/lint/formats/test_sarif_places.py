"""Places in SARIF: references to files that lead nowhere else, and fixes that do what they say."""

from __future__ import annotations

import os
import re
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lint.finding import Edit, Finding, Fix, Lines
from lint.formats.sarif_places import artifact_location, finding_location, fixes
from lint.formats.sarif_text import SNIPPET
from lint.spans import LineIndex, Position, Span
from tests.lint.formats.sample import MISSING

anything = st.text(st.characters(exclude_categories=()), max_size=40)


@pytest.mark.parametrize(
    ("path", "uri", "base"),
    [
        ("content/x.md", "content/x.md", "%SRCROOT%"),
        ("./a//b/../c.md", "a/c.md", "%SRCROOT%"),
        ("a:b.md", "a%3Ab.md", "%SRCROOT%"),
        ("50% [x]?#.md", "50%25%20%5Bx%5D%3F%23.md", "%SRCROOT%"),
        ("..\\x", "..%5Cx", "%SRCROOT%"),
        ("ö\u2028\udcff", "%C3%B6%E2%80%A8%FF", "%SRCROOT%"),
        ("\ud800", "%ED%A0%80", "%SRCROOT%"),
        ("../x.md", "x.md", "%PARENT1%"),
        ("a/../../../x.md", "x.md", "%PARENT2%"),
        ("//srv/x.md", "srv/x.md", "%ROOT%"),
        ("/../x.md", "x.md", "%ROOT%"),
        ("", ".", "%SRCROOT%"),
    ],
)
def test_uri(path: str, uri: str, base: str) -> None:
    """Each name is percent-encoded by its bytes; what lies elsewhere has a base of its own."""
    assert artifact_location(path) == {"uri": uri, "uriBaseId": base}


@given(st.lists(anything, max_size=4).map("/".join))
def test_uri_is_relative_and_reads_back(path: str) -> None:
    """Whatever a file is called: a relative reference without scheme and `..`, and its names come back."""
    uri = str(artifact_location(path)["uri"])
    names = [name for name in os.path.normpath(f"/{path}".replace("\0", "0")).split("/") if name]

    assert re.fullmatch(r"(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})+(?:/(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})+)*", uri)
    assert ".." not in uri.split("/")
    if not re.search("[\ud800-\udc7f\udd00-\udfff]", path):
        read = [unquote_to_bytes(name) for name in uri.split("/") if name != "."]

        assert read == [name.encode("utf-8", "surrogateescape") for name in names] or "\0" in path


def around(finding: Finding) -> Any:
    """The context region of a finding, None if it has none."""
    place: Any = finding_location(finding)["physicalLocation"]
    return place.get("contextRegion")


@given(st.text("ab\n\t", max_size=9), st.text("cd", max_size=1500), st.text("ef", max_size=1500))
def test_context_is_more_than_the_words(before: str, words: str, after: str) -> None:
    """The context holds the words and some of what stands around them, within bounds; where there is nothing, none."""
    lines = Lines(3, 20, f"{before}{words}{after}\n")
    start, end = 20 + len(before), 20 + len(before) + len(words)
    context = around(MISSING._replace(start=lines.position(start), end=lines.position(end), lines=lines))

    assert (context is None) == (not before + after or len(words) >= SNIPPET - 1)
    if context is not None:
        outer = [(context["startLine"], context["startColumn"]), (context["endLine"], context["endColumn"])]

        assert outer[0] <= lines.position(start)[:2] <= lines.position(end)[:2] <= outer[1]
        assert len(words) < len(context["snippet"]["text"]) <= min(SNIPPET, len(words) + 400)


def test_no_context_where_the_lines_are_others() -> None:
    """A finding whose lines the report does not hold, or whose place is not on them, has no context."""
    assert around(MISSING._replace(lines=Lines())) is None
    assert around(MISSING._replace(lines=Lines(30, 400, "other words\n"))) is None
    assert around(MISSING._replace(lines=Lines(9, 20, "1. Dahan\n"))) is None


def test_byte_order_mark_is_no_context() -> None:
    """The signature of a file is not shown as a character of its first line."""
    finding = MISSING._replace(start=Position(1, 1, 1), end=Position(1, 2, 2), lines=Lines(1, 0, "\ufeffab\n"))

    assert around(finding) == {
        "startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 3, "snippet": {"text": "ab"},
    }  # fmt: skip


@given(st.text("ab\r\n\t\U0001f48a\u00e9", min_size=1, max_size=12), st.data())
def test_fix_does_what_the_edits_do(text: str, data: st.DataObject) -> None:
    """Replacing the regions of a fix gives the text that the edits give."""
    bounds = st.lists(st.integers(0, len(text)), min_size=4, max_size=4).map(sorted)
    one, two, three, four = data.draw(bounds)
    assume((one, two) != (three, four))  # what is inserted at one place keeps the order in which the rule names it
    edits = (Edit(Span(20 + three, 20 + four), "[2]"), Edit(Span(20 + one, 20 + two), "[1]"))
    finding = MISSING._replace(fix=Fix("x", "unsafe", edits), lines=Lines(3, 20, text))
    index = LineIndex(text)
    fix: Any = fixes(finding)[0]
    changed = text
    for replacement in reversed(fix["artifactChanges"][0]["replacements"]):
        region = replacement["deletedRegion"]
        start = index.offset(region["startLine"] - 2, region["startColumn"])
        end = index.offset(region["endLine"] - 2, region["endColumn"])
        changed = changed[:start] + replacement["insertedContent"]["text"] + changed[end:]

    assert changed == text[:one] + "[1]" + text[two:three] + "[2]" + text[four:]
    assert fix["description"]["text"] == "x\nThe author must agree."


@pytest.mark.parametrize(
    "fix",
    [
        Fix("only shown", "display", (Edit(Span(20, 21), "x"),)),
        Fix("nothing", "safe", ()),
        Fix("no effect", "safe", (Edit(Span(20, 20), ""),)),
        Fix("beyond the lines", "safe", (Edit(Span(20, 99), "x"),)),
        Fix("they overlap", "safe", (Edit(Span(20, 23), "x"), Edit(Span(22, 24), "y"))),
        Fix("half a pair", "safe", (Edit(Span(20, 21), "\ud800"),)),
        Fix("no text", "safe", (Edit(Span(20, 21), "\0"),)),
    ],
    ids=lambda fix: fix.title,
)
def test_fix_that_no_program_may_apply(fix: Fix) -> None:
    """What is only to be shown, or cannot be told exactly, is left out."""
    assert fixes(MISSING._replace(fix=fix)) == []
