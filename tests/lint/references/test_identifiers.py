"""Identifiers in plain text: every form that people write, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.references.identifiers import find, normalised
from lint.references.model import is_form

PAIN = "10.1016/j.pain.2009.08.015"
LANCET = "10.1016/s0140-6736(11)60824-6"
WILEY = "10.1002/(sici)1098-1063(1997)7:5<559::aid-hipo11>3.0.co;2-#"
AMS = "10.1175/1520-0426(1985)002<0362:eomadr>2.0.co;2"
ESA = "10.1890/0012-9658(2006)87[2832:tiopma]2.0.co;2"
BRACKET = "10.1044/1092-4388(2002/080)"

# «» marks the identifier as it must be found; the rest is its frame and what stands around.
WELL_FORMED_DOIS = [
    (f"doi:«{PAIN}»", PAIN),
    (f"doi: «{PAIN}».", PAIN),
    (f"DOI «{PAIN}»", PAIN),
    (f"DOI:«{PAIN}»;", PAIN),
    (f"Doi: «{PAIN}», Epub 2009", PAIN),
    (f"doi=«{PAIN}»", PAIN),
    (f"doi/«{PAIN}»", PAIN),
    (f"DOI: doi:«{PAIN}»", PAIN),
    (f"DOI：«{PAIN}»。", PAIN),
    (f"info:doi/«{PAIN}»", PAIN),
    (f"urn:doi:«{PAIN}»", PAIN),
    (f"https://doi.org/«{PAIN}»", PAIN),
    (f"http://dx.doi.org/«{PAIN}».", PAIN),
    (f"doi.org/«{PAIN}»", PAIN),
    (f"https://www.doi.org/«{PAIN}»", PAIN),
    (f"https://doi.org/doi:«{PAIN}»", PAIN),
    (f"doi: https://doi.org/«{PAIN}»", PAIN),
    (f"https://doi.org/«{PAIN}»?utm_source=feed", PAIN),
    (f"https://doi.org/«{PAIN}»#abstract", PAIN),
    (f"https://doi.org/«{PAIN}»/", PAIN),
    (f"https://doi.org/«{PAIN}»/pdf", PAIN),
    (f"https://doi.org/«{PAIN}»/full.", PAIN),
    (f"https://doi.org/«{PAIN}»/abstract?x=1", PAIN),
    ("doi:«10.1234/full/2009.1/pdf»", "10.1234/full/2009.1/pdf"),
    ("https://doi.org/«10.1234/pdf/2009.1»", "10.1234/pdf/2009.1"),
    (f"(https://doi.org/«{PAIN}»).", PAIN),
    (f"<https://doi.org/«{PAIN}»>", PAIN),
    (f"https://doi-org.proxy.lib.example.edu/«{PAIN}»", PAIN),
    (f"https://doi.org.ezproxy.example.edu/«{PAIN}»", PAIN),
    ("https://doi.org/«10.1016%2Fj.pain.2009.08.015»", PAIN),
    ("https://doi.org/«10.1016%2fj.pain.2009.08.015»", PAIN),
    (f"see «{PAIN}», which", PAIN),
    (f'"«{PAIN}»"', PAIN),
    (f"“«{PAIN}»”", PAIN),
    (f"**«{PAIN}»**", PAIN),
    (f"_«{PAIN}»_", PAIN),
    (f"«{PAIN}»]", PAIN),
    (f"«{PAIN}»&nbsp;", PAIN),
    ("«10.1016/J.PAIN.2009.08.015»", PAIN),
    (f"doi:«{PAIN}»[PubMed]", PAIN),
    (f"doi:«{PAIN}» [PubMed]", PAIN),
    (f"doi:«{PAIN}»;PMID: 1", PAIN),
    ("https://doi.org/«10.1016/S0140-6736(11)60824-6»", LANCET),
    ("(doi: «10.1016/S0140-6736(11)60824-6»)", LANCET),
    ("(https://doi.org/«10.1016/S0140-6736(11)60824-6»).", LANCET),
    ("[«10.1016/S0140-6736(11)60824-6»]", LANCET),
    ("https://doi.org/«10.1016/S0140-6736%2811%2960824-6»", LANCET),
    ("«10.1002/(SICI)1098-1063(1997)7:5<559::AID-HIPO11>3.0.CO;2-#»", WILEY),
    ("https://doi.org/«10.1002/(SICI)1098-1063(1997)7:5<559::AID-HIPO11>3.0.CO;2-#»", WILEY),
    ("doi:«10.1002/(SICI)1098-1063(1997)7:5<559::AID-HIPO11>3.0.CO;2-#».", WILEY),
    ("doi:«10.1175/1520-0426(1985)002<0362:EOMADR>2.0.CO;2».", AMS),
    ("https://doi.org/«10.1175/1520-0426(1985)002%3C0362:EOMADR%3E2.0.CO;2»", AMS),
    ("doi:«10.1175/1520-0426(1985)002&lt;0362:EOMADR&gt;2.0.CO;2»", AMS),
    ("doi:«10.1890/0012-9658(2006)87[2832:TIOPMA]2.0.CO;2»", ESA),
    ("[doi:«10.1890/0012-9658(2006)87[2832:TIOPMA]2.0.CO;2»]", ESA),
    ("«10.1044/1092-4388(2002/080)»", BRACKET),
    ("(«10.1044/1092-4388(2002/080)»)", BRACKET),
    ("«10.1207/s15327752jpa8502&3_10»", "10.1207/s15327752jpa8502&3_10"),
    ("«10.1300/J175v02n02_04»", "10.1300/j175v02n02_04"),
    ("«10.1159/000210797».", "10.1159/000210797"),
    ("doi: «10.1000/182»", "10.1000/182"),
    ("«10.1038/s41586-020-2649-2»", "10.1038/s41586-020-2649-2"),
    ("https://doi.org/«10.5281/zenodo.1234567»", "10.5281/zenodo.1234567"),
    ("doi:«10.1097/01.gme.0000191881.52175.8c»", "10.1097/01.gme.0000191881.52175.8c"),
]

PUBLISHERS_PAGES = [
    ("https://journals.sagepub.com/doi/«10.1177/0272989X9501500208»", "10.1177/0272989x9501500208"),
    ("https://journals.sagepub.com/doi/full/«10.1177/0272989X9501500208»", "10.1177/0272989x9501500208"),
    (
        "https://www.tandfonline.com/doi/abs/«10.1080/10903127.2017.1315200»?journalCode=i",
        "10.1080/10903127.2017.1315200",
    ),
    ("https://link.springer.com/article/«10.1007/s11606-020-06000-1»#Sec2", "10.1007/s11606-020-06000-1"),
    ("https://link.springer.com/content/pdf/«10.1007/BF02246354».pdf", "10.1007/bf02246354"),
    ("https://onlinelibrary.wiley.com/doi/pdf/«10.1002/jhm.13337»", "10.1002/jhm.13337"),
    ("https://ascopubs.org/doi/pdfdirect/«10.1200/JCO.19.00001»", "10.1200/jco.19.00001"),
    ("https://academic.oup.com/eurheartj/article/doi/«10.1093/eurheartj/ehae178»/7741010", "10.1093/eurheartj/ehae178"),
    ("https://www.biorxiv.org/content/«10.1101/2020.02.07.937862»v1.full.pdf", "10.1101/2020.02.07.937862"),
    ("https://www.medrxiv.org/content/«10.1101/2020.03.22.20040758»v2", "10.1101/2020.03.22.20040758"),
    ("https://www.frontiersin.org/articles/«10.3389/fpsyt.2020.00001»/full", "10.3389/fpsyt.2020.00001"),
    ("https://journals.plos.org/plosone/article?id=«10.1371/journal.pone.0030253»", "10.1371/journal.pone.0030253"),
    (
        "https://journals.plos.org/plosone/article?id=«10.1371%2Fjournal.pone.0030253»&a=b",
        "10.1371/journal.pone.0030253",
    ),
    ("https://jamanetwork.com/journals/jama/fullarticle/«10.1001/jama.2009.1243»", "10.1001/jama.2009.1243"),
    ("https://www.nejm.org/doi/full/«10.1056/NEJMoa2016638»?query=RP", "10.1056/nejmoa2016638"),
    ("https://www.ahajournals.org/doi/epub/«10.1161/CIR.0000000000000902»", "10.1161/cir.0000000000000902"),
    (
        "https://www.cochranelibrary.com/cdsr/doi/«10.1002/14651858.CD001869.pub4»/full",
        "10.1002/14651858.cd001869.pub4",
    ),
    (
        "https://www.cochranelibrary.com/cdsr/doi/«10.1002/14651858.CD001869.pub4»/full. PMID",
        "10.1002/14651858.cd001869.pub4",
    ),
    ("https://bmjopen.bmj.com/lookup/doi/«10.1136/bmjopen-2019-035431»", "10.1136/bmjopen-2019-035431"),
    (f"https://api.crossref.org/works/«{PAIN}»", PAIN),
]

BROKEN_DOIS = [
    ("doi: «10.1016 / j.pain.2009.08.015»", PAIN, "a space stands in it"),
    ("doi: «10.1016/ j.pain.2009.08.015»", PAIN, "a space stands in it"),
    ("doi: «10.1016/j. pain.2009.08.015»", PAIN, "a space stands in it"),
    ("doi: «10.1016/j.pain.\n2009.08.015». PMID: 1", PAIN, "a space stands in it"),
    ("doi: «10.1016/j.pain.2009. 08.015».", PAIN, "a space stands in it"),
    ("doi: «10.1016/j.pain.2009.08. 015». Smith", PAIN, "a space stands in it"),
    ("doi: «10.1016/j.pain.2009\n.08.015»", PAIN, "a space stands in it"),
    ("https://doi.org/«10.1016/j.pain. 2009.08.015»", PAIN, "a space stands in it"),
    ("doi: «10.1016/S0140- 6736(11)60824-6».", LANCET, "a space stands in it"),
    ("doi: «10.1371/journal. pone.0185781»", "10.1371/journal.pone.0185781", "a space stands in it"),
    ("doi: «10.1093/sleep/ zsz001» PMID", "10.1093/sleep/zsz001", "a space stands in it"),
    ("doi: «10.1136/bmj. n1204», 2021", "10.1136/bmj.n1204", "a space stands in it"),
    ("doi: «10.1002/14651858.CD004366. pub6». Accessed", "10.1002/14651858.cd004366.pub6", "a space stands in it"),
    ("doi: «10,1016/j.pain.2009.08.015»", PAIN, "a comma stands in it where a full stop belongs"),
    ("doi: «1O.1016/j.pain.2009.08.015»", PAIN, "a letter stands in it where a digit belongs"),
    ("doi: «l0.1016/j.pain.2009.08.015»", PAIN, "a letter stands in it where a digit belongs"),
    ("doi: «10.1016»j.pain.2009.08.015", "10.1016", "it has no slash"),
    ("doi: «10.1016.j.pain.2009.08.015»", "10.1016.j.pain.2009.08.015", "it has no slash"),
    ("doi: «10.1/abc»", "10.1/abc", "10. is followed by fewer than 4 digits"),
    ("doi: «1016/j.pain.2009.08.015»", "1016/j.pain.2009.08.015", "it does not begin with “10.”"),
    ("doi:«10.1038/nature12373»PMID: 23903748", "10.1038/nature12373", '"PMID" is glued to it'),
    ("doi: «10.1016/j.pain.2009\\_08.015»", "10.1016/j.pain.2009_08.015", "a backslash stands in it"),
    ("doi: «10.5555/imag\ufffd2014.1».", "10.5555/imag\ufffd2014.1", "a character of it was lost"),
    ("«10.1016/j.\u200bpain.2009.08.015»", PAIN, "an invisible character stands in it"),
    ("«10.1016/j.pa\u00adin.2009.08.015»", PAIN, "an invisible character stands in it"),
    (
        "«10.1038/s41586‐020‐2649‐2»",
        "10.1038/s41586-020-2649-2",
        "a typographic dash stands in it where a DOI has a hyphen",
    ),
    ("doi:«»", "", "no DOI follows the label"),
    ("\u200bdoi:«»", "", "no DOI follows the label"),
    ("doi:«» PMID", "", "no DOI follows the label"),
]

WELL_FORMED_PMIDS = [
    "PMID: «19783371»",
    "PMID:«19783371»",
    "PMID «19783371»",
    "PMID«19783371»",
    "PMID#«19783371»",
    "PMID = «19783371»",
    "pmid: «19783371».",
    "(PMID «19783371»)",
    "PubMed PMID: «19783371»",
    "PubMed ID: «19783371»",
    "PubMed: «19783371»",
    "PubMed «19783371»",
    "[PubMed «19783371»]",
    "Medline: «19783371».",
    "MEDLINE «19783371»",
    "[PubMed: «19783371»]",
    "PMID: [«19783371»]",
    "PMID：«19783371»",
    "PMID: «19783371»; PMCID",
    "PMID: «19783371».Epub 2009",
    "PMID: «19783371»Epub 2009",
    "https://pubmed.ncbi.nlm.nih.gov/«19783371»/",
    "https://pubmed.ncbi.nlm.nih.gov/«19783371»",
    "pubmed.ncbi.nlm.nih.gov/«19783371»",
    "https://pubmed.ncbi.nlm.nih.gov/«19783371»/#affiliation-1",
    "https://pubmed.ncbi.nlm.nih.gov/?term=«19783371»",
    "https://www.ncbi.nlm.nih.gov/pubmed/«19783371»",
    "http://www.ncbi.nlm.nih.gov/pubmed/«19783371»?dopt=Abstract",
    "https://www.ncbi.nlm.nih.gov/pubmed/?term=«19783371»",
    "https://www.ncbi.nlm.nih.gov/pubmed?term=«19783371»",
    "https://www.ncbi.nlm.nih.gov/pubmed?term=«19783371»[uid]",
    "https://www.ncbi.nlm.nih.gov/pubmed?term=«19783371»%5Buid%5D",
    "https://www.ncbi.nlm.nih.gov/m/pubmed/«19783371»/",
    "http://www.ncbi.nlm.nih.gov/entrez/query.fcgi?cmd=Retrieve&db=PubMed&list_uids=«19783371»&dopt=Abstract",
    "https://pmc.ncbi.nlm.nih.gov/articles/pmid/«19783371»/",
    "https://europepmc.org/abstract/MED/«19783371»",
    "https://europepmc.org/article/med/«19783371»",
    "https://pubmed.gov/«19783371»",
    "https://identifiers.org/pubmed:«19783371»",
    "https://pubmed-ncbi-nlm-nih-gov.proxy.example.edu/«19783371»/",
]

BROKEN_PMIDS = [
    ("PMID: «019783371»", "19783371", "a PMID has no leading zero"),
    ("PMID: «123456789»", "123456789", "a PMID has at most 8 digits, this has 9"),
    ("PMID: «1978337a»", "1978337", '"a" stands behind its digits'),
    ("PMID: «19,783,371»", "19783371", "its digits are written in groups"),
    ("PMID: «19 783 371»", "19783371", "its digits are written in groups"),
    ("PMID: «PMC2845311»", "", "PMC2845311 is a PMC number, not a PMID"),
    (f"PMID: «{PAIN}»", "", "it is a DOI, not a PMID"),
    ("PMID:«»", "", "no PMID follows the label"),
]

PMCIDS = [
    ("«PMC2845311»", ""),
    ("PMCID: «PMC2845311»", ""),
    ("PMCID:«PMC2845311»;", ""),
    ("PMCID: «PMC1762313.1»", ""),
    ("«pmc2845311»", ""),
    ("«PMC 2845311»", ""),
    ("https://www.ncbi.nlm.nih.gov/pmc/articles/«PMC2845311»/", ""),
    ("https://pmc.ncbi.nlm.nih.gov/articles/«PMC2845311»/", ""),
    ("https://europepmc.org/article/PMC/«PMC2845311»", ""),
    ("PMCID: «2845311»", "a PMCID begins with PMC"),
]

NONE_AT_ALL = [
    "Dose 10.5/20 mg",
    "10.1234/5 ml of saline",
    "version 10.1234",
    "Windows 10.0.19041/amd64",
    "doi: n/a",
    "ISBN 978-0-471-06428-9",
    "https://clinicaltrials.gov/ct2/show/NCT01234567",
    "https://www.nature.com/articles/nature12373",
    "https://www.sciencedirect.com/science/article/pii/S0140673602087500",
    "https://www.thelancet.com/journals/lancet/article/PIIS0140-6736(94)92407-4/fulltext",
    "https://pubmed.ncbi.nlm.nih.gov/?term=ketamine+crps",
    "https://pubmed.ncbi.nlm.nih.gov/?term=19783371+ketamine",
    "https://www.ncbi.nlm.nih.gov/books/NBK25497/",
    "https://www.ncbi.nlm.nih.gov/gene/19783371",
    "https://arxiv.org/abs/2001.12345",
    "https://doi.org/",
    "https://www.doi.org/the-identifier/resources",
    "the PMID of the paper",
    "doi and PMID",
    "PubMed 2019",
    "PubMed (1966-2010), Medline 1950 to 2008, MEDLINE: 12345 hits",
    "PubMed 19783371-19783379",
    "Pain. 2009;147(1-3):107-15",
    "1.10.1016",
]


# What stands behind a DOI and its full stop and does not belong to it.
FOLLOWERS = [
    "Epub 2009 Sep 23", "PMID: 19783371", "pmid 19783371", "Accessed 12.03.2020", "accessed 2020-03-12", "12.03.2020",
    "2020-03-12", "2009 Dec", "2009;147(1-3):107", "2009.", "19783371", "2. Smith J. 2010", "12. Smith J. 2010",
    "https://example.org/2009.1", "www.example.org/2009.1", "doi:10.1016/x.2009.1", "a trial of 20", "p. 12",
    "pp.12-14", "vol.12", "3.5 mg", "0.5 mg", "covid-19 trial", "p53 and more", "2009-2012", "e12345",
    "10.1016/j.x.2009.06.023",
]  # fmt: skip


@pytest.mark.parametrize("doi", [PAIN, "10.1001/jama.2018.11889", "10.1159/000210797", LANCET])
@pytest.mark.parametrize("follower", FOLLOWERS)
@pytest.mark.parametrize("between", [" ", "\n"])
def test_what_follows_a_whole_doi_is_no_part_of_it(doi: str, follower: str, between: str) -> None:
    """Dates, pages, the next entry and other identifiers behind the full stop of a DOI are not joined to it."""
    found = find(f"doi: {doi}.{between}{follower}")[0]

    assert (found.value, found.problem) == (doi, "")


def _marked(marked: str) -> tuple[str, int, int]:
    """The text without its marks, and the range between them."""
    start = marked.index("«")
    return marked.replace("«", "").replace("»", ""), start, marked.index("»") - 1


@pytest.mark.parametrize(("marked", "value"), WELL_FORMED_DOIS)
def test_a_doi_is_found_exactly(marked: str, value: str) -> None:
    """Every way to write a DOI gives its value, its place and nothing to complain about."""
    text, start, end = _marked(marked)
    found = [each for each in find(text) if each.kind == "doi"]

    assert [(value, "", False, (start, end))] == [(each.value, each.problem, each.url, each.span) for each in found]
    assert text[start:end] == found[0].raw
    assert found[0].frame.contains(found[0].span)


@pytest.mark.parametrize(("marked", "value"), PUBLISHERS_PAGES)
def test_a_publishers_page_carries_a_doi(marked: str, value: str) -> None:
    """The DOI in a publisher's address ends before the view, the query and the version, and is marked as carried."""
    text, start, end = _marked(marked)

    assert [("doi", value, "", True, (start, end))] == [
        (each.kind, each.value, each.problem, each.url, each.span) for each in find(text)
    ]


