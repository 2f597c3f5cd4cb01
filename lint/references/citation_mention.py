"""A place that may cite, before it is decided which way of citing the document uses; and what is no text for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from lint.document import Block, Inline
from lint.references.model import Citation, CitationKind
from lint.spans import Span

Form = Literal[
    "bracket",  # [1]
    "superscript",
    "round",  # (1) in front of punctuation or at the end
    "round-inside",  # (1) elsewhere
    "et-al",
    "near",  # an author of the list with a year that the list does not have for this author
    "names",  # "Smith and Jones (2009)", "Smith (2009)", "(Smith, 2009)"
    "emphasis",  # a whole emphasised "Smith 2001"
    "citekey",
    "footnote",
    "anchor",  # a link to an entry
    "mark",  # a link whose text is only a mark or a number, to the address of an entry
    "address",  # any other link to the address of an entry
]


class Mention(NamedTuple):
    """What a place names; `keys` are the references that answer, `missing` the labels that none answers."""

    kind: CitationKind
    form: Form
    span: Span
    text: str
    labels: tuple[str, ...]
    keys: tuple[str, ...]
    missing: tuple[str, ...] = ()

    def citation(self) -> Citation:
        """The mention as a citation."""
        return Citation(self.kind, self.span, self.text, self.labels, self.keys, self.missing)


@cache
def _math() -> re.Pattern[str]:
    return re.compile(r"(?<![\\$\w])\$\$?(?=[^\s$])[^$\n]{1,300}(?<=[^\s\\$])\$\$?(?![\d\w])|\\\([^\n]{1,300}?\\\)")


class Text:
    """A block's visible text with the ranges in which nothing cites (code, formulas) and its links."""

    __slots__ = ("block", "links", "text", "void")

    def __init__(self, block: Block) -> None:
        self.block = block
        self.text = block.text
        self.links = [inline for inline in block.inlines if inline.kind == "link"]
        self.void = [(inline.start, inline.end) for inline in block.inlines if inline.kind == "code"]
        if "$" in self.text or "\\(" in self.text:
            self.void += [match.span() for match in _math().finditer(self.text)]

    def is_void(self, start: int, end: int) -> bool:
        """Whether a range touches code or a formula."""
        return any(low < end and start < high for low, high in self.void)

    def link_at(self, start: int, end: int) -> Inline | None:
        """The link that holds a range, or that the range holds."""
        for link in self.links:
            if (link.start <= start and end <= link.end) or (start <= link.start and link.end <= end > link.start):
                return link
        return None

    def span(self, start: int, end: int) -> Span:
        """Where a visible range lies."""
        return self.block.prose.span(start, end)


def finditer(pattern: re.Pattern[str], text: Text) -> Iterator[re.Match[str]]:
    """Matches outside code and formulas."""
    for match in pattern.finditer(text.text):
        if not text.void or not text.is_void(*match.span()):
            yield match
