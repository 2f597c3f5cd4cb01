"""Messages: English text that remembers how it was made."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.message import Message, listed


def test_is_its_text() -> None:
    """It equals, is hashed, sorted and joined as the English sentence."""
    message = Message("{name} has no {kind}.", name="Reference 3", kind="DOI")

    assert message == "Reference 3 has no DOI."
    assert hash(message) == hash("Reference 3 has no DOI.")
    assert type(f"{message}") is str


@given(st.text(), st.text())
def test_values_are_never_read_as_templates(value: str, other: str) -> None:
    """What an article says stands there as it is, braces and all."""
    message = Message("“{value}” {{is}} {other}", value=value, other=other)

    assert message == f"“{value}” {{is}} {other}"


@given(st.text())
def test_copies_remember(value: str) -> None:
    """A copy and a pickle are the same sentence, made of the same."""
    message = Message("{value}!", value=Message("no {value}", value=value))
    for again in (copy.copy(message), copy.deepcopy(message), pickle.loads(pickle.dumps(message))):  # noqa: S301  # its own bytes
        assert (again, again.template, again.values) == (message, message.template, message.values)


@pytest.mark.parametrize(
    ("parts", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c", "d"], "a, b, c and d")]
)
def test_listed(parts: list[str], said: str) -> None:
    """Commas, and "and" before the last."""
    assert listed(parts) == said
