"""The sentences of a block, each with the citations that belong to it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lint.document import Block
from lint.references.model import Citation

# Abbreviations behind whose full stop the sentence goes on, in lower case.
_ABBREVIATIONS = frozenset(
    (
        "al e.g i.e cf vs approx max ca resp incl fig figs vol dr prof mr mrs ms st ref refs eq z.b bzw d.h evtl abb"
    ).split()
)


_STOPS = frozenset(".!?…。！？")


class Sentence(NamedTuple):
    """The visible range [start, end) of a sentence, and what it cites; a mark behind the full stop belongs to it."""

    start: int
    end: int
    citations: tuple[Citation, ...]


class _Mark(NamedTuple):
    """A citation and its visible range."""

    start: int
    end: int
    citation: Citation


def sentences(block: Block, citations: Sequence[Citation]) -> Iterator[Sentence]:
    """The sentences of a block, given the citations that stand in it, in order."""
    marks = [_mark(block, citation) for citation in citations]
    start = taken = 0
    for end in (*_ends(block.text, marks), len(block.text)):
        if end <= start:
            continue
        first = taken
        while taken < len(marks) and (marks[taken].start < end or marks[taken].end <= end):
            taken += 1
        yield Sentence(start, end, tuple(mark.citation for mark in marks[first:taken]))
        start = end


def masked(block: Block, sentence: Sentence) -> str:
    """The text of a sentence with blanks for its citations, whose numbers are no quantities; all places are kept."""
    text = block.text[sentence.start : sentence.end]
    for citation in sentence.citations:
        mark = _mark(block, citation)
        low, high = max(mark.start - sentence.start, 0), max(mark.end - sentence.start, 0)
        text = text[:low] + " " * (min(high, len(text)) - low) + text[high:]
    return text


def _mark(block: Block, citation: Citation) -> _Mark:
    return _Mark(block.prose.index(citation.span.start), block.prose.index(citation.span.end), citation)


def _ends(text: str, marks: list[_Mark]) -> Iterator[int]:
    """Where sentences end, behind the marks that follow their full stops."""
    starts = [mark.start for mark in marks]
    for stop in [place for place, character in enumerate(text) if character in _STOPS]:
        end = _closed(text, stop + 1)
        index = bisect_left(starts, stop)
        if index < len(marks) and marks[index].start <= stop < marks[index].end:
            continue  # "et al. (2009)"
        if index and marks[index - 1].start <= stop < marks[index - 1].end:
            continue
        behind = _behind_marks(text, end, marks, index)
        begins = behind == len(text) or text[behind].isspace() or behind > end or text[stop] in "。！？"
        if begins and not (text[stop] == "." and behind == end and _goes_on(text, stop, behind)):
            yield behind


def _closed(text: str, end: int) -> int:
    """Behind the quotation marks and brackets that close with the sentence."""
    while end < len(text) and text[end] in "\"'”’»)]":
        end += 1
    return end


def _behind_marks(text: str, end: int, marks: list[_Mark], index: int) -> int:
    """Behind the marks that follow a full stop, unless a sentence begins with them ("[3] showed that")."""
    place = end
    for mark in marks[index:]:
        between = text[place : mark.start] if mark.start >= place else "x"
        if between.strip(" ,;([\u00a0") or len(between) > 3:
            break
        if mark.citation.kind == "author-year" and "(" not in between and "[" not in between:
            break  # "It helped. Berg et al. (2009) saw"
        after = _closed(text, mark.end)
        if text[after : after + 1].isspace() and text[after:].lstrip()[:1].islower():
            break
        place = after
    return place


def _goes_on(text: str, stop: int, end: int) -> bool:
    """Whether the full stop at a place ends an abbreviation or an initial, or a small letter follows."""
    word = re.search(r"[\w.]{0,12}$", text[max(0, stop - 12) : stop])
    last = word[0].lower() if word else ""
    if last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha() and text[stop - 1].isupper()):
        return True
    return text[end:].lstrip()[:1].islower()
