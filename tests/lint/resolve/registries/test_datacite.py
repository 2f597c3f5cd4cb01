"""DataCite: data sets, preprints, reports."""

from __future__ import annotations

from lint.records import Record
from lint.resolve.registries import datacite
from lint.resolve.registries.transport import Answer
from tests.lint.resolve.papers import MIRROR
from tests.lint.resolve.registries.answers import answer, fault, recorded, said
from tests.registry import bodies

DOI = "10.5555/data.1"


def read(**attributes: object) -> Answer:
    """An answer with these attributes."""
    return said({"data": {"attributes": {"doi": DOI, "titles": [{"title": "Wrists"}], **attributes}}})


def record_of(given: Answer, doi: str) -> Record | None:
    """The record in an answer."""
    work = datacite.read_work(given, doi)
    return work.record if work else None


def test_a_marked_title() -> None:
    """Archives mark what was taken back as publishers do."""
    work = datacite.read_work(read(titles=[{"title": "RETRACTED: Wrists of sheep"}]), DOI)

    assert work is not None
    assert (work.record.title, work.prefix, work.registry) == ("Wrists of sheep", "retracted", "datacite")


def test_a_list_by_doi() -> None:
    """In any order; what cannot be read is left out, and what is no list is a fault."""
    sheep = {"attributes": {"doi": "10.5555/SHEEP", "titles": [{"title": "Sheep"}]}}
    broken = {"attributes": {"doi": "10.5555/broken", "titles": []}}
    twice = {"attributes": {"doi": "10.5555/twice", "titles": [{"title": "One"}]}}
    other = {"attributes": {"doi": "10.5555/twice", "titles": [{"title": "Another"}]}}
    works = datacite.read_list(said({"data": [broken, sheep, twice, other]}))

    assert {doi: work.record.title for doi, work in works.items()} == {"10.5555/sheep": "Sheep"}
    for wrong in (said({}), said({"data": {}}), said({"data": [7]}), answer(b"", 404), said({"data": []}, 404)):
        assert fault(datacite.read_list, wrong).reason


def test_a_preprint() -> None:
    """A recorded preprint: people, the year, and the archive in place of a journal."""
    found = record_of(said(recorded("datacite_preprint.json")), "10.48550/arxiv.1706.03762")

    assert found is not None
    assert (found.title, found.authors[0], found.year) == ("Attention Is All You Need", "Vaswani A", 2017)
    assert (found.journal, found.type) == ("arXiv", "preprint")


def test_an_organisation_is_an_author() -> None:
    """A recorded data set: its creator has no family name."""
    found = record_of(said(recorded("datacite_group_creator.json")), "10.15468/dl.pqqnhb")

    assert found is not None
    assert (found.authors, found.type) == (("GBIF.org User",), "dataset")


def test_the_main_title_has_no_type() -> None:
    """A translation may stand before it, a subtitle behind."""
    titles = [
        {"title": "Handgelenke", "titleType": "TranslatedTitle"},
        {"title": "Wrists"},
        {"title": "a survey", "titleType": "Subtitle"},
    ]
    found = record_of(read(titles=titles), DOI)

    assert found is not None
    assert (found.title, found.other_titles) == ("Wrists: a survey", ("Wrists", "Handgelenke"))


def test_an_article_with_its_place() -> None:
    """A journal's article has its place in the container; the publisher may be an object, the year a text."""
    container = {"title": "Imag Pain", "volume": "7", "issue": 2, "firstPage": "181", "lastPage": "186"}
    kinds = {"resourceTypeGeneral": "JournalArticle"}
    found = record_of(read(container=container, types=kinds, publicationYear="1989", publisher={"name": "X"}), DOI)

    assert found is not None
    assert (found.journal, found.volume, found.issue, found.pages) == ("Imag Pain", "7", "2", "181-186")
    assert (found.year, found.type) == (1989, "journal-article")


def test_only_datacites_own_words_deny_a_work() -> None:
    """Its 404 in JSON, and nothing else; another work than the one asked for is a fault."""
    missing = said({"errors": [{"status": "404", "title": "The resource you are looking for doesn't exist."}]}, 404)

    assert datacite.read_work(missing, DOI) is None
    for wrong in (
        answer(b"not found", 404),
        said({}, 404),
        said({"errors": []}, 404),
        answer(bodies.datacite_work(MIRROR)),
    ):
        assert fault(lambda given: datacite.read_work(given, DOI), wrong).reason
