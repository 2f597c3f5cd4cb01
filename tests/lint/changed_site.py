"""A small repository in which tests change articles, and short words for what became of them."""

from __future__ import annotations

from pathlib import Path

from lint.changes import Change, change
from lint.git import Repository
from tests.repository import Sandbox

OLD = "# Ketamine\n\nKetamine is an anesthetic.\n\nIt was first made in 1962.\n"
LONG = "".join(f"Sentence {number} of the article.\n" for number in range(1, 401))


def site_in(folder: Path) -> Sandbox:
    """A repository with three articles on main, and the branch `work` checked out."""
    sandbox = Sandbox(folder, {"content/a.md": OLD, "content/long.md": LONG, "content/b.md": "# B\n\nText.\n"})
    sandbox.branch("work")
    return sandbox


def since(sandbox: Sandbox, revision: str = "main") -> Change:
    """What was changed since a revision."""
    return change(Repository.at(sandbox.folder), revision)


def status(sandbox: Sandbox, name: str) -> tuple[str, tuple[tuple[int, int], ...] | None]:
    """What was done to a file since main: the word and the changed lines, None for any."""
    found = since(sandbox).status(sandbox.path(name))
    return found.status, found.lines.ranges if found.lines is not None else None


def names(sandbox: Sandbox, paths: frozenset[Path]) -> list[str]:
    """Absolute paths as names from the top."""
    return sorted(path.relative_to(sandbox.folder.resolve()).as_posix() for path in paths)
