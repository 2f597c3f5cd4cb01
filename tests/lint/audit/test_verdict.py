"""The verdict of an audit: that of the check, in words, and what it would be if nobody answered for anything."""

from __future__ import annotations

from typing import cast

import pytest

from lint.audit.document import Document, Standing
from lint.audit.sections import Demand, Rule
from lint.audit.verdict import Rows, sums, verdict
from lint.finding import Severity
from lint.report import FailOn
from tests.lint.audit.rows import finding, reference
from tests.lint.audit.sample import hostile, many, small


def _demand(fail_on: FailOn = "error", *, require_verified: bool = False, confirmed: bool = True) -> Demand:
    return {"fail_on": fail_on, "require_verified": require_verified, "confirmed": confirmed}


@pytest.mark.parametrize("document", [small(), hostile("=1+1"), many(7, 3, 2)], ids=["small", "hostile", "many"])
def test_sums_are_those_of_the_rows(document: Document) -> None:
    """They are reckoned from the rows alone."""
    assert document["summary"] == sums(document["files"], document["findings"], document["references"])


@pytest.mark.parametrize(
    ("standings", "demand", "expected"),
    [
        ([], _demand(), (0, "Passed: the one file was checked, and no error was found.")),
        (
            [("warning", "open")],
            _demand("warning"),
            (1, "Not passed: 1 warning was found."),
        ),
        (
            [("error", "open"), ("error", "open"), ("warning", "open"), ("info", "open")],
            _demand("info"),
            (1, "Not passed: 2 errors, 1 warning and 1 info were found."),
        ),
        ([("error", "open"), ("warning", "open")], _demand(), (1, "Not passed: 1 error was found.")),
        (
            [("error", "open")],
            _demand("never"),
            (0, "Not judged: the one file was checked; 1 error was found."),
        ),
        ([("error", "waived")], _demand(), (0, "Passed: the one file was checked, and no error was found.")),
        (
            [],
            _demand(require_verified=True),
            (3, "No verdict yet: 1 of 2 references is not verified (1 unverified)."),
        ),
        (
            [],
            _demand(confirmed=False),
            (3, "No verdict yet: no registry could confirm what the lock holds; audit again later."),
        ),
    ],
)
def test_verdict(standings: list[tuple[Severity, Standing]], demand: Demand, expected: tuple[int, str]) -> None:
    """Code and words for what was found and what was demanded."""
    findings = [finding("missing-pmid", severity, "a.md", line, how) for line, (severity, how) in enumerate(standings)]
    files = small()["files"][:1]
    references = [reference("a.md", 1), reference("a.md", 2, "unverified")]
    found = verdict(Rows(files, findings, references, []), demand, exemptions=True)

    assert expected == (found["code"], found["words"])


@pytest.mark.parametrize("standing", ["waived", "known"])
def test_without_exemptions_all_that_is_excused_counts(standing: Standing) -> None:
    """A waiver and the baseline change the verdict, and the second verdict shows it."""
    findings = [finding("missing-pmid", "error", "a.md", 3, standing)]
    found = verdict(Rows(small()["files"][:1], findings, [], []), _demand(), exemptions=False)

    assert (found["code"], found["words"]) == (1, "Not passed: 1 error was found.")


@pytest.mark.parametrize(
    ("files", "words"),
    [(0, "No verdict: there was nothing to check."), (2, "No verdict: 1 of 2 files could not be checked.")],
)
def test_what_was_not_checked_has_no_verdict(files: int, words: str) -> None:
    """No file, or one that could not be read, is never a pass."""
    rows = small()["files"]
    given = [row for row in rows if row["status"] != "skipped"][-files:] if files else []

    assert verdict(Rows(given, [], [], []), _demand(), exemptions=True) == {"code": 2, "words": words, "limits": ""}


@pytest.mark.parametrize(
    ("off", "limits"),
    [
        ((0, 0), ""),
        ((1, 1), "Switched off in all files: altered-disclaimer and missing-disclaimer, which protect patients."),
        ((1, 0), "Switched off in all files: altered-disclaimer, which protect patients."),
    ],
)
def test_safety_rules_that_are_off_limit_the_verdict(off: tuple[int, int], limits: str) -> None:
    """They are named beside it, whatever it is."""
    rules = [
        {**small()["audit"]["rules"][0], "id": name, "safety": True, "off": number}
        for name, number in zip(("altered-disclaimer", "missing-disclaimer"), off, strict=True)
    ]
    found = verdict(Rows(small()["files"][:1], [], [], cast("list[Rule]", rules)), _demand(), exemptions=True)

    assert (found["code"], found["limits"]) == (0, limits)
