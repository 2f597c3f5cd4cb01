"""A lock with a merge conflict: both sides say what registries answered, so both can be kept.

Two branches that add neighbours in the order of keys meet in one place of the text, however it is laid out. Package
managers resolve their lock files themselves for the same reason (npm, Yarn).
"""

from __future__ import annotations

from collections.abc import Mapping

from lint.resolve.joining import recalled
from lint.resolve.lock import Entry, Lock
from lint.resolve.lock_format import parse

_MARK = 7


def sides(text: str) -> tuple[str, ...]:
    """The text as either side has it; the text alone when there is no conflict in it."""
    if "<<<<<<<" not in text:
        return (text,)
    ours: list[str] = []
    theirs: list[str] = []
    within: tuple[list[str], ...] = (ours, theirs)
    for line in text.splitlines(keepends=True):
        mark = line.split(" ", 1)[0].rstrip("\r\n")
        if mark == "<" * _MARK:
            within = (ours,)
        elif mark == "|" * _MARK:  # what both began with, in git's style diff3
            within = ()
        elif mark == "=" * _MARK:
            within = (theirs,)
        elif mark == ">" * _MARK:
            within = (ours, theirs)
        else:
            for side in within:
                side.append(line)
    return ("".join(ours), "".join(theirs))


def parse_resolved(text: str) -> Lock:
    """The lock in a text; of two sides of a conflict the works of both, and of one work the later answer
    with what either tells against it.

    Raises:
        LockError: a side is not a lock.
    """
    entries: Mapping[str, Entry] = {}
    for side in sides(text):
        entries = recalled(entries, parse(side).entries)
    return Lock(entries)
