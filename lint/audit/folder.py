"""The folder of an audit: the files of one report, and `SHA256SUMS` with their digests, as `sha256sum` writes them.

What else lies in the folder is not touched. A file is only written over when it has a name of ours and an earlier
report of the same folder has named it in its `SHA256SUMS`; what of these this report does not have is removed, if it is
as it was. A `SHA256SUMS` may be somebody else's, or name a letter that somebody laid beside the report to be signed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from lint import atomic
from lint.formats.plain import printable

SUMS = "SHA256SUMS"
REPORT = "report.json"
# The names that a report has (`lint.audit.drawn`), and how ours begins (`lint.formats.json`).
_OWN = re.compile(
    r"index\.html|report\.(?:json|xlsx|pdf)|(?:findings|references|files)\.csv|articles/[a-z0-9-]{1,120}\.html"
)
_BEGINS = re.compile(rb'\{\s*"schema": \d+,\s*"tool": \{\s*"name": "medlint"')
_LINE = re.compile(r"([0-9a-f]{64}) [ *]([A-Za-z0-9][A-Za-z0-9._/-]{0,300})")


class FolderError(Exception):
    """The report cannot be written; one plain sentence with the remedy."""


class Sums(NamedTuple):
    """What `SHA256SUMS` says: the digests by name, and the lines of it that say nothing."""

    digests: Mapping[str, str]
    odd: tuple[str, ...] = ()


def written(files: Mapping[str, bytes]) -> bytes:
    """`SHA256SUMS` of some files, ordered by name (GNU coreutils, "sha2 utilities": digest, two spaces, name)."""
    return listed({name: sha256(content).hexdigest() for name, content in files.items()})


def listed(digests: Mapping[str, str]) -> bytes:
    """`SHA256SUMS` of some digests."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items())).encode("ascii")


def read(data: bytes) -> Sums:
    """What a `SHA256SUMS` says."""
    digests: dict[str, str] = {}
    odd = []
    for line in data.decode("utf-8", "replace").splitlines():
        match = _LINE.fullmatch(line)
        if match and ".." not in PurePosixPath(match[2]).parts and match[2] not in digests:
            digests[match[2]] = match[1]
        else:
            odd.append(line)
    return Sums(digests, tuple(odd))


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a report in the place of an earlier one, each file whole or not at all.

    The digests go first: a report of which a part is missing is one that `medlint verify` refuses, and the next audit
    knows the files for its own.

    Raises:
        FolderError: a file of somebody else lies where one must go, or the folder cannot be written.
    """
    try:
        earlier = _earlier(folder)
        _refuse_foreign(folder, files, earlier)
        folder.mkdir(parents=True, exist_ok=True)
        atomic.replace(folder / SUMS, written(files))
        for name, content in files.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            atomic.replace(target, content)
        for name in earlier.keys() - files.keys():
            if not _is_linked(folder, folder / name):
                _remove(folder / name, earlier[name])
    except OSError as error:
        shown = printable(str(folder))
        raise FolderError(
            f"the report cannot be written to {shown}: {error.strerror or error}; name another folder with -o"
        ) from error


def _earlier(folder: Path) -> Mapping[str, str]:
    """The digests of the report that lies there, by names of ours; none when what lies there is no report."""
    sums, report = folder / SUMS, folder / REPORT
    if not sums.is_file() or not report.is_file():
        return {}
    with report.open("rb") as file:
        if not _BEGINS.match(file.read(200)):
            return {}
    digests = read(sums.read_bytes()).digests
    return {name: digest for name, digest in digests.items() if _OWN.fullmatch(name)} if REPORT in digests else {}


def _refuse_foreign(folder: Path, files: Mapping[str, bytes], earlier: Mapping[str, str]) -> None:
    known = {*earlier, *([SUMS] if earlier else [])}
    for name in (*files, SUMS):
        place = folder / name
        if _is_linked(folder, place) or place.is_dir() or (name not in known and place.exists()):
            raise FolderError(_FOREIGN.format(printable(str(place))))


def _is_linked(folder: Path, place: Path) -> bool:
    """Whether a link stands on the way from the folder to a file in it."""
    return any(each.is_symlink() for each in (place, *place.parents) if folder in each.parents)


_FOREIGN = "{} is there already and is not of an earlier audit; it is not overwritten: name another folder with -o"


def _remove(path: Path, digest: str) -> None:
    """Remove a page that the new report does not have, and its folder when that is empty; what was changed stays."""
    with suppress(OSError):
        if sha256(path.read_bytes()).hexdigest() == digest:
            path.unlink()
            path.parent.rmdir()
