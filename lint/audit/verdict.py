"""The verdict of an audit, reckoned from the rows of its document: when it is written, and when it is verified."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lint.audit.document import File, Finding, Reference
from lint.audit.document import Summary as Sums
from lint.audit.sections import Demand, Rule, Verdict
from lint.finding import SEVERITIES, Severity
from lint.formats.plain import count
from lint.report import CANNOT_VOUCH, FOUND, PASSED, FailOn, Summary
from lint.report import Demand as Wanted


def sums(files: Sequence[File], findings: Sequence[Finding], references: Sequence[Reference]) -> Sums:
    """The summary of these rows."""
    statuses = Counter(each["status"] for each in files)
    standings = Counter(each["standing"] for each in findings)
    severities = Counter(each["severity"] for each in findings if each["standing"] == "open")
    states = Counter(each["state"] for each in references)
    return {
        "files": len(files) - statuses["skipped"],
        "checked": statuses["checked"],
        "errors": severities["error"],
        "warnings": severities["warning"],
        "infos": severities["info"],
        "waived": standings["waived"],
        "references": len(references),
        "verified": states["verified"],
        "unverified": states["unverified"],
        "known": standings["known"],
        "outside": standings["outside"],
    }


class Rows(NamedTuple):
    """What a verdict is reckoned from."""

    files: Sequence[File]
    findings: Sequence[Finding]
    references: Sequence[Reference]
    rules: Sequence[Rule]


def verdict(rows: Rows, demand: Demand, *, exemptions: bool) -> Verdict:
    """The exit code and its words; without exemptions what is waived or known from the baseline counts as well."""
    summary = sums(rows.files, rows.findings, rows.references)
    counted = ("open",) if exemptions else ("open", "waived", "known")
    severities = [each["severity"] for each in rows.findings if each["standing"] in counted]
    wanted = Wanted(demand["fail_on"], demand["require_verified"], confirmed=demand["confirmed"])
    code = wanted.exit_code(Summary(**summary), severities)
    return {
        "code": code,
        "words": _words(code, summary, rows, severities, wanted),
        "limits": " ".join(_limits(rows, wanted)),
    }


def _words(code: int, summary: Sums, rows: Rows, severities: Sequence[Severity], wanted: Wanted) -> str:
    found = Counter(severities)
    if code == PASSED and wanted.fail_on == "never":
        told = [count(found[each], each) for each in SEVERITIES if found[each]]
        return f"Not judged: {_all(summary['files'])}; {_listed(told) if told else 'nothing'} {_was(found)} found."
    if code == PASSED:
        return f"Passed: {_all(summary['files'])}, and {_NOTHING[wanted.fail_on]}."
    if code == FOUND:
        failing = Counter(filter(wanted.fails, severities))
        told = [count(failing[each], each) for each in SEVERITIES if failing[each]]
        return f"Not passed: {_listed(told)} {_was(failing)} found."
    if code == CANNOT_VOUCH:
        if not summary["files"]:
            return "No verdict: there was nothing to check."
        left = summary["files"] - summary["checked"]
        return f"No verdict: {left} of {count(summary['files'], 'file')} could not be checked."
    if not wanted.confirmed:
        return "No verdict yet: no registry could confirm what the lock holds; audit again later."
    states = Counter(each["state"] for each in rows.references if each["state"] != "verified")
    told = [f"{number} {state}" for state, number in states.most_common()]
    open_ = f"{states.total()} of {count(summary['references'], 'reference')}"
    return f"No verdict yet: {open_} {'is' if states.total() == 1 else 'are'} not verified ({', '.join(told)})."


def _was(found: Counter[Severity]) -> str:
    return "was" if found.total() <= 1 else "were"


def _limits(rows: Rows, wanted: Wanted) -> Iterator[str]:
    """What a reader of the verdict must know of it: a pass without the rules that protect patients is less than one."""
    if wanted.fail_on == "never":
        yield "Findings were not to decide (fail-on is never)."
    if off := [rule["id"] for rule in rows.rules if rule["safety"] and rule["off"]]:
        judged = sum(row["status"] != "skipped" for row in rows.files)
        everywhere = all(rule["off"] == judged for rule in rows.rules if rule["id"] in off)
        yield f"Switched off in {'all' if everywhere else 'some'} files: {_listed(off)}, which protect patients."


_NOTHING: Mapping[FailOn, str] = {
    "error": "no error was found",
    "warning": "neither an error nor a warning was found",
    "info": "nothing was found",
    "never": "",
}


def _all(files: int) -> str:
    return "the one file was checked" if files == 1 else f"all {files} files were checked"


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
