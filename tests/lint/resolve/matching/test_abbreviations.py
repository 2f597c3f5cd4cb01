"""Titles that were shortened by the abbreviation of their words."""

from __future__ import annotations

import pytest

from lint.records import Record
from lint.resolve.matching.abbreviations import abbreviated
from lint.resolve.matching.compare import compare
from lint.resolve.matching.fold import tokens

TITLE = "Mirror therapy in imaginary limb pain syndrome: a double-blind controlled study"
RECORD = Record(
    title=TITLE,
    authors=("Tansley RB", "Okoro P"),
    journal="Imaginary Pain Reports",
    year=2014,
    volume="12",
    pages="107-115",
    doi="10.5555/imag.2014.0021",
    pmids=("90000001",),
)


def told(title: str) -> list[tuple[str, str, str]]:
    """The differences of a reference with this title: severity, what is said, what is recorded."""
    text = f"Tansley RB, Okoro P. {title}. Imaginary Pain Reports. 2014;12:107-15."
    return [(each.severity, each.said, each.recorded) for each in compare(text, RECORD).differences]


@pytest.mark.parametrize(
    "title",
    [
        "Mirror therapy in ILPS",
        "Mirror therapy in ILPS: a double-blind controlled study",
        "Mirror Therapy in ILP syndrome",
    ],
)
def test_an_abbreviation_shortens_the_title_of_the_same_paper(title: str) -> None:
    """With the subtitle or without: once it was taken for another paper; the warning tells the whole title."""
    assert told(title) == [("warning", title, TITLE)]


@pytest.mark.parametrize("title", ["Mirror therapy in ALPS", "Mirror therapy in IPLS", "Mirror therapy in ilps"])
def test_other_letters_are_no_abbreviation(title: str) -> None:
    """Not those of other words, nor in another order, nor in small letters: another illness may be meant."""
    assert [severity for severity, *_ in told(title)] == ["error"]


def test_a_change_beside_an_abbreviation_is_told_as_ever() -> None:
    """An abbreviation excuses nothing but itself."""
    assert told("Mirror therapy without ILPS: a double-blind controlled study") == [("error", "without", "in")]


@pytest.mark.parametrize(
    ("title", "said", "shortened"),
    [
        ("Quality of life after stroke", "QOL after stroke", ["qol", "after", "stroke"]),
        ("Pain after myocardial infarction", "Pain after MI", ["pain", "after", "mi"]),
        ("Treatment of CRPS", "Treatment of CRPS", None),
        ("Mirror therapy", "Mirror therapy. Tansley R", None),
        ("Mirror therapy", "MTX", None),
    ],
)
def test_initials_stand_for_words_in_a_row(title: str, said: str, shortened: list[str] | None) -> None:
    """Small words need no letter; what is a word of the title, one letter or more letters than words is none."""
    found = abbreviated(tokens(title), said, tokens(said))

    assert (None if found is None else [token.word for token in found]) == shortened
