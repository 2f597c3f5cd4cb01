"""The numbers that a text cites in brackets, which show that a numbered list is its references."""

from __future__ import annotations

import re
from functools import cache, cached_property

from lint.document import Document
from lint.references.draft import shown
from lint.references.headings import Strength
from lint.references.lists import Listing
from lint.references.sections import Section

MAX_RANGE = 50


@cache
def _brackets() -> re.Pattern[str]:
    """[1], [2, 3], [4-6]; the label of a line stands at its beginning and cites nothing."""
    return re.compile(r"(?<=[^\s\[])[ ]?\[(\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,9})\]")


class CitedNumbers:
    """The numbers that the text outside of its references cites; none where a heading names the list for certain."""

    def __init__(self, document: Document, sections: list[Section]) -> None:
        self._document = document
        self._sections = sections

    def most_of(self, listing: Listing) -> bool:
        """Whether the text cites at least half of the numbers of a list."""
        if not listing.container.ordered:
            return False
        numbers = [int(name) for item in listing.items if (name := item.container.name).isdecimal()]
        return bool(numbers) and 2 * sum(number in self._numbers for number in numbers) >= len(numbers)

    @cached_property
    def _numbers(self) -> frozenset[int]:
        if any(section.strength is Strength.CERTAIN and section.blocks for section in self._sections):
            return frozenset()
        own = {id(block) for section in self._sections for block in section.blocks}
        found: set[int] = set()
        for block in self._document.blocks:
            if not shown(block) or id(block) in own:
                continue
            if "[" in block.text:
                for match in _brackets().finditer(block.text):
                    found.update(_expanded(match[1]))
            for inline in block.inlines:
                if inline.kind == "superscript":
                    found.update(_expanded(block.text[inline.start : inline.end].strip("[]() ")))
        return frozenset(found)


def _expanded(text: str) -> set[int]:
    """The numbers of "1, 3-5"; of anything else none."""
    found: set[int] = set()
    for part in re.split(r"\s?[,;]\s?", text):
        match = re.fullmatch(r"(\d{1,3})(?:\s?[–-]\s?(\d{1,3}))?", part)
        if match is None:
            return set()
        first, last = int(match[1]), int(match[2] or match[1])
        if last - first <= MAX_RANGE:
            found.update(range(first, last + 1))
    return found
