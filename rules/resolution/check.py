"""What the registries' answers mean for each reference, put into words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Edit, Fix, Hit
from lint.records import Absent, Found, Notice, NoticeKind, Record, Resolution, Unverified, record_of
from lint.references.model import Identifier, Reference
from lint.resolve.lock import BY_HAND, EDITED, NOT_LOCKED
from lint.resolve.matching.compare import Difference
from lint.resolve.place import first_line, place
from lint.resolve.verdict import RETRACTED, UNCLEAR, UNTOLD, Conflict, ResolvedReference, Verdict, verdict
from lint.rule import Page
from lint.spans import Span

_REGISTRIES = {"crossref": "Crossref", "pubmed": "PubMed", "datacite": "DataCite", "doi.org": "doi.org"}
_FATES: dict[NoticeKind, str] = {
    "retraction": "was retracted",
    "withdrawal": "was withdrawn",
    "removal": "was removed by its publisher",
    "partial-retraction": "was retracted in part",
    "concern": "got an expression of concern from its journal",
    "correction": "was corrected",
    "erratum": "got an erratum",
}
_REMEDIES = {
    UNTOLD: "Give the authors, the title and the year of the paper.",
    UNCLEAR: "Give the DOI and the PMID of one and the same version.",
}
_FIELDS = {"year": "year", "volume": "volume", "pages": "first page", "journal": "journal"}


def check(page: Page) -> Iterator[Hit]:
    """What the registries' answers mean for each reference."""
    for resolved in page.resolved:
        judged = verdict(resolved)
        yield from _unknown(resolved, judged)
        if judged.conflict is not None:
            yield _conflict(page.document, resolved, judged, judged.conflict)
        for difference in judged.differences:
            yield _difference(page.document, resolved, judged, difference)
        yield from _notices(page.document, resolved, judged)
        if judged.state == "unverified":
            yield Hit(
                "unverified-reference",
                first_line(page.document, resolved.reference),
                f"{resolved.reference.name} is unverified: {judged.reason}.",
                _REMEDIES.get(judged.reason) or _asking(resolved, judged.reason),
            )


def _asking(resolved: ResolvedReference, reason: str) -> str:
    """What helps when no registry has answered: asking, or asking again."""
    unasked = not any(isinstance(each, Unverified) and each.cause for each in (resolved.doi, resolved.pmid))
    if unasked and any(known in reason for known in (NOT_LOCKED, BY_HAND, EDITED)):
        return "Run `medlint lock`, which asks the registries; until then compare it with the paper itself."
    return "That says nothing against the entry; check again later, or compare it with the paper itself."


def _according(judged: Verdict, answer: Resolution | None = None) -> str:
    """Who says so: the registries behind one answer, or behind all."""
    by_hand = judged.by_hand if answer is None else not isinstance(answer, Found)
    if by_hand or not judged.sources:
        return "according to references.lock, entered by hand"
    sources = answer.sources if isinstance(answer, Found) else judged.sources
    names = [_REGISTRIES.get(source, source) for source in sources]
    return f"according to {' and '.join(filter(None, (', '.join(names[:-1]), names[-1])))}"


def _unknown(resolved: ResolvedReference, judged: Verdict) -> Iterator[Hit]:
    reference = resolved.reference
    is_other = any(difference.field == "paper" for difference in judged.differences)
    pairs: tuple[tuple[Identifier | None, object, Record | None], ...] = (
        (reference.doi, resolved.doi, record_of(resolved.pmid)),
        (reference.pmid, resolved.pmid, record_of(resolved.doi)),
    )
    for identifier, answer, other in pairs:
        if identifier is None or not isinstance(answer, Absent):
            continue
        label = identifier.kind.upper()
        # What the other identifier leads to is no help when it is another paper.
        right = ((other.doi,) if label == "DOI" else other.pmids) if other and not is_other else ()
        remedy = (
            f"Write {right[0]}, if this is the paper." if right and right[0] else f"Copy the {label} from the paper."
        )
        yield Hit(
            f"unknown-{identifier.kind}",
            identifier.span,
            f"The {label} {identifier.value} does not exist: {answer.evidence}.",
            remedy,
        )


def _conflict(document: Document, resolved: ResolvedReference, judged: Verdict, conflict: Conflict) -> Hit:
    """DOI and PMID of different papers: the wrong one is marked, when the text tells which it is."""
    doi, pmid = resolved.reference.doi, resolved.reference.pmid
    by_doi, by_pmid = conflict.doi_record, conflict.pmid_record
    if doi is None or pmid is None:  # pragma: no cover - a conflict has both
        raise AssertionError(resolved)
    if by_doi is not None and by_doi.pmids and (conflict.wrong != "doi" or by_pmid is None or not by_pmid.doi):
        right, wrong, subject = by_doi.pmids[0], pmid, f"The DOI {doi.value} belongs to PMID {by_doi.pmids[0]}"
    elif by_pmid is not None and by_pmid.doi:
        right, wrong, subject = by_pmid.doi, doi, f"The PMID {pmid.value} belongs to the DOI {by_pmid.doi}"
    else:
        right, wrong, subject = "", pmid, f"The DOI {doi.value} and the PMID {pmid.value} belong to different papers"
    mine, other = (by_doi, by_pmid) if wrong is pmid else (by_pmid, by_doi)
    message = subject + (f", {mine.quoted}" if mine and right else "")
    if right:
        message += f", not {wrong.value}" + (f", {other.quoted}" if other else "")
    elif mine and other:
        message += f", {mine.quoted} and {other.quoted}"
    certain = conflict.wrong == wrong.kind and document.excerpt(wrong.span) == wrong.raw
    fix = Fix(f"Write {right}", "display", (Edit(wrong.span, right),)) if right and certain else None
    label = wrong.kind.upper()
    remedy = f"Write {right} if the {label} is the wrong one." if right else "Look up which of the two is the paper."
    return Hit(
        "mismatched-identifiers",
        wrong.span,
        f"{message}, {_according(judged, resolved.doi if mine is by_doi else resolved.pmid)}.",
        f"Write {right}" if fix else remedy,
        fix,
    )


