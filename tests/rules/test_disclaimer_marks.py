"""Marks that change what an approved disclaimer says are changes of it; marks that cannot are typography."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.finding import Finding
from lint.testing import findings, page
from rules.disclaimer import ALTERED, FAMILY, tidy

APPROVED = (
    "No medical advice is given here, and this article is for information only. Do not stop your treatment without"
    " asking your doctor. In an emergency call 112 - never wait; results vary by 5 to 10 percent, or by 10² (see"
    ' below) of what Dr. Smith\'s "guide" says.'
)


def report(old: str, new: str, approved: str = APPROVED) -> list[Finding]:
    """What the family says of the approved wording with one passage of it set otherwise."""
    assert old in approved
    return findings(page(f"# Ketamine\n\n{approved.replace(old, new)}\n", approved=(approved,)), (FAMILY,))


# What was approved, what the article says, and what the message quotes of it and of the approved wording.
CHANGED = {
    "a sentence cut in two": ("stop your", "stop. Your", "stop. Your", "stop your"),
    "a sentence cut by a question mark": ("stop your", "stop? Your", "stop? Your", "stop your"),
    "an ellipsis": ("stop your", "stop … your", "stop … your", "stop your"),
    "an ellipsis of full stops": ("not stop", "not... stop", "not... stop", "not stop"),
    "a question": ("asking your doctor.", "asking your doctor?", "doctor? In", "doctor. In"),
    "a question at the end": ('guide" says.', 'guide" says?', "says?", "says."),
    "irony at the end": ("guide\" says.", "guide\" says...? :-)", "says...?", "says."),
    "a question as French sets it": ("guide\" says.", "guide\" says\u00a0?", "says ?", "says."),
    "two sentences made one": ("only. Do", "only Do", "only Do", "only. Do"),
    "two sentences run together": ("only. Do", "only, do", "only, do", "only. Do"),
    "a comma that turns": ("No medical", "No, medical", "No, medical", "No medical"),
    "a colon that turns": ("No medical", "No: medical", "No: medical", "No medical"),
    "a dash that turns": ("No medical", "No – medical", "No – medical", "No medical"),
    "a comma behind not": ("not stop", "not, stop", "not, stop", "not stop"),
    "a dash where none is approved": ("stop your", "stop — your", "stop — your", "stop your"),
    "a semicolon where none is approved": ("stop your", "stop; your", "stop; your", "stop your"),
    "a lost dash": ("112 - never", "112 never", "112 never", "112 - never"),
    "quotation marks at the first word": ("No medical", '"No" medical', "\"No\" medical", "No medical"),
    "quotation marks at a word": ("not stop", "“not” stop", "Do “not” stop", "Do not stop"),
    "single quotation marks": ("not stop", "‘not’ stop", "Do ‘not’ stop", "Do not stop"),
    "guillemets": ("not stop", "« not » stop", "Do « not » stop", "Do not stop"),
    "lost quotation marks": ('"guide"', "guide", "Smith's guide says", "Smith's \"guide\" says"),
    "parentheses": ("Do not stop", "Do (not) stop", "Do (not) stop", "Do not stop"),
    "square brackets": ("Do not stop", "Do [not] stop", "Do [not] stop", "Do not stop"),
    "a sign": ("by 5", "by -5", "by -5", "by 5"),
    "a sign as it is printed": ("to 10 percent", "to −10 percent", "to −10", "to 10"),
    "plus or minus": ("by 5", "by ±5", "by ±5", "by 5"),
    "a slash": ("not stop", "not/stop", "not/stop", "not stop"),
    "an arrow": ("stop your", "stop → your", "stop → your", "stop your"),
    "a number sign": ("call 112", "call #112", "call #112", "call 112"),
    "two marks in one": ("stop your", "stop‽ your", "stop‽ your", "stop your"),
    "angle brackets": ("Do not stop", "Do ⟨not⟩ stop", "Do ⟨not⟩ stop", "Do not stop"),
    "heavy quotation marks": ("Do not stop", "Do ❝not❞ stop", "Do ❝not❞ stop", "Do not stop"),
    "a mark like a comma": ("No medical", "No‚ medical", "No‚ medical", "No medical"),
    "a superscript": ("10²", "102", "102", "10²"),
    "a decimal comma": ("10² (", "10,2 (", "10,2", "10²"),
}  # fmt: skip


@pytest.mark.parametrize("case", CHANGED)
def test_a_mark_that_changes_the_sense_is_a_change(case: str) -> None:
    """One finding, which quotes the words with their marks."""
    old, new, said, meant = CHANGED[case]
    (found,) = report(old, new)

    assert found.rule == ALTERED
    assert found.message == (
        f"The disclaimer says “{said}” where “{meant}” is approved (approved wording: approved-1.md)."
    )
    assert said in " ".join(found.excerpt.replace("\u00a0", " ").split())


@pytest.mark.parametrize("case", CHANGED)
def test_the_other_way_round_it_is_a_change_too(case: str) -> None:
    """What was approved with the mark is changed by its loss."""
    old, new, _, _ = CHANGED[case]
    if ":-)" in new or "[" in new:
        new = new.replace(" :-)", "").replace("[", "(").replace("]", ")")
    approved = APPROVED.replace(old, new)

    assert [found.rule for found in report(new, old, approved)] == [ALTERED]


@pytest.mark.parametrize("case", CHANGED)
def test_a_changed_mark_is_never_fixed(case: str) -> None:
    """What was approved is for a person to put back: no fix comes with it."""
    old, new, _, _ = CHANGED[case]
    text = f"# Ketamine\n\n{APPROVED.replace(old, new)}\n"

    assert list(tidy(page(text, approved=(APPROVED,)))) == []
    assert all(found.fix is None for found in report(old, new))


SAME = {
    "curly quotation marks": ('"guide"', "“guide”"),
    "guillemets": ('"guide"', "«\u00a0guide\u00a0»"),
    "an apostrophe": ("Smith's", "Smith’s"),
    "an accent for an apostrophe": ("Smith's", "Smith´s"),
    "an en dash": ("112 - never", "112 – never"),
    "an em dash without blanks": ("112 - never", "112—never"),
    "two hyphens": ("112 - never", "112 -- never"),
    "a comma for a dash": ("112 - never", "112, never"),
    "a comma for a semicolon": ("wait; results", "wait, results"),
    "no final full stop": ('guide" says.', 'guide" says'),
    "a lost comma": ("here, and", "here and"),
    "one comma more": ("medical advice is", "medical advice, is"),
    "a comma before or": ("percent, or", "percent or"),
    "no full stop behind an abbreviation": ("Dr. Smith", "Dr Smith"),
    "a label": ("No medical", "**Disclaimer:** No medical"),
    "a label in the line": ("No medical", "Please note: No medical"),
    "a question before": ("No medical", "Questions? No medical"),
    "quotation marks around all": (APPROVED, f"“{APPROVED}”"),
    "parentheses around all": (APPROVED, f"({APPROVED})"),
    "quotation marks around a sentence": ("Do not stop your treatment without asking your doctor.",
                                          "“Do not stop your treatment without asking your doctor.”"),
    "parentheses around a sentence": ("Do not stop your treatment without asking your doctor.",
                                      "(Do not stop your treatment without asking your doctor.)"),
    "a list": (". ", ".\n\n- "),
    "a list without full stops": (". ", "\n\n- "),
    "paragraphs": (". Do", ".\n\nDo"),
    "a quote of several lines": (". Do", ".\n> Do"),
    "a line break": ("stop your", "stop\nyour"),
    "a hard line break": ("stop your", "stop  \nyour"),
    "emphasis": ("not stop", "**not** stop"),
    "a link": ("asking your doctor", "[asking your doctor](https://example.org)"),
    "soft hyphens": ("treatment", "treat\u00adment"),
    "a ligature": ("not stop", "not \ufb06op"),
    "full width digits": ("112", "１１２"),
    "full width marks": ("wait; results", "wait； results"),
    "a superscript in another spelling": ("10²", "10&sup2;"),
    "capitals": ("not stop", "NOT stop"),
    "a footnote": ("asking your doctor.", "asking your doctor[^1]."),
    "text behind": ('guide" says.', 'guide" says. What else? Ask!'),
    "a smiley behind": ('guide" says.', 'guide" says. :-)'),
    "an ellipsis behind": ('guide" says.', 'guide" says. …'),
    "an emoji": ("stop your", "stop 💊 your"),
    "the star of a note": ("asking your doctor", "asking your doctor\\*"),
    "a bullet in the line": ("here, and", "here • and"),
    "a compound": ("medical advice", "medical-advice"),
}  # fmt: skip


@pytest.mark.parametrize("case", SAME)
def test_a_mark_that_cannot_change_the_sense_is_no_finding(case: str) -> None:
    """However the approved words are set, they are the approved words."""
    old, new = SAME[case]
    text = f"# Ketamine\n\n{APPROVED.replace(old, new)}\n\n[^1]: Or your nurse.\n"

    assert findings(page(text, approved=(APPROVED,)), (FAMILY,)) == []


def test_fractions_are_read_in_either_spelling() -> None:
    """“½” and “1⁄2” are one number, “1½” and “11⁄2” are two."""
    approved = "This article is not medical advice. Never take more than ½ of it; 1½ are too many for you."

    assert report("½ of", "1⁄2 of", approved) == []
    assert [found.rule for found in report("1½", "11⁄2", approved)] == [ALTERED]


def test_letters_in_two_parts_are_one_letter() -> None:
    """Accents as files from a Mac hold them, behind their letters; one that is lost is a change."""
    approved = "Cet article ne remplace pas un avis médical. Demandez à votre médecin, il vous connaît déjà très bien."
    text = unicodedata.normalize("NFD", approved)

    assert findings(page(f"# K\n\n{text}\n", approved=(approved,)), (FAMILY,)) == []
    assert findings(page(f"# K\n\n{approved}\n", approved=(text,)), (FAMILY,)) == []
    assert [found.rule for found in report("médical", "medical", approved)] == [ALTERED]


def test_a_number_keeps_the_mark_between_its_digits() -> None:
    """A comma that is one of a list may go; one in a number may not."""
    approved = "This article is not medical advice. Call 1.500 or 2-3 people before you take any of this yourself."

    assert [found.rule for found in report("1.500", "1,500", approved)] == [ALTERED]
    assert [found.rule for found in report("1.500", "1 500", approved)] == [ALTERED]
    assert report("2-3", "2–3", approved) == []
    assert report("2-3", "2 – 3", approved) == []


def test_of_two_copies_the_better_one_counts() -> None:
    """An altered copy above the approved wording is none of the rule's, as with altered words."""
    bad = APPROVED.replace("stop your", "stop. Your")
    text = f"# Ketamine\n\n{bad}\n\n{APPROVED}\n"

    assert findings(page(text, approved=(APPROVED,)), (FAMILY,)) == []


