"""Retractions, concerns, corrections: whose they are, and each said once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.records import Notice
from lint.resolve.registries import crossref, notices
from lint.resolve.registries.notices import Update
from tests.lint.resolve.registries.answers import recorded

OWN, PAPER, NOTICE = "10.5555/own", "10.5555/paper", "10.5555/notice"


def update(kind: notices.Kind, doi: str, source: str = "publisher", date: str = "2016-05-02") -> Update:
    """An update of Crossref's."""
    return Update(kind, date, doi, source)


@pytest.mark.parametrize(
    ("spelling", "kind"),
    [
        ("retraction", "retraction"),
        ("Partial-Retraction", "partial-retraction"),
        ("partial_retraction", "partial-retraction"),
        ("withdrawal", "withdrawal"),
        ("removal", "removal"),
        ("expression of concern", "concern"),
        ("Expression_of_Concern", "concern"),
        ("corrigendum", "correction"),
        ("addendum", "correction"),
        ("erratum", "erratum"),
        ("reinstatement", "reinstatement"),
        ("new_version", None),
        ("clarification", None),
        ("retraction_and_replacement", "retraction"),
        ("Retracted", "retraction"),
        ("partially-retracted", "partial-retraction"),
        ("withdrawn", "withdrawal"),
        ("temporary_removal", "removal"),
        ("interim_correction", "correction"),
    ],
)
def test_kinds_of_updates(spelling: str, kind: str | None) -> None:
    """Spelling varies, and an unknown kind may tell what it is; a new version is no notice."""
    assert notices.update_kind(spelling) == kind


def test_a_notice_is_not_retracted_by_the_paper_it_retracts() -> None:
    """The publisher deposits the mirror image of its own notice; Retraction Watch knows the one direction only."""
    by, to = [update("retraction", PAPER)], [update("retraction", PAPER, "retraction-watch")]

    assert notices.from_crossref(NOTICE, by, to) == ()


def test_a_retracted_paper_in_both_directions_stays_retracted() -> None:
    """The other side of that mirror: Retraction Watch stands on the side of `updated-by`, or nowhere."""
    confirmed = [update("retraction", NOTICE), update("retraction", NOTICE, "retraction-watch")]
    alone = [update("retraction", NOTICE)]

    assert notices.from_crossref(PAPER, confirmed, alone) == tuple(confirmed)
    assert notices.from_crossref(PAPER, alone, alone) == tuple(alone)


def test_a_notice_in_place_is_real() -> None:
    """A paper that names itself in both directions was updated where it stands."""
    own = [update("partial-retraction", OWN)]

    assert notices.from_crossref(OWN, own, [update("partial-retraction", OWN, "retraction-watch")]) == tuple(own)


def test_a_retracted_notice_is_retracted() -> None:
    """A notice that was itself retracted later: the mirror does not cover another DOI."""
    by, to = [update("retraction", "10.5555/second")], [update("retraction", PAPER, "retraction-watch")]

    assert notices.from_crossref(NOTICE, by, to) == tuple(by)


def test_a_recorded_pair() -> None:
    """The Lancet paper of 2020: two retractions by two notices, one concern, and each correction once."""
    work = crossref.work_of(recorded("crossref_updates_in_both_directions.json"))
    told = notices.united(work.updates, ())

    assert [(each.kind, each.identifier[-12:], each.date) for each in told] == [
        ("retraction", "6(20)31174-0", "2020-05-22"),
        ("retraction", "6(20)31324-6", "2020-06-05"),
        ("concern", "6(20)31290-3", "2020-06-03"),
        ("correction", "6(20)31249-6", "2020-05-30"),
        ("erratum", "6(20)31528-2", "2020-07-18"),
    ]


