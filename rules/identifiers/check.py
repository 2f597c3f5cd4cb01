"""Missing and malformed DOIs and PMIDs, each with its remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from lint.document import Document
from lint.finding import Edit, Fix, Hit, Safety
from lint.message import Message, listed
from lint.records import Found, Record, record_of
from lint.references.model import Identifier, Reference
from lint.resolve.place import first_line
from lint.resolve.verdict import ResolvedReference, verdict
from lint.rule import Page
from lint.spans import Span

Kind = Literal["doi", "pmid"]
KINDS: tuple[Kind, Kind] = ("doi", "pmid")
_LABELS = {"doi": "doi: ", "pmid": "PMID: "}
_TELLING = 7  # characters of an identifier that cannot stand in another one by chance
# What is typed for "https://": a slash or colon too few or too many, letters lost or exchanged.
_BROKEN = re.compile(r"(?<![A-Za-z])(h{0,2}t{1,3}ps?s?[:;.]{0,2}/{1,4})(?:dx\.|www\.)?doi\.org/\Z", re.IGNORECASE)
_LONGEST_ADDRESS = 40


def check(page: Page) -> Iterator[Hit]:
    """Missing and malformed identifiers."""
    for resolved in page.resolved:
        for identifier in resolved.reference.identifiers:
            yield from _malformed(page.document, resolved, identifier)
            yield from _no_address(page.document, identifier)
        for kind in KINDS:
            yield from _missing(page, resolved, kind)


def _missing(page: Page, resolved: ResolvedReference, kind: Kind) -> Iterator[Hit]:
    reference = resolved.reference
    if any(each.kind in (kind, f"short-{kind}") for each in reference.identifiers) or not _is_cited_work(reference):
        return
    answers = (resolved.doi, resolved.pmid)
    if any(isinstance(each, Found) and (each.no_doi if kind == "doi" else each.no_pmid) for each in answers):
        return
    judged = verdict(resolved)
    known = _known(judged.record, kind) if judged.state not in ("mismatched", "unknown") else ()
    span, name, label = first_line(page.document, reference), reference.name, kind.upper()
    if not known:
        message = Message("{name} has no {kind}.", name=name, kind=label)
        yield Hit(f"missing-{kind}", span, message, *_looking_up(page, resolved, kind))
        return
    told = {"name": name, "kind": label, "known": listed(known)}
    # What somebody typed from memory is looked at before it stands in the article.
    safety: Safety = "unsafe" if judged.by_hand else "safe"
    yield Hit(
        f"missing-{kind}",
        span,
        Message("{name} has no {kind}; references.lock, entered by hand, names {known}.", **told)
        if judged.by_hand
        else Message("{name} has no {kind}; the registry names {known}.", **told),
        Message("Add {text}", text=f"{_LABELS[kind]}{known[0]}")
        if len(known) == 1
        else Message("Add the {kind} of the version that you mean.", kind=label),
        _addition(page, reference, kind, known[0], safety) if len(known) == 1 else None,
    )


def _looking_up(page: Page, resolved: ResolvedReference, kind: Kind) -> tuple[str, Fix | None]:
    """The remedy when no record tells the identifier: what a search found for the entry's text, or where to search."""
    found = resolved.suggestion
    if found is not None and (values := _known(found, kind)):
        return (
            Message(
                "It seems to be {paper}: compare the title, and if it is the paper, add {text}",
                paper=found.described,
                text=f"{_LABELS[kind]}{values[0]}",
            ),
            _addition(page, resolved.reference, kind, values[0], "display"),
        )
    registry = "https://search.crossref.org" if kind == "doi" else "https://pubmed.ncbi.nlm.nih.gov"
    if kind == "pmid" and isinstance(resolved.doi, Found) and "pubmed" not in resolved.doi.sources:
        # Books have none, and PubMed's word would do; it was not asked, or did not answer.
        later = Message(
            "PubMed has not said yet whether it has one: check again later, or look at {registry}.", registry=registry
        )
        return later, None
    return Message("Look the work up at {registry} and add its {kind}.", registry=registry, kind=kind.upper()), None


