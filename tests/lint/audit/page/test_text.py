"""Text from outside on a page: it reads back as it is, and what nobody sees is told."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.audit.page.text import address, attribute, label, shown


class _Text(HTMLParser):
    """What `textContent` gives, and which elements there are."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.elements = "", set[str]()
        self.feed(str(html))  # not Markup, whose slices escape what they are added to
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.elements.add(tag)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn"))))
def test_what_html_can_hold_reads_back_equal(text: str) -> None:
    """The text of the element is the text, and only isolation was added."""
    read = _Text(shown(text))

    assert text == read.text
    assert {"bdi"} >= read.elements


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\0b", "a\\x00b"),
        ("a\rb", "a\\x0db"),
        ("a\x85b", "a\\x85b"),
        ("a\ud800b", "a\\ud800b"),
        ("a\udcffb", "a\\xffb"),
        ("a\ufdd0b", "a\\ufdd0b"),
        ("a\U0001fffeb", "a\\U0001fffeb"),
        ("a\tb\nc", "a\tb\nc"),
    ],
)
def test_what_html_cannot_hold_is_shown_by_its_number(text: str, expected: str) -> None:
    """NUL, CR, controls, halves of characters, noncharacters: as text and as attribute."""
    assert expected == _Text(shown(text)).text
    assert expected == _Text(attribute(text)).text


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\u200b", "\u00ad", "\u3164", "\ufe0f", "\U000e0041"])
def test_what_nobody_sees_is_isolated_with_its_number(character: str) -> None:
    """The number stands beside it for the style sheet to show."""
    number = character.encode("unicode_escape").decode()
    expected = f'a<bdi class="unseen" data-shown="{number}">&#x{ord(character):x};</bdi>b'

    assert expected == shown(f"a{character}b")


def test_marks_that_cover_other_lines_are_isolated() -> None:
    """Four marks on a letter stay, the fifth is shown by its number."""
    assert shown("e" + "\u0301" * 6).count("<bdi") == 2
    assert "<bdi" not in shown("ế ⚠️")


def test_lines_leave_no_blanks_at_their_ends() -> None:
    """Line feeds and tabs stand as references."""
    assert shown("a \n\tb") == "a &#10;&#9;b"
    assert attribute("a \nb") == "a &#10;b"


@given(st.text())
def test_an_attribute_ends_where_it_ends(text: str) -> None:
    """No quote and no bracket of the text stands in the source."""
    assert re.search(r"[<>\"']", attribute(text)) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a.md", "a.md"), ("", "“”"), (" ", "“ ”"), ("a\u202eb", "a\\u202eb"), ("a\ufdd0", "a\\ufdd0")],
)
def test_a_label_is_one_line_that_is_seen(text: str, expected: str) -> None:
    """Where no element may stand the numbers stand in the text."""
    assert expected == label(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://doi.org/10.1234/a%3Cb", True),
        ("https://example.org", True),
        ("https://example.org/a#b", True),
        ("javascript:alert(1)", False),
        ("http://example.org/", False),
        ("https://example.org/a b", False),
        ("https://example.org/%zz", False),
        ("https://exa\u202emple.org/", False),
        ('https://example.org/"onclick="x', False),
        ("", False),
    ],
)
def test_only_addresses_of_pages_are_links(text: str, expected: bool) -> None:
    """Nothing but https leads anywhere."""
    assert expected == bool(address(text))
