"""Words as they compare: what folds away, what stays, and where each stands."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.resolve.matching.fold import same, tokens, words
from lint.resolve.matching.wording import kind_of, near, number, opposite, spelling

FOLDS = {
    "Mirror Therapy": "mirror therapy",
    "TNF-α in H<sub>2</sub>O": "tnf alpha in h2o",
    "Α and β-blockers": "alpha and beta blockers",
    "Straße, Ærø, Łódź, Đorđe": "strasse aero lodz dorde",
    "Müller and Mu\u0308ller": "muller and muller",
    "Crohn's, Crohn’s": "crohns crohns",
    "ﬁbrosis and ½": "fibrosis and 1 2",
    "1,000 patients, 12·5 mg, 0.5 %": "1000 patients 12.5 mg 0.5",
    "Doe,147,2009": "doe 147 2009",
    "pain &amp; sleep & rest": "pain and sleep and rest",
    "p &lt; 0.05": "p 0.05",
    "p < 0.05 and > 0.01": "p 0.05 and 0.01",
    "<i>Helicobacter</i> <jats:italic>pylori</jats:italic>": "helicobacter pylori",
    "first<br/>second": "first second",
    "long\u2010term, long\u2014term": "long term long term",
    "soft\u00adhyphen and zero\u200bwidth": "softhyphen and zerowidth",
    "Ketаmine": "ketamine",  # a Cyrillic letter in a Latin word
    "Кетамин": "кетамин",
    "µg": "mug",
    "": "",
}


@pytest.mark.parametrize(("text", "folded"), FOLDS.items())
def test_folds(text: str, folded: str) -> None:
    """Markup, case, accents and typography are gone, words are left."""
    assert tuple(folded.split()) == words(text)


@pytest.mark.parametrize("text", FOLDS)
def test_places_are_those_of_the_words(text: str) -> None:
    """Folding a word where it stands gives the word again."""
    for token in tokens(text):
        assert token.word in "".join(words(text[token.start : token.end]))


def test_german_spellings_are_one_name() -> None:
    """ü and ue are one letter to a reader, u another way to write it."""
    umlaut, plain, spelled = (tokens(name)[0] for name in ("Müller", "Muller", "Mueller"))

    assert same(umlaut, plain)
    assert same(umlaut, spelled)
    assert not same(plain, spelled)


@given(st.text(max_size=80))
def test_places_are_in_order_and_within_the_text(text: str) -> None:
    """Words do not overlap and none lies outside of the text."""
    found = tokens(text)

    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(one.start <= other.start and one.end <= other.end for one, other in pairwise(found))


@given(st.text(alphabet=st.characters(codec="latin-1", categories=("L", "N", "P", "Z")), max_size=60))
def test_decomposed_letters_fold_alike(text: str) -> None:
    """It makes no difference whether an accent is part of its letter or follows it."""
    assert words(unicodedata.normalize("NFC", text)) == words(unicodedata.normalize("NFD", text))


NEAR = [
    ("tumour", "tumors"), ("randomised", "randomized"), ("paediatric", "pediatric"), ("fibre", "fiber"),
    ("anaesthesia", "anesthesia"), ("sulphate", "sulfate"), ("labelled", "labeled"), ("analyse", "analyze"),
    ("studies", "study"), ("therapy", "thearpy"), ("syndrome", "syndrom"), ("patients", "patient"),
]  # fmt: skip
FAR = [
    ("pain", "gain"), ("wrist", "ankle"), ("typical", "atypical"), ("hypertension", "hypotension"), ("cox1", "cox2"),
    ("intravenous", "intranasal"), ("symptomatic", "asymptomatic"), ("prednisone", "prednisolone"),
    ("afferent", "efferent"), ("abduction", "adduction"), ("effective", "ineffective"), ("rat", "cat"),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right"), NEAR)
def test_a_slip_is_near(left: str, right: str) -> None:
    """Another spelling, a plural or one wrong letter is the same word."""
    assert near(left, right)
    assert near(right, left)


@pytest.mark.parametrize(("left", "right"), FAR)
def test_another_word_is_not_near(left: str, right: str) -> None:
    """An opposite, another number or another drug is another word, however alike it looks."""
    assert not near(left, right)


def test_opposites_look_alike() -> None:
    """A beginning turns the sense of a word."""
    assert opposite("typical", "atypical")
    assert opposite("hypertension", "hypotension")
    assert not opposite("therapy", "therapies")


def test_numbers_are_one_in_every_writing() -> None:
    """II, two and 2 are one number; a word with figures is none."""
    assert [number(word) for word in ("ii", "two", "02", "cox2", "12.5")] == ["2", "2", "2", "", "12.5"]


def test_spelling_is_stable() -> None:
    """A spelling of a spelling is itself."""
    for word in ("tumours", "randomized", "oesophagus", "programmes", "therapies"):
        assert spelling(spelling(word)) == spelling(word)


KINDS = [
    ("type 2", "type 1", "number"), ("phase iii", "phase ii", "number"), ("cox2", "cox1", "number"),
    ("long term", "longterm", None), ("without", "with", "negation"), ("", "not", "negation"),
    ("atypical", "typical", "negation"), ("after", "before", "negation"), ("pilot", "randomised", "design"),
    ("", "double blind", "design"), ("ankle", "wrist", "words"), ("", "chronic severe", "words"),
    ("", "chronic", "word"),
    ("relif", "relief", "spelling"), ("of the", "of", "small"), ("relief pain", "pain relief", "small"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "recorded", "kind"), KINDS)
def test_kinds_of_change(said: str, recorded: str, kind: str | None) -> None:
    """What a change means decides whether another study could be meant."""
    assert kind == kind_of(said.split(), recorded.split())