@pytest.mark.parametrize(("marked", "value", "problem"), BROKEN_DOIS)
def test_a_broken_doi_says_what_is_wrong(marked: str, value: str, problem: str) -> None:
    """A label or a resolver promises a DOI; what stands there instead is named with the best reading of it."""
    text, start, end = _marked(marked)
    found = [each for each in find(text) if each.kind == "doi"]

    assert [(value, problem, (start, end))] == [(each.value, each.problem, each.span) for each in found]


@pytest.mark.parametrize("marked", WELL_FORMED_PMIDS)
def test_a_pmid_is_found_exactly(marked: str) -> None:
    """Every way to write a PMID gives its digits and their place."""
    text, start, end = _marked(marked)
    found = [each for each in find(text) if each.kind == "pmid"]

    assert [("19783371", "", (start, end))] == [(each.value, each.problem, each.span) for each in found]


@pytest.mark.parametrize(("marked", "value", "problem"), BROKEN_PMIDS)
def test_a_broken_pmid_says_what_is_wrong(marked: str, value: str, problem: str) -> None:
    """What stands behind a PMID's label and is none is named."""
    text, start, end = _marked(marked)
    found = [each for each in find(text) if each.kind == "pmid"]

    assert [(value, problem, (start, end))] == [(each.value, each.problem, each.span) for each in found]


