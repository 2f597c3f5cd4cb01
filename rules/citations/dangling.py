"""Citations that no reference answers, and what their author most likely meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Hit
from lint.records import record_of
from lint.references.citations.index import number_of
from lint.references.citations.names import surname
from lint.references.citations.near import Neighbours, author_of
from lint.references.model import Bibliography, Citation, Reference
from lint.rule import Page
from lint.spans import Span

DANGLING = "dangling-citation"


def dangling(page: Page, neighbours: Neighbours) -> Iterator[Hit]:
    """The citations of a page that lead to no reference."""
    for citation in page.bibliography.citations:
        if citation.missing:
            yield from _dangling(citation, page, neighbours)


def _dangling(citation: Citation, page: Page, neighbours: Neighbours) -> Iterator[Hit]:
    """One hit for each label that stands as such in the citation; numbers within a range share one."""
    places: dict[Span, list[str]] = {}
    for label in citation.missing:
        places.setdefault(_place(citation, label, page.document), []).append(label)
    for span, labels in places.items():
        message, remedy = _told(citation, labels, page, neighbours)
        yield Hit(DANGLING, span, message, remedy)


def _place(citation: Citation, label: str, document: Document) -> Span:
    """Where a label stands in a citation of several; the whole citation when it names one or does not show it."""
    if len(citation.labels) == 1:
        return citation.span
    excerpt = document.excerpt(citation.span)
    if citation.kind == "author-year" and not citation.text.startswith(
        "["
    ):  # of "Berg 2014, 2016" the year that lacks its entry
        label = label.rsplit(" ", 1)[-1]
    found = re.search(rf"(?<![\w@.]){re.escape(label)}(?![\w])(?!\s?[-–—]\s?\d)", excerpt)
    if found is None or re.search(r"\d\s?[-–—]\s?$", excerpt[: found.start()]):
        return citation.span
    return Span(citation.span.start + found.start(), citation.span.start + found.end())


def _told(citation: Citation, labels: list[str], page: Page, neighbours: Neighbours) -> tuple[str, str]:
    shown, bibliography = _joined(labels), page.bibliography
    if citation.kind == "citekey":
        near = neighbours.nearest(citation, labels[0])
        meant = f"; the nearest is {near.key}" if near else ""
        return f"{shown} is in no bibliography of this article{meant}.", "Correct the key, or add its entry."
    if citation.kind == "author-year" and not bibliography.references:
        told = f'"{" ".join(citation.text.split())}" leads nowhere: this article has no reference list.'
        return told, _NO_LIST
    if citation.kind == "author-year":
        return _told_author(citation, labels[0], page, neighbours)
    verb = "lead" if len(labels) > 1 else "leads"
    noun = "Citations" if len(labels) > 1 else "Citation"
    return (
        f"{noun} {shown} {verb} to no reference: {_extent(bibliography)}.",
        _entries_wanted(labels, bibliography),
    )


_NO_LIST = (
    "Add a heading References at the end, and below it the papers that the text cites, each with its DOI and PMID."
)


def _entries_wanted(labels: list[str], bibliography: Bibliography) -> str:
    """The remedy for numbers without an entry, which name both numbers of a paper: one without them is the next fault.

    A number typed wrongly is the likelier fault, so that comes first.
    """
    if not _listed(bibliography):
        return _NO_LIST
    if len(labels) > 1:
        told = f"Correct the numbers, take the citations out, or add entries {_joined(labels)} to the list, each with "
        return f"{told}its DOI and PMID.{_shifted(labels, bibliography)}"
    told = f"Correct the number, take the citation out, or add entry {labels[0]} to the list, with its DOI and PMID."
    return told + _shifted(labels, bibliography)


def _shifted(labels: list[str], bibliography: Bibliography) -> str:
    """A warning that an entry may have been deleted: the text uses all numbers up to one beyond the list's end.

    Then the entries behind the deleted one moved up, and other citations lead to wrong papers without a finding.
    """
    end = max((number_of(each) or 0 for each in _listed(bibliography)), default=0)
    used = {label for citation in bibliography.citations for label in citation.labels}
    last = max((int(label) for label in labels if label.isdecimal()), default=0)
    if not end or last <= end or not used.issuperset(str(number) for number in range(1, last + 1)):
        return ""
    return (
        f" The text uses all numbers up to {last}, so an entry may have been deleted: compare every citation with its "
        "entry in the list."
    )


def _told_author(citation: Citation, label: str, page: Page, neighbours: Neighbours) -> tuple[str, str]:
    if citation.text.startswith("["):  # [Smith16]
        return (
            f"{label} is not in the reference list.",
            "Correct the label, or add the paper to the reference list, with its DOI and PMID.",
        )
    shown = " ".join(citation.text.split())
    near = neighbours.nearest(citation, label)
    if near is None:
        return (
            f'"{shown}" is not in the reference list.',
            "Add the paper to the reference list, with its DOI and PMID, or name one that is in it.",
        )
    if not neighbours.is_author(label, near) and near.key not in citation.keys and _of_one_year(label, near):
        return _misspelled(shown, label, near, page)
    if len(citation.labels) > 1:  # several years of one author
        told = f'"{label}" is not in the reference list, which has {_entry(near)}.'
    elif near.key in citation.keys:
        told = f'"{shown}" is linked to {_entry(near)}.'
    elif neighbours.is_author(label, near):
        told = f'"{shown}" is not in the reference list, which has {_entry(near)}.'
    else:
        told = f'"{shown}" is not in the reference list; the nearest is {_entry(near)}.'
    if neighbours.is_author(label, near) and near.year and near.key not in citation.keys:
        return told, f"Write {near.year}, or add the missing entry, with its DOI and PMID."
    return told, "Correct the author or the year, here or in the list, or add the missing entry, with its DOI and PMID."


def _of_one_year(label: str, near: Reference) -> bool:
    return not names_a_year(label) or str(near.year) in label


def _misspelled(shown: str, label: str, near: Reference, page: Page) -> tuple[str, str]:
    """A name spelled otherwise in the list, and which of the two is wrong when the paper's record tells."""
    line = page.document.position(near.span.start).line
    told = f'"{shown}" is spelled “{near.first_author}” in the list.'
    answers = next(((each.doi, each.pmid) for each in page.resolved if each.reference.key == near.key), ())
    for answer in answers:
        record = record_of(answer)
        first = record.authors[0] if record and record.authors else ""
        if first and surname(first) == author_of(label):
            return told, f"Correct the list (line {line}): {first}"
        if first and surname(first) == surname(near.first_author):
            return told, f"Write {near.first_author}, as the list and the paper do."
    wrong = f"Correct the name that is wrong, here or in the list (line {line})"
    return told, f"{wrong}, or add the missing entry, with its DOI and PMID."


def _entry(reference: Reference) -> str:
    named = f"{reference.first_author} {reference.year}" if reference.year else reference.first_author
    number = number_of(reference)
    return f"{named} (reference {number})" if number is not None else named


def _extent(bibliography: Bibliography) -> str:
    listed = _listed(bibliography)
    if not listed:
        return "this article has no reference list"
    numbers = [number for reference in listed if (number := number_of(reference)) is not None]
    if len(listed) == 1:
        return "the list has a single entry"
    if numbers and sorted(numbers) == list(range(1, len(numbers) + 1)):
        return f"the list ends with {max(numbers)}"
    return f"the list has {len(listed)} entries" + ("" if not numbers else ", none with that number")


def _listed(bibliography: Bibliography) -> list[Reference]:
    return [each for each in bibliography.references if each.source not in ("bibliography", "footnote")]


def _joined(labels: list[str]) -> str:
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"


def names_a_year(label: str) -> bool:
    """Whether a label is one of author and year."""
    return re.search(r"\d{4}", label) is not None
