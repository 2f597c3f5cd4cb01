"""Plain text for people: a line for each finding, the text it is about, the remedy, and the sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lint.finding import Finding
from lint.formats import Layout
from lint.formats.plain import (
    aside,
    aside_lines,
    by_rule,
    count,
    excerpt,
    fixed_lines,
    inert,
    printable,
    remark_lines,
    skipped_lines,
    summary_line,
    unverified_lines,
)
from lint.report import Report

_COLORS = {"error": "31", "warning": "33", "info": "36"}
_EXCERPT_WIDTH = 100


def render(report: Report, layout: Layout) -> str:
    """The findings in order of their places, counts by rule if asked for, and always the sums as the last line.

    Those that somebody answers for take one line, those of a file outside of the change one together, and those in the
    baseline are counted.
    """
    listed = [finding for finding in report.findings if not finding.aside]
    lines = [line for finding in listed for line in _finding(finding, layout)]
    if not layout.quiet:
        lines += _outside(report)
        lines += skipped_lines(report)
    if layout.statistics:
        lines += _statistics(listed)
    lines += fixed_lines(report)
    lines += unverified_lines(report)
    lines += remark_lines(report)
    lines += aside_lines(report)
    if lines:
        lines.append("")
    return "\n".join((*map(inert, lines), summary_line(report))) + "\n"


def _finding(finding: Finding, layout: Layout) -> Iterator[str]:
    def colored(text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if layout.color else text

    # Inert before it is coloured: what strips the colours again may hand the line to a runner.
    place = colored(inert(printable(f"{finding.path}:{finding.start.line}:{finding.start.column}")), "1")
    why = f" ({aside(finding)})" if not finding.counts else ""
    severity = colored(finding.severity, _COLORS[finding.severity])
    yield f"{place}: {severity}: {printable(finding.message)} [{finding.rule}]{why}"
    if layout.quiet or not finding.counts:
        return
    if quoted := excerpt(finding.excerpt, _EXCERPT_WIDTH):
        yield colored(f"    | {quoted}", "2")
    if finding.help:
        first, *rest = finding.help.splitlines()
        yield f"    = {printable(first)}"
        yield from (f"      {printable(line)}" for line in rest)


def _outside(report: Report) -> Iterator[str]:
    """What lies outside of the change, a line a file."""
    files: dict[str, list[Finding]] = {}
    for finding in report.findings:
        if finding.aside == "outside" and not finding.waived:
            files.setdefault(finding.path, []).append(finding)
    for path, findings in files.items():
        yield f"{printable(path)}: {count(len(findings), 'finding')} outside the change ({by_rule(findings)})"


def _statistics(findings: list[Finding]) -> Iterator[str]:
    counts = Counter(finding.rule for finding in findings)
    width = max((len(str(number)) for number in counts.values()), default=0)
    for rule, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"{number:>{width}}  {rule}"
