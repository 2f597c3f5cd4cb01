"""The GitLab report: what GitLab's parser takes, the same fingerprints for the same findings, nothing left out."""

from __future__ import annotations

import json
from typing import Any

from lint.finding import Finding
from lint.formats import Layout, renderer
from lint.report import Remark, Report
from tests.lint.formats.sample import HOSTILE, MISSING, REPORT, RULES, many


def _entries(report: Report) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads(renderer("gitlab")(report, Layout()))
    return entries


def _fingerprints(*findings: Finding) -> list[str]:
    return [entry["fingerprint"] for entry in _entries(REPORT._replace(findings=findings))]


def test_entries() -> None:
    """What counts has its severity; what somebody answers for stays, as information that says so."""
    assert _entries(REPORT) == [
        {
            "description": (
                "(waived: known, Dr. Roe, until 2027-01-31) The link \\x1b[31m%0A::error::x\\u202e leads nowhere."
            ),
            "check_name": "broken-link",
            "fingerprint": "9134bb258275c2aee05634c514b7ef8b",
            "severity": "info",
            "location": {"path": "content/a,b:c.md", "lines": {"begin": 1, "end": 2}},
        },
        {
            "description": "Reference 1 has no PMID. Add: PMID: 1. Then check again.",
            "check_name": "missing-pmid",
            "fingerprint": "128c6a67133d8850b4f058654f903bc3",
            "severity": "major",
            "location": {"path": "content/x.md", "lines": {"begin": 3, "end": 3}},
        },
    ]


def test_severities() -> None:
    """An error of a rule that nobody can wave through is worse than others; what does not count is information."""
    dose = MISSING._replace(rule="dosing-instruction", anchor="1")
    findings = (
        dose,
        dose._replace(severity="warning"),
        MISSING,
        MISSING._replace(severity="warning"),
        MISSING._replace(severity="info"),
        dose._replace(aside="baseline"),
        dose._replace(aside="outside"),
    )
    entries = _entries(REPORT._replace(findings=findings, rules=RULES))

    assert [entry["severity"] for entry in entries] == ["critical", "minor", "major", "minor", "info", "info", "info"]
    assert [entry["description"].split(" Reference")[0] for entry in entries[5:]] == [
        "(known: in the baseline)", "(outside the change)",
    ]  # fmt: skip


def test_fingerprints_outlive_what_a_merge_request_changes() -> None:
    """The place, the words of the message and whether it counts are no part of a fingerprint."""
    moved = MISSING._replace(start=HOSTILE.start, end=HOSTILE.end, message="Another.", aside="outside")

    assert _fingerprints(MISSING) == _fingerprints(moved)


def test_fingerprints_are_unique() -> None:
    """Two files may hold the same fault, and a careless pack may anchor two findings alike."""
    fingerprints = _fingerprints(MISSING, MISSING._replace(path="content/y.md"), MISSING)

    assert len(set(fingerprints)) == 3
    assert fingerprints[0] == _fingerprints(MISSING)[0]
    assert len({entry["fingerprint"] for entry in _entries(many(1000))}) == 1000


def test_remarks() -> None:
    """What reviewers should know of the run stands first, as information."""
    remark = Remark("medlint.toml", "The gate itself is changed.")
    first = _entries(REPORT._replace(remarks=(remark,)))[0]

    assert (first["description"], first["severity"]) == ("The gate itself is changed.", "info")
    assert first["location"] == {"path": "medlint.toml", "lines": {"begin": 1}}


def test_nothing_found() -> None:
    """An empty list, which GitLab compares; no byte order mark, which it refuses."""
    assert renderer("gitlab")(REPORT._replace(findings=()), Layout()) == "[]\n"
