"""Writing `references.lock`: one writer at a time, and at every moment the whole old text or the whole new one.

The file lock lies on a file beside the lock, `.references.lock.writing`, which its holder removes before letting go:
nothing lingers in `content/`, and nothing lands in git. Why there and so:

- A file that stays is what filelock does by itself, what Cargo keeps in `target/` and uv in `.venv`; in a folder of
  articles, each `git add .` would take it along.
- In the temporary or the cache folder, under a hash of the path (uv's project lock), two writers meet only when they
  agree on that folder: another TMPDIR, another user, a container on the same checkout, or no home folder part them.
- Poetry locks nothing: the later of two writers wins, and the entries of the other one are lost.
- Removing a lock file is a race when it is done after letting go, or when those who wait do not look again
  (tox-dev/filelock#574): one holds a lock on a file that has no name any more while the next locks a new file. Here
  the holder removes it, and whoever gets a lock makes sure that it is on the file of that name.
  Hence `lock_descriptor`, filelock's lock on a file that we open ourselves.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from lint.atomic import DISK, replace
from lint.resolve.lock import Entry, LockError
from lint.resolve.lock_conflict import parse_resolved
from lint.resolve.lock_format import dump, parse

Change = Callable[[Mapping[str, Entry]], Mapping[str, Entry]]

WAIT = 10.0
# A write takes some 10 ms: whoever waits looks often enough not to be late, and seldom enough to cost nothing.
_POLL = 0.005
_WINDOWS = os.name == "nt"
_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_LOCKLESS = (errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)
_WHY = {
    **DISK,
    errno.EFBIG: "it would be larger than this system allows",
    errno.EACCES: "permission is missing",
    errno.EPERM: "permission is missing",
    errno.ENOENT: "its folder is missing",
    errno.ENOTDIR: "its folder is missing",
}


class LockWriteError(Exception):
    """The lock was not written, and is as it was before; the message says why, in a sentence."""


def update(path: Path, change: Change, *, wait: float = WAIT) -> bool:
    """Give the lock at `path` the entries that `change` makes of those it holds; whether its text changed.

    `change` gets the entries as they are on disk. It runs twice when there is something to write, the second time
    under the file lock: it must not count on being called once, nor take long. A lock that is missing is an empty one;
    a symbolic link is followed, a merge conflict resolved; mode and line endings stay. `wait` is how many seconds
    another writer may take.

    Raises:
        LockError: what lies there is not a lock; it is left alone.
        LockWriteError: it could not be written.
    """
    target = _target(path)
    # Most runs change nothing: they need neither the file lock nor a folder that can be written.
    if _rewritten(path, target, change) is None:
        return False
    with _alone(path, target, wait) as surely:
        new = _rewritten(path, target, change)
        if new is None:
            return False
        with _told(path):
            if surely:
                _sweep(target)
            replace(target, new)
    return True


def _target(path: Path) -> Path:
    """The file behind the path; a link that leads nowhere is refused, for a stranger may have put it into a checkout.

    Raises:
        LockWriteError: it is no regular file.
    """
    target = Path(os.path.realpath(path))
    with _told(path):
        try:
            mode = target.stat().st_mode
        except FileNotFoundError:
            if path.is_symlink():
                raise LockWriteError(f"{path} is a link that leads nowhere") from None
            return target
    if not stat.S_ISREG(mode):
        raise LockWriteError(f"{path} is not a regular file")
    return target


def _rewritten(path: Path, target: Path, change: Change) -> bytes | None:
    """The text that the change gives the lock; None when it stays as it is.

    Raises:
        LockError: what lies there is not a lock.
        LockWriteError: the change makes a text that could not be read again.
    """
    old = _text(path, target)
    entries = {} if old is None else dict(parse_resolved(old).entries)
    new = dump(change(entries))
    try:
        parse(new)
        if old is not None and "\r\n" in old:
            new = new.replace("\n", "\r\n")
        return None if new == old else new.encode("utf-8")
    except (LockError, UnicodeEncodeError) as error:
        what = error if isinstance(error, LockError) else "it would hold half a character"
        raise LockWriteError(f"{path} was not written, for nobody could read it again: {what}") from error


def _text(path: Path, target: Path) -> str | None:
    try:
        return target.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise LockError(f"it is not UTF-8 text (byte {error.start})") from error
    except OSError as error:
        raise LockWriteError(f"{path} cannot be read: {_why(error)}") from error


@contextmanager
def _alone(path: Path, target: Path, wait: float) -> Iterator[bool]:
    """No other medlint writes this lock meanwhile, in whichever process, thread or container; whether that is sure.

    Some network disks know no locks. There we go on without one, like Cargo: a lock that is written is worth more
    than the entry that a second writer at the same moment may lose, and asks for again the next time.

    Raises:
        LockWriteError: another one still does after `wait` seconds, or the folder cannot be written.
    """
    guard = target.with_name(f".{target.name}.writing")
    with _told(path):
        held, surely = _hold(path, guard, wait)
    try:
        yield surely
    finally:
        with suppress(OSError):
            if not _WINDOWS:
                guard.unlink()
        os.close(held)
        with suppress(OSError):
            if _WINDOWS:  # Windows does not remove what somebody has open: neither our own file, nor a waiting one's
                guard.unlink()


def _hold(path: Path, guard: Path, wait: float) -> tuple[int, bool]:
    """The open guard file, certainly the one of that name; whether it is locked."""
    deadline = time.monotonic() + wait
    while True:
        held = _open(guard)
        try:
            while held is None or (locked := _lock(held)) is False:
                if time.monotonic() >= deadline:
                    raise LockWriteError(f"{path} was not written: another medlint has been writing it for {wait:g} s")
                time.sleep(_POLL)
                held = _open(guard) if held is None else held
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(held), guard.lstat()):
                    return held, locked is True
        except BaseException:
            if held is not None:
                os.close(held)
            raise
        os.close(held)


def _lock(held: int) -> bool | None:
    """Whether this open file is locked now; None when its disk knows no locks."""
    from filelock import lock_descriptor

    try:
        return lock_descriptor(held, blocking=False)
    except OSError as error:
        if error.errno in _LOCKLESS:
            return None
        raise


def _open(guard: Path) -> int | None:
    """The guard file, made when it is missing; None when Windows is about to remove it."""
    try:
        return os.open(guard, os.O_RDWR | os.O_CREAT | _FLAGS, 0o666)
    except PermissionError:
        if _WINDOWS:
            return None
        if not guard.exists():
            raise
    # Another user's, left by a kill: to read it is enough for a lock, but on a network disk.
    return os.open(guard, os.O_RDONLY | _FLAGS)


def _sweep(target: Path) -> None:
    """Remove what writers left that were killed; under the file lock nobody else is writing."""
    ours = re.compile(rf"\.{re.escape(target.name)}\.[0-9a-f]{{12}}\.tmp")
    with os.scandir(target.parent) as found:
        left = [Path(each.path) for each in found if ours.fullmatch(each.name) and each.is_file(follow_symlinks=False)]
    for each in left:
        with suppress(OSError):
            each.unlink()


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Faults of the system as a sentence."""
    try:
        yield
    except OSError as error:
        raise LockWriteError(f"{path} cannot be written: {_why(error)}") from error


def _why(error: OSError) -> str:
    said = error.strerror or str(error)
    return _WHY.get(error.errno or 0, said[:1].lower() + said[1:])
