"""The names that a text begins with, in every style of lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.resolve.matching.byline import Byline, read

TITLE = "Mirror therapy after wrist fracture. J Imag Rehabil. 2014;12:201."


def told(names: str, between: str = " ") -> Byline:
    """The names before the title."""
    text = f"{names}{between}{TITLE}"
    return read(text, len(names) + len(between))


def people(byline: Byline) -> list[str]:
    """Each name as its words and its initials."""
    return [" ".join([*(word.word for word in each.words), each.initials.upper()]).strip() for each in byline.names]


LISTS = {
    "Tansley RB, Okoro P.": ["tansley RB", "okoro P"],
    "Tansley, R. B., Okoro, P., & von der Heide, M. (2014).": ["tansley RB", "okoro P", "von der heide M"],
    "R.B. Tansley, P. Okoro and M. von der Heide,": ["tansley RB", "okoro P", "von der heide M"],
    "R.-B. Tansley,": ["tansley RB"],
    "Rose B. Tansley, Peter Okoro.": ["rose tansley B", "peter okoro"],
    "Tansley, Rose B.; Okoro, Peter:": ["tansley RB", "okoro P"],
    "Tansley RB; Okoro P;": ["tansley RB", "okoro P"],
    "Tansley & Okoro (2014).": ["tansley", "okoro"],
    "TANSLEY RB, XU Y, LI WM.": ["tansley RB", "xu Y", "li WM"],
    "L. PYLE,": ["pyle L"],
    "Tansley RB Jr, Okoro PJ III, Jones JR.": ["tansley RB", "okoro PJ", "jones JR"],
    "Tansley RB, MD, Okoro P, PhD.": ["tansley RB", "okoro P"],
    "St. John A, Okoro P.": ["st john A", "okoro P"],
    "Tansley und Okoro.": ["tansley", "okoro"],
    "": [],
}


@pytest.mark.parametrize(("names", "expected"), LISTS.items())
def test_names_are_read_in_any_style(names: str, expected: list[str]) -> None:
    """Family name and initials, whatever stands first and whatever parts them."""
    assert people(told(names)) == expected


@pytest.mark.parametrize(
    "rest",
    [
        "et al.",
        "et al",
        "et. al.",
        "and others",
        "& colleagues",
        "u.a.",
        "et alii",
        "and 12 others",
        "y cols.",
        "et coll.",
    ],
)
def test_a_list_that_says_that_it_is_cut(rest: str) -> None:
    """All ways to say "and others" end the list."""
    byline = told(f"Tansley RB, Okoro P, {rest}")

    assert byline.cut
    assert people(byline) == ["tansley RB", "okoro P"]


@pytest.mark.parametrize("gap", ["…", "...", ". . ."])
def test_an_ellipsis_leaves_names_out(gap: str) -> None:
    """APA names the last author behind an ellipsis."""
    byline = told(f"Tansley, R. B., Okoro, P., {gap} Marsh, T. (2014).")

    assert (byline.gap, byline.cut) == (2, False)
    assert people(byline) == ["tansley RB", "okoro P", "marsh T"]


@pytest.mark.parametrize(
    "names",
    [
        "for the Imaginary Pain Study Group",
        "MIRROR Investigators",
        "on behalf of the Society of Mirrors",
        "See the note",
    ],
)
def test_a_group_is_no_surely_named_person(names: str) -> None:
    """What could be a group, or prose, is never held against a record."""
    assert not told(f"Tansley RB, {names}.").names[1].sure


def test_the_list_ends_at_a_sentence_a_year_or_a_quotation() -> None:
    """What stands between the names and the title is no name."""
    for between in (" 2014. Marsh T ", ". “Marsh T, ", ": Marsh T, ", "son. Marsh Tee, "):
        assert "marsh" not in " ".join(people(told("Tansley RB, Okoro Peter", between)))


@given(st.text(max_size=120))
def test_any_text_is_read_and_places_lie_within(text: str) -> None:
    """No text makes the reading fail; names stand in order within it."""
    byline = read(text, len(text))

    assert all(0 <= each.start < each.end <= len(text) for each in byline.names)
    assert list(byline.names) == sorted(byline.names, key=lambda each: each.start)
