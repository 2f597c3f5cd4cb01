"""How a waiver in an article is written, and what is said of one that is written otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.waivers.comment import Comment, Known, read

KNOWN = Known(
    frozenset(("missing-pmid", "missing-doi", "broken-link", "dosing-instruction", "unchecked-content")),
    frozenset(("dosing-instruction",)),
)
TODAY = "2026-06-30"


def said(text: str, today: str = TODAY) -> object:
    """What a comment says: (rules, reason, until), or the words pointed at with the message, or None."""
    found = read(text, KNOWN, today)
    if isinstance(found, Comment):
        return [named.rule for named in found.rules], found.reason, found.until
    return found and [(text[fault.span.start : fault.span.end], fault.message) for fault in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" medlint-ignore missing-pmid: book chapter ", (["missing-pmid"], "book chapter", "")),
        ("medlint-ignore missing-pmid:book chapter", (["missing-pmid"], "book chapter", "")),
        ("\n  medlint-ignore\n  missing-pmid:\n  a\n  book\n", (["missing-pmid"], "a book", "")),
        (" medlint-ignore missing-pmid, missing-doi: book ", (["missing-pmid", "missing-doi"], "book", "")),
        (" medlint-ignore missing-pmid until 2027-06-30: book ", (["missing-pmid"], "book", "2027-06-30")),
        (" medlint-ignore missing-pmid: book until 2027-06-30 ", (["missing-pmid"], "book", "2027-06-30")),
        (" medlint-ignore missing-pmid: book (until 2027-06-30). ", (["missing-pmid"], "book", "2027-06-30")),
        (" medlint-ignore missing-pmid: until 2027-06-30, the book ", (["missing-pmid"], "the book", "2027-06-30")),
        (" medlint-ignore missing-pmid: not UNTIL 2027-06-30 there ", (["missing-pmid"], "not there", "2027-06-30")),
        (" medlint-ignore missing-pmid: not until it is indexed ", (["missing-pmid"], "not until it is indexed", "")),
        (" medlint-ignore missing-pmid until 2026-06-30: last day ", (["missing-pmid"], "last day", "2026-06-30")),
        (" medlint-ignore missing-pmid: see: the book ", (["missing-pmid"], "see: the book", "")),
        (" medlint-ignore missing-pmid: 书籍 ", (["missing-pmid"], "书籍", "")),
    ],
)
def test_a_waiver_is_read(text: str, expected: object) -> None:
    """Rules, reason and the last day, wherever it stands."""
    assert expected == said(text)


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("medlint-ignore missing-pmid", "medlint-ignore missing-pmid", "This waiver gives no reason behind a colon."),
        (
            "medlint-ignore missing-pmid book",
            "medlint-ignore missing-pmid book",
            "This waiver gives no reason behind a colon.",
        ),
        ("medlint-ignore missing-pmid: ", "medlint-ignore missing-pmid:", "This waiver gives no reason."),
        ("medlint-ignore missing-pmid: ...", "medlint-ignore missing-pmid: ...", "This waiver gives no reason."),
        (
            "medlint-ignore missing-pmid: \u200b\u3164\u3164\u3164",
            "medlint-ignore missing-pmid: \u200b\u3164\u3164\u3164",
            "This waiver gives no reason.",
        ),
        (
            "medlint-ignore missing-pmid: until 2027-01-01",
            "medlint-ignore missing-pmid: until 2027-01-01",
            "This waiver gives no reason.",
        ),
        ("medlint-ignore", "medlint-ignore", "This waiver names no rule."),
        ("medlint-ignore : book", "medlint-ignore", "This waiver names no rule."),
        ("medlint-ignore , : book", "medlint-ignore", "This waiver names no rule."),
        ("medlint-ignore mising-pmid: book", "mising-pmid", "There is no rule “mising-pmid”."),
        ("medlint-ignore Missing-PMID: book", "Missing-PMID", "There is no rule “Missing-PMID”."),
        ("medlint-ignore *: book", "*", "There is no rule “*”."),
        (
            "medlint-ignore missing-pmid missing-doi: book",
            "missing-pmid missing-doi",
            "The rules of a waiver are separated by commas.",
        ),
        (
            "medlint-ignore missing-pmid, dosing-instruction: book",
            "dosing-instruction",
            "No comment excuses dosing-instruction, a rule of safety.",
        ),
        ("medlint-ignore unchecked-content: book", "unchecked-content", "Nobody can answer for unchecked-content."),
        ("medlint-ignore unused-waiver: book", "unused-waiver", "Nobody can answer for unused-waiver."),
        ("medlint-ignore invalid-waiver: book", "invalid-waiver", "Nobody can answer for invalid-waiver."),
        ("medlint-ignore missing-pmid until 2026-06-29: book", "until 2026-06-29", "This waiver ended on 2026-06-29."),
        (
            "medlint-ignore missing-pmid: book until 30.06.2027",
            "until 30.06.2027",
            "The end of this waiver cannot be read: “until 30.06.2027”.",
        ),
        (
            "medlint-ignore missing-pmid: book until 2027-02-30",
            "until 2027-02-30",
            "The end of this waiver cannot be read: “until 2027-02-30”.",
        ),
        (
            "medlint-ignore missing-pmid: book until 2027",
            "until 2027",
            "The end of this waiver cannot be read: “until 2027”.",
        ),
        (
            "medlint-ignore missing-pmid: book until 2027-6-3",
            "until 2027-6-3",
            "The end of this waiver cannot be read: “until 2027-6-3”.",
        ),
        (
            "medlint-ignore missing-pmid: book until the end of 2027",
            "until the end of 2027",
            "The end of this waiver cannot be read: “until the end of 2027”.",
        ),
        (
            "medlint-ignore missing-pmid: book until June 30, 2027",
            "until June 30, 2027",
            "The end of this waiver cannot be read: “until June 30, 2027”.",
        ),
        (
            "medlint-ignore missing-pmid: book until 30 June 2027",
            "until 30 June 2027",
            "The end of this waiver cannot be read: “until 30 June 2027”.",
        ),
        (
            "medlint-ignore missing-pmid: book until June",
            "until June",
            "The end of this waiver cannot be read: “until June”.",
        ),
        (
            "medlint-ignore missing-pmid: book until next year",
            "until next year",
            "The end of this waiver cannot be read: “until next year”.",
        ),
        ("medlint-ignore missing-pmid until: book", "until", "The end of this waiver cannot be read: “until”."),
        (
            "medlint-ignore missing-pmid until ٢٠٢٧-٠٦-٣٠: book",
            "until ٢٠٢٧-٠٦-٣٠",
            "The end of this waiver cannot be read: “until ٢٠٢٧-٠٦-٣٠”.",
        ),
        (
            "medlint-ignore missing-pmid until 2027-01-01: book until 2027-02-01",
            "until 2027-02-01",
            "This waiver names two days on which it ends.",
        ),
        (
            "medlint-ingore missing-pmid: book",
            "medlint-ingore",
            "A waiver begins with medlint-ignore, not with “medlint-ingore”",
        ),
        (
            "medlint ignore missing-pmid: book",
            "medlint ignore",
            "A waiver begins with medlint-ignore, not with “medlint ignore”",
        ),
        (
            "medlint: ignore missing-pmid",
            "medlint: ignore",
            "A waiver begins with medlint-ignore, not with “medlint: ignore”",
        ),
        (
            "medlint_ignore missing-pmid: book",
            "medlint_ignore",
            "A waiver begins with medlint-ignore, not with “medlint_ignore”",
        ),
        (
            "medlintignore missing-pmid: book",
            "medlintignore",
            "A waiver begins with medlint-ignore, not with “medlintignore”",
        ),
        (
            "MedLint-Ignore missing-pmid: book",
            "MedLint-Ignore",
            "A waiver begins with medlint-ignore, not with “MedLint-Ignore”",
        ),
        (
            "medlint-disable missing-pmid",
            "medlint-disable",
            "A waiver begins with medlint-ignore, not with “medlint-disable”",
        ),
        (
            "medlint-ignore-next-line missing-pmid: x",
            "medlint-ignore-next-line",
            "A waiver begins with medlint-ignore, not with “medlint-ignore-next-line”",
        ),
        ("medlint ignore", "medlint ignore", "A waiver begins with medlint-ignore, not with “medlint ignore”"),
        (
            "m\u0435dlint-ignore missing-pmid: book",
            "m\u0435dlint-ignore",
            "A waiver begins with medlint-ignore, not with “m\u0435dlint-ignore”",
        ),
        (
            "ｍedlint-ignore missing-pmid: book",
            "ｍedlint-ignore",
            "A waiver begins with medlint-ignore, not with “ｍedlint-ignore”",
        ),
        (
            "med\u200blint-ignore missing-pmid: book",
            "med\u200blint-ignore",
            "A waiver begins with medlint-ignore, not with “med\u200blint-ignore”",
        ),
        ("fixme medlint-ignore missing-pmid: book", "fixme ", "Something stands before medlint-ignore"),
        ("# medlint-ignore missing-pmid: book", "medlint-ignore", "Something stands before medlint-ignore"),
        ("medlint-ignore,missing-pmid: book", "medlint-ignore,", "No space follows medlint-ignore"),
    ],
)
def test_a_fault_is_named_at_its_place(text: str, place: str, message: str) -> None:
    """One sentence about the words that are wrong."""
    assert [(place, message)] == said(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "TODO: check the doses",
        "medlint finds nothing here",
        "medlint ignores comments in code",
        "we use medlint-ignore below",
        "checked with medlint",
        "see the manual: medlint explains its rules",
        "markdownlint-disable MD033",
        "lint-ignore missing-pmid: x",
        "prettier-ignore",
        "more",
        "medline-indexed",
        "eslint-disable no-console",
        "Mittel: 5",
        "\u2026",
        "medlint-report.json is written by the pipeline",
    ],
)
def test_other_comments_are_none(text: str) -> None:
    """What mentions medlint, or speaks to another tool, tries nothing."""
    assert said(text) is None


def test_every_fault_of_a_list_is_named() -> None:
    """Each rule that cannot be waived is pointed at, so that one look mends all."""
    found = said("medlint-ignore missing-pmid, nothing-such, dosing-instruction: book")

    assert found == [
        ("nothing-such", "There is no rule “nothing-such”."),
        ("dosing-instruction", "No comment excuses dosing-instruction, a rule of safety."),
    ]


NOTHING = "Delete the comment: nothing stands there that it could excuse."
FAULTY = [
    "medlint-ignore",
    "medlint-ignore : a book",
    "medlint-ignore missing-doi",
    "medlint-ignore missing-doi: ...",
    "medlint-ignore check-doi: a book",
    "medlint-ingore missing-doi: a book",
    "medlint-ignore missing-doi broken-link: a book",
    "medlint-ignore missing-doi: a book until 2027",
    "medlint-ignore missing-doi until 2020-01-01: a book",
    "medlint-ignore missing-doi until 2027-01-01: a book until 2027-02-01",
]


def remedies(text: str, *here: str, unsure: str = "") -> list[str]:
    """What to do about each fault of a comment where rules report something."""
    found = read(
        text, KNOWN._replace(here=frozenset(here), unsure=frozenset(unsure.split()), unanswered=bool(unsure)), TODAY
    )
    assert isinstance(found, list)
    return [fault.help for fault in found]


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("medlint-ignore mising-pmid: book", "Write: missing-pmid"),
        ("medlint-ingore missing-pmid: a book", "Write: <!-- medlint-ignore missing-pmid: a book -->"),
        ("# medlint-ignore missing-pmid: a book", "Write: <!-- medlint-ignore missing-pmid: a book -->"),
        ("medlint-ignore : a book", "Write: <!-- medlint-ignore missing-pmid: a book -->"),
        ("medlint-ignore", "Delete the comment, or name the rule that it is about: missing-pmid."),
        ("medlint-ignore *: a book", "Delete the comment, or name the rule that it is about: missing-pmid."),
        (
            "medlint-ignore missing-pmid",
            (
                "Mend what missing-pmid reports there and delete the comment, or write: "
                "<!-- medlint-ignore missing-pmid: ... --> with your reason in the place of the dots."
            ),
        ),
        ("medlint-ignore missing-pmid: a book until 2027", "Write the day as year-month-day: until 2027-06-30."),
    ],
)
def test_the_remedy_can_be_copied(text: str, remedy: str) -> None:
    """What to write instead stands in the finding."""
    assert remedies(text, "missing-pmid") == [remedy]


@pytest.mark.parametrize("text", FAULTY)
def test_a_comment_that_would_excuse_nothing_is_deleted(text: str) -> None:
    """Mended it would be unused, and without its rule a fault again: the author went in circles."""
    assert remedies(text) == [NOTHING]


@pytest.mark.parametrize("text", FAULTY)
def test_where_nobody_knows_nothing_is_said_to_be_there(text: str) -> None:
    """A registry has not answered: the waiver may be needed."""
    assert NOTHING not in remedies(text, unsure="missing-doi")


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("medlint-ignore missing-pmid, missing-doi", "<!-- medlint-ignore missing-pmid: ... -->"),
        ("medlint-ignore missing-pmid missing-doi: a book", "Write: missing-pmid"),
        ("medlint-ingore missing-pmid, missing-doi: a book", "<!-- medlint-ignore missing-pmid: a book -->"),
        (
            "medlint-ingore missing-pmid, missing-doi until 2027-06-30: a book",
            "<!-- medlint-ignore missing-pmid until 2027-06-30: a book -->",
        ),
    ],
)
def test_no_rule_is_to_be_written_that_reports_nothing_there(text: str, remedy: str) -> None:
    """Of two rules the one that has something to excuse."""
    (told,) = remedies(text, "missing-pmid")

    assert remedy in told
    assert "missing-doi" not in told


def test_an_example_that_is_copied_as_it_is_gives_no_reason() -> None:
    """The dots of the remedy are no reason."""
    assert said("medlint-ignore missing-pmid: ...") == [
        ("medlint-ignore missing-pmid: ...", "This waiver gives no reason.")
    ]


WORDS = st.sampled_from(
    [
        "medlint-ignore",
        "MEDLINT",
        "ignore",
        "dosing-instruction",
        "missing-pmid",
        "unchecked-content",
        "until",
        "2027-06-30",
        "2020-01-01",
        "June",
        ":",
        ",",
        "reason",
        "\u200b",
        "\u0435",
        "--",
        "\n",
        "*",
        "9",
    ]
)


@given(st.lists(st.one_of(WORDS, st.text(max_size=4)), max_size=12), st.sampled_from(["", " ", "\n"]))
def test_no_comment_names_a_rule_of_safety(words: list[str], between: str) -> None:
    """Whatever is written: a waiver has a reason, known rules and none of safety, and has not ended."""
    text = between.join(words)
    found = read(text, KNOWN, TODAY)

    if isinstance(found, Comment):
        assert {named.rule for named in found.rules} <= {"missing-pmid", "missing-doi", "broken-link"}
        assert found.reason
        assert not found.until or found.until >= TODAY
    elif found is not None:
        assert all(0 <= fault.span.start < fault.span.end <= len(text) for fault in found)
