"""Remedies for missing and malformed identifiers, and laws about repeated ones."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.finding import Finding
from lint.testing import findings, page
from rules import identifiers
from tests.lint.resolve.papers import IMAGERY, MIRROR

DOI, PMID = MIRROR.doi, MIRROR.pmids[0]
START = (
    "Tansley RB, Okoro P. Mirror therapy after wrist fracture in patients with diabetes type 1. J Imag Rehabil."
    " 2014;12:201."
)
OTHER = "Okoro P, Marsh T. Graded motor imagery for phantom limb pain in children. Imag Pain Rep. 2011;4:55-61."
RECORD = {"title": MIRROR.title, "authors": list(MIRROR.authors), "year": 2014, "pmids": [PMID]}
LOCK = json.dumps(
    {
        "schema": 1,
        "references": {
            f"doi:{DOI}": {"sources": ["crossref", "pubmed"], "checked": "2026-11-24T00:00:00Z", "record": RECORD},
        },
    }
)


def found(text: str, *rules: str, lock: str = LOCK) -> list[Finding]:
    """What the family reports, of some rules."""
    return [each for each in findings(page(text, lock=lock), (identifiers.FAMILY,)) if each.rule in rules]


def fixed(text: str, finding: Finding) -> str:
    """The text with the finding's edits applied."""
    assert finding.fix is not None
    for edit in finding.fix.edits:
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


ADDED = {
    "behind a full stop": (f"{START} doi: {DOI}.", f"{START} doi: {DOI}. PMID: {PMID}."),
    "behind a DOI without one": (f"{START} doi:{DOI}", f"{START} doi:{DOI}. PMID: {PMID}"),
    "behind a link": (f"{START} [doi](https://doi.org/{DOI})", f"{START} [doi](https://doi.org/{DOI}). PMID: {PMID}"),
    "behind a semicolon": (f"{START} doi: {DOI};", f"{START} doi: {DOI}; PMID: {PMID}"),
    "the DOI": (f"{START} PMID: {PMID}.", f"{START} PMID: {PMID}. doi: {DOI}."),
}


@pytest.mark.parametrize(("before", "after"), ADDED.values(), ids=ADDED)
@pytest.mark.parametrize(("front", "back"), [("## References\n\n1. ", "\n2. " + OTHER), ("Text.[^1]\n\n[^1]: ", "\n")])
def test_a_missing_identifier_is_added_at_the_end(before: str, after: str, front: str, back: str) -> None:
    """What the registry knows is put where readers look for it, and then nothing is missing."""
    text = front + before + back
    finding = found(text, "missing-doi", "missing-pmid")[0]
    repaired = fixed(text, finding)

    assert finding.fix is not None
    assert finding.fix.safety == "safe"
    assert front + after + back == repaired
    assert finding.rule not in [each.rule for each in found(repaired, finding.rule) if each.start.line == 3 and back]


STYLES = {
    "PMID without a colon": (f"{OTHER} PMID {IMAGERY.pmids[0]}", f". PMID {PMID}"),
    "PubMed's address": (f"{OTHER} https://pubmed.ncbi.nlm.nih.gov/{IMAGERY.pmids[0]}",
                         f". https://pubmed.ncbi.nlm.nih.gov/{PMID}"),
    "a style of its own": (f"{OTHER} PubMed ID no. {IMAGERY.pmids[0]}", f". PMID: {PMID}"),
}  # fmt: skip


@pytest.mark.parametrize(("neighbour", "added"), STYLES.values(), ids=STYLES)
def test_it_is_written_as_the_other_entries_write_it(neighbour: str, added: str) -> None:
    """A list stays in one style."""
    text = f"## References\n\n1. {neighbour}\n2. {START} doi: {DOI}\n"
    finding = found(text, "missing-pmid")[-1]

    assert fixed(text, finding) == text[:-1] + added + "\n"


