"""What the registries' answers look like, for invented works: the shapes are those of recorded answers."""

from __future__ import annotations

import json
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from lint.records import Notice, Record


class Listed(NamedTuple):
    """An invented work, and what the registries have of it.

    `agency` registered its DOI; Crossref and DataCite have its record then. PubMed lists it under the record's PMIDs,
    with the DOI unless `pubmed_doi` says otherwise. `aliases` are DOIs that lead to it. Of the record's notices those
    whose source is "crossref" or "pubmed" are known to that registry, others to both; `terse` summaries of PubMed's do
    not name them.
    """

    record: Record
    abstract: str = ""
    agency: str = "Crossref"
    aliases: tuple[str, ...] = ()
    pubmed_doi: str | None = None
    pubtypes: tuple[str, ...] = ("Journal Article",)
    terse: bool = False

    @property
    def doi_in_pubmed(self) -> str:
        """The DOI that PubMed holds."""
        return self.record.doi if self.pubmed_doi is None else self.pubmed_doi

    def notices(self, registry: str) -> list[Notice]:
        """The notices that a registry knows."""
        other = {"crossref": "pubmed", "pubmed": "crossref"}[registry]
        return [notice for notice in self.record.notices if notice.source != other]


_UPDATES = {"concern": "expression_of_concern", "partial-retraction": "partial_retraction"}
_LINKS = {
    "retraction": "Retraction in",
    "withdrawal": "Retraction in",
    "removal": "Retraction in",
    "partial-retraction": "Partial retraction in",
    "concern": "Expression of concern in",
    "correction": "Erratum in",
    "erratum": "Erratum in",
}
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def person(author: str) -> tuple[str, str]:
    """Family name and initials of "van Hilten JJ"; a group has no initials."""
    family, _, initials = author.rpartition(" ")
    return (family, initials) if family and initials.isalpha() and initials.isupper() else (author, "")


def crossref_work(listed: Listed) -> dict[str, Any]:
    """A work as Crossref's JSON has it; its `updated-by` and `update-to` as far as notices tell."""
    record = listed.record
    item: dict[str, Any] = {
        "DOI": record.doi,
        "type": record.type or "journal-article",
        "title": [record.title],
        "author": [_crossref_author(author) for author in record.authors],
        "issued": {"date-parts": [[record.year]]},
        "publisher": "Imaginary Press",
    }
    if record.other_years:
        item["published-online"] = {"date-parts": [[record.other_years[0], 11, 3]]}
        item["published-print"] = {"date-parts": [[record.year, 3]]}
    if record.journal:
        item["container-title"] = [record.journal]
        item["short-container-title"] = list(record.other_journals[:1])
    printed = {"volume": record.volume, "issue": record.issue, "page": record.pages}
    item |= {name: value for name, value in printed.items() if value}
    if updates := [_update(notice) for notice in listed.notices("crossref")]:
        item["updated-by"] = updates
    return item


def _crossref_author(author: str) -> dict[str, str]:
    family, initials = person(author)
    return {"family": family, "given": " ".join(f"{each}." for each in initials)} if initials else {"name": author}


def _update(notice: Notice) -> dict[str, Any]:
    return {
        "DOI": notice.identifier,
        "type": _UPDATES.get(notice.kind, notice.kind),
        "label": notice.kind.capitalize(),
        "source": "publisher",
        "updated": {"date-time": f"{notice.date or '2020-01-01'}T00:00:00Z"},
    }


def crossref_single(item: dict[str, Any]) -> bytes:
    """The envelope of one work."""
    return as_json({"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": item})


def crossref_list(items: list[dict[str, Any]], rows: int) -> bytes:
    """The envelope of several works."""
    message = {"facets": {}, "total-results": len(items), "items": items[:rows], "items-per-page": rows, "query": {}}
    return as_json({"status": "ok", "message-type": "work-list", "message-version": "1.0.0", "message": message})


