"""Records of real papers, read from the recorded answers of Crossref and PubMed as the product reads them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from lint.records import Record
from lint.resolve.registries import pubmed_xml
from lint.resolve.registries.crossref import Work, work_of
from lint.resolve.registries.merge import united
from lint.resolve.registries.pubmed import Paper
from lint.resolve.registries.shape import Misshapen


class Numbers(NamedTuple):
    """A DOI and the PMID of the same paper, with PubMed's title where it is known."""

    doi: str
    pmid: str
    year: int | None
    title: str


def records(folder: Path) -> list[Record]:
    """The papers of a folder of recorded answers that a reference could describe, each once, in a stable order."""
    works: dict[str, Work] = {}
    papers: dict[str, list[Paper]] = {}
    for work in _works(folder / "crossref"):
        works.setdefault(work.record.doi, work)
    for paper in _papers(folder / "eutils"):
        key = paper.record.doi or f"pmid:{paper.pmid}"
        if all(paper.pmid != other.pmid for other in papers.setdefault(key, [])):
            papers[key].append(paper)
    found = {key: united(works.get(key), papers.get(key, [])) for key in {*works, *papers}}
    return [found[key] for key in sorted(found) if _is_citable(found[key])]


def pairs(folder: Path) -> list[Numbers]:
    """The DOIs and PMIDs of `pairs.tsv`, which belong together; a title only where it is one and no whole citation."""
    with (folder / "pairs.tsv").open(encoding="utf-8", newline="") as lines:
        return [
            Numbers(
                row["doi"].lower(),
                row["pmid"],
                int(row["year"]) if row["year"].isdigit() else None,
                row["title_or_citation"].strip(" .[]") if row["journal"] else "",
            )
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            if row["doi"].startswith("10.") and row["pmid"].isdigit()
        ]


def _is_citable(record: Record) -> bool:
    words = record.title.split()
    return len(words) >= 4 and bool(record.authors and record.journal and record.year and record.pages)


def _works(folder: Path) -> Iterator[Work]:
    for path in sorted(folder.glob("*.json")):
        try:
            body = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            continue
        message = body.get("message", body) if isinstance(body, dict) else {}
        items = message.get("items", [message]) if isinstance(message, dict) else []
        for item in items:
            try:
                yield work_of(item)
            except (Misshapen, AttributeError):
                continue  # another kind of answer


def _papers(folder: Path) -> Iterator[Paper]:
    for path in sorted(folder.glob("*.xml")):
        try:
            tree = ElementTree.parse(path)  # noqa: S314 - recorded answers, read on the developer's own machine
        except ElementTree.ParseError:
            continue
        for article in tree.iter("PubmedArticle"):
            try:
                yield pubmed_xml.paper_of(article)
            except Misshapen:
                continue
