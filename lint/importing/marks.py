"""What stands before an item of a list: bullets of word processors, numbers of every style, both doubled."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

# Bullets that are nothing else; U+F0A7 and its like come from the Symbol and Wingdings fonts that Word uses.
SURE = "·•●○◦▪▫■□◆◇‣⁃∙⦁➢➤►✓✔\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf02d"
# What begins an item only with a space behind it.
SPACED = "-–—*+§"
INNER = frozenset("o○◦▪▫■□§\uf0a7–-")  # the bullets of Word's second and third level


class Mark(NamedTuple):
    """The mark of an item: its bullet or number, and where its text begins. `all` is the mark as written."""

    bullet: str
    number: int
    end: int
    all: str
    is_doubled: bool = False


@cache
def _bullet() -> re.Pattern[str]:
    return re.compile(rf"(?:[{SURE}]|[{re.escape(SPACED)}](?=\s|$)|o(?=\t|\s\s)){{1}}\s*")


@cache
def _number() -> re.Pattern[str]:
    """A number as in "1. ", "1) ", "(1) ", "[1] ", "[1]: ", "1: ", "1.Smith"; a year or a decimal is none."""
    return re.compile(
        r"(?:\\?\[(?P<a>\d{1,3})\\?\](?:\\?[.:])?|\((?P<b>\d{1,3})\)[.:]?"
        r"|(?P<c>\d{1,3})(?:[.)]{1,2}(?=\s|$|[^\W\d_])|:(?=\s)|\t))\s*"
    )


def bullet(line: str, *, within: bool = False) -> Mark | None:
    """The bullet of a line, doubled ones as one; `within` a list a lone "o" is a bullet as well."""
    end, first, found = 0, "", 0
    while found < 4 and (match := _bullet().match(line, end)):
        first, end, found = first or line[match.start()], match.end(), found + 1
    if not found and within and line.startswith("o "):
        return Mark("o", 0, 2, "o ")
    if not found or end >= len(line):
        return None
    return Mark(first, 0, end, line[:end], found > 1)


def number(line: str) -> Mark | None:
    """The number of a line, once when it stands there twice ("1. 1. Smith")."""
    match = _number().match(line)
    if match is None or match.end() >= len(line):
        return None
    value = int(match["a"] or match["b"] or match["c"])
    again = _number().match(line, match.end())
    if again and int(again["a"] or again["b"] or again["c"]) == value and again.end() < len(line):
        return Mark("", value, again.end(), line[: again.end()], is_doubled=True)
    return Mark("", value, match.end(), match[0])
