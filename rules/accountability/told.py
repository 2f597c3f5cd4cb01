"""What labels tell: "Written by Jane Roe, MD | Reviewed 3 May 2025", read as labels and what stands behind each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from lint.spans import Span
from rules.accountability import words
from rules.accountability.lines import Line

_LONGEST_VALUE = 300


class Told(NamedTuple):
    """A label and its value: folded characters [start, end) of a line.

    `below` tells that the label is a heading or a line above; `label` is as written; `marked` tells that a colon,
    emphasis, a cell or a line of its own sets it off from the value; `own` that it is a sentence about this article;
    `begins` that it opens its line, or what a bar divides.
    """

    kind: str
    label: str
    line: Line
    start: int
    end: int
    marked: bool
    own: bool
    begins: bool
    below: bool
    place: Span

    @property
    def value(self) -> str:
        """The value as written."""
        return self.line.source(self.start, self.end).strip(" \t*_")

    @property
    def span(self) -> Span:
        """Where the value stands; where there is none, the label."""
        text = self.line.folded.text
        start, end = self.start, self.end
        while start < end and not text[start].isalnum():
            start += 1
        while end > start and text[end - 1] in " ,;:*_(-":
            end -= 1
        return self.line.span(start, end) if end > start else self.place


@cache
def _boundary() -> re.Pattern[str]:
    """What may stand in front of a label: the beginning, a bar or dot that divides, or the end of what came before."""
    return re.compile(
        r"(?P<begin>^\W*|[|\u00b7\u2022;/(\[\]]\s?\W{0,3}|\s-\s)"
        r"|(?P<dated>(?<=\d),?\s(?=(?:by|von|par|por|da|di|door)\s))"
        r"|(?P<chain>[.,]\s|\s(?:and|und|et|y|e|en|&)\s)"
    )


@cache
def _cut() -> re.Pattern[str]:
    """Where a value ends at the latest."""
    return re.compile(r"\s?[|\u00b7\u2022;]|\s-\s|\s/\s|[a-z]{4,}\.\s|(?<=\d)\.\s")


def read(line: Line) -> Iterator[Told]:
    """What the labels of a line tell; the label that introduces the whole line comes first."""
    if whole := _introduced(line):
        yield whole
    text = line.folded.text
    if line.block.kind == "cell" and line.block.cell and not line.block.cell.column and len(text) < 40:
        return  # the label of the next cell
    found = list(_labels(text))
    for index, (match, begins) in enumerate(found):
        kind = words.kinds()[match["label"]]
        begins = begins and not (line.wrapped and not match.start())
        own = match["it"] is not None
        if not begins and not own and not index:
            continue  # "the book, written by ..."
        colon = re.compile(r"\W{0,3}:|\s-\s").match(text, match.end())
        start = colon.end() if colon else match.end()
        limit = min(found[index + 1][0].start() if index + 1 < len(found) else len(text), start + _LONGEST_VALUE)
        end = cut.start() if (cut := _cut().search(text, start, limit)) else limit
        if cut and cut[0].rstrip().endswith(".") and cut[0][0].isalpha():
            end = cut.end() - 2
        marked = colon is not None or _emphasised(line, match.end())
        yield Told(
            kind,
            line.source(match.start("label"), match.end("label")),
            line,
            start,
            max(end, start),
            marked,
            own,
            begins,
            False,
            line.span(match.start(), match.end()),
        )


def _labels(text: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Labels where one may stand, with whether they open something."""
    first, position = re.compile(r"\w{1,30}"), 0
    for boundary in _boundary().finditer(text):
        word = first.match(text, boundary.end())
        if boundary.end() < position or word is None or word[0] not in words.firsts():
            continue
        if match := words.label().match(text, boundary.end()):
            position = match.end()
            yield match, boundary["begin"] is not None or (boundary["dated"] is not None and boundary.start() > 0)


def _introduced(line: Line) -> Told | None:
    """The whole line as the value of the heading, cell, term or line that introduces it."""
    from rules.disclaimer.phrases import fold

    label = fold(line.label).text.strip(" :*_.-#")
    kind = words.kinds().get(label)
    if kind is None or line.block.kind == "heading" or words.label().match(line.folded.text.lstrip()):
        return None
    end = len(line.folded.text)
    return Told(
        kind, line.label.strip(" :*_"), line, 0, end, True, False, True, line.block.kind != "cell", line.span(0, end)
    )


def _emphasised(line: Line, end: int) -> bool:
    """Whether the label before `end` is set off by bold or italic letters that end with it."""
    place = line.start + line.folded.places[min(end, len(line.folded.places) - 1)]
    return any(inline.kind in ("strong", "emphasis") and 0 <= place - inline.end <= 2 for inline in line.inlines)
