"""PubMed: summaries, full records, searches."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from lint.records import Notice, Record
from lint.resolve.registries import pubmed, pubmed_xml
from lint.resolve.registries.pubmed import Coordinates, Search
from tests.lint.resolve.papers import MIRROR
from tests.lint.resolve.registries.answers import answer, fault, said
from tests.registry import bodies
from tests.registry.bodies import Listed

PMID = "90000001"
SUMMARY = bodies.summary(Listed(MIRROR), PMID)


def record(**members: Any) -> Record:
    """The record of a summary with these members."""
    return pubmed.paper_of({**SUMMARY, **members}).record


def summaries(**members: object) -> pubmed.Summaries:
    """What is read from a batch of these."""
    result = {f"{key.removeprefix('p')}": value for key, value in members.items()}
    return pubmed.read_summaries(said({"header": {}, "result": {"uids": list(result), **result}}))


def test_a_summary_becomes_a_record() -> None:
    """All fields; the title without PubMed's full stop, pages as PubMed abbreviates them."""
    assert record() == MIRROR._replace(pages="201-9", type="journal-article")


def test_what_a_batch_says_of_each_pmid() -> None:
    """By number, never by place: found, absent by PubMed's own word, broken; what is missing is nowhere."""
    read = summaries(
        p90000009={"uid": "90000009", "error": "cannot get document summary"},
        p90000008={"uid": "90000008", "error": "backend is tired"},
        p90000007={**SUMMARY, "uid": "90000006"},
        p90000005={**SUMMARY, "uid": "90000005", "title": 7},
        p90000001=SUMMARY,
    )

    assert set(read.found) == {PMID}
    assert read.absent == {"90000009"}
    assert read.unreadable == {"90000008", "90000007", "90000005"}


def test_a_summary_of_another_paper_is_broken() -> None:
    """The number among its identifiers has to be its own."""
    wrong = {**SUMMARY, "articleids": [{"idtype": "pubmed", "value": "90000002"}]}

    assert summaries(p90000001=wrong).unreadable == {PMID}


def test_the_doi_stands_among_the_identifiers() -> None:
    """`elocationid` is not read: it is often empty, and at times a publisher's number."""
    assert record(elocationid="doi: 10.5555/other").doi == MIRROR.doi
    assert record(articleids=[]).doi == ""
    assert record(articleids=[{"idtype": "doi", "value": "no doi"}]).doi == ""


@pytest.mark.parametrize(
    ("written", "title", "others"),
    [
        ("Mirrors in pain.", "Mirrors in pain", ()),
        ("Do mirrors help?", "Do mirrors help?", ()),
        ("[Mirrors in pain].", "Mirrors in pain", ()),
        ("[Mirrors in pain.]", "Mirrors in pain", ()),
        ("RETRACTED: Mirrors in pain.", "Mirrors in pain", ()),
        ("&lt;i&gt;In vitro&lt;/i&gt; mirrors, p &lt; 0.05.", "In vitro mirrors, p < 0.05", ()),
    ],
)
def test_titles(written: str, title: str, others: tuple[str, ...]) -> None:
    """Without the full stop, the brackets of a translation and escaped markup."""
    assert (record(title=written).title, record(title=written).other_titles) == (title, others)


def test_the_title_in_the_original() -> None:
    """A translated title and its original are both the paper's."""
    read = record(title="[Mirrors in pain].", vernaculartitle="Spiegel bei Schmerz.")

    assert (read.title, read.other_titles) == ("Mirrors in pain", ("Spiegel bei Schmerz",))


def test_dates_and_journals() -> None:
    """Print and online; the journal's full name and its abbreviation."""
    read = record(pubdate="1998 Dec-1999 Jan", epubdate="1997 Nov 3", source="J Imag Rehabil")

    assert (read.year, read.other_years) == (1998, (1997,))
    assert (read.journal, read.other_journals) == (MIRROR.journal, ("J Imag Rehabil",))


def test_groups_and_editors() -> None:
    """A collective name is an author, an editor of the book is none."""
    people = [
        {"name": "Imaginary Group", "authtype": "CollectiveName"},
        {"name": "Marsh T", "authtype": "Author"},
        {"name": "Okoro P", "authtype": "Editor"},
    ]

    assert record(authors=people).authors == ("Imaginary Group", "Marsh T")


def test_notices_in_summaries() -> None:
    """The link's PMID may be a number or an empty text."""
    links = [
        {"reftype": "Retraction in", "refsource": "Imag Rep. 2016 May 2;1(1):1", "pmid": 90000009, "note": ""},
        {"reftype": "Erratum in", "refsource": "Imag Rep. 2015 Jan;1(1):2", "pmid": "", "note": ""},
        {"reftype": "Comment in", "refsource": "Imag Rep. 2015 Jan;1(1):3", "pmid": 90000010, "note": ""},
    ]

    assert pubmed.paper_of({**SUMMARY, "references": links}).notices == (
        Notice("retraction", "2016-05-02", "PMID 90000009", "pubmed"),
        Notice("erratum", "2015-01", "", "pubmed"),
    )


def test_a_full_record_says_the_same() -> None:
    """Summary and full record of one paper make one record; the DOIs of papers that it cites are not its own."""
    listed = Listed(MIRROR, abstract="Given for 10 days.")
    read = pubmed_xml.read_full(answer(bodies.articles([bodies.article(listed, PMID)])))

    assert set(read) == {PMID}
    assert read[PMID] == (pubmed.paper_of(SUMMARY), "Given for 10 days.")


