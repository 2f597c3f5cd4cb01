"""What PubMed says of PMIDs, and which PMIDs a DOI has: batches of two hundred, searches of twenty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from lint.resolve.registries import merge, pubmed, pubmed_xml
from lint.resolve.registries.batch import batches
from lint.resolve.registries.pubmed import Coordinates, Paper
from lint.resolve.registries.transport import Answer, Fault, Transport

Answered = Callable[[Iterable[str]], None]

_MISSING = "PubMed did not answer for it"
_CONTRADICTED = "PubMed knows it, but could not give its record"
_UNCONFIRMED = "PubMed could not confirm that there is no such paper"
_BROKEN = "PubMed's record of it is incomplete"
# Two hundred records with long lists of references (22 kB each, measured) may be more than an answer can hold. After
# a failure so many are asked for at a time.
_FEWER = 50


@dataclass
class Index:
    """What PubMed has answered so far: papers by PMID, PMIDs that do not exist, and why others are not known."""

    papers: dict[str, Paper] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)
    failures: dict[str, str] = field(default_factory=dict)
    _by_doi: dict[str, list[str]] = field(default_factory=dict)

    def add(self, paper: Paper) -> None:
        """A paper is known."""
        if paper.pmid not in self.papers and paper.record.doi:
            self._by_doi.setdefault(paper.record.doi, []).append(paper.pmid)
        self.papers[paper.pmid] = paper

    def of(self, doi: str) -> list[Paper]:
        """The papers that carry a DOI."""
        return [self.papers[pmid] for pmid in self._by_doi.get(doi, ())]


def _nothing(_: Iterable[str]) -> None:
    """Nobody wants to hear."""


def summaries(pmids: Iterable[str], transport: Transport, index: Index, answered: Answered = _nothing) -> None:
    """Ask for the papers under these PMIDs, which are well formed, unless the index knows of them."""
    wanted = [pmid for pmid in dict.fromkeys(pmids) if pmid not in index.papers and pmid not in index.absent]
    for batch in batches(wanted, pubmed.BATCH):
        try:
            told = transport.ask(pubmed.ask_summaries(batch), pubmed.read_summaries)
        except Fault as fault:
            index.failures.update(dict.fromkeys(batch, fault.reason))
            answered(batch)
            continue
        for pmid in batch:
            if pmid in told.unreadable:
                index.failures[pmid] = _BROKEN
            elif pmid in told.found:
                index.add(told.found[pmid])
            elif pmid in told.absent:
                index.absent.add(pmid)
            else:
                index.failures[pmid] = _MISSING
        answered(batch)


def doubt(transport: Transport, index: Index) -> None:
    """Doubt the absence of PMIDs whose summaries PubMed says it cannot get: its search has to agree.

    A backend in trouble says of every paper what it says of unknown ones, so nothing is absent while the search fails.
    Where there is no search at all (404: a mirror without that route) the word of the summaries stands.
    """
    for batch in batches(sorted(index.absent), pubmed.BATCH):
        try:
            known = transport.ask(pubmed.ask_by_number(batch), _searched)
        except Fault:
            index.absent.difference_update(batch)
            index.failures.update(dict.fromkeys(batch, _UNCONFIRMED))
            continue
        for pmid in index.absent.intersection(known):
            index.absent.discard(pmid)
            index.failures[pmid] = _CONTRADICTED


def _searched(answer: Answer) -> tuple[str, ...]:
    return () if answer.status == 404 else pubmed.read_search(answer).pmids


def search(dois: Iterable[str], transport: Transport, index: Index) -> set[str]:
    """Ask which papers carry these DOIs; they are in the index then. Returns the DOIs of which PubMed lists none.

    Of a DOI that is neither listed nor returned nobody knows.
    """
    searches: list[tuple[Sequence[str], tuple[str, ...], bool]] = []
    for part in batches([doi for doi in dict.fromkeys(dois) if pubmed.can_search(doi)], pubmed.SEARCH):
        try:
            result = transport.ask(pubmed.ask_by_doi(part), pubmed.read_search)
        except Fault:
            continue
        searches.append((part, result.pmids, result.complete))
    summaries((pmid for _, pmids, _ in searches for pmid in pmids), transport, index)
    return {
        doi
        for part, pmids, complete in searches
        if complete and all(pmid in index.papers for pmid in pmids)
        for doi in part
        if not index.of(doi)
    }


def enrich(pmids: Iterable[str], transport: Transport, index: Index, *, numbers: bool) -> list[str]:
    """Add what only the full records hold: the notices in detail and, if wanted, the quantities of the abstracts.

    A failure costs these and nothing else; returned are the PMIDs whose full records could not be fetched.
    """
    wanted = [pmid for pmid in pmids if pmid in index.papers]
    size, failed = pubmed_xml.BATCH, False
    while wanted:
        part = wanted[:size]
        try:
            full = transport.ask(pubmed_xml.ask_full(part), pubmed_xml.read_full)
        except Fault:
            if failed:
                return wanted
            size, failed = _FEWER, True
            continue
        failed = False
        wanted = wanted[size:]
        for pmid in part:
            if pmid in full:
                paper, abstract = full[pmid]
                index.add(merge.enriched(index.papers[pmid], paper, _quantities(abstract) if numbers else ()))
    return []


def _quantities(abstract: str) -> tuple[str, ...]:
    from lint.resolve import quantities

    return quantities.numbers(abstract)


def match(wanted: Mapping[str, Sequence[Coordinates]], transport: Transport, index: Index) -> dict[str, str]:
    """The PMIDs of papers by where they were printed, "" where PubMed says it has none; the papers are in the index.

    `wanted` is keyed by whatever the caller knows the papers by; each place may be told in several ways, for PubMed
    does not know every name of a journal. What nobody knows is left out.
    """
    lines = [(name, place) for name, places in wanted.items() for place in places]
    found: dict[str, str] = {}
    for part in batches(lines, pubmed.BATCH):
        keys = {f"r{number}": name for number, (name, _) in enumerate(part)}
        asked = {key: place for key, (_, place) in zip(keys, part, strict=True)}
        try:
            told = transport.ask(pubmed.ask_matches(asked), partial(pubmed.read_matches, keys=keys))
        except Fault:
            continue
        for key, pmid in told.items():
            found[keys[key]] = found.get(keys[key]) or pmid
    summaries((pmid for pmid in found.values() if pmid), transport, index)
    return found