def _difference(document: Document, resolved: ResolvedReference, judged: Verdict, difference: Difference) -> Hit:
    reference = resolved.reference
    if difference.field == "paper":
        return _other_paper(document, resolved, judged, judged.record or Record())
    span = place(document, reference, difference.start, difference.end)
    said, recorded, according = difference.said, difference.recorded, _according(judged)
    if difference.field == "title":
        message = _title(reference.text, difference, according)
    elif difference.field == "author":
        message = _author(reference.text, difference, according)
    else:
        field = _FIELDS[difference.field]
        message = f"The {field} is given as {said}, but it is {recorded} {according}."
    fix = None
    if said and recorded and document.excerpt(span) == said and difference.field not in ("author", "pages"):
        fix = Fix(f"Write {recorded}", "display", (Edit(span, recorded),))
    remedy = "Compare the entry with the paper; it may be another one."
    if difference.severity != "error":
        remedy = f"Write “{recorded}”, or cite the paper that you mean." if recorded and said else ""
    return Hit("mismatched-reference", span, message, remedy, fix, difference.severity)


def _author(text: str, difference: Difference, according: str) -> str:
    said, recorded = difference.said, difference.recorded
    near = text[difference.start : difference.end]
    if difference.kind == "cut":
        return f"The authors end with {near} and without “et al.”, but {recorded} follows {according}."
    if difference.kind == "missing":
        return f"The authors lack {recorded} near {near}, {according}."
    if difference.kind == "order":
        return f"The authors stand in another order, from {said} on, {according}."
    if difference.kind == "extra":
        return f"The authors name {said}, who is none of them {according}."
    which = "first author" if difference.kind == "first" else "author"
    return f"The {which} is given as {said}, but it is {recorded} {according}."


def _title(text: str, difference: Difference, according: str) -> str:
    said, recorded = " ".join(difference.said.split()), difference.recorded
    if difference.kind == "cut":
        return f"The title breaks off before “{recorded}”, {according}."
    if not said:
        after = text[difference.start : difference.end]
        return f"The title lacks “{recorded}” near “{after}”, {according}."
    if not recorded:
        return f"The title says “{said}”, which it does not {according}."
    if difference.kind == "number" and (before := re.search(r"(\w{1,20}[ ])$", text[: difference.start])):
        said, recorded = before[1] + said, before[1] + recorded  # "Type 2", not a bare "2"
    return f"The title says “{said}”, but it is “{recorded}” {according}."


def _other_paper(document: Document, resolved: ResolvedReference, judged: Verdict, record: Record) -> Hit:
    reference = resolved.reference
    # The DOI may be the one that nobody knows, and the PMID the one that leads to another paper.
    led = reference.pmid if record_of(resolved.doi) != record and record_of(resolved.pmid) == record else reference.doi
    identifier = led or reference.pmid
    named = f"{identifier.kind.upper()} {identifier.value}" if identifier else "identifier"
    return Hit(
        "mismatched-reference",
        first_line(document, reference),
        f"The {named} is another paper than this entry describes: {record.described}, {_according(judged)}.",
        "Look up the paper that the entry describes and give its DOI and PMID.",
        severity="error",
    )


def _notices(document: Document, resolved: ResolvedReference, judged: Verdict) -> Iterator[Hit]:
    groups: tuple[tuple[str, tuple[str, ...], str], ...] = (
        ("retracted-reference", RETRACTED, "Take the claim out, or rest it on another paper."),
        ("concern-reference", ("concern",), "Say so in the text, or rest the claim on another paper."),
        ("corrected-reference", ("correction", "erratum"), "Check that what the article quotes still stands."),
    )
    for rule, kinds, remedy in groups:
        notices = [notice for notice in judged.notices if notice.kind in kinds]
        if notices:
            # The gravest first ("retracted", then "in part"), of those the newest.
            first = min(notices, key=lambda notice: kinds.index(notice.kind))
            newest = max((each for each in notices if each.kind == first.kind), key=lambda notice: notice.date)
            message = f"{resolved.reference.name} {_FATES[newest.kind]}{_details(newest)}, {_who(newest, judged)}."
            yield Hit(rule, _identifier_span(document, resolved.reference), message, remedy)


def _details(notice: Notice) -> str:
    date = f" on {notice.date}" if len(notice.date) == 10 else f" in {notice.date}" if notice.date else ""
    return date + (f" (notice {notice.identifier})" if notice.identifier else "")


def _who(notice: Notice, judged: Verdict) -> str:
    if judged.by_hand or not notice.source:
        return _according(judged)
    return f"according to {_REGISTRIES.get(notice.source, notice.source)}"


def _identifier_span(document: Document, reference: Reference) -> Span:
    identifier = reference.doi or reference.pmid
    return identifier.span if identifier else first_line(document, reference)