NO_FIX = {
    "a table": f"## References\n\n| No. | Text |\n| --- | --- |\n| 1 | {START} doi: {DOI} |\n| 2 | {OTHER} |\n",
    "a comment at the end": f"## References\n\n1. {START} doi: {DOI} <!-- seen -->\n2. {OTHER}\n",
    "code at the end": f"## References\n\n1. {START} `doi: {DOI}`\n2. {OTHER}\n",
}


@pytest.mark.parametrize("text", NO_FIX.values(), ids=NO_FIX)
def test_where_an_entry_ends_in_markup_nothing_is_added(text: str) -> None:
    """An edit that could break the document is not offered."""
    assert [each.fix for each in found(text, "missing-pmid") if "90000001" in each.message or each.fix] == [None]


CORRECTED = {
    "comma": ("10,5555/imag.2014.0021", "10.5555/imag.2014.0021", "safe"),
    "dash": ("10.5555/imag–2014.0021", "10.5555/imag-2014.0021", "safe"),
    "glued": ("10.5555/imag.2014.0021PMID: 90000001", "10.5555/imag.2014.0021 PMID: 90000001", "safe"),
    "letter": ("1O.5555/imag.2014.0021", "10.5555/imag.2014.0021", "unsafe"),
    "space": ("10.5555/ imag.2014.0021", "10.5555/imag.2014.0021", "unsafe"),
}


@pytest.mark.parametrize(("written", "meant", "safety"), CORRECTED.values(), ids=CORRECTED)
def test_a_malformed_doi_is_corrected(written: str, meant: str, safety: str) -> None:
    """Where only one reading is possible the fix is safe; a guess asks the author."""
    text = f"## References\n\n1. {START} doi: {written}\n2. {OTHER}\n"
    finding = found(text, "malformed-doi")[0]

    assert finding.fix is not None
    assert (safety, text.replace(written, meant)) == (finding.fix.safety, fixed(text, finding))
    assert found(fixed(text, finding), "malformed-doi") == []


UNCORRECTED = ["doi: 10.5555.", "doi: PMID: 90000001", "doi: abc/123"]


@pytest.mark.parametrize("written", UNCORRECTED)
def test_what_has_no_reading_has_no_fix(written: str) -> None:
    """Nothing is guessed where the DOI itself is not there."""
    text = f"## References\n\n1. {START} {written}\n2. {OTHER}\n"

    assert [each.fix for each in found(text, "malformed-doi")] == [None]


def test_a_short_doi_is_replaced_when_the_pmid_tells_the_full_one() -> None:
    """The record of the PMID knows the DOI; the author decides."""
    text = f"## References\n\n1. {START} https://doi.org/10/abcd. PMID: {PMID}.\n2. {OTHER}\n"
    finding = found(text, "malformed-doi")[0]

    assert finding.fix is not None
    assert finding.fix.safety == "unsafe"
    assert f"https://doi.org/{DOI}. PMID" in fixed(text, finding)


@given(st.permutations(range(4)))
def test_the_first_of_two_entries_is_kept(order: list[int]) -> None:
    """However a list is ordered, the later entry of one work is the one reported."""
    entries = [f"{START} doi: {DOI}.", f"{START} PMID: {PMID}.", OTHER, "Marsh T. Cold packs for a knee. 2001;3:1-9."]
    text = "## References\n\n" + "".join(f"{place}. {entries[each]}\n" for place, each in enumerate(order, 1))
    repeated = found(text, "duplicate-reference")

    assert [max(order.index(0), order.index(1)) + 3] == [each.start.line for each in repeated]


def test_a_link_definition_serves_its_entry() -> None:
    """An address kept below the list is no second entry."""
    text = f"## References\n\n1. {START} [doi][d] PMID: {PMID}.\n2. {OTHER}\n\n[d]: https://doi.org/{DOI}\n"

    assert found(text, "duplicate-reference") == []


