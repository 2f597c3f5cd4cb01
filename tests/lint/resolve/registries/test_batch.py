"""Batches."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lint.resolve.registries.batch import addressed, batches

dois = st.lists(st.integers(1, 400).map(lambda length: "10.5555/" + "<" * length), max_size=120)


@given(dois, st.integers(1, 60))
def test_nothing_is_lost(items: list[str], size: int) -> None:
    """All items in order, and no batch larger than it may be."""
    for cut in (batches, addressed):
        parts = list(cut(items, size))
        assert [item for part in parts for item in part] == items
        assert all(1 <= len(part) <= size for part in parts)


@given(dois)
def test_an_address_stays_short(items: list[str]) -> None:
    """Fifty long DOIs are more than a web server takes in one address."""
    for part in addressed(items, 50):
        assert len(part) == 1 or sum(3 * len(doi) for doi in part) < 8_000


def test_usual_dois_go_fifty_at_a_time() -> None:
    """The longest shape that is common, a publisher's of the nineties, still fits."""
    doi = "10.5555/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o"

    assert [len(part) for part in addressed([doi] * 100, 50)] == [50, 50]
