"""What is known of a work that was answered for more than once: by time, and never less than before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lint.records import Notice, Record
from lint.resolve.joining import joined, of_two, recalled
from lint.resolve.lock import Entry
from tests.lint.resolve.papers import MIRROR

DOI, PMID = MIRROR.doi, MIRROR.pmids[0]
KEY = f"doi:{DOI}"
BOTH = ("crossref", "pubmed")
RETRACTION = Notice("retraction", "2026-11-01", "10.5555/notice", "crossref")


def entry(*sources: str, days: float = 0, record: Record | None = MIRROR, absent: str = "") -> Entry:
    """What registries answered so many days ago."""
    checked = (datetime(2026, 11, 24, tzinfo=UTC) - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Entry(sources or BOTH, checked, None if absent else record, absent)


RETRACTED = MIRROR._replace(notices=(RETRACTION,))
_SOURCES = st.sets(st.sampled_from(BOTH), min_size=1).map(lambda found: tuple(sorted(found)))


@given(_SOURCES, _SOURCES)
def test_an_answer_never_loses_a_registry(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    """Whatever an outage leaves unanswered, what was verified stays so, and its age is not made younger."""
    (kept,) = joined({KEY: entry(*old, days=5)}, {KEY: entry(*new)}).values()

    assert set(kept.sources) >= set(old)
    assert (kept.checked == entry().checked) == (set(new) >= set(old))


def test_an_answer_replaces_what_a_hand_wrote() -> None:
    """A registry knows better than a memory, even one registry alone; a memory replaces nothing."""
    typed = Entry((), "", MIRROR._replace(title="Mirrors"))

    assert joined({KEY: typed}, {KEY: entry("pubmed")}) == {KEY: entry("pubmed")}
    assert of_two(entry(days=9), typed, KEY) == entry(days=9)


def test_a_work_stands_in_a_lock_once() -> None:
    """The entry by number goes when the DOI of the paper is known."""
    by_number = {f"pmid:{PMID}": entry("pubmed", record=MIRROR._replace(doi=""))}

    assert joined(by_number, {KEY: entry()}).keys() == {KEY}
    assert joined(by_number, {KEY: entry("crossref")}).keys() == {KEY, f"pmid:{PMID}"}


def test_numbers_of_an_abstract_outlive_an_outage() -> None:
    """A look-up that could not fetch the abstract does not take its numbers away."""
    with_numbers = entry(record=MIRROR._replace(numbers=("10 days",)), days=40)
    (kept,) = joined({KEY: with_numbers}, {KEY: entry()}).values()

    assert kept.record == with_numbers.record
    assert kept.checked == entry().checked


def test_what_does_not_exist_any_more_is_gone() -> None:
    """Two registries that deny a DOI outweigh whatever stood in the lock, and a DOI that is new outweighs a denial."""
    denied = entry("crossref", "doi.org", absent="no")
    forged = entry("crossref", "datacite", "doi.org", "pubmed", days=3)

    assert joined({KEY: forged}, {KEY: denied}) == {KEY: denied}
    assert joined({KEY: denied}, {KEY: entry()}) == {KEY: entry()}
    assert joined({KEY: denied}, {KEY: entry("pubmed")}) == {KEY: denied}, "PubMed repeats DOIs on hearsay"


def test_two_numbers_of_one_work_stay_both() -> None:
    """One article cites a review by the number of its first version, another by that of its second."""
    one, two = (entry(record=MIRROR._replace(pmids=(pmid,))) for pmid in ("90000001", "90000002"))
    (kept,) = joined({KEY: one}, {KEY: two}).values()
    searched = entry(record=MIRROR._replace(pmids=()))._replace(no_pmid="PubMed lists no paper under this DOI")
    (also,) = joined({KEY: one}, {KEY: searched}).values()

    assert kept.record is not None
    assert kept.record.pmids == ("90000002", "90000001")
    assert (also.record and also.record.pmids, also.no_pmid) == (("90000001",), "")


def test_a_number_that_is_another_works_is_no_longer_this_ones() -> None:
    """PubMed says today that the number is another paper's, or nobody's: the older answer must not verify it."""
    other = entry("pubmed", record=Record("Another", doi="10.5555/other", pmids=(PMID,)))
    nobody = entry("pubmed", absent="PubMed has no such document")

    for key, answer in (("doi:10.5555/other", other), (f"pmid:{PMID}", nobody)):
        entries = joined({KEY: entry(days=2)}, {KEY: entry(record=MIRROR._replace(pmids=())), key: answer})
        assert entries[KEY].record == MIRROR._replace(pmids=())
        assert entries[key] == answer


def test_a_retraction_is_not_unsaid_by_a_cache() -> None:
    """The lock tells of a retraction that the user's cache, older or younger, does not know."""
    for locked, cached in (
        (entry(days=40, record=RETRACTED), entry(days=5)),
        (entry("crossref", days=1, record=RETRACTED), entry(days=5)),
        (entry(days=1, record=RETRACTED), entry(days=5)),
    ):
        (kept,) = recalled({KEY: locked}, {KEY: cached}).values()
        assert kept.record is not None
        assert kept.record.notices == (RETRACTION,)
        assert set(kept.sources) == set(BOTH)
    (later,) = recalled({KEY: entry(days=40)}, {KEY: entry(days=5, record=RETRACTED)}).values()
    assert later.record == RETRACTED


def test_one_registry_alone_can_tell_of_a_retraction() -> None:
    """PubMed is down; what Crossref tells today is added to what both said last month."""
    (kept,) = joined({KEY: entry(days=40)}, {KEY: entry("crossref", record=RETRACTED._replace(pmids=()))}).values()

    assert kept == entry(days=40, record=RETRACTED)


def test_a_registry_may_take_a_notice_back() -> None:
    """Both registries answer anew and tell of no retraction any more: it was reinstated."""
    assert joined({KEY: entry(days=40, record=RETRACTED)}, {KEY: entry()}) == {KEY: entry()}
