"""PubMed's full records: abstracts for their quantities, notices with their sources, titles in the original.

They are asked for only where the summaries do not suffice (https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/current/).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lint.records import Record
from lint.references.model import is_form
from lint.resolve.registries import markup, notices, shape
from lint.resolve.registries.pubmed import NAME, Paper, title_of, type_of, year_in
from lint.resolve.registries.shape import Misshapen
from lint.resolve.registries.transport import Answer, Ask, Fault

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

BATCH = 200
# Abstracts have up to 3,000 characters as a rule, the longest reviews' some 15,000. What is longer is none.
_LONGEST_ABSTRACT = 50_000


def ask_full(pmids: Sequence[str]) -> Ask:
    """The full records of several PMIDs."""
    return Ask("pubmed", "efetch.fcgi", form={"db": "pubmed", "id": ",".join(pmids), "retmode": "xml"})


def read_full(answer: Answer) -> dict[str, tuple[Paper, str]]:
    """Papers and the texts of their abstracts by PMID. A PMID that is missing proves nothing: unknown ones are left
    out in silence, and so are the broken ones here.

    Raises:
        Fault: it is no set of papers.
    """
    if answer.status != 200:
        raise Fault(f"{NAME} answered with status {answer.status}")
    found: dict[str, tuple[Paper, str]] = {}
    for article in shape.elements_of(answer, NAME, "PubmedArticleSet", "PubmedArticle"):
        try:
            paper = paper_of(article)
        except Misshapen:
            continue
        found.setdefault(paper.pmid, (paper, abstract_of(article)))
    return found


def paper_of(article: Element) -> Paper:
    """The paper in a PubmedArticle.

    Raises:
        Misshapen: it has no PMID or no title.
    """
    citation = _child(article, "MedlineCitation")
    body, pmid = _child(citation, "Article"), _text(citation, "PMID")
    journal = _child(body, "Journal")
    issue = journal.find("JournalIssue")
    if not is_form("pmid", pmid):
        raise Misshapen("PMID")
    title, gloss, prefix = title_of(_text(body, "ArticleTitle") or _text(body, "VernacularTitle"))
    vernacular = _text(body, "VernacularTitle").removesuffix(".")
    journals = (
        _text(journal, "Title"),
        _text(journal, "ISOAbbreviation"),
        _text(citation, "MedlineJournalInfo/MedlineTA"),
    )
    name = next(filter(None, journals), "")
    years = list(dict.fromkeys(_years(journal, body)))
    pubtypes = [_plain(each) for each in body.iterfind("PublicationTypeList/PublicationType")]
    links = [
        (each.get("RefType", ""), _text(each, "RefSource"), _text(each, "PMID"))
        for each in citation.iterfind("CommentsCorrectionsList/CommentsCorrections")
    ]
    record = Record(
        title=title,
        authors=tuple(filter(None, map(_name, body.iterfind("AuthorList/Author")))),
        journal=name,
        year=years[0] if years else None,
        volume=_text(issue, "Volume"),
        issue=_text(issue, "Issue"),
        pages=_text(body, "Pagination/MedlinePgn"),
        doi=_doi(article),
        pmids=(pmid,),
        type=type_of(pubtypes),
        other_titles=markup.besides(title, (gloss, vernacular)),
        other_journals=markup.besides(name, journals),
        other_years=tuple(years[1:]),
    )
    return Paper(record, notices.from_pubmed(pubtypes, links), prefix)


def abstract_of(article: Element) -> str:
    """The text of the abstract, its sections apart; nothing of one that is longer than an abstract can be."""
    sections = article.iterfind("MedlineCitation/Article/Abstract/AbstractText")
    texts = ["".join(each.itertext()) for each in sections]
    if sum(map(len, texts)) > _LONGEST_ABSTRACT:
        return ""
    return "\n\n".join(" ".join(text.split()) for text in texts)


def _child(element: Element, path: str) -> Element:
    found = element.find(path)
    if found is None:
        raise Misshapen(path)
    return found


def _text(element: Element | None, path: str) -> str:
    found = element.find(path) if element is not None else None
    return _plain(found) if found is not None else ""


def _plain(element: Element) -> str:
    """Its text; a field that is longer than any field can be makes its paper unreadable, as in JSON."""
    return markup.plain(shape.string({element.tag: "".join(element.itertext())}, element.tag))


def _years(journal: Element, body: Element) -> Iterator[int]:
    """The year of the issue, which may be a range of months over a New Year, and of the online edition."""
    date = _text(journal, "JournalIssue/PubDate/Year") or _text(journal, "JournalIssue/PubDate/MedlineDate")
    for written in (date, *(_text(each, "Year") for each in body.iterfind("ArticleDate"))):
        if (year := year_in(written)) is not None:
            yield year


def _name(author: Element) -> str:
    family, initials = _text(author, "LastName"), _text(author, "Initials")
    suffix = _text(author, "Suffix")
    return " ".join(filter(None, (family, initials, suffix))) if family else _text(author, "CollectiveName")


def _doi(article: Element) -> str:
    """The DOI of the paper itself: those of the papers that it cites stand deeper, in its reference list."""
    own = article.iterfind("PubmedData/ArticleIdList/ArticleId[@IdType='doi']")
    places = article.iterfind("MedlineCitation/Article/ELocationID[@EIdType='doi']")
    dois = ["".join(each.itertext()).strip().lower() for each in (*own, *places)]
    return next((doi for doi in dois if is_form("doi", doi)), "")
