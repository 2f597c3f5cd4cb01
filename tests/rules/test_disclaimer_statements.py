"""Sentences in eight languages, each of which is plainly a disclaimer of this text or plainly none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from rules.disclaimer.anchors import LANGUAGES
from rules.disclaimer.phrases import fold, lexicon, tokens
from rules.disclaimer.statement import _negations, read

SENTENCES = Path(__file__).parent / "disclaimer_statements.txt"


def sections() -> Iterator[tuple[str, bool, tuple[str, ...]]]:
    """Language, whether they are disclaimers, and the sentences, of every section of the data file."""
    for part in SENTENCES.read_text(encoding="utf-8").split("\n[")[1:]:
        head, *lines = part.splitlines()
        language, expected = head.rstrip("]").split()
        yield language, expected == "yes", tuple(line for line in lines if line.strip())


def is_stated(text: str, language: str) -> bool:
    """Whether a text holds the core statement."""
    statement = read(text, language)
    return statement is not None and statement.verdict == "stated"


each = pytest.mark.parametrize(("language", "expected", "sentences"), [*sections()])
each_none = pytest.mark.parametrize(("language", "sentences"), [(row[0], row[2]) for row in sections() if not row[1]])
each_disclaimer = pytest.mark.parametrize(("language", "sentences"), [(row[0], row[2]) for row in sections() if row[1]])


@each
def test_sentences_are_told_apart(language: str, expected: bool, sentences: tuple[str, ...]) -> None:
    """Every sentence is read as what it is."""
    wrong = [sentence for sentence in sentences if is_stated(sentence, language) != expected]

    assert wrong == []


@each_none
def test_no_other_language_reads_a_disclaimer_into_them(language: str, sentences: tuple[str, ...]) -> None:
    """What is none in its own language is none in any other: all languages are tried on every text."""
    others = [other for other in LANGUAGES if other != language]
    wrong = [(other, sentence) for other in others for sentence in sentences if is_stated(sentence, other)]

    assert wrong == []


@each_disclaimer
def test_sentence_with_one_negation_needs_it(language: str, sentences: tuple[str, ...]) -> None:
    """A sentence with a single negation says nothing of the kind without it."""
    words = lexicon(language)
    kept = []
    for sentence in sentences:
        folded = fold(sentence)
        row = tokens(folded.text, words)
        negations = tuple(_negations(row, words))
        if len(negations) != 1:
            continue
        token = row[negations[0]]
        # "isn't" loses its "n't" alone.
        start = token.end - 3 if token.text.endswith("n't") else token.start
        lost = sentence[: folded.places[start]] + sentence[folded.places[token.end] :]
        if is_stated(re.sub(" +", " ", lost), language):
            kept.append(lost)

    assert kept == []