def _is_cited_work(reference: Reference) -> bool:
    """Whether an entry cites a work: an item of the list does, a note or a link only if it looks like it."""
    if reference.source not in ("footnote", "definition"):
        return True
    return bool(reference.identifiers or reference.first_author or reference.year)


def _known(record: Record | None, kind: Kind) -> tuple[str, ...]:
    if record is None:
        return ()
    return record.pmids if kind == "pmid" else tuple(filter(None, (record.doi,)))


def _addition(page: Page, reference: Reference, kind: Kind, value: str, safety: Safety) -> Fix | None:
    """The identifier put at the end of the entry, written as the other entries write theirs."""
    if reference.source not in ("list", "footnote"):
        return None
    entry = page.document.excerpt(reference.span).rstrip()
    if entry.endswith(("-->", ">", "|", "`")):
        return None
    text = _label(page, kind) + value
    joint = " " if entry.endswith((".", ";", ",")) else ". "
    end = "." if entry.endswith(".") else ""
    place = reference.span.start + len(entry)
    return Fix(Message("Add {text}", text=text), safety, (Edit(Span(place, place), f"{joint}{text}{end}"),))


def _label(page: Page, kind: Kind) -> str:
    """What stands before such an identifier in the first entry that has one: "doi:", "https://doi.org/", "PMID "."""
    for reference in page.bibliography.references:
        identifier = reference.doi if kind == "doi" else reference.pmid
        if identifier is not None and not identifier.problem:
            before = page.document.excerpt(Span(identifier.frame.start, identifier.span.start))
            if re.fullmatch(r"(?i)doi:? ?|PMID:? ?|https://(?:doi\.org|pubmed\.ncbi\.nlm\.nih\.gov)/", before):
                return before
    return _LABELS[kind]


def _malformed(document: Document, resolved: ResolvedReference, identifier: Identifier) -> Iterator[Hit]:
    kind = identifier.kind
    if kind == "short-doi":
        yield _short(document, resolved, identifier)
        return
    if kind not in KINDS or not identifier.problem:
        return
    label = kind.upper()
    if not identifier.raw:
        yield Hit(
            f"malformed-{kind}",
            identifier.frame,
            Message("No {kind} follows the label.", kind=label),
            Message("Add the {kind} or take the label away.", kind=label),
            _taken_away(document, resolved.reference, identifier),
        )
        return
    fix = _correction(document, identifier)
    if fix is None or fix.safety != "safe":
        fix = _taken_away(document, resolved.reference, identifier) or fix
    known = _known_beside(resolved, identifier) if fix is None or fix.safety != "safe" else ""
    if known and document.excerpt(identifier.span) == identifier.raw:
        fix = Fix(Message("Write {text}", text=known), "display", (Edit(identifier.span, known),))
    meant = (
        Message("Write {text}", text=f"{_before(document, identifier)}{known or identifier.value}")
        if fix or known
        else Message("Copy the {kind} from the paper's own page.", kind=label)
    )
    span = identifier.span
    if glued := _glued(document, identifier):
        span = Span(span.start, glued.end)
    written = _short_of(" ".join((document.excerpt(span) if glued else identifier.raw).split()))
    message = Message(
        "The {kind} “{written}” is not well formed: {problem}.", kind=label, written=written, problem=identifier.problem
    )
    yield Hit(f"malformed-{kind}", span, message, meant, fix)


def _before(document: Document, identifier: Identifier) -> str:
    """What a remedy writes before an identifier: its label, or the address that holds it."""
    if not document.text.startswith("/", identifier.span.start - 1):
        return _LABELS["doi" if identifier.kind == "doi" else "pmid"]
    return "https://doi.org/" if identifier.kind == "doi" else "https://pubmed.ncbi.nlm.nih.gov/"


