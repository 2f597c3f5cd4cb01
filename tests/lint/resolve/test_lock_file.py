"""Writing the lock: whole or not at all, one writer at a time, nothing lost and nothing left behind."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

import filelock
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint.records import Notice, Record
from lint.resolve import lock_file
from lint.resolve.lock import Entry, LockError
from lint.resolve.lock_file import LockWriteError, update
from lint.resolve.lock_format import dump, parse
from tests.bench.stores import SHARED, TIME, count, entry, writer

ROOT = Path(__file__).parents[3]
KEYS = [f"doi:10.5555/imag.{number}" for number in range(4)]
FIRST = {KEYS[0]: entry(KEYS[0]), KEYS[2]: entry(KEYS[2])}
posix = pytest.mark.skipif(os.name != "posix", reason="modes, links and signals of POSIX")

texts = st.text(st.characters(codec="utf-8"), max_size=12)
some = st.lists(texts, max_size=2).map(tuple)
times = st.datetimes().map(lambda at: f"{at.year:04}-{at.month:02}-{at.day:02}T{at.hour:02}:00:00Z")
sources = st.lists(st.sampled_from(["crossref", "pubmed", "datacite"]), min_size=1, unique=True).map(tuple)


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Entry]:
    """What registries may have answered for some works, by lock key."""
    found = {}
    for key in draw(st.lists(st.integers(1, 99).map("doi:10.5555/ä{}".format), max_size=4, unique=True)):
        if draw(st.booleans()):
            found[key] = Entry(draw(sources), draw(times), absent="Crossref and doi.org do not know it")
            continue
        notices = (Notice("concern", draw(texts)),) if draw(st.booleans()) else ()
        record = Record(
            draw(texts) or "A title", draw(some), draw(texts), draw(st.integers(1400, 2200)), pages=draw(texts),
            doi=key[4:], notices=notices, other_titles=draw(some), other_authors=(("Okoro P",),), numbers=draw(some),
        )  # fmt: skip
        found[key] = Entry(draw(sources), draw(times), record, no_pmid=draw(texts))
    return found


def add(*keys: str) -> lock_file.Change:
    """A change that adds invented answers."""
    return lambda held: {**held, **{key: entry(key) for key in keys}}


def read(path: Path) -> dict[str, Entry]:
    """The entries on disk."""
    return dict(parse(path.read_text("utf-8")).entries)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A lock of two works, alone in its folder."""
    path = tmp_path / "references.lock"
    path.write_bytes(dump(FIRST).encode())
    return path


def alone(path: Path) -> bool:
    """Whether nothing lies beside the lock."""
    return list(path.parent.iterdir()) == [path]


@given(before=answers(), new=answers(), gone=st.sets(st.integers(1, 99).map("doi:10.5555/ä{}".format)))
@settings(max_examples=25, deadline=None)
def test_what_is_read_is_what_the_change_made(before: dict[str, Entry], new: dict[str, Entry], gone: set[str]) -> None:
    """update(path, f), then reading, gives f(entries); a second time there is nothing to do."""

    def change(held: Mapping[str, Entry]) -> dict[str, Entry]:
        return {key: each for key, each in {**held, **new}.items() if key not in gone}

    with TemporaryDirectory() as folder:
        path = Path(folder) / "references.lock"
        update(path, lambda _: before)
        held = read(path) if path.exists() else {}

        changed = update(path, change)

        assert (dump(held), dump(read(path))) == (dump(before), dump(change(before)))
        assert changed == (dump(change(before)) != dump(before))
        assert not update(path, change)
        assert alone(path)


def test_a_missing_lock_is_an_empty_one(tmp_path: Path) -> None:
    """The first update makes the file, as readable as others in the folder."""
    path = tmp_path / "references.lock"
    (tmp_path / "other").touch()

    assert update(path, add(KEYS[0]))
    assert path.read_bytes() == dump({KEYS[0]: entry(KEYS[0])}).encode()
    assert path.stat().st_mode == (tmp_path / "other").stat().st_mode


