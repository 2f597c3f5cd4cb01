"""Lists of authors against each other: by position, with excuses that rest on evidence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.resolve.matching.authors import slips
from lint.resolve.matching.byline import read
from lint.resolve.matching.compare import compare
from lint.resolve.matching.names import likeness, name_of
from tests.lint.resolve.papers import IMAGERY, IMAGERY_TEXT

AUTHORS = ("Tansley RB", "Okoro P", "Lindqvist A", "von der Heide M", "Marsh T")
TEN = tuple(f"{letter}{letter.lower() * 3}son A" for letter in "BCDFGHKLMN")
VANCOUVER = "Tansley RB, Okoro P, Lindqvist A, von der Heide M, Marsh T"


def told(names: str, *lists: tuple[str, ...], year: int = 2014) -> list[tuple[str, str, str]]:
    """The kinds of difference, with what the text says at their places and what the record says."""
    text = f"{names}. "
    found = slips(read(text, len(text)), lists or (AUTHORS,), year)
    return [(each.kind, text[each.start : each.end], each.recorded) for each in found]


RIGHT = {
    "all": VANCOUVER,
    "cut after three": "Tansley RB, Okoro P, Lindqvist A, et al",
    "cut after one": "Tansley et al",
    "with an ellipsis": "Tansley, R. B., Okoro, P., . . . Marsh, T",
    "Chicago": "Tansley, Rose B., Peter Okoro, Anna Lindqvist, Maria von der Heide, and Theresa Marsh",
    "APA": "Tansley, R. B., Okoro, P., Lindqvist, A., von der Heide, M., & Marsh, T",
    "IEEE": "R. B. Tansley, P. Okoro, A. Lindqvist, M. von der Heide, and T. Marsh",
    "full names": "Rose Tansley, Peter Okoro, Anna Lindqvist, Maria von der Heide and Theresa Marsh",
    "family names": "Tansley, Okoro, Lindqvist, von der Heide & Marsh",
    "a group besides": f"{VANCOUVER}, for the MIRROR Study Group",
    "a group between": VANCOUVER.replace("Okoro P", "MIRROR Investigators, Okoro P"),
    "a group alone": "MIRROR Investigators",
    "particle left out": VANCOUVER.replace("von der ", ""),
    "particle behind": VANCOUVER.replace("von der Heide M", "Heide M von der"),
    "second initial left out": VANCOUVER.replace("RB", "R"),
    "second initial used": VANCOUVER.replace("RB", "B"),
    "one letter": VANCOUVER.replace("Lindqvist", "Lindquist"),
    "junior": VANCOUVER.replace("RB", "RB Jr"),
    "capitals": VANCOUVER.upper(),
    "other letters": VANCOUVER.replace("Okoro P", "Окоро П"),
}


@pytest.mark.parametrize("names", RIGHT.values(), ids=RIGHT)
def test_a_right_list_has_no_difference(names: str) -> None:
    """Style, cuts that are told and usual spellings are no faults."""
    assert told(names) == []


WRONG = {
    "replaced": (VANCOUVER.replace("Okoro P", "Berg J"), [("name", "Berg J", "Okoro P")]),
    "last replaced": (VANCOUVER.replace("Marsh T", "Berg J"), [("name", "Berg J", "Marsh T")]),
    "missing": (VANCOUVER.replace("Okoro P, ", ""), [("missing", "Tansley RB", "Okoro P")]),
    "two missing": ("Tansley RB, von der Heide M, Marsh T", [("missing", "Tansley RB", "Okoro P, Lindqvist A")]),
    "put in": (VANCOUVER.replace("Okoro P", "Okoro P, Berg J"), [("extra", "Berg J", "")]),
    "behind the last": (f"{VANCOUVER}, Berg J", [("extra", "Berg J", "")]),
    "exchanged": ("Tansley RB, Lindqvist A, Okoro P, et al", [("order", "Lindqvist A", "Lindqvist A")]),
    "exchanged, in full": (VANCOUVER.replace("Okoro P, Lindqvist A", "Lindqvist A, Okoro P"),
                           [("order", "Lindqvist A", "Okoro P")]),
    "moved": ("Okoro P, Lindqvist A, Tansley RB, von der Heide M, Marsh T", [("order", "Tansley RB", "Tansley RB")]),
    "other initials": (VANCOUVER.replace("Okoro P", "Okoro K"), [("initials", "Okoro K", "Okoro P")]),
    "cut in silence": ("Tansley RB, Okoro P", [("cut", "Okoro P", "Lindqvist A")]),
    "replaced before et al": ("Tansley RB, Berg J, et al", [("name", "Berg J", "Okoro P")]),
    "last one behind an ellipsis": ("Tansley, R. B., Okoro, P., … Berg, J", [("name", "Berg, J", "Marsh T")]),
    "two letters": (VANCOUVER.replace("Lindqvist", "Linkvist"), [("name", "Linkvist A", "Lindqvist A")]),
    "short name, one letter": (VANCOUVER.replace("Marsh", "March"), [("name", "March T", "Marsh T")]),
}  # fmt: skip


@pytest.mark.parametrize(("names", "expected"), WRONG.values(), ids=WRONG)
def test_a_wrong_list_has_its_difference(names: str, expected: list[tuple[str, str, str]]) -> None:
    """One mistake gives one difference, at its place, with both names."""
    found = told(names)

    assert [(each[0], each[2]) for each in found] == [(each[0], each[2]) for each in expected]
    assert [each[1] for each in found] == [each[1] for each in expected]


EXCUSED = {
    "the registry lost the first author": (VANCOUVER, AUTHORS[1:]),
    "a group in the record": ("Tansley RB, Okoro P", ("Tansley RB", "MIRROR Investigators", "Okoro P")),
    "twice in the record": ("Tansley RB, Okoro P", ("Tansley RB", "Okoro P", "Tansley RB")),
    "all in one slot": (VANCOUVER, (VANCOUVER,)),
    "mojibake": ("Müller K, Okoro P", ("MÃ¼ller K", "Okoro P")),
    "family name last": ("Li W, Okoro P", ("Wei L", "Okoro P")),
    "a group's name with an and": ("Tansley & Okoro", ("Tansley & Okoro",)),
    "no Latin letters": ("Tansley RB, Okoro P", ("조혜린", "김")),
    "initials apart": ("Tansley RB, Okoro P", ("Tansley R. B.", "Okoro P.")),
    "hyphen in the initials": ("Kim SY, Okoro P", ("Kim S-Y", "Okoro P")),
    "an initial with the family name": ("M. Bran A, Okoro P", ("M. Bran A", "Okoro P")),
    "PubMed names ten": (", ".join((*TEN, "Berg J", "Marsh T")), TEN),
}  # fmt: skip


@pytest.mark.parametrize(("names", "authors"), EXCUSED.values(), ids=EXCUSED)
def test_faults_of_registries_are_no_faults_of_the_text(names: str, authors: tuple[str, ...]) -> None:
    """What registries are known to do to lists is excused, where the rest of the list proves it."""
    assert told(names, authors, year=1994) == []


def test_another_registry_is_as_good() -> None:
    """A list that any registry holds is right; what none of them holds is told against the nearest."""
    assert told(VANCOUVER, ("Faulty A", "Okoro P"), AUTHORS) == []
    assert told(VANCOUVER.replace("Marsh T", "Berg J"), ("Faulty A",), AUTHORS) == [("name", "Berg J", "Marsh T")]


def test_a_list_of_ten_of_a_later_year_is_whole() -> None:
    """PubMed's limit was lifted: then a further author is one too many."""
    assert told(", ".join((*TEN, "Berg J")), TEN, year=2014) == [("extra", "Berg J", "")]


