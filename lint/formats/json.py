"""The report as JSON, schema 1: everything a program needs, the same bytes for the same input."""

from __future__ import annotations

import json
import re
from typing import Any

from lint.finding import Finding, Fix
from lint.formats import Layout
from lint.formats.plain import printable
from lint.records import Record
from lint.report import CitationRow, ReferenceRow, Report
from lint.spans import Position

SCHEMA = 1
# Legal in a JSON text, but a terminal obeys them and a reader does not see them; and what runners take for a command.
_ESCAPED = re.compile(
    "##\\[|[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)


def render(report: Report, layout: Layout) -> str:
    """The report as an indented JSON object; keys stand in the order of the schema."""
    return written(tree(report))


def written(value: object) -> str:
    """A JSON value as indented text that no terminal and no runner obeys."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _ESCAPED.sub(lambda match: _escape(match[0]), text) + "\n"


def _escape(found: str) -> str:
    r"""The same text in escapes, two of them beyond U+FFFF; bytes of a name that are no UTF-8 are shown as `\xff`.

    A lone surrogate has no meaning in JSON (RFC 8259, section 8.2), and strict parsers refuse the whole report for it.
    """
    if found == "##[":
        return "##\\u005b"
    if "\ud800" <= found <= "\udfff":
        return f"\\{printable(found)}"
    units = found.encode("utf-16-be")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def tree(report: Report) -> dict[str, Any]:
    """The report as values that JSON knows."""
    from lint import __version__

    return {
        "schema": SCHEMA,
        "tool": {"name": "medlint", "version": __version__},
        "run": {**report.run._asdict(), "paths": list(report.run.paths)},
        "files": [
            {"path": row.path, "sha256": row.sha256, "status": row.status, "cause": row.cause, "reason": row.reason}
            for row in report.files
        ],
        "findings": [_finding(finding) for finding in report.findings],
        "references": [_reference(row) for row in report.references],
        "citations": [_citation(row) for row in report.citations],
        "remarks": [remark._asdict() for remark in report.remarks],
        "summary": report.summary._asdict(),
        "exit_code": report.exit_code,
    }


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column, "offset": position.offset}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "help": finding.help,
        "path": finding.path,
        "start": _position(finding.start),
        "end": _position(finding.end),
        "excerpt": finding.excerpt,
        "fix": _fix(finding.fix) if finding.fix else None,
        "fingerprint": finding.fingerprint,
        "waived": finding.waived._asdict() if finding.waived else None,
        "aside": finding.aside or None,
    }


def _fix(fix: Fix) -> dict[str, Any]:
    edits = [{"start": edit.span.start, "end": edit.span.end, "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "safety": fix.safety, "edits": edits}


def _reference(row: ReferenceRow) -> dict[str, Any]:
    return {
        "path": row.path,
        "label": row.label,
        "start": _position(row.start),
        "end": _position(row.end),
        "text": row.text,
        "doi": row.doi,
        "pmid": row.pmid,
        "state": row.state,
        "reason": row.reason,
        "checked": row.checked,
        "sources": list(row.sources),
        "record": _record(row.record) if row.record else None,
    }


def _record(record: Record) -> dict[str, Any]:
    return {
        "title": record.title,
        "authors": list(record.authors),
        "journal": record.journal,
        "year": record.year,
        "volume": record.volume,
        "pages": record.pages,
        "notices": [notice._asdict() for notice in record.notices],
    }


def _citation(row: CitationRow) -> dict[str, Any]:
    return {
        "path": row.path,
        "start": _position(row.start),
        "end": _position(row.end),
        "text": row.text,
        "labels": list(row.labels),
    }
