"""The history of the audits whose reports lie in a folder: one point for each, in the order of their starts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import sha256
from json import dumps
from pathlib import Path
from typing import NoReturn

from lint.audit.document import Document
from lint.audit.sections import Point
from lint.audit.stored import StoredError, load
from lint.files import located
from lint.formats.plain import printable

# What the report of this audit is called: it lies beside the page that shows the history.
PRESENT = "report.json"


def history(folder: Path, document: Document, apart: Path | None = None) -> list[Point]:
    """The reports below a folder, by their start, and this one last, whatever its clock says.

    Every file whose name ends in `.json` is one, so that none is lost for its name or its place; points call them as
    they lie in the folder. A report that is there twice, or is the present one, is one point: two are the same when
    they have the same start and the same content, apart from what they say of other reports. What lies in the folder
    `apart` is passed by: this audit takes its place.

    Raises:
        StoredError: there is no such folder, or a file in it is no report: it would be missing from the history, and
            nobody would see that.
    """
    seen = {_identity(document)}
    points = []
    for path in _reports(folder, apart):
        name = printable(path.relative_to(folder).as_posix())
        try:
            each = load(path)
        except StoredError as error:
            raise StoredError(f"{error}; move it out of the history {printable(str(folder))}") from error
        if (identity := _identity(each)) not in seen:
            seen.add(identity)
            points.append(point(each, name))
    points.sort(key=lambda each: (each["started"], each["report"]))
    return [*points, point(document, PRESENT)]


def point(document: Document, report: str) -> Point:
    """A report in short; `report` is what it is called."""
    sums = document["summary"]
    return {
        "started": document["run"]["started"],
        "report": report,
        "files": sums["files"],
        "errors": sums["errors"],
        "warnings": sums["warnings"],
        "infos": sums["infos"],
        "waived": sums["waived"],
        "references": sums["references"],
        "verified": sums["verified"],
        "code": document["audit"]["verdict"]["code"],
        "limited": bool(document["audit"]["verdict"]["limits"]),
    }


def _reports(folder: Path, apart: Path | None) -> Iterator[Path]:
    """The files below a folder that a report may be, in the order of their names."""
    shown = printable(str(folder))
    if not folder.exists() and apart and apart.is_relative_to(located(folder)):
        return  # the first audit of a history that is to lie there
    if not folder.is_dir():
        raise StoredError(f"there is no folder {shown} with earlier reports")

    def refuse(error: OSError) -> NoReturn:
        raise StoredError(f"{printable(str(error.filename))} cannot be read: {error.strerror}") from error

    for here, folders, names in os.walk(folder, onerror=refuse):
        if linked := next((name for name in sorted(folders) if Path(here, name).is_symlink()), None):
            raise StoredError(f"{printable(str(Path(here, linked)))} is a link, which is not followed; name its folder")
        folders[:] = sorted(name for name in folders if located(Path(here, name)) != apart)
        yield from (Path(here, name) for name in sorted(names) if name.lower().endswith(".json"))


def _identity(document: Document) -> str:
    """The same for the same report, whichever others it was compared with."""
    bare = {**document, "audit": {**document["audit"], "trend": None, "history": []}}
    return sha256(dumps(bare, sort_keys=True).encode()).hexdigest()
