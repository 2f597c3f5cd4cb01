"""Many references at once, against a loopback registry: what is asked, and which entries follow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC

import pytest

from lint.records import Notice, Record
from lint.resolve.lock import Entry, Lock
from lint.resolve.registries.lookup import Asked, look_up
from tests.lint.resolve.papers import IMAGERY, IMAGERY_TEXT, MIRROR, MIRROR_TEXT, reference
from tests.lint.resolve.registries.asking import open_transport
from tests.lint.resolve.registries.looking import BOTH, CHECKED, NOW, OLD, ask
from tests.registry import faults
from tests.registry.bodies import Listed, crossref_single, crossref_work
from tests.registry.registry import LoopbackRegistry
from tests.registry.server import Reply, Wire


@pytest.fixture
def registry() -> Iterator[LoopbackRegistry]:
    """A registry of two papers."""
    with LoopbackRegistry([Listed(MIRROR), Listed(IMAGERY)]) as running:
        yield running


def test_two_requests_for_a_few_references(registry: LoopbackRegistry) -> None:
    """One list of Crossref's, one batch of PubMed's; the record has the words of both."""
    answers = ask(registry, Asked(MIRROR.doi, "90000001"), Asked(IMAGERY.doi.upper(), "90000002"))

    assert registry.count() == 2
    assert not answers.failures
    assert answers.entries == {
        f"doi:{MIRROR.doi}": Entry(BOTH, CHECKED, MIRROR._replace(type="journal-article")),
        f"doi:{IMAGERY.doi}": Entry(BOTH, CHECKED, IMAGERY._replace(type="journal-article")),
    }


def test_sixteen_requests_for_five_hundred_references() -> None:
    """Ten lists, three batches of summaries and three of full records; progress ends at all of them."""
    works = [
        MIRROR._replace(title=f"Invented trial number {n}", doi=f"10.5555/many.{n}", pmids=(str(91_000_000 + n),))
        for n in range(500)
    ]
    told: list[tuple[int, int]] = []
    with LoopbackRegistry([Listed(work, abstract="Given for 10 days.") for work in works]) as registry:
        transport = open_transport(registry)
        asked = [Asked(work.doi, work.pmids[0]) for work in works]
        answers = look_up(asked, transport, NOW, numbers=True, progress=lambda *each: told.append(each))
        transport.close()

        assert registry.count() <= 16
    assert len(answers.entries) == 500
    assert {entry.sources for entry in answers.entries.values()} == {BOTH}
    assert {entry.record.numbers for entry in answers.entries.values() if entry.record} == {("10 days",)}
    assert told == sorted(set(told))
    assert told[-1] == (500, 500)


def test_each_registry_stands_for_itself(registry: LoopbackRegistry) -> None:
    """What only PubMed confirmed is PubMed's word, and the DOI stays a question."""
    registry.fail(faults.status(503), service="crossref")
    answers = ask(registry, Asked(MIRROR.doi, "90000001"))

    assert answers.entries[f"doi:{MIRROR.doi}"].sources == ("pubmed",)
    assert answers.failures[f"doi:{MIRROR.doi}"].startswith("Crossref ")


def test_an_alias_leads_to_its_work() -> None:
    """Its key is the DOI that was asked for, its record that of the work; the PMID belongs to it."""
    with LoopbackRegistry([Listed(IMAGERY, aliases=("10.5555/alias",))]) as registry:
        answers = ask(registry, Asked("10.5555/alias", "90000002"))

    assert set(answers.entries) == {"doi:10.5555/alias"}
    assert answers.entries["doi:10.5555/alias"].record == IMAGERY._replace(type="journal-article")


def test_numbers_of_an_alias() -> None:
    """PubMed lists its work under the other DOI; the abstract is read all the same."""
    work = Listed(IMAGERY, abstract="Treated for 10 days.", aliases=("10.5555/alias",))
    with LoopbackRegistry([work]) as registry:
        found = ask(registry, Asked("10.5555/alias"), numbers=True).entries["doi:10.5555/alias"].record

    assert found is not None
    assert found.numbers == ("10 days",)


