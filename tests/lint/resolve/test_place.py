"""Where the words of a reference stand in the source."""

from __future__ import annotations

import pytest

from lint.resolve.place import first_line, place
from lint.testing import page

ENTRIES = {
    "plain": "1. Okoro P. Graded motor imagery. 2011.",
    "markup": "1. Okoro P. *Graded **motor*** imagery. 2011.",
    "an entity": "1. Okoro P. Graded m&#111;tor imagery. 2011.",
    "a wrapped line": "1. Okoro P. Graded\n   motor imagery. 2011.",
    "a link": "1. Okoro P. [Graded motor imagery](https://example.org). 2011.",
    "a quote": "> 1. Okoro P. Graded\n> motor imagery. 2011.",
    "an emoji and CRLF": "1. 😀 Okoro P. Graded motor imagery. 2011.\r\n",
}


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
def test_a_word_is_found_through_markup(entry: str) -> None:
    """The place of a visible word is that of the characters that show it."""
    quote = "> " if entry.startswith(">") else ""
    looked_at = page(f"{quote}## References\n{quote.strip()}\n{entry}")
    reference = looked_at.bibliography.references[0]
    start = reference.text.index("motor")

    assert looked_at.document.excerpt(place(looked_at.document, reference, start, start + 5)) in ("motor", "m&#111;tor")


def test_nothing_stands_in_the_first_line() -> None:
    """An empty stretch has no characters; the reader is led to the entry."""
    looked_at = page("## References\n\n1. Okoro P. Graded motor\n   imagery. 2011.\n")
    reference = looked_at.bibliography.references[0]

    assert place(looked_at.document, reference, 3, 3) == first_line(looked_at.document, reference)
    assert looked_at.document.excerpt(first_line(looked_at.document, reference)) == "Okoro P. Graded motor"