def test_a_note_without_author_and_year_is_no_reference() -> None:
    """A footnote that only leads to a page is not asked for a DOI."""
    assert found("Text.[^1]\n\n[^1]: See https://example.org/leaflet\n", "missing-doi", "missing-pmid") == []


def test_a_long_doi_is_abridged_in_its_message() -> None:
    """Nobody reads a DOI of a thousand characters; its two ends show which one is meant."""
    text = f"## References\n\n1. {OTHER} doi: 10.5555/{'x' * 1000}end.\n"
    (told,) = found(text, "malformed-doi")

    assert len(told.message) < 200
    assert "10.5555/xxx" in told.message
    assert "xxxend” is not well formed" in told.message


@pytest.mark.parametrize("written", ["1016/x", DOI.removeprefix("10.")])
def test_the_number_beside_a_malformed_doi_names_it(written: str) -> None:
    """Nobody has to look up what the lock holds under the PMID."""
    (told,) = found(f"## References\n\n1. {START} doi: {written}. PMID: {PMID}.\n", "malformed-doi")

    assert told.help == f"Write doi: {DOI}"


def test_a_pmid_in_groups_is_the_one_that_the_doi_names() -> None:
    """Its first group alone is another paper's number."""
    written = f"{PMID[:4]}-{PMID[4:]}"
    (told,) = found(f"## References\n\n1. {START} doi: {DOI}. PMID: {written}.\n", "malformed-pmid")

    assert told.help == f"Write PMID: {PMID}"
    assert told.fix is not None
    assert told.fix.safety == "display"


def test_a_work_of_the_lock_is_offered_to_an_entry_without_identifiers() -> None:
    """By title, first author and year; it is offered only, since nobody but the author knows."""
    both = found(f"## References\n\n1. {START}\n2. {OTHER}\n", "missing-doi", "missing-pmid")
    offered = [each.help for each in both if "It seems to be" in each.help]

    assert [each.rsplit("add ")[-1] for each in offered] == [f"doi: {DOI}", f"PMID: {PMID}"]
    assert {each.fix.safety for each in both if each.fix} == {"display"}


@pytest.mark.parametrize(
    ("said", "instead"), [("2014", "2013"), ("Tansley", "Halvorsen"), ("type 1", "type 2"), ("wrist", "ankle")]
)
def test_another_work_is_not_offered(said: str, instead: str) -> None:
    """What differs in year, first author or a word of the title may be another paper."""
    (told,) = found(f"## References\n\n1. {START.replace(said, instead)}\n", "missing-doi")

    assert told.fix is None
    assert "It seems to be" not in told.help


@pytest.mark.parametrize("begins", ["https:/", "http//", "htps://", "https//", "hhtps://", "https:///", "https;//"])
@pytest.mark.parametrize("entry", ["Mirrors. 2014. {}", "Mirrors. 2014. [the paper]({})"])
def test_a_broken_address_is_mended(begins: str, entry: str) -> None:
    """What is written for https:// has one meaning before the resolver's name; the DOI stays as it is."""
    text = "## References\n\n1. Okoro P. " + entry.format("{}doi.org/10.5555/Imag.2014")
    (told,) = found(text.format(begins), "malformed-doi")

    assert told.help == "Write https://doi.org/10.5555/Imag.2014"
    assert told.fix is not None
    assert told.fix.safety == "safe"
    assert fixed(text.format(begins), told) == text.format("https://")


def test_an_identifier_in_an_address_is_told_with_the_address() -> None:
    """A label copied into an address breaks it."""
    helps = [
        each.help
        for before in ("https://doi.org/", "doi: ")
        for each in found(f"## References\n\n1. Okoro P. Mirrors. 2014. {before}10,5555/imag.2014", "malformed-doi")
    ]

    assert helps == ["Write https://doi.org/10.5555/imag.2014", "Write doi: 10.5555/imag.2014"]
