"""The progress bar: on a terminal, after two seconds, and nowhere else."""

from __future__ import annotations

import io

import pytest

from lint import progress
from lint.progress import Bar


class Terminal(io.StringIO):
    """A standard error that somebody looks at."""

    def isatty(self) -> bool:
        """There is somebody."""
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands where its only value says."""
    now = [100.0]
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    return now


def test_the_bar_appears_after_two_seconds(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    """Short work prints nothing; long work shows how much is done, up to its end."""
    monkeypatch.setattr("sys.stderr", terminal := Terminal())
    bar = Bar("asking")
    bar(1, 4)
    assert terminal.getvalue() == ""

    clock[0] += 2
    bar(2, 4)
    bar(4, 4)
    shown = terminal.getvalue()

    assert "asking" in shown
    assert "50%" in shown
    assert "100%" in shown


def test_nobody_looks_at_a_file(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    """A log gets no bar, and work that is done at once none either."""
    monkeypatch.setattr("sys.stderr", log := io.StringIO())
    bar = Bar("asking")
    clock[0] += 5
    bar(2, 4)
    monkeypatch.setattr("sys.stderr", terminal := Terminal())
    bar(4, 4)

    assert log.getvalue() == terminal.getvalue() == ""
