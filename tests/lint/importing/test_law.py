"""The law of an import: no word of a draft is lost, none comes in, and they stay in their order."""

from __future__ import annotations

from collections import Counter
from html import escape
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from lint.importing import DraftError, imported
from lint.importing.characters import repaired
from lint.importing.notes import Notes
from lint.importing.words import difference, seen, words
from lint.parse import parse

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
        assert not words(repaired(text, Notes()))
        return

    assert result.difference.is_none, (result.difference, result.markdown)


ATTRIBUTES = st.sampled_from(
    ["", "", "", "", ' class="x"', " start=4", " value=7", ' style="color:red"', " type=a", ' id="n1"', ' href="#n1"']
)
GAPS = st.sampled_from(["", "", " ", "\n", "\n\t", "<br>", "&nbsp;"])


def _element(tag: str, attributes: str, gap: str, parts: list[str], closed: bool) -> str:
    end = f"</{tag}>" if closed else ""
    if tag in ("ul", "ol"):
        close = "</li>" if closed else ""
        items = gap.join(f"<li>{part}{close}" for part in parts)
        return f"<{tag}{attributes}>{gap}{items}{gap}</{tag}>"
    if tag == "table":
        close = "</td>" if closed else ""
        return f"<table>{gap}" + "".join(f"<tr><td>{part}{close}<td>x{close}</tr>" for part in parts) + "</table>"
    return "<br>" if tag == "br" else f"<{tag}{attributes}>{gap.join(parts)}{gap}{end}"


TAGS = st.sampled_from(
    "p p p p h1 h2 h3 ul ul ol ol table blockquote div section sup sub b i em strong span font u pre code br li td th a"
    " dl dt dd figure figcaption article header s small center".split()
)
NODES = st.recursive(
    st.lists(WORDS, min_size=1, max_size=5).map(lambda pieces: escape(" ".join(pieces))),
    lambda inner: st.builds(
        _element, TAGS, ATTRIBUTES, GAPS, st.lists(inner, max_size=4), st.sampled_from([True, True, True, False])
    ),
    max_leaves=14,
)


class _Text(HTMLParser):
    """What stands between the tags of a page, each piece apart: known without any code of the import."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        """Keep it."""
        self.pieces.append(data)


def _letters(parts: list[str]) -> Counter[str]:
    """The letters and digits of words: where one is parted does not matter to them."""
    return Counter("".join(parts))


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.lists(NODES, max_size=5))
def test_html_keeps_its_words(parts: list[str]) -> None:
    """Whatever a page is built of, its words are those of the article.

    The law: of each word that a browser shows the article shows as many, in the same order, save for those that a note
    says were removed or added (a title that stood twice, the heading of references, bullets). The numbers that a
    browser puts before items count as words, since citations name them. What a page hides is no part of it.
    Two measures hold: that of the import, which it tells its user, and one that shares no code with it, the letters
    between the tags, none of which may be missing.
    """
    page = "".join(parts)
    try:
        result = imported(page.encode(), "html")
    except DraftError:
        return
    text = _Text()
    text.feed(repaired(page, Notes()))
    text.close()
    lost = _letters(words("\n".join(text.pieces))) - _letters(seen(parse(result.markdown)))
    told = any("removed once" in note.text or "bullets" in note.text for note in result.notes)

    assert result.difference.is_none, (result.difference, result.markdown)
    assert told or not lost, (lost, result.markdown)


def test_the_law_sees_what_is_lost() -> None:
    """A word that is gone, one that came in and two that changed places are each told."""
    none: Counter[str] = Counter()
    before = ["no", "dose", "is", "safe"]

    assert difference(before, before, none, none).is_none
    assert difference(before, before[1:], none, none).lost == ("no",)
    assert difference(before, [*before, "now"], none, none).new == ("now",)
    assert difference(before, ["dose", "no", "is", "safe"], none, none).moved
    assert difference(before, before[1:], Counter(["no"]), none).is_none
