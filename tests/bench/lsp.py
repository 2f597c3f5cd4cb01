"""How long an author waits for `medlint lsp`: at its start, and after each key in a short and in a long article.

Wall time is what the author feels and what the goals are about; the processor time beside it tells a slow server from
a busy machine.
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import NamedTuple

from lint.lsp.analysis import analyse
from lint.lsp.buffers import Buffer
from lint.lsp.projects import Projects
from lint.packs import installed
from tests.bench.measurement import Figure, Measurement
from tests.lint.lsp.client import Client

CONTENT = Path(__file__).parents[2] / "content"
# Seconds from the start of the process until it can be talked to; of a key in 5 kB, in proportion to the same work
# without a server; of the slowest key but one in a hundred in 50 kB.
_START, _RATIO, _SLOW = 0.3, 1.5, 0.15
_SHORT, _LONG = 5_000, 50_000
_STARTS, _KEYS = 7, 100
_TYPED = ("a", " ", "[1] ", "😀", "\n", "10 mg", "é", "*", "\u0301", "- ")


class Edit(NamedTuple):
    """What is typed: the characters [start, end) of the text become others."""

    start: int
    end: int
    text: str


class Spent(NamedTuple):
    """Seconds of one key: on the clock, and of the server's processor time."""

    wall: float
    cpu: float


def article(characters: int) -> str:
    """The first article, its sections repeated, each time in other words, until it is that long, and its list."""
    text = next(iter(sorted(CONTENT.glob("*.md")))).read_text(encoding="utf-8")
    body, _, references = text.partition("## References")
    head, *sections = body.split("\n## ")
    if characters <= len(text):
        return text
    longer = head
    for turn, section in enumerate(cycle(sections)):
        if len(longer) + len(references) > characters:
            break
        paragraphs = [f"{each} ({_name(turn)})." if each else each for each in section.split("\n")]
        longer += "\n## " + "\n".join(paragraphs)
    return f"{longer}\n## References{references}"


def _name(number: int) -> str:
    """A word for a number that holds no digit."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def edits(text: str, seed: int) -> Iterator[tuple[Edit, str]]:
    """Random keys without end, each with the text after it: one of three takes a character away."""
    random = Random(seed)  # noqa: S311  # the same keys in every run
    while True:
        start = random.randrange(len(text))
        away = random.random() < 1 / 3
        edit = Edit(start, start + 1, "") if away else Edit(start, start, random.choice(_TYPED))
        text = text[:start] + edit.text + text[edit.end :]
        yield edit, text


def measure(keys: int) -> Measurement:
    """The three figures; `keys` are so many random edits of the long article."""
    with TemporaryDirectory() as name:
        folder = Path(name).resolve()
        (folder / "content").mkdir()
        (folder / "content/references.lock").write_bytes((CONTENT / "references.lock").read_bytes())
        starts = [_started(folder) for _ in range(_STARTS)]
        short, long = article(_SHORT), article(_LONG)
        alone, served = _alone(folder, short, _KEYS), _served(folder, short, _KEYS)
        typed = _served(folder, long, keys)
    ratio = median(each.wall for each in served) / median(alone)
    return Measurement(
        "What an author waits for in an editor",
        (
            Figure("seconds to initialized", median(starts), _START, at_most=True, detail=f"{_STARTS} starts"),
            Figure(
                f"a key in {len(short):,} characters, server to analysis alone",
                ratio,
                _RATIO,
                at_most=True,
                detail=f"{_told(served)}; alone {1000 * median(alone):.0f} ms",
            ),
            Figure(
                f"seconds of a key in {len(long):,} characters, 99th percentile",
                quantiles((each.wall for each in typed), n=100)[-1],
                _SLOW,
                at_most=True,
                detail=f"{keys} keys: {_told(typed)}",
            ),
        ),
    )


def _told(spent: Sequence[Spent]) -> str:
    wall, cpu = sorted(each.wall for each in spent), sorted(each.cpu for each in spent)
    return (
        f"median {1000 * median(wall):.0f} ms, at most {1000 * wall[-1]:.0f}; "
        f"processor median {1000 * median(cpu):.0f}, 99th percentile {1000 * quantiles(cpu, n=100)[-1]:.0f}"
    )


def _started(folder: Path) -> float:
    """Seconds from the start of the process to its answer to `initialize`."""
    begun = time.perf_counter()
    with Client(folder):
        return time.perf_counter() - begun


def _alone(folder: Path, text: str, keys: int) -> list[float]:
    """Seconds of the analysis of each text, in this process."""
    projects = Projects(installed())
    address = (folder / "content/a.md").as_uri()
    look = partial(analyse, projects=projects, folder=folder, answers=lambda _, __: None)
    look(Buffer(address, "markdown", 0, text, "utf-16"))
    spent = []
    for version, (_, after) in enumerate(islice(edits(text, seed=1), keys)):
        begun = time.perf_counter()
        look(Buffer(address, "markdown", version, after, "utf-16"))
        spent.append(time.perf_counter() - begun)
    return spent


def _served(folder: Path, text: str, keys: int) -> list[Spent]:
    """What each key takes from the change to the problems that are shown for it."""
    spent = []
    with Client(folder, {"general": {"positionEncodings": ["utf-32"]}}) as client:
        uri = client.open("content/a.md", text)
        client.found(uri)
        processor = _processor(client.process.pid)
        for version, (edit, after) in enumerate(islice(edits(text, seed=1), keys), 2):
            change = {"range": {"start": _place(text, edit.start), "end": _place(text, edit.end)}, "text": edit.text}
            clock, used = time.perf_counter(), time.clock_gettime(processor)
            client.change(uri, version, change)
            client.found(uri, version)
            spent.append(Spent(time.perf_counter() - clock, time.clock_gettime(processor) - used))
            text = after
    return spent


def _place(text: str, offset: int) -> dict[str, int]:
    """A position in code points (LSP 3.17, "utf-32")."""
    return {"line": text.count("\n", 0, offset), "character": offset - text.rfind("\n", 0, offset) - 1}


def _processor(process: int) -> int:
    """The clock of another process's processor time (POSIX, clock_getcpuclockid)."""
    clock = ctypes.c_int()
    if ctypes.CDLL(None).clock_getcpuclockid(process, ctypes.byref(clock)):
        raise RuntimeError("this system tells no process the processor time of another")
    return clock.value