def test_what_is_registered_elsewhere() -> None:
    """doi.org's word that it exists, with PubMed's record where it has one; else the agency, once PubMed was asked."""
    unlisted = IMAGERY._replace(doi="10.5555/medra.1", pmids=())
    works = [Listed(MIRROR, agency="JaLC"), Listed(unlisted, agency="mEDRA")]
    with LoopbackRegistry(works) as registry:
        answers = ask(registry, Asked(MIRROR.doi, "90000001"), Asked(unlisted.doi))
        by_number = ask(registry, Asked(pmid="90000001"))
        without_pmid = ask(registry, Asked(MIRROR.doi))
        registry.fail(faults.status(500), route="esearch.fcgi")
        unsure = ask(registry, Asked(unlisted.doi))

    mirror = Entry(("doi.org", "pubmed"), CHECKED, MIRROR._replace(type="journal-article", pages="201-9"))
    assert answers.entries == {
        f"doi:{MIRROR.doi}": mirror,
        f"doi:{unlisted.doi}": Entry(("doi.org",), CHECKED, elsewhere="mEDRA"),
    }
    assert not answers.failures
    assert by_number.entries == without_pmid.entries == {f"doi:{MIRROR.doi}": mirror}
    assert unsure.entries == {}
    assert unsure.failures == {f"doi:{unlisted.doi}": "registered at mEDRA, whose records medlint does not read"}


def test_registered_elsewhere_beside_a_paper_without_its_doi() -> None:
    """PubMed lists the paper without it: nobody can say that they are one, and each has its own entry."""
    with LoopbackRegistry([Listed(MIRROR, agency="JaLC", pubmed_doi="")]) as registry:
        answers = ask(registry, Asked(MIRROR.doi, "90000001"))

    assert answers.entries[f"doi:{MIRROR.doi}"] == Entry(("doi.org",), CHECKED, elsewhere="JaLC")
    assert answers.entries["pmid:90000001"].record is not None
    assert not answers.failures


def test_datacites_own() -> None:
    """DataCite is asked for what it has registered."""
    data = Record(title="Invented wrists of sheep", authors=("Marsh T",), year=2020, doi="10.5555/data.1")
    with LoopbackRegistry([Listed(data, agency="DataCite")]) as registry:
        answers = ask(registry, Asked("10.5555/data.1"))

    entry = answers.entries["doi:10.5555/data.1"]
    assert entry.sources == ("datacite", "pubmed")
    assert entry.no_pmid == "PubMed lists no paper under this DOI"
    assert not answers.failures


def test_one_malformed_doi_spoils_no_list() -> None:
    """A rejected list is halved until the others are through; a DOI with a comma never goes into one."""
    works = [MIRROR._replace(title=f"Invented trial number {n}", doi=f"10.5555/m.{n}") for n in range(20)]
    comma = IMAGERY._replace(doi="10.5555/a,b")
    with LoopbackRegistry([*map(Listed, works), Listed(comma)], malformed=["10.5555/bad"]) as registry:
        registry.works += [Listed(IMAGERY._replace(doi="10.5555/bad"))]
        answers = ask(registry, *(Asked(work.doi) for work in works), Asked("10.5555/bad"), Asked(comma.doi))

    assert not answers.failures
    assert len(answers.entries) == 22


@pytest.mark.parametrize("leads", [True, False])
def test_another_work_is_no_alias(leads: bool, registry: LoopbackRegistry) -> None:
    """A work under another DOI counts only where Crossref led, and only the work to which it led."""
    other = Reply(crossref_single(crossref_work(Listed(IMAGERY._replace(doi="10.5555/third")))))
    registry.works = [Listed(MIRROR, aliases=("10.5555/alias",))]
    path = MIRROR.doi if leads else "10.5555"
    registry.fail(lambda wire: wire.answer(other), when=lambda received: received.path.startswith(f"works/{path}"))
    answers = ask(registry, Asked("10.5555/alias"))

    assert answers.failures == {"doi:10.5555/alias": "Crossref answered with another work than asked for"}
    assert "doi:10.5555/alias" not in answers.entries


