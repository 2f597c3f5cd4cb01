"""Sentences broken into rows of a narrow terminal, by the cells that their words take."""

from __future__ import annotations

from collections.abc import Iterator

from lint.formats.caret import cells, head

_NARROWEST = 20  # with less room than that every word would have a row of its own


def wrapped(first: str, text: str, width: int, indent: str = "") -> Iterator[str]:
    """The rows of `first` and a text; a width of 0 makes one of them.

    The first begins with `first`, which is never broken; the others with `indent`. A word that is wider than a row is
    broken where the row ends.
    """
    if width < _NARROWEST or cells(first) + cells(text) <= width:
        yield first + text
        return
    row, gap = first, ""
    for word in text.split(" "):
        room = width - cells(row) - len(gap)
        fits_below = cells(indent) + cells(word) <= width
        if cells(word) > room and row is not indent and (gap or fits_below or room < _NARROWEST // 2):
            yield row.rstrip()
            row, gap = indent, ""
        while not gap and cells(row) + cells(word) > width and (piece := head(word, width - cells(row))):
            yield row + piece
            row, word = indent, word[len(piece) :]
        row, gap = f"{row}{gap}{word}", " "
    yield row.rstrip()
