"""Text from outside as SARIF may hold it: no placeholder, no link, nothing that a viewer obeys, never without bounds.

The specification is "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", docs.oasis-open.org/sarif.
"""

from __future__ import annotations

import re

from lint.formats.ascii_json import Json
from lint.formats.plain import printable

LONGEST = 2_000  # code points of a message; five thousand results have to stay below GitHub's ten megabytes, compressed
SNIPPET = 1_000


def message(*paragraphs: str) -> dict[str, Json]:
    """A `message` object of the paragraphs that are not empty, which only the reader's eye takes for more than text."""
    lines = (line for paragraph in paragraphs if paragraph for line in paragraph.split("\n"))
    return {"text": unlinked(doubled(bounded("\n".join(printable(line) for line in lines), LONGEST)))}


def doubled(text: str) -> str:
    """The text with its braces doubled: `{0}` would stand for an argument (section 3.11.5)."""
    return text.replace("{", "{{").replace("}", "}}")


def page_text(text: str) -> str:
    """A rule's own page: only what would be a placeholder is doubled.

    Section 3.11.5 would have all braces doubled, but a help has no arguments, and GitHub shows it as it is: a lock
    that a page gives as an example is there to be copied.
    """
    return re.sub(r"\{\d{1,9}\}", lambda match: doubled(match[0]), text)


def unlinked(text: str) -> str:
    """The text with a blank between `](`: without it, `[text](1)` is a link (section 3.11.6).

    The specification has an escape for brackets within a link but none for what is no link, and viewers look for
    `[...](...)` whatever stands before it.
    """
    return text.replace("](", "] (")


def snippet(text: str) -> dict[str, Json]:
    """An `artifactContent` object to look at: line feeds and tabs as they are, what a screen would hide as escapes."""
    lines = text.replace("\r\n", "\n").split("\n")
    shown = ("\t".join(printable(cell) for cell in line.split("\t")) for line in lines)
    return {"text": bounded("\n".join(shown), SNIPPET)}


def bounded(text: str, limit: int) -> str:
    """The text, or its beginning with a mark that there was more."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
