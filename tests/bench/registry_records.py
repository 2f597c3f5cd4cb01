"""Records of real papers, read from the recorded answers of Crossref and PubMed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from lint.records import Record


def records(folder: Path) -> list[Record]:
    """The papers of a folder of recorded answers that a reference could describe, each once, in a stable order."""
    found: dict[str, Record] = {}
    for record in (*_crossref(folder / "crossref"), *_pubmed(folder / "eutils")):
        key = record.doi or f"pmid:{record.pmids[0] if record.pmids else record.title}"
        if _citable(record):
            found.setdefault(key, record)
    return [found[key] for key in sorted(found)]


def _citable(record: Record) -> bool:
    words = record.title.split()
    return len(words) >= 4 and bool(record.authors and record.journal and record.year and record.pages)


def _crossref(folder: Path) -> Iterator[Record]:
    for path in sorted(folder.glob("*.json")):
        try:
            body = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            continue
        message = body.get("message", body) if isinstance(body, dict) else {}
        items = message.get("items", [message]) if isinstance(message, dict) else []
        for item in items:
            if isinstance(item, dict) and item.get("DOI") and item.get("title"):
                yield _from_crossref(item)


def _from_crossref(item: dict[str, Any]) -> Record:
    years = [
        parts[0]
        for key in ("published-print", "issued", "published-online")
        for parts in item.get(key, {}).get("date-parts", [])[:1]
        if parts and isinstance(parts[0], int)
    ]
    containers = [*item.get("container-title", []), *item.get("short-container-title", [])]
    title, subtitles = str(item["title"][0]), [each for each in item.get("subtitle", []) if each]
    full = f"{title}: {subtitles[0]}" if subtitles and subtitles[0] not in title else title
    return Record(
        title=full,
        authors=tuple(filter(None, map(_crossref_author, item.get("author", [])))),
        journal=containers[0] if containers else "",
        year=years[0] if years else None,
        volume=str(item.get("volume", "")),
        issue=str(item.get("issue", "")),
        pages=str(item.get("page", "")),
        doi=item["DOI"].lower(),
        other_journals=tuple(containers[1:]),
        other_years=tuple(dict.fromkeys(years[1:])),
    )


def _crossref_author(author: dict[str, Any]) -> str:
    family, given = author.get("family", ""), author.get("given", "")
    initials = "".join(word[0] for word in re.split(r"[\s.-]+", given) if word)
    return f"{family} {initials.upper()}".strip() if family else author.get("name", "")


def _pubmed(folder: Path) -> Iterator[Record]:
    for path in sorted(folder.glob("*.xml")):
        try:
            tree = ElementTree.parse(path)  # noqa: S314 - recorded answers, read on the developer's own machine
        except ElementTree.ParseError:
            continue
        for article in tree.iter("PubmedArticle"):
            if record := _from_pubmed(article):
                yield record


def _text(node: ElementTree.Element | None) -> str:
    return "".join(node.itertext()).strip() if node is not None else ""


def _from_pubmed(article: ElementTree.Element) -> Record | None:
    citation, journal = article.find("MedlineCitation/Article"), article.find("MedlineCitation/Article/Journal")
    if citation is None or journal is None:
        return None
    date = _text(journal.find("JournalIssue/PubDate"))
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", re.sub(r"(?<=\d{4})(?=[A-Z\d])", " ", date))[:1]]
    years += [int(_text(each)) for each in citation.findall("ArticleDate/Year")]
    title = _text(citation.find("ArticleTitle")).removesuffix(".").removeprefix("[").removesuffix("]")
    record = Record(
        title=title,
        authors=tuple(filter(None, (_pubmed_author(each) for each in citation.findall("AuthorList/Author")))),
        journal=_text(journal.find("Title")),
        year=years[0] if years else None,
        volume=_text(journal.find("JournalIssue/Volume")),
        issue=_text(journal.find("JournalIssue/Issue")),
        pages=_text(citation.find("Pagination/MedlinePgn")),
        pmids=(_text(article.find("MedlineCitation/PMID")),),
        other_journals=tuple(filter(None, (_text(journal.find("ISOAbbreviation")),))),
        other_years=tuple(dict.fromkeys(years[1:])),
    )
    vernacular = _text(citation.find("VernacularTitle")).removesuffix(".")
    dois = [_text(each).lower() for each in article.findall("PubmedData/ArticleIdList/ArticleId[@IdType='doi']")]
    return record._replace(doi=dois[0] if dois else "", other_titles=(vernacular,) if vernacular else ())


def _pubmed_author(author: ElementTree.Element) -> str:
    family, initials = _text(author.find("LastName")), _text(author.find("Initials"))
    return f"{family} {initials}".strip() or _text(author.find("CollectiveName"))
