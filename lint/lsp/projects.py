"""What articles are checked with: the configuration as `check` finds it, its rules, the lock beside them.

All of it is read again when one of its files was changed, and on another day.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from lint import files
from lint.articles import Article, Unread
from lint.config import Choice, Config, nearest
from lint.files import DISK, Exclusion
from lint.inspection import Inspection, LockFile, Outcome, Wanted
from lint.packs import Pack, rules_of
from lint.request import Request, load_config, lock_path, scope
from lint.resolve.lock import Lock
from lint.rule import PAGES

_OURS = frozenset(("lint", "rules"))
# Of a file: when it was changed and how long it is; None when it is not there.
_Stamp = tuple[int, int] | None


class Project(NamedTuple):
    """A configuration with what follows from it.

    `pages` are the addresses of the rules' pages, `lock` is what the lock file says.
    """

    settings: Config
    inspection: Inspection
    pages: Mapping[str, str]
    lock: LockFile
    day: date
    stamps: tuple[tuple[Path, _Stamp], ...]

    @classmethod
    def of(cls, settings: Config, lock: Path, packs: Sequence[Pack], day: date) -> Project:
        """The project of a configuration and a lock.

        Raises:
            ConfigError: the configuration, or a file that it names, cannot be used.
        """
        families = tuple(family for pack in packs for family in pack.families)
        inspection = Inspection(settings, families, Choice(), day.isoformat(), wanted=Wanted(digests=False))
        read = (lock, settings.root / settings.baseline if settings.baseline else None)
        stamps = stamped([*filter(None, read), *inspection.wordings])
        return cls(settings, inspection, dict(_pages(packs)), inspection.lock(lock, DISK), day, stamps)

    def is_current(self, day: date) -> bool:
        """Whether its files are still what they were, and the day is the same."""
        return day == self.day and stamped(path for path, _ in self.stamps) == self.stamps

    @property
    def home(self) -> Path:
        """Where an article that has no path would be saved: in the first folder of articles, if it is there."""
        first = scope(Request(), self.settings)[0]
        return first if first.is_dir() else self.settings.root

    def concerns(self, path: Path) -> bool:
        """Whether a file is an article here: below the configured paths, not excluded, no approved wording.

        Without a configuration, or where the folder that it means by default is not there, every text is one.
        """
        if Exclusion(self.settings.root, self.settings.exclude).by(path) or path.resolve() in self.inspection.wordings:
            return False
        articles = [files.located(each) for each in scope(Request(), self.settings)]
        configured = self.settings.source is not None and (self.settings.paths or articles[0].is_dir())
        return not configured or any(files.located(path).is_relative_to(each) for each in articles)

    def judged(self, read: Article | Unread, answers: Lock) -> Outcome:
        """The outcome of an article, with what the configuration's waivers and the baseline answer for.

        Raises:
            ConfigError, BaselineError: the configuration or the baseline cannot be used.
        """
        return self.settled(self.inspection.outcome(read, answers))

    def settled(self, outcome: Outcome) -> Outcome:
        """An outcome with what the configuration's waivers and the baseline answer for.

        Raises:
            ConfigError, BaselineError: the configuration or the baseline cannot be used.
        """
        if self.settings.waivers:
            from lint.standing import Excuses

            (outcome,) = Excuses.of([outcome], self.inspection, self.day, None).outcomes
        if self.settings.baseline:
            from lint.standing import Known

            baseline = self.settings.root / self.settings.baseline
            (outcome,) = Known.of([outcome], baseline, self.inspection, DISK, whole=False).outcomes
        return outcome


def _pages(packs: Sequence[Pack]) -> Iterator[tuple[str, str]]:
    """Where a rule is explained; of a rule of another pack that is the source that it names."""
    for pack in packs:
        for rule in rules_of(pack.families):
            if pack.package in _OURS:
                yield rule.id, f"{PAGES}#{rule.id}"
            elif rule.source.startswith(("https://", "http://")):
                yield rule.id, rule.source


def stamped(paths: Iterable[Path]) -> tuple[tuple[Path, _Stamp], ...]:
    """Each of the files with its stamp."""
    return tuple((path, _stamp(path)) for path in paths)


def _stamp(path: Path) -> _Stamp:
    try:
        found = os.stat(path)  # noqa: PTH116  # a third of Path.stat, at every key
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size


class _Read(NamedTuple):
    """A configuration, with the stamp of its file when it was read."""

    stamp: _Stamp
    settings: Config


class Projects:
    """The projects of a session, each read once while nothing changes."""

    def __init__(self, packs: Sequence[Pack]) -> None:
        self._packs = packs
        self._families = tuple(family for pack in packs for family in pack.families)
        self._read: dict[Path, _Read] = {}
        # Articles under one configuration can have locks of their own.
        self._known: dict[tuple[Path, Path], Project] = {}

    def of(self, path: Path | None, folder: Path) -> Project:
        """The project of an article; without a configuration as if `check` ran in `folder`, if the article lies there.

        None is an article that has no path.

        Raises:
            ConfigError: the configuration, or a file that it names, cannot be used.
        """
        day = date.today()  # noqa: DTZ011  # a review is due, and a waiver ends, on the author's day
        folder = files.located(folder)
        path = files.located(path) if path else None
        settings = self._settings(path or folder / "untitled.md")
        if settings is None:
            settings = Config(path.parent if path and not path.is_relative_to(folder) else folder)
        lock = _lock(path, settings)
        key = settings.source or settings.root, lock
        project = self._known.get(key)
        if project is None or project.settings != settings or not project.is_current(day):
            project = self._known[key] = Project.of(settings, lock, self._packs, day)
        return project

    def _settings(self, path: Path) -> Config | None:
        """The configuration nearest above an article."""
        found = nearest(path)
        if found is None:
            return None
        stamp, known = _stamp(found), self._read.get(found)
        if known is None or known.stamp != stamp:
            known = self._read[found] = _Read(stamp, load_config(Request((str(path),)), self._families))
        return known.settings


def _lock(path: Path | None, settings: Config) -> Path:
    """Where the lock of an article lies: of one below the configured paths, or content/, where `check` without a path
    looks for it, else where it looks for it when the article is named.
    """
    first = files.located(scope(Request(), settings)[0])
    request = Request() if path is None or path.is_relative_to(first) else Request((str(path),))
    return files.located(lock_path(settings, request, scope(request, settings)))
