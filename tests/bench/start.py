"""What a cold check of one article costs against importing click and markdown-it-py and parsing the same text."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.bench.measurement import Figure, Measurement
from tests.bench.speed_ours import RUN
from tests.bench.spent import Command, interleaved

GOAL = 2.2
_BASE = "import sys, click; from markdown_it import MarkdownIt; MarkdownIt().parse(open(sys.argv[1]).read())"


def measure(article: Path, runs: int = 21) -> Measurement:
    """Median CPU ratio over interleaved runs, the first of each thrown away."""
    commands = {
        "base": Command((sys.executable, "-c", _BASE, str(article)), Path.cwd()),
        "check": Command((sys.executable, "-c", RUN, "check", "--locked", str(article)), Path.cwd(), codes=(0, 1, 3)),
    }
    spent = interleaved(commands, runs, dropped=1)
    base, check = spent["base"].cpu, spent["check"].cpu
    detail = f"{check * 1000:.0f} ms against {base * 1000:.0f} ms"
    return Measurement(
        f"CPU of a cold check of {article.name} ({article.stat().st_size} bytes, {runs} runs)",
        (Figure("ratio to click + markdown_it + parse", check / base, GOAL, at_most=True, detail=detail),),
    )
