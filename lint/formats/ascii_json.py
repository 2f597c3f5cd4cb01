"""JSON for parsers that are stricter than Python's, in ASCII: nothing in it is invisible, or a command to a runner."""

from __future__ import annotations

import json
import re

from lint.formats.plain import printable

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]


def written(value: Json) -> str:
    r"""The value as indented JSON with a final line feed.

    Half of a surrogate pair is not text (RFC 8259, section 8.2), and protojson and Ruby refuse it: a byte of a file
    name that is no UTF-8 is shown as `\xff`. `##[` would be a command to the runner of GitHub Actions, see
    `lint.formats.plain.inert`.
    """
    return json.dumps(whole(value), indent=1).replace("\x7f", "\\u007f").replace("##[", "##\\u005b") + "\n"


def is_text(text: str) -> bool:
    """Whether a text can be written in UTF-8 as it is."""
    return re.search("[\ud800-\udfff]", text) is None


def whole(value: Json) -> Json:
    """The value with the halves of surrogate pairs shown as text."""
    if isinstance(value, str):
        return re.sub("[\ud800-\udfff]", lambda match: printable(match[0]), value)
    if isinstance(value, list):
        return [whole(each) for each in value]
    if isinstance(value, dict):
        return {key: whole(each) for key, each in value.items()}
    return value
