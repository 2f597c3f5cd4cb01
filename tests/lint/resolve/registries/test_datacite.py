"""DataCite: data sets, preprints, reports."""

from __future__ import annotations

from lint.resolve.registries import datacite
from lint.resolve.registries.transport import Answer
from tests.lint.resolve.papers import MIRROR
from tests.lint.resolve.registries.answers import answer, fault, recorded, said
from tests.registry import bodies

DOI = "10.5555/data.1"


def read(**attributes: object) -> Answer:
    """An answer with these attributes."""
    return said({"data": {"attributes": {"doi": DOI, "titles": [{"title": "Wrists"}], **attributes}}})


def test_a_preprint() -> None:
    """A recorded preprint: people, the year, and the archive in place of a journal."""
    found = datacite.read_work(said(recorded("datacite_preprint.json")), "10.48550/arxiv.1706.03762")

    assert found is not None
    assert (found.title, found.authors[0], found.year) == ("Attention Is All You Need", "Vaswani A", 2017)
    assert (found.journal, found.type) == ("arXiv", "preprint")


def test_an_organisation_is_an_author() -> None:
    """A recorded data set: its creator has no family name."""
    found = datacite.read_work(said(recorded("datacite_group_creator.json")), "10.15468/dl.pqqnhb")

    assert found is not None
    assert (found.authors, found.type) == (("GBIF.org User",), "dataset")


def test_the_main_title_has_no_type() -> None:
    """A translation may stand before it, a subtitle behind."""
    titles = [
        {"title": "Handgelenke", "titleType": "TranslatedTitle"},
        {"title": "Wrists"},
        {"title": "a survey", "titleType": "Subtitle"},
    ]
    found = datacite.read_work(read(titles=titles), DOI)

    assert found is not None
    assert (found.title, found.other_titles) == ("Wrists: a survey", ("Wrists", "Handgelenke"))


def test_an_article_with_its_place() -> None:
    """A journal's article has its place in the container; the publisher may be an object, the year a text."""
    container = {"title": "Imag Pain", "volume": "7", "issue": 2, "firstPage": "181", "lastPage": "186"}
    kinds = {"resourceTypeGeneral": "JournalArticle"}
    found = datacite.read_work(
        read(container=container, types=kinds, publicationYear="1989", publisher={"name": "X"}), DOI
    )

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
