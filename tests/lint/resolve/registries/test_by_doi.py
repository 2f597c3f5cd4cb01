"""What becomes of a DOI: found, absent, or unverified with the reason in words."""

from __future__ import annotations

import pytest

from lint.resolve.registries import by_doi
from lint.resolve.registries.by_doi import Said
from tests.lint.resolve.papers import IMAGERY, MIRROR
from tests.lint.resolve.registries.asking import open_transport
from tests.registry import faults
from tests.registry.bodies import Listed, as_json, crossref_work
from tests.registry.registry import LoopbackRegistry
from tests.registry.server import WireFault

DOI = MIRROR.doi


def said(registry: LoopbackRegistry, *dois: str) -> dict[str, Said]:
    """What is said of these."""
    transport = open_transport(registry)
    heard: list[str] = []
    found = by_doi.look_up(dois, transport, heard.extend)
    transport.close()
    assert sorted(heard) == sorted(dois)
    return found


def agency(name: str) -> WireFault:
    """doi.org's word that this agency registered the DOI."""
    return faults.body(as_json([{"DOI": DOI, "RA": name}]))


def test_a_question_that_is_always_rejected_is_given_up() -> None:
    """Fifty malformed DOIs are not asked for ninety-nine times."""
    dois = [f"10.5555/bad.{number}" for number in range(50)]
    with LoopbackRegistry([], malformed=dois) as registry:
        found = said(registry, *dois)

        assert sum(not received.path.partition("/")[2] for received in registry.requests) <= 30
    assert {each.failure for each in found.values() if each.failure} == {"Crossref rejected the question"}


def test_a_broken_work_is_not_asked_for_again() -> None:
    """A record without a title says nothing of the paper; the others of its list do."""
    broken = crossref_work(Listed(MIRROR)) | {"title": []}
    with LoopbackRegistry([Listed(IMAGERY)], items=[broken]) as registry:
        found = said(registry, DOI, IMAGERY.doi)

        assert registry.count() == 1
    assert found[DOI].failure == "Crossref's record of it is incomplete"
    assert found[IMAGERY.doi].work


@pytest.mark.parametrize(
    ("name", "failure"),
    [
        ("Crossref", "registered at Crossref, which has no record of it"),
        ("DataCite", "registered at DataCite, which has no record of it"),
    ],
)
def test_registered_yet_without_a_record(name: str, failure: str) -> None:
    """What is registered exists, whatever its agency's records lack."""
    with LoopbackRegistry([]) as registry:
        registry.fail(agency(name), service="doi.org")

        assert said(registry, DOI) == {DOI: Said(failure=failure)}


def test_registered_elsewhere() -> None:
    """The agency is named, and no record of it is looked for."""
    with LoopbackRegistry([]) as registry:
        registry.fail(agency(" KISTI "), service="doi.org")

        assert said(registry, DOI) == {DOI: Said(elsewhere="KISTI")}
        assert registry.count() == 2


def test_crossrefs_record_outweighs_the_agencies_list() -> None:
    """doi.org may not have heard yet of a DOI that Crossref has."""
    with LoopbackRegistry([Listed(MIRROR)]) as registry:
        registry.fail(faults.body(as_json([{"DOI": DOI, "status": "DOI does not exist"}])), service="doi.org")
        registry.fail(faults.status(200, registry_list()), route="works", times=1)
        found = said(registry, DOI)[DOI]

    assert found.work is not None
    assert found.work.record.doi == DOI


def registry_list() -> bytes:
    """A list of Crossref's with nothing in it."""
    message = {"total-results": 0, "items": [], "items-per-page": 2}
    return as_json({"status": "ok", "message-type": "work-list", "message": message})


def test_another_answer_than_asked_for_proves_nothing() -> None:
    """doi.org answers for another DOI, and Crossref has none: unverified."""
    with LoopbackRegistry([]) as registry:
        registry.fail(faults.body(as_json([{"DOI": "10.5555/x", "status": "DOI does not exist"}])), service="doi.org")
        found = said(registry, DOI)[DOI]

    assert not found.absent
    assert found.failure == "Crossref does not list it, and doi.org did not answer for it"