def _no_address(document: Document, identifier: Identifier) -> Iterator[Hit]:
    """A DOI in an address of the resolver with a broken beginning: "https:/doi.org/10.1093/sleep/10.1.45"."""
    if identifier.kind != "doi" or identifier.problem:
        return
    start = identifier.span.start
    broken = _BROKEN.search(document.text, max(start - _LONGEST_ADDRESS, 0), start)
    if broken is None or broken[1].lower() in ("http://", "https://"):
        return
    place = Span(broken.start(1), start)
    yield Hit(
        "malformed-doi",
        Span(place.start, identifier.span.end),
        Message("The address of the DOI begins with “{begins}” instead of https://.", begins=broken[1]),
        Message("Write {text}", text=f"https://doi.org/{identifier.raw}"),
        Fix(Message("Write {text}", text="https://doi.org/"), "safe", (Edit(place, "https://doi.org/"),)),
    )


def _known_beside(resolved: ResolvedReference, identifier: Identifier) -> str:
    """The identifier that the record of the other one names, when it is the paper or all but spelled out."""
    kind: Kind = "doi" if identifier.kind == "doi" else "pmid"
    known = _known(record_of(resolved.pmid if kind == "doi" else resolved.doi), kind)
    if len(known) != 1:
        return ""
    # "3224-3301" is 32243301 in groups, and no number 3224.
    meant = (len(identifier.value) >= _TELLING and identifier.value in known[0]) or (
        kind == "pmid" and re.sub(r"\D", "", identifier.raw) == known[0]
    )
    return known[0] if meant or verdict(resolved).state not in ("mismatched", "unknown") else ""


def _taken_away(document: Document, reference: Reference, identifier: Identifier) -> Fix | None:
    """What is malformed taken out of an entry that gives one in the right form as well.

    A label without a number says nothing, and the same number twice is once too often; another one the author looks at.
    """
    from rules.identifiers.repeated import plain, removal  # few identifiers are malformed

    others = [each for each in plain(document, reference) if each.kind == identifier.kind and not each.problem]
    edit = removal(document, reference, identifier, others)
    if edit is None:
        return None
    known = not identifier.raw or identifier.value == others[0].value
    title = Message("Take it away: {other} stands there as well", other=f"{_LABELS[identifier.kind]}{others[0].value}")
    return Fix(title, "safe" if known else "unsafe", (edit,))


def _short_of(written: str) -> str:
    """What is written, as a message quotes it: nobody reads a DOI of a thousand characters."""
    return written if len(written) <= 80 else f"{written[:60]} … {written[-16:]}"


def _glued(document: Document, identifier: Identifier) -> Span | None:
    """The place of the word that is glued to an identifier."""
    word = re.fullmatch(r'"(.+)" is glued to it', identifier.problem)
    if word is None:
        return None
    end = identifier.span.end
    start = document.text.find(word[1], end, end + len(word[1]) + 3)
    return Span(start, start + len(word[1])) if start != -1 else None


def _short(document: Document, resolved: ResolvedReference, identifier: Identifier) -> Hit:
    record = record_of(resolved.pmid)
    full = record.doi if record else ""
    fix = None
    if full and document.excerpt(identifier.span) == identifier.raw:
        fix = Fix(Message("Write {text}", text=full), "unsafe", (Edit(identifier.span, full),))
    return Hit(
        "malformed-doi",
        identifier.span,
        Message("“{written}” is a short DOI, which no registry lists; give the full one.", written=identifier.raw),
        Message("Write {text}", text=full)
        if full
        else Message("Open {address} and copy the DOI of the paper.", address=f"https://doi.org/{identifier.value}"),
        fix,
    )


def _correction(document: Document, identifier: Identifier) -> Fix | None:
    """The best reading in the place of what is written, when it has the right form.

    A letter taken for a digit, a space or a character left over can hide another number: the author must look.
    """
    span, problem = identifier.span, identifier.problem
    if not identifier.is_meaningful or document.excerpt(span) != identifier.raw:
        return None
    if "glued" in problem:
        glued = _glued(document, identifier)
        return Fix(Message("Separate the two"), "safe", (Edit(Span(glued.start, glued.start), " "),)) if glued else None
    guessed = any(word in problem for word in ("letter", "space", "behind"))
    safety: Safety = "unsafe" if guessed else "safe"
    return Fix(Message("Write {text}", text=identifier.value), safety, (Edit(span, identifier.value),))
