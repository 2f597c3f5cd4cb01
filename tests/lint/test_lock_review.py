"""A lock that a pull request brings proves nothing: what it adds or changes is asked of the registries again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import pytest

from lint.lock_review import review
from lint.records import Notice
from lint.resolve.lock import Entry, Lock
from lint.resolve.lock_format import dump
from lint.resolve.registries.services import Contact, addresses
from lint.resolve.registries.transport import Transport
from lint.resolve.resolver import Terms
from tests.lint.resolve.papers import MIRROR, reference
from tests.registry import faults
from tests.registry.bodies import Listed
from tests.registry.registry import LoopbackRegistry

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
KEY = f"doi:{MIRROR.doi}"
CITED = [reference(doi=MIRROR.doi, pmid=MIRROR.pmids[0])]
RETRACTION = Notice("retraction", "2024-03-01", "10.5555/notice.1", "crossref")


def lock(entry: Entry) -> Lock:
    """A lock of one work."""
    return Lock(MappingProxyType({KEY: entry}))


def reviewed(
    base: Lock, head: Lock, registry: LoopbackRegistry | None, *, cited: bool = True
) -> tuple[list[tuple[str | None, str]], Lock]:
    """Severities and messages of a review, and the answers that it leaves."""
    text = dump(head.entries)
    transport = (lambda: Transport(addresses(registry.environment, {}), Contact(), 5.0)) if registry else None
    found = review(CITED if cited else [], base, head, text, Terms(NOW, timedelta(days=30), transport=transport))
    for hit in found.hits:
        assert text[hit.span.start : hit.span.end] == f'"{KEY}"', "it points at the entry"
    return [(hit.severity, hit.message) for hit in found.hits], found.answers


@pytest.fixture
def papers() -> Iterator[LoopbackRegistry]:
    """Registries that know one paper."""
    with LoopbackRegistry([Listed(MIRROR)]) as registry:
        yield registry


@pytest.fixture
def true(papers: LoopbackRegistry) -> Entry:
    """What the registries say of it."""
    return reviewed(Lock(), Lock(), papers)[1].entries[KEY]


def test_what_the_registries_say_is_believed(papers: LoopbackRegistry, true: Entry) -> None:
    """A new entry that is what they answer passes, and the reference is answered for."""
    hits, answers = reviewed(Lock(), lock(true), papers)

    assert (hits, answers.entries[KEY]) == ([], true)


FORGERIES = {
    "its title differs": {"title": "Mirror therapy cures"},
    "its PMIDs differ": {"pmids": ("90000001", "90000002")},
    "its authors differ": {"authors": ("Tansley RB", "Okoro P", "Lindqvist A")},
    "its year differs": {"year": 2015},
    "its other names differ": {"other_titles": ("Another title",)},
}


@pytest.mark.parametrize(("difference", "forged"), FORGERIES.items(), ids=list(FORGERIES))
def test_a_forged_entry_is_an_error(
    difference: str, forged: dict[str, object], papers: LoopbackRegistry, true: Entry
) -> None:
    """A well-formed entry with a right digest that no registry gave, new or in the place of a true one."""
    assert true.record is not None
    false = true._replace(record=true.record._replace(**forged))  # type: ignore[arg-type]  # names of its fields
    expected = f"The new entry DOI {MIRROR.doi} of the lock is not what the registries say: {difference}."

    for base in (Lock(), lock(true)):
        hits, answers = reviewed(base, lock(false), papers)

        assert (hits, answers.entries[KEY].record) == ([("error", expected)], true.record)


def test_a_dropped_retraction_is_an_error(papers: LoopbackRegistry, true: Entry) -> None:
    """The lock of the head keeps silent about what the registries tell."""
    papers.works = [Listed(MIRROR._replace(notices=(RETRACTION,)))]
    hits, answers = reviewed(Lock(), lock(true), papers)
    record = answers.entries[KEY].record

    assert hits == [
        ("error", f"The new entry DOI {MIRROR.doi} of the lock is not what the registries say: its notices differ.")
    ]
    assert record is not None
    assert [notice.kind for notice in record.notices] == ["retraction"]


def test_what_does_not_exist_is_an_error(papers: LoopbackRegistry, true: Entry) -> None:
    """An entry for a paper that no registry knows."""
    papers.works = []
    hits, _ = reviewed(Lock(), lock(true), papers)

    assert [severity for severity, _ in hits] == ["error"]
    assert "is not what the registries say: they know no such paper." in hits[0][1]


@pytest.mark.parametrize("service", ["crossref", "pubmed"])
def test_an_outage_confirms_nothing(service: str, papers: LoopbackRegistry, true: Entry) -> None:
    """While one of its registries is down, a new entry is neither believed nor called false."""
    papers.fail(faults.status(503), service=service)
    hits, answers = reviewed(Lock(), lock(true), papers)

    assert [severity for severity, _ in hits] == ["warning"]
    assert "could not be verified again: " in hits[0][1]
    assert answers.entries.get(KEY) != true


def test_offline_the_lock_of_the_base_decides(true: Entry) -> None:
    """Nobody can be asked: what the base knows stays, what the head changed is named."""
    assert true.record is not None
    false = true._replace(record=true.record._replace(title="Mirror therapy cures"))
    hits, answers = reviewed(lock(true), lock(false), None)

    assert [severity for severity, _ in hits] == ["warning"]
    assert answers.entries == {KEY: true}


def test_what_nothing_cites_is_an_error(papers: LoopbackRegistry, true: Entry) -> None:
    """An entry planted for a later article is never looked up, so it does not get in; the remedy drops it."""
    hits, answers = reviewed(Lock(), lock(true), papers, cited=False)
    expected = (
        f"The new entry DOI {MIRROR.doi} of the lock is cited by no article that was checked, so nobody verified it."
    )

    assert (hits, answers.entries) == ([("error", expected)], {})


def test_nothing_new_asks_nobody(papers: LoopbackRegistry, true: Entry) -> None:
    """The same entry with a later time is no news; nor is one typed by hand, which verifies nothing."""
    asked = papers.count()
    later = true._replace(checked="2026-11-25T08:00:00Z")
    by_hand = Entry(record=MIRROR)

    assert reviewed(lock(true), lock(later), papers)[0] == []
    assert papers.count() == asked
    assert reviewed(lock(true), lock(by_hand), papers)[0] == []
    assert papers.count() == asked
