"""Positions: what an editor means by line and character, in every text and every encoding."""

from __future__ import annotations

import os
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.lsp.buffers import Buffer, paired, path_of
from lint.lsp.positions import ENCODINGS, Encoding, Lines, agreed
from lint.spans import Span

# Letters of every width, combining marks, emoji with joiners, halves of pairs, line ends of all kinds, U+FEFF.
TEXTS = st.text(
    st.one_of(
        st.sampled_from("ab é́\u0301\u200d😀👩\U000e0067\r\n\n\r\ufeff\u2028\x85\ud83d\ude00"),
        st.characters(exclude_categories=()),
    ),
    max_size=60,
)
each_encoding = pytest.mark.parametrize("encoding", ENCODINGS)


def units(text: str, encoding: Encoding) -> int:
    """How long a text is, by the codecs of Python."""
    if encoding == "utf-32":
        return len(text)
    if encoding == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@each_encoding
@given(text=TEXTS, data=st.data())
def test_a_position_leads_back_to_its_offset(encoding: Encoding, text: str, data: st.DataObject) -> None:
    """From every offset to its position and back, but for the middle of CRLF, which is the end of its line."""
    offset = data.draw(st.integers(0, len(text)))
    lines = Lines(text, encoding)
    inside = text[offset - 1 : offset + 1] == "\r\n"

    assert lines.offset(lines.place(offset)) == (offset - 1 if inside else offset)


@each_encoding
@given(text=TEXTS, data=st.data())
def test_a_position_counts_units_from_the_last_line_end(encoding: Encoding, text: str, data: st.DataObject) -> None:
    """The line is the number of line ends before, the character what the codec makes of the rest."""
    offset = data.draw(st.integers(0, len(text)))
    *ended, rest = re.split(r"\r\n|\n|\r(?!\n)", text[:offset] + "|" * (text[offset : offset + 1] == "\n"))
    place = Lines(text, encoding).place(offset)

    assert place["line"] == len(ended)
    assert place["character"] == units(rest, encoding) - (text[offset : offset + 1] == "\n")


@each_encoding
@given(text=TEXTS, line=st.integers(0, 100), character=st.integers(0, 2**31))
def test_any_position_lies_in_the_text(encoding: Encoding, text: str, line: int, character: int) -> None:
    """What lies behind the end of a line is its end, what lies behind the text is the end of the text."""
    offset = Lines(text, encoding).offset({"line": line, "character": character})

    assert 0 <= offset <= len(text)


@given(text=TEXTS.map(paired), start=st.integers(0, 60), end=st.integers(0, 60), new=TEXTS.map(paired))
def test_a_change_replaces_what_its_range_names(text: str, start: int, end: int, new: str) -> None:
    """An editor that replaces a range has the same text as the server afterwards."""
    lines = Lines(text, "utf-16")
    span = Span(*sorted(lines.offset(lines.place(min(each, len(text)))) for each in (start, end)))
    buffer = Buffer("file:///a.md", "markdown", 1, text, "utf-16")

    changed = buffer.changed(2, [{"range": lines.range(span), "text": new}])

    assert changed.text == paired(text[: span.start] + new + text[span.end :])
    assert changed.version == 2


def test_a_pair_that_comes_in_halves_is_one_character() -> None:
    """An editor that types an emoji by its UTF-16 units ends with the emoji."""
    buffer = Buffer("file:///a.md", "markdown", 1, "a\ud83d", "utf-16")
    end = {"line": 0, "character": 2}

    changed = buffer.changed(2, [{"range": {"start": end, "end": end}, "text": "\ude00b"}])

    assert changed.text == "a😀b"


@given(text=TEXTS.map(paired), start=st.integers(0, 80), end=st.integers(0, 80), new=TEXTS)
def test_utf_16_is_counted_by_its_units(text: str, start: int, end: int, new: str) -> None:
    """What a client writes into its UTF-16 units, be it amid a pair, is what the server has."""
    text = re.sub(r"[\r\n]", "", text)
    client = text.encode("utf-16-le", "surrogatepass")
    start, end = sorted(min(each, len(client) // 2) for each in (start, end))
    after = client[: 2 * start] + new.encode("utf-16-le", "surrogatepass") + client[2 * end :]
    places = {"start": {"line": 0, "character": start}, "end": {"line": 0, "character": end}}
    buffer = Buffer("file:///a.md", "markdown", 1, text, "utf-16").changed(2, [{"range": places, "text": new}])

    assert buffer.text == after.decode("utf-16-le", "surrogatepass")


@pytest.mark.parametrize("first", [1, 2], ids=["from the front", "from behind"])
def test_a_pair_that_goes_in_halves_is_gone(first: int) -> None:
    """An editor that deletes an emoji by its UTF-16 units leaves nothing, and no place shifts."""
    halves = [
        {"start": {"line": 0, "character": each}, "end": {"line": 0, "character": each + 1}} for each in (first, 1)
    ]
    buffer = Buffer("file:///a.md", "markdown", 1, "T😀x", "utf-16")

    changed = buffer.changed(2, [{"range": each, "text": ""} for each in halves])

    assert changed.text == "Tx"


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [
        (None, "utf-16"),
        ([], "utf-16"),
        (["utf-7"], "utf-16"),
        (["utf-8", "utf-16"], "utf-8"),
        (["utf-7", "utf-32"], "utf-32"),
        (7, "utf-16"),
    ],
)
def test_the_encoding_is_the_first_that_both_know(offered: object, chosen: str) -> None:
    """Clients name encodings in the order of their liking; without a word it is UTF-16."""
    assert agreed(offered) == chosen


# Elsewhere a name of a server begins a path of its own (UNC).
posix = pytest.mark.skipif(os.name == "nt", reason="a server's files have paths on Windows")


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///home/a%20b/%C3%A9%F0%9F%98%80.md", "/home/a b/é😀.md"),
        ("file:///a.md#part", "/a.md"),
        ("file://localhost/a.md", "/a.md"),
        pytest.param("file://server/share/a.md", None, marks=posix),
        ("untitled:Untitled-1", None),
        ("file:a.md", None),
        ("file:///a%00.md", None),
        ("file://[/a.md", None),
        ("file:///\ud83d.md", None),
        ("", None),
    ],
)
def test_an_address_is_a_path_or_none(uri: str, path: str | None) -> None:
    """Escapes are read; what no file can be called is none."""
    found = path_of(uri)

    assert (found.as_posix() if found else None) == path
