"""Relative links and images against the files that are missing beside the article."""

from __future__ import annotations

from lint.parse import parse
from lint.references.model import Bibliography
from lint.rule import Page
from rules.links import check


def test_missing_files_are_reported_where_their_addresses_stand() -> None:
    """A picture and a link whose files are missing are named with the path; what is there is not."""
    text = "![Scale](img/scale.png) [leaflet](<the leaflet.pdf>) [other](other.md#dose) [www](www.example.org/a.pdf)\n"
    missing = frozenset(("img/scale.png", "the leaflet.pdf", "www.example.org/a.pdf"))
    hits = list(check(_with_missing(text, missing)))

    assert [(text[hit.span.start : hit.span.end], hit.message) for hit in hits] == [
        ("img/scale.png", 'The picture names "img/scale.png", and no such file exists.'),
        ("the leaflet.pdf", 'The link leads to "the leaflet.pdf", and no such file exists.'),
        ("www.example.org/a.pdf", 'The link leads to "www.example.org/a.pdf", and no such file exists.'),
    ]
    assert hits[2].help == 'For a web address write "https://www.example.org/a.pdf".'


def test_nothing_is_missing() -> None:
    """Without missing files relative links are no finding."""
    assert list(check(_with_missing("[leaflet](leaflet.pdf)\n", frozenset()))) == []


def test_a_misspelled_anchor_is_told_its_neighbour() -> None:
    """The remedy names the anchor that was most likely meant."""
    (hit,) = check(_with_missing("[a](#side-efects)\n\n## Side effects\n", frozenset()))

    assert hit.help == 'Link to "#side-effects", or take the link out.'


def _with_missing(text: str, missing: frozenset[str]) -> Page:
    return Page(parse(text), Bibliography(), missing_targets=missing)
