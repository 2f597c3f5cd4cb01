"""DOIs and PMIDs that belong together, and the same ones swapped among each other, as the registries would answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from lint.records import Found, Record, Resolution, Unverified
from lint.references.model import Identifier, Reference
from lint.resolve.verdict import ResolvedReference, Verdict, verdict
from lint.spans import Span
from tests.bench.citation_styles import render
from tests.bench.registry_records import Numbers

_CHECKED = "2026-11-24T00:00:00Z"
_MISSING = Unverified("Crossref did not answer in time")


class Paired(NamedTuple):
    """A reference with a DOI and a PMID: how much the registries know of them, whether they belong together."""

    kind: str
    right: bool
    judged: Verdict

    @property
    def flagged(self) -> bool:
        """Whether the verdict says that they do not."""
        return self.judged.conflict is not None


class _Paper(NamedTuple):
    text: str
    doi: str
    pmid: str
    by_doi: Record
    by_pmid: Record


def paired(pairs: Sequence[Numbers], records: Sequence[Record]) -> Iterator[Paired]:
    """Every pair rightly and twice wrongly, in each state of the registries' knowledge."""
    papers = [*_known(records), *_listed(pairs)]
    for number, paper in enumerate(papers):
        random = Random(number)  # noqa: S311 - the same pairs in every run
        others = [papers[(number + 1) % len(papers)], random.choice(papers)]
        for kind, doi, pmid in _answers(paper, paper):
            yield Paired(kind, True, _judged(paper, paper.doi, paper.pmid, doi, pmid))
        for other in others:
            if other.pmid == paper.pmid or other.doi == paper.doi:
                continue
            for kind, doi, pmid in _answers(paper, other):
                yield Paired(kind, False, _judged(paper, paper.doi, other.pmid, doi, pmid))


def _known(records: Sequence[Record]) -> Iterator[_Paper]:
    """Papers with a full record, as two registries hold it: PubMed's title ends otherwise, its subtitle may be cut."""
    for record in records:
        if record.doi and record.pmids:
            by_pmid = record._replace(title=record.title.rstrip(".").upper() + ".", other_titles=())
            yield _Paper(render(record, "vancouver"), record.doi, record.pmids[0], record, by_pmid)


def _listed(pairs: Sequence[Numbers]) -> Iterator[_Paper]:
    for each in pairs:
        record = Record(title=each.title, year=each.year, doi=each.doi, pmids=(each.pmid,))
        yield _Paper(each.title, each.doi, each.pmid, record, record)


def _answers(mine: _Paper, theirs: _Paper) -> Iterator[tuple[str, Resolution, Resolution]]:
    doi, pmid = mine.by_doi, theirs.by_pmid
    yield "each knows the other's number", _found(doi, "crossref"), _found(pmid, "pubmed")
    yield "Crossref knows no PMID", _found(doi._replace(pmids=()), "crossref"), _found(pmid, "pubmed")
    yield "PubMed knows no DOI", _found(doi, "crossref"), _found(pmid._replace(doi=""), "pubmed")
    if doi.title and pmid.title:
        yield (
            "titles alone",
            _found(doi._replace(pmids=()), "crossref"),
            _found(pmid._replace(doi=""), "pubmed"),
        )
    yield "PubMed is down", _found(doi, "crossref"), _MISSING
    yield "Crossref is down", _MISSING, _found(pmid, "pubmed")


def _found(record: Record, source: str) -> Found:
    return Found(record, (source,), _CHECKED)


def _judged(paper: _Paper, doi: str, pmid: str, by_doi: Resolution, by_pmid: Resolution) -> Verdict:
    place = Span(0, 0)
    reference = Reference(
        "1",
        "1",
        Span(0, len(paper.text)),
        paper.text,
        "list",
        doi=Identifier("doi", doi, doi, place, place),
        pmid=Identifier("pmid", pmid, pmid, place, place),
    )
    return verdict(ResolvedReference(reference, by_doi, by_pmid))
