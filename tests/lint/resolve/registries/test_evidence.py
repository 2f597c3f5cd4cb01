"""Negative evidence: what is said not to exist, or to be without an identifier, and when that is not known."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lint.records import Record
from lint.resolve.lock import Entry
from lint.resolve.registries.lookup import Asked
from tests.lint.resolve.papers import IMAGERY, MIRROR
from tests.lint.resolve.registries.looking import BOTH, CHECKED, NO_DOI, OLD, ask
from tests.registry import faults
from tests.registry.bodies import Listed, crossref_work
from tests.registry.registry import LoopbackRegistry
from tests.registry.server import WireFault


@pytest.fixture
def registry() -> Iterator[LoopbackRegistry]:
    """A registry of two papers."""
    with LoopbackRegistry([Listed(MIRROR), Listed(IMAGERY)]) as running:
        yield running


def test_absence_is_confirmed(registry: LoopbackRegistry) -> None:
    """Crossref and doi.org for a DOI, PubMed's own word for a PMID."""
    answers = ask(registry, Asked("10.5555/none", "90000009"))

    assert answers.entries == {
        "doi:10.5555/none": Entry(("crossref", "doi.org"), CHECKED, absent="Crossref and doi.org do not know it"),
        "pmid:90000009": Entry(("pubmed",), CHECKED, absent="PubMed has no such document"),
    }


def test_what_pubmed_cannot_get_is_not_absent() -> None:
    """Its backend in trouble says of every paper what it says of unknown ones; its search knows better."""
    with LoopbackRegistry([], mute=["90000001"]) as registry:
        answers = ask(registry, Asked(pmid="90000001"), Asked(pmid="90000009"))

    assert set(answers.entries) == {"pmid:90000009"}
    assert answers.failures == {"pmid:90000001": "PubMed knows it, but could not give its record"}


@pytest.mark.parametrize(
    ("fault", "absent"),
    [
        (faults.status(503), False),
        (faults.status(429), False),
        (faults.status(400), False),
        (faults.status(403), False),
        (faults.hang_up, False),
        (faults.body(b"<html>Sign in</html>"), False),
        (faults.body(b'{"header": {}}'), False),
        (faults.status(404), True),
    ],
)
def test_absence_that_the_search_cannot_confirm(fault: WireFault, absent: bool) -> None:
    """A search in trouble leaves it open whether PubMed is; where there is no search the summaries have the word."""
    with LoopbackRegistry([]) as registry:
        registry.fail(fault, route="esearch.fcgi")
        answers = ask(registry, Asked(pmid="90000009"))

    assert ("pmid:90000009" in answers.entries) == absent
    expected = {} if absent else {"pmid:90000009": "PubMed could not confirm that there is no such paper"}
    assert answers.failures == expected


@pytest.mark.parametrize(
    ("service", "route"), [("crossref", ""), ("doi.org", ""), ("pubmed", "")], ids=["crossref", "doi.org", "pubmed"]
)
@pytest.mark.parametrize(
    "fault",
    [faults.status(500), faults.body(b"{}"), faults.body(b"[]"), faults.body(b"<html>Sign in</html>"), faults.hang_up],
    ids=["500", "empty object", "empty list", "captive portal", "hang up"],
)
def test_an_outage_is_no_absence(registry: LoopbackRegistry, service: str, route: str, fault: WireFault) -> None:
    """Whichever service fails, and how: nothing that exists is absent, and what does not exist is so only if heard."""
    registry.fail(fault, service=service, route=route)
    answers = ask(registry, Asked(MIRROR.doi, "90000001"), Asked("10.5555/none", "90000009"))
    absent = {key for key, entry in answers.entries.items() if entry.record is None}
    expected = {"doi:10.5555/none", "pmid:90000009"}
    expected -= {"pmid:90000009"} if service == "pubmed" else {"doi:10.5555/none"}

    assert absent == expected
    assert ("doi:10.5555/none" in answers.failures) == (service != "pubmed")
    assert (f"doi:{MIRROR.doi}" in answers.failures) == (service == "crossref")
    assert ("pmid:90000001" in answers.failures) == (service == "pubmed")


def test_evidence_that_there_is_no_pmid() -> None:
    """For a book, and for an article of a time when PubMed had DOIs; an older one is looked for by its place."""
    book = IMAGERY._replace(type="book", doi="10.5555/book", pmids=(), title="A book of invented pain and its rooms")
    recent = MIRROR._replace(doi="10.5555/recent", pmids=(), volume="99")
    older = OLD._replace(doi="10.5555/older", pmids=(), title="Another story of invented sheep", volume="4")
    works = [Listed(book), Listed(recent), Listed(older), Listed(OLD, pubmed_doi="")]
    with LoopbackRegistry(works) as registry:
        answers = ask(registry, *(Asked(each.record.doi) for each in works))
        registry.fail(faults.status(500), route="ecitmatch.cgi")
        unsure = ask(registry, Asked(older.doi))
        registry.fail(faults.status(500), route="esearch.fcgi")
        unknown = ask(registry, Asked(book.doi))

    evidence = {key: bool(entry.no_pmid) for key, entry in answers.entries.items()}
    assert evidence == {
        "doi:10.5555/book": True,
        "doi:10.5555/recent": True,
        "doi:10.5555/older": True,
        f"doi:{OLD.doi}": False,
    }
    found = answers.entries[f"doi:{OLD.doi}"].record
    assert found is not None
    assert found.pmids == ("90000003",)
    assert unsure.entries["doi:10.5555/older"].no_pmid == ""
    assert unknown.entries["doi:10.5555/book"] == answers.entries["doi:10.5555/book"]._replace(
        sources=("crossref",), no_pmid=""
    )


