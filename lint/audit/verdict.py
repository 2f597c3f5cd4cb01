"""The verdict of an audit, reckoned from the rows of its document: when it is written, and when it is verified."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from lint.audit.document import File, Finding, Reference
from lint.audit.document import Summary as Sums
from lint.audit.sections import Demand, Verdict
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


def verdict(sums: Sums, findings: Sequence[Finding], demand: Demand, *, exemptions: bool) -> Verdict:
    """The exit code and its words; without exemptions what is waived or known from the baseline counts as well."""
    counted = ("open",) if exemptions else ("open", "waived", "known")
    severities = [each["severity"] for each in findings if each["standing"] in counted]
    wanted = Wanted(demand["fail_on"], demand["require_verified"], confirmed=demand["confirmed"])
    code = wanted.exit_code(Summary(**sums), severities)
    return {"code": code, "words": _words(code, sums, severities, wanted)}


def _words(code: int, sums: Sums, severities: Sequence[Severity], wanted: Wanted) -> str:
    if code == PASSED:
        return f"Passed: {_all(sums['files'])}, and {_NOTHING[wanted.fail_on]}."
    if code == FOUND:
        failing = Counter(filter(wanted.fails, severities))
        told = [count(failing[each], each) for each in SEVERITIES if failing[each]]
        return f"Not passed: {_listed(told)} {'was' if failing.total() == 1 else 'were'} found."
    if code == CANNOT_VOUCH:
        if not sums["files"]:
            return "No verdict: there was nothing to check."
        left = sums["files"] - sums["checked"]
        return f"No verdict: {left} of {count(sums['files'], 'file')} could not be checked."
    if not wanted.confirmed:
        return "No verdict yet: no registry could confirm what the lock holds; audit again later."
    left = sums["references"] - sums["verified"]
    return f"No verdict yet: {left} of {count(sums['references'], 'reference')} could not be verified."


_NOTHING: Mapping[FailOn, str] = {
    "error": "no error was found",
    "warning": "neither an error nor a warning was found",
    "info": "nothing was found",
    "never": "findings were not to decide",
}


def _all(files: int) -> str:
    return "the one file was checked" if files == 1 else f"all {files} files were checked"


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]
