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
        ("[6]", "Correct the number, take the citation out, or add entry 6 to the list, with its DOI and PMID."),
        (
            "[6-7]",
            (
                "Correct the numbers, take the citations out, or add entries 6 and 7 to the list, each with its DOI and"
                " PMID."
            ),
        ),
    ],
)
def test_a_number_without_an_entry_asks_for_both_numbers(mark: str, remedy: str) -> None:
    """Who added an entry without them met the next findings."""
    text = f"It helps [1], much [2] {mark}.\n\n## References\n\n1. Berg A. Mirrors. 2009.\n2. Okoro P. Imagery. 2011.\n"

    assert [each for _, each in told(text)] == [remedy]


def test_numbers_may_have_shifted() -> None:
    """All numbers up to one beyond the list are used: an entry was deleted, and the others moved up without a word."""
    references = "\n\n## References\n\n1. Berg A. Mirrors. 2009.\n2. Okoro P. Imagery. 2011.\n"
    ((_, shifted),) = told(f"It helps [1], much [2], says [3].{references}")
    ((_, typed),) = told(f"It helps [1], much [2], says [4].{references}")

    assert shifted.endswith(
        " The text uses all numbers up to 3, so an entry may have been deleted: compare every citation with its entry"
        " in the list."
    )
    assert "deleted" not in typed


RETRACTED = json.dumps(
    {
        "schema": 1,
        "references": {
            "doi:10.5555/a.2": {
                "sources": ["crossref"],
                "checked": "2026-11-24T00:00:00Z",
                "record": {
                    "title": "Imagery",
                    "authors": ["Okoro P"],
                    "year": 2011,
                    "notices": [{"kind": "retraction", "date": "2016-05-02", "source": "crossref"}],
                },
            }
        },
    }
)


@pytest.mark.parametrize(
    ("known", "last", "remedy"),
    [
        ("", False, "Cite it where the text rests on it, or take it out of the list. Then the later numbers move up"),
        ("", True, "Cite it where the text rests on it, or take it out of the list."),
        (RETRACTED, True, "Take it out of the list: the paper was retracted."),
        (RETRACTED, False, "Take it out of the list: the paper was retracted. Then the later numbers move up by one"),
    ],
)
def test_an_entry_that_nothing_cites(known: str, *, last: bool, remedy: str) -> None:
    """Nobody is told to cite what was retracted, and the numbers behind an entry are not forgotten."""
    behind = "" if last else "3. Chen L. Tapes. 2012. doi: 10.5555/a.3.\n"
    references = f"1. Berg A. Mirrors. 2009. doi: 10.5555/a.1.\n2. Okoro P. Imagery. 2011. doi: 10.5555/a.2.\n{behind}"
    text = f"It helps [1]{'' if last else ', much [3]'}.\n\n## References\n\n{references}"
    (help_,) = [hit.help for hit in check(page(text, lock=known)) if hit.rule == "uncited-reference"]

    assert help_.startswith(remedy)
    assert ("move up" in help_) is not last