@pytest.mark.parametrize(
    ("pubtype", "kinds"),
    [
        ("Retracted Publication", ["retraction"]),
        ("Retraction of Publication", []),
        ("Retraction Notice", []),
        ("Published Erratum", []),
        ("Expression of Concern", []),
    ],
)
def test_types_of_publication(pubtype: str, kinds: list[str]) -> None:
    """A retraction notice is not retracted; only the type of the affected paper counts, and as a whole."""
    assert [each.kind for each in notices.from_pubmed(["Journal Article", pubtype], [])] == kinds


def test_a_retracted_erratum() -> None:
    """A notice may be retracted itself."""
    links = [
        ("ErratumFor", "Imag Rep. 2020 Jan 8;28(1):9", "90000001"),
        ("RetractionIn", "Imag Rep. 2023 May 3", "90000002"),
    ]
    told = notices.from_pubmed(["Published Erratum", "Retracted Publication"], links)

    assert told == (Notice("retraction", "2023-05-03", "PMID 90000002", "pubmed"),)


@pytest.mark.parametrize(
    ("link", "kind"),
    [
        ("RetractionIn", "retraction"),
        ("Retraction in", "retraction"),
        ("PartialRetractionIn", "partial-retraction"),
        ("Partial retraction in", "partial-retraction"),
        ("ExpressionOfConcernIn", "concern"),
        ("RetractedandRepublishedIn", "retraction"),
        ("Expression of concern in", "concern"),
        ("ErratumIn", "erratum"),
        ("CorrectedandRepublishedIn", "correction"),
        ("RetractionOf", None),
        ("ExpressionOfConcernFor", None),
        ("ErratumFor", None),
        ("CommentIn", None),
        ("UpdateIn", None),
    ],
)
def test_links(link: str, kind: str | None) -> None:
    """Of XML and of summaries, from the affected paper only."""
    assert notices.link_kind(link) == kind


@pytest.mark.parametrize(
    ("source", "date", "identifier"),
    [
        ("Imag Pain. 2021 Oct 28;16(10):e1. doi: 10.5555/Ip.1. PMID: 90000003", "2021-10-28", "10.5555/ip.1"),
        ("Marsh T, Okoro P. Imag Pain. 2001 Oct;62(10):1063", "2001-10", "PMID 90000003"),
        ("Imag Pain. 1998 Jul-Aug;69(7):559-60", "1998-07", "PMID 90000003"),
        ("Imag Pain. 2010;375(9713):445", "2010", "PMID 90000003"),
        ("Imag Pain", "", "PMID 90000003"),
    ],
)
def test_what_a_source_tells(source: str, date: str, identifier: str) -> None:
    """The date as far as it goes; the DOI, else the PMID."""
    assert notices.from_pubmed([], [("RetractionIn", source, "90000003")]) == (
        Notice("retraction", date, identifier, "pubmed"),
    )


def test_one_retraction_is_said_once() -> None:
    """Crossref names it with DOI and date, PubMed by its PMID or by the type alone: one notice."""
    by_pubmed = [Notice("retraction", "2016-05", "PMID 90000002", "pubmed")]
    bare = [Notice("retraction", source="pubmed")]
    expected = (Notice("retraction", "2016-05-02", NOTICE, "crossref"),)

    assert notices.united([update("retraction", NOTICE)], by_pubmed) == expected
    assert notices.united([update("retraction", NOTICE)], bare) == expected
    assert notices.united([update("retraction", NOTICE, date="")], by_pubmed) == (
        Notice("retraction", "2016-05", NOTICE, "crossref"),
    )
    assert notices.united((), bare) == tuple(bare)


def test_corrections_may_be_many() -> None:
    """Two corrections of different years are two; the same one from both registries is one."""
    by_pubmed = [
        Notice("erratum", "2016-05", "PMID 90000002", "pubmed"),
        Notice("erratum", "2019", "PMID 90000003", "pubmed"),
    ]
    told = notices.united([update("correction", NOTICE)], by_pubmed)

    assert [(each.kind, each.date) for each in told] == [("correction", "2016-05-02"), ("erratum", "2019")]


