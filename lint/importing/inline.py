"""Text within a line as Markdown: what would be taken for markup is escaped, and nothing else."""

from __future__ import annotations

import re
from functools import cache


@cache
def _marks() -> re.Pattern[str]:
    """What CommonMark, tables, footnotes, strikethrough and attributes would read as markup.

    An underscore within a word and an asterisk between spaces are none (CommonMark 0.31, 6.2), "<" begins a tag or a
    comment only before a letter or "/!?".
    """
    return re.compile(
        r"[\\`~|]|\*|(?<!\w)_|_(?!\w)|<(?=[A-Za-z/!?])|&(?=#?\w{1,32};)|(?<=\])[(\[:]|\[(?=\^)|\{|[!^](?=\[)"
    )


@cache
def _links() -> re.Pattern[str]:
    """A link or picture that an author wrote in Markdown, bold and italic text that is closed on the line."""
    return re.compile(
        r"!?\[[^\[\]\n]{1,300}\]\(https?://[^\s()]{1,500}\)"
        r"|(?<![\w*])\*\*(?=[^\s*])[^*\n]{1,300}(?<=\S)\*\*(?![\w*])"
        r"|(?<![\w*])\*(?=[^\s*])[^*\n]{1,300}(?<=\S)\*(?![\w*])"
    )


def escaped(text: str) -> str:
    """A text that is no Markdown at all."""
    return _marks().sub(lambda mark: "\\" + mark[0], text)


def kept(text: str) -> str:
    """A pasted text: links and emphasis that were written as Markdown stay, what else looks like markup is escaped."""
    done, end = [], 0
    for match in _links().finditer(text):
        done += [escaped(text[end : match.start()]), _inner(match[0])]
        end = match.end()
    return "".join((*done, escaped(text[end:])))


def _inner(markup: str) -> str:
    if markup.endswith(")"):
        label, _, target = markup.rpartition("](")
        start = 2 if markup.startswith("!") else 1
        return f"{label[:start]}{escaped(label[start:])}]({target}"
    width = 2 if markup.startswith("**") else 1
    return markup[:width] + escaped(markup[width:-width]) + markup[-width:]


def shown(text: str) -> str:
    """A pasted text without the targets of its Markdown links, which no reader sees."""
    return _links().sub(lambda match: match[0].rpartition("](")[0] if match[0].endswith(")") else match[0], text)


def at_start(text: str) -> str:
    """A line of a paragraph whose first characters would begin another block: escaped."""
    if re.match(r"[#>+:=-]|~(?!~[^~])|!!!|\[[^\]]{1,200}\]\\?:", text):
        return "\\" + text
    return re.sub(r"^(\d{1,9})([.)])(?=\s|$)", r"\1\\\2", text)


def joined(start: str, rest: str) -> str:
    """Two halves of a line that was broken: a range of pages is one again ("107-", "15")."""
    return start + rest if re.search(r"\d[-–]$", start) and rest[:1].isdigit() else f"{start} {rest}"


def bare(text: str) -> str:
    """Markdown of one line without its marks and escapes."""
    text = re.sub(r"!?\[((?:[^\[\]\\]|\\.){0,400})\]\([^()\s]{0,600}\)", r"\1", text)
    text = re.sub(r"(?<!\\)</?su[bp]>", " ", text)
    text = re.sub(r"(?<!\\)[*`]{1,3}|(?<![\w\\])_|(?<!\\)_(?!\w)", "", text)
    return " ".join(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text).split())
