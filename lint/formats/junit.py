"""The report as JUnit XML, as Jenkins, GitLab and Azure DevOps read it: a suite a file, a test case a finding.

There is no specification. Elements and attributes are those of the strictest reader, the schema `junit-10.xsd` of
Jenkins' xUnit plugin, which knows no `file` or `line` of a test case. What is said stands in the attribute `message`,
which Jenkins and Azure show, and as content, which is all that GitLab reads (docs.gitlab.com, "Unit test reports").

- A finding that makes the run fail is a `failure`.
- One that does not (it is milder than `--fail-on`, waived, in the baseline, outside the change) is `skipped`, since a
  test that passes shows its text nowhere.
- What could not be checked is an `error`, and so is the run itself when it cannot vouch or references are unverified.
- A file that was checked and has no finding is a test that passes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.etree import ElementTree  # writes only, nothing is parsed with it

from lint.finding import Finding
from lint.formats import Layout
from lint.formats.plain import aside, excerpt, printable, remark_lines, summary_line
from lint.report import CANNOT_VOUCH, UNVERIFIED, FileRow, Report
from lint.rule import UNREAD

_LONGEST_NAME = 200  # Azure DevOps cuts the title of a test at 256
_WIDTH = 100
_CHECKED = "checked"
_RUN = {
    CANNOT_VOUCH: "Not everything could be checked, so this run cannot vouch for the articles.",
    UNVERIFIED: "Not every reference is verified, as was required.",
}


class _Case(NamedTuple):
    """A test case: what became of it (empty: it passes), of what type, the message, and the text below it."""

    name: str
    outcome: str = ""
    type: str = ""
    message: str = ""
    lines: tuple[str, ...] = ()


def render(report: Report, layout: Layout) -> str:
    """One document in ASCII, without times: what lies beyond it, and what a runner would obey, is a reference."""
    root = ElementTree.Element("testsuites", name="medlint")
    _run_suite(root, report)
    findings: dict[str, list[Finding]] = {}
    for finding in report.findings:
        findings.setdefault(finding.path, []).append(finding)
    for row in report.files:
        _file_suite(root, row, _file_cases(report, row, findings.pop(row.path, [])))
    for path, rest in findings.items():
        row = FileRow(path, "checked")
        _file_suite(root, row, _file_cases(report, row, rest))
    sums = ("tests", "failures", "errors")
    root.attrib |= {name: str(sum(int(suite.get(name, "0")) for suite in root)) for name in sums}
    ElementTree.indent(root, " ")
    body = ElementTree.tostring(root, encoding="us-ascii").decode("ascii")
    body = body.removeprefix("<?xml version='1.0' encoding='us-ascii'?>\n").replace("##[", "##&#91;")
    body = re.sub(r"(?m)^( *):(?=:)", r"\1&#58;", body)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _run_suite(root: ElementTree.Element, report: Report) -> None:
    """The run itself: what was asked for, the sums, and whether it can vouch."""
    from lint import __version__

    run = report.run
    properties = {
        "version": __version__,
        "paths": " ".join(run.paths),
        "config": run.config,
        "baseline": run.baseline,
        "changed-since": run.changed_since,
        "policy-from": run.policy_from,
        "fail-on": report.demand.fail_on,
        "exit-code": str(report.exit_code),
    }
    message = _RUN.get(report.exit_code, "")
    lines = (message, summary_line(report))
    case = _Case("run", "error", "run", message, lines) if message else _Case("run")
    suite = _suite(root, "medlint", properties, [case])
    out = ElementTree.SubElement(suite, "system-out")
    out.text = _text((*remark_lines(report), summary_line(report)))


def _file_suite(root: ElementTree.Element, row: FileRow, cases: list[_Case]) -> None:
    # No digest: whether there is one depends on the formats that are written beside this one.
    _suite(root, row.path, {"status": row.status, "reason": row.reason}, cases)


def _file_cases(report: Report, row: FileRow, findings: list[Finding]) -> list[_Case]:
    cases = [_case(report, row, finding) for finding in findings]
    reason = row.reason or ""
    if row.status == "skipped":
        return [_Case(_CHECKED, "skipped", "skipped", reason, (f"{row.path}: skipped: {reason}",)), *cases]
    if row.status == "unchecked" and not any(case.outcome == "error" for case in cases):
        return [_Case(_CHECKED, "error", UNREAD, reason, (f"{row.path}: unchecked: {reason}",)), *cases]
    return cases or [_Case(_CHECKED)]


def _case(report: Report, row: FileRow, finding: Finding) -> _Case:
    name, why = f"{finding.rule}: {finding.message}", ""
    if row.status == "unchecked" and finding.rule == UNREAD and finding.severity == "error":
        outcome = "error"
    elif finding.counts and report.demand.fails(finding.severity):
        outcome = "failure"
    else:
        outcome, why = "skipped", aside(finding) or f"{finding.severity}, below fail-on"
    place = f"{finding.path}:{finding.start.line}:{finding.start.column}: {finding.severity}"
    lines = (
        f"{place}: {finding.message} [{finding.rule}]{why and f' ({why})'}",
        *([f"    | {words}"] if (words := excerpt(finding.excerpt, _WIDTH)) else []),
        *(f"    = {line}" for line in finding.help.splitlines()),
    )
    return _Case(name, outcome, finding.rule, f"{why}: {finding.message}" if why else finding.message, lines)


def _suite(
    root: ElementTree.Element, name: str, properties: dict[str, str | None], cases: Iterable[_Case]
) -> ElementTree.Element:
    """A suite with its sums."""
    suite = ElementTree.SubElement(root, "testsuite", name=_legal(name))
    listed = ElementTree.SubElement(suite, "properties")
    for key, value in properties.items():
        if value:
            ElementTree.SubElement(listed, "property", name=key, value=_legal(value))
    outcomes: Counter[str] = Counter()
    for title, case in _titled(cases):
        element = ElementTree.SubElement(suite, "testcase", classname=_legal(name), name=title)
        outcomes[case.outcome] += 1
        if case.outcome:
            told = ElementTree.SubElement(element, case.outcome, type=case.type, message=_legal(case.message))
            told.text = _text(case.lines)
    suite.attrib |= {
        "tests": str(outcomes.total()),
        "failures": str(outcomes["failure"]),
        "errors": str(outcomes["error"]),
        "skipped": str(outcomes["skipped"]),
    }
    return suite


def _titled(cases: Iterable[_Case]) -> Iterator[tuple[str, _Case]]:
    """Each case with a name of its own: of several with one name GitLab takes the first, so the others are numbered."""
    used: set[str] = set()
    numbers: Counter[str] = Counter()
    for case in cases:
        name = _legal(case.name)
        title = name = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
        while title in used:
            numbers[name] += 1
            title = f"{name} ({numbers[name] + 1})"
        used.add(title)
        yield title, case


def _text(lines: Iterable[str]) -> str:
    return "\n".join(_legal(line) for line in lines)


def _legal(text: str) -> str:
    r"""The text in characters that XML 1.0 allows and a reader sees; U+FFFE and U+FFFF are shown as `\ufffe`."""
    return re.sub("[\ufffe\uffff]", lambda match: f"\\u{ord(match[0]):04x}", printable(text))
