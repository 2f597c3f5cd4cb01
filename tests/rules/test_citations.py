"""Remedies for citations that no entry answers: what to write, and in which of two places."""

from __future__ import annotations

import json

import pytest

from lint.testing import page
from rules.citations import check

LIST = (
    "\n\n## References\n\nSchwarzmann RJ. Mirrors. 2009. doi: 10.5555/a.1.\n\n"
    "Okoro P. Imagery. 2011. doi: 10.5555/a.2.\n"
)


def lock(author: str) -> str:
    """A lock in which this author wrote the first paper."""
    record = {"title": "Mirrors", "authors": [author], "year": 2009}
    entry = {"sources": ["crossref"], "checked": "2026-11-24T00:00:00Z", "record": record}
    return json.dumps({"schema": 1, "references": {"doi:10.5555/a.1": entry}})


def told(text: str, known: str = "") -> list[tuple[str, str]]:
    """The messages and remedies about dangling citations."""
    hits = check(page(text, lock=known))
    return [(hit.message, hit.help) for hit in hits if hit.rule == "dangling-citation"]


@pytest.mark.parametrize(
    ("known", "remedy"),
    [
        (lock("Schwartzman RJ"), "Correct the list (line 5): Schwartzman RJ"),
        (lock("Schwarzmann RJ"), "Write Schwarzmann, as the list and the paper do."),
        (
            "",
            (
                "Correct the name that is wrong, here or in the list (line 5), or add the missing entry, with its DOI"
                " and PMID."
            ),
        ),
    ],
)
def test_of_two_spellings_the_papers_record_tells_the_right_one(known: str, remedy: str) -> None:
    """Who read only that the two differ put the typing error into the text as well."""
    text = f"It helps (Schwartzman et al., 2009), as imagery does (Okoro, 2011).{LIST}"

    assert told(text, known) == [('"Schwartzman et al., 2009" is spelled “Schwarzmann” in the list.', remedy)]


def test_another_year_is_told_the_one_of_the_list() -> None:
    """Ready to write."""
    ((_, remedy),) = told(f"It helps (Schwarzmann, 2009), as imagery does (Okoro, 2012).{LIST}")

    assert remedy == "Write 2011, or add the missing entry, with its DOI and PMID."


@pytest.mark.parametrize(
    ("mark", "remedy"),
    [
        ("[6]", "Correct the number, or add entry 6 to the list, with its DOI and PMID."),
        ("[6-7]", "Correct the numbers, or add entries 6 and 7 to the list, each with its DOI and PMID."),
    ],
)
def test_a_number_without_an_entry_asks_for_both_numbers(mark: str, remedy: str) -> None:
    """Who added an entry without them met the next findings."""
    text = f"It helps [1], much [2] {mark}.\n\n## References\n\n1. Berg A. Mirrors. 2009.\n2. Okoro P. Imagery. 2011.\n"

    assert [each for _, each in told(text)] == [remedy]
