"""Titles that say that their paper was taken back, and titles that say so of another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.resolve.registries.marks import without_mark

TITLE = "Mirror therapy after wrist fracture"


@pytest.mark.parametrize(
    ("before", "kind"),
    [
        ("RETRACTED: ", "retracted"),
        ("Retracted : ", "retracted"),
        ("RETRACTED ARTICLE: ", "retracted"),
        ("RETRACTED STUDY: ", "retracted"),
        ("Retracted article. ", "retracted"),
        ("Retracted - ", "retracted"),
        ("RETRACTED—", "retracted"),
        ("RETRACTED–", "retracted"),
        ("[Retracted] ", "retracted"),
        ("(Retracted Article) ", "retracted"),
        ("RETRACTED AND REPUBLISHED: ", "retracted"),
        ("Withdrawn: ", "withdrawn"),
        ("WITHDRAWN–Administrative Duplicate Publication: ", "withdrawn"),
        ("WITHDRAWN-Administrative: ", "withdrawn"),
        ("WITHDRAWN: Administrative duplicate publication: ", "withdrawn"),
        ("REMOVED: ", "removed"),
        ("TEMPORARY REMOVAL: ", "removed"),
    ],
)
def test_marks_before_a_title(before: str, kind: str) -> None:
    """The mark is taken off, and what it says is kept."""
    assert without_mark(before + TITLE) == (TITLE, kind)


@pytest.mark.parametrize(
    ("behind", "kind"),
    [
        (" (Retracted article)", "retracted"),
        (" (retracted).", "retracted"),
        (" [RETRACTED]", "retracted"),
        (" (Retracted article. See vol. 4, pg. 5, 2010)", "retracted"),
        (" (Withdrawn Paper)", "withdrawn"),
    ],
)
def test_marks_behind_a_title(behind: str, kind: str) -> None:
    """In brackets at the very end."""
    assert without_mark(TITLE + behind) == (TITLE, kind)


@pytest.mark.parametrize(
    "title",
    [
        f"Retraction: {TITLE}",
        f"Retraction notice to “{TITLE}” [Imag Pain 4 (2011) 55–61]",
        f"Retraction—{TITLE}",
        f"Retraction to: {TITLE} (Retracted article)",
        f"Notice of retraction: {TITLE} (retracted)",
        f"Comment on “{TITLE}” (Retracted)",
        f"Removal notice: {TITLE}",
        "Retracted papers and those who cite them",
        "Retracted",
        "Retracted: ",
        "(Retracted article)",
        "Withdrawn. A novel of care",
        "Removed–replaced sutures of the wrist",
        "Withdrawn-patient analyses in trials of pain",
        "Outcomes of teeth with crowns (removed)",
        "Temporary removal of pins from the wrist",
    ],
)
def test_other_titles(title: str) -> None:
    """Notices, comments, and papers that are about such words."""
    assert without_mark(title) == (title, "")


@given(st.text(alphabet="RETRACTED retracted article()[].:–—- ", max_size=60))
def test_never_nothing(title: str) -> None:
    """What is left of a title is a part of it, and as a whole when there was no mark."""
    left, kind = without_mark(title)

    assert left in title
    assert (left == title) == (not kind)
