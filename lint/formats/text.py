"""Plain text for people: a line for each finding, the text it is about, the remedy, and the sums."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lint.finding import Finding
from lint.formats import Layout
from lint.report import UNVERIFIED, Report

_COLORS = {"error": "31", "warning": "33", "info": "36"}
_EXCERPT_WIDTH = 100
# C0 and C1 controls, DEL, bidirectional and invisible characters, lone surrogates: a terminal obeys them or hides them.
_UNPRINTABLE = "[\0-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"


def render(report: Report, layout: Layout) -> str:
    """The findings in order of their places, counts by rule if asked for, and always the sums as the last line."""
    lines = [line for finding in report.findings for line in _finding(finding, layout)]
    if not layout.quiet:
        lines += skipped_lines(report)
    if layout.statistics:
        lines += _statistics(report)
    if report.exit_code == UNVERIFIED:
        lines.append(_unverified(report))
    if lines:
        lines.append("")
    return "\n".join((*lines, summary_line(report))) + "\n"


def printable(text: str) -> str:
    r"""The text with control and invisible characters shown as `\x1b` or `\u202e`."""
    if text.isprintable():  # none of them is, nor is much else that a terminal shows
        return text
    return re.sub(_UNPRINTABLE, lambda match: match[0].encode("unicode_escape", "surrogatepass").decode(), text)


def _finding(finding: Finding, layout: Layout) -> Iterator[str]:
    def colored(text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if layout.color else text

    place = colored(printable(f"{finding.path}:{finding.start.line}:{finding.start.column}"), "1")
    severity = colored(finding.severity, _COLORS[finding.severity])
    waived = "" if finding.waived is None else f" (waived: {printable(finding.waived)})"
    yield f"{place}: {severity}: {printable(finding.message)} [{finding.rule}]{waived}"
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


def skipped_lines(report: Report) -> list[str]:
    """What was left out on purpose, a line each."""
    return [printable(f"{row.path}: skipped: {row.reason or ''}") for row in report.files if row.status == "skipped"]


def summary_line(report: Report) -> str:
    """What was checked and what was found, in one line."""
    sums = report.summary
    return (
        f"checked {sums.checked} of {count(sums.files, 'file')}, "
        f"{count(sums.references, 'reference')}: {sums.verified} verified, {sums.unverified} unverified; "
        f"{count(sums.errors, 'error')}, {count(sums.warnings, 'warning')}, {count(sums.infos, 'info')}, "
        f"{sums.waived} waived"
    )


def count(number: int, noun: str) -> str:
    """The number with its noun, in the plural where it must be."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
