"""The ledger of an audit: what became of every file and why, and how every rule fared on them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from lint.audit import sections
from lint.document import Cause
from lint.evidence import UNCONFIRMED
from lint.finding import Gap
from lint.formats.plain import count
from lint.report import FileRow, Judgement, Report

_WORDS: Mapping[Cause | None, str] = {
    None: "checked by every rule that is on",
    "excluded": "left out by a pattern of the configuration",
    "ignored": "ignored by .gitignore",
    "hidden": "a folder that is hidden, or a tool's",
    "not-markdown": "not Markdown",
    "approved-wording": "an approved wording, not an article",
    "link": "a link that is not followed",
    "missing": "nothing lies there",
    "unreadable": "not to be read from the disk",
    "not-text": "not a text in UTF-8",
    "component": "MDX, whose components are not read",
    "too-deep": "nested too deeply",
    "part": "a part that could not be read",
    "language": "a language that a rule does not read",
    "lock": "the lock could not be used or confirmed",
    "defect": "medlint failed on it",
    "rule-off": "a rule that is switched off",
    "unverified": "references that no registry has confirmed",
}


def coverage(report: Report) -> sections.Coverage:
    """The ledger: each row of the report's files once, by what became of it and why."""
    statuses = Counter(row.status for row in report.files)
    causes = Counter((row.status, row.cause) for row in report.files)
    return {
        "in_scope": len(report.files),
        "checked": statuses["checked"],
        "unchecked": statuses["unchecked"],
        "skipped": statuses["skipped"],
        "causes": [
            {"status": status, "cause": cause, "words": _WORDS[cause], "files": number}
            for (status, cause), number in sorted(causes.items(), key=lambda item: _order(*item[0]))
        ],
        "gaps": list(_gaps(report)),
    }


def _order(status: str, cause: Cause | None) -> tuple[int, int]:
    return ("checked", "unchecked", "skipped").index(status), list(_WORDS).index(cause)


def _gaps(report: Report) -> Iterator[sections.Gap]:
    """What could not be judged in the files that were checked: by language, by what was switched off, by registries."""
    checked = {row.path for row in report.files if row.status == "checked"}
    states: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for reference in report.references:
        states[reference.path][reference.state] += 1
    unread: defaultdict[str, list[tuple[Gap, str]]] = defaultdict(list)
    for finding in report.findings:
        if finding.gap:
            unread[finding.path].append((finding.gap, finding.message))
    everywhere = frozenset[str]()
    if report.judged:
        everywhere = frozenset.intersection(*(each.off for each in report.judged))
        if everywhere:
            yield _gap("", "rule-off", everywhere, "switched off in all files")
    for judged in sorted(report.judged, key=lambda each: each.path):
        if judged.path not in checked:
            continue
        for gap, message in unread[judged.path]:
            yield _gap(judged.path, gap.cause, gap.rules, message)
        if off := judged.off - everywhere:
            yield _gap(judged.path, "rule-off", off, "switched off for this file")
        if left := judged.unconfirmed - judged.off:
            found = states[judged.path]
            told = (
                f"{count(found[state], 'reference')} {words}" for state, words in UNCONFIRMED.items() if found[state]
            )
            yield _gap(judged.path, "unverified", left, " and ".join(told))


def _gap(path: str, cause: Cause, rules: Iterable[str], reason: str) -> sections.Gap:
    return {"path": path, "cause": cause, "rules": sorted(rules), "reason": reason}


def rules(report: Report) -> Iterator[sections.Rule]:
    """How every rule fared on the files that were to be checked."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    excused: defaultdict[str, set[str]] = defaultdict(set)
    for finding in report.findings:
        if finding.counts:
            found[finding.rule][finding.path] += 1
        else:
            excused[finding.rule].add(finding.path)
    judged = {each.path: each for each in report.judged}
    rows = [row for row in report.files if row.status != "skipped"]
    for rule in report.rules:
        fared = Counter(_fared(rule.id, row, judged.get(row.path), found[rule.id], excused[rule.id]) for row in rows)
        yield {
            "id": rule.id,
            "severity": rule.severity,
            "summary": rule.summary,
            "source": rule.source,
            "safety": rule.safety,
            "standards": list(rule.standards),
            "failed": fared["failed"],
            "excused": fared["excused"],
            "passed": fared["passed"],
            "incomplete": fared["incomplete"],
            "not_applicable": fared["not_applicable"],
            "off": fared["off"],
            "unchecked": fared["unchecked"],
            "findings": found[rule.id].total(),
        }


def _fared(rule: str, row: FileRow, judged: Judgement | None, found: Counter[str], excused: set[str]) -> str:
    """What a rule made of a file; what it found comes first, whatever else it could not see."""
    if row.path in found:
        return "failed"
    if row.path in excused:
        return "excused"
    if row.status == "unchecked" or judged is None:
        return "unchecked"
    if rule in judged.off:
        return "off"
    if rule in judged.inapplicable:
        return "not_applicable"
    return "incomplete" if rule in judged.unread | judged.unconfirmed else "passed"