def test_a_partial_list_is_completed(registry: LoopbackRegistry) -> None:
    """What a list leaves out is asked for alone; what PubMed's batch leaves out is unverified."""

    def without_mirror(wire: Wire) -> None:
        reply = wire.reply()
        wire.answer(reply._replace(body=reply.body.replace(MIRROR.doi.encode(), b"10.5555/other")))

    def without_summary(wire: Wire) -> None:
        reply = wire.reply()
        wire.answer(reply._replace(body=reply.body.replace(b"90000001", b"90000009")))

    registry.fail(without_mirror, service="crossref", times=1)
    registry.fail(without_summary, service="pubmed", times=1)
    answers = ask(registry, Asked(MIRROR.doi, "90000001"))

    assert answers.entries[f"doi:{MIRROR.doi}"].sources == ("crossref",)
    assert answers.failures == {"pmid:90000001": "PubMed did not answer for it"}


def test_a_missing_pmid_is_found(registry: LoopbackRegistry) -> None:
    """A DOI without a PMID is searched for in PubMed, all in one."""
    answers = ask(registry, Asked(MIRROR.doi), Asked(IMAGERY.doi))

    assert registry.count("pubmed", "esearch.fcgi") == 1
    assert [entry.record.pmids for entry in answers.entries.values() if entry.record] == [MIRROR.pmids, IMAGERY.pmids]


def test_a_wrong_pmid_shows_the_right_one(registry: LoopbackRegistry) -> None:
    """Two works, two entries: what the PMID names, and what the DOI has."""
    answers = ask(registry, Asked(MIRROR.doi, "90000002"))
    lock = Lock(answers.entries).resolve(reference(doi=MIRROR.doi, pmid="90000002"))

    assert answers.entries[f"doi:{IMAGERY.doi}"].sources == ("pubmed",)
    assert answers.entries[f"doi:{MIRROR.doi}"].record == MIRROR._replace(type="journal-article")
    assert lock.doi != lock.pmid


def test_several_pmids_of_one_doi() -> None:
    """Versions of a review share their DOI: each is a member."""
    versions = MIRROR._replace(pmids=("90000001", "90000011"))
    with LoopbackRegistry([Listed(versions)]) as registry:
        answers = ask(registry, Asked(MIRROR.doi, "90000011"), Asked(MIRROR.doi))

    entry = answers.entries[f"doi:{MIRROR.doi}"]
    assert entry.record is not None
    assert entry.record.pmids == ("90000011", "90000001")
    assert len(answers.entries) == 1


def test_a_paper_that_pubmed_lists_without_its_doi() -> None:
    """Beside its DOI it joins the work that looks like it; beside another's it stays itself."""
    with LoopbackRegistry([Listed(OLD, pubmed_doi=""), Listed(MIRROR)]) as registry:
        together = ask(registry, Asked(OLD.doi, "90000003"))
        apart = ask(registry, Asked(MIRROR.doi, "90000003"))

    assert set(together.entries) == {f"doi:{OLD.doi}"}
    assert together.entries[f"doi:{OLD.doi}"].sources == BOTH
    assert set(apart.entries) == {f"doi:{MIRROR.doi}", "pmid:90000003"}
    mirror = apart.entries[f"doi:{MIRROR.doi}"].record
    assert mirror is not None
    assert mirror.pmids == MIRROR.pmids


def test_a_paper_cited_by_pmid_alone() -> None:
    """Crossref is asked for the DOI that PubMed names: it knows notices, too."""
    retracted = MIRROR._replace(notices=(Notice("retraction", "2016-05-02", "10.5555/notice", "crossref"),))
    with LoopbackRegistry([Listed(retracted)]) as registry:
        answers = ask(registry, Asked(pmid="90000001"))

    entry = answers.entries[f"doi:{MIRROR.doi}"]
    assert entry.sources == BOTH
    assert entry.record is not None
    assert entry.record.notices == retracted.notices


def test_a_doi_that_does_not_exist_although_pubmed_names_it() -> None:
    """The PMID has its record, the DOI does not exist: one entry each."""
    with LoopbackRegistry([Listed(MIRROR, agency="")]) as registry:
        answers = ask(registry, Asked(MIRROR.doi, "90000001"))

    assert answers.entries[f"doi:{MIRROR.doi}"].absent
    assert answers.entries["pmid:90000001"].record is not None


