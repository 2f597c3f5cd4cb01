"""The commonest YAML of front matters, read without the library, whose import costs more than an article.

Lines `key: words`, the words bare or in quotes without escapes; lists of such words, one to a line or in brackets.
For whatever else a text holds, `fields` says None, and the library reads it. What is read here it reads the same way
(tests/lint/test_front_matter.py).
"""

from __future__ import annotations

import re
from functools import cache

from lint.document import Field
from lint.spans import Span

_WORDS = r"""\"[^\"\\]*\"|'[^']*'|[^\W_][^\"\\]*?"""


@cache
def _line() -> re.Pattern[str]:
    """A key with its value, a key alone or with a list in brackets, an item of a list, or a comment."""
    return re.compile(
        rf"(?P<key>[A-Za-z][\w-]*):(?: +(?P<value>{_WORDS})| +\[(?P<list>[^\[\]]*)\]|) *"
        rf"|(?P<indent> *)- +(?P<item>{_WORDS}) *|#.*"
    )


@cache
def _bracketed() -> re.Pattern[str]:
    """Bare words between commas in brackets."""
    return re.compile(r" *([^\W_](?:[\w .;()/+-]*[\w.;()/+-])?) *(?:,|$)")


def fields(source: str, base: int) -> dict[str, Field] | None:
    """The scalars of a front matter by dotted key, each with its place; None when it is not as simple as that."""
    found: dict[str, Field] = {}
    keys: set[str] = set()
    key, indent, count = "", 0, 0  # of the list that may follow; no key when none may
    for line in re.finditer(r"[^\r\n]+", source):
        match = _line().fullmatch(line[0])
        if match is None or not line[0].isprintable():
            return None
        start = base + line.start()
        if match["key"]:
            key, count = "", 0
            if match["key"] in keys:
                return None
            keys.add(match["key"])
            if match["value"] is not None:
                value = _scalar(match["value"], start + match.start("value"))
            elif match["list"] is not None:
                if not _list(found, match["key"], match["list"], start + match.start("list")):
                    return None
                continue
            else:
                key, place = match["key"], start + match.end("key") + 1
                value = Field("", Span(place, place))
            if value is None:
                return None
            found[match["key"]] = value
        elif match["item"] is not None:
            value = _scalar(match["item"], start + match.start("item"))
            if value is None or not key or (count and len(match["indent"]) != indent):
                return None
            found.pop(key, None)
            found[f"{key}.{count}"] = value
            indent, count = len(match["indent"]), count + 1
    return found


def _scalar(value: str, start: int) -> Field | None:
    span = Span(start, start + len(value))
    if value[0] in "\"'":
        return Field(value[1:-1], span)
    return None if ": " in value or " #" in value or value.endswith(":") else Field(value, span)


def _list(found: dict[str, Field], key: str, inside: str, start: int) -> bool:
    """Add the words in brackets; whether they are as simple as that."""
    position = count = 0
    while position < len(inside):
        match = _bracketed().match(inside, position)
        if match is None:
            return False
        found[f"{key}.{count}"] = Field(match[1], Span(start + match.start(1), start + match.end(1)))
        position, count = match.end(), count + 1
    return True
