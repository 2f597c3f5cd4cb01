"""The recording parser is CommonMark's: it renders what the stock parser renders, and nothing that is shown is lost."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from lint.markdown.markup import extended, parser, recording_parser, syntax_of
from lint.parse import parse
from tests.lint.markdown.commonmark import Example
from tests.lint.markdown.documents import DOCUMENTS
from tests.lint.markdown.test_properties import compositions


def stock() -> MarkdownIt:
    """markdown-it-py as it comes, limit apart."""
    return MarkdownIt("commonmark")


def test_specification(commonmark_examples: list[Example]) -> None:
    """The stock parser renders every example as the specification says: what we compare with is sound."""
    md = stock()
    empty = "<blockquote></blockquote>", "<blockquote>\n</blockquote>"  # the one liberty it takes
    wrong = [each.number for each in commonmark_examples if md.render(each.markdown).replace(*empty) != each.html]

    assert wrong == []


def test_plain(commonmark_examples: list[Example]) -> None:
    """Without extensions the recording parser renders every example as the stock parser does."""
    md, recording = stock(), recording_parser(stock())
    wrong = [each.number for each in commonmark_examples if recording.render(each.markdown) != md.render(each.markdown)]

    assert wrong == []


def test_extended(commonmark_examples: list[Example]) -> None:
    """With the extensions it renders every example as the stock parser with the same extensions does."""
    md, recording = extended(stock()), recording_parser(extended(stock()))
    wrong = [each.number for each in commonmark_examples if recording.render(each.markdown) != md.render(each.markdown)]

    assert wrong == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_own_documents(name: str) -> None:
    """So it does for our own documents, which use every extension."""
    md, recording = extended(stock()), recording_parser(extended(stock()))

    assert recording.render(DOCUMENTS[name]) == md.render(DOCUMENTS[name])


def test_tokens_are_the_stock_ones(commonmark_examples: list[Example]) -> None:
    """With the extensions that a text needs, the parser makes the block tokens of the stock parser with all of them."""
    md = extended(stock())

    def shape(tokens: list[Token]) -> list[tuple[object, ...]]:
        return [(token.type, token.tag, token.map, token.level, token.content) for token in tokens]

    texts = [each.markdown for each in commonmark_examples] + list(DOCUMENTS.values())
    wrong = [text for text in texts if shape(parser(syntax_of(text)).parse(text)) != shape(md.parse(text))]

    assert wrong == []


@given(compositions)
@example("a\n===\n\nb\n\n---\nc | d\n- | -\n")
@example("- a\n  b\n  ---\n- c\n> d\n> ===\n")
@example("a\n: b\n\n    c\nd\n===")
def test_lines_are_tried_with_fewer_rules(text: str) -> None:
    """A line that begins with a letter is tried with the rules alone that can match it: nothing comes of it."""
    md, recording = extended(stock()), recording_parser(extended(stock()))

    assert recording.render(f"{text}\n") == md.render(f"{text}\n")  # without the line feed plugins look beyond the end


# Examples in which Python's HTML parser and browsers part: a tag that never ends is shown by no browser, `<!-->` is a
# whole comment, and CDATA ends at the first `>`.
UNLIKE_BROWSERS = (156, 157, 158, 626, 629)


class _Shown(HTMLParser):
    """Collects the text of a page, programs apart."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self._program = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._program = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._program = False

    def handle_data(self, data: str) -> None:
        if not self._program:
            self.text.append(data)


def shown_by_a_browser(html: str) -> str:
    """The text of a page without white space."""
    page = _Shown()
    page.feed(html)
    page.close()
    return "".join("".join(page.text).split())


def shown_by_us(markdown: str) -> str:
    """The text of the blocks that are seen, without white space."""
    seen = ("paragraph", "heading", "cell", "term", "html", "code")
    texts = [block.text for block in parse(markdown).blocks if block.kind in seen and not block.hidden]
    return "".join("".join(texts).split())


def test_nothing_is_lost(commonmark_examples: list[Example]) -> None:
    """The blocks of a document hold all the text, and only the text, that a browser shows of it."""
    md = extended(stock())
    md.options["inline_definitions"] = False  # the renderer has no notion of them
    wrong = [
        (each.number, each.markdown, shown_by_us(each.markdown), shown_by_a_browser(md.render(each.markdown)))
        for each in commonmark_examples
        if each.number not in UNLIKE_BROWSERS
        and shown_by_us(each.markdown) != shown_by_a_browser(md.render(each.markdown))
    ]

    assert wrong == []
