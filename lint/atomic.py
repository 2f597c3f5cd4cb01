"""Writing a file whole or not at all: at every moment the whole old text or the whole new one lies there."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

_WINDOWS = os.name == "nt"
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH

# What keeps any file from being written; whoever writes one knows more of his own.
DISK = {
    errno.ENOSPC: "the disk is full",
    getattr(errno, "EDQUOT", -1): "the disk quota is used up",
    errno.EROFS: "the disk is read-only",
}
_WHY = {
    **DISK,
    errno.EACCES: "permission is missing, of the file or of its folder",
    errno.EPERM: "permission is missing, of the file or of its folder",
}


class ReadOnly(PermissionError):
    """The file carries the mark that nobody is to write it."""


class Overtaken(Exception):
    """Somebody else wrote the file in between; what they wrote lies there."""


def why(error: OSError) -> str:
    """What kept a file from being written, as a clause."""
    if isinstance(error, ReadOnly):
        return "it is read-only"
    return _WHY.get(error.errno or 0) or error.strerror or str(error)


def replace(target: Path, text: bytes, *, over: bytes | None = None) -> None:
    """Put a text in place of a file's, or make the file: temporary file, fsync, rename.

    Mode, owner and extended attributes are kept, access lists among them. `over` is what has to lie there up to the
    rename.

    Raises:
        OSError: it cannot be written; what was there is as it was.
        Overtaken: what lies there is not `over`.
    """
    old = target.stat() if target.exists() else None
    # A file that nobody may write is not to be touched; the system would let root, and a rename asks the folder alone.
    if old is not None and not (old.st_mode & _WRITABLE and os.access(target, os.W_OK)):
        raise ReadOnly(errno.EACCES, "it is read-only")
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
            _copy_attributes(target, temporary)
            temporary.chmod(stat.S_IMODE(old.st_mode))
        if over is not None and target.read_bytes() != over:
            raise Overtaken
        _replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    with suppress(OSError):  # the new text is in place; Windows, and some network disks, cannot sync a folder
        _sync_folder(target.parent)


def _copy_attributes(source: Path, target: Path) -> None:
    """Extended attributes, where the system has them: tags, access lists (`system.posix_acl_access`)."""
    if not hasattr(os, "listxattr"):
        return
    with suppress(OSError):
        for name in os.listxattr(source):
            with suppress(OSError):  # those of the system's security are its own to give
                os.setxattr(target, name, os.getxattr(source, name))


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
