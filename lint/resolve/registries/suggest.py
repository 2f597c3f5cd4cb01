"""Works that a reference without identifiers may mean: searched for, held against its text, and only ever offered.

A search always finds something. Its find counts when the reference's text has the whole title and, besides, the first
author or the place in print; when two works fit equally well, none is offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from lint.records import Record
from lint.resolve.matching import frame, names
from lint.resolve.matching.compare import compare
from lint.resolve.matching.fold import tokens, words
from lint.resolve.matching.titles import locate
from lint.resolve.registries import by_pmid, crossref, merge
from lint.resolve.registries.by_pmid import Index
from lint.resolve.registries.crossref import Work
from lint.resolve.registries.pubmed import Coordinates, Paper
from lint.resolve.registries.transport import Fault, Transport

# How many searches a run makes: each costs a request, and what they find is only offered.
MOST_SEARCHES = 20
_DOIS_SINCE = 2000


def for_texts(texts: Sequence[str], transport: Transport, index: Index, most: int) -> dict[str, Record | None]:
    """The work that each text describes; None where nothing fits. What could not be searched for is left out.

    Those whose journal, year, volume and page are easily read are asked for all at once; the others one by one, at
    most so many.
    """
    found: dict[str, Record | None] = {}
    placed = {text: (place,) for text in texts if (place := coordinates_in(text)) is not None}
    for text, pmid in by_pmid.match(placed, transport, index).items():
        paper = index.papers.get(pmid)
        if paper is not None and fits(text, paper.record):
            found[text] = merge.united(None, [paper])
    works: dict[str, Work | None] = {}
    for text in [text for text in texts if text not in found][:most]:
        try:
            candidates = transport.ask(crossref.ask_search(text), crossref.read_list)
        except Fault:
            break  # they come last and are worth no waiting: time is up, or the service is
        if not candidates.rejected:
            works[text] = _best(text, candidates.found.values())
    # The reference lacks the PMID as well.
    by_pmid.search((work.record.doi for work in works.values() if work is not None), transport, index)
    for text, work in works.items():
        found[text] = merge.united(work, index.of(work.record.doi)) if work is not None else None
    return found


def _best(text: str, works: Iterable[Work]) -> Work | None:
    """The one work that fits the text best; None when none does, or several do equally."""
    fitting = [work for work in works if fits(text, work.record)]
    ranked = sorted(((_strangeness(text, work.record), work) for work in fitting), key=lambda pair: pair[0])
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1]


def _strangeness(text: str, record: Record) -> tuple[int, bool]:
    """How much stands between a text and a record that fits it: a preprint fits less well than its article."""
    return len(compare(text, record).differences), record.type != "journal-article"


def fits(text: str, record: Record) -> bool:
    """Whether a text surely describes the work of a record: the whole title, and the author or the place in print."""
    if not merge.is_comparable(record):
        return False
    comparison = compare(text, record)
    differing = {difference.field for difference in comparison.differences}
    if not comparison.described or comparison.grave or len(differing) > 1 or differing & {"paper", "title", "author"}:
        return False
    quieted = frame.quiet(text)
    title = locate((record.title, *record.other_titles), quieted, tokens(quieted))
    if title is None or title.share < 1 or title.changes:
        return False
    return _has_author(quieted, record) or _has_place(quieted, title.end, record)


def _has_author(quieted: str, record: Record) -> bool:
    begins = names.beginning(quieted)
    return begins is not None and any(
        names.stands_in(names.name_of(author), begins.words) for author in record.authors[:1]
    )


def _has_place(quieted: str, begin: int, record: Record) -> bool:
    volume, page = frame.volume_and_page(quieted, begin)
    if volume is None or page is None or not record.volume or not record.pages:
        return False
    return frame.volume_of(volume.value) == frame.volume_of(record.volume) and frame.first_page(
        page.value
    ) == frame.first_page(record.pages)


@cache
def _place() -> re.Pattern[str]:
    """Year, volume and first page as PubMed prints them: ". 2014 Mar;12(3):201-9"."""
    return re.compile(
        r"[*_]{0,2}[.,]?[*_]{0,2}\s{1,3}(?P<year>(?:19|20)\d\d)"
        r"(?:\s[A-Z][A-Za-z]{2,8}(?:-[A-Z][a-z]{2})?(?:\s\d{1,2})?)?\s?;\s?"
        r"[*_]{0,2}(?P<volume>\d{1,4})[*_]{0,2}(?:\s?\([^()]{1,30}\))?\s?:\s?(?P<page>[A-Za-z]?\d{1,7})"
    )


@cache
def _title_end() -> re.Pattern[str]:
    """Where a title ends: words of titles are in lower case, those of a journal's abbreviation are not."""
    return re.compile(r"(?:\b[a-z][\w’'-]{0,40}|\d|[)\]\"”])[.?!]\s{1,3}")


