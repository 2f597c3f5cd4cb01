"""The files that `medlint init` makes: whole or not at all, and nothing that is there is overwritten."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from lint import atomic

_WHY = {
    **atomic.DISK,
    errno.EACCES: "permission is missing",
    errno.EPERM: "permission is missing",
    errno.ENOENT: "its folder is missing",
    errno.ENOTDIR: "a part of its path is a file, not a folder",
    errno.EEXIST: "a part of its path is a file, not a folder",
}


class InitError(Exception):
    """What stopped `medlint init`, in a sentence."""


class Files:
    """The files made in a folder so far; `written` and `kept` are their paths relative to it, in order."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.written: list[str] = []
        self.kept: list[str] = []

    def has(self, name: str) -> bool:
        """Whether something of that name is there, be it a link that leads nowhere."""
        return os.path.lexists(self.root / name)

    def keep(self, name: str) -> None:
        """Note a file that is there already."""
        self.kept.append(name)

    def create(self, name: str, text: str) -> bool:
        """Write a file, or keep the one that is there; whether it was written.

        Raises:
            InitError: it cannot be written.
        """
        if self.has(name):
            self.keep(name)
            return False
        self.replace(name, text)
        return True

    def replace(self, name: str, text: str) -> None:
        """Write a file in the place of the one that is there; its mode stays.

        Raises:
            InitError: it cannot be written.
        """
        path = self.root / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            atomic.replace(path, text.encode())
        except OSError as error:
            why = _WHY.get(error.errno or 0, error.strerror or "the system refuses")
            raise InitError(f"{name} cannot be written: {why}") from error
        if name not in self.written:
            self.written.append(name)
