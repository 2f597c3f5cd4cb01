"""A loopback registry: Crossref, PubMed's E-utilities, doi.org and DataCite for a set of invented works.

    with LoopbackRegistry([Listed(MIRROR, abstract="...")]) as registry:
        run("medlint", env=registry.environment)
        assert registry.count() == 2

Faults are switched on as on any LoopbackServer: `registry.fail(faults.status(503), service="crossref")`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote, unquote

from lint.resolve.matching.fold import words
from lint.resolve.matching.frame import first_page
from lint.resolve.matching.journals import same_journal
from tests.registry import bodies
from tests.registry.bodies import Listed
from tests.registry.server import LoopbackServer, Received, Reply

_TEXT = {"Content-Type": "text/plain"}
_XML = {"Content-Type": "text/xml; charset=UTF-8"}
_SELECTABLE = frozenset(
    "DOI title subtitle original-title short-title author editor issued published published-print published-online"
    " container-title short-container-title volume issue page article-number type publisher ISSN ISBN update-to"
    " updated-by relation abstract".split()
)


class LoopbackRegistry(LoopbackServer):
    """The four services for these works; `works` may be changed between questions.

    `malformed` are DOIs that Crossref's filter rejects, `items` are works in Crossref's own JSON for what a Listed
    cannot say; `mute` are PMIDs that PubMed has, but cannot give the summaries of.
    """

    def __init__(
        self,
        works: Iterable[Listed],
        *,
        malformed: Iterable[str] = (),
        items: Iterable[dict[str, Any]] = (),
        mute: Iterable[str] = (),
    ) -> None:
        super().__init__(self.reply)
        self.works = list(works)
        self.malformed = frozenset(malformed)
        self.items = list(items)
        self.mute = frozenset(mute)

    def reply(self, received: Received) -> Reply:
        """The answer to a request."""
        routes: dict[tuple[str, str], Callable[[Received], Reply]] = {
            ("crossref", "works"): self._crossref,
            ("datacite", "dois"): self._datacite,
            ("doi.org", "doiRA"): self._agencies,
            ("doi.org", "api"): self._handle,
            ("pubmed", "esummary.fcgi"): self._summaries,
            ("pubmed", "esearch.fcgi"): self._search,
            ("pubmed", "efetch.fcgi"): self._full,
            ("pubmed", "ecitmatch.cgi"): self._matches,
        }
        route = routes.get((received.service, received.route))
        return route(received) if route else Reply(b"Resource not found.", 404, _TEXT)

    # Crossref

    def _items(self) -> dict[str, dict[str, Any]]:
        works = [bodies.crossref_work(each) for each in self.works if each.agency == "Crossref" and each.record.doi]
        return {item["DOI"].lower(): item for item in (*works, *self.items)}

    def _crossref(self, received: Received) -> Reply:
        doi = unquote(received.path.partition("/")[2])
        if doi:
            return self._crossref_single(doi.lower(), received)
        rows = received.query.get("rows", "20")
        if not rows.isdigit() or int(rows) > 1000:
            return _rejected("integer-not-valid", rows, "Integer specified but it is too large")
        for name in received.query.get("select", "DOI").split(","):
            if name not in _SELECTABLE:
                return _rejected("select-not-available", name, f"Select {name} specified but there is no such select")
        if described := received.query.get("query.bibliographic"):
            return Reply(bodies.crossref_list(_selected(self._best(described), received), int(rows)))
        return self._filtered(received, int(rows))

    def _filtered(self, received: Received, rows: int) -> Reply:
        wanted = received.query.get("filter", "")
        items, found = self._items(), []
        for part in wanted.split(","):
            name, _, doi = part.partition(":")
            if name != "doi":
                return _rejected("filter-not-available", name, f"Filter {name} specified but there is no such filter")
            if not re.match(r"10\.\d{4,9}/.", doi) or doi in self.malformed:
                return _rejected("doi-not-valid", doi, "DOI specified but it is not valid")
            if doi.lower() in items:
                found.append(items[doi.lower()])
        return Reply(bodies.crossref_list(_selected(found[::-1], received), rows))  # their order is that of an index

    def _crossref_single(self, doi: str, received: Received) -> Reply:
        if received.query.get("select"):
            return _rejected("parameter-not-allowed", "select", "This route does not support select")
        for each in self.works:
            if doi in each.aliases and each.agency == "Crossref":
                location = f"/crossref/works/{quote(each.record.doi)}"
                return Reply(b"", 301, {"Location": location, "Content-Type": "text/plain"})
        item = self._items().get(doi)
        return Reply(bodies.crossref_single(item)) if item else Reply(b"Resource not found.", 404, _TEXT)

    def _best(self, described: str) -> list[dict[str, Any]]:
        """Whatever shares a word, the most alike first: a search always finds something."""
        asked = set(words(described))

        def shared(item: dict[str, Any]) -> int:
            names = [part for author in item.get("author", []) for part in author.values()]
            return len(asked & set(words(" ".join([*item["title"], *names, *item.get("container-title", [])]))))

        return sorted(filter(shared, self._items().values()), key=shared, reverse=True)

    # doi.org and DataCite

    def _registered(self) -> dict[str, str]:
        agencies = {
            name: each.agency for each in self.works for name in (each.record.doi, *each.aliases) if each.agency
        }
        return agencies | {item["DOI"].lower(): "Crossref" for item in self.items}

    def _handle(self, received: Received) -> Reply:
        doi = unquote(received.path.removeprefix("api/handles/"))
        if doi.lower() in self._registered():
            return Reply(bodies.as_json({"responseCode": 1, "handle": doi, "values": []}))
        return Reply(bodies.as_json({"responseCode": 100, "handle": doi}), 404)

    def _agencies(self, received: Received) -> Reply:
        agencies = self._registered()
        asked = unquote(received.path.partition("/")[2]).split(",")
        return Reply(bodies.as_json([self._agency(doi, agencies.get(doi.lower(), "")) for doi in asked]))

    @staticmethod
    def _agency(doi: str, agency: str) -> dict[str, str]:
        if not re.match(r"10\.\d{4,9}/.", doi):
            return {"DOI": doi, "status": "Invalid DOI"}
        return {"DOI": doi, "RA": agency} if agency else {"DOI": doi, "status": "DOI does not exist"}

    def _datacite(self, received: Received) -> Reply:
        doi = unquote(received.path.partition("/")[2]).lower()
        works = {each.record.doi: each.record for each in self.works if each.agency == "DataCite"}
        if not doi:
            asked = received.query.get("ids", "").lower().split(",")
            found = [works[each] for each in asked if each in works]
            return Reply(bodies.datacite_list(found[: int(received.query.get("page[size]", "25"))]))
        if doi in works:
            return Reply(bodies.datacite_work(works[doi]))
        missing = {"status": "404", "title": "The resource you are looking for doesn't exist."}
        return Reply(bodies.as_json({"errors": [missing]}), 404)

    # PubMed

    def _papers(self) -> dict[str, Listed]:
        return {pmid: each for each in self.works for pmid in each.record.pmids}

    def _summaries(self, received: Received) -> Reply:
        uids, papers = received.value("id").split(","), self._papers()
        complaint = ""
        if len(uids) > 500:
            complaint = "Too many UIDs in request. Maximum number of UIDs is 500 for JSON format output."
        elif wrong := next((uid for uid in uids if not uid.isdigit()), ""):
            complaint = f"Invalid uid {wrong} at position= 0"
        if complaint:
            return Reply(bodies.as_json({"header": {"type": "esummary", "version": "0.3"}, "error": complaint}))
        members: dict[str, dict[str, Any]] = {
            uid: bodies.summary(papers[uid], uid)
            if uid in papers
            else {"uid": uid, "error": "cannot get document summary"}
            for uid in reversed(uids)
        }
        return Reply(bodies.summaries(members))

    def _search(self, received: Received) -> Reply:
        if numbers := re.findall(r"(\d+)\[uid\]", received.value("term")):
            known = [number for number in numbers if number in self._papers() or number in self.mute]
            return Reply(bodies.search(known, len(known), []))
        phrases = re.findall(r'"([^"]*)"\[(?:aid|doi)\]', received.value("term"))
        found: dict[str, None] = {}
        missing = []
        for phrase in phrases:
            own = [pmid for pmid, each in self._papers().items() if each.doi_in_pubmed == phrase.lower()]
            found.update(dict.fromkeys(own))
            missing += [] if own else [f'"{phrase}"[aid]']
        pmids = sorted(found, key=int, reverse=True)
        return Reply(bodies.search(pmids[: int(received.value("retmax") or 20)], len(pmids), missing))

    def _full(self, received: Received) -> Reply:
        papers = self._papers()
        uids = [uid for uid in received.value("id").split(",") if uid in papers]
        return Reply(bodies.articles([bodies.article(papers[uid], uid) for uid in uids]), headers=_XML)

    def _matches(self, received: Received) -> Reply:
        lines = [line for line in received.value("bdata").split("\r") if line]
        return Reply("\n".join(map(self._matched, lines)).encode(), headers=_TEXT)

    def _matched(self, line: str) -> str:
        result = self._match(line)
        fields = line.split("|")
        return "|".join([*(fields[:5] if result.isdigit() else fields[:4]), fields[5], result])

    def _match(self, line: str) -> str:
        journal, year, volume, page, *_ = line.split("|")
        names = [name for each in self.works for name in (each.record.journal, *each.record.other_journals) if name]
        if not any(same_journal(journal, name) for name in names):
            return "NOT_FOUND;INVALID_JOURNAL"
        for pmid, each in self._papers().items():
            record = each.record
            if (volume, year) != (record.volume, str(record.year)) or first_page(page) != first_page(record.pages):
                continue
            if any(same_journal(journal, name) for name in (record.journal, *record.other_journals)):
                return pmid
        return "NOT_FOUND"


def _selected(items: list[dict[str, Any]], received: Received) -> list[dict[str, Any]]:
    """Of each work the members that were asked for."""
    names = received.query.get("select", "").split(",")
    return [{name: item[name] for name in names if name in item} for item in items] if names != [""] else items


def _rejected(kind: str, value: str, said: str) -> Reply:
    return Reply(bodies.crossref_rejection(kind, value, said), 400)