def coordinates_in(text: str) -> Coordinates | None:
    """Where a reference says that its work was printed; None unless it says so in the way of medical lists."""
    quieted = frame.quiet(text)
    place = _place().search(quieted)
    if place is None:
        return None
    before = quieted[max(place.start() - 120, 0) : place.start()]
    ends = [match.end() for match in _title_end().finditer(before)]
    journal = before[ends[-1] :].strip(" .*_") if ends else ""
    if not re.fullmatch(r"[A-Z][A-Za-z&.,:' ()-]{1,80}", journal):
        return None
    begins = names.beginning(quieted)
    author = " ".join(token.word for token in begins.words[:1]) if begins is not None else ""
    return Coordinates(journal, place["year"], place["volume"], place["page"], author)


class Searched(NamedTuple):
    """What a search for a paper's DOI came to: the one work that it is, or that Crossref surely has none (`nowhere`);
    with neither, nobody knows.
    """

    record: Record | None = None
    nowhere: bool = False


def doi_of(paper: Paper, transport: Transport) -> Searched:
    """What Crossref has of a paper which PubMed lists without a DOI.

    Raises:
        Fault: Crossref gave no usable answer.
    """
    record = paper.record
    described = " ".join(filter(None, (*record.authors[:3], record.title, record.journal, str(record.year or ""))))
    works = transport.ask(crossref.ask_search(described), crossref.read_list)
    if works.rejected:
        raise Fault("Crossref rejected the question")
    alike = [work for work in works.found.values() if _is_one(record, work.record)]
    if len(alike) > 1:  # an article and its preprint: the place in print tells them apart, or nothing does
        alike = [work for work in alike if _same_place(record, work.record)]
    if len(alike) == 1:
        return Searched(merge.united(alike[0], [paper]))
    resembling = any(_shares_title(record, work.record) for work in works.found.values())
    return Searched(nowhere=not (works.unreadable or resembling) and _may_lack_doi(record))


def _may_lack_doi(record: Record) -> bool:
    """Whether a paper is of a time or kind that hardly has DOIs: a search that finds nothing proves little by itself.

    Journals have registered DOIs since 2000 (Crossref's beginning), and their older volumes in part.
    """
    years = [year for year in (record.year, *record.other_years) if year]
    return record.type == "book" or (bool(years) and max(years) < _DOIS_SINCE)


def _shares_title(left: Record, right: Record) -> bool:
    """Whether most words of a title stand in another's: then it may be the same paper after all."""
    mine = set(words(left.title))
    return any(2 * len(mine & set(words(title))) > len(mine) for title in (right.title, *right.other_titles))


def _same_place(left: Record, right: Record) -> bool:
    """Whether volume and first page are told by both, and agree."""
    return all(
        mine and theirs and key(mine) == key(theirs)
        for mine, theirs, key in (
            (left.volume, right.volume, frame.volume_of),
            (left.pages, right.pages, frame.first_page),
        )
    )


def _is_one(left: Record, right: Record) -> bool:
    """Whether two records are of one work: they look alike, and no volume or page says otherwise."""
    if not merge.alike(left, right) or not (left.authors and right.authors) or not (left.year and right.year):
        return False
    for mine, theirs, key in (
        (left.volume, right.volume, frame.volume_of),
        (left.pages, right.pages, frame.first_page),
    ):
        if mine and theirs and key(mine) != key(theirs):
            return False
    return True
