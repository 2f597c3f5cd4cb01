"""A text is read the same whatever was read before it."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint import memory
from lint.document import Document
from lint.markdown import reader
from lint.parse import parse
from tests.lint.markdown.documents import DOCUMENTS
from tests.lint.markdown.test_properties import ENDS, anything, compositions


class Edit(NamedTuple):
    """What is typed: characters in the place of others, both told in thousandths of the text."""

    place: int
    length: int
    text: str

    def done(self, text: str) -> str:
        """The text after it."""
        start = self.place * len(text) // 1000
        return text[:start] + self.text + text[start + self.length :]


edits = st.lists(
    st.builds(Edit, st.integers(0, 1000), st.integers(0, 4), st.one_of(compositions, anything, st.just(""))),
    min_size=1,
    max_size=4,
)
articles = st.tuples(st.lists(st.sampled_from(list(DOCUMENTS.values())), min_size=1, max_size=4), st.sampled_from(ENDS))


@given(articles, edits)
def test_edited_documents(article: tuple[list[str], str], edits: list[Edit]) -> None:
    """With everything in memory, with nothing, and where no run of text is taken for one that stands alone."""
    texts, end = article
    text = "\n\n".join(texts).replace("\n", end)
    versions = [text := edit.done(text) for edit in edits]

    _same(versions)


@given(compositions, edits)
def test_edited_compositions(text: str, edits: list[Edit]) -> None:
    """The same for Markdown put together at random."""
    _same([text, *(text := edit.done(text) for edit in edits)])


def _same(versions: list[str]) -> None:
    remembering = [_read(text) for text in (*versions, *versions)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(memory, "LONGEST", -1)
        without = [_read(text) for text in versions]
        patch.setattr(reader, "stands_alone", lambda *_: False)
        apart = [_read(text) for text in versions]

    assert remembering == without * 2
    assert without == apart


def _read(text: str) -> Document:
    return parse(text, "a.md")._replace(odd=())  # which tells how it was read


@pytest.mark.parametrize(
    "text",
    [
        "- one *two*\n  three\n- > one *two*\n  > three\n",  # the same content in lines that lie otherwise
        "| a | b *c* |\n|--|--|\n| b *c* | b \\| *c* |\n",
        "[a]\n\n- [a]\n\n[a]: /u 't'\n",
        "x[^1] y\n\n[^1]: y\n\nx ^[y]\n",
        "<b>x\n\nx\n\n</b>\n\nx\n\n<details>\n\nx\n\n</details>\n",
        "x &amp; y  \nz\r\n\r\n> x &amp; y  \r\n> z\r\n",
    ],
)
def test_what_looks_alike(text: str) -> None:
    """Runs of the same characters in other places, among other definitions and in other elements."""
    _same([text, text.replace("/u", "/v"), "x\n", text])
