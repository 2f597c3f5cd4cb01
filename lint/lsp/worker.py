"""The thread that lints, so that whoever types waits for nobody: of each text the newest is looked at, and no other.

A text that changes while nothing is being linted is taken at once. One that changes faster than that is left until
it has been quiet for a moment: then what is in between is never looked at.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Hashable
from contextlib import suppress
from threading import Condition, Thread
from time import monotonic
from typing import Literal, NamedTuple

from lint.lsp.analysis import Analysis
from lint.lsp.buffers import Buffer
from lint.lsp.outdated import Outdated

# Seconds: shorter than between two keys of a fast typist (0.1), and how long a text is left at most.
QUIET, LONGEST = 0.05, 0.5
IDLE = 1.0  # seconds without a key after which nobody is thought to type


class _Waiting(NamedTuple):
    """A text that is to be linted, since when one is, and from when on this one is."""

    buffer: Buffer
    since: float
    due: float


class Job(NamedTuple):
    """What is to be done with the analysis of a text; `refuse` is called when nobody wants it any more.

    `fresh` tells that it needs the newest text, not only the last one that was linted.
    """

    uri: str
    key: Hashable
    run: Callable[[Analysis], None]
    refuse: Callable[[], None]
    fresh: bool = True


_Fate = Literal["", "again", "refused"]


class Worker:
    """Lints texts and does jobs, one after the other. `publish` gets each analysis that is not outdated."""

    def __init__(self, analyse: Callable[[Buffer], Analysis], publish: Callable[[Analysis], None]) -> None:
        self._analyse, self._publish = analyse, publish
        self._turn = Condition()
        self._waiting: dict[str, _Waiting] = {}
        self._jobs: deque[Job] = deque()
        self._known: dict[str, Analysis] = {}
        self._open: dict[str, Buffer] = {}
        self._busy = False
        # The job that is being done, and what becomes of it when it stops: empty while it need not.
        self._doing: Job | None = None
        self._fate: _Fate = ""

    def start(self) -> None:
        """Begin; the thread ends with the process."""
        Thread(target=self._run, name="lint", daemon=True).start()

    def lint(self, buffer: Buffer) -> None:
        """Lint a text that was opened or changed."""
        with self._turn:
            now = monotonic()
            before = self._waiting.get(buffer.uri)
            since = before.since if before else now
            due = min(since + LONGEST, now + QUIET) if before or self._busy else now
            self._open[buffer.uri] = buffer
            self._waiting[buffer.uri] = _Waiting(buffer, since, due)
            if self._doing and self._doing.fresh and self._doing.uri == buffer.uri:
                self._fate = self._fate or "again"
            self._turn.notify()

    def again(self, uri: str = "") -> None:
        """Lint a text, or all that are open, once more: what they are judged by was changed."""
        with self._turn:
            now = monotonic()
            for each in [uri] if uri else list(self._open):
                if each in self._open:
                    self._waiting[each] = _Waiting(self._open[each], now, now)
            self._turn.notify()

    def forget(self, uri: str) -> None:
        """Forget a text that was closed; what was asked about it is refused."""
        with self._turn:
            for known in (self._open, self._waiting, self._known):
                known.pop(uri, None)
            if self._doing and self._doing.uri == uri:
                self._fate = "refused"
            gone = [job for job in self._jobs if job.uri == uri]
            self._jobs = deque(job for job in self._jobs if job.uri != uri)
        for job in gone:
            job.refuse()

    def do(self, job: Job) -> bool:
        """Do a job when its turn comes; False when its text is not open."""
        with self._turn:
            if job.uri not in self._open:
                return False
            self._jobs.append(job)
            self._hurry(job)
            self._turn.notify()
            return True

    def _hurry(self, job: Job) -> None:
        """Lint at once what a job needs."""
        if job.fresh and (waiting := self._waiting.get(job.uri)):
            self._waiting[job.uri] = waiting._replace(due=0.0)

    def cancel(self, key: Hashable) -> None:
        """Refuse a job; one that has begun is refused when it asks whether to go on."""
        with self._turn:
            if self._doing and self._doing.key == key:
                self._fate = "refused"
            gone = [job for job in self._jobs if job.key == key]
            self._jobs = deque(job for job in self._jobs if job.key != key)
        for job in gone:
            job.refuse()

    def go_on(self) -> None:
        """What a job asks in the middle of long work.

        Raises:
            Outdated: it was cancelled, or its text was changed or closed.
        """
        if self._fate:
            raise Outdated

    def _run(self) -> None:
        is_littered = False
        while True:
            with self._turn:
                while (step := self._next()) is None:
                    soonest = min((each.due for each in self._waiting.values()), default=None)
                    pause = None if soonest is None else max(soonest - monotonic(), 0)
                    if not self._turn.wait(IDLE if pause is None and is_littered else pause) and pause is None:
                        gc.collect()  # nobody types: amid a lint, or before the next key, somebody would wait for it
                        is_littered = False
                self._busy = isinstance(step, Buffer)
                self._doing, self._fate = None if isinstance(step, Buffer) else step[0], ""
            if isinstance(step, Buffer):
                self._look(step)
                is_littered = True
            else:
                self._do(*step)

    def _do(self, job: Job, analysis: Analysis) -> None:
        """Do a job. One that stops is refused, or done when the newer text was linted."""
        try:
            job.run(analysis)
        except Outdated:
            with self._turn:
                self._doing = None
                if is_wanted := self._fate == "again":
                    self._jobs.appendleft(job)
                    self._hurry(job)
            if not is_wanted:
                job.refuse()

    def _next(self) -> Buffer | tuple[Job, Analysis] | None:
        """What to do next: a job that can be done, else the text that has waited longest."""
        for job in self._jobs:
            if job.uri in self._known and not (job.fresh and job.uri in self._waiting):
                self._jobs.remove(job)
                return job, self._known[job.uri]
        due = [each for each in self._waiting.values() if each.due <= monotonic()]
        if not due:
            return None
        first = min(due, key=lambda each: each.due)
        return self._waiting.pop(first.buffer.uri).buffer

    def _look(self, buffer: Buffer) -> None:
        analysis: Analysis | None = None
        with suppress(Outdated):
            analysis = self._analyse(buffer)
        with self._turn:
            self._busy = False  # whoever types when problems are shown waits for nothing that is over
            if analysis is None or buffer.uri not in self._open:
                return
            self._known[buffer.uri] = analysis
            is_newest = self._open[buffer.uri] is buffer
        if is_newest:
            self._publish(analysis)
