"""The charts of an audit: their sums are those of the rows, and nothing is drawn outside."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lint.audit.page import charts
from lint.audit.sections import Point
from tests.lint.audit.rows import finding, reference
from tests.lint.audit.sample import small


def test_rules_are_counted_by_severity() -> None:
    """Only open findings count, the most frequent rule first."""
    findings = [
        finding("b", "error", "x.md", 1),
        finding("b", "warning", "x.md", 2),
        finding("a", "info", "x.md", 3),
        finding("a", "error", "x.md", 4, "waived"),
    ]

    chart = charts.by_rule(findings)

    assert chart.rows == (("b", (1, 1, 0)), ("a", (0, 0, 1)))
    assert chart.told == "3 open findings of 2 rules; most of them, 2, are of b"


def test_no_finding_is_no_bar() -> None:
    """An audit without findings has nothing to draw."""
    assert charts.by_rule([]).bars == ()


def test_many_rules_are_drawn_as_others() -> None:
    """The table has all of them, the drawing as many as are read."""
    chart = charts.by_rule([finding(f"rule-{n:02d}", "error", "x.md", n + 1) for n in range(40)])

    assert (len(chart.rows), len(chart.bars)) == (40, 16)
    assert (chart.bars[-1].label, chart.bars[-1].total) == ("25 others", 25)


def test_references_are_counted_by_state_and_age() -> None:
    """Every reference once, also one without an answer."""
    references = small()["references"]

    by_state, by_age = charts.by_state(references), charts.by_age(references)

    assert dict.fromkeys(charts.STATES, (1,)) == dict(by_state.rows)
    assert len(references) == sum(counts[0] for _, counts in by_age.rows)
    assert dict(by_age.rows)["no answer on record"][0] == 3


def test_an_age_belongs_to_one_bucket() -> None:
    """Limits belong to the younger one."""
    rows = []
    for days in (0, 7, 8, 366, 367):
        row = reference("x.md", 1)
        row["evidence"]["age_days"] = days
        rows.append(row)

    counts = [counts[0] for _, counts in charts.by_age(rows).rows]

    assert counts == [2, 1, 0, 0, 1, 1, 0]


def _point(errors: int, warnings: int, infos: int) -> Point:
    return {
        "started": "2026-11-25T09:00:00Z",
        "report": "report.json",
        "files": 1,
        "errors": errors,
        "warnings": warnings,
        "infos": infos,
        "waived": 0,
        "references": 0,
        "verified": 0,
        "code": 1,
        "limited": False,
    }


@given(st.lists(st.builds(_point, *[st.integers(0, 10**7)] * 3), min_size=2, max_size=30))
def test_lines_stay_within_their_drawing(history: list[Point]) -> None:
    """Dots and labels lie inside, and no label lies upon another."""
    chart = charts.over_time(history)

    assert chart is not None
    for line in chart.lines:
        assert all(0 <= dot.y <= chart.height and chart.left <= dot.x <= chart.right for dot in line.dots)
        assert 0 <= line.label_y <= chart.height
    labels = sorted(line.label_y for line in chart.lines)
    assert all(lower - upper >= 15.9 for upper, lower in pairwise(labels))


def test_one_report_is_no_line() -> None:
    """A line has two ends."""
    assert charts.over_time([_point(1, 1, 1)]) is None