@pytest.mark.parametrize(("marked", "problem"), PMCIDS)
def test_a_pmcid_is_found_exactly(marked: str, problem: str) -> None:
    """Every way to write a PMCID gives PMC and its digits."""
    text, start, end = _marked(marked)

    assert [("pmcid", problem, (start, end))] == [(each.kind, each.problem, each.span) for each in find(text)]
    assert find(text)[0].value in {"PMC2845311", "PMC1762313"}


@pytest.mark.parametrize("text", ["https://doi.org/10/«aabbe»", "doi:10/«aabbe»", "https://doi.org/«aabbe»"])
def test_a_short_doi_is_a_kind_of_its_own(text: str) -> None:
    """A short DOI is recognised as such and never taken for a broken DOI."""
    plain = text.replace("«", "").replace("»", "")

    assert [(each.kind, each.value, each.problem) for each in find(plain)] == [("short-doi", "10/aabbe", "")]


@pytest.mark.parametrize("text", NONE_AT_ALL)
def test_what_only_looks_like_an_identifier_is_none(text: str) -> None:
    """Doses, versions, search addresses and other registers hold no identifier of a paper."""
    assert find(text) == []


def test_neighbours_without_a_space_are_both_found() -> None:
    """A comma, a semicolon or a Markdown link may be all that stands between two DOIs."""
    other = "10.1016/j.pain.2009.06.023"
    for between in (",", ";", "; ", ", doi:", "](https://doi.org/", " and "):
        found = [each.value for each in find(f"doi:{PAIN}{between}{other}")]

        assert [PAIN, other] == found