def crossref_rejection(kind: str, value: str, said: str) -> bytes:
    """What Crossref answers with status 400."""
    message = [{"type": kind, "value": value, "message": said}]
    return as_json({"status": "failed", "message-type": "validation-failure", "message": message})


def datacite_work(record: Record) -> bytes:
    """The envelope of one work."""
    return as_json({"data": datacite_item(record)})


def datacite_list(records: list[Record]) -> bytes:
    """The envelope of several works."""
    meta = {"total": len(records), "totalPages": 1, "page": 1}
    return as_json({"data": [datacite_item(record) for record in records], "meta": meta})


def datacite_item(record: Record) -> dict[str, Any]:
    """A work as DataCite has it."""
    people = [(author, *person(author)) for author in record.authors]
    creators = [
        {"name": f"{family}, {initials}", "nameType": "Personal", "givenName": initials, "familyName": family}
        if initials
        else {"name": author, "nameType": "Organizational"}
        for author, family, initials in people
    ]
    attributes = {
        "doi": record.doi,
        "creators": creators,
        "titles": [{"title": record.title}],
        "publisher": record.journal or "Imaginary Repository",
        "container": {},
        "publicationYear": record.year,
        "types": {"resourceTypeGeneral": "Dataset"},
        "state": "findable",
    }
    return {"id": record.doi, "type": "dois", "attributes": attributes}


def short_pages(pages: str) -> str:
    """Pages as PubMed abbreviates them: "201-209" is "201-9"."""
    first, dash, last = pages.partition("-")
    if dash and len(first) == len(last) and first.isdigit():
        same = next((index for index in range(len(first)) if first[index] != last[index]), len(first) - 1)
        return f"{first}-{last[same:]}"
    return pages


def source_of(notice: Notice) -> str:
    """The citation of a notice, as PubMed writes it."""
    year, _, rest = notice.date.partition("-")
    month, _, day = rest.partition("-")
    date = " ".join(filter(None, (year or "2020", _MONTHS[int(month) - 1] if month else "", day.lstrip("0"))))
    doi = f" doi: {notice.identifier}." if notice.identifier.startswith("10.") else ""
    return f"Imag Rep. {date};1(1):1.{doi}"


def _pubmed_links(listed: Listed) -> list[tuple[str, str, str]]:
    return [(_LINKS[notice.kind], source_of(notice), _number(notice.identifier)) for notice in listed.notices("pubmed")]


def _number(identifier: str) -> str:
    return identifier.removeprefix("PMID ") if identifier.startswith("PMID ") else ""


def _pubtypes(listed: Listed) -> list[str]:
    retracted = any(notice.kind in ("retraction", "withdrawal", "removal") for notice in listed.notices("pubmed"))
    return [*listed.pubtypes, *(["Retracted Publication"] if retracted else [])]


def summary(listed: Listed, pmid: str) -> dict[str, Any]:
    """A paper in the JSON of esummary, version 2.0."""
    record, doi = listed.record, listed.doi_in_pubmed
    authors = [
        {"name": author, "authtype": "Author" if person(author)[1] else "CollectiveName", "clusterid": ""}
        for author in record.authors
    ]
    ids = [{"idtype": "pubmed", "idtypen": 1, "value": pmid}]
    return {
        "uid": pmid,
        "pubdate": f"{record.year} Mar",
        "epubdate": f"{record.other_years[0]} Nov 3" if record.other_years else "",
        "source": record.other_journals[0] if record.other_journals else record.journal,
        "authors": authors,
        "title": f"{record.title}.",
        "volume": record.volume,
        "issue": record.issue,
        "pages": short_pages(record.pages),
        "pubtype": _pubtypes(listed),
        "articleids": [*ids, *([{"idtype": "doi", "idtypen": 3, "value": doi.upper()}] if doi else [])],
        "references": [
            {"refsource": source, "reftype": link, "pmid": int(number) if number else "", "note": ""}
            for link, source, number in (() if listed.terse else _pubmed_links(listed))
        ],
        "attributes": ["Has Abstract"] if listed.abstract else [],
        "fulljournalname": record.journal,
        "elocationid": "",
        "doctype": "citation",
        "vernaculartitle": "",
    }


