"""Annotations for GitHub Actions, as workflow commands (docs.github.com, "Workflow commands for GitHub Actions")."""

from __future__ import annotations

from lint.finding import Finding
from lint.formats import Layout
from lint.formats.plain import printable, skipped_lines, summary_line
from lint.report import Report

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def render(report: Report, layout: Layout) -> str:
    """One command a finding, those that do not count left out, and the sums as the last line."""
    lines = [_command(finding) for finding in report.findings if finding.counts]
    return "\n".join((*lines, *skipped_lines(report), summary_line(report))) + "\n"


def _command(finding: Finding) -> str:
    start, end = finding.start, finding.end
    properties = {"file": finding.path, "line": str(start.line), "endLine": str(end.line)}
    if start.line == end.line:  # the runner ignores columns of annotations that run over lines
        properties |= {"col": str(start.column), "endColumn": str(max(end.column, start.column))}
    properties["title"] = finding.rule
    message = "\n".join(filter(None, (finding.message, finding.help)))
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {listed}::{_data(message)}"


def _data(text: str) -> str:
    """A message: the runner reads `%25`, `%0A`, `%0D` back; other control characters are shown."""
    lines = (printable(line).replace("%", "%25") for line in text.splitlines())
    return "%0A".join(lines)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
