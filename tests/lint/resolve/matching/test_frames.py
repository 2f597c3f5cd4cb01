"""Dates, volumes and pages in the shapes in which texts have them, right and wrong."""

from __future__ import annotations

import pytest

from lint.resolve.matching.compare import compare
from tests.lint.resolve.papers import MIRROR, MIRROR_TEXT

BEFORE, _ = MIRROR_TEXT.split("J Imag Rehabil")
APA = (
    "Tansley, R. B., Okoro, P., Lindqvist, A., & von der Heide, M. (2014). Mirror therapy after wrist fracture in"
    " patients with diabetes type 1: A randomised controlled trial. "
)


def told(text: str, pages: str = MIRROR.pages, volume: str = MIRROR.volume) -> list[tuple[str, str]]:
    """The fields that differ, and what the text says of them."""
    differences = compare(text, MIRROR._replace(pages=pages, volume=volume)).differences
    assert all(each.said == text[each.start : each.end] for each in differences)
    return [(each.field, each.said) for each in differences]


RIGHT = {
    "a day is no volume": BEFORE + "J Imag Rehabil. 2014 May 11:201-9.",
    "ahead of print": BEFORE + "J Imag Rehabil. 2014 [Epub ahead of print]. doi:10.5555/imag.2014.0021",
    "published online": BEFORE + "J Imag Rehabil. Published online May 11, 2014. doi:10.5555/imag.2014.0021",
    "advance publication": APA + "*J Imag Rehabil*. Advance online publication. https://doi.org/10.5555/imag.2014.0021",
    "colons": BEFORE + "J Imag Rehabil. 2014;12:3:201-9.",
    "one emphasis": APA + "*J Imag Rehabil, 12*, 201-209.",
    "a correction of AMA": BEFORE.rstrip(" .") + " [published correction appears in J Imag Rehabil. 2015;13(2):100]."
    " J Imag Rehabil. 2014;12(3):201-9.",
    "updated": BEFORE + "J Imag Rehabil. Updated May 3, 2019. Accessed June 9, 2021. doi:10.5555/imag.2014.0021",
    "an ampersand as an entity": APA.replace("&", "&amp;") + "J Imag Rehabil, 12, 201-209.",
    "the pages of the PDF": BEFORE + "J Imag Rehabil. 2014;12:1-9.",
}


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_a_right_frame_has_no_difference(text: str) -> None:
    """Whatever its shape."""
    assert told(text, "e201" if text.endswith("1-9.") and ":1-9" in text else MIRROR.pages) == []


WRONG = {
    "ahead of print": (BEFORE + "Mirrors. 2014 [Epub ahead of print].", [("journal", "Mirrors")]),
    "online ahead": (BEFORE + "Mirrors. 2014 May 11. Online ahead of print.", [("journal", "Mirrors")]),
    "published online": (BEFORE + "Mirrors. Published online May 11, 2014.", [("journal", "Mirrors")]),
    "advance": (APA + "*Mirrors*. Advance online publication.", [("journal", "Mirrors")]),
    "a review's number": (BEFORE + "J Imag Rehabil. 2014:CD001234.", [("pages", "CD001234")]),
    "a review's number behind a semicolon": (BEFORE + "J Imag Rehabil. 2014;CD001234.", [("pages", "CD001234")]),
    "an article's number": (BEFORE + "J Imag Rehabil. 2014;12:e1234.", [("pages", "e1234")]),
    "colons": (BEFORE + "J Imag Rehabil. 2014;13:3:201-9.", [("volume", "13")]),
    "volume in one emphasis": (APA + "*J Imag Rehabil, 13*, 201-209.", [("volume", "13")]),
    "page behind an emphasis": (APA + "*J Imag Rehabil, 12*, 231-239.", [("pages", "231")]),
    "journal in an emphasis": (APA + "*Imaginary Mirrors, 12*, 201-209.", [("journal", "Imaginary Mirrors")]),
    "underscores": (APA + "_J Imag Rehabil_, _13_, 201-209.", [("volume", "13")]),
}


@pytest.mark.parametrize(("text", "expected"), WRONG.values(), ids=WRONG)
def test_a_wrong_frame_has_its_difference(text: str, expected: list[tuple[str, str]]) -> None:
    """No shape hides a wrong value."""
    assert told(text) == expected


def test_an_article_without_a_volume() -> None:
    """Its number stands behind the year."""
    assert told(BEFORE + "J Imag Rehabil. 2014:e32.", "e36", "") == [("pages", "e32")]
    assert told(BEFORE + "J Imag Rehabil. 2014;e36.", "e36", "") == []
