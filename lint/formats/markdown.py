"""The summary of a job on GitHub, for reviewers who open no log: the verdict, what to do file by file, the references.

Its limit is 1 MiB a step; what is larger is not shown at all (docs.github.com, "Workflow commands", "Step isolation and
limits"). We stop before, at a whole entry, and say how many there are more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter

from lint.finding import SEVERITIES, Finding, Waiver
from lint.formats import Layout
from lint.formats.markup import advice, code, doi_link, pmid_link, prose, row
from lint.formats.plain import aside_lines, by_rule, count, excerpt, summary_line, unverified_lines
from lint.formats.room import Section, fitted
from lint.report import CANNOT_VOUCH, FOUND, PASSED, FileRow, ReferenceRow, Report

# Bytes up to which entries are added: what is wrong with the run, findings, what does not count, references.
_RUN_LIMIT, _FINDINGS_LIMIT, _ASIDE_LIMIT, _LIMIT = 150_000, 800_000, 900_000, 1_000_000
_EXCERPT_WIDTH = 160
_TITLE_WIDTH = 80
_OPEN_REFERENCES = 25  # a longer table of references is collapsed
# From what a reviewer must look at to what is fine.
_STATES = ("retracted", "unknown", "mismatched", "concern", "no-identifier", "unverified", "verified")
_TABLE = (
    row("File", "Reference", "Title", "DOI", "PMID", "State", "Checked")
    + "| --- | --- | --- | --- | --- | --- | --- |\n"
)


def render(report: Report, layout: Layout) -> str:
    """The verdict and the sums, then what is wrong and where, then what does not count, then the references."""
    sums = "\\\n".join((summary_line(report), *aside_lines(report)))
    text = f"## {_verdict(report)}\n\n{sums[0].upper()}{sums[1:]}\n\n"
    for sections, limit in (
        (_of_run(report), _RUN_LIMIT),
        (_of_files(report), _FINDINGS_LIMIT),
        (_of_what_does_not_count(report), _ASIDE_LIMIT),
        ([_references(report)], _LIMIT),
    ):
        text += fitted(sections, limit - len(text.encode("utf-8", "surrogatepass")))
    return text.rstrip("\n") + "\n"


def _verdict(report: Report) -> str:
    """What the exit code says, in words, with why."""
    sums, exit_code = report.summary, report.exit_code
    live = [finding for finding in report.findings if finding.counts]
    files = count(len({finding.path for finding in live}), "file")
    told = zip((sums.errors, sums.warnings, sums.infos), SEVERITIES, strict=True)
    found = f"{_listed(count(number, severity) for number, severity in told if number)} in {files}" if live else ""
    if exit_code == CANNOT_VOUCH:
        missing = sums.files - sums.checked
        why = (
            f"{missing} of {count(sums.files, 'file')} could not be checked" if sums.checked else "nothing was checked"
        )
        return f"❌ medlint cannot vouch: {why}{f'; {found}' if found else ''}"
    if exit_code == FOUND:
        return f"❌ medlint: {found}"
    if exit_code != PASSED:
        return f"❔ medlint: {unverified_lines(report)[0]}"
    strict = report._replace(demand=report.demand._replace(exit_zero=False))
    if strict.exit_code != PASSED:
        return f"❔ {_verdict(strict)[2:]} (let through by `--exit-zero`)"
    return f"✅ medlint: passed{f', with {found}' if found else ''}"


def _listed(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _of_run(report: Report) -> Iterator[Section]:
    """What reviewers should know before they read on: remarks, and files that were not checked or not in full."""
    remarks = [f"- **Note** on {code(remark.path)}: {prose(remark.message)}\n" for remark in report.remarks]
    yield Section("", remarks, "note")
    yield Section("### Not checked\n\n", _files(report, "unchecked"), "file")
    yield Section("### Checked in part\n\n", _files(report, "checked"), "file")


def _files(report: Report, status: str) -> list[str]:
    return [_file(file) for file in report.files if file.status == status and (file.reason or status != "checked")]


def _file(file: FileRow) -> str:
    return f"- {code(file.path)}: {prose(file.reason or 'no reason is known')}\n"


def _of_files(report: Report) -> Iterator[Section]:
    """A section a file, the worst first, in each the worst findings first."""
    files = [(path, found, _numbers(found)) for path, found in _by_path(report, attrgetter("counts")).items()]
    for path, findings, numbers in sorted(files, key=lambda file: ([-number for number in file[2]], file[0])):
        told = _listed(count(number, severity) for number, severity in zip(numbers, SEVERITIES, strict=True) if number)
        worst_first = sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))
        yield Section(f"### {code(path)}: {told}\n\n", [_finding(finding) for finding in worst_first], "finding")


def _by_path(report: Report, wanted: Callable[[Finding], bool]) -> dict[str, list[Finding]]:
    files: dict[str, list[Finding]] = {}
    for finding in filter(wanted, report.findings):
        files.setdefault(finding.path, []).append(finding)
    return files


def _numbers(findings: Sequence[Finding]) -> list[int]:
    severities = [finding.severity for finding in findings]
    return [severities.count(severity) for severity in SEVERITIES]


def _finding(finding: Finding) -> str:
    """The sentence, below it what it is about and what to do; only our own words stand at the start of a line."""
    lines = [f"- **{finding.severity.capitalize()}**, {_place(finding)}: {_sentence(finding)}"]
    if quoted := code(excerpt(finding.excerpt, _EXCERPT_WIDTH)):
        lines.append(f"  Text: {quoted}")
    if remedy := "<br>".join(filter(None, map(advice, finding.help.splitlines()))):
        lines.append(f"  Remedy: {remedy}")
    return "\\\n".join(lines) + "\n"


def _place(finding: Finding) -> str:
    return f"line {finding.start.line}, column {finding.start.column}"


def _sentence(finding: Finding) -> str:
    return f"{prose(finding.message)} ({code(finding.rule)})"


def _of_what_does_not_count(report: Report) -> Iterator[Section]:
    """Findings that somebody answers for, old ones and others' ones, and files that were left out."""
    waived = [_waived(finding, finding.waived) for finding in report.findings if finding.waived]
    yield Section(f"### Waived: {count(len(waived), 'finding')}\n\n", waived, "waived finding")
    known = _by_path(report, lambda finding: not finding.waived and finding.aside == "baseline")
    yield _collapsed(
        f"{count(report.summary.known, 'finding')} known from the baseline, in {count(len(known), 'file')}",
        [
            f"- {code(path)}: {count(len(found), 'finding')} ({prose(by_rule(found))})\n"
            for path, found in known.items()
        ],
        "file",
    )
    outside = [finding for finding in report.findings if not finding.waived and finding.aside == "outside"]
    yield _collapsed(
        f"{count(len(outside), 'finding')} outside the change",
        [f"- {code(each.path)}, {_place(each)}: {_sentence(each)}\n" for each in outside],
        "older finding",
    )
    skipped = _files(report, "skipped")
    yield _collapsed(f"{count(len(skipped), 'file')} skipped", skipped, "skipped file")


