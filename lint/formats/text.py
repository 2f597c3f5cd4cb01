"""Plain text for people: a line for each finding, the text it is about, the remedy, and the sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lint.finding import Finding
from lint.formats import Layout
from lint.formats.plain import aside, aside_lines, inert, printable, remark_lines, skipped_lines, summary_line
from lint.report import UNVERIFIED, Report

_COLORS = {"error": "31", "warning": "33", "info": "36"}
_EXCERPT_WIDTH = 100


def render(report: Report, layout: Layout) -> str:
    """The findings in order of their places, counts by rule if asked for, and always the sums as the last line."""
    lines = [line for finding in report.findings for line in _finding(finding, layout)]
    if not layout.quiet:
        lines += skipped_lines(report)
    if layout.statistics:
        lines += _statistics(report)
    if report.exit_code == UNVERIFIED:
        lines.append(_unverified(report))
    lines += remark_lines(report)
    lines += aside_lines(report)
    if lines:
        lines.append("")
    return "\n".join((*map(inert, lines), summary_line(report))) + "\n"


def _finding(finding: Finding, layout: Layout) -> Iterator[str]:
    def colored(text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if layout.color else text

    place = colored(printable(f"{finding.path}:{finding.start.line}:{finding.start.column}"), "1")
    why = f" ({aside(finding)})" if not finding.counts else ""
    severity = colored(finding.severity, _COLORS[finding.severity])
    yield f"{place}: {severity}: {printable(finding.message)} [{finding.rule}]{why}"
    if layout.quiet:
        return
    if excerpt := _excerpt(finding.excerpt):
        yield colored(f"    | {excerpt}", "2")
    if finding.help:
        first, *rest = finding.help.splitlines()
        yield f"    = {printable(first)}"
        yield from (f"      {printable(line)}" for line in rest)


def _excerpt(text: str) -> str:
    """The text on one line, cut in the middle when it is long: both its ends show where it lies."""
    line = printable(" ".join(text.split()))
    if len(line) <= _EXCERPT_WIDTH:
        return line
    half = (_EXCERPT_WIDTH - 3) // 2
    return f"{line[:half].rstrip()} … {line[-half:].lstrip()}"


def _statistics(report: Report) -> Iterator[str]:
    counts = Counter(finding.rule for finding in report.findings)
    width = max((len(str(count)) for count in counts.values()), default=0)
    for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"{count:>{width}}  {rule}"


def _unverified(report: Report) -> str:
    """Why the exit code is 3: the states of the references that are not verified, though that was required."""
    states = Counter(row.state for row in report.references if row.state != "verified")
    told = ", ".join(f"{number} {state}" for state, number in states.most_common())
    return f"not verified, as was required: {told}"
