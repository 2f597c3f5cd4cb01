"""What the registries' answers mean for each reference, put into words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Edit, Fix, Hit
from lint.records import Absent, Found, Notice, NoticeKind, Record, Resolution, Unverified, record_of
from lint.references.citations.names import fold, surname
from lint.references.model import Identifier, Reference
from lint.resolve.lock import BY_HAND, EDITED, NOT_LOCKED
from lint.resolve.matching.compare import Difference
from lint.resolve.place import first_line, place
from lint.resolve.verdict import RETRACTED, UNCLEAR, UNTOLD, Conflict, ResolvedReference, Verdict, verdict
from lint.rule import Page
from lint.spans import Span
from rules.removal import with_moves

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
_UNASKED = {
    BY_HAND: "what references.lock says of it was filled in by hand by the editors",
    NOT_LOCKED: "it is not in references.lock",
}
_NAMES_WITHIN = 500  # characters of an entry, in which its authors stand
_NAMED = 6  # authors before "et al." (ICMJE, sample references)
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
        yield from _notices(page, resolved, judged)
        if judged.state == "unverified":
            yield Hit(
                "unverified-reference",
                first_line(page.document, resolved.reference),
                _unverified(resolved.reference.name, judged.reason),
                _REMEDIES.get(judged.reason) or _asking(resolved, judged.reason),
            )


def _unverified(name: str, reason: str) -> str:
    """Why nobody has confirmed an entry, in words of those who know of no lock."""
    if reason in _UNASKED:
        return f"{name} was not looked up at a registry yet: {_UNASKED[reason]}."
    return f"{name} is unverified: {reason}."


def _asking(resolved: ResolvedReference, reason: str) -> str:
    """What helps when no registry has answered: asking, or asking again."""
    unasked = not any(isinstance(each, Unverified) and each.cause for each in (resolved.doi, resolved.pmid))
    if unasked and any(known in reason for known in (NOT_LOCKED, BY_HAND, EDITED)):
        return "Authors have nothing to do: an editor runs `medlint lock`, which asks Crossref and PubMed."
    return "That says nothing against the entry, and authors have nothing to do: a later run asks again."


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
        right, wrong, kept = by_doi.pmids[0], pmid, doi
    elif by_pmid is not None and by_pmid.doi:
        right, wrong, kept = by_pmid.doi, doi, pmid
    else:
        right, wrong, kept = "", pmid, doi
    mine, other = (by_doi, by_pmid) if wrong is pmid else (by_pmid, by_doi)
    certain = bool(right) and conflict.wrong == wrong.kind
    label, others = wrong.kind.upper(), kept.kind.upper()
    if slip := _slip(wrong.value, right) if right and other is None else "":
        message = f"The PMID {wrong.value} has {slip}: the DOI beside it belongs to PMID {right}"
        message += f", {mine.quoted}" if mine else ""
    elif certain and mine and other:
        message = f"The {label} {wrong.value} is that of another paper, {other.quoted}; "
        message += f"the {others} beside it and the text name {mine.quoted}"
    else:
        message = _parted(wrong, kept, right, mine, other)
    fix = None
    if certain and document.excerpt(wrong.span) == wrong.raw:
        fix = Fix(f"Write {right}", "display", (Edit(wrong.span, right),))
    meant = f"Write {_form(document, wrong, right)}"
    remedy = f"{meant}, if the {label} is the wrong one." if right else "Look up which of the two is the paper."
    return Hit(
        "mismatched-identifiers",
        wrong.span,
        f"{message}, {_according(judged, resolved.doi if mine is by_doi else resolved.pmid)}.",
        meant if fix or slip else remedy,
        fix,
    )


def _form(document: Document, wrong: Identifier, right: str) -> str:
    """The right identifier as the wrong one is written: with its label, or as the whole address that holds it."""
    address = "https://doi.org/" if wrong.kind == "doi" else "https://pubmed.ncbi.nlm.nih.gov/"
    if document.text.startswith("/", wrong.span.start - 1):
        return f"{address}{right}"
    return f"{'doi' if wrong.kind == 'doi' else 'PMID'}: {right}"


def _parted(wrong: Identifier, kept: Identifier, right: str, mine: Record | None, other: Record | None) -> str:
    """Two identifiers of which nobody knows which one is meant, or one whose own paper nobody knows."""
    if not right:
        titles = f", {mine.quoted} and {other.quoted}" if mine and other else ""
        doi, pmid = (kept, wrong) if wrong.kind == "pmid" else (wrong, kept)
        return f"The DOI {doi.value} and the PMID {pmid.value} belong to different papers{titles}"
    belongs = f"PMID {right}" if wrong.kind == "pmid" else f"the DOI {right}"
    message = f"The {kept.kind.upper()} {kept.value} belongs to {belongs}" + (f", {mine.quoted}" if mine else "")
    return f"{message}, not {wrong.value}" + (f", {other.quoted}" if other else "")


def _slip(said: str, right: str) -> str:
    """What went wrong with the digits of a PMID, in words; empty when more than one thing did, and for a DOI."""
    if not (said.isdigit() and right.isdigit()) or said == right:
        return ""
    if len(said) != len(right):
        short, long = sorted((said, right), key=len)
        dropped = len(long) - len(short) == 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
        return ("a digit too few" if said is short else "a digit too many") if dropped else ""
    at = [place for place, pair in enumerate(zip(said, right, strict=True)) if pair[0] != pair[1]]
    if len(at) == 1:
        return "a wrong digit"
    exchanged = len(at) == 2 and at[1] == at[0] + 1 and said[at[0]] + said[at[1]] == right[at[1]] + right[at[0]]
    return "two digits exchanged" if exchanged else ""


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
    remedy = _remedy(reference.text, difference)
    if exchanged := _byline(reference, judged.record, difference):
        if difference.kind == "first":
            message = f"The authors stand in another order: the first is {recorded} {according}."
        remedy = f"Replace the authors by: “{exchanged}”, or cite the paper that you mean."
    return Hit("mismatched-reference", span, message, remedy, fix, difference.severity)


def _byline(reference: Reference, record: Record | None, difference: Difference) -> str:
    """All authors in the order of the paper, where an entry names them in another; empty where it does not.

    "Write Trauer JM" at the first of "Qian MY, Trauer JM" would leave one author out.
    """
    if record is None or difference.field != "author" or difference.kind not in ("first", "order"):
        return ""
    authors = record.authors
    if difference.kind == "first":
        named = fold(reference.text[:_NAMES_WITHIN])
        if surname(difference.said) not in {surname(each) for each in authors[1:]} or surname(authors[0]) not in named:
            return ""
    shown = authors if len(authors) <= _NAMED else (*authors[:_NAMED], "et al.")
    return ", ".join(shown)


def _remedy(text: str, difference: Difference) -> str:
    """What to write in the place of what differs."""
    meant = ", or cite the paper that you mean."
    if difference.kind == "short":
        return "Write that title."
    if difference.field == "author" and difference.kind in _AUTHORS:
        return _AUTHORS[difference.kind].format(recorded=difference.recorded)
    if difference.said and difference.recorded:
        return f"Write “{_numbered(text, difference)[1]}”{meant}"
    return ("Put it in" if difference.recorded else "Take it out") + meant


_AUTHORS = {
    "cut": "Add the authors who follow, or “et al.”.",
    "missing": "Add {recorded}, or cite the paper that you mean.",
    "order": "Name the authors in the order of the paper.",
    "extra": "Take the name out, or cite the paper that you mean.",
}


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
    if difference.kind == "short":
        return f"The title is shortened; the paper's is “{recorded}”, {according}."
    if difference.kind == "cut":
        return f"The title breaks off before “{recorded}”, {according}."
    if not said:
        after = text[difference.start : difference.end]
        return f"The title lacks “{recorded}” near “{after}”, {according}."
    if not recorded:
        return f"The title says “{said}”, which it does not {according}."
    said, recorded = _numbered(text, difference)
    return f"The title says “{said}”, but it is “{recorded}” {according}."


def _numbered(text: str, difference: Difference) -> tuple[str, str]:
    """What a title says and what it should, a number with the word before it: "Type 2", not a bare "2"."""
    said, recorded = " ".join(difference.said.split()), difference.recorded
    if difference.kind == "number" and (before := re.search(r"(\w{1,20}[ ])$", text[: difference.start])):
        return before[1] + said, before[1] + recorded
    return said, recorded


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
        _other_title(resolved.reference, record)
        or "Look up the paper that the entry describes and give its DOI and PMID.",
        severity="error",
    )


def _other_title(reference: Reference, record: Record) -> str:
    """The remedy where author and year are the record's, and the title alone may be wrong; empty where they are not."""
    first = record.authors[0] if record.authors else ""
    if not (first and surname(first) == surname(reference.first_author) and reference.year == record.year):
        return ""
    return f"If it is this paper, write its title: “{record.title}”; else give the other one’s DOI and PMID."


def _notices(page: Page, resolved: ResolvedReference, judged: Verdict) -> Iterator[Hit]:
    gone = (
        "Put another paper, which supports the claim, in the place of this entry, or take out the claim, its citation "
        "and this entry."
    )
    groups: tuple[tuple[str, tuple[str, ...], str], ...] = (
        ("retracted-reference", RETRACTED, gone),
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
            if rule == "retracted-reference":
                remedy = with_moves(remedy, resolved.reference, page.bibliography)
            yield Hit(rule, _identifier_span(page.document, resolved.reference), message, remedy)


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
