"""Patterns over the words of a sentence: regular expressions in which the name of a class stands for a word of it.

A file in `patterns/` holds `name:` lines, each with its pattern indented below, `# comments`, parts (`<name>:`, used in
the patterns below as `<name>`) and headings (`== heading`). Blanks mean nothing, the rest is the notation of `re`:
`modal [^end past]{0,6} (?: given | take )` is a modal verb and, at most six words on, in the same sentence and behind
no past tense, a verb of giving or taking. Repeats are bounded, so that matching takes time in proportion to the text.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from rules.dosing.classes import LETTERS

_FOLDER = Path(__file__).with_name("patterns")


@cache
def load(name: str) -> dict[str, dict[str, str]]:
    """The patterns of a file as regular expressions over the letters of classes: heading -> name -> expression.

    Raises:
        ValueError: a pattern names a class or a part that nobody has defined.
    """
    headings: dict[str, dict[str, str]] = {}
    parts: dict[str, str] = {}
    group = headings.setdefault("", {})
    for paragraph in _paragraphs((_FOLDER / f"{name}.txt").read_text(encoding="utf-8")):
        if paragraph.startswith("== "):
            group = headings.setdefault(paragraph[3:], {})
            continue
        title, _, body = paragraph.partition(":")
        expression = _expression(body, parts)
        if title.startswith("<"):
            parts[title] = f"(?:{expression})"
        else:
            group[title] = expression
    return headings


def _paragraphs(text: str) -> list[str]:
    """Headings and patterns, each with its indented lines, without comments."""
    lines = "\n".join(line for line in text.splitlines() if line and line[0] != "#")
    return re.split(r"\n(?! )", lines)


def _expression(body: str, parts: dict[str, str]) -> str:
    def translated(match: re.Match[str]) -> str:
        name = match[0]
        known = parts.get(name) if name[0] == "<" else LETTERS.get(name)
        if known is None:
            raise ValueError(f"a pattern names {name}, which is no class of words and no part defined above it")
        return known if name[0] == "<" else re.escape(known)

    return re.sub(r"\s+", "", re.sub(r"<[a-z-]+>|[a-z]+", translated, body))
