"""Invented papers, and references that cite them."""

from __future__ import annotations

from lint.records import Record
from lint.references.model import Identifier, IdentifierKind, Reference
from lint.spans import Span

MIRROR = Record(
    title="Mirror therapy after wrist fracture in patients with diabetes type 1: a randomised controlled trial",
    authors=("Tansley RB", "Okoro P", "Lindqvist A", "von der Heide M"),
    journal="Journal of Imaginary Rehabilitation",
    year=2014,
    volume="12",
    issue="3",
    pages="201-209",
    doi="10.5555/imag.2014.0021",
    pmids=("90000001",),
)
IMAGERY = Record(
    title="Graded motor imagery for phantom limb pain in children",
    authors=("Okoro P", "Marsh T"),
    journal="Imaginary Pain Reports",
    year=2011,
    volume="4",
    pages="55-61",
    doi="10.5555/ipr.2011.0055",
    pmids=("90000002",),
)
MIRROR_TEXT = (
    "Tansley RB, Okoro P, Lindqvist A, von der Heide M. Mirror therapy after wrist fracture in patients with diabetes"
    " type 1: a randomised controlled trial. J Imag Rehabil. 2014 Mar;12(3):201-9. doi: 10.5555/imag.2014.0021."
    " Epub 2013 Dec 5. PMID: 90000001."
)
IMAGERY_TEXT = (
    "Okoro P, Marsh T. Graded motor imagery for phantom limb pain in children. Imag Pain Rep. 2011;4:55-61."
    " doi: 10.5555/ipr.2011.0055. PMID: 90000002."
)


def identifier(kind: IdentifierKind, value: str, problem: str = "") -> Identifier:
    """An identifier without a place."""
    return Identifier(kind, value, value, Span(0, 0), Span(0, 0), problem)


def reference(text: str = MIRROR_TEXT, doi: str = "", pmid: str = "", problem: str = "") -> Reference:
    """A reference with these identifiers, `problem` being that of each."""
    held = [identifier("doi", doi, problem)] if doi else []
    held += [identifier("pmid", pmid, problem)] if pmid else []
    return Reference(
        "1",
        "1",
        Span(0, len(text)),
        text,
        "list",
        tuple(held),
        next((each for each in held if each.kind == "doi"), None),
        next((each for each in held if each.kind == "pmid"), None),
    )
