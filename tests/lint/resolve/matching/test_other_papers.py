"""Texts that look like the record and mean another paper, and values that another registry holds."""

from __future__ import annotations

import pytest

from tests.lint.resolve.matching.test_compare import FULL, told
from tests.lint.resolve.papers import IMAGERY, MIRROR, MIRROR_TEXT


def test_values_of_another_registry_are_right() -> None:
    """Volume, page, authors and year of any registry are as true as the first."""
    record = MIRROR._replace(
        authors=("Faulty A",), volume="99", pages="1-2", year=2010, other_authors=(MIRROR.authors,),
        other_volumes=("12",), other_pages=("201-209",), other_years=(2014,),
    )  # fmt: skip

    assert told(MIRROR_TEXT, record) == []
    assert told(MIRROR_TEXT, record._replace(other_volumes=("13",))) == [("volume", "warning", "12", "99")]


PLACES = {
    "another year's report": ("2014 Mar;12(3):201-9", "2011 Mar;9(3):677"),
    "a congress's abstract": ("J Imag Rehabil. 2014 Mar;12(3):201-9", "Imag Pain Rep. 2013;4(Suppl 1):S55"),
    "another first author, year and volume": ("Tansley RB, Okoro P, Lindqvist A, von der Heide M", "Berg J"),
}


@pytest.mark.parametrize(("old", "new"), PLACES.values(), ids=PLACES)
def test_another_place_under_the_same_title_is_another_paper(old: str, new: str) -> None:
    """A title is not unique: three fields that differ, or the year by two and the page, tell of another paper."""
    text = MIRROR_TEXT.replace(old, new)
    if new == "Berg J":
        text = text.replace("2014 Mar;12", "2009 Mar;7")

    assert [(each[0], each[1]) for each in told(text)] == [("paper", "error")]


SUBTITLES = {
    "another subtitle": "a systematic review of the evidence",
    "another design": "a retrospective cohort study",
    "another drug": "the role of ketamine",
}


@pytest.mark.parametrize("subtitle", SUBTITLES.values(), ids=SUBTITLES)
def test_another_subtitle_is_an_error_even_where_the_record_has_the_main_title_apart(subtitle: str) -> None:
    """A registry that lists the main title as a title of its own does not hide that the subtitle is another one."""
    record = MIRROR._replace(other_titles=(FULL,))
    text = MIRROR_TEXT.replace("a randomised controlled trial", subtitle)

    assert any(severity == "error" for _, severity, _, _ in told(text, record))
    assert told(MIRROR_TEXT.replace(": a randomised controlled trial", ""), record) == []


def test_a_short_title_with_another_word_is_told() -> None:
    """Author and place are the record's; the word that was put before the title, or in the place of one, is not."""
    record = IMAGERY._replace(title="Phantom pain")

    assert told("Okoro P, Marsh T. Severe phantom pain. Imag Pain Rep. 2011;4:55.", record) == [
        ("title", "warning", "Severe", "")
    ]
    record = IMAGERY._replace(title="Effect of ketamine")
    text = "Okoro P, Marsh T. Effect of lidocaine. Imag Pain Rep. 2011;4:55."
    assert told(text, record) == [("title", "error", "lidocaine", "ketamine")]
