"""Rows of a table within a budget of bytes: the first as they are, the others compressed for the page's script."""

from __future__ import annotations

import base64
import gzip
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

# Where the eighth header byte tells the operating system (RFC 1952, 2.3), and the value for "unknown": Python 3.11
# writes what zlib was built for, 3.13 this one.
_SYSTEM_AT, _UNKNOWN_SYSTEM = 9, 255


class Rows(NamedTuple):
    """A table's rows: `first` as HTML, `packed` the others (gzip, base64; empty when there are none)."""

    first: Markup
    packed: str
    total: int
    beyond: int


def within(tables: Sequence[Sequence[Markup]], room: int) -> list[Rows]:
    """The rows of several tables in so many bytes: as many as they are as possible, of each table in proportion.

    When all of them fit, nothing is packed. When packing alone takes all of the room, each table keeps a few rows.
    """
    sizes = [[len(row.encode("utf-8")) for row in table] for table in tables]
    total = sum(map(sum, sizes))
    share = 1.0
    if total > room:
        # With all rows packed we know by how much packing shrinks them: plain + ratio * (total - plain) = room.
        ratio = min(sum(len(packed("".join(table), _FAST)) for table in tables) / total, 0.99)
        share = max((room - ratio * total) / (1 - ratio), _LEAST) / total
    return [_split(table, each, share * sum(each)) for table, each in zip(tables, sizes, strict=True)]


# So many bytes of rows can be read without a script in any case.
_LEAST = 60_000
# The level that tells the ratio: quick, and never below what the best level comes to.
_FAST, _BEST = 6, 9


def _split(rows: Sequence[Markup], sizes: Sequence[int], budget: float) -> Rows:
    number = 0
    for size in sizes:
        budget -= size
        if budget < -0.5:  # half a byte: what fits by proportion fits, however the division was rounded
            break
        number += 1
    rest = "".join(rows[number:])
    return Rows(Markup("").join(rows[:number]), packed(rest) if rest else "", len(rows), len(rows) - number)


def packed(text: str, level: int = _BEST) -> str:
    """The text, folded, as gzip in base64: the same bytes wherever the same zlib compresses."""
    data = bytearray(gzip.compress(folded(text).encode("utf-8"), level, mtime=0))
    data[_SYSTEM_AT] = _UNKNOWN_SYSTEM
    return base64.b64encode(data).decode("ascii")


# Stands before the number of a line that was there before; no page holds this character (`lint.audit.page.text`).
_AGAIN = "\x01"


def folded(text: str) -> str:
    """The text with each longer line that was there before as its number among them, in hexadecimal.

    gzip sees a repetition within 32 kilobytes alone (RFC 1951, 2), and the same boilerplate, reference or fault comes
    back in article after article. The page's script unfolds it.
    """
    seen: dict[str, int] = {}
    lines = []
    for line in text.split("\n"):
        if len(line.encode("utf-16-le")) <= 2 * _SHORT:
            lines.append(line)
        elif line in seen:
            lines.append(f"{_AGAIN}{seen[line]:x}")
        else:
            seen[line] = len(seen)
            lines.append(line)
    return "\n".join(lines)


# In UTF-16 units, as the script counts them; gzip does better with shorter ones itself.
_SHORT = 48
