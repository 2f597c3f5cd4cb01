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
    """Its comma would make two of it."""
    with LoopbackRegistry([]) as registry:
        found = said(registry, "10.5555/a,b")

        assert registry.count("doi.org") == 0
    assert not found["10.5555/a,b"].absent
    assert found["10.5555/a,b"].failure.endswith("doi.org cannot be asked for a DOI of this form")
