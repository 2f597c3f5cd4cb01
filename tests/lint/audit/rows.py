"""Rows of an audit's document: findings and references."""

from __future__ import annotations

from hashlib import sha256

from lint.audit.document import Context, Evidence, Finding, Notice, Position, Record, Reference, Standing
from lint.finding import Severity

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
RULES: tuple[tuple[str, Severity], ...] = (
    ("missing-pmid", "error"),
    ("dosing-instruction", "error"),
    ("uncited-reference", "warning"),
    ("mismatched-number", "info"),
)


def at(line: int, column: int = 1) -> Position:
    """A place in a file whose lines have eighty characters."""
    return {"line": line, "column": column, "offset": 80 * (line - 1) + column - 1}


def finding(
    rule: str, severity: Severity, path: str, line: int, standing: Standing = "open", text: str = ""
) -> Finding:
    """A finding in a line; `text` stands in the place of every text that comes from outside."""
    said = text or f"take 5 mg of line {line}"
    context: Context = {"line": line, "before": text or "You should ", "marked": said, "after": text or " at night."}
    return {
        "rule": rule,
        "severity": severity,
        "message": text or f"The words of line {line} break {rule}.",
        "help": text or "Say what was done in the study,\nand send readers to their doctor.",
        "path": path,
        "start": at(line),
        "end": at(line, 1 + len(said)),
        "excerpt": said,
        "fingerprint": sha256(f"{rule} {path!r} {line} {text!r}".encode()).hexdigest()[:32],
        "waived": {
            "reason": text or "quoted from the guideline",
            "approver": text or "Dr. Roe",
            "until": "2027-01-31",
            "path": text or "medlint.toml",
            "line": 7,
        }
        if standing == "waived"
        else None,
        "aside": {"known": "baseline", "outside": "outside"}.get(standing),
        "standing": standing,
        "context": context,
    }


def reference(path: str, number: int, state: str = "verified", text: str = "") -> Reference:
    """A reference; `text` stands in the place of every text that comes from outside."""
    notice: Notice = {
        "kind": "retraction",
        "date": "2024-03-01",
        "identifier": text or "10.1234/retraction",
        "source": "crossref",
    }
    known = state not in ("unverified", "no-identifier", "unknown")
    record: Record = {
        "title": text or "Ketamine for pain",
        "authors": [text or "Dahan A", "Sigtermans M"],
        "journal": text or "Pain",
        "year": 2010,
        "volume": text or "147",
        "pages": text or "107-115",
        "notices": [notice] if state == "retracted" else [],
    }
    evidence: Evidence = {
        "compared": [
            {
                "field": "title",
                "stated": text or "Ketamine for pain",
                "recorded": text or "Ketamine for pain",
                "outcome": "same",
            },
            {"field": "author", "stated": text or "Dahan A", "recorded": text or "Dahan A", "outcome": "same"},
            {"field": "year", "stated": text or "2009", "recorded": "2010", "outcome": "differs"},
            {"field": "journal", "stated": text or "Pain", "recorded": text or "Pain", "outcome": "same"},
            {"field": "volume", "stated": "", "recorded": text or "147", "outcome": "unstated"},
            {"field": "pages", "stated": text or "107", "recorded": "", "outcome": "unrecorded"},
        ]
        if known
        else [],
        "age_days": 5 + number if known else None,
        "by_hand": state == "unverified" and number % 2 == 0,
        "from_lock": known,
        "notices": [notice] if state == "retracted" else [],
        "other": (text or "“Another paper” (Roe J, 2011)") if state == "mismatched" else "",
    }
    return {
        "path": path,
        "label": text or str(number),
        "start": at(100 + number),
        "end": at(100 + number, 60),
        "text": text or f"Dahan A. Ketamine for pain, part {number}. Pain. 2009;147:107-15.",
        "doi": text or (None if state == "no-identifier" else f"10.1234/pain.{number}"),
        "pmid": text or (None if state == "no-identifier" else f"1234{number:03d}"),
        "state": state,  # type: ignore[typeddict-item]  # one of the seven
        "reason": None if state == "verified" else text or "nobody has confirmed it",
        "checked": "2026-11-20T08:00:00Z" if known else None,
        "sources": [text or "crossref", "pubmed"] if known else [],
        "record": record if known else None,
        "evidence": evidence,
    }


STATES = ("verified", "mismatched", "unknown", "retracted", "concern", "unverified", "no-identifier")
