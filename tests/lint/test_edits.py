"""Edits: each fix whole or not at all, nothing else touched, and no two in each other's way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.edits import applied
from lint.finding import Edit, Fix
from lint.spans import Span

_TEXT = "0123456789" * 3


def _fix(*edits: tuple[int, int, str], title: str = "x") -> Fix:
    return Fix(title, "safe", tuple(Edit(Span(start, end), text) for start, end, text in edits))


def _edit(one: int, other: int, text: str) -> tuple[int, int, str]:
    return min(one, other), max(one, other), text


_EDITS = st.builds(_edit, st.integers(0, 30), st.integers(0, 30), st.text("ab", max_size=3))
_FIXES = st.lists(st.lists(_EDITS, min_size=1, max_size=3).map(lambda edits: _fix(*edits)), max_size=6)


@given(_FIXES)
def test_every_fix_is_taken_or_left(fixes: list[Fix]) -> None:
    """None is lost, and the first that can be applied is."""
    done = applied(_TEXT, fixes)
    sound = [fix for fix in fixes if applied(_TEXT, [fix]).taken]

    assert sorted((*done.taken, *done.left)) == sorted(fixes)
    assert done.taken[:1] == tuple(sound[:1])


@given(_FIXES)
def test_nothing_outside_of_the_edits_is_touched(fixes: list[Fix]) -> None:
    """What no edit names stands there in its order, and what they put in stands between."""
    done = applied(_TEXT, fixes)
    edits = sorted((edit for fix in done.taken for edit in fix.edits), key=lambda edit: edit.span)
    rest, end = done.text, 0
    for edit in edits:
        kept = _TEXT[end : edit.span.start]
        assert rest.startswith(kept + edit.text)
        rest, end = rest[len(kept) + len(edit.text) :], edit.span.end

    assert rest == _TEXT[end:]


def test_two_insertions_at_one_place_wait_for_each_other() -> None:
    """DOI and PMID are both added at the end of an entry: the second goes where the first one ends."""
    doi, pmid = _fix((10, 10, " doi"), title="DOI"), _fix((10, 10, " PMID"), title="PMID")
    first = applied(_TEXT, [doi, pmid])

    assert (first.taken, first.left) == ((doi,), (pmid,))
    assert first.text == "0123456789 doi01234567890123456789"


def test_a_fix_is_whole() -> None:
    """One of whose edits is in the way of another fix does nothing."""
    whole = _fix((0, 1, ""), (5, 6, ""))
    done = applied(_TEXT, [_fix((5, 7, "")), whole])

    assert done.left == (whole,)
    assert done.text.startswith("0123478")


@pytest.mark.parametrize(
    "edits", [[(29, 31, "")], [(-1, 2, "")], [(5, 4, "")], [], [(0, 5, "a"), (3, 8, "b")], [(4, 4, "a"), (4, 4, "b")]]
)
def test_a_fix_that_makes_no_sense_is_left(edits: list[tuple[int, int, str]]) -> None:
    """A rule that offers it is wrong, and nothing is written for it."""
    fix = _fix(*edits)

    assert applied(_TEXT, [fix]) == (_TEXT, (), (fix,))
