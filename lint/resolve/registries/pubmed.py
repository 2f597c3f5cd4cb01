"""PubMed: summaries by PMID, PMIDs by DOI or by the coordinates of a citation.

The E-utilities and their limits: https://www.ncbi.nlm.nih.gov/books/NBK25499/. An unknown PMID is answered with an
error of its own inside the batch; a PMID that is merely missing was not answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from lint.records import Notice, Record
from lint.references.model import is_form
from lint.resolve.registries import marks, markup, notices, shape
from lint.resolve.registries.shape import Misshapen
from lint.resolve.registries.transport import Answer, Ask, Fault

NAME = "PubMed"
# "If more than about 200 UIDs are to be provided, the request should be made using HTTP POST"; JSON is capped at 500.
BATCH = 200
# How many DOIs one search asks for: long queries are cut off without a word.
SEARCH = 20
_UNKNOWN = "cannot get document summary"
_MOST_FOUND = 200


class Paper(NamedTuple):
    """A paper as PubMed holds it under one PMID; `prefix` is the word before its title ("retracted")."""

    record: Record
    notices: tuple[Notice, ...] = ()
    prefix: str = ""

    @property
    def pmid(self) -> str:
        """Its number."""
        return self.record.pmids[0]


class Summaries(NamedTuple):
    """The papers of a batch by PMID, the PMIDs that PubMed says it does not have, and those whose summary is broken."""

    found: Mapping[str, Paper]
    absent: frozenset[str] = frozenset()
    unreadable: frozenset[str] = frozenset()


class Search(NamedTuple):
    """The PMIDs that a search found, in no order that means anything; `complete` tells that there are no others."""

    pmids: tuple[str, ...]
    complete: bool


def ask_summaries(pmids: Sequence[str]) -> Ask:
    """The summaries of several PMIDs."""
    form = {"db": "pubmed", "id": ",".join(pmids), "retmode": "json", "version": "2.0"}
    return Ask("pubmed", "esummary.fcgi", form=form)


def read_summaries(answer: Answer) -> Summaries:
    """The summaries in an answer, whatever was asked.

    Raises:
        Fault: it holds no summaries.
    """
    found: dict[str, Paper] = {}
    absent: set[str] = set()
    unreadable: set[str] = set()
    try:
        result = shape.is_object(_data(answer).get("result"), "result")
        for uid in shape.strings(result, "uids"):
            summary = shape.is_object(result.get(uid), uid)
            if shape.string(summary, "uid") != uid:
                unreadable.add(uid)
            elif "error" in summary:
                (absent if shape.string(summary, "error").casefold() == _UNKNOWN else unreadable).add(uid)
            else:
                try:
                    found[uid] = paper_of(summary)
                except Misshapen:
                    unreadable.add(uid)
    except Misshapen as error:
        raise _unreadable() from error
    return Summaries(found, frozenset(absent), frozenset(unreadable))


def _data(answer: Answer) -> Mapping[str, Any]:
    if answer.status != 200:
        raise Fault(f"{NAME} answered with status {answer.status}")
    return shape.json_of(answer, NAME)


def _unreadable() -> Fault:
    return Fault(f"{NAME} gave an answer of another kind than asked for", retry=False)


def paper_of(summary: Mapping[str, Any]) -> Paper:
    """The paper in the JSON summary of one.

    Raises:
        Misshapen: a member is of another type than documented, or there is no title.
    """
    pmid = shape.string(summary, "uid")
    if not is_form("pmid", pmid):
        raise Misshapen("uid")
    title, gloss, prefix = title_of(shape.string(summary, "title") or shape.string(summary, "booktitle"))
    vernacular = markup.plain(shape.string(summary, "vernaculartitle")).removesuffix(".")
    journals = [markup.plain(shape.string(summary, key)) for key in ("fulljournalname", "source", "bookname")]
    journal = next(filter(None, journals), "")
    years = [year for key in ("pubdate", "epubdate") if (year := year_in(shape.string(summary, key)))]
    years = list(dict.fromkeys(years))
    people = [
        (shape.string(each, "authtype"), shape.string(each, "name")) for each in shape.objects(summary, "authors")
    ]
    pubtypes = shape.strings(summary, "pubtype")
    links = [
        (shape.string(each, "reftype"), shape.string(each, "refsource"), shape.number(each, "pmid"))
        for each in shape.objects(summary, "references")
    ]
    record = Record(
        title=title,
        authors=tuple(name for kind, each in people if kind != "Editor" and (name := markup.plain(each))),
        journal=journal,
        year=years[0] if years else None,
        volume=shape.string(summary, "volume").strip(),
        issue=shape.string(summary, "issue").strip(),
        pages=shape.string(summary, "pages").strip(),
        doi=_doi(summary, pmid),
        pmids=(pmid,),
        type=type_of(pubtypes),
        other_titles=markup.besides(title, (gloss, vernacular)),
        other_journals=markup.besides(journal, journals),
        other_years=tuple(years[1:]),
    )
    return Paper(record, notices.from_pubmed(pubtypes, links), prefix)


def title_of(written: str) -> tuple[str, str, str]:
    """A title, its gloss if it has one besides, and the word before it, from how PubMed writes it.

    It ends with a full stop; a title that was translated stands in brackets, at times with the original behind.
    """
    title, prefix = marks.without_mark(markup.plain(written))
    title = title.removesuffix(".") if not title.endswith("...") else title
    if match := re.fullmatch(r"\[(.+?)\]\.?(?:\s(.+))?", title, re.DOTALL):
        title, rest = match[1], match[2] or ""
        return title.removesuffix("."), rest, prefix
    if not title:
        raise Misshapen("title")
    return title, "", prefix


def year_in(date: str) -> int | None:
    """The first year in a date like "2007 Jun", "1998 Dec-1999 Jan" or "Winter 2001"."""
    match = re.search(r"(?<!\d)(?:1[4-9]|20|21)\d\d(?!\d)", date)
    return int(match[0]) if match else None


def type_of(pubtypes: Iterable[str]) -> str:
    """The type of work in Crossref's words, as far as PubMed tells."""
    types = {each.casefold() for each in pubtypes}
    if types & {"book", "book chapter", "books & documents"}:
        return "book"
    if "preprint" in types:
        return "posted-content"
    return "journal-article"


