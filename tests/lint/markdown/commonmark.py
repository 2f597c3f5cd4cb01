"""The examples of the CommonMark specification, read from its source text."""

from __future__ import annotations

import re
from typing import NamedTuple

PACKAGE = "commonmark-spec@0.31.2"
COUNT = 652

_EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.MULTILINE | re.DOTALL)


class Example(NamedTuple):
    """An example: its number, the Markdown, and the HTML that it stands for."""

    number: int
    markdown: str
    html: str


def examples(specification: str) -> list[Example]:
    """All examples in order; the specification writes a tab as an arrow."""
    return [
        Example(number, match[1].replace("→", "\t"), match[2].replace("→", "\t"))
        for number, match in enumerate(_EXAMPLE.finditer(specification), 1)
    ]