def test_a_doi_that_doi_org_cannot_be_asked_for() -> None:
    """Its dots would vanish from an address."""
    with LoopbackRegistry([]) as registry:
        found = said(registry, "10.5555/../b")

        assert registry.count("doi.org") == 0
    assert not found["10.5555/../b"].absent
    assert found["10.5555/../b"].failure.endswith("doi.org cannot be asked for a DOI of this form")


def test_a_doi_with_a_comma() -> None:
    """No list can carry it: it is absent by the word of the handle system, and found wherever it is registered."""
    comma = "10.5555/a,b"
    with LoopbackRegistry([]) as registry:
        absent = said(registry, comma)[comma]
        assert [each.route for each in registry.requests] == ["api", "works"]
        registry.works = [Listed(MIRROR._replace(doi=comma))]
        at_crossref = said(registry, comma)[comma]
        registry.works = [Listed(MIRROR._replace(doi=comma), agency="DataCite")]
        at_datacite = said(registry, comma)[comma]
        registry.works = [Listed(MIRROR._replace(doi=comma), agency="JaLC")]
        elsewhere = said(registry, comma)[comma]
        registry.works = []
        registry.fail(faults.status(500), service="doi.org")
        unknown = said(registry, comma)[comma]

    assert absent == Said(absent=True)
    assert at_crossref.work is not None
    assert at_datacite.work is not None
    assert (at_crossref.work.registry, at_datacite.work.registry) == ("crossref", "datacite")
    assert elsewhere == Said(failure="doi.org knows it, but neither Crossref nor DataCite has a record of it")
    assert unknown == Said(failure="Crossref does not list it, and doi.org answered with an error (500)")


def test_many_data_sets() -> None:
    """Lists of twenty-five; what a list leaves out is asked for alone, and so is all where there are no lists."""
    sets = [Listed(MIRROR._replace(doi=f"10.5555/data.{n}"), agency="DataCite") for n in range(60)]
    dois = [each.record.doi for each in sets]
    with LoopbackRegistry(sets) as registry:
        found = said(registry, *dois)
        assert registry.count("datacite") == 3
        assert registry.count() == 7

        registry.fail(faults.status(404), service="datacite", when=lambda each: each.path == "dois")
        alone = said(registry, *dois[:3])
    assert all(each.work and each.work.registry == "datacite" for each in found.values())
    assert alone == {doi: found[doi] for doi in dois[:3]}


def test_one_doi_that_a_firewall_dislikes() -> None:
    """It costs itself alone, and no trust in the service."""
    works = [Listed(MIRROR._replace(doi=f"10.5555/w.{n}")) for n in range(50)]
    poison = "10.5555/x'union+select"
    dois = [each.record.doi for each in works]
    dois.insert(37, poison)
    with LoopbackRegistry(works) as registry:
        registry.fail(faults.status(403), when=lambda each: "union" in each.query.get("filter", ""))
        found = said(registry, *dois)

        assert registry.count() <= 16
    assert {doi for doi, each in found.items() if not each.work} == {poison}
    assert found[poison].failure == "Crossref refused the request (403)"


@pytest.mark.parametrize("status", [403, 413, 414])
def test_a_firewall_that_refuses_everything(status: int) -> None:
    """It is not asked for ever: two levels of halves, then nothing more."""
    dois = [f"10.5555/w.{number}" for number in range(200)]
    with LoopbackRegistry([]) as registry:
        registry.fail(faults.status(status))
        found = said(registry, *dois, "10.5555/a,b")

        assert registry.count("crossref") == 5
        assert registry.count() <= 8
    assert not any(each.absent or each.work for each in found.values())
    assert all("refused" in each.failure for each in found.values())


def test_what_there_is_no_time_for() -> None:
    """Sixty unknown DOIs are confirmed one by one, as many as the time suffices for; the others are unverified."""
    dois = [f"10.5555/none.{number}" for number in range(60)]
    with LoopbackRegistry([]) as registry:
        transport = open_transport(registry, budget=12.0)
        found = by_doi.look_up(dois, transport, lambda _: None)
        transport.close()

    confirmed = [doi for doi in dois if found[doi].absent]
    assert 20 <= len(confirmed) < 40
    assert {found[doi].failure for doi in dois if doi not in confirmed} == {
        "the time of this run did not suffice to ask for it alone"
    }
