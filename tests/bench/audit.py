"""What an audit of many articles costs against a check of them, and how heavy its pages are."""

from __future__ import annotations

import shutil
import statistics
import sys
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.measurement import Figure, Measurement
from tests.bench.speed_ours import RUN
from tests.bench.spent import Command, Failed, spend

_TIMES = 1.5
_INDEX = 1_000_000  # bytes, of 500 articles
_PAGE = 2_000_000  # bytes, of a site


def measure(folder: Path, files: int, runs: int, *, site: bool) -> Measurement:
    """CPU of `audit` and of `check` in turn, on the articles of a folder repeated under other names."""
    with TemporaryDirectory() as name:
        root = Path(name)
        articles = list(_repeated(folder, root / "content", files))
        check = ["check", "content", "--offline", "--quiet", "-o", "json=report.json"]
        audit = ["audit", "content", "--offline", "-o", "audit", *(["--site"] if site else [])]
        pairs = [(_cpu(check, root), _cpu(audit, root)) for _ in range(runs)]
        pages = {path: path.stat().st_size for path in (root / "audit").rglob("*.html")}
        plain, audited = (statistics.median(column) for column in zip(*pairs, strict=True))
        index = pages.pop(root / "audit" / "index.html")
        figures = [
            Figure("articles", len(articles), detail=f"{sum(path.stat().st_size for path in articles) / 1e6:.1f} MB"),
            Figure(
                "CPU against that of check", audited / plain, _TIMES, True, f"{audited:.1f} s against {plain:.1f} s"
            ),
            Figure("bytes of index.html", index, _INDEX if files <= 500 else _PAGE, at_most=True),
            *([Figure("bytes of the heaviest other page", max(pages.values()), _PAGE, at_most=True)] if pages else []),
        ]
    return Measurement(f"audit of {files} articles ({runs} runs)", tuple(figures))


def _repeated(source: Path, target: Path, files: int) -> Iterator[Path]:
    """So many Markdown files, all of a folder and then all again under other names."""
    originals = sorted(path for path in source.rglob("*.md") if path.is_file())
    again = ((turn, path) for turn in count() for path in originals)
    for turn, path in islice(again, files if originals else 0):
        place = target / f"{turn:03}" / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
        yield place


def _cpu(arguments: list[str], folder: Path) -> float:
    done = spend(Command((sys.executable, "-c", RUN, *arguments), folder, codes=(0, 1, 2, 3)))
    if done.output.startswith("Error:") or "\nError:" in done.output:
        raise Failed(f"{' '.join(arguments)}: {done.output[-400:]}")
    return done.cpu