def test_what_does_not_change_is_not_touched(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written, and not even a folder that is read-only is a fault."""
    before = path.stat()
    monkeypatch.setattr(lock_file, "_alone", None)

    assert not update(path, add(*FIRST))
    assert path.stat() == before


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"{", "not valid JSON"),
        (b"", "not valid JSON"),
        (b"\xff", "it is not UTF-8 text (byte 0)"),
        (b"<<<<<<< ours\n", "merge conflict"),
    ],
)
def test_what_is_no_lock_is_left_alone(path: Path, content: bytes, what: str) -> None:
    """A broken lock is an error with its reason, never overwritten."""
    path.write_bytes(content)

    with pytest.raises(LockError) as error:
        update(path, add(KEYS[1]))

    assert what in str(error.value)
    assert path.read_bytes() == content
    assert alone(path)


def test_line_endings_stay(path: Path) -> None:
    """A lock that git checked out with CRLF changes in the lines of the new work alone, and not by itself."""
    path.write_bytes(dump(FIRST).replace("\n", "\r\n").encode())

    assert not update(path, dict)
    assert update(path, add(KEYS[1]))
    assert path.read_bytes() == dump(add(KEYS[1])(FIRST)).replace("\n", "\r\n").encode()


@posix
@pytest.mark.parametrize("mode", [0o600, 0o664])
def test_the_mode_stays(path: Path, mode: int) -> None:
    """Who may read and write the lock stays as it was."""
    path.chmod(mode)

    assert update(path, add(KEYS[1]))
    assert stat.S_IMODE(path.stat().st_mode) == mode


@posix
def test_a_link_is_followed(path: Path, tmp_path: Path) -> None:
    """The file behind a link is written; the link stays one."""
    link = tmp_path / "elsewhere" / "references.lock"
    link.parent.mkdir()
    link.symlink_to(path)

    assert update(link, add(KEYS[1]))
    assert link.is_symlink()
    assert KEYS[1] in read(path)
    assert alone(link)


@posix
def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A folder, a pipe, a link that leads nowhere (whose target a stranger chose): each is named, none is opened."""
    folder, pipe, nowhere, target = (tmp_path / name for name in ("folder", "pipe", "nowhere", "target"))
    folder.mkdir()
    os.mkfifo(pipe)
    nowhere.symlink_to(target)

    assert refusal(folder) == f"{folder} is not a regular file"
    assert refusal(pipe) == f"{pipe} is not a regular file"
    assert refusal(nowhere) == f"{nowhere} is a link that leads nowhere"
    assert not target.exists()
    assert (
        refusal(tmp_path / "no" / "x.lock") == f"{tmp_path / 'no' / 'x.lock'} cannot be written: its folder is missing"
    )


def refusal(path: Path, change: lock_file.Change = add(KEYS[1]), wait: float = 0) -> str:  # noqa: B008 - a constant
    """Why a lock is not written."""
    with pytest.raises(LockWriteError) as error:
        update(path, change, wait=wait)
    return str(error.value)


FAULTS = [
    ("os.fsync", errno.ENOSPC, "the disk is full"),
    ("os.fsync", errno.EIO, "input/output error"),
    ("os.open", errno.EROFS, "the disk is read-only"),
    ("os.open", errno.EACCES, "permission is missing"),
    ("pathlib.Path.replace", errno.EPERM, "permission is missing"),
    ("pathlib.Path.chmod", errno.EPERM, "permission is missing"),
]


@pytest.mark.parametrize(("call", "number", "why"), FAULTS)
def test_a_fault_leaves_the_old_lock(
    path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, why: str
) -> None:
    """Whatever the system refuses, the lock is as it was, nothing is left, and the sentence says what it was."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(call, refuse)
        said = refusal(path)

    assert said == f"{path} cannot be written: {why}"
    assert path.read_bytes() == dump(FIRST).encode()
    assert alone(path)


def test_a_read_only_file_is_not_replaced(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rename would write over what its owner has closed."""
    monkeypatch.setattr(os, "access", lambda *_: False)

    assert refusal(path) == f"{path} cannot be written: permission is missing"


@posix
def test_a_file_that_may_not_grow_stays_whole(path: Path) -> None:
    """The system itself refuses in the middle of the new text."""
    code = (
        "import resource, sys\nfrom pathlib import Path\n"
        "from tests.lint.resolve.test_lock_file import add, update\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n    update(Path(sys.argv[1]), add('doi:10.5555/imag.9'))\nexcept Exception as error:\n    print(error)"
    )
    said = python(code, str(path))

    assert said == f"{path} cannot be written: it would be larger than this system allows\n"
    assert path.read_bytes() == dump(FIRST).encode()
    assert alone(path)


def python(code: str, *arguments: str) -> str:
    """What another Python prints."""
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_a_change_s_own_fault_passes(path: Path) -> None:
    """An error of the network is no error of the disk."""

    def fail(_: Mapping[str, Entry]) -> dict[str, Entry]:
        raise ConnectionError("nobody answered")

    with pytest.raises(ConnectionError, match="nobody answered"):
        update(path, fail)

    assert alone(path)


@pytest.mark.parametrize(
    ("new", "why"),
    [
        ({"doi:10.5555/half": Entry(("pubmed",), TIME, absent="\ud83d")}, "it would hold half a character"),
        ({"isbn:1": entry("doi:10.5555/x")}, 'entry "isbn:1" (line 3): a key is'),
    ],
)
def test_nothing_is_written_that_cannot_be_read(path: Path, new: dict[str, Entry], why: str) -> None:
    """A lock is read back before it takes the old one's place."""
    said = refusal(path, lambda _: new)

    assert said.startswith(f"{path} was not written, for nobody could read it again: {why}")
    assert path.read_bytes() == dump(FIRST).encode()


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


def test_windows_is_asked_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to replace a file that somebody reads just now."""
    refused = []
    replace = Path.replace

    def busy(source: Path, target: Path) -> Path:
        refused.append(source)
        if len(refused) < 3:
            raise PermissionError(errno.EACCES, "Access is denied")
        return replace(source, target)

    monkeypatch.setattr(lock_file, "_WINDOWS", True)
    monkeypatch.setattr(Path, "replace", busy)

    assert update(path, add(KEYS[1]))
    assert len(refused) == 3
    assert alone(path)


# Each step of a write, before which, and after which, its process dies.
STEPS = ["os.fsync", "os.chown", "pathlib.Path.chmod", "pathlib.Path.replace", "pathlib.Path.unlink"]
KILLED = f"""
import importlib, os, signal, sys
from pathlib import Path
from tests.lint.resolve.test_lock_file import KEYS, add, update
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
    writers = [writer("lock", path, name, 25) for name in ("a", "b")]
    reads = 0
    while any(each.poll() is None for each in writers):
        assert read(path)
        reads += 1
    for each in writers:
        assert each.stdout is not None
        each.stdout.close()

    assert [each.returncode for each in writers] == [0, 0]
    assert count(read(path)) == 50
    assert {f"doi:10.5555/{name}.{number:02d}" for name in "ab" for number in range(1, 26)} < read(path).keys()
    assert reads > 20
    assert alone(path)


def test_two_branches_merge(tmp_path: Path) -> None:
    """Two branches of one repository that each lock another work merge without a conflict, to both works."""
    keys = [f"doi:10.5555/imag.{number:02d}" for number in range(12)]
    path = tmp_path / "references.lock"
    identity = ["-c", "user.name=A", "-c", "user.email=a@b.invalid", "-c", "commit.gpgsign=false"]

    def git(*arguments: str) -> None:
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True)

    def commit(change: lock_file.Change) -> None:
        update(path, change)
        git("add", ".")
        git("commit", "-qm", "lock")

    git("init", "-q", "-b", "main")
    commit(add(*keys[:3], *keys[4:11]))
    git("checkout", "-qb", "other")
    commit(add(keys[3]))
    git("checkout", "-q", "main")
    commit(add(keys[11]))
    git("merge", "-q", "--no-edit", "other")

    assert read(path) == {key: entry(key) for key in keys}


def test_checking_imports_none_of_it() -> None:
    """The libraries of the two stores are imported when something is stored, not before."""
    heavy = ["filelock", "tenacity", "sqlite3", "platformdirs", "requests"]
    code = f"import sys, lint.resolve.cache, lint.resolve.lock_file; print([n for n in {heavy} if n in sys.modules])"

    assert python(code) == "[]\n"
