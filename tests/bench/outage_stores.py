"""The lock or the cache is broken, full, poisoned or in somebody else's hands: what the command line makes of it.

Each case runs the commands and yields what went wrong, as pairs of a kind of failure and a sentence.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from lint.resolve.lock import LockError
from lint.resolve.lock_format import parse
from tests.bench.outage_scenes import PLAIN, Run, Scene, article, plain

Problem = tuple[str, str]
Case = Callable[[Scene], Iterator[Problem]]
VERIFIED, UNVERIFIED = ["verified"] * 3, ["unverified"] * 3


def expected(run: Run, code: int, states: list[str] | None = None, said: str = "") -> Iterator[Problem]:
    """Where a run ended otherwise than expected."""
    if run.code != code:
        yield "exit code", f"{run.code} instead of {code}: {run.err[-200:]}"
    if states is not None and run.states != states:
        yield "state", f"{run.states} instead of {states}"
    if said not in run.out + run.err:
        yield "words", f"nothing of “{said}” in {(run.out + run.err)[-200:]}"


def _filled(scene: Scene) -> Path:
    """The file of a cache in which all references stand; the registry has been asked for them."""
    scene.check()
    (file,) = scene.cache.rglob("*.sqlite3")
    return file


def _cache_read_only(scene: Scene) -> Iterator[Problem]:
    scene.environment["XDG_CACHE_HOME"] = "/proc/1"  # where not even root makes a folder
    yield from expected(scene.check("--require-verified"), 0, VERIFIED)
    yield from expected(scene.check("--require-verified", "--offline"), 3, UNVERIFIED)


def _cache_corrupt(scene: Scene) -> Iterator[Problem]:
    file = _filled(scene)
    data = bytearray(file.read_bytes())
    for _ in range(400):
        data[random.randrange(len(data))] = random.randrange(256)  # noqa: S311 - damage, no secret
    file.write_bytes(bytes(data))
    offline = scene.check("--require-verified", "--offline")
    if set(offline.states) - {"verified", "unverified"}:
        yield "state", f"offline {offline.states}"
    yield from expected(scene.check("--require-verified"), 0, VERIFIED)
    file.write_bytes(b"no database at all" * 100)
    yield from expected(scene.check("--require-verified", "--offline"), 3, UNVERIFIED)
    yield from expected(scene.check("--require-verified"), 0, VERIFIED)


def _cache_poisoned(scene: Scene) -> Iterator[Problem]:
    """The answer for one work under the key of another, and a title that was edited."""
    file = _filled(scene)
    first, second, third = (f"doi:{each.record.doi}" for each in PLAIN)
    with closing(sqlite3.connect(file)) as held, held:
        held.execute(
            "UPDATE answers SET value = (SELECT value FROM answers WHERE kind = 'entry' AND key = ?)"
            " WHERE kind = 'entry' AND key = ?",
            (first, second),
        )
        held.execute(
            "UPDATE answers SET value = replace(value, 'Sleep and', 'Sleep or') WHERE kind = 'entry' AND key = ?",
            (third,),
        )
    yield from expected(scene.check("--require-verified", "--offline"), 3, ["verified", "unverified", "unverified"])
    yield from expected(scene.check("--require-verified"), 0, VERIFIED)


def _lock_poisoned(scene: Scene) -> Iterator[Problem]:
    """Somebody edited the record to fit the text, or moved an answer to another key."""
    scene.run("lock")
    right = scene.lock.read_text("utf-8")
    scene.article.write_text(article(plain()).replace("Mirror", "Minor"), encoding="utf-8")
    scene.lock.write_text(right.replace("Mirror", "Minor"), encoding="utf-8")
    locked = scene.check("--locked")
    yield from expected(locked, 3, ["unverified", "verified", "verified"], "edited by hand")
    online = scene.check("--require-verified")
    if online.states[:1] == ["verified"] and "mismatched-reference" not in online.rules:
        yield "state", "an edited record verified the reference that it was edited for"
    scene.article.write_text(article(plain()), encoding="utf-8")
    one, two = PLAIN[0].record.doi, PLAIN[1].record.doi
    swapped = right.replace(one, "\0").replace(two, one).replace("\0", two)
    scene.lock.write_text(swapped, encoding="utf-8")
    # What a hand wrote can contradict a text, and never confirm it.
    moved = scene.check("--locked", "--ignore", "mismatched-reference", "--ignore", "mismatched-identifiers")
    yield from expected(moved, 3)
    if "verified" in moved.states[:2]:
        yield "state", f"answers under the keys of others: {moved.states}"
    yield from expected(scene.run("lock"), 0)
    yield from expected(scene.check("--locked"), 0, VERIFIED)


_BROKEN_LOCKS = (
    b"{", b"", b"[]", b"null", b"\xff\xfe\x00", b"\0" * 500, b'{"schema": 1, "schema": 1, "references": {}}',
    b'{"schema": 99, "references": {}}', b"[" * 100_000, b'{"schema": 1, "references": {"doi:10.1/x": {}}}',
)  # fmt: skip


def _lock_broken(scene: Scene) -> Iterator[Problem]:
    scene.article.write_text(article(plain(), disclaimer=False), encoding="utf-8")
    broken = random.choice(_BROKEN_LOCKS)  # noqa: S311 - a case, no secret
    scene.lock.write_bytes(broken)
    for options in ((), ("--locked",), ("--offline",)):
        run = scene.check(*options)
        yield from expected(run, 2)
        if not {"missing-disclaimer", "unchecked-content"} <= set(run.rules):
            yield "local findings", f"only {run.rules} beside a broken lock"
    yield from expected(scene.run("lock"), 2)
    if scene.lock.read_bytes() != broken:
        yield "lock", "a lock that nobody could read was overwritten"


def _disk_full(scene: Scene) -> Iterator[Problem]:
    """A disk of 64 kB that is full holds the articles and, the second time, the cache as well."""
    tiny = scene.folder / "tiny"
    tiny.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tiny)]
    if os.name != "posix" or subprocess.run(mount, check=False, capture_output=True).returncode:
        yield "skipped", "no disk can be made here"
        return
    try:
        scene.article.write_text(article(plain(), disclaimer=False), encoding="utf-8")
        scene.content = Path(shutil.copytree(scene.content, tiny / "content"))
        _fill(tiny / "filler")
        run = scene.run("lock")
        yield from expected(run, 2, None, "the disk is full")
        if (left := [path.name for path in scene.content.iterdir()]) != ["article.md"]:
            yield "lock", f"left on a full disk: {left}"
        scene.environment["XDG_CACHE_HOME"] = str(tiny)
        run = scene.check()
        yield from expected(run, 1, VERIFIED)
        if "missing-disclaimer" not in run.rules:
            yield "local findings", f"only {run.rules} on a full disk"
    finally:
        subprocess.run(["umount", str(tiny)], check=True)


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        for size in (4096, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue


def _two_writers(scene: Scene) -> Iterator[Problem]:
    """Two articles of one folder are locked at the same moment."""
    references = plain()
    articles = [scene.content / f"{number}.md" for number in range(2)]
    scene.article.unlink()
    for path, cited in zip(articles, (references[:2], references[2:]), strict=True):
        path.write_text(article(cited), encoding="utf-8")
    runs: list[int] = []

    def lock(path: Path) -> None:
        runs.append(
            subprocess.run(_command(scene, path), check=False, capture_output=True, env=_plain(scene)).returncode
        )

    threads = [threading.Thread(target=lock, args=(path,)) for path in articles]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    if runs != [0, 0]:
        yield "exit code", f"two writers ended with {runs}"
    yield from expected(scene.check("--locked"), 0, VERIFIED)


def _killed(scene: Scene) -> Iterator[Problem]:
    """A writer is killed at some moment: the lock is missing or whole, and the next one writes it."""
    process = subprocess.Popen(
        _command(scene, scene.content), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_plain(scene)
    )
    time.sleep(random.uniform(0.1, 0.5))  # noqa: S311 - a moment, no secret
    process.send_signal(signal.SIGKILL)
    process.wait()
    try:
        if scene.lock.exists():
            parse(scene.lock.read_text("utf-8"))
    except (LockError, UnicodeDecodeError) as error:
        yield "lock", f"torn by a kill: {error}"
    yield from expected(scene.run("lock"), 0)
    yield from expected(scene.check("--locked"), 0, VERIFIED)
    if len(left := list(scene.content.iterdir())) != 2:
        yield "lock", f"left behind: {left}"


def _command(scene: Scene, path: Path) -> list[str]:
    return [sys.executable, "-c", "from lint.cli import main; main()", "lock", str(path)]


def _plain(scene: Scene) -> dict[str, str]:
    return {**os.environ, **scene.environment}


def _denied(scene: Scene) -> Iterator[Problem]:
    """No fault at all: both registries truly say that a DOI, and PubMed that a number, does not exist."""
    references = plain()
    references[1] = references[1].replace("outage.2", "nobody.2")
    references[2] = references[2].replace("90000103", "90009999")
    scene.article.write_text(article(references), encoding="utf-8")
    run = scene.check("--require-verified")
    yield from expected(run, 1, ["verified", "unknown", "unknown"])
    if not {"unknown-doi", "unknown-pmid"} <= set(run.rules):
        yield "state", f"what does not exist was not named: {run.rules}"


STORES: Mapping[str, Case] = {
    "cache-read-only": _cache_read_only,
    "cache-corrupt": _cache_corrupt,
    "cache-poisoned": _cache_poisoned,
    "lock-poisoned": _lock_poisoned,
    "lock-broken": _lock_broken,
    "disk-full": _disk_full,
    "two-writers": _two_writers,
    "killed": _killed,
    "denied": _denied,
}
