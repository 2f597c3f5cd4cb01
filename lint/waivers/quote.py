"""Whether the words that somebody approved are the text as it stands now, at the place of a finding."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from lint.document import COLLAPSED, Block, Document
from lint.finding import Finding
from lint.spans import Span

# HTML's white space. A space that does not break, or one without width, is another character: it may be the finding.
_SPACE = re.compile(r"[ \t\r\n\f]+")
# Markup that changes no meaning. A strike takes back, a raised number is another number, a link leads somewhere.
_PLAIN = frozenset(("emphasis", "strong", "code", "anchor"))
_READ = frozenset(("paragraph", "heading", "term", "html", "code", "front-matter"))
# One finding for very many characters, most of which lie elsewhere (rules/hidden_characters/reports.py).
_MANY = re.compile(r"and so at \d+ more places in this ")
# What an altered disclaimer leaves out has no place: it is shown by the words beside it.
_BESIDE = "altered-disclaimer"
_IDENTIFIED = "retracted-reference"
_LETTERS = 12


class Region(NamedTuple):
    """The text that an approval of a finding must quote, with single spaces, and all ways in which it may be quoted."""

    span: Span
    text: str
    accepted: frozenset[str]

    def is_quoted(self, quote: str) -> bool:
        """Whether a quote (with single spaces) is the whole text and nothing else."""
        return quote in self.accepted


def plain(text: str) -> str:
    """A text with single spaces."""
    return _SPACE.sub(" ", text).strip(" ")


class Approved:
    """A document as approvals are compared with it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._blocks = document.blocks
        self._starts = [block.span.start for block in self._blocks]
        self._reach = list(accumulate((block.span.end for block in self._blocks), max))

    @cached_property
    def text(self) -> str:
        """The whole document with single spaces."""
        return plain(self._document.text)

    def unapprovable(self, finding: Finding) -> str:
        """Why no quote can stand for all that a finding is about, in words; empty when one can."""
        if _MANY.search(finding.message):
            return "it stands for very many places, which no quote holds"
        if finding.rule == _IDENTIFIED and not re.match(r"10\.|[0-9]{1,8}$", finding.excerpt):
            return "the reference stands in another file, where it can become another paper"
        blocks = self._touched(finding)
        hidden = next(
            (block.hidden for block in blocks if block.hidden and block.kind not in ("comment", "front-matter")), ""
        )
        if hidden and hidden != COLLAPSED:
            return f"readers do not see the text, which stands in {hidden}"
        return ""

    def region(self, finding: Finding) -> Region:
        """The text that an approval of a safety rule must quote: the blocks of the finding, whole; of a table the row.

        Between blocks, as in the definition of a link, its lines. A comment is quoted with its marks, so that it cannot
        become text.
        """
        text, blocks = self._document.text, self._touched(finding)
        start = min([finding.start.offset, *(block.span.start for block in blocks)])
        end = max([finding.end.offset, *(block.span.end for block in blocks)])
        if finding.rule == _BESIDE and blocks:
            start, end = self._with_neighbours(finding, start, end)
        for block in blocks:
            if block.kind == "comment" and text.startswith("<!--", block.span.start - 4):
                start = min(start, block.span.start - 4)
                end = max(end, block.span.end + (3 if text.startswith("-->", block.span.end) else 0))
        if any(block.cell for block in blocks):
            start, end = self._row(start, end)
        lines = text[self._line_start(start) : self._line_end(end)]
        written = plain(text[start:end] if blocks else lines)
        shown = self._shown(Span(start, end))
        return Region(Span(start, end), written, frozenset((written, plain(lines), *shown)))

    def covers(self, quote: str, finding: Finding) -> int | None:
        """Where a quote stands around a finding, by an offset that tells its places apart; None when it does not."""
        span = Span(finding.start.offset, finding.end.offset)
        if (place := _around(self._document.text, span.start, span.end, quote)) is not None:
            return place
        for block in self._touched(finding):
            start, end = block.prose.index(span.start), block.prose.index(span.end)
            exact = start < end and block.prose.span(start, end) == span
            if exact and (place := _around(block.text, start, end, quote)) is not None:
                return block.span.start + place
        return None

    def stands_once(self, quote: str) -> bool:
        """Whether a quote of a dozen letters stands in the document once, for a finding that points at no words."""
        quote = plain(quote)
        return sum(map(str.isalpha, quote)) >= _LETTERS and self.text.count(quote) == 1

    def _touched(self, finding: Finding) -> list[Block]:
        """The blocks that a finding lies in."""
        return self._overlapping(Span(finding.start.offset, finding.end.offset))

    def _overlapping(self, span: Span) -> list[Block]:
        found = []
        index = bisect_right(self._starts, span.end)
        while index and self._reach[index - 1] >= span.start:
            index -= 1
            block = self._blocks[index]
            if block.span.end > block.span.start and block.span.overlaps(span):
                found.append(block)
        return found

    def _row(self, start: int, end: int) -> tuple[int, int]:
        """The row of a table with all its marks: in an empty cell's place the same words mean another column."""
        text = self._document.text
        opened, closed = text.rfind("<tr", 0, start), text.find("</tr>", end)
        if opened > text.rfind("</tr>", 0, start) and closed != -1:
            return opened, closed + len("</tr>")
        return self._line_start(start), self._line_end(end)

    def _with_neighbours(self, finding: Finding, start: int, end: int) -> tuple[int, int]:
        """With the block before or behind, when the finding reaches to that end of its own: words may be gone there."""
        before = [block.span.start for block in self._blocks if block.span.end <= start and not block.hidden]
        behind = [block.span.end for block in self._blocks if block.span.start >= end and not block.hidden]
        text = self._document.text
        touches_start = not re.search(r"\w", text[start : finding.start.offset])
        touches_end = not re.search(r"\w", text[finding.end.offset : end])
        return (
            before[-1] if touches_start and before else start,
            max(end, behind[0]) if touches_end and behind else end,
        )

    def _shown(self, span: Span) -> tuple[str, ...]:
        """How readers see a text, when it is one block with nothing but emphasis in it; of a row nobody can tell."""
        inside = self._overlapping(span)
        if len(inside) != 1 or inside[0].kind not in _READ:
            return ()
        return (plain(inside[0].text),) if _PLAIN.issuperset(each.kind for each in inside[0].inlines) else ()

    def _line_start(self, offset: int) -> int:
        lines = self._document.lines
        return lines.starts[lines.position(offset).line - 1]

    def _line_end(self, offset: int) -> int:
        lines = self._document.lines
        number = lines.position(offset).line
        return lines.starts[number] if number < len(lines.starts) else len(self._document.text)


def _around(text: str, start: int, end: int, quote: str) -> int | None:
    """Where a quote begins in a text so that it holds [start, end), white space counting as one space."""
    quote = plain(quote)
    words = [re.escape(word) for word in quote.split(" ")]
    # Only what lies near enough can hold the place: each space of the quote may be a run of them.
    reach = 4 * len(quote) + 80
    found = re.compile(r"[ \t\r\n\f]+".join(words)).finditer(text, max(start - reach, 0), end + reach)
    for match in found:
        if match.start() > start:
            return None
        if match.end() >= end:
            return match.start()
    return None
