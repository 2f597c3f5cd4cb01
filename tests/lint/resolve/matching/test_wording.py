"""What a changed word of a title means."""

from __future__ import annotations

import pytest

from lint.resolve.matching.compare import compare
from tests.lint.resolve.papers import IMAGERY, IMAGERY_TEXT


def told(recorded: str, stated: str) -> list[tuple[str, str, str, str]]:
    """The differences of two titles."""
    text = IMAGERY_TEXT.replace(IMAGERY.title, stated)
    differences = compare(text, IMAGERY._replace(title=recorded)).differences
    return [(each.field, each.severity, text[each.start : each.end], each.recorded) for each in differences]


ONE = [
    ("Mirrors for anemic pediatric patients", "Mirrors for anaemic paediatric patients"),
    ("A randomized trial of mirrors and tumors", "A randomised trial of mirrors and tumours"),
    ("Fibers in the center of the mirror", "Fibres in the centre of the mirror"),
    ("Esophageal mirrors and sulfates in aging", "Oesophageal mirrors and sulphates in ageing"),
    ("A 5 percent cream for mirror pain", "A 5% cream for mirror pain"),
    ("A 5% cream for mirror pain", "A 5 per cent cream for mirror pain"),
]


@pytest.mark.parametrize(("recorded", "stated"), ONE)
def test_british_and_american_spellings_are_one(recorded: str, stated: str) -> None:
    """Who writes "randomised" for "randomized" has made no mistake."""
    assert told(recorded, stated) == []


NAMED = [
    ("Vitamin D and mirrors in older women", "Vitamin E and mirrors in older women", "E", "D"),
    ("Influenza A and mirrors in school children", "Influenza B and mirrors in school children", "B", "A"),
    ("Mirror toxin A for the phantom limb", "Mirror toxin B for the phantom limb", "B", "A"),
]


@pytest.mark.parametrize(("recorded", "stated", "said", "instead"), NAMED)
def test_a_letter_that_names_something_is_another_study(recorded: str, stated: str, said: str, instead: str) -> None:
    """Though "a" and "e" are small words elsewhere."""
    assert told(recorded, stated) == [("title", "error", said, instead)]


LEFT_OUT = [
    ("Lack of effect of mirrors on colds", "Effect of mirrors on colds", "Effect", "Lack of"),
    ("No benefit of mirrors for colds", "Benefit of mirrors for colds", "Benefit", "No"),
]


@pytest.mark.parametrize(("recorded", "stated", "place", "missing"), LEFT_OUT)
def test_a_missing_first_word_is_told_at_the_title(recorded: str, stated: str, place: str, missing: str) -> None:
    """And not at the author before it, who is no part of the title."""
    assert told(recorded, stated) == [("title", "error", place, missing)]