def test_labels_in_a_row_belong_to_their_values() -> None:
    """The tail of a Vancouver entry gives DOI, PMID and PMCID in order, each within its frame."""
    text = f"doi: {PAIN}. Epub 2009 Sep 23. PMID: 19783371; PMCID: PMC2845311."

    assert [
        ("doi", PAIN, f"doi: {PAIN}"),
        ("pmid", "19783371", "PMID: 19783371"),
        ("pmcid", "PMC2845311", "PMCID: PMC2845311"),
    ] == [(each.kind, each.value, text[each.frame.start : each.frame.end]) for each in find(text)]


# What is written, the first reading, and the others. Real DOIs end in brackets, a few in full stops.
IMAG = "10.5555/imag.2014.0021"
READINGS = [
    (f"doi: {IMAG}", IMAG, ()),
    (f"doi: {IMAG}.", IMAG, (f"{IMAG}.",)),
    (f"doi: {IMAG.upper()}.\n", IMAG, (f"{IMAG}.",)),
    (f"doi: {IMAG}. PMID: 90000001", IMAG, ()),
    (f"doi: {IMAG}..", IMAG, (f"{IMAG}.",)),
    (f"doi: {IMAG}.. PMID: 90000001", IMAG, (f"{IMAG}.",)),
    (f"https://doi.org/{IMAG}.", IMAG, (f"{IMAG}.",)),
    (f"doi: {IMAG},", IMAG, ()),
    (f"doi: {IMAG}; PMID: 90000001", IMAG, ()),
    (f"doi:{IMAG};PMID: 90000001", IMAG, ()),
    (f"(doi: {IMAG})", IMAG, ()),
    (f"(doi: {IMAG}).", IMAG, ()),
    (f"(doi: {IMAG}.)", IMAG, (f"{IMAG}.",)),
    (f"[doi: {IMAG}]", IMAG, ()),
    (f"1) Doe J. doi: {IMAG})", IMAG, (f"{IMAG})",)),
    ("doi: 10.5555/(imag).2014)", "10.5555/(imag).2014", ("10.5555/(imag).2014)",)),
    ("(doi: 10.5555/(imag).2014))", "10.5555/(imag).2014", ("10.5555/(imag).2014)",)),
    ("(doi: 10.5555/(imag).2014)", "10.5555/(imag).2014", ()),
    ("doi: 10.5555/(imag).2014).", "10.5555/(imag).2014", ("10.5555/(imag).2014)", "10.5555/(imag).2014).")),
    ("doi: 10.5555/imag)20.14", "10.5555/imag", ("10.5555/imag)20.14",)),
    ("doi: 10.5555/imag(2014", "10.5555/imag", ("10.5555/imag(2014",)),
    (BRACKET, BRACKET, ()),
    (f"{BRACKET}.", BRACKET, (f"{BRACKET}.",)),
    (WILEY, WILEY, ()),
    (f"doi: {IMAG}Tansley RB", f"{IMAG}tansley", (IMAG,)),
    (f"doi: {IMAG}Abstract.", f"{IMAG}abstract", (IMAG, f"{IMAG}abstract.")),
    (f"doi: {IMAG},2014", f"{IMAG},2014", (IMAG,)),
    (f"doi: {IMAG}_", IMAG, (f"{IMAG}_",)),
    (f"_doi: {IMAG}_", IMAG, ()),
    (f"doi: {IMAG}[PubMed]", IMAG, ()),
    (f"[{IMAG}](https://example.org/imag)", IMAG, ()),
    (f"doi: {IMAG}PMID: 90000001", IMAG, ()),
    ("doi: 10.5555/imag.pmid.2014", "10.5555/imag", ("10.5555/imag.pmid.2014",)),
    (f"https://doi.org/{IMAG}/full", IMAG, (f"{IMAG}/full",)),
    (f"https://doi.org/{IMAG}?source=feed", IMAG, ()),
    (f"https://journals.example.org/doi/{IMAG}.pdf", IMAG, ()),
    ("doi: 10.5555/imag. 2014.0021.05", "10.5555/imag.2014.0021.05", ("10.5555/imag",)),
    ("doi: 10.5555/imag", "10.5555/imag", ()),
]


