"""What is remembered of a text is what would be worked out again, and it does not grow without end."""

from __future__ import annotations

from inspect import unwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint import memory
from lint.finding import Hit
from lint.memory import remembered
from lint.parse import parse
from lint.references.model import Bibliography
from lint.rule import Page
from rules.dosing import FAMILY
from rules.dosing.tokens import tokenize

LINES = (
    "# Ibuprofen",
    "## Dose",
    "- Take 400 mg every 6 hours.",
    "- Then one more.",
    "Frequency: twice daily",
    "Patients received 0.5 mg/kg of ketamine.",
    "| Drug | Dose (mg) |\n| --- | --- |\n| Ketamine | 50 |",
    "    ibuprofen\n    400 mg",
    "1. Smith J. Take 5 mg of ramipril daily. Pain 2009;147:107.",
    "<!-- Give 5 ml of morphine. -->",
    "Eat two apples a day.",
    "",
)


class Counted:
    """A function that knows how often it was called."""

    def __init__(self) -> None:
        self.calls = 0

    def length(self, text: str, more: int) -> int:
        """The length and a bit."""
        self.calls += 1
        return len(text) + more


ARTICLES = st.lists(st.sampled_from(LINES), max_size=8).map("\n\n".join)


@given(st.lists(ARTICLES, min_size=1, max_size=6))
def test_a_text_gives_the_same_findings_whatever_was_read_before(articles: list[str]) -> None:
    """With all the paragraphs in memory, from below other headings too, and without a memory."""
    remembering = [_found(article) for article in (*articles, *articles)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(memory, "LONGEST", -1)
        without = [_found(article) for article in articles]

    assert remembering == without * 2


def _found(article: str) -> list[Hit]:
    return list(FAMILY.check(Page(parse(article), Bibliography())))


@given(st.text(alphabet="Take 5mg½²éß\u0301İ.-\n", max_size=40))
def test_words_are_the_same_when_they_come_again(text: str) -> None:
    """What is remembered is what is worked out, to the last offset."""
    assert tokenize(text) == tokenize(text) == unwrap(tokenize)(text)


def test_the_same_text_is_worked_out_once_and_what_goes_with_it_counts() -> None:
    """The text and all else that the function was called with."""
    counted = Counted()
    length = remembered(counted.length)

    assert [length("abc", 1), length("abc", 1), length("abc", 2), length("ab", 1)] == [4, 4, 5, 3]
    assert counted.calls == 3


def test_the_memory_is_bounded() -> None:
    """What came lately is known; what came long ago, and a text without end, is worked out again."""
    counted = Counted()
    length = remembered(counted.length)
    texts = [str(number).zfill(memory.LONGEST) for number in range(3 * memory.MOST // memory.LONGEST)]
    for text in texts:
        length(text, 0)
    before = counted.calls
    length(texts[-1], 0)
    lately = counted.calls
    length(texts[0], 0)
    long_ago = counted.calls
    for _ in range(2):
        length("x" * (memory.LONGEST + 1), 0)

    assert (before, lately, long_ago) == (len(texts), len(texts), len(texts) + 1)
    assert counted.calls == long_ago + 2


def test_nothing_is_remembered_of_a_failure() -> None:
    """It fails again, and does not answer with what it has not."""
    tries: list[str] = []

    @remembered
    def fails(text: str) -> str:
        tries.append(text)
        if len(tries) == 1:
            raise ValueError("the first time")
        return text

    with pytest.raises(ValueError, match="first"):
        fails("a")

    assert [fails("a"), fails("a")] == ["a", "a"]
    assert tries == ["a", "a"]
