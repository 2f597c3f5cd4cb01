"""The thread that asks the cache and the registries about references which the lock does not answer for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from threading import Condition, Thread
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from lint.config import ConfigError
from lint.lsp.analysis import Analysis
from lint.lsp.projects import Project
from lint.resolve.lock import Lock

if TYPE_CHECKING:
    from lint.reach import Reach
    from lint.resolve.registries.asked import Asked

# Seconds that a text must be quiet: half an identifier is nothing to ask for.
QUIET = 1.0


class _Learned(NamedTuple):
    """What was learned about a text's references: beyond which lock, asked for what."""

    lock: Lock
    asked: frozenset[Asked]
    answers: Lock


class Asking:
    """Asks in the background, never twice for the same; `learned` is called with the address of the text."""

    def __init__(self, reach: Reach, learned: Callable[[str], None]) -> None:
        self._reach, self._tell = reach, learned
        self._turn = Condition()
        self._wanted: dict[str, tuple[float, Analysis]] = {}
        self._learned: dict[str, _Learned] = {}

    def start(self) -> None:
        """Begin; the thread ends with the process."""
        Thread(target=self._run, name="ask", daemon=True).start()

    def answers(self, uri: str, project: Project) -> Lock | None:
        """What is known beyond the lock; None when nobody has asked, or the lock is another now."""
        with self._turn:
            learned = self._learned.get(uri)
        return learned.answers if learned is not None and learned.lock is project.lock.lock else None

    def want(self, analysis: Analysis) -> None:
        """Ask about the references of a text as soon as it is quiet."""
        with self._turn:
            self._wanted[analysis.buffer.uri] = (monotonic() + QUIET, analysis)
            self._turn.notify()

    def retry(self, uri: str) -> None:
        """Ask again for what nobody has answered."""
        with self._turn:
            if uri in self._learned:
                self._learned[uri] = self._learned[uri]._replace(asked=frozenset())

    def forget(self, uri: str) -> None:
        """Forget a text that was closed."""
        with self._turn:
            self._wanted.pop(uri, None)
            self._learned.pop(uri, None)

    def _run(self) -> None:
        while True:
            with self._turn:
                while not (due := [uri for uri, (when, _) in self._wanted.items() if when <= monotonic()]):
                    soonest = min((when for when, _ in self._wanted.values()), default=None)
                    self._turn.wait(None if soonest is None else max(soonest - monotonic(), 0))
                _, analysis = self._wanted.pop(due[0])
                before = self._learned.get(due[0])
            try:
                learned = self._ask(analysis, before)
            except (ConfigError, OSError):  # what is wrong with the addresses, `medlint check` says in full
                continue
            if learned is not None:
                with self._turn:
                    self._learned[due[0]] = learned
                self._tell(due[0])

    def _ask(self, analysis: Analysis, before: _Learned | None) -> _Learned | None:
        """What was learned; None when there is nothing new to ask for."""
        if analysis.article is None or analysis.project is None:
            return None
        from lint.reach import terms
        from lint.resolve.resolver import pending, resolve

        lock = analysis.project.lock.lock
        on = terms(self._reach, analysis.project.settings, datetime.now(UTC))
        references = analysis.article.bibliography.references
        asked = frozenset(pending(references, lock, on))
        if not asked or (before is not None and before.lock is lock and asked <= before.asked):
            return None
        return _Learned(lock, asked, resolve(references, lock, on))
