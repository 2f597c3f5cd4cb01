"""What a cold check of one article costs against importing click and markdown-it-py and parsing the same text."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import NamedTuple

from tests.bench.measurement import Figure, Measurement

GOAL = 2.2
_BASE = "import sys, click; from markdown_it import MarkdownIt; MarkdownIt().parse(open(sys.argv[1]).read())"


class Times(NamedTuple):
    """CPU seconds of the two commands, run in turn."""

    base: tuple[float, ...]
    check: tuple[float, ...]


def _cpu(command: list[str]) -> float:
    # Byte code lies there as an installer leaves it; without it every run would measure the compiler.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = getrusage(RUSAGE_CHILDREN)
    run = subprocess.run(command, stdout=subprocess.DEVNULL, check=False, env=environment)
    if run.returncode not in (0, 1, 3):
        raise RuntimeError(f"exit code {run.returncode}: {' '.join(command)}")
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(article: Path, runs: int = 21) -> Measurement:
    """Median CPU ratio over interleaved runs, the first of each thrown away."""
    base = [sys.executable, "-c", _BASE, str(article)]
    check = [sys.executable, "-c", "from lint.cli import main; main()", "check", "--locked", str(article)]
    pairs = [(_cpu(base), _cpu(check)) for _ in range(runs + 1)][1:]
    times = Times(tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs))
    ratio = statistics.median(times.check) / statistics.median(times.base)
    detail = f"{statistics.median(times.check) * 1000:.0f} ms against {statistics.median(times.base) * 1000:.0f} ms"
    return Measurement(
        f"CPU of a cold check of {article.name} ({article.stat().st_size} bytes, {runs} runs)",
        (Figure("ratio to click + markdown_it + parse", ratio, GOAL, at_most=True, detail=detail),),
    )
