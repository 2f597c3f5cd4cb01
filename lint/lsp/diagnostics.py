"""Findings as an editor shows them."""

from __future__ import annotations

from typing import Any

from lint.finding import Finding, Severity
from lint.lsp.analysis import Analysis
from lint.lsp.positions import Place, Range
from lint.spans import Span

SOURCE = "medlint"
_LEVELS: dict[Severity, int] = {"error": 1, "warning": 2, "info": 3}  # LSP 3.17, "DiagnosticSeverity"


def diagnostics(analysis: Analysis) -> list[dict[str, Any]]:
    """All that counts in a buffer; what kept medlint from checking stands at its beginning."""
    found = [diagnostic(analysis, each) for each in analysis.findings]
    if analysis.failure:
        start = Place(line=0, character=0)
        place = Range(start=start, end=start)
        found.insert(0, {"range": place, "severity": 1, "source": SOURCE, "message": analysis.failure})
    return found


def span_of(finding: Finding) -> Span:
    """The place of a finding."""
    return Span(finding.start.offset, finding.end.offset)


def diagnostic(analysis: Analysis, finding: Finding) -> dict[str, Any]:
    """A finding (LSP 3.17, "Diagnostic"); the remedy is in its second line."""
    shown: dict[str, Any] = {
        "range": analysis.buffer.lines.range(span_of(finding)),
        "severity": _LEVELS[finding.severity],
        "code": finding.rule,
        "source": SOURCE,
        "message": f"{finding.message}\n{finding.help}" if finding.help else finding.message,
    }
    page = analysis.project.pages.get(finding.rule) if analysis.project else None
    return {**shown, "codeDescription": {"href": page}} if page else shown
