"""The document of an audit, put together from the report of a check and from what the other parts found out."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, NamedTuple, cast

from lint.audit import document as shape
from lint.audit import ledger, sections
from lint.audit.verdict import Rows, verdict
from lint.finding import Finding, Lines
from lint.formats.ascii_json import whole
from lint.formats.json import tree
from lint.records import Notice
from lint.report import Evidence, ReferenceRow, Report

# How much of a line is shown before and behind the words of a finding.
_AROUND = 120
_MARKED = 400


class Parts(NamedTuple):
    """What stands in the document beside the report, made by the parts that are named like it."""

    title: str
    exemptions: list[sections.Exemption]
    baseline: sections.Baseline | None
    provenance: sections.Provenance
    sign_off: list[sections.Signature]
    standards: list[sections.Standard]


def compose(report: Report, parts: Parts, now: datetime) -> shape.Document:
    r"""The document, without trend and history, which compare it with others.

    It holds no half of a surrogate pair: a byte of a file name that is no UTF-8 reads `\xff`, as in every report.
    """
    base = tree(report)
    findings: list[Any] = [
        _finding(written, finding) for written, finding in zip(base["findings"], report.findings, strict=True)
    ]
    references = [
        {**written, "evidence": _evidence(row, now)}
        for written, row in zip(base["references"], report.references, strict=True)
    ]
    demand: sections.Demand = {
        "fail_on": report.demand.fail_on,
        "require_verified": report.demand.require_verified,
        "confirmed": report.demand.confirmed,
    }
    rules = list(ledger.rules(report))
    rows = Rows(base["files"], findings, base["references"], rules)
    audit: sections.Audit = {
        "title": parts.title,
        "demand": demand,
        "verdict": verdict(rows, demand, exemptions=True),
        "without_exemptions": verdict(rows, demand, exemptions=False),
        "coverage": ledger.coverage(report),
        "rules": rules,
        "exemptions": parts.exemptions,
        "baseline": parts.baseline,
        "trend": None,
        "history": [],
        "provenance": parts.provenance,
        "sign_off": parts.sign_off,
        "standards": parts.standards,
    }
    document = {**base, "findings": findings, "references": references, "audit": audit}
    return cast("shape.Document", whole(document))


def _finding(written: dict[str, Any], finding: Finding) -> dict[str, Any]:
    standing = "waived" if finding.waived else {"": "open", "baseline": "known", "outside": "outside"}[finding.aside]
    return {**written, "standing": standing, "context": _context(finding)}


def _context(finding: Finding) -> shape.Context:
    """The words with what stands around them in their lines, cut to what a person reads."""
    lines: Lines = finding.lines
    start, end = finding.start.offset - lines.offset, finding.end.offset - lines.offset
    text = lines.text
    before, marked, after = text[:start], text[start:end], text[end:].rstrip("\r\n")
    # Other lines of the same paragraph that the remedy touches are no context of these words.
    before = before.rpartition("\n")[2]
    after = after.partition("\n")[0].rstrip("\r")
    if len(marked) > _MARKED:
        marked = f"{marked[: _MARKED // 2]} … {marked[-_MARKED // 2 :]}"
    return {
        "line": finding.start.line,
        "before": before if len(before) <= _AROUND else f"… {before[-_AROUND:]}",
        "marked": marked,
        "after": after if len(after) <= _AROUND else f"{after[:_AROUND]} …",
    }


def _evidence(row: ReferenceRow, now: datetime) -> shape.Evidence:
    known = row.evidence or Evidence()
    return {
        "compared": [cast("shape.Compared", each._asdict()) for each in known.compared],
        "age_days": (now.date() - date.fromisoformat(row.checked[:10])).days if row.checked else None,
        "by_hand": known.by_hand,
        "from_lock": known.from_lock,
        "notices": [_notice(each) for each in known.notices],
        "other": known.other,
    }


def _notice(notice: Notice) -> shape.Notice:
    return {**cast("shape.Notice", notice._asdict()), "link": link(notice.identifier)}


def link(identifier: str) -> str:
    """The address of a notice by its DOI or PMID; empty when it is neither."""
    from urllib.parse import quote

    if re.fullmatch(r"10\.\d{4,9}/\S{1,500}", identifier):
        return f"https://doi.org/{quote(identifier, safe='/:;().-_')}"
    return f"https://pubmed.ncbi.nlm.nih.gov/{identifier}/" if re.fullmatch(r"\d{1,9}", identifier) else ""
