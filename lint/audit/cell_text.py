r"""Text in the cell of a spreadsheet: what no cell can hold is shown, so that it can be read and turned back.

XML 1.0 (section 2.2), on which XLSX and ODS rest, has no control characters but tab and line feed, no lone surrogates
and no U+FFFE and U+FFFF; a carriage return that stands alone becomes a line feed in every XML parser (section 2.11).
They are shown as `\x1b` or `\ud800`. A backslash that stands before what looks like that is itself shown as `\x5c`.
"""

from __future__ import annotations

import re

_UNHELD = re.compile(
    r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]|\r(?!\n)|\\(?=x[0-9a-f]{2}|u[0-9a-f]{4})"
)
_SHOWN = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4}))")


def held(text: str) -> str:
    r"""The text as a cell can hold it. A line break may be `\n` or `\r\n`, as it was."""
    return _UNHELD.sub(lambda match: _shown(ord(match[0])), text)


def original(text: str) -> str:
    """What `held` was given."""
    return _SHOWN.sub(lambda match: chr(int(match[1] or match[2], 16)), text)


def _shown(code: int) -> str:
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
