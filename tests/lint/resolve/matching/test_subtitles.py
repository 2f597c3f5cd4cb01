"""Subtitles that were left out, changed and invented."""

from __future__ import annotations

import pytest

from lint.resolve.matching.compare import compare
from tests.lint.resolve.papers import IMAGERY, IMAGERY_TEXT

MAIN = IMAGERY.title


def told(recorded: str, stated: str, pmids: tuple[str, ...] = IMAGERY.pmids) -> list[tuple[str, str, str]]:
    """The differences of a title with a subtitle: severity, what is said, what is recorded."""
    text = IMAGERY_TEXT.replace(f"{MAIN}.", f"{MAIN}{stated}.")
    record = IMAGERY._replace(title=f"{MAIN}{recorded}", pmids=pmids)
    assert all(each.said == text[each.start : each.end] for each in compare(text, record).differences)
    return [(each.severity, each.said, each.recorded) for each in compare(text, record).differences]


CHANGED = {
    "after a full stop": (". A case report", ". A randomized trial", "A randomized trial", "A case report"),
    "a full stop for a colon": (": a randomized trial", ". A case report", "A case report", "a randomized trial"),
    "a question mark": (": a randomized trial", "? A case report", "A case report", "a randomized trial"),
    "a question mark and a colon": ("? A case report", "?: A cohort study", "A cohort study", "A case report"),
}


@pytest.mark.parametrize(("recorded", "stated", "said", "instead"), CHANGED.values(), ids=CHANGED)
def test_another_design_in_a_subtitle_is_an_error(recorded: str, stated: str, said: str, instead: str) -> None:
    """Whatever mark parts it from the main title."""
    assert told(recorded, stated) == [("error", said, instead)]


def test_another_subtitle_of_its_own_sentence_is_a_warning() -> None:
    """It could be a remark, but it is not the subtitle of the paper."""
    assert told(": a randomized trial", ". Results from a registry") == [
        ("warning", "Results from a registry", "a randomized trial")
    ]


@pytest.mark.parametrize("stated", [": a randomized trial", ". A randomized trial", " - a randomized trial"])
def test_an_invented_design_is_a_warning(stated: str) -> None:
    """PubMed has whole titles; Crossref often lacks the subtitle."""
    assert [severity for severity, _, _ in told("", stated)] == ["warning"]
    assert told("", stated, pmids=()) == []


@pytest.mark.parametrize("recorded", [": a randomized trial", ". A case report", "? A cohort study"])
def test_a_subtitle_that_was_left_out_is_nothing(recorded: str) -> None:
    """Many styles leave it out."""
    assert told(recorded, "") == []


@pytest.mark.parametrize("journal", ["Imaginary Case Reports", "Imaginary Systematic Reviews and Trials"])
def test_a_journal_with_a_design_in_its_name_is_no_subtitle(journal: str) -> None:
    """What stands before the date is the journal."""
    text = IMAGERY_TEXT.replace("Imag Pain Rep", journal)

    assert not compare(text, IMAGERY._replace(journal=journal)).differences
    assert [each.field for each in compare(text, IMAGERY).differences] == ["journal"]
