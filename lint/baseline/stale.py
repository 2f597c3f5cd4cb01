"""What is said of entries of a baseline whose findings are gone."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from lint.baseline import Baseline
from lint.baseline.matching import Applied
from lint.baseline.written import quoted
from lint.finding import Finding, Lines, Severity
from lint.formats.plain import count
from lint.spans import LineIndex, Position
from lint.waivers import UNUSED

_NAMED = 3


def findings(baseline: Baseline, applied: Applied, shown: str, severity: Severity = "warning") -> Iterator[Finding]:
    """One finding when entries are stale, at the first of them; `shown` is the baseline's path as reports show it."""
    if not applied.stale:
        return
    sums = {path: len(entries) for path, entries in sorted(applied.stale.items())}
    path, (first, *_) = min(applied.stale.items())
    lines = _line(baseline.text, path, first.fingerprint)
    bare = lines.text.strip()
    column = lines.text.find(bare)
    start = Position(lines.first, column + 1, lines.offset + column)
    yield Finding(
        UNUSED,
        severity,
        _message(sums),
        f"{'Drop it' if sum(sums.values()) == 1 else 'Drop them'} with: "
        f"medlint check --write-baseline {shlex.quote(shown)}",
        shown,
        start,
        Position(lines.first, start.column + len(bare), start.offset + len(bare)),
        bare,
        None,
        f"{UNUSED}\x1fbaseline\x1f\x1f1",
        lines=lines,
    )


def _message(sums: dict[str, int]) -> str:
    total = sum(sums.values())
    verb = "is" if total == 1 else "are"
    told = [f"{number} in {path}" for path, number in list(sums.items())[:_NAMED]]
    if len(sums) > _NAMED:
        rest = sum(list(sums.values())[_NAMED:])
        told.append(f"{rest} in {count(len(sums) - _NAMED, 'other file')}")
    return f"{count(total, 'finding')} that this baseline knows {verb} gone: {', '.join(told)}."


def _line(text: str, path: str, fingerprint: str) -> Lines:
    """The line of an entry; the first one when the text was not written by medlint, or is of another version."""
    at = text.find(fingerprint, max(text.find(f"{quoted(path)}: ["), 0))
    at = max(at if at != -1 else text.find(fingerprint), 0)
    index = LineIndex(text)
    number = index.position(at).line
    start = index.starts[number - 1]
    end = index.starts[number] if number < len(index.starts) else len(text)
    return Lines(number, start, text[start:end])
