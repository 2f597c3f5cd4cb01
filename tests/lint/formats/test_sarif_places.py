"""Places in SARIF: references to files that lead nowhere else, and fixes that do what they say."""

from __future__ import annotations

import os
import re
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lint.finding import Edit, Fix, Lines
from lint.formats.sarif_places import artifact_location, fixes
from lint.spans import LineIndex, Span
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
