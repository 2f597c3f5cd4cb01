"""One record of a work from what several registries say of it: Crossref's leads, what others have besides is kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from lint.records import Record
from lint.resolve.matching import frame, names
from lint.resolve.matching.compare import look_alike
from lint.resolve.registries import markup, notices
from lint.resolve.registries.crossref import Work
from lint.resolve.registries.pubmed import Paper

T = TypeVar("T", bound=Hashable)


def united(work: Work | None, papers: Sequence[Paper]) -> Record:
    """The record of a work as its agency holds it (Crossref or DataCite; None when it did not answer), and as PubMed
    does, under one PMID or several. One of both there must be.

    What differs only in writing ("107-15" and "107-115", "Muller" and "Müller") is no difference.
    """
    records = [*([work.record] if work else []), *(paper.record for paper in papers)]
    lead, *rest = records
    prefixed = [*(notices.from_prefix(work.prefix, work.registry) if work else ())]
    prefixed += [notice for paper in papers for notice in notices.from_prefix(paper.prefix, "pubmed")]
    journal, pages = _first(one.journal for one in records), _first(one.pages for one in records)
    year = next((one.year for one in records if one.year), None)
    told = [notice for paper in papers for notice in paper.notices]
    return lead._replace(
        # A field that the leading record lacks is no word against another's.
        authors=_first(one.authors for one in records),
        journal=journal,
        year=year,
        volume=_first(one.volume for one in records),
        issue=_first(one.issue for one in records),
        pages=pages,
        type=_first(one.type for one in records),
        pmids=tuple(dict.fromkeys(paper.pmid for paper in papers)),
        notices=notices.united(work.updates if work else (), told, prefixed),
        other_titles=markup.besides(lead.title, (each for one in records for each in _titles(one))),
        other_journals=markup.besides(
            lead.journal, (each for one in records for each in (one.journal, *one.other_journals))
        ),
        other_years=tuple(dict.fromkeys(each for one in records for each in _years(one) if each != year)),
        other_authors=_distinct(lead.authors, (one.authors for one in rest), _people),
        other_volumes=_distinct(lead.volume, (one.volume for one in rest), frame.volume_of),
        other_pages=_distinct(pages, (page for one in records for page in (one.pages, *one.other_pages)), _range),
        numbers=tuple(dict.fromkeys(number for one in records for number in one.numbers)),
    )


def _first(values: Iterable[T]) -> T:
    """The first that is not empty; an empty one when all are."""
    every = list(values)
    return next((value for value in every if value), every[0])


def _titles(record: Record) -> tuple[str, ...]:
    return (record.title, *record.other_titles)


def _years(record: Record) -> list[int]:
    return [year for year in (record.year, *record.other_years) if year]


def _distinct(first: T, others: Iterable[T], key: Callable[[T], object]) -> tuple[T, ...]:
    """The others that differ from the first and from each other, empty ones left out."""
    seen, found = {key(first)}, []
    for other in others:
        if other and (folded := key(other)) not in seen:
            seen.add(folded)
            found.append(other)
    return tuple(found)


def _people(authors: Sequence[str]) -> Hashable:
    """A list of authors as it compares: family names, and the first initial where there is one."""
    parsed = map(names.name_of, authors)
    return tuple(("".join(token.word for token in name.family), name.initials[:1]) for name in parsed)


def _range(pages: str) -> Hashable:
    """Pages as they compare: "107-15" ends at 115."""
    first, _, last = pages.replace("–", "-").replace(" ", "").lower().partition("-")
    if last.isdigit() and len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return frame.first_page(first), last.lstrip("0") if last != first else ""


# The longest title in PubMed is under 2,000 characters. A longer one says nothing, and to align it takes its time.
_LONGEST_TITLE = 2_000


def is_comparable(record: Record) -> bool:
    """Whether the titles of a record are of a length that titles have."""
    return all(len(title) <= _LONGEST_TITLE for title in _titles(record))


def alike(left: Record, right: Record) -> bool:
    """Whether two registries describe one work."""
    return is_comparable(left) and is_comparable(right) and look_alike(left, right)


def enriched(paper: Paper, full: Paper, quantities: tuple[str, ...]) -> Paper:
    """The paper of a summary with what its full record has besides: notices, titles, the abstract's quantities."""
    record = paper.record._replace(
        other_titles=markup.besides(paper.record.title, (*_titles(paper.record), *_titles(full.record))),
        numbers=quantities,
    )
    return paper._replace(record=record, notices=notices.united((), (*paper.notices, *full.notices)))
