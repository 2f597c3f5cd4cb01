"""Which findings a baseline knows, which of its entries are gone, and how it shrinks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from lint.baseline import Baseline, Entry, is_knowable, name
from lint.baseline.renames import renames
from lint.finding import SEVERITIES, Finding, Severity


class Looked(NamedTuple):
    """What a run looked at, for nothing else can tell that a finding is gone.

    `checked` has the files that were checked completely, as findings name them, with the rules that could judge each:
    those that ran, without those that need the registries' answers where one is missing. `gone` tells whether a file is
    no longer on disk; `rules` are those that ran at all. `whole` is False for a run over some of the articles: a file
    that is gone may have a new name among the others.
    """

    checked: Mapping[str, Collection[str]]
    rules: Collection[str]
    gone: Callable[[Path], bool]
    whole: bool = True


class Applied(NamedTuple):
    """The findings, those that are known set aside; entries that match nothing any more, by file; and new names."""

    findings: tuple[Finding, ...]
    stale: Mapping[str, tuple[Entry, ...]]
    renamed: Mapping[str, str]


def apply(findings: Sequence[Finding], baseline: Baseline, looked: Looked) -> Applied:
    """Set the findings aside that the baseline knows; their order stays.

    An entry knows the finding of its fingerprint in its file, unless that is more severe now; and in another file that
    has none of its own, when its own file is gone and that other one is what became of it. What somebody answers for
    needs no entry.
    """
    names = {path: name(Path(path), baseline.folder) for path in {*looked.checked, *(each.path for each in findings)}}
    own: dict[str, dict[str, int]] = {path: {} for path in names.values()}
    for number, finding in enumerate(findings):
        if finding.waived is None and is_knowable(finding):
            own[names[finding.path]].setdefault(finding.fingerprint, number)
    gone = {path for path in baseline.files if path not in own and looked.gone(baseline.folder / path)}
    renamed = renames(
        {path: [entry.fingerprint for entry in baseline.files[path]] for path in sorted(gone)},
        {path: found for path, found in own.items() if path not in baseline.files},
    )
    judged = {names[path]: rules for path, rules in looked.checked.items()}
    result = list(findings)
    stale: dict[str, tuple[Entry, ...]] = {}
    for path, entries in baseline.files.items():
        now = renamed.get(path, path)
        left = _left(entries, own.get(now, {}), result)
        rules = judged.get(now, looked.rules if now in gone and looked.whole else ())
        if unmatched := tuple(entry for entry in left if entry.rule in rules):
            stale[path] = unmatched
    return Applied(tuple(result), stale, renamed)


def _left(entries: Sequence[Entry], own: Mapping[str, int], findings: list[Finding]) -> list[Entry]:
    """Set aside what the entries of a file know; those that know nothing of it."""
    left = []
    for entry in entries:
        number = own.get(entry.fingerprint)
        if number is None or findings[number].rule != entry.rule:
            left.append(entry)
        elif entry.excuses(findings[number].severity) and not findings[number].aside:
            findings[number] = findings[number]._replace(aside="baseline")
    return left


def shrunk(baseline: Baseline, applied: Applied) -> Baseline:
    """The baseline without what is gone, with the new names of files; nothing is ever added."""
    files = {}
    for path, entries in baseline.files.items():
        stale = {entry.fingerprint for entry in applied.stale.get(path, ())}
        if left := tuple(entry for entry in entries if entry.fingerprint not in stale):
            files[applied.renamed.get(path, path)] = left
    return Baseline(baseline.folder, files)


def common(base: Baseline, head: Baseline) -> Baseline:
    """What both know: the base of a pull request decides, and its head can only take away.

    Files keep the base's names, also when the head writes of them under a new one: whether a file was renamed is seen
    on the disk. `text` is the head's, which lies there.
    """
    renamed = renames(
        _fingerprints({path: entries for path, entries in base.files.items() if path not in head.files}),
        _fingerprints({path: entries for path, entries in head.files.items() if path not in base.files}),
    )
    files = {}
    for path, entries in base.files.items():
        others = {entry.fingerprint: entry for entry in head.files.get(renamed.get(path, path), ())}
        pairs = ((entry, others[entry.fingerprint]) for entry in entries if entry.fingerprint in others)
        if both := tuple(entry._replace(severity=_milder(entry, other)) for entry, other in pairs):
            files[path] = both
    return Baseline(base.folder, files, head.text)


def _milder(one: Entry, other: Entry) -> Severity:
    return max(one.severity, other.severity, key=SEVERITIES.index)


def _fingerprints(files: Mapping[str, Sequence[Entry]]) -> dict[str, list[str]]:
    return {path: [entry.fingerprint for entry in entries] for path, entries in files.items()}
