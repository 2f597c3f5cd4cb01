"""How the time of a check grows with a text: the slope of log time over log size, and the time for a byte.

`python -m tests.bench.speed_linear WARM FILE...` is the process that is measured: it checks WARM, which loads the word
lists, then each FILE in a fork of its own, so that nothing is remembered, and prints what each took.
"""

from __future__ import annotations

import math
import os
import resource
import signal
import statistics
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.bench import speed_growth
from tests.bench.measurement import Figure
from tests.bench.speed_corpus import article
from tests.bench.speed_ours import known
from tests.bench.speed_shapes import SHAPES, Shape
from tests.bench.spent import environment

SLOPE, BYTE = 1.2, 40.0  # of log time over log size; microseconds
SIZES = tuple(1024 * kibi for kibi in (32, 64, 128, 256, 512))
# Three times what the largest text may take, in seconds of the processor; then so long that only a wait can be meant.
CPU_LIMIT, LIMIT = 60, 1200.0
_AGAIN, _SMALL = 3, 128 * 1024  # a short run is measured more than once
_TREE = Path(__file__).parents[2]


class Growth(NamedTuple):
    """Seconds of a shape by bytes, as far as it came; `stopped` says why it came no further."""

    name: str
    seconds: Mapping[int, float]
    stopped: str = ""

    @property
    def slope(self) -> float:
        """Of log time over log size; infinite when less than two sizes were done."""
        return fit(self.seconds) if len(self.seconds) > 1 else math.inf

    @property
    def byte(self) -> float:
        """Microseconds for a byte of the largest text that was done; infinite when none was."""
        if not self.seconds:
            return math.inf
        size = max(self.seconds)
        return 1e6 * self.seconds[size] / size

    @property
    def told(self) -> str:
        """What was measured, in words."""
        done = f"{self.byte:.2f} µs a byte at {max(self.seconds) // 1024} KiB" if self.seconds else "no size was done"
        return f"{done}; {self.stopped}" if self.stopped else done


def fit(seconds: Mapping[int, float]) -> float:
    """The slope of the least squares line through (log size, log time): 1 is linear, 2 quadratic."""
    points = [(math.log(size), math.log(max(time, 1e-9))) for size, time in seconds.items()]
    return statistics.linear_regression(*zip(*points, strict=True)).slope


def figures(pathological: Path | None, sizes: Sequence[int] = SIZES, only: Iterable[str] = ()) -> Iterator[Figure]:
    """The worst of all shapes with their goals, then each shape.

    Raises:
        ValueError: the folder of pathological files holds none.
    """
    shapes = {name: shape for name, shape in SHAPES.items() if not only or name in only}
    if pathological:
        shapes |= {f"{pathological.name}: {name}": shape for name, shape in speed_growth.shapes(pathological)}
    grown = [measured(name, shape, sizes) for name, shape in shapes.items()]
    yield from worst(grown)
    for each in sorted(grown, key=lambda each: -each.slope):
        yield Figure(f"slope: {each.name}", each.slope, detail=each.told)


def worst(grown: Sequence[Growth]) -> Iterator[Figure]:
    """The figures with goals; each names the shapes that miss it, or the one that comes nearest."""
    steepest, dearest = max(grown, key=lambda each: each.slope), max(grown, key=lambda each: each.byte)
    steep = [each.name for each in grown if each.slope > SLOPE]
    dear = [each.name for each in grown if each.byte > BYTE]
    stopped = [each.name for each in grown if each.stopped]
    yield Figure("steepest slope", steepest.slope, SLOPE, True, _listed(steep or [steepest.name], len(grown)))
    yield Figure("dearest byte (µs)", dearest.byte, BYTE, True, _listed(dear or [dearest.name], len(grown)))
    yield Figure("shapes that came to no end", len(stopped), 0, True, _listed(stopped, len(grown)))


def _listed(names: Sequence[str], count: int) -> str:
    return f"{', '.join(names) or 'none'} (of {count})"


def measured(name: str, shape: Shape, sizes: Sequence[int] = SIZES, limit: float = LIMIT) -> Growth:
    """One shape in a process of its own; a check that takes too long is ended, the process after `limit` seconds."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "medlint.toml").touch()  # nothing above is read
        warm = Path(folder) / "warm.md"
        warm.write_text("\n".join(article(number) for number in range(5)), encoding="utf-8")
        files = [_write(shape, size, Path(folder)) for size in sizes]
        command = [sys.executable, "-m", "tests.bench.speed_linear", *map(str, (warm, *files))]
        with subprocess.Popen(
            command,
            cwd=_TREE,
            env=environment({"XDG_CACHE_HOME": folder}),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as process:
            try:
                told, error = process.communicate(timeout=limit)
                stopped = _reason(error) if process.returncode else ""
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, 9)  # the process and its fork
                told, _ = process.communicate()
                stopped = f"ended after {limit:g} s"
        pairs = [line.split() for line in told.splitlines()]
    return Growth(name, {int(size): float(seconds) for size, seconds in pairs}, stopped)


def _write(shape: Shape, size: int, folder: Path) -> Path:
    path = folder / f"{size}.md"
    path.write_bytes(shape(size).encode())
    return path


def _reason(error: str) -> str:
    return error.strip().rpartition("\n")[2][:200] or "it ended without a word"


def _check(path: Path) -> float:
    """Seconds of processor of a check in a fork.

    Raises:
        ChildProcessError: the check crashed.
    """
    from lint.cli import main

    arguments = ["check", "--offline", "--quiet", *known("--no-cache", "-j 1"), str(path)]
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_LIMIT, CPU_LIMIT + 1))
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(os.open(path.with_suffix(".err"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        try:
            main(arguments)
        except SystemExit:
            sys.stdout.flush()
            os._exit(0)
        finally:
            os._exit(1)  # never back into the code of the parent
    _, status, used = os.wait4(child, 0)
    if problem := how(os.waitstatus_to_exitcode(status), path.with_suffix(".err").read_text("utf-8", "replace")):
        raise ChildProcessError(f"{path.stem} bytes: {problem}")
    return used.ru_utime + used.ru_stime


def how(code: int, said: str) -> str:
    """How a check failed, from its exit code (negative: a signal) and what it said; empty when it did not."""
    if code == -signal.SIGXCPU:
        return f"ended after {CPU_LIMIT} s of the processor"
    if code or "internal error" in said:
        return said.strip()[-150:] or f"exit code {code}"
    return ""


def _serve(warm: str, *paths: str) -> None:
    from lint.cli import main

    out = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        main(["check", "--offline", "--quiet", *known("--no-cache", "-j 1"), warm])
    except SystemExit:
        sys.stdout.flush()
    for path in map(Path, paths):
        size = path.stat().st_size
        seconds = statistics.median(_check(path) for _ in range(_AGAIN if size <= _SMALL else 1))
        os.write(out, f"{size} {seconds}\n".encode())


if __name__ == "__main__":
    try:
        _serve(*sys.argv[1:])
    except ChildProcessError as problem:
        sys.exit(str(problem))