def _doi(summary: Mapping[str, Any], pmid: str) -> str:
    """The DOI of the paper itself; `elocationid` is often empty although there is one."""
    dois = []
    for each in shape.objects(summary, "articleids"):
        kind, value = shape.string(each, "idtype"), shape.number(each, "value").strip()
        if kind == "pubmed" and value != pmid:
            raise Misshapen("articleids")
        if kind == "doi" and is_form("doi", value.lower()):
            dois.append(value.lower())
    return dois[0] if dois else ""


def can_search(doi: str) -> bool:
    """Whether a search can carry a DOI between its quotation marks."""
    return '"' not in doi and "\\" not in doi


def ask_by_doi(dois: Sequence[str]) -> Ask:
    """The papers that carry one of several DOIs."""
    term = " OR ".join(f'"{doi}"[aid]' for doi in dois)
    form = {"db": "pubmed", "term": term, "retmode": "json", "retmax": str(_MOST_FOUND)}
    return Ask("pubmed", "esearch.fcgi", form=form)


def ask_by_number(pmids: Sequence[str]) -> Ask:
    """Which of several PMIDs are in the index."""
    term = " OR ".join(f"{pmid}[uid]" for pmid in pmids)
    return Ask("pubmed", "esearch.fcgi", form={"db": "pubmed", "term": term, "retmode": "json", "retmax": str(BATCH)})


def read_search(answer: Answer) -> Search:
    """The PMIDs in the answer to a search. A phrase that is not in the index is no error, but may widen the search:
    which paper carries which DOI must be read from the papers.

    Raises:
        Fault: it is no answer to a search.
    """
    try:
        result = shape.is_object(_data(answer).get("esearchresult"), "esearchresult")
        if "ERROR" in result or "idlist" not in result:
            raise Misshapen("ERROR")
        pmids = shape.strings(result, "idlist")
        count = shape.number(result, "count")
        if not all(is_form("pmid", pmid) for pmid in pmids) or not re.fullmatch(r"\d{1,9}", count, re.ASCII):
            raise Misshapen("idlist")
    except Misshapen as error:
        raise _unreadable() from error
    distinct = tuple(dict.fromkeys(pmids))
    return Search(distinct, int(count) == len(distinct))


class Coordinates(NamedTuple):
    """Where a paper was printed: what `ecitmatch` needs, and the first author's family name if known."""

    journal: str
    year: str
    volume: str
    page: str
    author: str = ""


def ask_matches(wanted: Mapping[str, Coordinates]) -> Ask:
    """The PMIDs of several citations by their coordinates, each under a key of letters and digits."""
    lines = [
        "|".join([*(" ".join(re.sub(r"[|\r\n]", " ", field).split()) for field in coordinates), key, ""])
        for key, coordinates in wanted.items()
    ]
    return Ask("pubmed", "ecitmatch.cgi", form={"db": "pubmed", "retmode": "xml", "bdata": "\r".join(lines)})


def read_matches(answer: Answer, keys: Iterable[str]) -> dict[str, str]:
    """The PMID for each key, "" where PubMed says that it found none; what it could not decide is left out.

    The answer is a text of the lines that were asked, each with the result at its end.

    Raises:
        Fault: it is no such text.
    """
    if answer.status != 200:
        raise Fault(f"{NAME} answered with status {answer.status}")
    wanted = set(keys)
    found: dict[str, str] = {}
    seen = False
    for line in answer.body.decode("utf-8", "replace").splitlines():
        fields = [field.strip() for field in line.split("|")]
        # The line of a miss lacks the field of the author, so it is read from its end.
        key, result = fields[-2:] if len(fields) in (6, 7) else ("", "")
        if key in wanted:
            seen = True
            if is_form("pmid", result):
                found[key] = result
            elif result == "NOT_FOUND":  # "NOT_FOUND;INVALID_JOURNAL" is about the name of the journal
                found[key] = ""
    if wanted and not seen:
        raise _unreadable()
    return found
