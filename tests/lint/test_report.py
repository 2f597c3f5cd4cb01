"""The report's sums and its exit code."""

from __future__ import annotations

import pytest

from lint.finding import Finding, Lines, Severity, Waiver
from lint.report import CANNOT_VOUCH, FOUND, PASSED, UNVERIFIED, Demand, FileRow, ReferenceRow, Report, Run
from lint.spans import Position

START = Position(1, 1, 0)


def finding(severity: Severity, waived: Waiver | None = None) -> Finding:
    """A finding of a severity."""
    return Finding("broken-link", severity, "It is broken.", "", "a.md", START, START, "", None, "0", waived)


def reference(state: str) -> ReferenceRow:
    """A reference in a state."""
    return ReferenceRow("a.md", "1", START, START, "", None, None, state, None, None, (), None)  # type: ignore[arg-type]  # the parameter is one of the states


def report(
    findings: tuple[Finding, ...] = (),
    statuses: tuple[str, ...] = ("checked",),
    states: tuple[str, ...] = (),
    demand: Demand = Demand(),  # noqa: B008  # immutable
) -> Report:
    """A report with these rows."""
    return Report(
        Run("2026-01-01T00:00:00Z", ("content",)),
        demand,
        tuple(FileRow(f"{number}.md", status) for number, status in enumerate(statuses)),  # type: ignore[arg-type]  # the parameter is one of the statuses
        findings,
        tuple(reference(state) for state in states),
        (),
    )


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (report(), PASSED),
        (report((finding("warning"),)), PASSED),
        (report((finding("error"),)), FOUND),
        (report((finding("error", waived=Waiver("on purpose")),)), PASSED),
        (report((finding("warning"),), demand=Demand("warning")), FOUND),
        (report((finding("info"),), demand=Demand("warning")), PASSED),
        (report((finding("info"),), demand=Demand("info")), FOUND),
        (report((finding("error"),), demand=Demand("never")), PASSED),
        (report(statuses=()), CANNOT_VOUCH),
        (report(statuses=("skipped",)), CANNOT_VOUCH),
        (report(statuses=("checked", "skipped")), PASSED),
        (report((finding("error"),), ("checked", "unchecked")), CANNOT_VOUCH),
        (report(statuses=("unchecked",), demand=Demand("never", exit_zero=True)), CANNOT_VOUCH),
        (report((finding("error"),), demand=Demand(exit_zero=True)), PASSED),
        (report(states=("unverified",)), PASSED),
        (report(states=("verified", "unverified"), demand=Demand(require_verified=True)), UNVERIFIED),
        (report(states=("no-identifier",), demand=Demand(require_verified=True)), UNVERIFIED),
        (report(states=("verified",), demand=Demand(require_verified=True)), PASSED),
        (report((finding("error"),), states=("unverified",), demand=Demand(require_verified=True)), FOUND),
        (report(states=("unverified",), demand=Demand(require_verified=True, exit_zero=True)), PASSED),
    ],
)
def test_exit_code(made: Report, code: int) -> None:
    """2 beats 1 beats 3; `--exit-zero` never hides that something was not checked; nothing checked is a 2."""
    assert made.exit_code == code


def test_sums() -> None:
    """Waived findings are counted apart; skipped files are not files to be checked."""
    made = report(
        (finding("error"), finding("warning"), finding("warning", Waiver("so be it")), finding("info")),
        ("checked", "unchecked", "skipped"),
        ("verified", "unverified", "retracted"),
    )

    assert made.summary._asdict() == {
        "files": 2, "checked": 1, "errors": 1, "warnings": 1, "infos": 1, "waived": 1,
        "references": 3, "verified": 1, "unverified": 1, "known": 0, "outside": 0,
    }  # fmt: skip


def test_a_mark_within_a_file_is_a_character() -> None:
    """U+FEFF is a signature at the beginning of a file; at the beginning of a later line it is a column."""
    assert Lines(1, 0, "\ufeffabc\n").position(2) == Position(1, 2, 2)
    assert Lines(5, 40, "\ufeffabc\n").position(42) == Position(5, 3, 42)
