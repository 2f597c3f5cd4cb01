"""Crossref: the questions, and the works in the answers."""

from __future__ import annotations

from typing import Any

import pytest

from lint.records import Record
from lint.resolve.registries import crossref
from lint.resolve.registries.crossref import Work
from tests.lint.resolve.papers import MIRROR
from tests.lint.resolve.registries.answers import answer, fault, recorded, said
from tests.registry import bodies
from tests.registry.bodies import Listed

ITEM = bodies.crossref_work(Listed(MIRROR))


def record(**members: Any) -> Record:
    """The record of a work with these members."""
    return crossref.work_of({**ITEM, **members}).record


def test_a_list_is_asked_for_with_room_for_all() -> None:
    """The default of twenty rows would drop the rest in silence."""
    asked = crossref.ask_list(["10.5555/a", "10.5555/(b);2-#"])

    assert asked.query["filter"] == "doi:10.5555/a,doi:10.5555/(b);2-#"
    assert int(asked.query["rows"]) >= 2
    assert not asked.redirects


def test_a_single_work_is_asked_for_by_its_encoded_doi() -> None:
    """Every sign that means something in an address is encoded; aliases are answered with a redirect."""
    asked = crossref.ask_work("10.5555/(a)<1:b>2.0;2-#?%")

    assert asked.path == "works/10.5555%2F%28a%29%3C1%3Ab%3E2.0%3B2-%23%3F%25"
    assert asked.redirects
    assert not crossref.can_list("10.5555/a,b")


def test_a_work_becomes_a_record() -> None:
    """All fields, as medical lists write them."""
    assert record() == MIRROR._replace(pmids=(), type="journal-article")


def test_works_are_found_by_their_own_doi() -> None:
    """Another order, an unknown stranger and a repetition change nothing."""
    other = {**ITEM, "DOI": "10.5555/OTHER"}
    read = crossref.read_list(answer(bodies.crossref_list([other, ITEM, ITEM], 50)))

    assert set(read.found) == {"10.5555/other", MIRROR.doi}
    assert read.found[MIRROR.doi].record.title == MIRROR.title


def test_one_broken_work_costs_itself() -> None:
    """A work without a title, or two that contradict each other, are unreadable; the others of the list are not."""
    items = [
        ITEM,
        {**ITEM, "title": ["Another"]},
        {"DOI": "10.5555/untitled", "title": []},
        {**ITEM, "DOI": "10.5555/c"},
    ]
    read = crossref.read_list(answer(bodies.crossref_list(items, 50)))

    assert set(read.found) == {"10.5555/c"}
    assert read.unreadable == {MIRROR.doi, "10.5555/untitled"}


def test_only_crossrefs_own_words_deny_a_work() -> None:
    """The 404 of a proxy is a fault."""
    assert crossref.read_work(answer(b"Resource not found.", 404)) is None
    assert fault(crossref.read_work, answer(b"<html>404</html>", 404)).reason
    assert fault(crossref.read_work, answer(bodies.crossref_list([ITEM], 50))).reason


def test_a_rejected_list_is_no_fault() -> None:
    """One malformed DOI spoils a list; the rest has to be asked for again."""
    rejected = answer(bodies.crossref_rejection("doi-not-valid", "x", "no"), 400)

    assert crossref.read_list(rejected).rejected
    assert fault(crossref.read_work, rejected).reason
    assert fault(crossref.read_list, said({"status": "tired"}, 400)).reason


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"family": "Mehr", "given": "Mandeep R"}, "Mehr MR"),
        ({"family": "van der Berg", "given": "Jean-Pierre A."}, "van der Berg JPA"),
        ({"family": "Okoro", "given": "P.J.", "suffix": "Jr."}, "Okoro PJ Jr"),
        ({"family": "Okoro", "given": "PJ"}, "Okoro PJ"),
        ({"family": "Sukarno"}, "Sukarno"),
        ({"name": "for the Imaginary Trial Group"}, "the Imaginary Trial Group"),
        ({"given": "Plato"}, "Plato"),
        ({"family": "O&apos;Hara", "given": "Ann"}, "O'Hara A"),
    ],
)
def test_people_and_groups(given: dict[str, str], name: str) -> None:
    """Family names first, initials behind, groups as they are."""
    assert record(author=[given]).authors == (name,)


