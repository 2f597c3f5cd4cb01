"""Looks at articles again and again while somebody writes: of what did not change, what was found is remembered.

What is linted again is decided by what lies on disk, never by what a watcher tells: an editor saves in many ways, and
an event that got lost must not leave an old verdict on the screen. So a report is always the one that `check` gives.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from stat import S_ISDIR
from typing import NamedTuple

from lint import config as configuration
from lint import files, reach
from lint.api import Check  # one run of `check`, whose inspection remembers here
from lint.articles import Article, Reader, Unread
from lint.config import Choice, Config, ConfigError
from lint.files import Content
from lint.inspection import Inspection, Outcome, Wanted, missing_targets
from lint.packs import Pack
from lint.references.model import Reference
from lint.report import Report
from lint.request import Request, first_path, scope
from lint.resolve.lock import Lock
from lint.resolve.resolver import resolve
from lint.rule import Family, Page, Wording
from lint.targets import relative_targets

# What decides from any folder above an article: `config.nearest` looks into all of them, `files` for what git ignores.
_DECIDE = frozenset(("medlint.toml", "pyproject.toml", ".gitignore", ".git"))


class Folder(NamedTuple):
    """A folder to watch, without those below it. `device` and `inode` tell it from another that took its place.

    `names` are those of what matters in it; None: everything does.
    """

    path: Path
    device: int
    inode: int
    names: frozenset[str] | None = None


class View(NamedTuple):
    """What there is to see: the report, or the `problem` that stood in the way of one, and the folders to watch.

    `linted` are the articles that rules looked at for it, as reports show them; the others were as before.
    """

    report: Report | None
    problem: str
    folders: frozenset[Folder]
    linted: tuple[str, ...] = ()

    def tells_the_same_as(self, other: View) -> bool:
        """Whether nobody would see a difference: the moment of the run is none."""
        return self._told() == other._told()

    def _told(self) -> tuple[Report | None, str]:
        report = self.report
        return report._replace(run=report.run._replace(started="")) if report else None, self.problem


class _Ground(NamedTuple):
    """What the outcome of every article depends on beside the article; another ground, and nothing is remembered."""

    settings: Config
    choice: Choice
    wordings: dict[Path, Wording]
    today: str


class _Terms(NamedTuple):
    """On what the answers depend beside the references; on other terms, the registries are asked again."""

    locked: Lock
    services: Mapping[str, str]
    max_age_days: int
    today: str


def _as_read(reference: Reference) -> tuple[str, ...]:
    """What a registry can be asked of a reference, wherever that stands."""
    identifiers = ((each.kind, each.value, *each.alternatives) for each in reference.identifiers)
    return (reference.text, *(word for each in identifiers for word in each))


class _Read(NamedTuple):
    """An article as it was read, with the bytes of the bibliography files that it named."""

    article: Article
    sources: tuple[bytes | None, ...]


class Memory:
    """What was read, found and answered in the runs before."""

    def __init__(self) -> None:
        self.ground: _Ground | None = None
        self.read: dict[Path, _Read] = {}
        self.outcomes: dict[Path, tuple[Page, Outcome]] = {}
        self.terms: _Terms | None = None
        self.asked: set[tuple[str, ...]] = set()
        self.answers = Lock()
        self.linted: list[str] = []

    def stand_on(self, ground: _Ground) -> None:
        """Forget what was found on another ground. What the registries answered is no matter of rules."""
        if ground != self.ground:
            self.read.clear()
            self.outcomes.clear()
        self.ground = ground
        self.linted = []

    def keep(self, paths: Iterable[Path]) -> None:
        """Forget the articles that are not there any more."""
        gone = self.read.keys() - set(paths)
        for path in gone:
            del self.read[path]
            self.outcomes.pop(path, None)


class _Reader(Reader):
    """Reads an article anew only when its bytes, or those of a bibliography that it names, are others."""

    def __init__(self, settings: Config, approved: Iterable[Path], memory: Memory) -> None:
        super().__init__(settings, approved)
        self._memory = memory

    def read(self, path: Path, shown: str, content: Content) -> Article | Unread:
        """The article of a content, the remembered one where nothing changed."""
        known = self._memory.read.get(path)
        if known and known.article.content == content and known.sources == _bytes(known.article.sources):
            return known.article
        article = super().read(path, shown, content)
        if isinstance(article, Article):
            self._memory.read[path] = _Read(article, _bytes(article.sources))
        return article


def _bytes(paths: Iterable[Path]) -> tuple[bytes | None, ...]:
    def of(path: Path) -> bytes | None:
        try:
            return path.read_bytes()
        except (OSError, ValueError):  # it is not there, or its name is none
            return None

    return tuple(map(of, paths))


class _Inspection(Inspection):
    """Lints an article only when what its rules may look at is different."""

    def __init__(
        self, settings: Config, families: Sequence[Family], choice: Choice, today: str, memory: Memory
    ) -> None:
        super().__init__(settings, families, choice, today, wanted=Wanted(digests=False))
        memory.stand_on(_Ground(settings, choice, self.wordings, today))
        self.reader = _Reader(settings, self.wordings, memory)
        self._memory = memory

    def outcome(self, read: Article | Unread, answers: Lock) -> Outcome:
        """The outcome of one file, the remembered one where all that it depends on is as it was."""
        if not isinstance(read, Article):
            return super().outcome(read, answers)
        page = self.page(read, answers, missing_targets(read.document, read.path.parent))
        known = self._memory.outcomes.get(read.path)
        if known and known[0] == page:
            return known[1]
        outcome = super().outcome(read, answers)
        self._memory.outcomes[read.path] = page, outcome
        self._memory.linted.append(read.shown)
        return outcome


class _Run(Check):
    """A run of `check` that remembers the ones before."""

    def __init__(self, request: Request, families: tuple[Family, ...], now: datetime, memory: Memory) -> None:
        self._memory = memory
        super().__init__(request, families, now)

    def _inspection(self) -> Inspection:
        today = self.now.date().isoformat()
        return _Inspection(self.settings, self.families, self.request.choice, today, self._memory)

    def _answers(self, articles: Sequence[Article]) -> tuple[Lock, Sequence[Outcome]]:
        """What is known of all references. The registries are asked for those that they were not asked for before.

        So no slip of the pen in a sentence asks once more for what they did not tell a minute ago.
        """
        memory, settings = self._memory, self.settings
        memory.keep(article.path for article in articles)
        lock = self.inspection.lock(self.lock, self.source)
        self.inspection.locked = lock.lock
        if self.request.reach is None:
            return lock.lock, lock.gaps
        terms = _Terms(lock.lock, settings.services, settings.max_age_days, self.now.date().isoformat())
        if terms != memory.terms:
            memory.terms, memory.asked, memory.answers = terms, set(), lock.lock
        references = [each for article in articles for each in article.bibliography.references]
        if new := [each for each in references if _as_read(each) not in memory.asked]:
            before = memory.answers
            answers = resolve(new, before, reach.terms(self.request.reach, settings, self.now))
            # Why nobody answered the last time is no matter where somebody did now.
            failures = {
                key: why for key, why in answers.failures.items()
                if key not in before.failures or answers.entries.get(key) == before.entries.get(key)
            }  # fmt: skip
            memory.answers = Lock(answers.entries, failures, answers.suggestions, answers.incomplete)
            memory.asked.update(map(_as_read, new))
        return memory.answers, lock.gaps

    def folders(self) -> Iterator[Path]:
        """The folders in which a change may change the report."""
        yield from _below(self.paths)
        for path in (self.settings.source, self.lock, self.baseline, *self.inspection.wordings):
            if path:
                yield path.parent
        for known in self._memory.read.values():
            article = known.article
            yield from (source.parent for source in article.sources)
            yield from ((article.path.parent / target.path).parent for target in relative_targets(article.document))


class Watch:
    """Looks at what a request names, as often as it is asked to."""

    def __init__(self, request: Request, packs: Sequence[Pack], clock: Callable[[], datetime]) -> None:
        self._request = request
        self._families = tuple(family for pack in packs for family in pack.families)
        self._clock = clock
        self._memory = Memory()

    def look(self) -> View:
        """What there is to see now. A configuration that cannot be used is a problem to show, and no end."""
        run, start = None, first_path(self._request)
        try:
            run = _Run(self._request, self._families, self._clock(), self._memory)
            report = run.report()
        except ConfigError as error:
            return View(None, str(error), _there([*self._likely(), *(run.folders() if run else ())], start))
        return View(report, "", _there(run.folders(), start), tuple(self._memory.linted))

    def _likely(self) -> Iterator[Path]:
        """The folders that matter while there is no configuration to be used: those in which it will be mended."""
        start = first_path(self._request)
        found = self._request.config or configuration.nearest(start)
        yield found.parent if found else Path.cwd()
        yield from _below(scope(self._request, Config(found.parent if found else Path.cwd())))


def _below(paths: Iterable[Path]) -> Iterator[Path]:
    """The folders in which an article may appear: hidden ones, and those of tools, are not looked into."""
    for path in paths:
        if not path.is_dir():
            yield path.parent
        for folder, directories, _ in os.walk(path):
            yield Path(folder)
            directories[:] = [
                name for name in directories if not name.startswith(".") and name not in files.IGNORED_DIRECTORIES
            ]


def _there(wanted: Iterable[Path], start: Path) -> frozenset[Folder]:
    """What to watch: the folders that are there, and all above, where those may come, go, or be others one day.

    From `start` upwards a configuration is looked for.
    """
    whole = {files.located(folder) for folder in set(wanted)}
    names = {folder: set(_DECIDE) for folder in (start, *start.parents)}
    for folder in whole:
        below = folder
        while (above := below.parent) != below and below.name not in names.setdefault(above, set(_DECIDE)):
            names[above].add(below.name)
            below = above
    found: dict[tuple[int, int], list[Path]] = {}
    for folder in whole | names.keys():
        if identity := _identity(folder):
            found.setdefault(identity, []).append(folder)
    return frozenset(
        # A folder of two names (a link leads to it) is watched once by some systems, and told of by one of its names.
        Folder(
            path, *identity, None if whole.intersection(paths) else frozenset().union(*map(names.__getitem__, paths))
        )
        for identity, paths in found.items()
        for path in paths
    )


def _identity(folder: Path) -> tuple[int, int] | None:
    """The device and inode of a folder; None when there is none that can be watched."""
    try:
        found = folder.stat()
        return (found.st_dev, found.st_ino) if S_ISDIR(found.st_mode) and os.access(folder, os.R_OK) else None
    except (OSError, ValueError):  # an article may link to what is no name of a file
        return None


def matters(folders: Iterable[Folder]) -> Callable[[Path], bool]:
    """Whether a change of a path may change what there is to see. A path that nobody expected may."""
    narrow = {folder.path: folder.names for folder in folders}

    def of(path: Path) -> bool:
        names = narrow.get(path.parent)
        return names is None or path.name in names

    return of


def watch(
    look: Callable[[], View],
    changes: Callable[[frozenset[Folder]], Iterator[Collection[Path]]],
    show: Callable[[View], None],
) -> None:
    """Look, show, and look again with every change; what tells nothing new is not shown again.

    `changes` watches some folders, those below them not included, and yields whenever something may have changed, and
    once when it has begun to watch: what changed before that, nobody would have told. It yields the paths that came or
    went. It is begun anew when other folders matter than did before, and when one of them came or went: another that
    took its place may look the same (ext4 gives the inode of a deleted folder to the next). When it ends, so does the
    watch.
    """
    view = look()
    show(view)
    while True:
        # By their names, for some systems tell of a path with its links followed: /private/tmp for /tmp.
        names = {folder.path.name for folder in view.folders}
        for moved in changes(view.folders):
            before, view = view, look()
            if not view.tells_the_same_as(before):
                show(view)
            if view.folders != before.folders or any(path.name in names for path in moved):
                break
        else:
            return
