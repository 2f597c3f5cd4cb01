"""The steps of `medlint init`: configuration, workflows, pre-commit entry, the first lock, the first baseline."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from importlib.resources import files as resources
from pathlib import Path
from typing import NamedTuple

from lint import __version__, api, baseline, locking
from lint.baseline.written import dump
from lint.config import DEFAULT_PATH, Config, load, nearest
from lint.files import UNREAD, Exclusion, located, read, shown
from lint.packs import Pack, rules_of
from lint.reach import Reach
from lint.report import Report
from lint.request import Request, lock_path, scope
from lint.resolve.lock import LockError
from lint.resolve.lock_file import LockWriteError
from lint.scaffold import precommit, settings_file, words
from lint.scaffold.places import Guess, is_markdown, markdown
from lint.scaffold.settings_file import Settings
from lint.scaffold.written import Files, InitError

# Template -> where it goes: the gate of pull requests, and the weekly look-up.
WORKFLOWS = {
    "content.yml": ".github/workflows/medlint.yml",
    "references.yml": ".github/workflows/medlint-references.yml",
}


class Answers(NamedTuple):
    """What the user wants. `paths` are relative to the folder, with `/`; empty means: where articles seem to lie."""

    paths: tuple[str, ...] = ()
    profile: str = settings_file.PROFILES[0]
    fail_on: str = "error"
    workflow: bool = True
    pre_commit: bool = True
    lock: bool = True
    baseline: bool = True


class Adoption:
    """Switches medlint on in a folder, step by step; `files` tells at any time how far it came."""

    def __init__(self, root: Path, guess: Guess, packs: Sequence[Pack], now: datetime) -> None:
        self.files = Files(root)
        self._root, self._guess, self._packs, self._now = root, guess, packs, now
        self._families = [family for pack in packs for family in pack.families]

    def own_config(self) -> Path | None:
        """The configuration that the folder itself has already."""
        found = nearest(self._root)
        return found if found is not None and found.parent == self._root else None

    def run(self, answers: Answers, reach: Reach) -> Iterator[str]:
        """Do it all; a sentence for each step that was done.

        Raises:
            InitError: something cannot be written, or the lock that is there is broken.
            ConfigError: the configuration that is there cannot be used.
        """
        plan = None
        source = self.own_config()
        if source is None:
            plan = self._plan(answers)
            if not self.files.create(settings_file.NAME, plan.text()):
                raise InitError(f"{settings_file.NAME} is there, but it is no file that can be read")
            source = self._root / settings_file.NAME
        else:
            self.files.keep(source.name)
        settings = load(source, rules_of(self._families))
        paths = scope(Request(), settings)
        advice = [*self._workflows(answers), *self._pre_commit(answers, settings.paths or (DEFAULT_PATH,))]
        yield from words.files(self.files)
        if not any(self._articles(paths)):
            yield words.nothing_yet([path.relative_to(self._root).as_posix() for path in paths])
            yield from words.next_steps(self.files, answers.workflow, advice)
            return
        lock = lock_path(settings, Request(), paths)
        yield from self._lock(lock, paths, settings, answers, reach)
        yield from self._baseline(settings, plan, answers, reach)
        yield from words.beside(self._guess.beside(settings.paths or (DEFAULT_PATH,)))
        yield from words.next_steps(self.files, answers.workflow, advice)

    def _plan(self, answers: Answers) -> Settings:
        """The configuration to write; what cannot even be decoded is left out from the start."""
        paths = answers.paths or self._guess.paths or (DEFAULT_PATH,)
        excluded = dict.fromkeys(self._guess.hidden, "it holds no articles") if "." in paths else {}
        has_articles = any(self._articles([self._root / path for path in paths]))
        return Settings(paths, answers.profile, answers.fail_on, answers.baseline and has_articles, excluded)

    @staticmethod
    def _articles(paths: Sequence[Path]) -> Iterator[Path]:
        return markdown([path for path in paths if path.exists()])

    def _workflows(self, answers: Answers) -> Iterator[str]:
        """Write the workflows; yields what stands in the way of them, as advice."""
        if not answers.workflow:
            return
        top = next((each for each in (self._root, *self._root.parents) if (each / ".git").exists()), None)
        if top is not None and top != self._root:
            yield words.not_at_the_top(top)
            return
        for template, name in WORKFLOWS.items():
            text = resources("lint").joinpath("templates", template).read_text(encoding="utf-8")
            self.files.create(name, text.replace("@VERSION@", __version__))
        if top is None:
            yield words.NO_REPOSITORY

    def _pre_commit(self, answers: Answers, paths: Sequence[str]) -> Iterator[str]:
        """Write the entry for pre-commit, or yield it as advice where the file that is there cannot take it."""
        name = precommit.NAME
        if not answers.pre_commit:
            return
        if not self.files.has(name):
            self.files.create(name, precommit.fresh(paths))
            return
        path = self._root / name
        try:
            text = path.read_bytes().decode() if path.is_file() and not path.is_symlink() else ""
        except (OSError, UnicodeDecodeError):
            text = ""
        extended = None if precommit.has_entry(text) else precommit.extended(text, paths)
        if extended is not None:
            self.files.replace(name, extended)
            return
        self.files.keep(name)
        if not precommit.has_entry(text):
            yield words.paste(name, precommit.entry(paths))

    def _lock(
        self, path: Path, paths: Sequence[Path], settings: Config, answers: Answers, reach: Reach
    ) -> Iterator[str]:
        """The first lock, unless there is one, or it is not wanted."""
        name = os.path.relpath(path, self._root).replace(os.sep, "/")
        if os.path.lexists(path):
            yield words.kept(name)
            return
        if not answers.lock or not reach.network:
            yield words.not_locked(name)
            return
        try:
            locked = locking.lock(paths, path, settings, reach, locking.Wish(), self._now)
        except LockError as error:
            raise InitError(f"{name}: {error}") from error
        except LockWriteError as error:
            raise InitError(str(error)) from error
        if path.exists():
            self.files.written.append(name)
        yield words.locked(name, locked, written=path.exists())

    def _baseline(self, settings: Config, plan: Settings | None, answers: Answers, reach: Reach) -> Iterator[str]:
        """Check once; leave out what cannot be checked, and note all that is found as known."""
        name = settings.baseline
        if name and self.files.has(name):
            yield words.kept(name)
            if plan is None:
                return
        yield from words.checking(len(list(self._articles(scope(Request(), settings)))))
        report = api.check(
            Request(
                config=settings.source,
                offline=True,
                digests=False,
                reach=reach._replace(network=False),
                use_baseline=False,
            ),
            self._packs,
            self._now,
        )
        left_out = self._left_out(report, settings) if plan is not None else {}
        if plan is not None and left_out:
            excluded = {**plan.excluded, **left_out}
            self.files.replace(settings_file.NAME, plan._replace(excluded=excluded).text())
        yield words.read(report, settings.paths or (DEFAULT_PATH,), left_out)
        yield from words.readable({name: why for name, why in left_out.items() if self._is_readable(name)})
        gone = {shown(self._root / each) for each in left_out}
        stuck = [row for row in report.files if row.status == "unchecked" and row.path not in gone]
        yield from words.unchecked(stuck, report.summary.checked, own=plan is not None)
        findings = [
            each for each in report.findings if each.counts and baseline.is_knowable(each) and each.path not in gone
        ]
        if not name:
            yield words.no_baseline(len(findings), asked=answers.baseline, own=plan is not None)
        elif not self.files.has(name):
            self.files.replace(name, dump(baseline.of(findings, located(self._root / name).parent)))
            yield from words.baseline(name, findings, rules_of(self._families))
            if not os.path.lexists(lock_path(settings, Request(), scope(Request(), settings))):
                yield words.without_answers(name)

    def _left_out(self, report: Report, settings: Config) -> dict[str, str]:
        """The files that could not be checked and that `exclude` can name, relative to the folder, with the reason."""
        found: dict[str, str] = {}
        for row in report.files:
            path = located(Path(row.path))
            if row.status != "unchecked" or not path.is_file() or not path.is_relative_to(self._root):
                continue
            name = path.relative_to(self._root).as_posix()
            is_named = any(located(settings.root / each) == path for each in settings.paths)
            if not is_named and is_markdown(path) and Exclusion(self._root, (settings_file.pattern(name),)).by(path):
                found[name] = row.reason or ""
        return found

    def _is_readable(self, name: str) -> bool:
        """Whether a file is a text, of which some part or its bibliography could not be checked."""
        path = self._root / name
        return path.suffix.lower() not in UNREAD and not read(path).reason
