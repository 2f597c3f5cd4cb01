"""The baseline as it lies on disk, or in the commit that decides."""

from __future__ import annotations

from pathlib import Path

from lint import files
from lint.baseline import Baseline
from lint.baseline.matching import common
from lint.baseline.written import BaselineError, dump, parse
from lint.files import DISK, Source


def read(path: Path, source: Source = DISK) -> Baseline:
    """What a file knows. Where a commit decides, what both it and the disk know: a change can only take away.

    Raises:
        BaselineError: there is none, or it cannot be used.
    """
    decides = _read(path, source)
    if source is DISK:
        return decides
    return common(decides, _read(path, DISK) if DISK.has(path) else decides._replace(files={}, text=""))


def _read(path: Path, source: Source) -> Baseline:
    if not source.has(path):
        name = files.shown(path)
        raise BaselineError(f"there is no baseline {name}; write one with medlint check --write-baseline {name}")
    content = files.read(path, source)
    try:
        if content.reason:
            raise BaselineError(content.reason)
        return parse(content.text, path.parent)
    except BaselineError as error:
        remedy = "write it anew: delete it, then medlint check --write-baseline FILE"
        raise BaselineError(f"the baseline {files.shown(path)} cannot be used: {error}; {remedy}") from error


def write(path: Path, baseline: Baseline) -> None:
    """Put a baseline in place, whole or not at all.

    Raises:
        BaselineError: it cannot be written.
    """
    from lint.atomic import replace

    text = dump(baseline).encode("utf-8")
    try:
        if not path.is_file() or path.read_bytes() != text:
            replace(path, text)
    except OSError as error:
        raise BaselineError(f"the baseline {files.shown(path)} cannot be written: {error.strerror}") from error
