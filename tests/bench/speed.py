"""What `medlint check` costs on a corpus: against the stock parser, other linters, itself with a cache or two workers.

Every goal is a ratio of medians within one run, its commands in turn, so that it holds on a busy machine and on any.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.bench import speed_corpus, speed_linear, speed_peers
from tests.bench.measurement import Figure, Measurement
from tests.bench.speed_corpus import Files
from tests.bench.speed_ours import Ours, has, importing, stock
from tests.bench.speed_peers import MARKDOWNLINT, MDFORMAT, RUMDL, Installed
from tests.bench.spent import Command, Failed, Spent, interleaved, spend

FIRST_ARTICLE = Path(__file__).parents[2] / "content" / "intravenous-ketamine-crps.md"
_PARSER, _RATE, _WARM, _TWO = 0.9, 8000, 0.6, 1.8
_ONE = {MARKDOWNLINT: 0.35, MDFORMAT: 0.75}  # wall time of one article against theirs
_HIT, _VERSION = 0.6, 2.5
_MEMORY, _GROWTH = 45, 5  # MiB
_SHORT = 7  # a command that takes less than a second is run so many times more often
_PEER_LIMIT = 3600.0  # seconds
_CHECKED = re.compile(r"^checked (\d+) of \d+ file", re.MULTILINE)


class Plan(NamedTuple):
    """What is measured. `places` are searched for other linters before PATH; `articles` are made up for the memory."""

    corpus: Path
    article: Path = FIRST_ARTICLE
    runs: int = 3
    peers: bool = False
    places: tuple[Path, ...] = ()
    pathological: Path | None = None
    articles: tuple[int, int] = (2_000, 20_000)
    sizes: tuple[int, ...] = speed_linear.SIZES
    shapes: tuple[str, ...] = ()


@dataclass
class Bench:
    """A folder with the corpus in it and with `probe`, a folder of one very short file, which costs the start alone.

    `left` says which peers are left out and why, `errors` what else went wrong in the part that is measured.
    """

    plan: Plan
    home: Path
    paths: Sequence[Path]
    files: Files
    ours: Ours
    probe: Path
    peers: dict[str, Installed] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def sample(self, most: int) -> Files:
        """The corpus, or a sample of about so many bytes in a folder of its own."""
        chosen = speed_corpus.sample(self.paths, most) if most else self.paths
        if len(chosen) == len(self.paths):
            return self.files
        return speed_corpus.copied(chosen, self.plan.corpus, self.home / f"sample-{most}")


def measure(plan: Plan, only: Sequence[str] = ()) -> Iterator[Measurement]:
    """Each part as soon as it is measured; that of the peers only when the plan wants them.

    Raises:
        ValueError: the corpus, or the folder of pathological files, is empty.
        Failed: `medlint` itself, or the stock parser, did not do its work.
    """
    with TemporaryDirectory() as folder:
        bench = arranged(plan, Path(folder))
        for name, (title, part) in PARTS.items():
            if name in (only or PARTS) and (plan.peers or name != "peers"):
                bench.errors = []
                figures = tuple(part(bench))
                yield Measurement(f"{name}: {title} ({bench.files.told}, {plan.runs} runs)", figures, (*bench.errors,))


def arranged(plan: Plan, home: Path) -> Bench:
    """The folder of a run: the corpus, a probe, an empty configuration above them, and the peers that work."""
    paths = speed_corpus.found(plan.corpus)
    (home / "medlint.toml").touch()
    files = speed_corpus.copied(paths, plan.corpus, home / "corpus")
    probe = speed_peers.probe(home)
    bench = Bench(plan, home, paths, files, Ours(home / "caches"), probe)
    if plan.peers:
        bench.peers, bench.left = speed_peers.installed(home, plan.places)
    spend(bench.ours.check(probe))  # so that byte code and word lists lie ready
    return bench


def _throughput(bench: Bench) -> Iterator[Figure]:
    commands = {
        "ours": bench.ours.check(bench.files.folder, jobs=1),
        "stock": stock(bench.files.folder),
        "our start": bench.ours.check(bench.probe, jobs=1),
        "stock start": stock(bench.probe),
    }
    spent = interleaved(commands, bench.plan.runs)
    ours, parser = _read(bench, spent["ours"], bench.files).cpu, spent["stock"].cpu
    yield Figure("CPU against the stock parser", ours / parser, _PARSER, True, f"{ours:.2f} s against {parser:.2f} s")
    ours, parser = _above(ours, spent["our start"].cpu), _above(parser, spent["stock start"].cpu)
    detail = f"{1e6 * ours / bench.files.size:.2f} µs a byte against {1e6 * parser / bench.files.size:.2f}"
    yield Figure("the same without the start", ours / parser, detail=detail)


def _peers(bench: Bench) -> Iterator[Figure]:
    bench.errors += bench.left
    for most in sorted({each.peer.most for each in bench.peers.values()}):
        chosen = {name: each for name, each in bench.peers.items() if each.peer.most == most}
        yield from _against(bench, bench.sample(most), chosen)


def _against(bench: Bench, files: Files, peers: dict[str, Installed]) -> Iterator[Figure]:
    """Peers that are measured on the same files; of a sample the start is subtracted from both sides."""
    failed: dict[str, Failed] = {}
    commands = {"ours": bench.ours.check(files.folder, jobs=1)}
    commands |= {name: peer.on(files.folder) for name, peer in peers.items()}
    spent = interleaved(commands, bench.plan.runs, failed=failed, limit=_PEER_LIMIT)
    bench.errors += [f"{name}: left out, {reason}" for name, reason in failed.items()]
    if "ours" in failed:
        raise failed["ours"]
    start = dict.fromkeys(spent, 0.0)
    how = files.told
    if files is not bench.files:
        probes = {"ours": bench.ours.check(bench.probe, jobs=1)}
        probes |= {name: peer.on(bench.probe) for name, peer in peers.items() if name in spent}
        start = {name: each.cpu for name, each in interleaved(probes, bench.plan.runs).items()}
        how = f"sample of {files.told}, without the start"
    ours = _above(_read(bench, spent.pop("ours"), files).cpu, start["ours"])
    for name, each in spent.items():
        peer, theirs = peers[name].peer, _above(each.cpu, start[name])
        if peer.at_most:
            detail = f"{ours:.2f} s against {theirs:.2f} s, {how}"
            yield Figure(f"CPU against {name}", ours / theirs, peer.goal, True, detail)
        else:
            detail = f"{theirs:.2f} s against {ours:.2f} s, {how}"
            yield Figure(f"CPU of {name} against ours", theirs / ours, peer.goal, detail=detail)


def _warm(bench: Bench) -> Iterator[Figure]:
    commands = {"ours": bench.ours.check(bench.files.folder, cached=True)}
    if peer := bench.peers.get(RUMDL):
        commands[RUMDL] = peer.warm(bench.files.folder, bench.home / "rumdl-cache")
    runs = bench.plan.runs * (_SHORT if has("--no-cache") else 1)
    spent = interleaved(commands, runs, dropped=1)  # the first round fills the caches
    ours = _read(bench, spent["ours"], bench.files)
    detail = f"{ours.wall:.3f} s{_without('--no-cache')}"
    yield Figure("files a second with the cache", bench.files.number / ours.wall, _RATE, detail=detail)
    if RUMDL in spent:
        detail = f"{ours.cpu:.3f} s against {spent[RUMDL].cpu:.3f} s"
        yield Figure("CPU against rumdl with its cache", ours.cpu / spent[RUMDL].cpu, _WARM, True, detail)


def _one(bench: Bench) -> Iterator[Figure]:
    folder, article = bench.plan.article.parent, bench.plan.article.name
    commands: dict[str, Command] = {
        "cold": bench.ours.check(folder, article),
        "hit": bench.ours.check(folder, article, cached=True),
        "version": bench.ours.run(folder, "--version"),
        "click": importing("click", folder),
    }
    commands |= {name: bench.peers[name].on(folder, article) for name in _ONE if name in bench.peers}
    spent = interleaved(commands, bench.plan.runs * _SHORT, dropped=1)
    for name, goal in _ONE.items():
        if name in spent:
            yield _walls(f"wall time cold against {name}", spent["cold"], spent[name], goal)
    yield _walls("a hit of the cache against cold", spent["hit"], spent["cold"], _HIT, _without("--no-cache"))
    yield _walls("medlint --version against importing click", spent["version"], spent["click"], _VERSION)


def _walls(name: str, ours: Spent, other: Spent, goal: float, more: str = "") -> Figure:
    detail = f"{1000 * ours.wall:.0f} ms against {1000 * other.wall:.0f} ms{more}"
    return Figure(name, ours.wall / other.wall, goal, True, detail)


def _workers(bench: Bench) -> Iterator[Figure]:
    commands = {str(jobs): bench.ours.check(bench.files.folder, jobs=jobs) for jobs in (1, 2)}
    spent = interleaved(commands, bench.plan.runs)
    one, two = (_read(bench, spent[jobs], bench.files) for jobs in "12")
    detail = f"{one.wall:.2f} s against {two.wall:.2f} s{_without('-j')}; CPU {one.cpu:.2f} s against {two.cpu:.2f} s"
    yield Figure("wall time of one worker against two", one.wall / two.wall, _TWO, detail=detail)


def _memory(bench: Bench) -> Iterator[Figure]:
    """One run each: how much memory a check needs does not depend on how busy the machine is."""
    peaks = []
    for count in bench.plan.articles:
        files = speed_corpus.written(count, bench.home / f"articles-{count}")
        peaks.append(_read(bench, spend(bench.ours.check(files.folder)), files).memory)
        goal = _MEMORY if count == bench.plan.articles[0] else None
        yield Figure(f"peak MiB of a process, {count} articles", peaks[-1], goal, True, f"made up, {files.told}")
    yield Figure("MiB more for the many", peaks[-1] - peaks[0], _GROWTH, True)


def _linearity(bench: Bench) -> Iterator[Figure]:
    plan = bench.plan
    return speed_linear.figures(plan.pathological, plan.sizes, plan.shapes)


PARTS: dict[str, tuple[str, Callable[[Bench], Iterator[Figure]]]] = {
    "throughput": ("cold, one process", _throughput),
    "peers": ("other linters on the same files, cold, one process of ours", _peers),
    "warm": ("again, with the cache", _warm),
    "one": ("one article", _one),
    "workers": ("two workers", _workers),
    "memory": ("peak memory", _memory),
    "linearity": ("how time grows with a text", _linearity),
}


def _above(seconds: float, start: float) -> float:
    """Seconds without those of the start; never nothing, on a corpus so small that only noise is left."""
    return max(seconds - start, 0.001)


def _without(option: str) -> str:
    """A note for a version that lacks what is measured."""
    return "" if has(option) else f" (this version has no {option})"


def _read(bench: Bench, spent: Spent, files: Files) -> Spent:
    """What was spent, once it is sure that the files were read; files that could not be checked are noted.

    Raises:
        Failed: the run told of no files.
    """
    told = _CHECKED.search(spent.output)
    if told is None:
        raise Failed(f"medlint check did not tell how many files it checked: {spent.output[-300:].strip()}")
    if int(told[1]) != files.number:
        note = f"medlint checked {told[1]} of {files.number} files: the others are no text in UTF-8"
        bench.errors += [note] if note not in bench.errors else []
    return spent
