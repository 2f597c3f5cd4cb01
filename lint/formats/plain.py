"""Words that several formats share, and text made harmless for what shows it: a terminal, the runner of a pipeline."""

from __future__ import annotations

import re

from lint.finding import Finding
from lint.report import Report

# C0 and C1 controls, DEL, bidirectional, invisible and tag characters, lone surrogates: a terminal obeys or hides them.
_UNPRINTABLE = (
    "[\0-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)


def printable(text: str) -> str:
    r"""The text with control and invisible characters shown as `\x1b` or `\u202e`, bytes of a name as `\xff`."""
    if text.isprintable():  # none of them is, nor is much else that a terminal shows
        return text
    return re.sub(_UNPRINTABLE, lambda match: _shown(match[0]), text)


def _shown(character: str) -> str:
    if "\udc80" <= character <= "\udcff":  # a byte of a file name that is no UTF-8 (PEP 383)
        return f"\\x{ord(character) - 0xDC00:02x}"
    return character.encode("unicode_escape", "surrogatepass").decode()


def inert(line: str) -> str:
    r"""A line that no runner of GitHub Actions takes for a command, whatever a file is called or an article says.

    The runner obeys a line that begins with `::`, white space aside, and one that holds `##[` anywhere
    (github.com/actions/runner, `ActionCommand.TryParseV2` and `TryParse`).
    """
    line = line.replace("##[", "##\\x5b")
    bare = line.lstrip()
    return f"{line[: len(line) - len(bare)]}\\x3a{bare[1:]}" if bare.startswith("::") else line


def aside(finding: Finding) -> str:
    """Why a finding does not count, for a person to read; empty when it does."""
    if waiver := finding.waived:
        told = (waiver.reason, waiver.approver, waiver.until and f"until {waiver.until}")
        return f"waived: {printable(', '.join(filter(None, told)))}"
    return {"": "", "baseline": "known: in the baseline", "outside": "outside the change"}[finding.aside]


def aside_lines(report: Report) -> list[str]:
    """How many findings do not count since they are old or not of this change, in one line if there are any."""
    sums = report.summary
    told = [
        f"{count(sums.known, 'finding')} known from the baseline" if sums.known else "",
        f"{count(sums.outside, 'finding')} outside the change" if sums.outside else "",
    ]
    return [", ".join(filter(None, told))] if any(told) else []


def remark_lines(report: Report) -> list[str]:
    """What reviewers should know of the run itself, a line each."""
    return [printable(f"{remark.path}: note: {remark.message}") for remark in report.remarks]


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
