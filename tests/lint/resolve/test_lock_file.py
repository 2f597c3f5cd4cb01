"""Writing the lock: whole or not at all, in the form that it had, and every refusal with its reason."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint.records import Notice, Record
from lint.resolve import lock_file
from lint.resolve.lock import Entry, LockError
from lint.resolve.lock_file import LockWriteError, update
from lint.resolve.lock_format import dump, parse
from tests.bench.stores import TIME, entry

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
        (b"<<<<<<< ours\n", "not valid JSON"),
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


GROWING = """
import resource, sys
from pathlib import Path
from tests.bench.stores import SHARED, entry, update
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    update(Path(sys.argv[1]), lambda held: {**held, SHARED: entry(SHARED)})
except Exception as error:
    print(error)
"""


@posix
def test_a_file_that_may_not_grow_stays_whole(path: Path) -> None:
    """The system itself refuses in the middle of the new text."""
    said = python(GROWING, str(path))

    assert said == f"{path} cannot be written: it would be larger than this system allows\n"
    assert path.read_bytes() == dump(FIRST).encode()
    assert alone(path)


def python(code: str, *arguments: str, dies: bool = False) -> str:
    """What another Python prints; `dies` when it is killed."""
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=not dies).stdout


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
