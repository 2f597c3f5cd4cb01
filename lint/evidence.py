"""What auditors file beside the findings: how a reference is known, and what kept rules from judging an article."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from lint.finding import Finding
from lint.report import Evidence, Judgement, ReferenceRow
from lint.resolve.evidence import evidence
from lint.resolve.lock import Lock
from lint.resolve.verdict import ResolvedReference, State, verdict
from lint.rule import Page, Rule, Subject

# The states in which nobody has confirmed what a reference is: what registries say of works could not be judged on it.
UNCONFIRMED: Mapping[State, str] = {
    "unverified": "that no registry has confirmed",
    "no-identifier": "without DOI and PMID",
}


def how_known(resolved: ResolvedReference, locked: Lock) -> Evidence:
    """How we know what a reference is; `locked` is the lock as it was when the run began."""
    judged = verdict(resolved)
    conflict = judged.conflict
    named = (conflict.doi_record, conflict.pmid_record) if conflict else ()
    return Evidence(
        evidence(resolved),
        judged.by_hand,
        bool(locked.keys_of(resolved.reference)),
        judged.notices,
        next((record.described for record in named if record and record != judged.record), ""),
    )


def judgement(
    page: Page,
    rules: Sequence[Rule],
    enabled: Collection[str],
    findings: Sequence[Finding],
    references: Iterable[ReferenceRow],
) -> Judgement:
    """What kept the rules from judging an article, in which they have found `findings`."""
    there = _subjects(page)
    found = {finding.rule for finding in findings}
    unread = frozenset(rule for finding in findings if finding.gap for rule in finding.gap.rules)
    unconfirmed = any(row.state in UNCONFIRMED for row in references)
    return Judgement(
        page.document.path,
        frozenset(rule.id for rule in rules if rule.id not in enabled),
        frozenset(rule.id for rule in rules if rule.subject not in there or rule.presupposes in found),
        unread,
        frozenset(rule.id for rule in rules if unconfirmed and rule.subject == "works") - unread,
    )


def _subjects(page: Page) -> frozenset[Subject]:
    """What an article has that rules may judge."""
    document, bibliography = page.document, page.bibliography
    there: dict[Subject, bool] = {
        "document": True,
        "references": bool(bibliography.references),
        "works": bool(bibliography.references),
        "citations": bool(bibliography.citations or bibliography.references),
        "links": "[" in document.text or any(block.inlines for block in document.blocks),
        "wordings": bool(page.approved),
        "waivers": any(block.kind == "comment" and "medlint" in block.text for block in document.blocks),
    }
    return frozenset(subject for subject, is_there in there.items() if is_there)
