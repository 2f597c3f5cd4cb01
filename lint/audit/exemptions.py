"""Who answered for which exception: all waivers of a report with their authors as git knows them, and its baseline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

from lint.audit import sections
from lint.blame import Place, Touch, touches
from lint.report import Report, WaiverRow

Blame = Callable[[Iterable[Place]], Mapping[Place, Touch]]


def exemptions(report: Report, blame: Blame = touches) -> list[sections.Exemption]:
    """All waivers of a report, one row a rule, in the order of their places.

    What they answer for adds up to the findings that are waived. Lines of a configuration that was read from a commit
    (`Run.policy_from`) are not those on disk: nobody is named for them.
    """
    rows = sorted(report.waivers, key=lambda row: (row.path, row.first, row.last, row.rule, row.text))
    today = date.fromisoformat(report.run.started[:10])
    blamed = blame(dict.fromkeys(_place(row) for row in rows if not _is_elsewhere(row, report)))
    return [_exemption(row, blamed.get(_place(row), Touch()), today) for row in rows]


def _place(row: WaiverRow) -> Place:
    return Place(Path(row.path), row.first, row.last)


def _is_elsewhere(row: WaiverRow, report: Report) -> bool:
    return report.run.policy_from is not None and row.path == report.run.config


def _exemption(row: WaiverRow, touch: Touch, today: date) -> sections.Exemption:
    return {
        "rule": row.rule,
        "path": row.path,
        "line": row.line,
        "text": row.text,
        "reason": row.reason,
        "approver": row.approver,
        "until": row.until,
        "days_left": (date.fromisoformat(row.until) - today).days if row.until else None,
        "state": row.state,
        "why": row.why,
        "origin": touch.origin,
        "author": touch.author,
        "commit": touch.commit,
        "committed": touch.committed,
        "change": touch.change,
        "findings": row.findings,
    }


def baseline(report: Report) -> sections.Baseline | None:
    """The baseline that the run used, None when it used none."""
    if report.run.baseline is None:
        return None
    return {"path": report.run.baseline, "known": report.summary.known, "stale": report.stale}
