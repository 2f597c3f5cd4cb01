"""Many references at once: who is asked for what, and in which order.

DOIs go to Crossref while PMIDs go to PubMed, each at its own pace. What one registry says of the other's identifiers
is asked for afterwards: the PMID of a DOI, the notices of a paper that was cited by its PMID alone.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from lint.records import Record, timestamp
from lint.references.model import is_form
from lint.resolve.lock import Entry
from lint.resolve.registries import by_doi, by_pmid, merge, notices, shape, suggest
from lint.resolve.registries.asked import Asked, Progress
from lint.resolve.registries.by_doi import Said
from lint.resolve.registries.known import Known
from lint.resolve.registries.pubmed import Coordinates, Paper
from lint.resolve.registries.transport import Fault, Transport

__all__ = ["Answers", "Asked", "look_up"]

_MALFORMED = "not well formed"
# Of what was published until 2007 PubMed knows the DOI in about 65 % (ReCiter-PubMed-Retrieval-Tool, issue 43, 2022):
# that a search by DOI finds nothing proves little there.
_DOIS_SINCE = 2008


class Answers(NamedTuple):
    """What was learned: entries by the key of a lock, why nobody answered for an identifier, by its key, and works
    that references may mean, by their texts (None: looked for and not found). `incomplete` are keys of entries whose
    abstracts were wanted for their numbers and could not be fetched.
    """

    entries: Mapping[str, Entry]
    failures: Mapping[str, str]
    suggestions: Mapping[str, Record | None]
    incomplete: frozenset[str] = frozenset()


def look_up(
    asked: Sequence[Asked],
    transport: Transport,
    now: datetime,
    *,
    numbers: bool = False,
    progress: Progress | None = None,
) -> Answers:
    """Ask the registries about references.

    `now` dates the answers; with `numbers` the quantities of the abstracts are asked for as well; `progress` hears,
    from several threads but from one at a time, how many of how many references are done.
    """
    references = [each._replace(doi=each.doi.lower()) for each in asked]
    return _LookUp(references, transport, _Tally(references, progress), numbers=numbers).answers(now)


class _LookUp:
    """One look-up, step by step."""

    def __init__(self, asked: Sequence[Asked], transport: Transport, tally: _Tally, *, numbers: bool) -> None:
        self.known = Known(asked)
        self.transport = transport
        self.tally = tally
        self.numbers = numbers
        self.detailed: set[str] = set()
        self.unread: set[str] = set()

    def answers(self, now: datetime) -> Answers:
        """Everything that can be learned."""
        pubmed = _Beside(self._ask_pubmed)
        pubmed.start()
        self._ask_agencies()
        pubmed.result()
        self._bring_together()
        self._hear_notices()
        self._look_for_older()
        self._detail()
        suggestions = self._search()
        self.tally.finish()
        checked = timestamp(now)
        entries = self.known.entries(checked)
        return Answers(entries, dict(self.known.failures()), suggestions, self._incomplete(entries))

    def _ask_agencies(self) -> None:
        dois = self.known.dois
        asked = by_doi.look_up([doi for doi in dois if _is_doi(doi)], self.transport, self.tally.dois)
        self.known.said = {doi: asked.get(doi, Said(failure=_MALFORMED)) for doi in dois}

    def _ask_pubmed(self) -> None:
        index, pmids = self.known.index, self.known.pmids
        index.failures.update(dict.fromkeys((pmid for pmid in pmids if not is_form("pmid", pmid)), _MALFORMED))
        by_pmid.summaries([p for p in pmids if is_form("pmid", p)], self.transport, index, self.tally.pmids)
        by_pmid.doubt(self.transport, index)
        # A DOI whose PMID is missing, does not exist, or belongs to another paper, may have one of its own.
        self._search_pubmed(each.doi for each in self.known.asked if each.doi and not self._may_own(each))
        if self.numbers:
            self._detail()

    def _may_own(self, each: Asked) -> bool:
        """Whether the PMID of a reference could be that of its DOI, as far as PubMed tells."""
        if not each.pmid or each.pmid in self.known.index.absent:
            return False
        paper = self.known.index.papers.get(each.pmid)
        return paper is None or paper.record.doi in ("", each.doi)

    def _search_pubmed(self, dois: Iterable[str]) -> None:
        wanted = [doi for doi in dict.fromkeys(dois) if _is_doi(doi)]
        self.known.unlisted |= by_pmid.search(wanted, self.transport, self.known.index)

    def _bring_together(self) -> None:
        """Papers that PubMed lists without a DOI join the work of the DOI that is cited with them, if it is theirs."""
        strangers = []
        for each in self.known.asked:
            paper, work = self.known.index.papers.get(each.pmid), self.known.work(each.doi)
            if paper is None or work is None or paper.record.doi:
                continue
            if merge.alike(work.record, paper.record):
                self.known.attach(each.pmid, each.doi)
            else:
                strangers.append(each.doi)
        # PubMed lists the work of an alias under the DOI that it stands for.
        unlisted = [doi for doi in self.known.dois if doi in self.known.unlisted and not self.known.papers(doi)]
        aliases = {doi: name for doi in unlisted for name in self._alias(doi) if name != doi}
        foreign = [doi for doi, said in self.known.said.items() if said.elsewhere and not self.known.papers(doi)]
        unasked = [doi for doi in foreign if doi not in self.known.unlisted]
        self._search_pubmed([*strangers, *aliases.values(), *unasked])
        self.known.unlisted -= {doi for doi, name in aliases.items() if name not in self.known.unlisted}

    def _hear_notices(self) -> None:
        """Crossref is asked for the DOIs of papers that are cited by their PMID alone: it knows notices, too."""
        held = {name for doi in self.known.dois for name in (doi, *self._alias(doi))}
        papers = [self.known.index.papers.get(each.pmid) for each in self.known.asked if not each.doi]
        dois = dict.fromkeys(paper.record.doi for paper in papers if paper is not None and paper.record.doi)
        heard = by_doi.look_up([doi for doi in dois if doi not in held], self.transport, lambda _: None)
        self.known.heard = {doi: said for doi, said in heard.items() if said.work or said.elsewhere}

    def _alias(self, doi: str) -> tuple[str, ...]:
        work = self.known.work(doi)
        return (work.record.doi,) if work else ()

    def _look_for_older(self) -> None:
        """Works that PubMed does not list under their DOI: those that it would are without a PMID, an older article
        is looked for by its place in print.
        """
        older: dict[str, list[Coordinates]] = {}
        for doi in self.known.dois:
            work = self.known.work(doi)
            if work is None or doi not in self.known.unlisted or self.known.papers(doi):
                continue
            record = work.record
            if record.type not in ("", "journal-article") or (record.year or 0) >= _DOIS_SINCE:
                self.known.without_pmid.add(doi)
            elif record.journal and record.year and record.volume and record.pages:
                names = dict.fromkeys((record.journal.removeprefix("The "), *record.other_journals[:1]))
                first = record.pages.partition("-")[0].strip()
                older[doi] = [Coordinates(name, str(record.year), record.volume, first) for name in names]
        for doi, pmid in by_pmid.match(older, self.transport, self.known.index).items():
            work, paper = self.known.work(doi), self.known.index.papers.get(pmid)
            if not pmid:
                self.known.without_pmid.add(doi)
            elif work and paper and not paper.record.doi and merge.alike(work.record, paper.record):
                self.known.attach(pmid, doi)

    def _detail(self) -> None:
        """Full records of the papers that matter: for the numbers, or for a retraction that names no notice."""
        mine = {*self.known.pmids, *(pmid for pmids in self.known.attached.values() for pmid in pmids)}
        dois = {*self.known.heard, *(name for doi in self.known.dois for name in (doi, *self._alias(doi)))}
        papers = [p for p in self.known.index.papers.values() if p.pmid in mine or p.record.doi in dois]
        wanted = [p.pmid for p in papers if p.pmid not in self.detailed and (self.numbers or self._lacks_details(p))]
        self.detailed.update(wanted)
        self.unread.update(by_pmid.enrich(wanted, self.transport, self.known.index, numbers=self.numbers))

    def _incomplete(self, entries: Mapping[str, Entry]) -> frozenset[str]:
        unread = self.unread if self.numbers else set()
        return frozenset(
            key for key, entry in entries.items() if entry.record and not unread.isdisjoint(entry.record.pmids)
        )

    def _lacks_details(self, paper: Paper) -> bool:
        work = self.known.work(paper.record.doi or self.known.owner(paper.pmid))
        return notices.lacks_details(notices.united(work.updates if work else (), paper.notices))

    def _search(self) -> dict[str, Record | None]:
        """Works that are looked for by their description, at most so many."""
        found: dict[str, Record | None] = {}
        left = suggest.MOST_SEARCHES
        for each in self.known.asked:
            paper = self.known.index.papers.get(each.pmid)
            if each.doi or paper is None or paper.record.doi or not left:
                continue
            left -= 1
            try:
                searched = suggest.doi_of(paper, self.transport)
            except Fault:
                left = 0
                break
            if searched.nowhere:
                self.known.without_doi.add(each.pmid)
            if each.text:
                found[each.text] = searched.record
        bare = [each.text for each in self.known.asked if each.text and not each.doi and not each.pmid]
        texts = [text for text in bare if shape.is_text(text)]
        found |= suggest.for_texts(list(dict.fromkeys(texts)), self.transport, self.known.index, left)
        return found


def _is_doi(text: str) -> bool:
    return is_form("doi", text) and shape.is_text(text)


class _Beside(threading.Thread):
    """Work that is done meanwhile; it does not outlive the program."""

    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self._work = work
        self._error: BaseException | None = None

    def run(self) -> None:
        """Do the work."""
        try:
            self._work()
        except BaseException as error:
            self._error = error

    def result(self) -> None:
        """Wait until it is done; what it raised is raised here."""
        self.join()
        if self._error is not None:
            raise self._error


class _Tally:
    """How many references are done: all their identifiers answered, or given up."""

    def __init__(self, asked: Sequence[Asked], progress: Progress | None) -> None:
        self._total = len(asked)
        self._progress = progress
        self._lock = threading.Lock()
        self._waiting: dict[str, list[int]] = {}
        self._left = [0] * len(asked)
        for number, each in enumerate(asked):
            for key in each.keys:
                self._waiting.setdefault(key, []).append(number)
                self._left[number] += 1
        self._done = 0

    def dois(self, dois: Iterable[str]) -> None:
        """These were answered."""
        self._answered(f"doi:{doi}" for doi in dois)

    def pmids(self, pmids: Iterable[str]) -> None:
        """These were answered."""
        self._answered(f"pmid:{pmid}" for pmid in pmids)

    def _answered(self, keys: Iterable[str]) -> None:
        with self._lock:
            before = self._done
            for number in [number for key in keys for number in self._waiting.pop(key, ())]:
                self._left[number] -= 1
                self._done += not self._left[number]
            self._tell(before)

    def finish(self) -> None:
        """Nothing else will be asked."""
        with self._lock:
            before, self._done = self._done, self._total
            self._tell(before)

    def _tell(self, before: int) -> None:
        if self._progress is not None and self._done != before:
            self._progress(self._done, self._total)