def test_a_full_record_with_everything() -> None:
    """Sections of the abstract, the original title, a group, a New Year's issue, a retraction with its DOI."""
    article = fromstring(  # noqa: S314 - our own words
        "<PubmedArticle><MedlineCitation><PMID>90000001</PMID><Article><Journal><JournalIssue><PubDate>"
        "<MedlineDate>1998 Dec-1999 Jan</MedlineDate></PubDate></JournalIssue><Title>Imaginary pain</Title>"
        "<ISOAbbreviation>Imag. Pain</ISOAbbreviation></Journal><ArticleTitle>[Mirrors <i>in</i> pain].</ArticleTitle>"
        "<Abstract><AbstractText Label='AIM'>To see.</AbstractText><AbstractText>Saw <b>4</b> days.</AbstractText>"
        "</Abstract><AuthorList><Author><LastName>Marsh</LastName><Initials>T</Initials><Suffix>Jr</Suffix></Author>"
        "<Author><CollectiveName>Imaginary Group</CollectiveName></Author></AuthorList>"
        "<VernacularTitle>Spiegel bei Schmerz.</VernacularTitle></Article><CommentsCorrectionsList>"
        "<CommentsCorrections RefType='RetractionIn'><RefSource>Imag Pain. 2001 Oct;62(10):1063. doi: "
        "10.5555/Notice.1.</RefSource><PMID>90000009</PMID></CommentsCorrections></CommentsCorrectionsList>"
        "</MedlineCitation><PubmedData><ReferenceList><Reference><ArticleIdList><ArticleId IdType='doi'>10.5555/cited"
        "</ArticleId></ArticleIdList></Reference></ReferenceList></PubmedData></PubmedArticle>"
    )
    paper = pubmed_xml.paper_of(article)

    assert paper.record == Record(
        title="Mirrors in pain",
        authors=("Marsh T Jr", "Imaginary Group"),
        journal="Imaginary pain",
        year=1998,
        pmids=(PMID,),
        type="journal-article",
        other_titles=("Spiegel bei Schmerz",),
        other_journals=("Imag. Pain",),
    )
    assert paper.notices == (Notice("retraction", "2001-10", "10.5555/notice.1", "pubmed"),)
    assert pubmed_xml.abstract_of(article) == "To see.\n\nSaw 4 days."


def test_one_broken_full_record_costs_itself() -> None:
    """An article without a title or number is left out, like those that PubMed leaves out itself."""
    whole = bodies.article(Listed(MIRROR), PMID)
    read = pubmed_xml.read_full(answer(bodies.articles([whole.replace("PMID", "Number"), whole])))

    assert set(read) == {PMID}
    assert pubmed_xml.read_full(answer(bodies.articles([]))) == {}


def test_fields_have_an_end() -> None:
    """A title of a megabyte makes its paper unreadable; an abstract beyond any length is not read for numbers."""
    whole = bodies.article(Listed(MIRROR, abstract="Given for 10 days."), PMID)
    long_title = whole.replace(MIRROR.title, "Mirror " * 150_000)
    long_abstract = whole.replace("Given for", "Given for " * 10_000)

    assert pubmed_xml.read_full(answer(bodies.articles([long_title]))) == {}
    paper, abstract = pubmed_xml.read_full(answer(bodies.articles([long_abstract])))[PMID]
    assert (paper.record.title, abstract) == (MIRROR.title, "")


def test_searches() -> None:
    """A phrase that is not in the index is no error; more finds than were sent make the answer incomplete."""
    assert pubmed.read_search(answer(bodies.search([], 0, ['"10.5555/x"[aid]']))) == Search((), complete=True)
    assert pubmed.read_search(answer(bodies.search([PMID, PMID], 2, []))) == Search((PMID,), complete=False)
    assert pubmed.read_search(answer(bodies.search([PMID], 12_000, []))) == Search((PMID,), complete=False)
    assert fault(pubmed.read_search, said({"esearchresult": {"ERROR": "Search Backend failed"}})).reason
    assert pubmed.ask_by_doi(["10.5555/a", "10.5555/b"]).form == {
        "db": "pubmed",
        "term": '"10.5555/a"[aid] OR "10.5555/b"[aid]',
        "retmode": "json",
        "retmax": "200",
    }


def test_matches_by_place_in_print() -> None:
    """A number, PubMed's word that there is none, and ambiguity, each with the line that was asked."""
    asked = pubmed.ask_matches({"r0": Coordinates("J Imag|Rehabil", "2014", "12", "201", "tansley")})
    lines = "\n".join(
        [
            "j|2014|12|201|t|r0|90000001",
            "j|1|1|1|r1|NOT_FOUND",
            "j|1|1|1|t|r2|AMBIGUOUS 2 citations",
            "j|1|1|1|r3|NOT_FOUND;INVALID_JOURNAL",
        ]
    )

    assert asked.form is not None
    assert asked.form["bdata"] == "J Imag Rehabil|2014|12|201|tansley|r0|"
    assert pubmed.read_matches(answer(lines.encode()), ["r0", "r1", "r2", "r3"]) == {"r0": PMID, "r1": ""}
