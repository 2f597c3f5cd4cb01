"""A place that may cite, before it is decided which way of citing the document uses; and what is no text for it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from lint.document import Block, Inline
from lint.references.model import Citation, CitationKind
from lint.spans import Span, Stretches

Form = Literal[
    "bracket",  # [1]
    "superscript",
    "round",  # (1) in front of punctuation or at the end
    "round-inside",  # (1) elsewhere
    "et-al",
    "near",  # an author of the list with a year that the list does not have for this author
    "names",  # "(Smith, 2009)", "(Smith & Jones 2009)"
    "told",  # "Smith (2009)", "Smith and Jones (2009)" as a part of the sentence
    "part",  # an author of the list with several years, one of which the list does not have
    "emphasis",  # a whole emphasised "Smith 2001"
    "citekey",
    "label",  # [Smith16], where entries carry such labels
    "footnote",
    "anchor",  # a link to an entry
    "mark",  # a link whose text is only a mark or a number, to the address of an entry
    "address",  # any other link to the address of an entry
]

Standing = Literal["", "likely", "sure"]


class Mention(NamedTuple):
    """What a place names; `keys` are the references that answer, `missing` the labels that none answers.

    `apart` tells that a bracket stands between two spaces, as the number of a point does: "[1] rest, [2] heat".
    `standing` and `before` are asked only where there is no list: how surely a bracket stands where a citation
    does, and the word that it hangs on.
    """

    kind: CitationKind
    form: Form
    span: Span
    text: str
    labels: tuple[str, ...]
    keys: tuple[str, ...]
    missing: tuple[str, ...] = ()
    apart: bool = False
    standing: Standing = ""
    before: str = ""

    def citation(self) -> Citation:
        """The mention as a citation."""
        return Citation(self.kind, self.span, self.text, self.labels, self.keys, self.missing)


@cache
def _math() -> re.Pattern[str]:
    return re.compile(r"(?<![\\$\w])\$\$?(?=[^\s$])[^$\n]{1,300}(?<=[^\s\\$])\$\$?(?![\d\w])|\\\([^\n]{1,300}?\\\)")


class Text:
    """A block's visible text with its links and emphasis, and the ranges in which nothing cites (code, formulas)."""

    __slots__ = ("_links", "_raised", "_void", "block", "emphasised", "text")

    def __init__(self, block: Block) -> None:
        self.block = block
        self.text = block.text
        self._links = sorted(inline for inline in block.inlines if inline.kind == "link")
        void = [(inline.start, inline.end) for inline in block.inlines if inline.kind == "code"]
        if "$" in self.text or "\\(" in self.text:
            void += [match.span() for match in _math().finditer(self.text)]
        self._void = Stretches(void)
        self._raised = Stretches((inline.start, inline.end) for inline in block.inlines if inline.kind == "superscript")
        self.emphasised = {
            (inline.start, inline.end) for inline in block.inlines if inline.kind in ("emphasis", "strong")
        }

    def is_void(self, start: int, end: int) -> bool:
        """Whether a range touches code or a formula."""
        return self._void.touch(start, end)

    def is_raised(self, start: int, end: int) -> bool:
        """Whether a range is superscript."""
        return self._raised.touch(start, end)

    def link_at(self, start: int, end: int) -> Inline | None:
        """The link that holds a range, or that the range holds; links do not nest, so two are looked at."""
        place = bisect_right(self._links, end, key=lambda link: link.start)
        for link in self._links[max(place - 2, 0) : place]:
            if (link.start <= start and end <= link.end) or (start <= link.start < link.end <= end):
                return link
        return None

    def links_within(self, start: int, end: int) -> list[Inline]:
        """The links that a range holds."""
        first = bisect_left(self._links, start, key=lambda link: link.start)
        last = bisect_right(self._links, end, key=lambda link: link.start)
        return [link for link in self._links[first:last] if link.start < link.end <= end]

    def span(self, start: int, end: int) -> Span:
        """Where a visible range lies."""
        return self.block.prose.span(start, end)


def finditer(pattern: re.Pattern[str], text: Text) -> Iterator[re.Match[str]]:
    """Matches outside code and formulas."""
    for match in pattern.finditer(text.text):
        if not text.is_void(*match.span()):
            yield match