def _waived(finding: Finding, waiver: Waiver) -> str:
    told = [f"Reason: {prose(waiver.reason)}"]
    if waiver.approver:
        told.append(f"approved by {prose(waiver.approver)}")
    if waiver.until:
        told.append(f"until {prose(waiver.until)}")
    return f"- {code(finding.path)}, {_place(finding)}: {_sentence(finding)}\\\n  {', '.join(told)}\n"


def _collapsed(summary: str, entries: Sequence[str], noun: str) -> Section:
    return Section(f"<details><summary>{summary}</summary>\n\n", entries, noun, "\n</details>\n\n")


def _references(report: Report) -> Section:
    """The table, first what a reviewer must look at; collapsed when it is long."""
    rows = [_reference(reference) for reference in sorted(report.references, key=_urgency)]
    sums = report.summary
    told = f"{count(sums.references, 'reference')}, {sums.verified} verified"
    if len(rows) <= _OPEN_REFERENCES:
        return Section(f"### {told}\n\n{_TABLE}", rows, "reference")
    section = _collapsed(told, rows, "reference")
    return section._replace(opening=section.opening + _TABLE)


def _urgency(reference: ReferenceRow) -> int:
    return _STATES.index(reference.state)


def _reference(reference: ReferenceRow) -> str:
    title = reference.record.title if reference.record and reference.record.title else reference.text
    return row(
        code(reference.path),
        prose(reference.label),
        prose(excerpt(title, _TITLE_WIDTH)),
        doi_link(reference.doi),
        pmid_link(reference.pmid),
        reference.state,
        (reference.checked or "")[:10],
    )
