"""Which lines of a file were changed, as git's patches tell."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lint.spans import Stretches

# Headers of a patch (git-diff(1), "Generating patch text with -p"). A line of content has a mark before it, so that no
# content looks like one of them.
_INDEX = re.compile(rb"index ([0-9a-f]{40,64})\.\.([0-9a-f]{40,64})")
_HUNK = re.compile(rb"@@ -(\d{1,10})(?:,(\d{1,10}))? \+(\d{1,10})(?:,(\d{1,10}))? @@")


class Hunk(NamedTuple):
    """Lines that were replaced: number of the first and count, before and now, without context.

    Where the count is 0, the number is of the line before the place (0 at the top of the file).
    """

    old: int
    removed: int
    new: int
    added: int


class Hunks:
    """All that was changed between two versions of a file. Lines are numbered from 1."""

    __slots__ = ("_all", "_behind", "_shifts", "_stretches")

    def __init__(self, hunks: Sequence[Hunk] = ()) -> None:
        self._all = tuple(sorted(hunks, key=lambda hunk: (hunk.new + (not hunk.added), hunk.old)))
        # The first line behind each hunk, and how far the lines from there on were moved up or down.
        self._behind = [hunk.new + (hunk.added or 1) for hunk in self._all]
        self._shifts = [0]
        for hunk in self._all:
            self._shifts.append(self._shifts[-1] + hunk.removed - hunk.added)
        self._stretches = Stretches((hunk.new, hunk.new + hunk.added) for hunk in self._all if hunk.added)

    def __repr__(self) -> str:
        return f"Hunks({self._all!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Hunks) and self._all == other._all

    def __hash__(self) -> int:
        return hash(self._all)

    @property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """The lines that were added or changed: first and last."""
        return tuple((hunk.new, hunk.new + hunk.added - 1) for hunk in self._all if hunk.added)

    def touch(self, first: int, last: int) -> bool:
        """Whether a line from the first to the last was added or changed."""
        return self._stretches.touch(first, last + 1)

    def before(self, line: int) -> int:
        """The number that a line which was not changed had in the old version."""
        return line + self._shifts[bisect_right(self._behind, line)]


# The hunks of a patch by the hashes of the old and the new content: whoever holds both holds the right patch.
Patches = Mapping[tuple[str, str], Hunks | None]


def patches(output: bytes) -> Patches:
    """The patches of `git diff-index -p -U0 --full-index --text`; None where lines cannot be told by their numbers.

    Git ends a line at LF alone, Markdown at a lone CR, too: with such an old version no number fits both.
    """
    return dict(_patches(output))


def _patches(output: bytes) -> Iterator[tuple[tuple[str, str], Hunks | None]]:
    key: tuple[str, str] | None = None
    hunks: list[Hunk] = []
    fits = True
    for line in output.split(b"\n"):
        if line.startswith(b"diff --git "):
            if key is not None:
                yield key, Hunks(hunks) if fits else None
            key, hunks, fits = None, [], True
        elif line.startswith(b"-"):
            fits = fits and not lone_cr(line)
        elif found := _INDEX.match(line):
            key = (found[1].decode(), found[2].decode())
        elif found := _HUNK.match(line):
            old, removed, new, added = (1 if each is None else int(each) for each in found.groups())
            hunks.append(Hunk(old, removed, new, added))
    if key is not None:
        yield key, Hunks(hunks) if fits else None


def lone_cr(text: bytes) -> bool:
    """Whether a line ends in a CR without LF (at the very end of the text it may be the half of a CRLF)."""
    return b"\r" in text.removesuffix(b"\r").replace(b"\r\n", b"")
