"""Where what decides over a change is read from: a commit that its author cannot touch.

In a pull request the base branch decides: its configuration, waivers, lock, baseline and approved wordings. The head is
data. What it did to such files is named for reviewers, and decides once it is merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from lint.changes import Change, change
from lint.files import Source, Tracked, located, shown
from lint.git import Repository
from lint.report import Remark

# What runs the gate, or configures those who do, by the names that GitHub, GitLab and pre-commit fix.
_GATES = (".github/workflows/", ".github/actions/", ".gitlab-ci.yml", ".pre-commit-config.yaml")
_CHANGED = "the gate itself is changed: this file {}; please review it."
_RUNS, _USED = "runs checks", "decides over checks, and its version in {} was used"
_NEW, _PROPOSED = "decides over checks once it is merged, {} has none", "medlint.toml"


class Committed:
    """The files of a commit."""

    def __init__(self, repository: Repository, commit: str) -> None:
        self._repository, self._commit = repository, commit

    def has(self, path: Path) -> bool:
        """Whether the commit has a file of that path.

        Raises:
            GitError: git cannot tell.
        """
        return self._repository.exists(self._commit, path)

    def read(self, path: Path) -> bytes:
        """The bytes of a file.

        Raises:
            FileNotFoundError: the commit has none of that path.
            GitError: git cannot tell.
        """
        if (data := self._repository.read(self._commit, path)) is None:
            raise FileNotFoundError(2, "the revision that decides has no such file", str(path))
        return data


class Policy(NamedTuple):
    """What decides: the files of the commit that `revision` names. `change` is what the head did since."""

    source: Source
    tracked: Tracked
    revision: str
    change: Change

    def remarks(self, files: Iterable[Path]) -> Iterator[Remark]:
        """The files that decide, and those that run the gate, that the head changed."""
        told = {}
        for path in self.change.touched:
            if path.relative_to(self.change.top).as_posix().startswith(_GATES):
                told[path] = _RUNS
            elif path.name == _PROPOSED:
                told[path] = _NEW
        for path in files:
            if self.change.touches(path):
                told[located(path)] = _USED if self.source.has(path) else _NEW
        for path, what in sorted(told.items()):
            yield Remark(shown(path), _CHANGED.format(what.format(self.revision)))


def committed(repository: Repository, revision: str) -> Policy:
    """The policy of a commit.

    Raises:
        GitError: there is no such commit, or git cannot tell what was changed since.
    """
    source = Committed(repository, repository.commit(revision))
    return Policy(source, repository.tracked, revision, change(repository, revision))
