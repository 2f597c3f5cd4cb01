"""A progress bar for work that takes longer than two seconds, on standard error when that is a terminal."""

from __future__ import annotations

import sys
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

PATIENCE = 2.0


class Bar:
    """Called with how much is done of how much; silent for the first two seconds and wherever nobody looks."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._start = monotonic()
        self._bar: ProgressBar[int] | None = None
        self._done = 0

    def __call__(self, done: int, total: int) -> None:
        """Show that `done` of `total` are done."""
        if self._bar is None:
            if monotonic() - self._start < PATIENCE or sys.stderr is None or not sys.stderr.isatty() or done >= total:
                return
            import click

            self._bar = click.progressbar(length=total, label=self._label, file=sys.stderr)
            self._bar.render_progress()
        self._bar.update(max(done - self._done, 0))
        self._done = max(done, self._done)
        if done >= total:
            self._bar.render_finish()
            self._bar = None