def test_editors_stand_in_for_authors() -> None:
    """A book that nobody wrote was edited by somebody."""
    assert record(author=None, editor=[{"family": "Marsh", "given": "T"}]).authors == ("Marsh T",)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Effects of <i>H. pylori</i> on\n      CO<sub>2</sub>", "Effects of H. pylori on CO2"),
        ("<jats:title>Pain</jats:title> &amp; sleep", "Pain & sleep"),
        ("Hidden\u202e and\u200b soft\xadly\x1b[31m red", "Hidden and softly [31m red"),
        ("Is p < 0.05 and n > 30 enough?", "Is p < 0.05 and n > 30 enough?"),
        ("Is a &lt; b and c &gt; d?", "Is a < b and c > d?"),
        ("If x <i and y> 2", "If x <i and y> 2"),
        ('<formula><tex Notation="TeX">$\\hbox{GeO}_{2}$</tex></formula> films', "GeO2 films"),
        (
            "<mml:math><mml:mi>β</mml:mi><mml:annotation>\\beta</mml:annotation></mml:math>-blockers",
            "β-blockers",
        ),
    ],
)
def test_titles_lose_their_markup_and_nothing_else(written: str, title: str) -> None:
    """Tags of JATS, MathML and HTML go; signs of comparison stay."""
    assert record(title=[written]).title == title


def test_subtitles_are_both_there_and_not() -> None:
    """A reference may leave the subtitle out."""
    with_it = record(title=["Mirrors"], subtitle=["a trial"])

    assert (with_it.title, with_it.other_titles) == ("Mirrors: a trial", ("Mirrors",))
    assert record(title=["Mirrors: a trial"], subtitle=["A trial"]).other_titles == ()
    assert record(title=["Mirrors?"], subtitle=["A trial"]).title == "Mirrors? A trial"


def test_a_mark_before_the_title_is_no_title() -> None:
    """What publishers write before the title of a retracted paper; a notice about one is called otherwise."""
    for mark in ("RETRACTED: ", "Retracted article: ", "[RETRACTED] ", "RETRACTED ARTICLE: "):
        assert crossref.work_of({**ITEM, "title": [f"{mark}Mirrors"]}) == Work(
            record(title=["Mirrors"]), (), "retracted"
        )
    for title in ("Retraction: Mirrors", "Retracted papers: a survey", "Withdrawn-patients: who?"):
        assert crossref.work_of({**ITEM, "title": [title]}).prefix == ""


def test_every_date_counts() -> None:
    """In print, online and issued; an unknown date is [[null]]."""
    dates = record(
        **{
            "issued": {"date-parts": [[2013, 11, 3]]},
            "published-online": {"date-parts": [[2013, 11, 3]]},
            "published-print": {"date-parts": [[2014]]},
        }
    )

    assert (dates.year, dates.other_years) == (2014, (2013,))
    assert record(issued={"date-parts": [[None]]}).year is None
    assert record(issued={"date-parts": [[99999]]}).year is None


@pytest.mark.parametrize(
    ("updated", "date"),
    [
        ({"date-time": "2016-05-02T00:00:00Z"}, "2016-05-02"),
        ({"date-parts": [[2016, 5, 2]]}, "2016-05-02"),
        ({"date-parts": [[2016]]}, "2016"),
        ({"date-time": "lately", "date-parts": [[None]]}, ""),
        ({}, ""),
    ],
)
def test_dates_of_updates(updated: dict[str, object], date: str) -> None:
    """In ISO 8601, as far as they are told."""
    work = crossref.work_of({**ITEM, "updated-by": [{"DOI": "10.5555/N", "type": "retraction", "updated": updated}]})

    assert [(each.doi, each.date) for each in work.updates] == [("10.5555/n", date)]


def test_a_group_among_the_people() -> None:
    """A recorded work: groups in the byline, line breaks and markup in the title, an entity in the journal."""
    read = crossref.work_of(recorded("crossref_group_among_authors.json")).record

    assert read.authors[4] == "the Pancreatic Cancer Cohort Consortium (PanScan)"
    assert read.journal == "Cancer Epidemiology, Biomarkers & Prevention"
    assert "Secretor ( FUT2 ) Genotype" in read.title


def test_a_chapter_in_a_series() -> None:
    """A recorded work: the book is as good a container as its series."""
    read = crossref.work_of(recorded("crossref_chapter_in_a_series.json")).record

    assert (read.journal, read.other_journals) == ("Methods in Molecular Biology", ("Methods in Biobanking",))
    assert (read.year, read.other_years, read.type) == (2011, (2010,), "book-chapter")


def test_updates_in_both_directions() -> None:
    """A recorded work that is retracted, and claims to retract its notices: it is retracted by them."""
    read = crossref.work_of(recorded("crossref_updates_in_both_directions.json"))

    assert ("retraction", "10.1016/s0140-6736(20)31324-6") in {(each.kind, each.doi) for each in read.updates}
    assert len(read.updates) == 7