@pytest.mark.parametrize(("text", "value", "others"), READINGS)
def test_other_readings_of_a_doi(text: str, value: str, others: tuple[str, ...]) -> None:
    """Where the text leaves open whether the last character belongs to a DOI, the other readings are kept."""
    found = next(each for each in find(text) if each.kind == "doi")

    assert (found.value, found.alternatives) == (value, others)


@pytest.mark.parametrize("suffix", ["a1" * 151, "a1" * 4000, "a1(" + "b" * 400 + ")2"])
@pytest.mark.parametrize("behind", ["", ".", ". PMID: 90000001", ")"])
def test_a_doi_without_end_is_not_cut_in_silence(suffix: str, behind: str) -> None:
    """More characters than any DOI has are named as such; the part that was read is not taken for a DOI."""
    found = find(f"doi: 10.5555/{suffix}{behind}")[0]

    assert (found.value, found.alternatives, found.is_meaningful) == ("", (), False)
    assert found.problem.startswith("it is too long to be read")


def test_what_ends_within_the_limit_is_no_long_doi() -> None:
    """A long address, or much text behind a DOI without a space, does not make it long."""
    texts = (
        f"https://journals.example.org/doi/{PAIN}?token=" + "b" * 400,
        f"[{PAIN}](https://example.org/" + "b" * 400 + ")",
        f"{PAIN}；" + "水" * 400,
        "10.5555/" + "a" * 299 + "1",
    )

    assert [(find(text)[0].value[:7], find(text)[0].problem) for text in texts] == [
        ("10.1016", ""),
        ("10.1016", ""),
        ("10.1016", ""),
        ("10.5555", ""),
    ]


