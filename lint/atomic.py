"""Writing a file whole or not at all: at every moment the whole old text or the whole new one lies there."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

_WINDOWS = os.name == "nt"


def replace(target: Path, text: bytes) -> None:
    """Put a text in place of a file's, or make the file: temporary file, fsync, rename; mode and owner are kept.

    Raises:
        OSError: it cannot be written; what was there is as it was.
    """
    old = target.stat() if target.exists() else None
    if old is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "read-only file")
    temporary = target.with_name(f".{target.name}.{os.urandom(6).hex()}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if old is not None:
            if not _WINDOWS:
                with suppress(OSError):  # root in a container writes for the user outside; others cannot give away
                    os.chown(temporary, old.st_uid, old.st_gid)
            temporary.chmod(stat.S_IMODE(old.st_mode))
        _replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    with suppress(OSError):  # the new text is in place; Windows, and some network disks, cannot sync a folder
        _sync_folder(target.parent)


def _replace(temporary: Path, target: Path) -> None:
    """Rename over the target, which Windows refuses as long as an editor, a scanner or another medlint reads it."""
    if not _WINDOWS:
        temporary.replace(target)
        return
    from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_fixed

    again = Retrying(
        retry=retry_if_exception_type(PermissionError), stop=stop_after_delay(2), wait=wait_fixed(0.02), reraise=True
    )
    again(temporary.replace, target)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
