"""The law of an import: no word of a draft is lost, none comes in, and they stay in their order."""

from __future__ import annotations

from html import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from lint.importing import DraftError, imported
from lint.importing.words import difference, words

# Words and marks that drafts hold, and that Markdown, tables, footnotes and HTML would take for theirs.
PIECES = """Sleep pain pain. worse, Naps (1) (1,2) [1] [2,3] 1. 2. 3) [1]: 12: 2009 2009. * ** *much* **Limits:** _ _so_
a_b ` `` ~~ ~ ^ ^x^ | \\ \\* <b> </b> <!-- --> < & &amp; &#65; # ## > - -- --- + = === : ::: !!! ! [ ] [x](y) ![z] [^1]
[^1]: $x$ {#id} doi:10.1000/abc https://doi.org/10.1000/abc PMID:1234567 http://example.org/a_b o · • \u2013 \u2014 ¹ m²
¹² â€™ Â References Disclaimer: Smith J, Doe A. 2011;4:55-61. What? By Ann \u00ad Größe 疼痛 é | Drug\tDose 1\t2 \t
""".split(" ")
WORDS = st.sampled_from([piece for piece in PIECES if piece])
LINES = st.builds(
    lambda indent, pieces: indent + " ".join(pieces),
    st.sampled_from(["", "  ", "\t", "    ", "\u00a0"]),
    st.lists(WORDS, max_size=9),
)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.lists(LINES, max_size=14))
def test_text_keeps_its_words(lines: list[str]) -> None:
    """Whatever is pasted, its words are those of the article."""
    text = "\n".join(lines)
    try:
        result = imported(text.encode(), "text")
    except DraftError:
        assert not words(text)
        return

    assert result.difference.is_none, (result.difference, result.markdown)


def _element(tag: str, parts: list[str]) -> str:
    if tag in ("ul", "ol"):
        return f"<{tag}>{''.join(f'<li>{part}</li>' for part in parts)}</{tag}>"
    if tag == "table":
        return "<table>" + "".join(f"<tr><td>{part}</td><td>x</td></tr>" for part in parts) + "</table>"
    if tag == "a":
        return f'<a href="https://example.org/">{" ".join(parts)}</a>'
    return "<br>" if tag == "br" else f"<{tag}>{' '.join(parts)}</{tag}>"


TAGS = st.sampled_from("p p p h1 h2 h3 ul ol table blockquote div sup sub b em pre br li td a".split())
NODES = st.recursive(
    st.lists(WORDS, min_size=1, max_size=5).map(lambda pieces: escape(" ".join(pieces))),
    lambda inner: st.builds(_element, TAGS, st.lists(inner, max_size=4)),
    max_leaves=14,
)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.lists(NODES, max_size=5))
def test_html_keeps_its_words(parts: list[str]) -> None:
    """Whatever a page is built of, its words are those of the article."""
    try:
        result = imported("".join(parts).encode(), "html")
    except DraftError:
        return

    assert result.difference.is_none, (result.difference, result.markdown)


def test_the_law_sees_what_is_lost() -> None:
    """A word that is gone, one that came in and two that changed places are each told."""
    from collections import Counter

    none: Counter[str] = Counter()
    before = ["no", "dose", "is", "safe"]

    assert difference(before, before, none, none).is_none
    assert difference(before, before[1:], none, none).lost == ("no",)
    assert difference(before, [*before, "now"], none, none).new == ("now",)
    assert difference(before, ["dose", "no", "is", "safe"], none, none).moved
    assert difference(before, before[1:], Counter(["no"]), none).is_none
