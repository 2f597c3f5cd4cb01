"""Laws of every document, tried on random compositions of Markdown, HTML and odd characters."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from lint.parse import parse
from lint.spans import LineIndex
from tests.lint.markdown.documents import DOCUMENTS
from tests.lint.markdown.laws import breaches
from tests.lint.markdown.test_sentinel import probed

PIECES = (
    "a|b c|word|*|**|_|~~|`|``|[|]|(|x)|](u)|[a](u \"t\")|![i](s)|![|<b>|</b>|<div hidden>\n|</div>\n|<details>\n|"
    "<summary>|</summary>|</details>|<!-- c -->|<!--|-->|\t|  |    |> |>|- |* |+ |1. |10) |# |## h ##|===\n|---\n|"
    "\\\\|\\*|&amp;|&#65;|&ngE;|&nbsp;|[^1]|[^1]: n\n|^[x]|[r]: u 't'\n|[r]|[r][r]|<http://a.b>|```|~~~\n|"
    ": d\n|t\n: d\n|!!! note\n    a\n|!!! note \"T\"\n|??? x\n|::: w x\n|:::\n|\0|\x0c|\u2028|\x85|\u00a0|é|e\u0301|😀|"
    "\ufeff|{#id}|<p>|<li>|<ul>|<ol start=3>|<table><tr><td>|</td>|<br>|<img alt='q' title=x>|<a href=u title='&lt;'>|"
    "</a>|<template>|<span style='display:none'>|</span>|<pre>\n|</pre>|<script>|</script>|<del>|<s>|</s>|  \n|"
    "<x y=\"|\\\n|+++\n|a: b\n"
).split("|")  # fmt: skip
TABLES = ("|", "a|b\n-|-\nc|d\\|e\n", "\\|", "| x |\n|---|\n")
ENDS = ("\n", "\n\n", "\r\n", "\r")

pieces = st.sampled_from((*PIECES, *TABLES, *ENDS, *ENDS))
compositions = st.lists(pieces, max_size=30).map("".join)
anything = st.text(st.sampled_from("ab \t\n\r>-+*_~`#|[]()<>!\\&;:=^{}'\"/\0\x0b\x0c\x1c\x85\u00a0\u2028\ufeff😀1.%@$"))


@given(compositions)
@example("> ::: x\n>")
@example("[^a]:")
@example("- `a\n\tb`")
@example("[link](x)  \n  \nnext")
@example("|\u00a0a|\n|-|\n|\u00a0b|")
@example("<li id=a><p>b")
def test_laws(text: str) -> None:
    """Whatever is put together, reading it does not fail and all places are right."""
    assert list(breaches(parse(text))) == []


@given(anything)
def test_laws_of_any_text(text: str) -> None:
    """The same for characters at random."""
    assert list(breaches(parse(text))) == []


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    """No text at all makes reading fail."""
    assert list(breaches(parse(text))) == []


@given(
    st.lists(st.sampled_from(list(DOCUMENTS.values())), max_size=4), st.sampled_from(("", "> ", "- ", "    ", "1. "))
)
@settings(max_examples=50)
def test_documents_in_containers(texts: list[str], prefix: str) -> None:
    """Documents one behind the other, in a quote or a list, keep their places."""
    text = "\n".join("".join(prefix + line for line in text.splitlines(keepends=True)) for text in texts)

    assert list(breaches(parse(text))) == []


@given(compositions)
@settings(max_examples=60)
def test_sentinels(text: str) -> None:
    """A letter replaced in a random composition is found at its place, or no longer seen: never anywhere else."""
    assert [(place, found) for place, found in probed(text, 5) if found not in ([], [place])] == []


@given(anything, st.integers(0, 200))
def test_positions(text: str, offset: int) -> None:
    """Line and column lead back to the offset, and count line ends as CommonMark does."""
    index = LineIndex(text)
    offset = min(offset, len(text))
    position = index.position(offset)
    body = text.removeprefix("\ufeff")

    assert position.offset == offset
    assert index.offset(position.line, position.column) == max(offset, len(text) - len(body))
    assert len(index.starts) == len(body.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


@given(compositions, st.data())
def test_prose_slices(text: str, data: st.DataObject) -> None:
    """A slice of prose maps as the whole does, and an offset leads to the character that it shows."""
    blocks = [block for block in parse(text).blocks if block.text]
    if not blocks:
        return
    prose = data.draw(st.sampled_from(blocks)).prose
    start = data.draw(st.integers(0, len(prose.text)))
    end = data.draw(st.integers(start, len(prose.text)))
    part = prose.slice(start, end)

    assert part.text == prose.text[start:end]
    assert [part.source(index) for index in range(len(part.text))] == [
        prose.source(index) for index in range(start, end)
    ]
    for index in range(start, end):
        found = prose.index(prose.source(index).start)
        assert prose.source(found).start == prose.source(index).start
