"""Spans, lines and the map from visible text to its source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.spans import BOM, LineIndex, Position, Prose, ProseBuilder, Segment, Span, Stretches

# "a&b c" as it is shown by `a&amp;b  c` at offset 10: an entity, and two spaces that show as one.
PROSE = Prose(
    "a&b c",
    [Segment(0, 1, 10, 1), Segment(1, 1, 11, 5), Segment(2, 1, 16, 1), Segment(3, 1, 17, 2), Segment(4, 1, 19, 1)],
)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((0, 5), (4, 9), True),
        ((0, 5), (5, 9), False),
        ((0, 5), (2, 2), True),
        ((0, 5), (5, 5), True),
        ((0, 5), (6, 6), False),
        ((3, 3), (3, 3), True),
    ],
)
def test_overlap(one: tuple[int, int], other: tuple[int, int], expected: bool) -> None:
    """Two spans overlap when they share a character; an empty one overlaps what it touches."""
    assert Span(*one).overlaps(Span(*other)) == expected
    assert Span(*other).overlaps(Span(*one)) == expected


def test_contains() -> None:
    """A span contains itself and what lies inside."""
    assert Span(1, 5).contains(Span(1, 5))
    assert Span(1, 5).contains(Span(5, 5))
    assert not Span(1, 5).contains(Span(0, 2))


def test_line_ends() -> None:
    """LF, CRLF and a lone CR end a line; form feed, U+0085, U+2028 and U+2029 do not."""
    index = LineIndex("a\nb\r\nc\rd\n\re\x0cf\x85g\u2028h\u2029i")

    assert index.starts == [0, 2, 5, 7, 9, 10]
    assert index.position(18) == Position(6, 9, 18)


def test_byte_order_mark() -> None:
    """A byte order mark keeps its offset and takes no column."""
    index = LineIndex(f"{BOM}ab\nc")

    assert index.position(0) == Position(1, 1, 0)
    assert index.position(1) == Position(1, 1, 1)
    assert index.position(4) == Position(2, 1, 4)
    assert index.offset(1, 2) == 2


def test_columns_count_code_points() -> None:
    """An emoji is one column, whatever it takes elsewhere."""
    assert LineIndex("😀a\n👩‍⚕️b").position(5) == Position(2, 3, 5)


def test_no_such_line() -> None:
    """Asking for a line behind the last is an error."""
    with pytest.raises(IndexError):
        LineIndex("a").offset(2, 1)


def test_source() -> None:
    """Every visible character knows the source that shows it."""
    assert [PROSE.source(index) for index in range(5)] == [(10, 11), (11, 16), (16, 17), (17, 19), (19, 20)]
    with pytest.raises(IndexError):
        PROSE.source(5)
    with pytest.raises(IndexError):
        PROSE.source(-1)


def test_span() -> None:
    """A visible range is shown by the source from its first to its last character."""
    assert PROSE.span(0, 5) == Span(10, 20)
    assert PROSE.span(1, 2) == Span(11, 16)
    assert PROSE.span(2, 2) == Span(16, 16)
    assert PROSE.span(5, 5) == Span(20, 20)
    assert Prose("", []).span(0, 0) == Span(0, 0)


def test_index() -> None:
    """An offset leads to the visible character that it shows, or to the next one."""
    assert [PROSE.index(offset) for offset in (0, 10, 11, 13, 15, 16, 17, 18, 19, 20)] == [0, 0, 1, 1, 1, 2, 3, 3, 4, 5]


def test_slice() -> None:
    """A slice maps as the whole does, cut inside a run or around a decoded character."""
    whole = Prose("abcdef", [Segment(0, 6, 100, 6)])

    assert whole.slice(2, 4) == Prose("cd", [Segment(0, 2, 102, 2)])
    assert PROSE.slice(1, 3) == Prose("&b", [Segment(0, 1, 11, 5), Segment(1, 1, 16, 1)])
    assert PROSE.slice(2, 2) == Prose("", [])
    assert hash(PROSE.slice(0, 5)) == hash(PROSE)
    assert repr(PROSE) == "Prose('a&b c')"


def test_prose_is_no_text() -> None:
    """Prose equals prose of the same text and map, and nothing else."""
    others: list[object] = ["a&b c", Prose("a&b c", [Segment(0, 5, 10, 5)])]

    assert PROSE not in others


def test_builder_joins_neighbours() -> None:
    """Runs that touch in the source are one segment; decoded ones stay apart."""
    assert (ProseBuilder().ends_in_space, ProseBuilder().source_end) == (True, 0)
    builder = ProseBuilder()
    for text, source, width in (("ab", 3, 2), ("", 4, 0), ("cd", 5, 2), ("&", 7, 5), ("e", 12, 1), ("f", 20, 1)):
        builder.add(text, source, width)

    assert builder.length == 7
    assert builder.source_end == 21
    assert not builder.ends_in_space
    assert builder.build().segments == ((0, 4, 3, 4), (4, 1, 7, 5), (5, 1, 12, 1), (6, 1, 20, 1))


_ranges = st.tuples(st.integers(0, 12), st.integers(1, 5)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(_ranges, max_size=6), _ranges)
def test_a_stretch_is_touched_when_it_shares_a_character(ranges: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    """Joined or not, the answer is that of every single range."""
    expected = any(Span(*each).overlaps(Span(*asked)) for each in ranges)

    assert expected == Stretches(ranges).touch(*asked)
