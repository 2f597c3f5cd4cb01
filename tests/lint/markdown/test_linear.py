"""Reading takes time in proportion to the text: counted in executed lines of our own code, not in seconds."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from lint.markdown.elements import MAX_ELEMENTS
from lint.parse import parse

FOLDER = str(Path(parse.__code__.co_filename).parent)

SHAPES = {
    "lines with HTML": "a <b>x</b> *c*\n",
    "lines with HTML and CRLF": "a <b>x</b> [c](d 'e')\r\n",
    "quoted lines": "> a *b* `c` [d](e)\n",
    "hard breaks": "`a`  \n",
    "open formatting": "<b>x <i>",
    "open formatting over paragraphs": "a <b> b <span hidden>\n\n",
    "cells": "<table><tr><td>x",
    "rows": "| a | b\\|c |\n|---|---|\n",
    "paragraphs in a cell": "<th colspan=9><p>a",
    "list items": "<ul><li>a",
    "paragraphs": "<p>a\n",
    "open tags": "<a ",
    "attributes": "<div a='1' b=2 c>",
    "open quotes": "<a =\"",
    "comments": "<!-- a -->",
    "open comments": "<!--a",
    "comments that end early": "<!--a--!>",
    "comments that Markdown cuts off": "- <!--a\n\nb\n\n",
    "raw text": "<xmp><!--a--></xmp> ",
    "open raw text": "<textarea><!--a--></x>\n\n",
    "scripts": "<script><!--<script></script>",
    "open comments without scripts": "<noscript><!--a",
    "drawings": "<svg><p>a",
    "open CDATA": "<svg><![CDATA[a\n\n",
    "entities": "&amp;&copy &x;",
    "struck paragraphs": "<del>\n\na\n\n",
    "details": "<details>\n\na\n\n",
    "headings": "# a {#b}\n\n",
    "definitions": "> [a]: b\n> 'c'\n>\n",
    "footnotes": "x[^1]\n\n[^1]: b ^[c]\n\n",
    "images": "![a](b 'c') ",
    "code": "    \ta\n",
    "fences": "```\na\n```\n",
    "sections": "::: a b\nc\n:::\n\n",
    "admonitions": "!!! note\n    a\n\n",
    "items": "- a\n  - b\n",
    "carriage returns": "a\r",
    "template": "<template>a</p>",
}  # fmt: skip


def lines_executed(text: str) -> int:
    """How many lines of this package run while a text is read."""
    count = 0

    def local(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += event == "line"
        return local

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        return local if frame.f_code.co_filename.startswith(FOLDER) else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        parse(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("name", SHAPES)
def test_every_part_takes_as_long_as_the_one_before(name: str) -> None:
    """Behind the depth at which nesting stops, the next part of a text costs what the part before it did."""
    part = MAX_ELEMENTS + 20
    first, second, third = (lines_executed(SHAPES[name] * part * count) for count in (1, 2, 3))

    assert third - second <= 1.1 * (second - first) + 100