SUFFIXES = st.from_regex(r"[a-z][a-z0-9]{1,8}([.\-_/][a-z0-9]{1,6}){0,4}[0-9]{1,4}", fullmatch=True)
SICI = st.from_regex(
    r"\(sici\)[0-9]{4}-[0-9]{4}\((19|20)[0-9]{2}\)[0-9]{1,3}:[0-9]<[0-9]{1,4}::aid-[a-z]{2,6}[0-9]{1,3}>3\.0\.co;2-[0-9a-z]",
    fullmatch=True,
)
BRACKETS = st.from_regex(r"s[0-9]{4}-[0-9]{4}\([0-9]{2}\)[0-9]{5}-[0-9x]", fullmatch=True)
DOIS = st.builds("10.{}/{}".format, st.integers(1000, 99999), st.one_of(SUFFIXES, SICI, BRACKETS))
FRAMES = [
    "{}",
    "doi:{}",
    "doi: {}.",
    "DOI {},",
    "({})",
    "(doi: {}).",
    "[{}]",
    "<{}>",
    "https://doi.org/{}",
    "http://dx.doi.org/{}.",
    "(https://doi.org/{})",
    "Pain. 2009;147:107-15. doi: {}. Epub 2009 Sep 23. PMID: 19783371.",
    'see "{}" there',
    "DOI：{}。",
    "{}; PMCID: PMC2845311",
]


