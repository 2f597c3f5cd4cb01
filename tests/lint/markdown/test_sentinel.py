"""Places are exact: a letter that is replaced in the source is found again at the place that the map names."""

from __future__ import annotations

import string
from collections.abc import Iterator

import pytest

from lint.document import Document
from lint.parse import parse
from lint.spans import BOM
from tests.lint.markdown.commonmark import Example
from tests.lint.markdown.documents import DOCUMENTS, LINE_ENDS, with_line_ends
from tests.lint.markdown.laws import breaches

each_document = pytest.mark.parametrize("name", DOCUMENTS)


def places(document: Document, letter: str) -> list[int]:
    """Where the prose of the document says that a letter stands."""
    return [
        block.prose.source(index).start
        for block in document.blocks
        for index, character in enumerate(block.text)
        if character == letter
    ]


def probed(text: str, step: int = 1) -> Iterator[tuple[int, list[int]]]:
    """Replace visible letters, one at a time, by one that the text does not have; (its place, where it was found)."""
    letter = next(letter for letter in "QZXJKVqzxjkv" if letter not in text)
    document = parse(text)
    visible = [
        block.prose.source(index).start
        for block in document.blocks
        for index, character in enumerate(block.text)
        if character in string.ascii_letters and block.prose.source(index).end - block.prose.source(index).start == 1
    ]
    for place in visible[::step]:
        changed = f"{text[:place]}{letter}{text[place + 1 :]}"
        yield place, places(parse(changed), letter)


def own(name: str) -> Iterator[str]:
    """A document of ours with every kind of line ends, and with a byte order mark."""
    for ends in LINE_ENDS[1:]:
        yield with_line_ends(DOCUMENTS[name], ends)
    yield BOM + DOCUMENTS[name]


@each_document
def test_own_documents_are_exact(name: str) -> None:
    """Every visible letter of our documents is found again at its place."""
    wrong = [(place, found) for place, found in probed(DOCUMENTS[name]) if found != [place]]

    assert wrong == []


@each_document
def test_own_documents_are_exact_with_other_line_ends(name: str) -> None:
    """So is every third one with a byte order mark, carriage returns, or a mixture of line ends."""
    wrong = [(text, place, found) for text in own(name) for place, found in probed(text, 3) if found != [place]]

    assert wrong == []


@each_document
def test_own_documents_keep_the_laws(name: str) -> None:
    """Segments are gapless and in order, and text that is mapped letter by letter is the same text."""
    assert [breach for text in own(name) for breach in breaches(parse(text))] == []


@each_document
def test_nothing_is_unchecked_in_own_documents(name: str) -> None:
    """The documents hold nothing that cannot be read."""
    assert [problem for text in own(name) for problem in parse(text).problems] == []


def test_examples_are_exact(commonmark_examples: list[Example]) -> None:
    """Visible letters of the CommonMark examples are found again at their places: more than 5,000 probes."""
    count = 0
    wrong = []
    for example in commonmark_examples:
        for ends, step in (("\n", 1), ("\r\n", 7)):
            text = with_line_ends(example.markdown, ends)
            for place, found in probed(text, step):
                count += 1
                if found != [place]:
                    wrong.append((example.number, text, place, found))

    assert wrong == []
    assert count >= 5_000


def test_examples_keep_the_laws(commonmark_examples: list[Example]) -> None:
    """The laws of places hold for every CommonMark example, with every kind of line ends."""
    wrong = [
        (example.number, breach)
        for example in commonmark_examples
        for ends in LINE_ENDS
        for breach in breaches(parse(with_line_ends(example.markdown, ends)))
    ]

    assert wrong == []
