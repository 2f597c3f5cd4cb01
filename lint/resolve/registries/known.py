"""What a look-up has learned so far, and the entries of a lock that follow from it: one for every work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lint.resolve.lock import Entry
from lint.resolve.registries import by_doi, merge, pubmed
from lint.resolve.registries.asked import Asked
from lint.resolve.registries.by_doi import Said
from lint.resolve.registries.by_pmid import Index
from lint.resolve.registries.crossref import Work
from lint.resolve.registries.pubmed import Paper

NO_PMID = "PubMed lists no paper under this DOI"
NO_DOI = "Crossref has no such paper"
_ABSENT_PMID = "PubMed has no such document"


@dataclass
class Known:
    """Who was asked for, and what was answered.

    `said` is what became of the DOIs that were asked for, `heard` of those that PubMed named. `unlisted` are the DOIs
    under which PubMed's search finds nothing; `without_pmid` those of works that it would list, and `without_doi` the
    PMIDs of papers that Crossref would. `attached` are by DOI the PMIDs of its work that PubMed lists without it.
    """

    asked: Sequence[Asked]
    said: dict[str, Said] = field(default_factory=dict)
    heard: dict[str, Said] = field(default_factory=dict)
    index: Index = field(default_factory=Index)
    unlisted: set[str] = field(default_factory=set)
    without_pmid: set[str] = field(default_factory=set)
    without_doi: set[str] = field(default_factory=set)
    attached: dict[str, list[str]] = field(default_factory=dict)

    @cached_property
    def dois(self) -> list[str]:
        """The DOIs of the references, each once."""
        return list(dict.fromkeys(each.doi for each in self.asked if each.doi))

    @cached_property
    def pmids(self) -> list[str]:
        """The PMIDs of the references, each once."""
        return list(dict.fromkeys(each.pmid for each in self.asked if each.pmid))

    def work(self, doi: str) -> Work | None:
        """The work of a DOI, as its agency has it."""
        said = self.said.get(doi) or self.heard.get(doi)
        return said.work if said else None

    def papers(self, doi: str) -> list[Paper]:
        """What PubMed has of the work of a DOI, the papers that were asked for first."""
        work = self.work(doi)
        names = dict.fromkeys((doi, work.record.doi) if work else (doi,))
        own = [paper for name in names for paper in self.index.of(name)]
        own += [self.index.papers[pmid] for pmid in self.attached.get(doi, ())]
        last = len(self._places)
        return sorted(own, key=lambda paper: (self._places.get(paper.pmid, last), int(paper.pmid)))

    @cached_property
    def _places(self) -> dict[str, int]:
        return {pmid: place for place, pmid in enumerate(self.pmids)}

    def attach(self, pmid: str, doi: str) -> None:
        """A paper that PubMed lists without a DOI is the work of this one."""
        if not self.owner(pmid):
            self.attached.setdefault(doi, []).append(pmid)

    def owner(self, pmid: str) -> str:
        """The DOI whose work a paper without one was found to be; empty when it was not."""
        return next((doi for doi, pmids in self.attached.items() if pmid in pmids), "")

    def entries(self, checked: str) -> dict[str, Entry]:
        """The entries by key; `checked` is the time of the answers."""
        found: dict[str, Entry] = {}
        told: set[str] = set()  # PMIDs whose papers stand in an entry
        for doi, said in {**self.heard, **self.said}.items():
            if said.absent and doi in self.said:
                found[f"doi:{doi}"] = Entry(("crossref", "doi.org"), checked, absent=by_doi.ABSENT)
            papers = [] if said.absent else self.papers(doi)
            if said.work or papers:
                found[f"doi:{doi}"] = self._entry(doi, said, papers, checked)
                told.update(paper.pmid for paper in papers)
            elif said.elsewhere and self._searched(doi):
                found[f"doi:{doi}"] = Entry(("doi.org",), checked, elsewhere=said.elsewhere)
        for pmid in self.pmids:
            if pmid in self.index.absent:
                found[f"pmid:{pmid}"] = Entry(("pubmed",), checked, absent=_ABSENT_PMID)
            elif pmid in self.index.papers and pmid not in told:
                found |= self._by_pmid(self.index.papers[pmid], found, checked)
        return found

    def _entry(self, doi: str, said: Said, papers: Sequence[Paper], checked: str) -> Entry:
        # PubMed has answered for a work that it searched for in vain, too.
        searched = bool(papers) or doi in self.unlisted
        agency = "doi.org" if said.elsewhere else said.work.registry if said.work else ""
        sources = tuple(filter(None, (agency, "pubmed" if searched else "")))
        no_pmid = NO_PMID if doi in self.without_pmid and not papers else ""
        return Entry(sources, checked, merge.united(said.work, papers), no_pmid=no_pmid)

    def _searched(self, doi: str) -> bool:
        """Whether PubMed was searched for a DOI, as far as its search can be asked for it."""
        return doi in self.unlisted or not pubmed.can_search(doi)

    def _by_pmid(self, paper: Paper, found: Mapping[str, Entry], checked: str) -> dict[str, Entry]:
        """The entry of a paper whose DOI, if it has one, nobody asked for, or does not exist."""
        doi = paper.record.doi
        if doi and f"doi:{doi}" not in found:
            return {f"doi:{doi}": Entry(("pubmed",), checked, merge.united(None, self.papers(doi)))}
        no_doi = NO_DOI if paper.pmid in self.without_doi and not doi else ""
        return {f"pmid:{paper.pmid}": Entry(("pubmed",), checked, merge.united(None, [paper]), no_doi=no_doi)}

    def failures(self) -> Iterator[tuple[str, str]]:
        """Why nobody answered, for the identifiers that were asked for in vain."""
        for doi in self.dois:
            said = self.said[doi]
            if said.failure:
                yield f"doi:{doi}", said.failure
            elif said.elsewhere and not self.papers(doi) and not self._searched(doi):
                yield f"doi:{doi}", f"registered at {said.elsewhere}, whose records medlint does not read"
        for pmid in self.pmids:
            if pmid not in self.index.papers and pmid not in self.index.absent:
                yield f"pmid:{pmid}", self.index.failures.get(pmid, "PubMed was not asked")