def test_a_paper_without_a_doi() -> None:
    """Crossref is searched: what it finds is offered, that it finds nothing is evidence, an outage is neither."""
    known = NO_DOI._replace(doi="10.5555/jir.1974.1")
    asked = Asked(pmid="90000004", text="Marsh T. Splints.")
    with LoopbackRegistry([Listed(NO_DOI)]) as registry:
        without = ask(registry, asked)
        registry.works = [Listed(known, pubmed_doi="")]
        offered = ask(registry, asked)
        registry.fail(faults.status(500), service="crossref")
        unknown = ask(registry, asked)

    assert without.entries["pmid:90000004"].no_doi == "Crossref has no such paper"
    assert without.suggestions == {asked.text: None}
    suggestion = offered.suggestions[asked.text]
    assert suggestion is not None
    assert (suggestion.doi, suggestion.pmids) == (known.doi, known.pmids)
    assert (offered.entries["pmid:90000004"].no_doi, unknown.entries["pmid:90000004"].no_doi) == ("", "")
    assert unknown.suggestions == {}


def searched(registry: LoopbackRegistry, paper: Record) -> tuple[str, str]:
    """The evidence that a paper without identifiers beside its PMID has no DOI, and the DOI that is offered."""
    answers = ask(registry, Asked(pmid=paper.pmids[0], text="Marsh T. Splints."))
    entry = answers.entries[f"pmid:{paper.pmids[0]}"]
    offered = answers.suggestions["Marsh T. Splints."]
    return entry.no_doi, offered.doi if offered else ""


def test_no_evidence_from_a_search_that_finds_too_much() -> None:
    """Two works alike, one that cannot be read, one that is nearly the same: the DOI is not known, not missing."""
    twins = [Listed(NO_DOI._replace(doi=f"10.5555/twin.{n}", pmids=(), volume="", pages="")) for n in (1, 2)]
    near = NO_DOI._replace(title="Splints for invented cattle and horses", doi="10.5555/near", pmids=())
    broken = crossref_work(twins[0]) | {"page": 7}
    with LoopbackRegistry([Listed(NO_DOI), *twins]) as registry:
        assert searched(registry, NO_DOI) == ("", "")
        registry.works = [Listed(NO_DOI), Listed(near)]
        assert searched(registry, NO_DOI) == ("", "")
        registry.works, registry.items = [Listed(NO_DOI)], [broken]
        assert searched(registry, NO_DOI) == ("", "")


def test_an_article_and_its_preprint() -> None:
    """Both look like the paper; the one with its volume and page is it."""
    article, preprint = (
        NO_DOI._replace(doi="10.5555/jir.1974.1", pmids=()),
        NO_DOI._replace(doi="10.5555/preprint", pmids=(), journal="", volume="", pages="", type="posted-content"),
    )
    with LoopbackRegistry([Listed(NO_DOI), Listed(preprint), Listed(article)]) as registry:
        assert searched(registry, NO_DOI) == ("", article.doi)


@pytest.mark.parametrize(
    ("paper", "pubtypes", "evidence"),
    [
        (NO_DOI, ("Journal Article",), True),
        (NO_DOI._replace(year=1999), ("Journal Article",), True),
        (NO_DOI._replace(year=2004), ("Journal Article",), False),
        (NO_DOI._replace(year=1999, other_years=(2004,)), ("Journal Article",), False),
        (NO_DOI._replace(year=2004), ("Book Chapter",), True),
    ],
)
def test_whose_doi_may_be_missing(paper: Record, pubtypes: tuple[str, ...], evidence: bool) -> None:
    """A search without a find is believed of what is older than DOIs, and of books."""
    with LoopbackRegistry([Listed(paper, pubtypes=pubtypes), Listed(MIRROR)]) as registry:
        assert bool(searched(registry, paper)[0]) == evidence


def test_an_alias_without_a_pmid() -> None:
    """PubMed lists its work under the DOI that it stands for; nothing is denied before that was looked for, too."""
    with LoopbackRegistry([Listed(IMAGERY, aliases=("10.5555/alias",))]) as registry:
        found = ask(registry, Asked("10.5555/alias")).entries["doi:10.5555/alias"]
        registry.works = [Listed(IMAGERY._replace(pmids=()), aliases=("10.5555/alias",))]
        without = ask(registry, Asked("10.5555/alias")).entries["doi:10.5555/alias"]
        registry.fail(faults.status(500), route="esearch.fcgi", when=lambda each: "alias" not in each.value("term"))
        unknown = ask(registry, Asked("10.5555/alias")).entries["doi:10.5555/alias"]

    assert (found.sources, found.no_pmid) == (BOTH, "")
    assert found.record is not None
    assert found.record.pmids == IMAGERY.pmids
    assert (without.sources, without.no_pmid) == (BOTH, "PubMed lists no paper under this DOI")
    assert (unknown.sources, unknown.no_pmid) == (("crossref",), "")
