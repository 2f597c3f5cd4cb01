"""Whether what a report says follows from its own rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from lint.audit.document import Document
from lint.audit.verdict import Rows, sums, verdict


def inconsistent(document: Document) -> Iterator[str]:
    """What in the report does not follow from its own rows, a sentence each."""
    audit = document["audit"]
    found, rows, references = document["findings"], document["files"], document["references"]
    reckoned = sums(rows, found, references)
    if reckoned != document["summary"]:
        yield "the sums in report.json are not those of its rows"
    every = Rows(rows, found, references, audit["rules"])
    given = verdict(every, audit["demand"], exemptions=True)
    bare = verdict(every, audit["demand"], exemptions=False)
    if given != audit["verdict"] or given["code"] != document["exit_code"] or bare != audit["without_exemptions"]:
        yield f"the verdict in report.json does not follow from its rows, which give: {given['words']}"
    if not _ledger_adds_up(document):
        yield "the ledger in report.json does not add up to its files"
    if not _rules_add_up(document):
        yield "the outcomes of rules in report.json are not those of its findings"
    if sum(each["findings"] for each in audit["exemptions"]) != reckoned["waived"]:
        yield "the exemptions in report.json are not those of its findings"


def _ledger_adds_up(document: Document) -> bool:
    rows, cover = document["files"], document["audit"]["coverage"]
    statuses = Counter(row["status"] for row in rows)
    causes = Counter((row["status"], row["cause"]) for row in rows)
    told = (cover["checked"], cover["unchecked"], cover["skipped"], cover["in_scope"])
    if told != (statuses["checked"], statuses["unchecked"], statuses["skipped"], len(rows)):
        return False
    return causes == Counter({(each["status"], each["cause"]): each["files"] for each in cover["causes"]})


def _rules_add_up(document: Document) -> bool:
    judged = {row["path"] for row in document["files"] if row["status"] != "skipped"}
    counted: Counter[str] = Counter()
    failed: defaultdict[str, set[str]] = defaultdict(set)
    for each in document["findings"]:
        if each["standing"] == "open":
            counted[each["rule"]] += 1
            failed[each["rule"]] |= {each["path"]} & judged
    outcomes = ("failed", "excused", "passed", "incomplete", "not_applicable", "off", "unchecked")
    rules = document["audit"]["rules"]
    return counted.keys() <= {each["id"] for each in rules} and all(
        each["findings"] == counted[each["id"]]
        and each["failed"] == len(failed[each["id"]])
        and sum(each[outcome] for outcome in outcomes) == len(judged)  # type: ignore[literal-required]  # of `Rule`
        for each in rules
    )


def undated(document: Document) -> Iterator[str]:
    """The days and moments in the report that are none; what is drawn and verified reckons with them."""
    moments = [document["run"]["started"], *(each["checked"] for each in document["references"] if each["checked"])]
    days = [each["until"] for each in document["audit"]["exemptions"] if each["until"]]
    for text, read in (
        *((each, datetime.fromisoformat) for each in moments),
        *((each, date.fromisoformat) for each in days),
    ):
        try:
            read(text)
        except ValueError:
            yield f"report.json holds a date that is none: {text[:40]}"
