"""Several writers of one lock, and killed ones: nothing lost, nothing torn, nothing left behind."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Mapping
from pathlib import Path
from threading import Event, Thread

import filelock
import pytest

from lint import atomic
from lint.resolve.lock import Entry
from lint.resolve.lock_file import update
from lint.resolve.lock_format import dump
from tests.bench.stores import SHARED, count, entry, writer
from tests.lint.resolve.test_lock_file import FIRST, KEYS, add, alone, posix, python, read, refusal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A lock of two works, alone in its folder."""
    path = tmp_path / "references.lock"
    path.write_bytes(dump(FIRST).encode())
    return path


def test_another_writer_is_waited_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits gets the lock when the other one is done, and sees what that one wrote."""
    inside, leave = Event(), Event()

    def slow(held: Mapping[str, Entry]) -> dict[str, Entry]:
        if inside.is_set():
            return {**held}
        if (path.parent / f".{path.name}.writing").exists():
            inside.set()
            leave.wait(10)
        return {**held, KEYS[1]: entry(KEYS[1])}

    first = Thread(target=update, args=(path, slow))
    first.start()
    assert inside.wait(10)
    assert refusal(path, add(KEYS[3])) == f"{path} was not written: another medlint has been writing it for 0 s"

    def sleep(_: float) -> None:
        leave.set()
        first.join(10)

    monkeypatch.setattr("lint.resolve.lock_file.time.sleep", sleep)

    assert update(path, add(KEYS[3]))
    assert set(read(path)) == set(KEYS)
    assert alone(path)


@posix
def test_a_lock_on_a_removed_file_is_no_lock(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file lock is taken again when its file was removed in between: the next writer would lock another one."""
    guard = path.parent / f".{path.name}.writing"
    taken = []
    lock = filelock.lock_descriptor

    def late(held: int, **options: bool) -> bool:
        taken.append(held)
        if len(taken) == 1:
            guard.unlink()
        return lock(held, blocking=options["blocking"])

    monkeypatch.setattr(filelock, "lock_descriptor", late)

    assert update(path, add(KEYS[1]))
    assert len(taken) == 2
    assert alone(path)


def test_a_disk_without_locks_is_written_all_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new text still takes the old one's place at once; what may be another writer's is not swept away."""
    other = path.parent / f".{path.name}.0123456789ab.tmp"
    other.touch()

    def missing(*_: object, **__: object) -> bool:
        raise OSError(errno.ENOSYS, "Function not implemented")

    monkeypatch.setattr(filelock, "lock_descriptor", missing)

    assert update(path, add(KEYS[1]))
    assert KEYS[1] in read(path)
    assert other.exists()


def test_what_killed_writers_left_is_removed(path: Path) -> None:
    """Only files of our own name, in this folder, are taken for leavings."""
    ours = [path.parent / f".references.lock.{'0123456789ab'[::step]}.tmp" for step in (1, -1)]
    ours.append(path.parent / ".references.lock.writing")
    foreign = [path.parent / name for name in (".references.lock.bak.tmp", "references.lock.0123456789ab.tmp", "a.md")]
    for each in ours + foreign:
        each.touch()

    assert update(path, add(KEYS[1]))
    assert sorted(path.parent.iterdir()) == sorted([path, *foreign])


def test_another_user_s_file_is_locked_all_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that a killed medlint of root left is no obstacle; a folder that may not be written is named as such."""
    guard = path.parent / f".{path.name}.writing"
    system = os.open

    def closed(name: Path, flags: int, mode: int = 0o777) -> int:
        if name == guard and flags & os.O_RDWR:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return system(name, flags, mode)

    monkeypatch.setattr(os, "open", closed)

    assert refusal(path) == f"{path} cannot be written: permission is missing"

    guard.touch()

    assert update(path, add(KEYS[1]))
    assert alone(path)


def test_windows_is_asked_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to replace a file that somebody reads just now."""
    refused = []
    replace = Path.replace

    def busy(source: Path, target: Path) -> Path:
        refused.append(source)
        if len(refused) < 3:
            raise PermissionError(errno.EACCES, "Access is denied")
        return replace(source, target)

    monkeypatch.setattr(atomic, "_WINDOWS", True)
    monkeypatch.setattr(Path, "replace", busy)

    assert update(path, add(KEYS[1]))
    assert len(refused) == 3
    assert alone(path)


# Each step of a write, before which, and after which, its process dies.
STEPS = ["os.fsync", "os.chown", "pathlib.Path.chmod", "pathlib.Path.replace", "pathlib.Path.unlink"]
KILLED = f"""
import importlib, os, signal, sys
from pathlib import Path
from tests.bench.stores import entry, update
KEYS = [f"doi:10.5555/imag.{{number}}" for number in range(4)]
def add(key):
    return lambda held: {{**held, key: entry(key)}}
for step in {STEPS}:
    for early in (True, False):
        path = Path(sys.argv[1], f"{{step}}.{{early}}.lock")
        update(path, add(KEYS[0]))
        if os.fork() == 0:
            module, _, name = step.rpartition(".")
            owner = Path if module.endswith("Path") else os
            call = getattr(owner, name)
            def die(*arguments, **options):
                early or call(*arguments, **options)
                os.kill(os.getpid(), signal.SIGKILL)
            setattr(owner, name, die)
            update(path, add(KEYS[1]))
            os._exit(0)
        print(step, early, os.wait()[1])
"""


@posix
def test_a_kill_at_any_step_leaves_a_whole_lock(tmp_path: Path) -> None:
    """The text is the old or the new one, and the next writer finds nothing in its way and leaves nothing."""
    died = python(KILLED, str(tmp_path)).splitlines()
    locks = list(tmp_path.glob("*.lock"))
    before = {path.name: set(read(path)) for path in locks}
    for path in locks:
        update(path, add(KEYS[2]))

    assert died == [f"{step} {early} {int(signal.SIGKILL)}" for step in STEPS for early in (True, False)]
    for step, early in [(step, early) for step in STEPS for early in (True, False)]:
        new = step.endswith("unlink") or (step.endswith("replace") and not early)
        assert before[f"{step}.{early}.lock"] == set(KEYS[: 2 if new else 1])
    assert all(read(path).keys() == {KEYS[0], *before[path.name], KEYS[2]} for path in locks)
    assert sorted(tmp_path.iterdir()) == sorted(locks)


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    """Two processes update one lock, a third reads it all the time: each update is there, no reading is torn."""
    path = tmp_path / "references.lock"
    update(path, add(SHARED))
    writers = [writer("lock", path, name, 15) for name in ("a", "b")]
    reads = 0
    while any(each.poll() is None for each in writers):
        assert read(path)
        reads += 1
    for each in writers:
        assert each.stdout is not None
        each.stdout.close()

    assert [each.returncode for each in writers] == [0, 0]
    assert count(read(path)) == 30
    assert {f"doi:10.5555/{name}.{number:02d}" for name in "ab" for number in range(1, 16)} < read(path).keys()
    assert reads > 9
    assert alone(path)
