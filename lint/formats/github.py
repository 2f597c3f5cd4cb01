"""Annotations for GitHub Actions, as workflow commands (docs.github.com, "Workflow commands for GitHub Actions")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from lint.finding import Finding, Severity
from lint.formats import Layout
from lint.formats.plain import aside_lines, count, inert, printable, skipped_lines, summary_line, unverified_lines
from lint.report import Remark, Report

# GitHub shows so many errors, warnings and notices of a step each and drops the rest without a word
# (github.com/actions/toolkit, docs/problem-matchers.md, "Limitations").
SHOWN = 10
# Characters of a message; the runner cuts after 4,096 units of UTF-16 (`ExecutionContext.AddIssue`).
_LONGEST = 2000
_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
_ELSEWHERE = re.compile(r"[/\\]|[A-Za-z]:|(?:.*[/\\])?\.\.(?:[/\\]|$)|-?$", re.DOTALL)


def render(report: Report, layout: Layout) -> str:
    """At most ten commands a level and how many more there are; what was left out; the sums as the last line.

    Remarks on the run stand before all other notices: that the gate itself is changed weighs more than any information
    about a text. Findings that do not count make no command.
    """
    commands: dict[str, list[str]] = {"error": [], "warning": [], "notice": list(map(_remark, report.remarks))}
    for finding in _ordered(report):
        commands[_COMMANDS[finding.severity]].append(_command(finding))
    lines = [line for listed in commands.values() for line in listed[:SHOWN]]
    lines += [
        f"{count(len(listed) - SHOWN, f'more {name}')} in the summary"
        for name, listed in commands.items()
        if len(listed) > SHOWN
    ]
    lines += map(inert, (*skipped_lines(report), *unverified_lines(report), *aside_lines(report)))
    return "\n".join((*lines, summary_line(report))) + "\n"


def _ordered(report: Report) -> list[Finding]:
    """The findings that count in the order in which they are shown as long as there is room.

    Those of safety rules come first. Then the first of each file stands before the second of any: ten annotations on
    ten files tell more than ten on one, whose author looks at the whole of it anyway.
    """
    safety = {row.id for row in report.rules if row.safety}
    seen: Counter[tuple[str, str]] = Counter()
    ranks = []
    for number, finding in enumerate(finding for finding in report.findings if finding.counts):
        place = finding.severity, finding.path
        ranks.append((finding.rule not in safety, seen[place], number, finding))
        seen[place] += 1
    return [finding for *_, finding in sorted(ranks, key=lambda rank: rank[:3])]


def _command(finding: Finding) -> str:
    start, end = finding.start, finding.end
    message = "\n".join(filter(None, (finding.message, finding.help)))
    properties = {"file": finding.path, "line": str(start.line), "endLine": str(end.line)}
    if start.line == end.line:  # the runner ignores columns of annotations that run over lines
        properties |= {"col": str(start.column), "endColumn": str(max(end.column, start.column))}
    if not _in_checkout(finding.path):
        properties, message = {}, f"{finding.path}:{start.line}:{start.column}: {message}"
    return _written(_COMMANDS[finding.severity], {**properties, "title": finding.rule}, message)


def _remark(remark: Remark) -> str:
    if _in_checkout(remark.path):
        return _written("notice", {"file": remark.path, "title": "medlint"}, remark.message)
    return _written("notice", {"title": "medlint"}, f"{remark.path}: {remark.message}")


def _in_checkout(path: str) -> bool:
    """Whether GitHub can show it: relative, not above the checkout, no standard input, nothing that must be escaped."""
    return not _ELSEWHERE.match(path) and inert(printable(path)) == path


def _written(command: str, properties: Mapping[str, str], message: str) -> str:
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{command} {listed}::{_data(message)}"


def _data(text: str) -> str:
    """A message: the runner reads `%25`, `%0A`, `%0D` back; other control characters are shown.

    Its lines are inert themselves, since the runner writes them to the log, where more programs look for commands.
    """
    shown = "\n".join(inert(printable(line)) for line in text.splitlines())
    if len(shown) > _LONGEST:
        shown = f"{shown[:_LONGEST]} …"
    return shown.replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
