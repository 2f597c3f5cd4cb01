"""Packed rows: within their budget, and back as they were."""

from __future__ import annotations

import base64
import gzip
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from lint.audit.page.packed import folded, packed, within

_LINES = st.lists(st.sampled_from(("", "short", "x" * 48, "x" * 49, "😀" * 24, "😀" * 25, "y" * 300, "1")), max_size=30)


def _unfolded(text: str) -> str:
    """As the page's script does it, which counts in UTF-16 units."""
    seen: list[str] = []
    lines = []
    for line in text.split("\n"):
        if line.startswith("\x01"):
            lines.append(seen[int(line[1:], 16)])
            continue
        if len(line.encode("utf-16-le")) > 96:
            seen.append(line)
        lines.append(line)
    return "\n".join(lines)


@given(_LINES)
def test_folded_text_unfolds(lines: list[str]) -> None:
    """Whatever is repeated, and however long a character is."""
    text = "\n".join(lines)

    assert _unfolded(folded(text)) == text


def test_a_packed_text_is_back_as_it_was() -> None:
    """Base64, gzip without a time, folded."""
    text = f"<tr>\n{'a' * 99}\n</tr>\n" * 5

    assert _unfolded(gzip.decompress(base64.b64decode(packed(text))).decode()) == text
    assert packed(text) == packed(text)


def test_repetition_far_away_costs_little() -> None:
    """The same article under another name, a hundred kilobytes below."""
    rows = "".join(f"<p>{sha256(str(n).encode()).hexdigest()} of article {n}</p>\n" for n in range(2000))

    assert len(packed(rows + rows)) < 1.2 * len(packed(rows))


@given(st.lists(st.lists(st.integers(1, 3000), max_size=40), min_size=1, max_size=3), st.integers(0, 60_000))
def test_no_row_is_lost(sizes: list[list[int]], room: int) -> None:
    """Of each table the first stand as they are, and the others are packed."""
    tables = [[Markup(f"<tr>{'x' * size}</tr>\n") for size in table] for table in sizes]  # noqa: S704  # ours

    for table, rows in zip(tables, within(tables, room), strict=True):
        rest = _unfolded(gzip.decompress(base64.b64decode(rows.packed)).decode()) if rows.packed else ""

        assert str(rows.first) + rest == "".join(table)
        assert rows.total == len(table)
        assert rows.beyond == rest.count("<tr>")
