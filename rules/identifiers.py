"""Whether every reference carries a DOI and a PMID, well formed, and stands in the list once.

## missing-doi

Reports a reference without a DOI.

### Why

A DOI leads to the paper for good, whatever becomes of the publisher's pages. Without one, a reader cannot tell in one
step whether the paper exists and says what the article claims.

### Fails

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. J Imag Rehabil. 2014;12(3):201-209. PMID: 90000001.
```

### Passes

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. J Imag Rehabil. 2014;12(3):201-209. doi:
   10.5555/imag.2014.0021. PMID: 90000001.
```

### Known limits

A work that has no DOI satisfies the rule when a registry has said so (`without` in references.lock); a web page or an
old book needs a waiver. A short DOI is no substitute: malformed-doi asks for the full one. A footnote or a link
definition that names neither an author nor a year is a note, not a reference.

### Source

https://www.icmje.org/recommendations/browse/manuscript-preparation/preparing-for-submission.html (ICMJE
Recommendations, references; the DOI as the persistent identifier: ISO 26324)

## missing-pmid

Reports a reference without a PMID.

### Why

The PMID leads to the abstract in PubMed, where retractions, corrections and comments are shown. A reader without
access to the journal can at least see there what the paper found.

### Fails

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. J Imag Rehabil. 2014;12(3):201-209. doi:
   10.5555/imag.2014.0021.
```

### Passes

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. J Imag Rehabil. 2014;12(3):201-209. doi:
   10.5555/imag.2014.0021.
```

```json
{"schema": 1, "references": {"doi:10.5555/imag.2014.0021": {
  "sources": ["crossref", "pubmed"], "checked": "2026-11-24T00:00:00Z",
  "record": {"title": "Mirror therapy after wrist fracture", "authors": ["Tansley RB"], "year": 2014},
  "without": {"pmid": "PubMed has no record for this DOI"}}}}
```

### Known limits

A paper that PubMed does not index satisfies the rule when PubMed has said so (`without` in references.lock). A PMCID
is another number and does not replace the PMID.

### Source

https://www.nlm.nih.gov/bsd/mms/medlineelements.html#pmid (National Library of Medicine, MEDLINE/PubMed data elements:
PMID)

## malformed-doi

Reports what is meant as a DOI but has not the form of one, and short DOIs.

### Why

A DOI with one wrong character leads nowhere, and no registry can confirm it.

### Fails

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. J Imag Rehabil. 2014;12(3):201-209. doi:
   10,5555/imag.2014.0021. PMID: 90000001.
```

### Passes

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. J Imag Rehabil. 2014;12(3):201-209.
   https://doi.org/10.5555/IMAG.2014.0021. PMID: 90000001.
```

### Known limits

Only the form is judged; whether the DOI exists is the matter of unknown-doi. Capitals and percent-encoding in an
address are no fault. A short DOI (10/abc) leads to the paper, but no registry lists it.

### Source

https://www.crossref.org/blog/dois-and-matching-regular-expressions/ (Crossref: DOIs and matching regular expressions;
ISO 26324)

## malformed-pmid

Reports what is meant as a PMID but has not the form of one.

### Why

A PMID is a bare number of one to eight digits. A DOI, a PMC number or a slip in its place leads to nothing or to
another paper.

### Fails

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. J Imag Rehabil. 2014;12(3):201-209. doi:
   10.5555/imag.2014.0021. PMID: PMC9000001.
```

### Passes

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. J Imag Rehabil. 2014;12(3):201-209. doi:
   10.5555/imag.2014.0021. PMID: 90000001; PMCID: PMC9000001.
```

### Source

https://www.nlm.nih.gov/bsd/mms/medlineelements.html#pmid (National Library of Medicine, MEDLINE/PubMed data elements:
PMID)

## duplicate-reference

Reports the second of two entries for one work.

### Why

A work that is listed twice looks like two pieces of evidence. A correction made in one entry leaves the other wrong.

### Fails

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. J Imag Rehabil. 2014;12(3):201-209. doi:
   10.5555/imag.2014.0021. PMID: 90000001.
2. Tansley R. Mirror therapy after wrist fracture. https://doi.org/10.5555/IMAG.2014.0021
```

### Passes

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture: part 1. J Imag Rehabil. 2014;12(3):201-209. doi:
   10.5555/imag.2014.0021. PMID: 90000001.
2. Tansley RB, Okoro P. Mirror therapy after wrist fracture: part 2. J Imag Rehabil. 2014;12(4):301-309. doi:
   10.5555/imag.2014.0022. PMID: 90000002.
```

### Known limits

Entries are one work when they share a DOI or a PMID, when references.lock holds one record for both, or, without an
identifier to tell them apart, when title and year are the same. A preprint and its article have two DOIs and count as
two works.

### Source

https://www.ncbi.nlm.nih.gov/books/NBK7256/ (National Library of Medicine, Citing Medicine: the reference list)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from lint.document import Document
from lint.finding import Edit, Fix, Hit, Safety
from lint.records import Found, Record, record_of
from lint.references.model import Identifier, Reference
from lint.resolve.fold import words
from lint.resolve.place import first_line
from lint.resolve.verdict import ResolvedReference, verdict
from lint.rule import Family, Page, Rule
from lint.spans import Span

Kind = Literal["doi", "pmid"]
KINDS: tuple[Kind, Kind] = ("doi", "pmid")
_FORMS = {"doi": r"10\.\d{4,9}(?:\.\d+)*/\S+", "pmid": r"[1-9]\d{0,7}"}
_LABELS = {"doi": "doi: ", "pmid": "PMID: "}


def check(page: Page) -> Iterator[Hit]:
    """Missing, malformed and repeated identifiers."""
    for resolved in page.resolved:
        for identifier in resolved.reference.identifiers:
            yield from _malformed(page.document, resolved, identifier)
        for kind in KINDS:
            yield from _missing(page, resolved, kind)
    yield from _duplicates(page)


def name_of(reference: Reference) -> str:
    """What a message calls an entry."""
    return f"Reference {reference.label}" if reference.label else "This reference"


def _missing(page: Page, resolved: ResolvedReference, kind: Kind) -> Iterator[Hit]:
    reference = resolved.reference
    if any(each.kind in (kind, f"short-{kind}") for each in reference.identifiers) or not _is_cited_work(reference):
        return
    answers = (resolved.doi, resolved.pmid)
    if any(isinstance(each, Found) and (each.no_doi if kind == "doi" else each.no_pmid) for each in answers):
        return
    judged = verdict(resolved)
    known = _known(judged.record, kind) if judged.state not in ("mismatched", "unknown") else ()
    name, label = name_of(reference), kind.upper()
    if not known:
        registry = "https://search.crossref.org" if kind == "doi" else "https://pubmed.ncbi.nlm.nih.gov"
        yield Hit(
            f"missing-{kind}",
            first_line(page.document, reference),
            f"{name} has no {label}.",
            f"Look the work up at {registry} and add its {label}.",
        )
        return
    witness = "references.lock, entered by hand, names" if judged.by_hand else "the registry names"
    addition = _LABELS[kind] + known[0]
    yield Hit(
        f"missing-{kind}",
        first_line(page.document, reference),
        f"{name} has no {label}; {witness} {' and '.join(known)}.",
        f"Add {addition}",
        _addition(page, reference, kind, known[0]) if len(known) == 1 else None,
    )


def _is_cited_work(reference: Reference) -> bool:
    """Whether an entry cites a work: an item of the list does, a note or a link only if it looks like it."""
    if reference.source not in ("footnote", "definition"):
        return True
    return bool(reference.identifiers or reference.first_author or reference.year)


def _known(record: Record | None, kind: Kind) -> tuple[str, ...]:
    if record is None:
        return ()
    return record.pmids if kind == "pmid" else tuple(filter(None, (record.doi,)))


def _addition(page: Page, reference: Reference, kind: Kind, value: str) -> Fix | None:
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
    return Fix(f"Add {text}", "safe", (Edit(Span(place, place), f"{joint}{text}{end}"),))


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
            f"{identifier.problem[0].upper()}{identifier.problem[1:]}.",
            f"Add the {label} or take the label away.",
        )
        return
    fix = _correction(document, identifier)
    meant = f"Write {_LABELS[kind]}{identifier.value}" if fix else f"Copy the {label} from the paper's own page."
    message = f"The {label} “{identifier.raw}” is not well formed: {identifier.problem}."
    yield Hit(f"malformed-{kind}", identifier.span, message, meant, fix)


def _short(document: Document, resolved: ResolvedReference, identifier: Identifier) -> Hit:
    record = record_of(resolved.pmid)
    full = record.doi if record else ""
    fix = None
    if full and document.excerpt(identifier.span) == identifier.raw:
        fix = Fix(f"Write {full}", "unsafe", (Edit(identifier.span, full),))
    return Hit(
        "malformed-doi",
        identifier.span,
        f"“{identifier.raw}” is a short DOI, which no registry lists; give the full one.",
        f"Write {full}" if full else f"Open https://doi.org/{identifier.value} and copy the DOI of the paper.",
        fix,
    )


def _correction(document: Document, identifier: Identifier) -> Fix | None:
    """The best reading in the place of what is written, when it has the right form.

    A letter taken for a digit, a space or a character left over can hide another number: the author must look.
    """
    kind, span, problem = identifier.kind, identifier.span, identifier.problem
    if not re.fullmatch(_FORMS[kind], identifier.value) or document.excerpt(span) != identifier.raw:
        return None
    if glued := re.fullmatch(r'"(.+)" is glued to it', problem):
        behind = document.text.find(glued[1], span.end, span.end + len(glued[1]) + 3)
        return Fix("Separate the two", "safe", (Edit(Span(behind, behind), " "),)) if behind != -1 else None
    guessed = any(word in problem for word in ("letter", "space", "behind"))
    safety: Safety = "unsafe" if guessed else "safe"
    return Fix(f"Write {identifier.value}", safety, (Edit(span, identifier.value),))


class _Work(NamedTuple):
    """An entry with every name of the work that it cites; `title` counts only between entries without identifiers."""

    reference: Reference
    identifiers: frozenset[str]
    title: tuple[str, ...]


def _duplicates(page: Page) -> Iterator[Hit]:
    by_name: dict[str, _Work] = {}
    by_title: dict[tuple[str, ...], _Work] = {}
    for resolved in page.resolved:
        work = _work(resolved)
        first = next((by_name[each] for each in sorted(work.identifiers) if each in by_name), None)
        if first is None and work.title and (other := by_title.get(work.title)) and _may_be_one(work, other):
            first = other
        if first is not None and not _is_link_to(work.reference, first.reference):
            yield _repeated(page.document, first, work)
        for each in work.identifiers:
            by_name.setdefault(each, work)
        by_title.setdefault(work.title, work)


def _work(resolved: ResolvedReference) -> _Work:
    reference = resolved.reference
    names = {f"{each.kind}:{each.value}" for each in (reference.doi, reference.pmid) if each is not None and each.value}
    # Two entries of one work, one by DOI and one by PMID, meet in the record; a record that contradicts names nothing.
    judged = verdict(resolved)
    if judged.conflict is None and judged.state != "mismatched":
        for answer in (resolved.doi, resolved.pmid):
            if record := record_of(answer):
                names.update(f"pmid:{pmid}" for pmid in record.pmids)
                names.update({f"doi:{record.doi}"} if record.doi else ())
    return _Work(reference, frozenset(names), _title(reference))


def _title(reference: Reference) -> tuple[str, ...]:
    """The words of what is plainly the title, and the year; empty when either is missing."""
    text = re.sub(r"https?://\S+|\b10\.\d{4,9}/\S+", "", reference.text)
    sentences = [words(sentence) for sentence in re.split(r"[.?!]\s|[“”\"]", text)]
    longest = max(sentences, key=len, default=())
    if len(longest) < 5 or reference.year is None or "et" in longest:
        return ()
    return (*longest, str(reference.year))


def _may_be_one(left: _Work, right: _Work) -> bool:
    """Whether no identifier tells two entries apart."""
    for kind in KINDS:
        mine = {each for each in left.identifiers if each.startswith(kind)}
        theirs = {each for each in right.identifiers if each.startswith(kind)}
        if mine and theirs:
            return False
    return True


def _is_link_to(work: Reference, first: Reference) -> bool:
    """Whether one of the two is a link definition, which only serves the other entry."""
    return (work.source == "definition") != (first.source == "definition")


def _repeated(document: Document, first: _Work, second: _Work) -> Hit:
    shared = sorted(first.identifiers & second.identifiers)
    own = {f"{each.kind}:{each.value}": each for each in (second.reference.doi, second.reference.pmid) if each}
    stated = next((own[each] for each in shared if each in own), None)
    name = name_of(second.reference)
    other = f"reference {first.reference.label}" if first.reference.label else "another entry"
    why = f"both name {stated.kind.upper()} {stated.value}" if stated else "both describe one paper"
    return Hit(
        "duplicate-reference",
        stated.span if stated else first_line(document, second.reference),
        f"{name} is the same work as {other}: {why}.",
        "Keep one entry and let the citations of the other point to it.",
    )


_PMID_SOURCE = "https://www.nlm.nih.gov/bsd/mms/medlineelements.html#pmid"

FAMILY = Family(
    rules=(
        Rule(
            "missing-doi",
            "error",
            "a reference without a DOI",
            "https://www.icmje.org/recommendations/browse/manuscript-preparation/preparing-for-submission.html",
        ),
        Rule("missing-pmid", "error", "a reference without a PMID", _PMID_SOURCE),
        Rule(
            "malformed-doi",
            "error",
            "not the form of a DOI",
            "https://www.crossref.org/blog/dois-and-matching-regular-expressions/",
        ),
        Rule("malformed-pmid", "error", "not the form of a PMID", _PMID_SOURCE),
        Rule(
            "duplicate-reference", "warning", "two entries for one work", "https://www.ncbi.nlm.nih.gov/books/NBK7256/"
        ),
    ),
    check=check,
    page=__doc__ or "",
    looks_at="references",
)
