"""The commands that are measured against: `medlint` of this tree, in a folder of its own, and the stock parser."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.bench.spent import Command, environment

_TREE = Path(__file__).parents[2]
RUN = "from lint.cli import main; main()"
_STOCK = """
import sys
from pathlib import Path
from markdown_it import MarkdownIt

parser = MarkdownIt()
for path in sorted(Path(sys.argv[1]).rglob("*.md")):
    parser.parse(path.read_text("utf-8", "replace"))
"""


class Ours(NamedTuple):
    """`medlint` with its configuration, which is empty, and its caches in the folder `home`."""

    home: Path

    def check(self, folder: Path, *paths: str, cached: bool = False, jobs: int | None = None) -> Command:
        """`medlint check --offline --quiet`; without `jobs` with as many processes as it likes.

        Options that this version does not have are left out.
        """
        more = () if cached else ("--no-cache",)
        return self.run(folder, "check", "--offline", "--quiet", *known(*more, *_jobs(jobs)), *(paths or (".",)))

    def run(self, folder: Path, *arguments: str) -> Command:
        """`medlint` with arguments; what it finds in the files, and that it cannot read one, is no failure."""
        home = str(self.home)
        more = {"PYTHONPATH": str(_TREE), "XDG_CACHE_HOME": home, "HOME": home}
        return Command((sys.executable, "-c", RUN, *arguments), folder, more, (0, 1, 2, 3))


def stock(folder: Path) -> Command:
    """Reads all files and parses them with markdown-it-py as it comes."""
    return Command((sys.executable, "-c", _STOCK, str(folder)), folder)


def importing(module: str, folder: Path) -> Command:
    """Imports a module and nothing else."""
    return Command((sys.executable, "-c", f"import {module}"), folder)


def known(*options: str) -> tuple[str, ...]:
    """The options that `medlint check --help` lists, with their values; a value follows its option after a space."""
    return tuple(word for option in options if has(option.split()[0]) for word in option.split())


def has(option: str) -> bool:
    """Whether this version has an option."""
    return option in _help()


def _jobs(jobs: int | None) -> tuple[str, ...]:
    return () if jobs is None else (f"-j {jobs}",)


@cache
def _help() -> frozenset[str]:
    command = [sys.executable, "-c", RUN, "check", "--help"]
    more = environment({"PYTHONPATH": str(_TREE)})
    shown = subprocess.run(command, cwd=_TREE, env=more, capture_output=True, check=True, text=True).stdout
    return frozenset(word.strip(",") for word in shown.split() if word.startswith("-"))
