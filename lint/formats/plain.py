"""Words that several formats share, and text made harmless for what shows it: a terminal, the runner of a pipeline."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from lint.finding import Finding
from lint.report import UNVERIFIED, Report

# C0 and C1 controls, DEL, bidirectional, invisible and tag characters, fillers, noncharacters, lone surrogates: a
# terminal obeys or hides them. Of the variation selectors only that of emoji stays, and only behind a sign: ⚠️.
_UNPRINTABLE = (
    "[\0-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0e\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff\ud800-\udfff]"
    r"|(?<![^\w\s])(?<![0-9#*])\ufe0f"
)
# One cell each and nothing to look out for: what texts in Latin script and its typography are made of.
_ORDINARY = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e]*")
# Pointed Hebrew, Vietnamese and Thai put three marks on a letter at most; sixty are drawn over the lines above.
_MARKS_ON_A_LETTER = 4
_FEW = 3  # paths that a command names again


def printable(text: str) -> str:
    r"""The text with control and invisible characters shown as `\x1b` or `\u202e`, bytes of a name as `\xff`.

    Combining marks stay where they are few and have a letter to stand on; the others are shown so as well.
    """
    if is_ordinary(text):
        return text
    shown = re.sub(_UNPRINTABLE, lambda match: _shown(match[0]), text)
    return shown if shown.isascii() else "".join(_unpiled(shown))


def is_ordinary(text: str) -> bool:
    """Whether it holds only characters that are printable as they are and take a cell each."""
    return _ORDINARY.fullmatch(text) is not None


def _shown(character: str) -> str:
    if "\udc80" <= character <= "\udcff":  # a byte of a file name that is no UTF-8 (PEP 383)
        return f"\\x{ord(character) - 0xDC00:02x}"
    return character.encode("unicode_escape", "surrogatepass").decode()


def _unpiled(text: str) -> Iterator[str]:
    room = 0
    for character in text:
        if not _is_mark(character):
            room = _MARKS_ON_A_LETTER
            yield character
        elif room:
            room -= 1
            yield character
        else:
            yield _shown(character)


def _is_mark(character: str) -> bool:
    """Whether it is drawn onto the character before it."""
    if character < "\u0300":  # the first of them in the order of Unicode
        return False
    from unicodedata import category

    return category(character) in ("Mn", "Me")


def excerpt(text: str, width: int) -> str:
    """The text on one line, cut in the middle when it is wider than so many cells: both its ends show where it lies."""
    line = " ".join(text.split())
    if len(line) > 2 * width:  # no character is less than a cell wide, so what lies between is cut anyway
        line = line[:width] + line[-width:]
    line = printable(line)
    if sum(map(_cells, line)) <= width:
        return line
    half = (width - 3) // 2
    head, tail = _fitting(line, half), _fitting(reversed(line), half)[::-1]
    while tail and _is_mark(tail[0]):  # its letter was cut
        tail = tail[1:]
    return f"{head.rstrip()} … {tail.lstrip()}"


def _cells(character: str) -> int:
    """How many cells of a terminal it takes at most (Unicode Standard Annex #11); a mark is counted as one."""
    if character < "\u1100":  # the first wide one
        return 1
    from unicodedata import east_asian_width

    return 2 if east_asian_width(character) in "WF" else 1


def _fitting(characters: Iterable[str], cells: int) -> str:
    taken = []
    for character in characters:
        cells -= _cells(character)
        if cells < 0:
            break
        taken.append(character)
    return "".join(taken)


def inert(line: str) -> str:
    r"""A line that no runner of GitHub Actions takes for a command, whatever a file is called or an article says.

    The runner obeys a line that begins with `::`, white space aside, and has another `::`, and one that holds `##[`
    anywhere (github.com/actions/runner, `ActionCommand.TryParseV2` and `TryParse`). `::: note`, the fence of a
    container, is none of these and stays fit for copying.
    """
    line = line.replace("##[", "##\\x5b")
    bare = line.lstrip()
    if bare.startswith("::") and "::" in bare[2:]:
        return f"{line[: len(line) - len(bare)]}\\x3a{bare[1:]}"
    return line


def aside(finding: Finding) -> str:
    """Why a finding does not count, for a person to read; empty when it does."""
    if waiver := finding.waived:
        told = (waiver.reason, waiver.approver, waiver.until and f"until {waiver.until}")
        return f"waived: {printable(', '.join(filter(None, told)))}"
    return {"": "", "baseline": "known: in the baseline", "outside": "outside the change"}[finding.aside]


def by_rule(findings: Iterable[Finding]) -> str:
    """How many findings of which rule, the most frequent first: `3 missing-pmid, 1 broken-link`."""
    counts = Counter(finding.rule for finding in findings)
    return ", ".join(
        f"{number} {rule}" for rule, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


def unverified_lines(report: Report) -> list[str]:
    """Why the exit code is 3: the states of the references that are not verified, though that was required."""
    if report.exit_code != UNVERIFIED:
        return []
    if not report.demand.confirmed:
        return ["the change adds to the lock what no registry could confirm just now; run the check again later"]
    states = Counter(row.state for row in report.references if row.state != "verified")
    return [
        f"not verified, as was required: {', '.join(f'{number} {state}' for state, number in states.most_common())}"
    ]


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


def fixed_lines(report: Report) -> list[str]:
    """What was fixed, taken back or could not be written, a line each."""
    lines = []
    for row in report.fixed:
        if row.problem:
            lines.append(printable(f"{row.path}: not fixed: {row.problem}"))
            continue
        lines += [printable(f"{row.path}: fixed: {title}") for title in row.titles]
        lines += [printable(f"{row.path}: not fixed, since it would make it worse: {title}") for title in row.refused]
    return lines


def fixable_lines(report: Report) -> list[str]:
    """How many findings `--fix` would take care of, with the command; none where that has been tried or cannot be."""
    tried = {row.path for row in report.fixed}
    fixes = [each.fix for each in report.findings if each.counts and each.fix and each.path not in tried]
    safeties = Counter(fix.safety for fix in fixes if fix.edits)
    safe, unsafe = safeties["safe"], safeties["unsafe"]
    if not (safe or unsafe) or "-" in report.run.paths:  # standard input cannot be written
        return []
    from shlex import quote  # few reports name a command

    few = report.run.paths if len(report.run.paths) <= _FEW else ()
    asked = [name for name, wanted in (("--offline", report.run.offline), ("--locked", report.run.locked)) if wanted]
    unsafely = ["--unsafe-fixes"] if not safe else []
    command = " ".join(("medlint check --fix", *unsafely, *asked, *map(quote, few)))
    more = f" ({unsafe} more, which you should look over: --unsafe-fixes)" if safe and unsafe else ""
    return [printable(f"{safe or unsafe} of them can be fixed: {command}{more}")]


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