def summaries(members: dict[str, dict[str, Any]]) -> bytes:
    """The envelope of esummary."""
    return as_json({"header": {"type": "esummary", "version": "0.3"}, "result": {"uids": list(members), **members}})


def article(listed: Listed, pmid: str) -> str:
    """A paper in the XML of efetch; like many it lists the papers that it cites, with their DOIs."""
    record, doi = listed.record, listed.doi_in_pubmed
    links = "".join(_xml_link(*link) for link in _pubmed_links(listed))
    types = "".join(f"<PublicationType>{escape(each)}</PublicationType>" for each in _pubtypes(listed))
    authors = "".join(map(_xml_author, record.authors))
    abstract = f"<Abstract><AbstractText>{escape(listed.abstract)}</AbstractText></Abstract>" if listed.abstract else ""
    own = f'<ArticleId IdType="doi">{escape(doi)}</ArticleId>' if doi else ""
    return (
        f'<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">{pmid}</PMID>'
        f'<Article PubModel="Print"><Journal><JournalIssue CitedMedium="Print"><Volume>{record.volume}</Volume>'
        f"<Issue>{record.issue}</Issue><PubDate><Year>{record.year}</Year></PubDate></JournalIssue>"
        f"<Title>{escape(record.journal)}</Title></Journal><ArticleTitle>{escape(record.title)}.</ArticleTitle>"
        f"<Pagination><MedlinePgn>{short_pages(record.pages)}</MedlinePgn></Pagination>{abstract}"
        f'<AuthorList CompleteYN="Y">{authors}</AuthorList><PublicationTypeList>{types}</PublicationTypeList></Article>'
        f"<CommentsCorrectionsList>{links}</CommentsCorrectionsList></MedlineCitation><PubmedData>"
        f'<ArticleIdList><ArticleId IdType="pubmed">{pmid}</ArticleId>{own}</ArticleIdList><ReferenceList><Reference>'
        "<Citation>Cited A. Another paper.</Citation><ArticleIdList>"
        '<ArticleId IdType="doi">10.5555/cited.by.it</ArticleId></ArticleIdList></Reference></ReferenceList>'
        "</PubmedData></PubmedArticle>"
    )


def _xml_link(link: str, source: str, pmid: str) -> str:
    number = f'<PMID Version="1">{pmid}</PMID>' if pmid else ""
    kind = "".join(link.title().split())
    return (
        f'<CommentsCorrections RefType="{kind}"><RefSource>{escape(source)}</RefSource>{number}</CommentsCorrections>'
    )


def _xml_author(author: str) -> str:
    family, initials = person(author)
    if not initials:
        return f"<Author><CollectiveName>{escape(author)}</CollectiveName></Author>"
    return f"<Author><LastName>{escape(family)}</LastName><Initials>{initials}</Initials></Author>"


def articles(members: list[str]) -> bytes:
    """The envelope of efetch."""
    head = '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN"'
    head += ' "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n'
    return f"{head}<PubmedArticleSet>{''.join(members)}</PubmedArticleSet>".encode()


def search(pmids: list[str], count: int, missing: list[str]) -> bytes:
    """What esearch answers; phrases that are not in its index are listed, and change nothing else."""
    result: dict[str, Any] = {"count": str(count), "retmax": str(len(pmids)), "retstart": "0", "idlist": pmids}
    if missing:
        result["errorlist"] = {"phrasesnotfound": missing, "fieldsnotfound": []}
        result["warninglist"] = {"outputmessages": [] if pmids else ["No items found."]}
    return as_json({"header": {"type": "esearch", "version": "0.3"}, "esearchresult": result})


def as_json(value: object) -> bytes:
    """JSON as the services send it."""
    return json.dumps(value, ensure_ascii=False).encode()
