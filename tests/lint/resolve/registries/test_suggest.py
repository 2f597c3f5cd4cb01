"""Works that references without identifiers may mean: only what surely fits is offered."""

from __future__ import annotations

import pytest

from lint.records import Record
from lint.resolve.registries import suggest
from lint.resolve.registries.by_pmid import Index
from lint.resolve.registries.pubmed import Coordinates
from tests.lint.resolve.papers import IMAGERY, IMAGERY_TEXT, MIRROR, MIRROR_TEXT
from tests.lint.resolve.registries.asking import open_transport
from tests.registry import faults
from tests.registry.bodies import Listed
from tests.registry.registry import LoopbackRegistry

BARE = IMAGERY_TEXT.partition(" doi:")[0]
# APA, from which no coordinates are read.
APA = (
    "Okoro, P., & Marsh, T. (2011). Graded motor imagery for phantom limb pain in children."
    " Imaginary Pain Reports, 4, 55-61."
)


def offered(registry: LoopbackRegistry, *texts: str, most: int = 20) -> dict[str, Record | None]:
    """What is offered for these texts."""
    transport = open_transport(registry)
    found = suggest.for_texts(texts, transport, Index(), most)
    transport.close()
    return found


def test_a_reference_is_found_by_its_place() -> None:
    """All whose place is easily read in one question, without a search."""
    with LoopbackRegistry([Listed(MIRROR), Listed(IMAGERY, pubmed_doi="")]) as registry:
        found = offered(registry, BARE, MIRROR_TEXT.partition(" doi:")[0])

        assert registry.count("pubmed", "ecitmatch.cgi") == 1
        assert registry.count("crossref") == 0
    assert [record and record.pmids for record in found.values()] == [IMAGERY.pmids, MIRROR.pmids]


def test_a_reference_is_found_by_its_words() -> None:
    """Crossref is searched, and PubMed for the find's PMID."""
    with LoopbackRegistry([Listed(MIRROR), Listed(IMAGERY)]) as registry:
        found = offered(registry, APA)[APA]

    assert found is not None
    assert (found.doi, found.pmids) == (IMAGERY.doi, IMAGERY.pmids)


@pytest.mark.parametrize(
    "text",
    [
        APA.replace("Graded", "Guided"),
        APA.replace("children", "adults"),
        APA.replace("Okoro, P., & Marsh, T.", "Lindqvist, A."),
        APA.replace("2011", "2001").replace("4, 55-61", "7, 81-90"),
        "Okoro, P. (2011). Personal communication about pain in children.",
    ],
)
def test_another_work_is_not_offered(text: str) -> None:
    """A search always finds something; a word, the author or two numbers are enough to turn it down."""
    with LoopbackRegistry([Listed(IMAGERY)]) as registry:
        assert offered(registry, text) == {text: None}


def test_of_two_equal_works_none_is_offered() -> None:
    """A reprint under another DOI; of a preprint and its article it is the article."""
    reprint, preprint = (Listed(IMAGERY._replace(doi=f"10.5555/{name}", pmids=())) for name in ("reprint", "preprint"))
    preprint = preprint._replace(record=preprint.record._replace(type="posted-content"))
    with LoopbackRegistry([Listed(IMAGERY), reprint]) as registry:
        assert offered(registry, APA) == {APA: None}
        registry.works = [preprint, Listed(IMAGERY)]
        found = offered(registry, APA)[APA]

    assert found is not None
    assert found.doi == IMAGERY.doi


def test_searches_end_in_silence() -> None:
    """At the limit, and at the first fault: what was not looked for is not in the answer."""
    with LoopbackRegistry([Listed(IMAGERY)]) as registry:
        assert list(offered(registry, APA, f"{APA} ", most=1)) == [APA]
        registry.fail(faults.status(500), service="crossref")
        assert offered(registry, APA, f"{APA} ") == {}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (BARE, Coordinates("Imag Pain Rep", "2011", "4", "55", "okoro")),
        (MIRROR_TEXT, Coordinates("J Imag Rehabil", "2014", "12", "201", "tansley")),
        (
            "Marsh T. Is it so? *Imag Pain.* 2001 Oct 3;62(10):e1063.",
            Coordinates("Imag Pain", "2001", "62", "e1063", "marsh"),
        ),
        (APA, None),
        ("See our website. 2011", None),
    ],
)
def test_places_in_print(text: str, place: Coordinates | None) -> None:
    """Read from the medical style alone, where each number has its mark."""
    assert suggest.coordinates_in(text) == place
