"""The report as SARIF 2.1.0, for GitHub code scanning and other viewers (docs.oasis-open.org/sarif/sarif/v2.1.0).

`baselineState` is left out: it has to stand on every result or on none (section 3.27.24), and of a finding that is
waived, or outside of the change, nobody has looked up whether the baseline knows it. What the baseline knows is
suppressed instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from lint.finding import SEVERITIES, Finding, Waiver
from lint.formats import Layout
from lint.formats.ascii_json import Json, written
from lint.formats.plain import count, printable, summary_line
from lint.formats.sarif_places import bases, finding_location, fixes, location
from lint.formats.sarif_text import LONGEST, bounded, message, page_text
from lint.report import CANNOT_VOUCH, Report, RuleRow

MOST = 5_000  # GitHub shows the first 5,000 results of a run (docs.github.com, "SARIF support for code scanning")
MOST_NOTIFICATIONS = 1_000
FINGERPRINT = "medlint/v1"  # a "versioned hierarchical string" (section 3.5.4.2); new ways to compute it get a new one

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_HOME = "https://github.com/medlint/medlint"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_PROBLEMS = {"error": "error", "warning": "warning", "info": "recommendation"}  # GitHub's words
_RESERVED = ":/?#[]@!$&'()*+,;=%"  # what RFC 3986 lets stand in a URI beside letters and digits


def render(report: Report, layout: Layout) -> str:
    """One log of one run."""
    return written({"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(report)]})


def worst(report: Report) -> list[Finding]:
    """The findings that are shown, the worst first: what counts before what does not, errors, warnings, infos."""

    def badness(finding: Finding) -> tuple[object, ...]:
        return not finding.counts, SEVERITIES.index(finding.severity), finding.path, finding.start, finding.rule

    return sorted(report.findings, key=badness)[:MOST]


def _run(report: Report) -> dict[str, Json]:
    from lint import __version__

    shown = worst(report)
    rules = _rules(report)
    indexes = {rule.id: index for index, rule in enumerate(rules)}
    driver: dict[str, Json] = {
        "name": "medlint",
        "version": __version__,
        "semanticVersion": __version__,
        "informationUri": _HOME,
        "rules": [_rule(rule) for rule in rules],
    }
    return {
        "tool": {"driver": driver},
        "automationDetails": {"id": "medlint/"},  # a category without a run's own name (section 3.17.3)
        "invocations": [_invocation(report, len(shown))],
        "originalUriBaseIds": bases(_paths(report, shown)),
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "defaultEncoding": "utf-8",
        "results": [_result(finding, indexes, report.run.baseline or "") for finding in shown],
        "properties": {
            "findings": len(report.findings),
            "shown": len(shown),
            "summary": report.summary._asdict(),
        },
    }


def _paths(report: Report, shown: list[Finding]) -> Iterator[str]:
    """Every path that the log names."""
    for finding in shown:
        yield finding.path
        if finding.waived:
            yield finding.waived.path
    yield report.run.baseline or ""
    yield from (remark.path for remark in report.remarks)
    yield from (row.path for row in report.files if row.reason)


def _rules(report: Report) -> list[RuleRow]:
    """The rules of the run, and what is known of any other that a finding names: a viewer looks them all up."""
    told = {rule.id for rule in report.rules}
    others = {finding.rule: finding for finding in report.findings if finding.rule not in told}
    return [
        *report.rules,
        *(RuleRow(rule, finding.severity, rule.replace("-", " "), "") for rule, finding in sorted(others.items())),
    ]


def _rule(rule: RuleRow) -> dict[str, Json]:
    summary = f"{rule.summary[:1].upper()}{rule.summary[1:]}"
    summary = summary if summary.endswith(".") else f"{summary}."
    safety = "Only the configuration can waive it, no comment in an article." if rule.safety else ""
    page: dict[str, Json] = {"text": page_text(rule.page or summary)}
    if rule.page:
        page["markdown"] = page_text(rule.page)
    described: dict[str, Json] = {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in rule.id.split("-")),
        "shortDescription": message(summary),
        "fullDescription": message(" ".join(filter(None, (summary, safety)))),
        "help": page,
    }
    if rule.source.startswith(("https://", "http://")):
        described["helpUri"] = quote(rule.source, safe=_RESERVED)
    described["defaultConfiguration"] = {"level": _LEVELS[rule.severity]}
    described["properties"] = {
        "tags": ["medical", "safety"] if rule.safety else ["medical"],
        "precision": "high",
        "problem.severity": _PROBLEMS[rule.severity],
    }
    return described


def _result(finding: Finding, indexes: dict[str, int], baseline: str) -> dict[str, Json]:
    told = (finding.message.replace("\n", "\\n"), finding.help)  # a sentence has no lines; its remedy may have
    result: dict[str, Json] = {
        "ruleId": finding.rule,
        "ruleIndex": indexes[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": message(*told) if any(map(str.strip, told)) else message(finding.rule),
        "locations": [finding_location(finding)],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        # "all null or all non-null" (section 3.27.23): an empty list says that nobody answers for it.
        "suppressions": _suppressions(finding, baseline),
    }
    if changes := fixes(finding):
        result["fixes"] = changes
    if finding.aside == "outside":
        result["properties"] = {"aside": "outside the change"}
    return result


def _suppressions(finding: Finding, baseline: str) -> list[Json]:
    if waiver := finding.waived:
        return [_waived(waiver, "inSource" if waiver.path == finding.path else "external")]
    if finding.aside == "baseline":
        known: dict[str, Json] = {"kind": "external", "status": "accepted", "justification": "known: in the baseline"}
        if baseline:
            known["location"] = location(baseline)
        return [known]
    return []


def _waived(waiver: Waiver, kind: str) -> dict[str, Json]:
    told = (
        waiver.reason,
        waiver.approver and f"approved by {waiver.approver}",
        waiver.until and f"until {waiver.until}",
    )
    suppression: dict[str, Json] = {"kind": kind, "status": "accepted"}
    if any(told):
        suppression["justification"] = bounded(printable("; ".join(filter(None, told))), LONGEST)
    if waiver.path:
        suppression["location"] = location(waiver.path, waiver.line)
    return suppression


def _invocation(report: Report, shown: int) -> dict[str, Json]:
    exit_code = report.exit_code
    notifications: list[Json] = list(_notifications(report, shown))
    if (more := len(notifications) - MOST_NOTIFICATIONS) > 0:
        rest: Json = {"level": "note", "message": message(f"{count(more, 'more notification')} left out here.")}
        notifications[MOST_NOTIFICATIONS:] = [rest]
    return {
        "startTimeUtc": report.run.started,
        "exitCode": exit_code,
        "exitCodeDescription": summary_line(report),
        "executionSuccessful": exit_code != CANNOT_VOUCH,
        "toolExecutionNotifications": notifications,
    }


def _notifications(report: Report, shown: int) -> Iterator[dict[str, Json]]:
    """What reviewers should know of the run itself, and what was not checked, the most important first."""
    if shown < len(report.findings):
        text = f"Here are the worst {shown:,} of {len(report.findings):,} findings; the others are in other formats."
        yield {"level": "warning", "message": message(text)}
    for remark in report.remarks:
        yield _notification("warning", remark.path, remark.message)
    for status, level, words in (
        ("unchecked", "error", "not checked"),
        ("checked", "note", ""),
        ("skipped", "note", ""),
    ):
        for row in report.files:
            if row.status == status and (row.reason or status == "unchecked"):
                told = ": ".join(filter(None, (words or status, row.reason)))
                yield _notification(level, row.path, f"{row.path}: {told}")


def _notification(level: str, path: str, text: str) -> dict[str, Json]:
    told: dict[str, Json] = {"level": level, "message": message(text or path or "Look at the configuration.")}
    if path:
        told["locations"] = [location(path)]
    return told
