"""The thread that lints: the newest text wins, nobody waits for an older one, and what is asked is answered."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from queue import Queue
from threading import Event

import pytest

from lint.lsp.analysis import Analysis
from lint.lsp.buffers import Buffer
from lint.lsp.outdated import Outdated
from lint.lsp.worker import Job, Worker

SECONDS = 60


class Bench:
    """A worker whose lint takes as long as the test wants."""

    def __init__(self) -> None:
        self.begun: Queue[Buffer] = Queue()
        self.done: Queue[Buffer] = Queue()
        self.go_on = Event()
        self.worker = Worker(self._analyse, lambda analysis: self.done.put(analysis.buffer))
        self.worker.start()

    def _analyse(self, buffer: Buffer) -> Analysis:
        self.begun.put(buffer)
        assert self.go_on.wait(SECONDS)
        return Analysis(buffer)


def buffer(version: int, uri: str = "file:///a.md") -> Buffer:
    """A version of a text."""
    return Buffer(uri, "markdown", version, f"text {version}", "utf-16")


@pytest.fixture
def bench() -> Bench:
    """A worker that waits for a word."""
    return Bench()


def test_what_was_typed_in_between_is_never_looked_at(bench: Bench) -> None:
    """While one text is linted many come: of those the last is linted, and only it is shown."""
    bench.worker.lint(buffer(1))
    first = bench.begun.get(timeout=SECONDS)
    for version in range(2, 50):
        bench.worker.lint(buffer(version))
    bench.go_on.set()

    assert first.version == 1
    assert bench.begun.get(timeout=SECONDS).version == 49
    assert bench.done.get(timeout=SECONDS).version == 49
    assert bench.done.empty()


def test_a_job_gets_the_newest_text_or_the_last_that_is_known(bench: Bench) -> None:
    """What needs exact places waits for the lint of the newest text; what needs labels alone does not."""
    answers: Queue[tuple[str, int]] = Queue()
    bench.go_on.set()
    bench.worker.lint(buffer(1))
    bench.done.get(timeout=SECONDS)
    bench.go_on.clear()
    bench.worker.lint(buffer(2))
    bench.begun.get(timeout=SECONDS)
    bench.begun.get(timeout=SECONDS)
    bench.worker.lint(buffer(3))
    for key in ("quick", "exact"):
        run = _into(answers, key)
        bench.worker.do(Job("file:///a.md", key, run, lambda: None, fresh=key == "exact"))
    bench.go_on.set()

    assert answers.get(timeout=SECONDS) == ("quick", 2)
    assert answers.get(timeout=SECONDS) == ("exact", 3)


def _into(answers: Queue[tuple[str, int]], key: str) -> Callable[[Analysis], None]:
    return lambda analysis: answers.put((key, analysis.buffer.version))


def test_what_nobody_waits_for_is_refused(bench: Bench) -> None:
    """A request that was cancelled, or is about a text that was closed, is answered all the same."""
    refused: Queue[str] = Queue()
    ran: Queue[Analysis] = Queue()
    bench.worker.lint(buffer(1))
    bench.worker.lint(buffer(1, "file:///b.md"))
    for key, uri in (("cancelled", "file:///a.md"), ("closed", "file:///b.md")):
        bench.worker.do(Job(uri, key, ran.put, partial(refused.put, key)))
    bench.worker.cancel("cancelled")
    bench.worker.forget("file:///b.md")
    bench.go_on.set()

    assert [refused.get(timeout=SECONDS), refused.get(timeout=SECONDS)] == ["cancelled", "closed"]
    assert bench.done.get(timeout=SECONDS).uri == "file:///a.md"
    assert ran.empty()
    assert not bench.worker.do(Job("file:///b.md", 1, lambda _: None, lambda: None))


def test_a_lint_that_gives_way_shows_nothing() -> None:
    """What stopped because the text was changed is not known; what waits for it gets the newer text."""
    begun: Queue[Buffer] = Queue()
    go_on = Event()
    done: Queue[int] = Queue()
    answers: Queue[tuple[str, int]] = Queue()

    def analysed(text: Buffer) -> Analysis:
        begun.put(text)
        assert go_on.wait(SECONDS)
        if text.version == 1:
            raise Outdated
        return Analysis(text)

    worker = Worker(analysed, lambda analysis: done.put(analysis.buffer.version))
    worker.start()
    worker.lint(buffer(1))
    begun.get(timeout=SECONDS)
    worker.do(Job("file:///a.md", 1, _into(answers, "asked"), lambda: None, fresh=False))
    worker.lint(buffer(2))
    go_on.set()

    assert answers.get(timeout=SECONDS) == ("asked", 2)
    assert done.get(timeout=SECONDS) == 2
    assert done.empty()


class Stuck:
    """A job that takes as long as the worker lets it, the first time; then it says which version it got."""

    def __init__(self, worker: Worker) -> None:
        self.begun, self.answers, self.refused = Queue[int](), Queue[int](), Queue[str]()
        self._worker, self._is_first = worker, True
        worker.do(Job("file:///a.md", "stuck", self._run, lambda: self.refused.put("refused")))

    def _run(self, analysis: Analysis) -> None:
        self.begun.put(analysis.buffer.version)
        while self._is_first:
            try:
                self._worker.go_on()
            except Outdated:
                self._is_first = False
                raise
        self.answers.put(analysis.buffer.version)


@pytest.mark.parametrize("closed", [True, False], ids=["closed", "cancelled"])
def test_a_job_that_nobody_waits_for_stops(bench: Bench, closed: bool) -> None:
    """Whoever types behind it waits no longer, and it is refused."""
    bench.go_on.set()
    bench.worker.lint(buffer(1))
    stuck = Stuck(bench.worker)
    stuck.begun.get(timeout=SECONDS)
    bench.worker.forget("file:///a.md") if closed else bench.worker.cancel("stuck")
    bench.worker.lint(buffer(1, "file:///b.md"))

    assert stuck.refused.get(timeout=SECONDS) == "refused"
    assert [bench.done.get(timeout=SECONDS).uri for _ in range(2)] == ["file:///a.md", "file:///b.md"]
    assert stuck.answers.empty()


def test_a_job_begins_again_with_the_newer_text(bench: Bench) -> None:
    """The lint of what was typed comes first, another text or another request stops nothing."""
    bench.go_on.set()
    bench.worker.lint(buffer(1))
    stuck = Stuck(bench.worker)
    first = stuck.begun.get(timeout=SECONDS)
    bench.worker.cancel("other")
    bench.worker.lint(buffer(1, "file:///b.md"))
    bench.worker.lint(buffer(2))

    assert (first, stuck.answers.get(timeout=SECONDS)) == (1, 2)
    assert stuck.begun.get(timeout=SECONDS) == 2
    assert stuck.refused.empty()
