"""Laws of the dosing rules: what markup and disguise may not change, exact places, linear time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint.finding import Hit
from lint.testing import page
from rules.dosing import FAMILY
from rules.dosing.context import Context
from rules.dosing.fold import fold
from rules.dosing.lexicon import lexicon
from rules.dosing.telling import may_tell, text_may_tell
from rules.dosing.tokens import sentences, tokenize
from rules.dosing.verdict import judge
from tests.rules.linear import linear

SENTENCE = "Take 0.5 mg/kg ketamine over 40 minutes twice a week."
DOSE = "0.5 mg/kg ketamine over 40 minutes twice a week"
TEXTS = (
    SENTENCE,
    "The usual adult dose is 150 mg per day.",
    "Nehmen Sie dreimal täglich eine Tablette nach dem Essen ein.",
    "Each capsule contains 250 mg of amoxicillin.",
    "In the trial, patients received 10 mg of dexamethasone daily.",
    "Check your blood pressure twice daily.",
    "Prenez un comprimé matin et soir pendant 7 jours.",
)
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u034f"


def hits(text: str) -> list[Hit]:
    """What the family reports."""
    return list(FAMILY.check(page(text)))


def said(text: str) -> list[str]:
    """The rules that report a text."""
    return [hit.rule for hit in hits(text)]


@pytest.mark.parametrize(
    "document",
    [
        SENTENCE,
        f"- {SENTENCE}",
        f"1. {SENTENCE}",
        f"> {SENTENCE}",
        f"## {SENTENCE}",
        f"{SENTENCE}\n===",
        f"| What | How |\n| --- | --- |\n| Ketamine | {SENTENCE} |",
        f"Ask.[^1]\n\n[^1]: {SENTENCE}",
        f"![{SENTENCE}](card.png)",
        f"<p>{SENTENCE}</p>",
        f"Term\n: {SENTENCE}",
    ],
)
def test_the_sentence_gives_one_finding_wherever_it_stands(document: str) -> None:
    """An instruction is one finding from its amount to its frequency, in every kind of block."""
    found = hits(document)

    assert [hit.rule for hit in found] == ["dosing-instruction"]
    assert document[found[0].span.start : found[0].span.end] == DOSE


INSTRUCTIONS = (
    "take 5 mg of oxycodone twice daily",
    "the usual dose is 100 mg per day",
    "give 0.5 mg/kg over 40 minutes",
    "swallow one tablet every morning",
    "you should take 2 tablets every 6 hours",
    "inject 10 units at bedtime",
    "do not take more than 4 g a day",
)
BESIDE = (
    "If the serum potassium is low, {}.",
    "In a large trial this worked, so {}.",
    "With food, {}.",
    "After lunch, {}.",
    "When your blood glucose level is below 70 mg/dL, {}.",
    "In patients who weigh 70 kg, {}.",
    "Ask your doctor first, then {}.",
    "For a child of 5 years, {}.",
    "{} (see the study by Smith 2009).",
    "{} with a glass of water.",
    "{} and check your blood pressure.",
    "{} because of side effects.",
    "{} and walk for 30 minutes.",
    "{} (the bottle costs $5).",
    "{} until your level is normal.",
    "{} with a low-salt diet.",
)


@pytest.mark.parametrize("beside", BESIDE)
@pytest.mark.parametrize("instruction", INSTRUCTIONS)
def test_what_stands_beside_an_instruction_does_not_hide_it(instruction: str, beside: str) -> None:
    """Food, tests, prices, studies and ages in the same sentence leave an instruction an instruction."""
    text = beside.format(instruction)

    assert said(text[0].upper() + text[1:]) == ["dosing-instruction"]


def test_markup_inside_the_sentence_changes_nothing_but_the_place() -> None:
    """Emphasis, a link and a code span may split the dose."""
    document = "Take **0.5** mg/kg *keta*mine [over](#a) 40 `minutes` twice a week."
    found = hits(document)

    assert [hit.rule for hit in found] == ["dosing-instruction"]
    assert document[found[0].span.start : found[0].span.end] == document[7:-1]


@given(st.sampled_from(TEXTS), st.data())
@settings(max_examples=60, deadline=None)
def test_invisible_characters_change_no_verdict(text: str, data: st.DataObject) -> None:
    """A character that draws nothing, put anywhere, hides no dose and makes none."""
    place = data.draw(st.integers(1, len(text) - 1))
    character = data.draw(st.sampled_from(INVISIBLE))

    assert said(text) == said(text[:place] + character + text[place:])


@given(st.sampled_from(TEXTS), st.data())
@settings(max_examples=60, deadline=None)
def test_emphasis_changes_no_verdict(text: str, data: st.DataObject) -> None:
    """A word set in strong type is the same word."""
    words = text.split(" ")
    index = data.draw(st.integers(0, len(words) - 1))
    words[index] = f"<b>{words[index]}</b>"

    assert said(text) == said(" ".join(words))


@given(st.text(max_size=200))
@settings(deadline=None)
def test_folding_keeps_offsets(text: str) -> None:
    """Every folded character names a character of the text, in order."""
    folded = fold(text)
    starts = range(len(text)) if folded.starts is None else folded.starts

    assert len(folded.text) == len(starts)
    assert sorted(starts) == list(starts)
    assert all(0 <= start < max(len(text), 1) for start in starts)


@given(st.text(alphabet="５½µ·–\u00ad\u200bmg 1.,/kgа²tablet", max_size=40))
@settings(deadline=None)
def test_folding_twice_is_folding_once(text: str) -> None:
    """What is plain stays plain."""
    once = fold(text).text

    assert once == fold(once).text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("３００　ｍｇ", "300 mg"),
        ("0·5 µg", "0.5 ug"),
        ("2½ Tabletten", "2 1/2 tabletten"),
        ("5–10 mg/m²", "5-10 mg/m2"),
        ("5 m\u200dg", "5 mg"),
        ("10 mсg", "10 mcg"),
        ("täglich größer", "taglich grosser"),
        ("٥ mg", "5 mg"),
    ],
)
def test_disguises_fold_to_plain_text(text: str, folded: str) -> None:
    """Full width, fractions, dashes, invisible and look-alike letters read as what a reader sees."""
    assert folded == fold(text).text


@given(st.text(max_size=300))
@settings(max_examples=80, deadline=None)
def test_any_text_is_read_without_an_error(text: str) -> None:
    """Tokens lie in order within the text, sentences cover them, and the verdict names tokens of the sentence."""
    tokens = tokenize(text)
    ranges = sentences(text, tokens)

    assert [start for start, _ in ranges[1:]] == [end for _, end in ranges[:-1]]
    for start, end in ranges:
        sentence = tokens.part(start, end)
        verdict = judge(sentence, Context())

        assert 0 <= verdict.start <= verdict.end <= len(sentence.words)


@given(st.lists(st.sampled_from([*TEXTS, "- item", "| a | b |", "5 mg", "**x**", "10 mg\\", "&shy;"]), max_size=6))
@settings(max_examples=60, deadline=None)
def test_spans_are_in_order_and_inside_the_document(pieces: list[str]) -> None:
    """Whatever the document, its findings lie inside it, none is empty, and the quoted value stands in the message."""
    document = "\n\n".join(pieces)
    for hit in hits(document):
        assert 0 <= hit.span.start < hit.span.end <= len(document)
        assert hit.message.startswith('"')


@pytest.mark.parametrize(
    "unit",
    ["1 ", "5 mg ", "take 5 mg daily ", "1,", "1-", "1/", "mg/kg/", "a", "e.g. ", "| 5 mg ", "twice a day ", "½", "٥"],
)
def test_time_is_linear_in_the_length(unit: str) -> None:
    """Four times the text takes about four times as long, however it repeats."""

    def read(length: int) -> None:
        text = unit * (length // len(unit))
        tokens = tokenize(text)
        for start, end in sentences(text, tokens):
            judge(tokens.part(start, end), Context())

    read(1000)

    assert linear(read, 6_000)


# "/die" stands behind a number, which opens the gate.
ENTRIES = sorted(entry for entry in lexicon().words if entry[0].isalnum())


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_the_gate_lets_every_dose_through(data: st.DataObject) -> None:
    """A text that the gate turns away would not have been reported."""
    words = data.draw(st.lists(st.sampled_from(ENTRIES), min_size=1, max_size=9))
    text = " ".join(words).replace("_", " ")
    verdict = judge(tokenize(text), Context(listed=True))  # nor do words of any order stop the reading

    assert text_may_tell(text) or not may_tell(tokenize(text).letters)
    assert text_may_tell(text) or verdict.kind == "none"


def test_a_drug_is_carried_from_heading_lead_and_header() -> None:
    """The reasons say where the drug and the dose came from."""
    document = "## Ketamine dosing\n\n- 10 mg\n\nText.\n\n| Dose |\n| --- |\n| 5 mg |\n"
    helps = [hit.help for hit in hits(document)]

    assert len(helps) == 2
    assert "the drug and the dose named in the heading" in helps[0]
    assert "the dose named in the table header" in helps[1]


def test_help_offers_words_to_use_instead() -> None:
    """The remedy is a sentence that can be copied."""
    assert '"Ask a doctor or pharmacist which dose is right, and how often."' in hits(SENTENCE)[0].help


def test_the_first_article_is_silent(request: pytest.FixtureRequest) -> None:
    """Low-dose ketamine, multi-day infusions and a titration protocol are no dosing."""
    article = request.path.parent.parent / "data" / "first_article_raw.md"

    assert said(article.read_text(encoding="utf-8")) == []