@given(doi=DOIS, frame=st.sampled_from(FRAMES))
def test_any_doi_is_found_in_any_frame(doi: str, frame: str) -> None:
    """A well-formed DOI is found at its place, whole, whatever stands around it."""
    text = frame.format(doi)
    start = text.index(doi)
    found = [each for each in find(text) if each.kind == "doi"]

    assert [(doi, (start, start + len(doi)), "")] == [(each.value, each.span, each.problem) for each in found]


@given(doi=DOIS, frame=st.sampled_from(FRAMES), end=st.sampled_from(["", ".", ")", "_", ").", "Smith", ",2"]))
def test_other_readings_have_the_form_of_one(doi: str, frame: str, end: str) -> None:
    """At most two others, each a DOI, none the first reading, each with the same beginning."""
    for found in find(frame.format(doi + end)):
        others = found.alternatives
        assert len(set(others)) == len(others) <= 2
        assert all(is_form("doi", each) and each != found.value for each in others)
        assert all(each.startswith(found.value) or found.value.startswith(each) for each in others)


@given(doi=DOIS, upper=st.booleans())
def test_normal_form_is_stable(doi: str, upper: bool) -> None:
    """The normal form ignores case and is its own normal form."""
    assert normalised(doi.upper() if upper else doi) == normalised(normalised(doi))