@given(st.lists(st.sampled_from(AUTHORS), min_size=1, max_size=5, unique=True), st.booleans())
def test_a_beginning_of_the_list_is_right_with_et_al_alone(authors: list[str], cut: bool) -> None:
    """Any list agrees with itself; a part of it needs "et al."."""
    for count in range(1, len(authors) + 1):
        names = ", ".join(authors[:count]) + (", et al" if cut else "")
        kinds = [each[0] for each in told(names, tuple(authors))]
        assert kinds == ([] if cut or count == len(authors) else ["cut"])


@given(st.text(max_size=40), st.lists(st.text(max_size=14), max_size=4))
def test_any_lists_are_compared(names: str, authors: list[str]) -> None:
    """No names make the comparison fail, and none is accepted on nothing: what is told has a place."""
    text = f"{names}. "
    for slip in slips(read(text, len(text)), [authors], None):
        assert 0 <= slip.start < slip.end <= len(text)


@given(st.text(max_size=14))
def test_a_name_is_never_taken_for_an_empty_one(author: str) -> None:
    """A record's name without a letter agrees with nobody: it cannot be compared."""
    cited = read("Tansley RB. ", 12).names[0]

    if not name_of(author).family:
        assert likeness(name_of(author), cited) == "unknown"


@pytest.mark.parametrize(
    ("recorded", "written"), [("Tylek T", "Tvtek T"), ("Tylek T", "Tmtek T"), ("Okoro PP", "Okoro CP"),
                              ("Okoro PL", "Okoro LL")]
)  # fmt: skip
def test_a_first_author_with_another_name_or_initial(recorded: str, written: str) -> None:
    """A name that begins with its own initial is no given name; one of two initials has to be the other's."""
    text = IMAGERY_TEXT.replace("Okoro P,", f"{written},")
    compared = compare(text, IMAGERY._replace(authors=(recorded, "Marsh T")))

    assert [(each.field, each.said) for each in compared.differences] == [("author", written)]


@pytest.mark.parametrize(
    ("recorded", "written"), [("Okoro PL", "Okoro L"), ("Okoro PL", "Okoro LP"), ("Li W", "Wei L")]
)
def test_a_first_author_with_one_of_the_initials(recorded: str, written: str) -> None:
    """One of two given names, their order, and family names that stand behind are excused."""
    text = IMAGERY_TEXT.replace("Okoro P,", f"{written},")

    assert compare(text, IMAGERY._replace(authors=(recorded, "Marsh T"))).differences == ()