def test_what_registries_say_otherwise_is_kept() -> None:
    """Crossref's record leads; PubMed's authors, pages, years and journal stand beside it where they differ."""
    item = crossref_work(Listed(MIRROR)) | {
        "author": [{"family": "Tansley", "given": "Rosa"}],
        "page": "201-210",
        "issued": {"date-parts": [[2013]]},
        "short-container-title": ["JIR"],
    }
    paper = MIRROR._replace(doi="", other_journals=("J Imag Rehabil",))
    with LoopbackRegistry([Listed(paper, pubmed_doi=MIRROR.doi)], items=[item]) as registry:
        record = ask(registry, Asked(MIRROR.doi, "90000001")).entries[f"doi:{MIRROR.doi}"].record

    assert record is not None
    assert (record.authors, record.other_authors) == (("Tansley R",), (MIRROR.authors,))
    assert (record.pages, record.other_pages) == ("201-210", ("201-9",))
    assert (record.year, record.other_years) == (2013, (2014,))
    assert (record.journal, record.other_journals) == (MIRROR.journal, ("JIR", "J Imag Rehabil"))
    assert (record.volume, record.other_volumes, record.other_titles) == ("12", (), ())


def test_notices_of_both_registries() -> None:
    """One retraction that both know, one concern that PubMed alone knows."""
    told = (
        Notice("retraction", "2016-05-02", "10.5555/notice"),
        Notice("concern", "2015-01-07", "PMID 90000021", "pubmed"),
    )
    with LoopbackRegistry([Listed(MIRROR._replace(notices=told))]) as registry:
        record = ask(registry, Asked(MIRROR.doi, "90000001")).entries[f"doi:{MIRROR.doi}"].record
        assert registry.count() == 2

    assert record is not None
    assert record.notices == (told[0]._replace(source="crossref"), told[1])


def test_details_of_a_notice_are_fetched_where_they_lack() -> None:
    """PubMed's summary says "retracted" and no more: the full record names the notice; an outage costs the details."""
    told = (Notice("retraction", "2016-05-02", "10.5555/notice", "pubmed"),)
    with LoopbackRegistry([Listed(MIRROR._replace(notices=told), terse=True)]) as registry:
        known = ask(registry, Asked(MIRROR.doi, "90000001")).entries[f"doi:{MIRROR.doi}"].record
        assert registry.count("pubmed", "efetch.fcgi") == 1
        registry.fail(faults.body(b"<html></html>"), route="efetch.fcgi")
        bare = ask(registry, Asked(MIRROR.doi, "90000001")).entries[f"doi:{MIRROR.doi}"].record

    assert known is not None
    assert known.notices == told
    assert bare is not None
    assert bare.notices == (Notice("retraction", source="pubmed"),)


def test_numbers_of_abstracts(registry: LoopbackRegistry) -> None:
    """Asked for, they stand in the record; a failure costs them and nothing else, and is told."""
    registry.works = [Listed(MIRROR, abstract="Treated for 10 days.")]
    asked = Asked(MIRROR.doi, "90000001")
    full = ask(registry, asked, numbers=True)
    with_numbers = full.entries[f"doi:{MIRROR.doi}"]
    registry.fail(faults.status(500), route="efetch.fcgi")
    incomplete = ask(registry, asked, numbers=True)
    without = incomplete.entries[f"doi:{MIRROR.doi}"]

    assert not full.incomplete
    assert set(incomplete.incomplete) == {f"doi:{MIRROR.doi}"}
    assert with_numbers.record is not None
    assert with_numbers.record.numbers == ("10 days",)
    assert without == Entry(BOTH, CHECKED, MIRROR._replace(type="journal-article"))


