"""An approved disclaimer in other typography: `--fix` restores what was approved, and nothing but typography."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.edits import applied
from lint.testing import findings, page
from rules.disclaimer import FAMILY, tidy

APPROVED = (
    'This "guide" isn\'t - and never will be - a substitute for medical advice, diagnosis or care that is defined by'
    " your own doctor."
)
HEAD = "# Ketamine\n\nPain fell.\n\n"


def tidied(text: str, approved: str = APPROVED) -> str:
    """The text with what is tidied; the fix is one, safe, and no finding asks for it."""
    hits = list(tidy(page(HEAD + text, approved=(approved,))))
    assert [hit.fix.safety for hit in hits if hit.fix] in ([], ["safe"])
    done = applied(HEAD + text, [hit.fix for hit in hits if hit.fix])
    assert not done.left
    return done.text.removeprefix(HEAD)


OTHERWISE = {
    "curly quotation marks": APPROVED.replace('"guide"', "“guide”").replace("'", "’"),
    "en dashes": APPROVED.replace(" - ", " – "),
    "em dashes without blanks": APPROVED.replace(" - ", "—"),
    "a no-break space": APPROVED.replace("medical advice", "medical\u00a0advice"),
    "two blanks": APPROVED.replace("medical advice", "medical  advice"),
    "soft hyphens": APPROVED.replace("diagnosis", "dia\u00adgno\u00adsis"),
    "a ligature": APPROVED.replace("defined", "de\ufb01ned"),
    "an entity": APPROVED.replace("isn't", "isn&rsquo;t"),
    "an escape": APPROVED.replace("isn't", "isn\\'t").replace('"', "“"),
}


@pytest.mark.parametrize("text", OTHERWISE.values(), ids=OTHERWISE)
def test_the_approved_typography_is_restored(text: str) -> None:
    """Whatever it was set with, it reads as it was approved; a second time nothing is to do."""
    done = tidied(text)

    assert done.replace("\\'", "'") == APPROVED
    assert tidied(done) == done


@pytest.mark.parametrize("text", OTHERWISE.values(), ids=OTHERWISE)
def test_typography_is_no_finding(text: str) -> None:
    """Before as after: no rule of the family has anything to say."""
    assert findings(page(HEAD + text, approved=(APPROVED,)), (FAMILY,)) == []


KEPT = {
    "as it is": APPROVED,
    "line breaks": APPROVED.replace("substitute ", "substitute\n").replace(" or care", "\r\nor care"),
    "bold and italics": APPROVED.replace("substitute", "**substitute**").replace("never", "*never*"),
    "capitals": APPROVED.upper(),
    "other punctuation": APPROVED.replace("advice, diagnosis", "advice; diagnosis"),
    "a lost word": APPROVED.replace("never", "").replace('"guide"', "“guide”"),
    "another word": APPROVED.replace("medical", "legal").replace('"guide"', "“guide”"),
    "a comment": f"<!-- {APPROVED.replace(' - ', ' – ')} -->",
    "code": f"`{APPROVED.replace(' - ', ' – ')}`",
}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_what_is_no_typography_is_kept(text: str) -> None:
    """Words, capitals, markup and line breaks are the author's, and a statement of medicine is never changed."""
    assert tidied(text) == text


def test_markup_and_line_breaks_stay_around_what_is_restored() -> None:
    """The quotation marks and the dashes are changed, not a byte beside them."""
    text = "> This “guide” isn’t – and **never**\n> will be – a substitute\n> for " + APPROVED.partition("for ")[2]
    done = tidied(text)

    assert done == text.translate({0x201C: '"', 0x201D: '"', 0x2019: "'", 0x2013: "-"})


def test_a_hyphen_begins_no_line() -> None:
    """There it would make a list of the sentence: all is left as it is."""
    text = APPROVED.replace(" - and", "\n– and").replace("'", "’")

    assert tidied(text) == text


def test_what_was_approved_with_care_is_restored_with_care() -> None:
    """The other way round: typographic marks that were approved take the place of a typewriter's."""
    approved = APPROVED.replace('"guide"', "“guide”").replace("'", "’").replace(" - ", " – ")

    assert tidied(APPROVED, approved) == approved


_SET = st.sampled_from(
    [(" ", "\u00a0"), (" ", "  "), ("'", "’"), ('"', "“"), (" - ", " – "), ("medical", "me\u00addical"), ("fi", "ﬁ"),
     ("advice", "**advice**"), ("a ", "a\n"), ("doctor", "*doc*tor"), (" - ", "&mdash;"), ("or", "OR")]
)  # fmt: skip


@given(st.lists(st.tuples(_SET, st.integers(1, 4)), max_size=8))
def test_no_letter_and_no_markup_is_ever_changed(changes: list[tuple[tuple[str, str], int]]) -> None:
    """In any mixture: the letters, the stars and the lines are what they were, and once is enough."""
    text = APPROVED
    for (old, new), times in changes:
        text = text.replace(old, new, times)
    done = tidied(text)

    def solid(words: str) -> str:
        return re.sub(r"[^\w*\n]", "", words.replace("ﬁ", "fi").replace("&mdash;", "").replace("\u00ad", ""))

    assert solid(done) == solid(text)
    assert tidied(done) == done
    assert findings(page(HEAD + done, approved=(APPROVED,)), (FAMILY,)) == []
