"""What is not in the vocabulary of a text is not shown by it."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lint.document import Document
from lint.gist import Vocabulary, plain, vocabulary, words
from lint.parse import parse
from tests.lint.markdown.test_properties import PIECES, TABLES

dosed = st.sampled_from(
    (*PIECES, *TABLES, "take", "mg", "5", "tab", "lets", " ", "\n", "Émil", "µg", "&#109;", "&micro;")
)


@given(st.lists(dosed, max_size=30).map("".join))
@example("tab**let**s")
@example("`tab`lets")
@example("[ta](b)lets")
@example('[ta](b "c")lets')
@example("[ta](b(c)d)lets")
@example("m&#103;")
@example("m\u00adg")
@example("m<b class=x>g</b>")
@example("m<!-- -->g")
@example("take_two\\_tablets")
@example("a|b\n-|-\nta\\|ke|mg\n")
@example('[x]: y "m&#103;"\n')
@example('---\ntitle: "ta\\x62let"\n---\n')
@example("![ta*b*let](x)")
@example("ta\\\nblet")
def test_every_word_that_is_shown_is_there(text: str) -> None:
    """However marks, addresses, tags and entities part it in the source."""
    document = parse(text)

    assert _shown(document) <= document.vocabulary.words


def _shown(document: Document) -> frozenset[str]:
    titles = (definition.title for definition in document.definitions)
    text = "\n".join((*(block.text for block in document.blocks), *titles))
    return frozenset(re.findall(r"[^\W\d_]+", "".join(map(plain, text))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Take 2 Tablets, 5mg.", {"take", "tablets", "mg"}),
        ("Émile’s µg ½ ﬁne", {"emile", "s", "ug", "fine"}),
        ("m\u00adg \u200bx", {"mg", "x"}),
        ("", set()),
    ],
)
def test_words(text: str, expected: set[str]) -> None:
    """Lower case, no accents, compatibility characters undone; digits and marks part words."""
    assert words(text) == expected


def test_a_vocabulary_answers_for_beginnings_and_ends() -> None:
    """Of words, never across two of them."""
    held = vocabulary("The cardiologist recommends treatment.")

    assert held.begin(("recommend",))
    assert held.begin(("treatment",))
    assert not held.begin(("mends", "ogist"))
    assert held.end(("ologist",))
    assert not held.end(("ology", "treat"))
    assert not Vocabulary(frozenset()).begin(("treat",))


def test_plain_is_what_looks_the_same() -> None:
    """Letters of other scripts that look like Latin ones, raised digits, and what draws nothing."""
    assert [plain(each) for each in "сÉß²\u200d\u00a0"] == ["c", "e", "ss", "2", "", " "]
