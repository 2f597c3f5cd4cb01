"""How the runner of GitHub Actions reads what a step prints: the judge of every format that goes to standard output.

Written after github.com/actions/runner: `ActionCommand.cs` (`TryParseV2`, `TryParse` and their escapes), called for
each line by `ActionCommandManager.TryProcessCommand`. It is generous: every name is taken for a command, since the
runner learns names while it runs (`stop-commands`), and so is what a byte order mark at the start of a stream hides.

The runner compares with the collation of ICU, which passes over invisible characters. That adds nothing: it counts on
from the length of `::` or `##[` as written, so such a command has a name that begins with `:` or `[`, which none has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

# char.IsWhiteSpace of .NET, and what other versions of it or a StreamReader swallow at a start: U+180E, U+FEFF.
WHITE_SPACE = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\u180e\ufeff"
)
# In the order in which the runner replaces them, so `%2525` becomes `%25`, and `%250A` stays text.
_PROPERTY = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}
_DATA = {"%0D": "\r", "%0A": "\n", "%25": "%"}
_BRACKETED = {"%3B": ";", "%0D": "\r", "%0A": "\n", "%5D": "]", "%25": "%"}


class Command(NamedTuple):
    """A command that the runner obeys: its name, its properties and its data, unescaped."""

    name: str
    properties: dict[str, str]
    data: str


def commands(output: str) -> list[Command]:
    """Every command in the output of a step, in order; a line is what .NET's `ReadLine` takes for one."""
    found = (_colons(line) or _bracketed(line) for line in re.split(r"\r\n|\r|\n", output))
    return [command for command in found if command]


def _colons(line: str) -> Command | None:
    """`::name key=value,key=value::data` at the start of a line, white space aside."""
    line = line.lstrip(WHITE_SPACE)
    if not line.startswith("::"):
        return None
    told, separator, data = line[2:].partition("::")
    name, _, listed = told.partition(" ")
    if not separator or not name:
        return None
    return Command(name, _properties(listed.strip(WHITE_SPACE).split(","), _PROPERTY), _unescaped(data, _DATA))


def _bracketed(line: str) -> Command | None:
    """`##[name key=value;key=value]data` anywhere in a line."""
    _, prefix, rest = line.partition("##[")
    told, bracket, data = rest.partition("]")
    name, _, listed = told.partition(" ")
    if not prefix or not bracket or not name:
        return None
    return Command(name, _properties(listed.split(";"), _BRACKETED), _unescaped(data, _BRACKETED))


def _properties(pairs: Iterable[str], escapes: dict[str, str]) -> dict[str, str]:
    """The properties; a key or a value that is empty makes none, and of two with one name the last holds."""
    parted = (pair.lstrip("=").partition("=") for pair in pairs)
    return {key: _unescaped(value, escapes) for key, _, value in parted if key and value}


def _unescaped(text: str, escapes: dict[str, str]) -> str:
    for escape, character in escapes.items():
        text = text.replace(escape, character)
    return text
