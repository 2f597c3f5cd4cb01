"""The JUnit report: what the strictest reader takes, sums that add up, and what becomes of each finding and file."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
from defusedxml import ElementTree

from lint.finding import Waiver
from lint.formats import Layout, renderer
from lint.report import Demand, FailOn, FileRow, Remark, Report
from lint.rule import UNREAD
from tests.lint.formats.judge import junit_faults
from tests.lint.formats.sample import MISSING, REPORT, many

PASSING = REPORT._replace(files=(FileRow("content/x.md", "checked", "00"),), findings=(), references=())


def _read(report: Report) -> Element:
    root: Element = ElementTree.fromstring(renderer("junit")(report, Layout()).encode())
    return root


def _outcomes(report: Report, suite: str = "content/x.md") -> list[tuple[str, str, str]]:
    """Name, outcome and message of each test case of a suite."""
    return [
        (
            case.get("name", ""),
            next((child.tag for child in case), "passed"),
            next((child.get("message", "") for child in case), ""),
        )
        for case in _read(report).iterfind(f"testsuite[@name='{suite}']/testcase")
    ]


@pytest.mark.parametrize("report", [REPORT, PASSING, many(0), many(300), PASSING._replace(files=())])
def test_the_strictest_reader_takes_it(report: Report) -> None:
    """Elements, attributes and sums are those of the schema of Jenkins' xUnit plugin."""
    assert junit_faults(_read(report)) == []


def test_a_failure() -> None:
    """It has the rule as its type, the sentence as its message, and below them place, words and remedy."""
    failure = _read(REPORT).find("testsuite[@name='content/x.md']/testcase/failure")

    assert failure is not None
    assert failure.attrib == {"type": "missing-pmid", "message": "Reference 1 has no PMID."}
    assert (failure.text or "").splitlines() == [
        "content/x.md:3:1: error: Reference 1 has no PMID. [missing-pmid]",
        "    | 1. Dahan",
        "    = Add: PMID: 1.",
        "    = Then check again.",
    ]


@pytest.mark.parametrize(
    ("fail_on", "outcomes"),
    [
        ("error", ["failure", "skipped", "skipped"]),
        ("warning", ["failure", "failure", "skipped"]),
        ("info", ["failure", "failure", "failure"]),
        ("never", ["skipped", "skipped", "skipped"]),
    ],
)
def test_only_what_fails_the_run_is_a_failure(fail_on: FailOn, outcomes: list[str]) -> None:
    """A milder finding is skipped: it is told, and the pipeline stays as green as the run."""
    findings = (MISSING, MISSING._replace(severity="warning"), MISSING._replace(severity="info"))
    cases = _outcomes(PASSING._replace(findings=findings, demand=Demand(fail_on)))

    assert [outcome for _, outcome, _ in cases] == outcomes
    if fail_on == "error":
        assert cases[1][2] == "warning, below fail-on: Reference 1 has no PMID."


def test_what_does_not_count_is_skipped_with_its_reason() -> None:
    """Waived, known and outside the change: each stays in the report."""
    findings = (
        MISSING._replace(waived=Waiver("a book", "Dr. Roe", "2027-01-31")),
        MISSING._replace(aside="baseline"),
        MISSING._replace(aside="outside"),
    )

    assert _outcomes(PASSING._replace(findings=findings)) == [
        (f"missing-pmid: Reference 1 has no PMID.{number}", "skipped", f"{why}: Reference 1 has no PMID.")
        for number, why in [
            ("", "waived: a book, Dr. Roe, until 2027-01-31"),
            (" (2)", "known: in the baseline"),
            (" (3)", "outside the change"),
        ]
    ]


def test_names_are_unique() -> None:
    """GitLab drops a second case of one name, be it that a message looks like a number of ours, or that it is cut."""
    messages = ("a", "a (2)", "a", "a", "x" * 300, "x" * 301)
    findings = tuple(MISSING._replace(message=message) for message in messages)
    names = [name for name, _, _ in _outcomes(PASSING._replace(findings=findings))]

    assert len(set(names)) == len(messages)
    assert max(map(len, names)) < 210


def test_files() -> None:
    """A file without a finding passes, one that was left out is skipped, one that was not checked is an error."""
    report = PASSING._replace(
        files=(
            FileRow("content/x.md", "checked", "00"),
            FileRow("content/y.md", "skipped", None, 'excluded by "y"'),
            FileRow("content/z.md", "unchecked", None, "it is empty"),
        )
    )

    assert _outcomes(report) == [("checked", "passed", "")]
    assert _outcomes(report, "content/y.md") == [("checked", "skipped", 'excluded by "y"')]
    assert _outcomes(report, "content/z.md") == [("checked", "error", "it is empty")]


def test_what_could_not_be_read_is_an_error() -> None:
    """The finding that says so is the error of its file, though a baseline knew it; a milder gap is not."""
    gap = MISSING._replace(rule=UNREAD, message="It is empty.")
    unchecked = PASSING._replace(files=(FileRow("content/x.md", "unchecked", None, "it is empty"),))
    mild = gap._replace(severity="warning")

    assert _outcomes(unchecked._replace(findings=(gap, MISSING))) == [
        ("unchecked-content: It is empty.", "error", "It is empty."),
        ("missing-pmid: Reference 1 has no PMID.", "failure", "Reference 1 has no PMID."),
    ]
    assert [case[1] for case in _outcomes(unchecked._replace(findings=(gap._replace(aside="baseline"),)))] == ["error"]
    assert [case[1] for case in _outcomes(unchecked._replace(findings=(mild,)))] == ["error", "skipped"]
    assert [case[1] for case in _outcomes(PASSING._replace(findings=(mild,)))] == ["skipped"]


@pytest.mark.parametrize(
    ("report", "outcome"),
    [
        (PASSING, "passed"),
        (PASSING._replace(findings=(MISSING,)), "passed"),
        (PASSING._replace(references=REPORT.references, demand=Demand(require_verified=True)), "error"),
        (PASSING._replace(files=()), "error"),
        (REPORT, "error"),
    ],
)
def test_the_run_itself(report: Report, outcome: str) -> None:
    """A run that cannot vouch, or lacks a verification that was asked for, is never green, whatever its files say."""
    assert [case[1] for case in _outcomes(report, "medlint")] == [outcome]


def test_properties_and_remarks_of_the_run() -> None:
    """What was asked for, and what reviewers should know."""
    suite = _read(PASSING._replace(remarks=(Remark("medlint.toml", "The gate itself is changed."),))).find("testsuite")

    assert suite is not None
    assert {each.get("name"): each.get("value") for each in suite.iterfind("properties/property")} | {
        "version": ""
    } == {"version": "", "paths": "content", "config": "pyproject.toml", "fail-on": "error", "exit-code": "0"}
    assert (suite.findtext("system-out") or "").startswith("medlint.toml: note: The gate itself is changed.\nchecked 1")