def test_full_records_that_are_too_many_for_one_answer() -> None:
    """Records with long lists of references: fewer are asked for at a time. An outage is not asked for ever."""
    works = [
        MIRROR._replace(title=f"Invented trial number {n}", doi=f"10.5555/many.{n}", pmids=(str(91_000_000 + n),))
        for n in range(120)
    ]
    asked = [Asked(work.doi, work.pmids[0]) for work in works]
    with LoopbackRegistry([Listed(work, abstract="Given for 10 days.") for work in works]) as registry:
        registry.fail(faults.gzip_bomb, route="efetch.fcgi", when=lambda each: each.value("id").count(",") >= 50)
        answers = ask(registry, *asked, numbers=True)
        assert registry.count("pubmed", "efetch.fcgi") == 4
        registry.heal()
        registry.fail(faults.body(b"<html></html>"), route="efetch.fcgi")
        bare = ask(registry, *asked, numbers=True)
        assert registry.count("pubmed", "efetch.fcgi") == 6

    assert {entry.record.numbers for entry in answers.entries.values() if entry.record} == {("10 days",)}
    assert len(bare.entries) == 120


def test_titles_without_end_are_not_aligned(registry: LoopbackRegistry) -> None:
    """Beyond any title's length two records are not held against each other: they may be of one work, or not."""
    registry.works = [Listed(MIRROR._replace(title="Mirror therapy " * 300), pubmed_doi="")]
    answers = ask(registry, Asked(MIRROR.doi, "90000001"))

    assert set(answers.entries) == {f"doi:{MIRROR.doi}", "pmid:90000001"}


def test_no_time_left(registry: LoopbackRegistry) -> None:
    """Without a budget nothing is asked, and every identifier is named with the reason."""
    answers = ask(registry, Asked(MIRROR.doi, "90000001", MIRROR_TEXT), Asked(text=IMAGERY_TEXT), budget=0.0)

    assert registry.count() == 0
    assert set(answers.failures) == {f"doi:{MIRROR.doi}", "pmid:90000001"}
    assert (answers.entries, answers.suggestions) == ({}, {})


def test_what_is_not_well_formed_is_not_asked(registry: LoopbackRegistry) -> None:
    """Two numbers with a comma would be two questions."""
    answers = ask(registry, Asked("10.5555", "90000001,2"))

    assert registry.count() == 0
    assert answers.failures == {"doi:10.5555": "not well formed", "pmid:90000001,2": "not well formed"}


def test_halves_of_characters_are_not_asked(registry: LoopbackRegistry) -> None:
    """JSON may hold them; no address and no form can carry them, and the other references are answered."""
    half = chr(0xD800)
    asked = [Asked(f"10.5555/a{half}b", "90000001"), Asked(text=f"{IMAGERY_TEXT}{half}"), Asked(IMAGERY.doi, text=half)]
    answers = ask(registry, *asked)

    assert answers.failures == {f"doi:10.5555/a{half}b": "not well formed"}
    assert set(answers.entries) == {f"doi:{MIRROR.doi}", f"doi:{IMAGERY.doi}"}
    assert answers.suggestions == {}


@pytest.mark.parametrize("member", ["title", "container-title", "page", "DOI"])
def test_halves_of_characters_are_not_taken_over(registry: LoopbackRegistry, member: str) -> None:
    """A record of Crossref's with one cannot be read; PubMed's stands."""

    def damaged(wire: Wire) -> None:
        reply = wire.reply()
        data = json.loads(reply.body)
        item = next(each for each in data["message"]["items"] if each["DOI"] == MIRROR.doi)
        item[member] = [f"x{chr(0xD800)}"] if isinstance(item[member], list) else f"10.5555/x{chr(0xD800)}"
        wire.answer(reply._replace(body=json.dumps(data).encode()))

    registry.fail(damaged, service="crossref")
    answers = ask(registry, Asked(MIRROR.doi, "90000001"))

    assert answers.entries[f"doi:{MIRROR.doi}"].sources == ("pubmed",)
    assert answers.failures[f"doi:{MIRROR.doi}"].startswith("Crossref")


def test_a_defect_of_one_thread_is_not_swallowed(registry: LoopbackRegistry) -> None:
    """What PubMed's thread raises reaches the caller."""

    def stumble(_: int, __: int) -> None:
        raise ZeroDivisionError

    transport = open_transport(registry)
    with pytest.raises(ZeroDivisionError):
        look_up([Asked(pmid="90000001")], transport, NOW.astimezone(UTC), progress=stumble)
    transport.close()
