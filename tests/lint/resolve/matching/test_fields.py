"""Field by field: what the text of a reference states, word for word, and whether the record says the same."""

from __future__ import annotations

import pytest

from lint.records import Record
from lint.resolve.matching.fields import compared
from lint.resolve.matching.fold import words

RECORD = Record(
    title="Infusions of ketamine for regional pain: a trial of dose and time",
    authors=("Dahan A", "Olofsen E", "Sigtermans M"),
    journal="The Journal of Imagined Pain",
    year=2009,
    volume="147",
    issue="2",
    pages="107-115",
)
TEXT = (
    "Dahan A, Olofsen E, Sigtermans M. Infusions of ketamine for regional pain: a trial of dose and time. "
    "The Journal of Imagined Pain. 2009;147(2):107-15."
)


def _told(text: str, record: Record = RECORD) -> dict[str, tuple[str, str]]:
    """What is stated for each field, and the outcome."""
    return {each.field: (each.stated, each.outcome) for each in compared(text, record)}


def test_all_fields_are_told_in_their_order() -> None:
    """Six fields, each with the words of the text."""
    assert _told(TEXT) == {
        "title": ("Infusions of ketamine for regional pain: a trial of dose and time", "same"),
        "author": ("Dahan A", "same"),
        "year": ("2009", "same"),
        "journal": ("The Journal of Imagined Pain", "same"),
        "volume": ("147(2)", "same"),
        "pages": ("107-15", "same"),
    }


@pytest.mark.parametrize(
    ("old", "new", "field", "expected"),
    [
        ("2009;147", "2011;147", "year", ("2011", "differs")),
        (";147(2)", ";174(2)", "volume", ("174(2)", "differs")),
        (":107-15", ":207-15", "pages", ("207-15", "differs")),
        ("Dahan A, Olofsen E", "Olofsen E, Dahan A", "author", ("Olofsen E", "differs")),
        ("The Journal of Imagined Pain", "Anaesthesia Invented", "journal", ("Anaesthesia Invented", "differs")),
        (":107-15", "", "pages", ("", "unstated")),
        (";147(2):107-15", "", "volume", ("", "unstated")),
        (":107-15", ":107", "pages", ("107", "same")),
        (" 2009;147(2):107-15", " 147(2):107-15", "year", ("", "unstated")),
    ],
)
def test_a_field_of_its_own(old: str, new: str, field: str, expected: tuple[str, str]) -> None:
    """One field that is another, or is left out, is told; the others stay the same."""
    found = _told(TEXT.replace(old, new))

    assert found[field] == expected
    assert found["title"][1] == "same"


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (RECORD._replace(pages=""), "pages"),
        (RECORD._replace(volume=""), "volume"),
        (RECORD._replace(year=None), "year"),
    ],
)
def test_what_no_registry_has_is_unrecorded(record: Record, field: str) -> None:
    """What the text gives and the record does not is neither right nor wrong."""
    found = _told(TEXT, record)

    assert found[field][1] == "unrecorded"
    assert found[field][0]


def test_another_paper_has_no_field_that_is_the_same() -> None:
    """A text of another paper is told field by field, its title as what differs."""
    text = "Roe J, Doe M. Sleep in shift workers of a harbour. Sleep Inventions. 2017;12:1-9."
    found = _told(text)

    assert found["title"][1] == "differs"
    assert "same" not in {outcome for _, outcome in found.values()}


def test_recorded_is_the_value_that_agrees() -> None:
    """Where registries hold several names, that which the text gives is shown beside it."""
    record = RECORD._replace(other_journals=("Pain Letters of Utopia",))
    text = TEXT.replace("The Journal of Imagined Pain", "Pain Letters of Utopia")
    found = {each.field: each for each in compared(text, record)}

    assert (found["journal"].stated, found["journal"].recorded, found["journal"].outcome) == (
        "Pain Letters of Utopia", "Pain Letters of Utopia", "same",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["", "10.1234/x", "...", "Smith", "\u202e\x00", "a" * 5000])
def test_nothing_is_the_same_that_is_not_there(text: str) -> None:
    """A text that states nothing has no field that is the same, whatever it holds."""
    found = compared(text, RECORD)

    assert [each for each in found if each.outcome == "same"] == []
    assert all(each.stated in text for each in found)
    assert len(found) == len(words("title author year journal volume pages"))
