"""A shape that is known at a few sizes, grown to any other: `name__500.md`, `name__1000.md` and `name__2000.md`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.bench.speed_shapes import Shape

_NAME = re.compile(r"(?P<shape>.+)__(?P<n>[0-9]+)")
_LONGEST, _LEAST = 64, 8  # characters of a piece, and how often it has to come
_LOOSE = 200  # characters that repeat nothing: a shape with more has another law


class _Run(NamedTuple):
    """A piece of text, so many times."""

    piece: str
    times: int


def shapes(folder: Path) -> Iterator[tuple[str, Shape]]:
    """The shapes of a folder by name, in order.

    Raises:
        ValueError: the folder holds none.
    """
    sizes: dict[str, dict[int, str]] = {}
    for path in sorted(folder.glob("*__*.md")):
        if named := _NAME.fullmatch(path.stem):
            text = path.read_bytes().decode("utf-8", "replace")
            sizes.setdefault(named["shape"], {})[int(named["n"])] = text
    if not sizes:
        raise ValueError(f"{folder} holds no shapes (name__500.md, name__1000.md, ...)")
    for name, texts in sizes.items():
        yield name, grown(texts) or _copies(texts[max(texts)])


def grown(texts: Mapping[int, str]) -> Shape | None:
    """A shape whose text is made of pieces that come `a * n + b` times, from its text at two or more `n`.

    None when it has another law: when pieces are numbered, or the text at the other sizes is not what the law says.
    """
    if len(texts) < 2:
        return None
    low, high = sorted(texts)[:2]
    first, second = _runs(texts[low]), _runs(texts[high])
    if [run.piece for run in first] != [run.piece for run in second]:
        return None
    slopes = [(right.times - left.times) / (high - low) for left, right in zip(first, second, strict=True)]

    def text(n: int) -> str:
        pairs = zip(first, slopes, strict=True)
        return "".join(run.piece * round(run.times + slope * (n - low)) for run, slope in pairs)

    step = sum(len(run.piece.encode()) * slope for run, slope in zip(first, slopes, strict=True))
    if step <= 0 or any(text(n) != known for n, known in texts.items()):
        return None
    return lambda wanted: text(max(low, round(wanted / step)))


def _copies(text: str) -> Shape:
    """Copies of the largest text, parted by an empty line, as much of them as is wanted."""
    one = f"{text}\n\n".encode()
    return lambda wanted: (one * (wanted // len(one) + 1))[:wanted].decode("utf-8", "ignore")


def _runs(text: str) -> Sequence[_Run]:
    """The text as pieces with how often each comes; empty when too much of it repeats nothing."""
    runs: list[_Run] = []
    at = loose = 0
    while at < len(text):
        piece = next(_pieces(text, at), "")
        if piece:
            times = _LEAST
            while text.startswith(piece, at + times * len(piece)):
                times += 1
            runs.append(_Run(piece, times))
            at += times * len(piece)
        elif (loose := loose + 1) > _LOOSE:
            return ()
        else:
            runs.append(_Run(text[at], 1))
            at += 1
    return runs


def _pieces(text: str, at: int) -> Iterator[str]:
    for length in range(1, _LONGEST + 1):
        piece = text[at : at + length]
        if len(piece) == length and text.startswith(piece * _LEAST, at):
            yield piece
