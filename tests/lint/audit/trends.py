"""Reports to compare: rows of findings and files whose identity the test decides."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import cast

from lint.audit.document import Document, File, Finding, Reference, Standing
from lint.audit.sections import Gap, Trend
from lint.audit.trend import trend
from lint.report import Status
from tests.lint.audit.rows import finding
from tests.lint.audit.whole import document

A, B, C = "content/a.md", "content/b.md", "content/c.md"
RULE = "missing-pmid"
SUMS = ("new", "fixed", "unchanged", "waived", "returned", "unknown")


def digest(text: str, length: int = 64) -> str:
    """A digest of a text."""
    return sha256(text.encode()).hexdigest()[:length]


def found(path: str, words: str, line: int = 1, standing: Standing = "open", rule: str = RULE) -> Finding:
    """A finding whose fingerprint is that of its words."""
    return {**finding(rule, "error", path, line, standing), "fingerprint": digest(words, 32)}


def file(path: str, content: str = "", status: Status = "checked", reason: str | None = None) -> File:
    """A file of some content; by default of one that no other has."""
    return {
        "path": path,
        "sha256": None if status == "skipped" else digest(content or path),
        "status": status,
        "cause": "excluded" if status == "skipped" else "not-text" if status == "unchecked" else None,
        "reason": reason,
    }


def report(
    findings: Sequence[Finding] = (),
    files: Sequence[File] = (),
    references: Sequence[Reference] = (),
    gaps: Sequence[Gap] = (),
) -> Document:
    """A report with these rows, in which every rule is on in every file."""
    made = document(list(findings), list(references), list(files) or [file("content/other.md")])
    made["audit"]["coverage"]["gaps"] = list(gaps)
    return made


def compared(then: Document, now: Document) -> Trend:
    """The trend from one to the other."""
    return trend(now, then, "old.json")


def sums(of: Trend) -> dict[str, int]:
    """The counts of a trend that are not zero."""
    return {key: number for key, number in cast("dict[str, int]", of).items() if key in SUMS and number}


def told(of: Trend) -> list[tuple[str, str, int, str]]:
    """The changes in short."""
    return [(each["kind"], each["path"], each["line"], each["was"]) for each in of["changes"]]


def gap(path: str, *rules: str, cause: str = "language", reason: str = "It is in Swedish.") -> Gap:
    """Something that rules could not judge."""
    return cast("Gap", {"path": path, "cause": cause, "rules": list(rules), "reason": reason})
