"""The whole of an audit's document around some rows."""

from __future__ import annotations

from lint.audit.document import Document, File, Finding, Reference
from lint.audit.sections import Rule
from lint.document import Cause
from lint.report import Status
from tests.lint.audit.rows import RULES, at

_CAUSES: tuple[tuple[Status, Cause | None, str], ...] = (
    ("checked", None, "checked completely"),
    ("unchecked", "not-text", "not a text in UTF-8"),
    ("skipped", "excluded", "left out by a pattern of the configuration"),
    ("skipped", "not-markdown", "not Markdown"),
)


def document(
    findings: list[Finding],
    references: list[Reference],
    files: list[File],
    text: str = "",
    rules: list[Rule] | None = None,
) -> Document:
    """A document with these rows; its sums are theirs."""
    open_ = [each["severity"] for each in findings if each["standing"] == "open"]
    statuses = [each["status"] for each in files]
    states = [each["state"] for each in references]
    standings = [each["standing"] for each in findings]
    first = files[0]["path"]
    return {
        "schema": 1,
        "tool": {"name": "medlint", "version": "0.1.0"},
        "run": {
            "started": "2026-11-25T09:00:00Z",
            "paths": [text or "content"],
            "offline": True,
            "locked": False,
            "config": text or "medlint.toml",
            "baseline": text or "baseline.json",
            "changed_since": None,
            "policy_from": None,
        },
        "files": files,
        "findings": findings,
        "references": references,
        "citations": [{"path": first, "start": at(4), "end": at(4, 4), "text": text or "[1]", "labels": [text or "1"]}],
        "remarks": [{"path": text or "medlint.toml", "message": text or "the gate itself is changed"}],
        "summary": {
            "files": len(files) - statuses.count("skipped"),
            "checked": statuses.count("checked"),
            "errors": open_.count("error"),
            "warnings": open_.count("warning"),
            "infos": open_.count("info"),
            "waived": standings.count("waived"),
            "references": len(references),
            "verified": states.count("verified"),
            "unverified": states.count("unverified"),
            "known": standings.count("known"),
            "outside": standings.count("outside"),
        },
        "exit_code": 2 if "unchecked" in statuses else 1 if "error" in open_ else 0,
        "audit": {
            "title": text or "Health articles, autumn 2026",
            "demand": {"fail_on": "error", "require_verified": True, "confirmed": True},
            "verdict": {"code": 1, "words": text or "Not passed: errors were found.", "limits": text},
            "without_exemptions": {"code": 1, "words": text or "Not passed: errors were found.", "limits": text},
            "coverage": {
                "in_scope": len(files),
                "checked": statuses.count("checked"),
                "unchecked": statuses.count("unchecked"),
                "skipped": statuses.count("skipped"),
                "causes": [
                    {"status": status, "cause": cause, "words": text or words, "files": number}
                    for status, cause, words in _CAUSES
                    if (number := sum(each["status"] == status and each["cause"] == cause for each in files))
                ],
                "gaps": [
                    {
                        "path": first,
                        "cause": "language",
                        "rules": ["dosing-instruction"],
                        "reason": text or "It is in Swedish.",
                    },
                    {
                        "path": first,
                        "cause": "rule-off",
                        "rules": ["mismatched-number"],
                        "reason": text or "switched off",
                    },
                ],
            },
            "rules": rules
            if rules is not None
            else [
                {
                    "id": name,
                    "severity": severity,
                    "summary": f"something that {name} reports",
                    "source": "https://example.org/guideline",
                    "safety": name == "dosing-instruction",
                    "standards": ["jama:attribution"],
                    "failed": sum(each["rule"] == name and each["standing"] == "open" for each in findings),
                    "excused": 1,
                    "passed": 1,
                    "incomplete": 0,
                    "not_applicable": 1,
                    "off": 0,
                    "unchecked": 1,
                    "findings": sum(each["rule"] == name and each["standing"] == "open" for each in findings),
                }
                for name, severity in RULES
            ],
            "exemptions": [
                {
                    "rule": "missing-pmid",
                    "path": text or "medlint.toml",
                    "line": 7,
                    "text": text or "take 5 mg",
                    "reason": text or "quoted from the guideline",
                    "approver": text or "Dr. Roe",
                    "until": "2027-01-31",
                    "days_left": 67,
                    "state": "active",
                    "why": "",
                    "origin": "committed",
                    "author": text or "Jane Roe",
                    "commit": "0123456789abcdef0123456789abcdef01234567",
                    "committed": "2026-10-01T08:00:00Z",
                    "change": text or "ketamine: quote the guideline",
                    "findings": 1,
                },
                {
                    "rule": "broken-link",
                    "path": text or first,
                    "line": 3,
                    "text": text or "see the table",
                    "reason": text or "comes later",
                    "approver": "",
                    "until": "2026-11-01",
                    "days_left": -24,
                    "state": "expired",
                    "why": text or "It ended on 2026-11-01.",
                    "origin": "uncommitted",
                    "author": "",
                    "commit": "",
                    "committed": "",
                    "change": "",
                    "findings": 0,
                },
            ],
            "baseline": {"path": text or "baseline.json", "known": standings.count("known"), "stale": 1},
            "trend": {
                "started": "2026-08-25T09:00:00Z",
                "version": "0.1.0",
                "report": text or "2026-08/report.json",
                "new": 1,
                "fixed": 1,
                "unchanged": max(len(findings) - 1, 0),
                "waived": 0,
                "returned": 0,
                "unknown": 0,
                "renamed": {text or "content/old.md": first},
                "changes": [
                    {
                        "kind": kind,
                        "rule": "missing-pmid",
                        "severity": "error",
                        "path": text or first,
                        "line": 3,
                        "message": text or "Reference 1 has no PMID.",
                        "fingerprint": "0" * 32,
                        "was": "",
                    }
                    for kind in ("new", "fixed")
                ],
            },
            "history": [
                {
                    "started": f"2026-{month:02d}-25T09:00:00Z",
                    "report": text or f"2026-{month:02d}/report.json",
                    "files": 40 + month,
                    "errors": 30 - month,
                    "warnings": 10,
                    "infos": 2,
                    "waived": month // 3,
                    "references": 100 + month,
                    "verified": 90 + month,
                    "code": 1,
                    "limited": False,
                }
                for month in (2, 5, 8, 11)
            ],
            "provenance": {
                "python": "3.11.7",
                "platform": "Linux",
                "command": ["medlint", "audit", text or "content", "-o", "audit"],
                "packs": [{"name": "medlint", "distribution": "medlint 0.1.0", "rules": 26, "sha256": "ab" * 32}],
                "inputs": [
                    {"path": text or "medlint.toml", "role": "configuration", "sha256": "cd" * 32},
                    {"path": text or "content/references.lock", "role": "lock", "sha256": None},
                ],
                "registries": [{"name": "crossref", "address": text or "https://api.crossref.org", "usual": True}],
                "git": {
                    "commit": "0123456789abcdef0123456789abcdef01234567",
                    "branch": text or "main",
                    "dirty": True,
                    "changed": [first],
                },
            },
            "sign_off": [
                {
                    "role": text or "medical",
                    "name": text or "Dr. Jane Roe",
                    "decision": text or "approved",
                    "date": "2026-11-25",
                },
                {"role": "legal", "name": "", "decision": "", "date": ""},
                {"role": "editorial", "name": "", "decision": "", "date": ""},
            ],
            "standards": [
                {
                    "id": "jama",
                    "name": "JAMA benchmarks",
                    "source": "https://example.org/jama",
                    "criteria": [
                        {
                            "id": "attribution",
                            "name": "Attribution",
                            "text": "References are listed.",
                            "rules": ["missing-pmid"],
                        },
                        {"id": "currency", "name": "Currency", "text": "Dates are given.", "rules": []},
                    ],
                },
            ],
        },
    }
