"""Who touched lines last, as git has recorded it: one run of `git blame` for all lines of a file.

The working tree may be a stranger's: no filter and no text conversion that is configured runs, and no list of revisions
to be ignored hides who touched a line.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, NamedTuple

from lint.git import GitError, Repository
from lint.git_process import run
from lint.records import timestamp

Origin = Literal["committed", "uncommitted", "cut-off", "unknown"]

# Of more ranges than this the whole file is asked for: a command line has its length.
_RANGES = 500
# Of more commits than this the newest, by their own clocks, are compared by their ancestry.
_COMPARED = 20
# An empty name empties the list of `blame.ignoreRevsFile`; in the configuration it does not.
_OPTIONS = ("--incremental", "--root", "--no-textconv", "--encoding=UTF-8", "--ignore-revs-file=")
_LINES = re.compile(rb"([0-9a-f]{40}|[0-9a-f]{64}) \d{1,10} (\d{1,10}) (\d{1,10})")


class Place(NamedTuple):
    """Lines of a file, from 1, both inclusive; line feeds alone end a line, as git counts."""

    path: Path
    first: int
    last: int


class Touch(NamedTuple):
    """The last commit that touched a place: its author, hash, time (UTC, ISO 8601) and the first line of its message.

    `origin` tells how sure that is: committed; uncommitted (a line was changed since the last commit); cut-off (the
    history of this clone begins with that commit, which need not be the one: it has no author here); unknown (there is
    no git, or it does not know these lines).
    """

    origin: Origin = "unknown"
    author: str = ""
    commit: str = ""
    committed: str = ""
    change: str = ""


class _Commit(NamedTuple):
    """A commit as `git blame` tells of it; `when` is in seconds since 1970."""

    author: str = ""
    when: int = 0
    summary: str = ""


def touches(places: Iterable[Place]) -> dict[Place, Touch]:
    """Who touched each of these places last. What git cannot say is unknown; nothing is raised."""
    files: defaultdict[Path, list[Place]] = defaultdict(list)
    for place in places:
        files[place.path].append(place)
    repositories = _Repositories()
    found: dict[Place, Touch] = {}
    for path, wanted in files.items():
        try:
            found |= _File(repositories, path).touches(wanted)
        except (GitError, OSError, ValueError):  # no git, no repository, no such file in it, a name that is none
            found |= dict.fromkeys(wanted, Touch())
    return found


class _Repositories:
    """The repositories of folders; each folder is asked for once, and what a repository said is kept."""

    def __init__(self) -> None:
        self._of: dict[Path, Repository | GitError] = {}
        self._at: dict[Path, Repository] = {}
        self._cut: dict[Path, frozenset[str]] = {}
        self._last: dict[tuple[Path, frozenset[str]], Sequence[str]] = {}

    def of(self, folder: Path) -> Repository:
        """The repository of a folder; of a submodule its own.

        Raises:
            GitError: there is none.
        """
        if folder not in self._of:
            try:
                found = Repository.at(folder)
                self._of[folder] = self._at.setdefault(found.top, found)
            except GitError as error:
                self._of[folder] = error
        known = self._of[folder]
        if isinstance(known, GitError):
            raise known
        return known

    def cut(self, repository: Repository) -> frozenset[str]:
        """The commits at which the history of a shallow clone ends; a root is none of them."""
        if repository.top not in self._cut:
            self._cut[repository.top] = _shallow(repository)
        return self._cut[repository.top]

    def latest(self, repository: Repository, commits: frozenset[str]) -> Sequence[str]:
        """Those of several commits that none of the others comes from: clocks may be wrong, ancestry is not."""
        key = repository.top, commits
        if key not in self._last:
            done = run(repository.top, "merge-base", "--independent", *sorted(commits))
            named = done.output.decode("ascii", "replace").split()
            self._last[key] = [each for each in named if each in commits] or sorted(commits)
        return self._last[key]


def _shallow(repository: Repository) -> frozenset[str]:
    if not repository.shallow:
        return frozenset()
    name = repository.ask("rev-parse", "--git-path", "shallow").removesuffix(b"\n")
    # https://git-scm.com/docs/shallow: a hash a line
    return frozenset((repository.top / os.fsdecode(name)).read_text("ascii", "replace").split())


class _File:
    """The lines of one file, where it really lies: git blames a link for where it leads."""

    def __init__(self, repositories: _Repositories, path: Path) -> None:
        real = Path(os.path.realpath(path))  # Path.resolve fails on links in a circle
        self._all = repositories
        self._repository = repositories.of(real.parent)
        self._name = self._repository.name(real)

    def touches(self, places: Sequence[Place]) -> Mapping[Place, Touch]:
        """Who touched each of its places last.

        Raises:
            GitError: git cannot tell.
        """
        lines, commits = self._blamed(places)
        return {place: self._touch(lines, commits, place) for place in places}

    def _blamed(self, places: Sequence[Place]) -> tuple[Mapping[int, str], Mapping[str, _Commit]]:
        if self._name is None:
            raise GitError("The file lies outside of its repository.")
        ranges = sorted({f"{place.first},{place.last}" for place in places})
        asked = [word for each in ranges for word in ("-L", each)] if len(ranges) <= _RANGES else []
        told = self._repository.ask("blame", *_OPTIONS, *asked, "--", self._name, options=self._repository.unfiltered)
        return _parsed(told)

    def _touch(self, lines: Mapping[int, str], commits: Mapping[str, _Commit], place: Place) -> Touch:
        named = {lines.get(number, "") for number in range(place.first, place.last + 1)}
        if not named or "" in named:
            return Touch()
        if any(not each.strip("0") for each in named):
            return Touch("uncommitted")
        last = self._last(named, commits)
        if last in self._all.cut(self._repository):
            return Touch("cut-off", commit=last)
        told = commits[last]
        return Touch("committed", told.author, last, _time(told.when), told.summary)

    def _last(self, named: Iterable[str], commits: Mapping[str, _Commit]) -> str:
        newest = sorted(named, key=lambda each: (-commits[each].when, each))[:_COMPARED]
        if len(newest) > 1:
            left = self._all.latest(self._repository, frozenset(newest))
            newest = [each for each in newest if each in left]
        return newest[0]


def _parsed(output: bytes) -> tuple[dict[int, str], dict[str, _Commit]]:
    """The commit of each line, and the commits, of what `git blame --incremental` prints.

    Source: https://git-scm.com/docs/git-blame#_incremental_output. A commit is described once, where it is first named.
    """
    lines: dict[int, str] = {}
    commits: dict[str, _Commit] = {}
    commit = ""
    for row in output.split(b"\n"):
        if head := _LINES.fullmatch(row):
            commit, first, number = head[1].decode("ascii"), int(head[2]), int(head[3])
            commits.setdefault(commit, _Commit())
            lines |= dict.fromkeys(range(first, first + number), commit)
            continue
        key, _, value = row.partition(b" ")
        if key == b"author":
            commits[commit] = commits[commit]._replace(author=_text(value))
        elif key == b"committer-time":
            commits[commit] = commits[commit]._replace(when=int(value))
        elif key == b"summary":
            commits[commit] = commits[commit]._replace(summary=_text(value))
    return lines, commits


def _text(value: bytes) -> str:
    r"""A name or a message; a byte of it that is no UTF-8 reads `\xff`, as in names of files."""
    return value.decode("utf-8", "backslashreplace")


def _time(seconds: int) -> str:
    """A moment as reports write it, empty when no calendar has it: the clock of a committer is anybody's."""
    try:
        return timestamp(datetime.fromtimestamp(seconds, UTC))
    except (OverflowError, ValueError, OSError):
        return ""
