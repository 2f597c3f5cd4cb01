"""A GitLab Code Quality report (docs.gitlab.com, "Code Quality", section "Code Quality report format").

GitLab compares the report of a merge request with that of its target branch, by fingerprints alone: what is missing
from the former counts as resolved. So every finding is in every report, and those that do not count say so.
"""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

from lint.finding import Finding
from lint.formats import Layout
from lint.formats.ascii_json import Json, written
from lint.formats.plain import aside, printable
from lint.report import Remark, Report

# Of GitLab's five severities; what no comment may wave through stands above other errors.
_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}
_SAFETY = "critical"


def render(report: Report, layout: Layout) -> str:
    """A list of all findings, and of what reviewers should know of the run itself."""
    safety = {rule.id for rule in report.rules if rule.safety}
    fingerprints = _Fingerprints()
    remarks: list[Json] = [_remark(remark, fingerprints) for remark in report.remarks]
    findings: list[Json] = [
        _degradation(finding, _severity(finding, safety), fingerprints) for finding in report.findings
    ]
    return written(remarks + findings)


class _Fingerprints:
    """Makes digests, unique in the report: of several results with one fingerprint GitLab shows one."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, str]] = Counter()

    def __call__(self, path: str, anchor: str) -> str:
        self._seen[path, anchor] += 1
        key = f"{path}\0{anchor}"
        if (number := self._seen[path, anchor]) > 1:
            key += f"\0{number}"
        return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _severity(finding: Finding, safety: set[str]) -> str:
    if not finding.counts:
        return "info"
    return _SAFETY if finding.severity == "error" and finding.rule in safety else _SEVERITIES[finding.severity]


def _degradation(finding: Finding, severity: str, fingerprint: _Fingerprints) -> dict[str, Json]:
    told = (aside(finding) and f"({aside(finding)})", finding.message, finding.help)
    return {
        "description": _line(*told),
        "check_name": finding.rule,
        "fingerprint": fingerprint(finding.path, finding.anchor),
        "severity": severity,
        "location": {
            "path": finding.path,
            "lines": {"begin": finding.start.line, "end": finding.end.line},
        },
    }


def _remark(remark: Remark, fingerprint: _Fingerprints) -> dict[str, Json]:
    return {
        "description": _line(remark.message),
        "check_name": "medlint",
        "fingerprint": fingerprint(remark.path, f"medlint\x1f{remark.message}"),
        "severity": "info",
        "location": {"path": remark.path, "lines": {"begin": 1}},
    }


def _line(*told: str) -> str:
    """One line: the list in which GitLab shows it has no other."""
    return printable(" ".join(word for text in told for word in text.split()))