def test_of_two_wordings_the_one_with_the_same_marks_counts() -> None:
    """Two approved wordings may differ in their marks alone."""
    other = APPROVED.replace("here, and this article is for information only. Do", "here. Do")
    marked = other.replace("not stop", "not (!) stop")
    of = page(f"# Ketamine\n\n{marked}\n", approved=(other, marked))

    assert findings(of, (FAMILY,)) == []


def test_lost_parentheses_are_a_change() -> None:
    """At either end of what stood in them."""
    (found,) = report("(see below)", "see below")

    assert found.help.endswith("Changed: “10² see” for “10² (see”; “below of” for “below) of”.")
    assert [each.rule for each in report("see below", "(see below)", APPROVED.replace("(see below)", "see below"))]


def test_marks_and_words_are_told_together() -> None:
    """The gravest first, and each change is counted once."""
    text = APPROVED.replace("not stop", "stop").replace("given here,", "given (here),")
    (found,) = findings(page(f"# Ketamine\n\n{text}\n", approved=(APPROVED,)), (FAMILY,))

    assert found.message == (
        "The disclaimer leaves out “not” after “Do”, and differs in 1 more place (approved wording: approved-1.md)."
    )
    assert found.help.endswith("Changed: “not” left out; “given (here), and” for “given here, and”.")


@given(st.integers(0, 60), st.sampled_from([". ", "? ", "! ", "; ", " – ", " (", ") ", ' "']))
def test_a_strong_mark_between_two_words_is_always_a_change(index: int, mark: str) -> None:
    """Wherever two words of the wording stand without a mark between them, a strong one is found."""
    words = APPROVED.split(" ")
    pairs = [
        at for at in range(len(words) - 1) if words[at].isalpha() and words[at + 1].isalpha() and words[at] != "Dr"
    ]
    at = pairs[index % len(pairs)]
    text = " ".join(words[: at + 1]) + mark + " ".join(words[at + 1 :])
    found = findings(page(f"# Ketamine\n\n{text}\n", approved=(APPROVED,)), (FAMILY,))

    assert [each.rule for each in found] == [ALTERED]