def test_the_graver_word_stands() -> None:
    """One notice that two sources call by different names."""
    told = notices.united([update("erratum", NOTICE), update("retraction", NOTICE, "retraction-watch")], ())

    assert [each.kind for each in told] == ["retraction"]


def test_a_reinstatement_takes_an_earlier_retraction_back() -> None:
    """In the order of the dates; a later retraction stands, and so does a concern."""
    back = update("reinstatement", "10.5555/back", date="2018-01-01")

    assert notices.united([update("retraction", NOTICE), back], (), [Notice("retraction")]) == ()
    assert notices.united([update("retraction", NOTICE, date="2019-01-01"), back], ())[0].kind == "retraction"
    assert notices.united([update("concern", NOTICE), back], ())[0].kind == "concern"


@pytest.mark.parametrize(
    ("date", "stands"),
    [
        ("2020", True),
        ("2020-03", True),
        ("2020-03-01", True),
        ("2020-02-29", False),
        ("2020-02", False),
        ("2019", False),
        ("2021", True),
        ("", True),
    ],
)
def test_what_a_reinstatement_takes_back(date: str, stands: bool) -> None:
    """A retraction that may be later than it, for all that its date tells, stands."""
    back = update("reinstatement", "10.5555/back", date="2020-03-01")
    told = notices.united([back], [Notice("retraction", date, "PMID 90000002", "pubmed")])

    assert bool(told) == stands


def test_a_retraction_that_is_over_is_over_for_both_registries() -> None:
    """PubMed tells of it by its year alone; of a later one, it would tell another year."""
    back = [update("retraction", NOTICE, date="2020-01-15"), update("reinstatement", "10.5555/b", date="2020-03-01")]

    assert notices.united(back, [Notice("retraction", "2020", "PMID 90000002", "pubmed")]) == ()
    assert len(notices.united(back, [Notice("retraction", "2021", "PMID 90000002", "pubmed")])) == 1


def test_a_reinstatement_and_a_marked_title() -> None:
    """The mark is silenced by a retraction that is over, and not by a reinstatement that nothing preceded."""
    back = update("reinstatement", "10.5555/back", date="2018-01-01")
    marked = notices.from_prefix("retracted", "crossref")

    assert notices.united([back], (), marked) == marked
    assert notices.united([update("retraction", NOTICE), back], (), marked) == ()


def test_a_marked_title_is_the_last_resort() -> None:
    """The word before a title counts where no registry says more."""
    marked = notices.from_prefix("withdrawn", "crossref")

    assert notices.united((), (), marked) == (Notice("withdrawal", source="crossref"),)
    assert [each.kind for each in notices.united([update("retraction", NOTICE)], (), marked)] == ["retraction"]
    assert notices.from_prefix("", "crossref") == ()


dates = st.sampled_from(["", "2015", "2016-05", "2016-05-02", "2019-01-01"])
dois = st.sampled_from([PAPER, NOTICE, "10.5555/third"])
kinds = st.sampled_from(["retraction", "withdrawal", "partial-retraction", "concern", "correction", "erratum"])
updates = st.lists(
    st.builds(Update, kinds, dates, dois, st.sampled_from(["publisher", "retraction-watch"])), max_size=5
)
from_pubmed = st.lists(
    st.builds(Notice, kinds, dates, st.sampled_from(["", NOTICE, "PMID 90000002"]), st.just("pubmed")), max_size=4
)


@given(updates, from_pubmed)
def test_nothing_is_lost_and_nothing_said_twice(told: list[Update], by_pubmed: list[Notice]) -> None:
    """Whatever the registries say: no DOI twice, and what was taken back by anyone is taken back by the union."""
    union = notices.united(told, by_pubmed)
    named = [each.identifier for each in union if each.identifier]
    taken = {"retraction", "withdrawal", "partial-retraction"}

    assert len(named) == len(set(named))
    assert bool(taken & {each.kind for each in union}) == bool(
        taken & {*(each.kind for each in told), *(each.kind for each in by_pubmed)}
    )