@given(
    number=st.integers(1, 99_999_999),
    frame=st.sampled_from(["PMID: {}", "PMID:{}.", "https://pubmed.ncbi.nlm.nih.gov/{}/"]),
)
def test_any_pmid_is_found(number: int, frame: str) -> None:
    """Every number of 1 to 8 digits behind the label or in the address is the PMID."""
    assert [("pmid", str(number), "")] == [(e.kind, e.value, e.problem) for e in find(frame.format(number))]


@given(st.text(alphabet="10.1234/()[]<>doiPMC: ;,%2F\u200b\u2010abc\n", max_size=120))
def test_places_are_always_those_of_the_text(text: str) -> None:
    """Whatever the text, `raw` is what stands at `span`, which lies within `frame`; frames come in order."""
    found = find(text)

    assert all(text[each.span.start : each.span.end] == each.raw for each in found)
    assert all(each.frame.contains(each.span) for each in found)
    assert sorted(each.frame for each in found) == [each.frame for each in found]


@pytest.mark.parametrize(
    "unit",
    ["10.1234/a,", "doi:", "doi: 10.1016/(", "PMID: ", "https://doi.org/10.1/", "10.1234/((((", "PMC", "%2F", "doi "],
)
def test_long_inputs_take_linear_time(unit: str) -> None:
    """Ten thousand repetitions are read at once; a quadratic reading would take minutes."""
    find(unit * 10_000)
