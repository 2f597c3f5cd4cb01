"""What a process spends: processor time with all that it started, wall time, peak memory. Used to compare commands."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

# A process begins with the peak memory of the one that started it (getrusage(2), ru_maxrss is kept over execve), so a
# bare interpreter of a few MiB starts each command and tells what it used: wait4(2) counts all that it waited for.
_LAUNCHER = """
import os, sys, time
out = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
begun = time.perf_counter()
child = os.posix_spawnp(
    sys.argv[2], sys.argv[2:], os.environ,
    file_actions=[(os.POSIX_SPAWN_DUP2, out, 1), (os.POSIX_SPAWN_DUP2, out, 2)],
)
_, status, used = os.wait4(child, 0)
wall = time.perf_counter() - begun
print(used.ru_utime + used.ru_stime, wall, used.ru_maxrss, os.waitstatus_to_exitcode(status))
"""
_KIBI = 1024 if sys.platform == "darwin" else 1  # ru_maxrss is in bytes there, in KiB elsewhere
# What the one who measures has set for himself: under Actions the output has another format.
_OWN = ("GITHUB_", "MEDLINT_", "RUMDL_")


class Failed(Exception):
    """A command that did not do its work; the message says which and how it ended."""


class Command(NamedTuple):
    """A command, the folder in which it runs, what its environment holds beside ours, and the exit codes of success."""

    arguments: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str] = {}
    codes: Collection[int] = (0, 1)


class Spent(NamedTuple):
    """Seconds of processor and wall, peak memory of the biggest process in MiB, and what was printed."""

    cpu: float
    wall: float
    memory: float
    output: str = ""


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """Our environment without what changes what a command does, and with something more.

    Byte code lies there as an installer leaves it; without it every run would measure the compiler.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if name != "PYTHONDONTWRITEBYTECODE" and not name.startswith(_OWN)
    }
    return {**kept, "NO_COLOR": "1", **more}


def spend(command: Command, limit: float | None = None) -> Spent:
    """Run a command; its output goes to a file, as in a pipeline.

    Raises:
        Failed: it cannot be started, ended with another exit code, or took more than `limit` seconds.
    """
    with TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        launcher = [sys.executable, "-I", "-S", "-c", _LAUNCHER, str(output), *command.arguments]
        with subprocess.Popen(
            launcher,
            cwd=command.folder,
            env=environment(command.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,  # so that all that it started can be ended with it
        ) as process:
            try:
                told, error = process.communicate(timeout=limit)
            except BaseException as reason:
                os.killpg(process.pid, 9)
                process.wait()
                if isinstance(reason, subprocess.TimeoutExpired):
                    raise Failed(f"{_shown(command)} took more than {limit:g} s") from reason
                raise
        printed = output.read_text("utf-8", "replace") if output.exists() else ""
    if process.returncode:
        raise Failed(f"{_shown(command)} cannot be started: {error.strip().rpartition(chr(10))[2]}")
    cpu, wall, memory, code = told.split()
    if int(code) not in command.codes:
        raise Failed(f"{_shown(command)} ended with {code}: {printed[-300:].strip()}")
    return Spent(float(cpu), float(wall), float(memory) / _KIBI / 1024, printed)


def interleaved(
    commands: Mapping[str, Command],
    runs: int,
    *,
    dropped: int = 0,
    failed: dict[str, Failed] | None = None,
    limit: float | None = None,
) -> dict[str, Spent]:
    """The medians of so many runs of each command, one after another in turn, without the first `dropped` rounds.

    What else the machine does falls on all of them alike, so that their ratios hold when it is busy. A command that
    fails is left out, with the reason in `failed`.

    Raises:
        Failed: a command failed, and there is no `failed`.
    """
    spent: dict[str, list[Spent]] = {name: [] for name in commands}
    for turn in range(dropped + runs):
        for name in tuple(spent):
            try:
                used = spend(commands[name], limit)
            except Failed as reason:
                if failed is None:
                    raise
                failed[name] = reason
                del spent[name]
                continue
            if turn >= dropped:
                spent[name].append(used)
    return {name: median(each) for name, each in spent.items()}


def median(spent: list[Spent]) -> Spent:
    """The median of each measure; the output is that of the last run."""
    return Spent(
        statistics.median(each.cpu for each in spent),
        statistics.median(each.wall for each in spent),
        statistics.median(each.memory for each in spent),
        spent[-1].output,
    )


def _shown(command: Command) -> str:
    return " ".join(command.arguments)[:200]
