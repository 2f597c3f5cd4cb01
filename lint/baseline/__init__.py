"""The baseline: findings that were there when a repository switched medlint on. They are known, and it only shrinks."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from lint.config import UNWAIVABLE
from lint.files import located
from lint.finding import SEVERITIES, Finding, Severity

SCHEMA = 1
_EXCERPT = 80


class Entry(NamedTuple):
    """A finding that is known: its rule, how severe it was, its fingerprint, and words that help people find it."""

    rule: str
    severity: Severity
    fingerprint: str
    excerpt: str = ""

    def excuses(self, severity: Severity) -> bool:
        """Whether a finding of that severity is no worse than what is known."""
        return SEVERITIES.index(severity) >= SEVERITIES.index(self.severity)


class Baseline(NamedTuple):
    """The known findings by file. `folder` is where the baseline lies; files are named relative to it, with `/`.

    No file has two entries with one fingerprint. `text` is what the baseline was read from, empty for one that was not.
    """

    folder: Path
    files: Mapping[str, tuple[Entry, ...]]
    text: str = ""


def name(path: Path, folder: Path) -> str:
    """What a baseline in a folder calls a file, from whichever directory and however it was named.

    A folder that is reached by a link, as /tmp on macOS, is the folder that the link leads to.
    """
    path, folder = located(path), located(folder)
    if not path.is_relative_to(folder):
        real, real_folder = Path(os.path.realpath(path.parent)) / path.name, Path(os.path.realpath(folder))
        if real.is_relative_to(real_folder):
            path, folder = real, real_folder
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive of Windows
        return path.as_posix()


def is_knowable(finding: Finding) -> bool:
    """Whether a baseline may know it: what nobody could check, and a waiver that fails, are never old news."""
    return finding.rule not in UNWAIVABLE


def of(findings: Iterable[Finding], folder: Path) -> Baseline:
    """The baseline in a folder that knows all findings that count, in the order of their places.

    What is fixed together stands together so: two branches that work on different sections of an article take out
    different lines, and merge.
    """
    names: dict[str, str] = {}
    files: dict[str, dict[str, Entry]] = {}
    for finding in sorted(findings, key=lambda each: (each.path, each.start.offset, each.end.offset, each.rule)):
        if not finding.counts or not is_knowable(finding):
            continue
        if finding.path not in names:
            names[finding.path] = name(Path(finding.path), folder)
        excerpt = " ".join(finding.excerpt[: 10 * _EXCERPT].split())[:_EXCERPT]
        entry = Entry(finding.rule, finding.severity, finding.fingerprint, excerpt)
        files.setdefault(names[finding.path], {}).setdefault(entry.fingerprint, entry)
    return Baseline(located(folder), {path: tuple(entries.values()) for path, entries in files.items()})
