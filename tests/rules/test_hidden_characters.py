"""Laws of hidden characters: what is plain is silent, what is slipped into a word is found and can be taken out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.finding import Finding, Fix
from lint.testing import findings
from rules import PACK, hidden_characters
from rules.hidden_characters.characters import kind, shown

FAMILIES = (hidden_characters.FAMILY,)
INVISIBLE = "\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff\u034f\u180e\u3164\u115f\ufe00\ufe0f\U000e0100"
CYRILLIC = dict(zip("aceopxyi", "асеорхуі", strict=True))
words = st.text("bcdefghijklmnopqrstuvwxyz", min_size=5, max_size=12)
# Every kind of character that the rule knows, beside those that excuse it.
ANYTHING = st.text(
    f"aZ5.,%-/ \n\t#|&;:{INVISIBLE}\u00ad\u202a\u202e\u202c\u2066\u2067\u2069\u200e\u200f\u061c"
    "аеЖωοαμΑհᎢ𝐚𝟏ａ５Ⓐʀɡɑ٢५אبก漢👩🏴\u20e3\U000e0041\U000e007f\uf0b7\ufffd\ufdd0\u0085\x08\x1b",
    max_size=60,
)


def found(text: str) -> list[Finding]:
    """What the rule reports on a text."""
    return findings(text, FAMILIES)


def repaired(text: str, fix: Fix) -> str:
    """A text after a fix."""
    for edit in reversed(fix.edits):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=200))
def test_ascii_is_silent(text: str) -> None:
    """Characters that every keyboard has are never reported."""
    assert found(text.replace("&", "and")) == []


@given(words, st.data())
def test_an_invisible_character_within_a_word_is_found_and_deleted(word: str, data: st.DataObject) -> None:
    """Wherever it stands within a word, one finding points at it and its safe fix restores the word."""
    at = data.draw(st.integers(1, len(word) - 1))
    text = f"The {word[:at]}{data.draw(st.sampled_from(INVISIBLE))}{word[at:]} is here."

    (finding,) = found(text)

    assert f'"{word}"' in finding.message
    assert (finding.start.offset, finding.end.offset) == (4 + at, 5 + at)
    assert finding.fix is not None
    assert finding.fix.safety == "safe"
    assert repaired(text, finding.fix) == f"The {word} is here."


@given(words, st.sampled_from(sorted(CYRILLIC)), st.data())
def test_a_lookalike_within_a_word_is_found_and_replaced(word: str, letter: str, data: st.DataObject) -> None:
    """One Cyrillic letter in a Latin word is found, and its fix, to be looked at, gives the Latin word."""
    at = data.draw(st.integers(0, len(word)))

    (finding,) = found(f"The {word[:at]}{CYRILLIC[letter]}{word[at:]} is here.")

    assert finding.excerpt == CYRILLIC[letter]
    assert finding.fix is not None
    assert finding.fix.safety == "unsafe"
    assert repaired(f"The {word[:at]}{CYRILLIC[letter]}{word[at:]} is here.", finding.fix) == (
        f"The {word[:at]}{letter}{word[at:]} is here."
    )


@given(words, st.sampled_from(INVISIBLE))
def test_an_entity_counts_as_what_it_stands_for(word: str, character: str) -> None:
    """An entity gives the finding of its character, at the whole entity, and the same repaired word."""
    written = f"&#x{ord(character):X};"
    (plain,), (entity,) = found(f"{word[:2]}{character}{word[2:]}"), found(f"{word[:2]}{written}{word[2:]}")

    assert entity.message == plain.message
    assert entity.excerpt == written
    assert entity.fix is not None
    assert repaired(f"{word[:2]}{written}{word[2:]}", entity.fix) == word


@given(ANYTHING)
def test_any_text_has_exact_findings(text: str) -> None:
    """Places are in order, messages are one sentence without what they name, and edits do not overlap."""
    reported = found(text)

    assert [each.start.offset for each in reported] == sorted(each.start.offset for each in reported)
    for finding in reported:
        assert finding.excerpt == text[finding.start.offset : finding.end.offset] != ""
        assert finding.message.endswith(".")
        assert not any(kind(each) in ("bidi", "mark", "unseen", "tag", "control") for each in finding.message)
        if finding.fix is not None:
            ends = [edit.span.end for edit in finding.fix.edits]
            assert all(end <= edit.span.start for end, edit in zip(ends, finding.fix.edits[1:], strict=False))


@given(ANYTHING)
def test_deleting_what_is_invisible_leaves_none_within_words(text: str) -> None:
    """After all safe fixes, and again until nothing changes, no safe fix is left."""
    for _ in range(len(text) + 1):
        fixes = [each.fix for each in found(text) if each.fix is not None and each.fix.safety == "safe"]
        if not fixes:
            return
        text = repaired(text, fixes[0])
    pytest.fail("a fix does not end")


def test_a_pasted_page_is_one_finding() -> None:
    """Three hundred characters of one kind are one finding, whose fix takes out all of them."""
    text = "\n\n".join(f"Para\u200bgraph {number} is of some in\u200bterest." for number in range(150))

    (finding,) = found(text)

    assert "and so at 299 more places in this article" in finding.message
    assert finding.fix is not None
    assert repaired(text, finding.fix) == text.replace("\u200b", "")


def test_other_kinds_are_still_told_one_by_one() -> None:
    """What is told once for many does not hide another character."""
    text = "\n\n".join(f"Para\u200bgraph {number}." for number in range(30)) + "\n\nThe cоld \u202eroom.\n"

    assert [each.excerpt for each in found(text)] == ["\u200b", "о", "\u202e"]


@pytest.mark.parametrize("text", ["# Title", "- item", "1. item", "> quote", "| a | b |", "```", "[^1]: note"])
def test_what_stands_before_the_mark_of_a_line(text: str) -> None:
    """An invisible character before the mark of a line keeps it from being read as what it is."""
    (finding,) = found(f"Before.\n\n\ufeff{text}\n")

    assert finding.excerpt == "\ufeff"
    assert f'The mark "{text.split(maxsplit=1)[0]}" has no effect' in finding.message


def test_the_byte_order_mark_of_a_file_is_none() -> None:
    """At the start of the file it is a signature."""
    assert found("\ufeff# Title\n\nText\n") == []
    assert len(found("\ufeff\ufeff# Title\n\nText\n")) == 1


def test_apostrophes_of_windows_are_told() -> None:
    """A control character that was an apostrophe is told as one."""
    text = "The child doesn\x92t sleep."
    (finding,) = found(text)

    assert finding.help == 'Type "’" in its place, which it seems to have been.'
    assert finding.fix is not None
    assert repaired(text, finding.fix) == "The child doesn’t sleep."


def test_a_value_that_is_known_as_a_whole_gets_no_fix() -> None:
    """An escape in a quoted value of the front matter is reported, and the value is not touched."""
    (finding,) = found('---\ntitle: "Ket\\u200bamine"\n---\n\nText\n')

    assert finding.excerpt == '"Ket\\u200bamine"'
    assert finding.fix is None


def test_markup_does_not_split_a_word() -> None:
    """A character that only stands within a word once its markup is gone is found."""
    assert [each.excerpt for each in found("**Keta**\u200bmine helps.")] == ["\u200b"]


@pytest.mark.parametrize("character", ["\u200b", "\u2060", "\u00ad", "\u200e"])
def test_dosing_reads_through(character: str) -> None:
    """A dose that is disguised is reported as a dose too; neither rule leans on the other."""
    rules = {each.rule for each in findings(f"Take 5 m{character}g of ketamine twice daily.\n", PACK)}

    assert {"dosing-instruction", "hidden-characters"} <= rules


def test_bullets_become_a_list() -> None:
    """What Word wrote for a list is told and mended as one, and what was said is ready to copy."""
    text = "Call us when\n\n\uf0b7 attacks come,\n\uf0b7\tnothing helps,\n  \uf0a7it lasts.\n"
    (told,) = found(text)

    assert told.help == 'Begin each such line with "- " in its place: it was the bullet of a list.'
    assert told.fix is not None
    assert repaired(text, told.fix) == "Call us when\n\n- attacks come,\n-\tnothing helps,\n  - it lasts.\n"


@given(st.characters(codec="utf-8"))
def test_every_character_can_be_shown(character: str) -> None:
    """Every character has a kind and can be named in print."""
    assert isinstance(kind(character), str)
    assert shown(character).startswith(f"U+{ord(character):04X}, ")
    assert shown(character).isascii()
