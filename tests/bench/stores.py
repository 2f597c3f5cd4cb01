"""The lock and the cache under SIGKILL, two writers, a full disk and git merges.

`python -m tests.bench.stores lock|cache FILE NAME COUNT` is the writer that the measurements, and the tests, start.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from lint.records import Record
from lint.resolve.cache import NAME, Cache
from lint.resolve.lock import Entry, LockError
from lint.resolve.lock_file import LockWriteError, update
from lint.resolve.lock_format import dump, parse
from tests.bench.measurement import Figure, Measurement

TIME = "2026-11-24T00:00:00Z"
SHARED = "doi:10.5555/shared"
_ROOT = Path(__file__).parents[2]


def entry(key: str, number: int = 0) -> Entry:
    """An invented answer under a key, with a number in it."""
    record = Record(
        title=f"Mirror therapy for imaginary pain in cohort {key}: " + "a long title " * 12,
        authors=("Tansley RB", "Okoro P", "Lindqvist A", "von der Heide M"),
        journal="Journal of Imaginary Rehabilitation",
        year=2014,
        volume=str(number),
        pages="201-209",
        doi=key.removeprefix("doi:"),
        pmids=(str(90_000_001 + number),),
    )
    return Entry(("crossref", "pubmed"), TIME, record)


def count(entries: Mapping[str, Entry]) -> int:
    """How many updates the entry that all writers share has seen."""
    held = entries.get(SHARED)
    return int(held.record.volume) if held and held.record else 0


def writer(store: str, path: Path, name: str, updates: int) -> subprocess.Popen[str]:
    """A process that makes so many updates, and prints a line after each."""
    command = [sys.executable, "-m", "tests.bench.stores", store, str(path), name, str(updates)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=_ROOT)


def _write(store: str, path: Path, name: str, updates: int) -> None:
    for number in range(1, updates + 1):
        # Forty entries come and go, so that the file is long, yet does not grow for ever.
        own = f"doi:10.5555/{name}.{number % 40:02d}"

        def change(held: Mapping[str, Entry], own: str = own, number: int = number) -> dict[str, Entry]:
            return {**held, own: entry(own, number), SHARED: entry(SHARED, count(held) + 1)}

        if store == "lock":
            update(path, change)
        else:
            # A cache that is in use keeps nothing, which is its right: confirmed is what can be read again.
            new = {own: entry(own, number), f"{own}.b": entry(f"{own}.b", number)}
            Cache(path).keep(new)
            if Cache(path).entries(new) != new:
                continue
        print(number, flush=True)


def measure(kills: int = 200, seconds: float = 60) -> Measurement:
    """Corrupt files and lost entries; the goals are those of the issue."""
    with TemporaryDirectory() as folder:
        figures = [
            *_killed_lock(Path(folder), kills),
            *_two_writers(Path(folder), seconds),
            *_killed_cache(Path(folder), kills // 4),
            *_full_disk(Path(folder)),
            *_merges(Path(folder)),
        ]
    return Measurement("The lock and the cache under stress", tuple(figures))


def _killed_lock(folder: Path, kills: int) -> Iterator[Figure]:
    """A writer is killed at a random moment; the next one must find a whole lock with all that was confirmed."""
    path = folder / "killed" / "references.lock"
    path.parent.mkdir()
    corrupt = lost = confirmed = left = 0
    for index in range(kills):
        process = writer("lock", path, f"k{index % 3}", 1_000_000)
        confirmed += len(_confirmed_until_killed(process))
        left += len(list(path.parent.iterdir())) > 1
        try:
            seen = count(parse(path.read_text("utf-8")).entries)
        except LockError:
            corrupt += 1
            path.unlink()
            confirmed = 0
            continue
        lost += max(confirmed - seen, 0)
        confirmed = seen
    update(path, lambda held: {**held, SHARED: entry(SHARED, 0)})
    yield Figure("lock: corrupt after SIGKILL", corrupt, 0, at_most=True, detail=f"{kills} kills, {left} left traces")
    yield Figure("lock: confirmed updates lost by SIGKILL", lost, 0, at_most=True, detail=f"of {confirmed}")
    yield Figure("lock: traces after the next write", len(list(path.parent.iterdir())) - 1, 0, at_most=True)


def _confirmed_until_killed(process: subprocess.Popen[str]) -> list[int]:
    """Which updates a writer confirmed before it was killed, some time after the first one."""
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(random.random() * 0.05)  # noqa: S311 - a moment, no secret
    process.send_signal(signal.SIGKILL)
    confirmed = [int(line) for line in (first, *process.stdout.read().splitlines())]
    process.wait()
    process.stdout.close()
    return confirmed


def _two_writers(folder: Path, seconds: float) -> Iterator[Figure]:
    path = folder / "two" / "references.lock"
    path.parent.mkdir()
    writers = [writer("lock", path, name, 1_000_000) for name in ("a", "b")]
    for each in writers:
        assert each.stdout is not None
        each.stdout.readline()
    reads = torn = 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        reads += 1
        try:
            parse(path.read_text("utf-8"))
        except LockError:
            torn += 1
        time.sleep(0.01)
    confirmed = []
    for each in writers:
        assert each.stdout is not None
        each.send_signal(signal.SIGKILL)
        confirmed.append(1 + len(each.stdout.read().splitlines()))
        each.wait()
        each.stdout.close()
    lost = max(sum(confirmed) - count(parse(path.read_text("utf-8")).entries), 0)
    detail = f"{reads} reads in {seconds:g} s"
    yield Figure("lock: torn reads beside two writers", torn, 0, at_most=True, detail=detail)
    detail = f"of {confirmed[0]} + {confirmed[1]}"
    yield Figure("lock: updates lost by two writers", lost, 0, at_most=True, detail=detail)


def _killed_cache(folder: Path, kills: int) -> Iterator[Figure]:
    lost = wrong = total = 0
    files = set()
    for index in range(kills):
        pair = [writer("cache", folder / "cache", f"c{index}{name}", 1_000_000) for name in "xy"]
        confirmed = [_confirmed_until_killed(each) for each in pair]
        files.add((folder / "cache" / NAME).stat().st_ino)
        for name, done in zip("xy", confirmed, strict=True):
            total += len(done)
            keys = [f"doi:10.5555/c{index}{name}.{number % 40:02d}" for number in done]
            found = Cache(folder / "cache").entries(keys)
            lost += len(set(keys) - set(found))
            wrong += sum(each.record is None or each.record.doi != key[4:] for key, each in found.items())
    detail = f"of {total}; {kills} times two writers killed"
    yield Figure("cache: confirmed entries lost", lost, 0, at_most=True, detail=detail)
    yield Figure("cache: wrong entries", wrong, 0, at_most=True)
    yield Figure("cache: times it had to be begun anew", len(files) - 1, 0, at_most=True)


@contextmanager
def _tiny_disk(place: Path) -> Iterator[bool]:
    """A disk of 64 kB at a place, as far as the system lets us make one."""
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)]
    made = subprocess.run(mount, check=False, capture_output=True).returncode == 0 if os.name == "posix" else False
    try:
        yield made
    finally:
        if made:
            subprocess.run(["umount", str(place)], check=True)


def _full_disk(folder: Path) -> Iterator[Figure]:
    with _tiny_disk(folder / "tiny") as made:
        if not made:
            return
        path = folder / "tiny" / "references.lock"
        many = {key: entry(key) for key in (f"doi:10.5555/full.{number}" for number in range(60))}
        update(path, lambda _: many)
        before = path.read_bytes()
        refused = 0
        try:
            update(path, lambda held: {**held, SHARED: entry(SHARED)})
        except LockWriteError as error:
            refused = int("the disk is full" in str(error))
        good = refused and path.read_bytes() == before and [path] == list(path.parent.iterdir())
        yield Figure("lock: intact on a full disk", int(good), 1)
        cache = Cache(path.parent / "cache")
        started = time.monotonic()
        cache.keep(many)
        found = cache.entries(many)
        intact = all(found[key] == many[key] for key in found)
        detail = f"{len(found)} cached, {time.monotonic() - started:.2f} s"
        yield Figure("cache: silent on a full disk", int(intact), 1, detail=detail)


def _merges(folder: Path, tries: int = 60) -> Iterator[Figure]:
    """How many of two branches merge that each add a work, or of which one adds and one asks all again.

    Two works that become neighbours in the order of keys stand in one place of the file, which no merge can decide:
    by chance 2 in n + 2 times. All others must merge.
    """
    chance = random.Random(3)  # noqa: S311 - the same cases every time
    broken = apart = refresh = 0
    for size in (3, 10, 30, 100):
        clean = 0
        for _ in range(tries):
            keys = [_key(chance) for _ in range(size + 2)]
            base = {key: entry(key) for key in keys[:size]}
            one, two = ({**base, key: entry(key)} for key in keys[size:])
            later = {key: each._replace(checked="2026-12-01T00:00:00Z") for key, each in base.items()}
            merged = _merge(folder, base, one, two)
            clean += merged is not None
            broken += merged not in (None, {**one, **two})
            order = sorted(keys)
            apart += merged is None and abs(order.index(keys[-1]) - order.index(keys[-2])) > 1
            refresh += _merge(folder, base, one, later) is None
        detail = f"{size} works and one more on either branch; by chance {1 - 2 / (size + 2):.2f}"
        yield Figure("lock: merges without conflict", clean / tries, detail=detail)
    yield Figure("lock: conflicts of works that are not neighbours", apart, 0, at_most=True, detail=f"of {4 * tries}")
    yield Figure("lock: conflicts of a new work with a refresh", refresh, 0, at_most=True, detail=f"of {4 * tries}")
    yield Figure("lock: merges to something else", broken, 0, at_most=True)


def _key(chance: random.Random) -> str:
    publisher = chance.choice(("10.1016/j.", "10.1093/", "10.1001/", "10.1002/", "10.1097/", "10.1371/journal."))
    return f"doi:{publisher}imag.{chance.randrange(2000, 2026)}.{chance.randrange(10**5):05d}"


def _merge(
    folder: Path, base: Mapping[str, Entry], one: Mapping[str, Entry], two: Mapping[str, Entry]
) -> Mapping[str, Entry] | None:
    """The entries after git has merged three locks; None when it could not."""
    names = [folder / name for name in ("ours", "base", "theirs")]
    for name, entries in zip(names, (one, base, two), strict=True):
        name.write_text(dump(entries), "utf-8")
    merged = subprocess.run(["git", "merge-file", "-p", *map(str, names)], check=False, capture_output=True, text=True)
    return parse(merged.stdout).entries if merged.returncode == 0 else None


if __name__ == "__main__":
    _write(sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
