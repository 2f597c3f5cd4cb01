"""Laws of the rules on resolution, on the first article and its lock."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.finding import Finding
from lint.testing import findings, page
from rules import resolution

CONTENT = Path(__file__).parents[2] / "content"
LOCK = (CONTENT / "references.lock").read_text(encoding="utf-8")
ARTICLE = (CONTENT / "intravenous-ketamine-crps.md").read_text(encoding="utf-8")
TIME = "2026-11-24T00:00:00Z"
PMIDS = ("19783371", "19604642", "32243301")
FETCHED = json.dumps(
    {
        "schema": 1,
        "references": {
            key: {"sources": ["crossref", "pubmed"], "checked": "2026-11-24T00:00:00Z", "record": entry["record"]}
            for key, entry in json.loads(LOCK)["references"].items()
        },
    }
)


def found(text: str, lock: str = LOCK) -> list[Finding]:
    """What the family reports."""
    return findings(page(text, lock=lock), (resolution.FAMILY,))


def test_the_article_with_its_manual_lock() -> None:
    """Each of the three references is unverified because its record was entered by hand, and nothing else."""
    assert [each.rule for each in found(ARTICLE)] == ["unverified-reference"] * 3
    assert all("was filled in by hand by the editors" in each.message for each in found(ARTICLE))
    assert {each.help for each in found(ARTICLE)} == {
        "Authors have nothing to do: an editor runs `medlint lock`, which asks Crossref and PubMed."
    }


def test_the_article_with_fetched_records() -> None:
    """The same records, fetched, verify all three."""
    assert found(ARTICLE, FETCHED) == []


def test_the_article_without_a_lock() -> None:
    """Without a lock every reference is unverified, and says so."""
    assert [each.message.split(": ")[1].rstrip(".") for each in found(ARTICLE, "")] == [
        "it is not in references.lock"
    ] * 3


@pytest.mark.parametrize(
    ("written", "slip"),
    [
        ("1960464", "a digit too few"),
        ("196046442", None),
        ("19604624", "two digits exchanged"),
        ("19604643", "a wrong digit"),
        ("91604642", "two digits exchanged"),
        ("19604600", ""),
    ],
)
def test_a_slip_in_a_pmid_is_named_with_the_number_to_copy(written: str, slip: str | None) -> None:
    """What the eye passes over: the right number stands in the DOI's record. Nine digits are no PMID at all."""
    told = [
        each for each in found(ARTICLE.replace("19604642", written), FETCHED) if each.rule != "unverified-reference"
    ]

    assert len(told) == (slip is not None)
    assert all(each.help == "Write PMID: 19604642" for each in told)
    assert all((f"has {slip}: the DOI" if slip else "belongs to PMID 19604642") in each.message for each in told)


@pytest.mark.parametrize(
    ("said", "remedy"),
    [
        ("Type 2", "Write “Type 1”, or cite the paper that you mean."),
        ("Type", "Put it in, or cite the paper that you mean."),
    ],
)
def test_another_title_comes_with_the_right_words(said: str, remedy: str) -> None:
    """Ready to copy, as for a wrong year."""
    (told,) = found(ARTICLE.replace("Syndrome Type 1. Pain", f"Syndrome {said}. Pain"), FETCHED)

    assert (told.rule, told.help) == ("mismatched-reference", remedy)


@given(st.permutations(PMIDS), st.sampled_from([LOCK, FETCHED]))
def test_exchanged_pmids_are_always_found(order: list[str], lock: str) -> None:
    """Every reference whose PMID is another's is reported at that PMID, the others are not."""
    marked = ARTICLE
    for number, pmid in enumerate(PMIDS):
        marked = marked.replace(pmid, f"<{number}>")
    for number, pmid in enumerate(order):
        marked = marked.replace(f"<{number}>", pmid)
    wrong = [each.excerpt for each in found(marked, lock) if each.rule == "mismatched-identifiers"]

    assert [pmid for pmid, right in zip(order, PMIDS, strict=True) if pmid != right] == wrong


@given(st.integers(0, 7), st.integers(1, 9), st.sampled_from(PMIDS))
def test_a_changed_digit_of_a_pmid_is_always_found(place: int, step: int, pmid: str) -> None:
    """No digit can be changed unseen, although nobody was asked about the number that results."""
    changed = pmid[:place] + str((int(pmid[place]) + step) % 10) + pmid[place + 1 :]
    text = ARTICLE.replace(pmid, changed.lstrip("0") or "1")

    assert "mismatched-identifiers" in [each.rule for each in found(text)]


CHANGES = {
    "title": ("Type 1. Pain", "Type 2. Pain", ["mismatched-reference"], ["2"], "error"),
    "year": ("2009 Oct;145", "2007 Oct;145", ["mismatched-reference"], ["2007"], "warning"),
    "volume": ("145(3)", "154(3)", ["mismatched-reference"], ["154"], "warning"),
    "page": (":304-311", ":403-411", ["mismatched-reference"], ["403"], "warning"),
    "DOI": (
        "pain.2009.06.023",
        "pain.2009.06.032",
        ["mismatched-identifiers"],
        ["10.1016/j.pain.2009.06.032"],
        "error",
    ),
}


@pytest.mark.parametrize(("old", "new", "rules", "places", "severity"), CHANGES.values(), ids=CHANGES)
def test_one_change_gives_one_finding(old: str, new: str, rules: list[str], places: list[str], severity: str) -> None:
    """Besides the unverified references there is one finding, at the very characters that were changed."""
    told = [each for each in found(ARTICLE.replace(old, new)) if each.rule != "unverified-reference"]

    assert (rules, places, [severity]) == (
        [each.rule for each in told],
        [each.excerpt for each in told],
        [each.severity for each in told],
    )
    assert all("references.lock, entered by hand" in each.message for each in told)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_fixes_are_shown_and_right(change: tuple[str, str, list[str], list[str], str]) -> None:
    """What the record says is offered, never applied by itself; applied by hand, the finding is gone."""
    text = ARTICLE.replace(change[0], change[1])
    for finding in found(text):
        if finding.fix is not None:
            edit = finding.fix.edits[0]
            repaired = text[: edit.span.start] + edit.text + text[edit.span.end :]

            assert finding.fix.safety == "display"
            assert finding.rule not in [each.rule for each in found(repaired)]


def test_papers_that_no_registry_connects_are_named_by_title() -> None:
    """Neither record names the other identifier, but the titles show that they are two papers."""
    records = {
        "doi:10.5555/a.1": {"title": "Cold packs for a swollen knee", "authors": ["Marsh T"]},
        "pmid:90000009": {"title": "Mirrors in the treatment of pain", "authors": ["Okoro P"]},
    }
    lock = {
        key: {"sources": ["pubmed" if key.startswith("pmid") else "crossref"], "checked": TIME, "record": record}
        for key, record in records.items()
    }
    text = "## References\n\n1. Lindqvist A. Heat. Imag Sports. 2001;3:1-9. doi: 10.5555/a.1. PMID: 90000009.\n"
    (told,) = found(text, json.dumps({"schema": 1, "references": lock}))

    assert told.rule == "mismatched-identifiers"
    assert told.message == (
        "The DOI 10.5555/a.1 and the PMID 90000009 belong to different papers, “Cold packs for a swollen knee” and"
        " “Mirrors in the treatment of pain”, according to Crossref."
    )


TITLES = {
    "cut": ("relief in patients with Complex Regional Pain Syndrome Type 1.", "relief.", "relief",
            "The title breaks off before “in patients with Complex Regional Pain Syndrome Type 1”"),
    "longer": ("Type 1. Pain", "Type 1 in children. Pain", "in children",
               "The title says “in children”, which it does not"),
    "shorter": ("effective and long-term pain", "pain", "produces", "The title lacks “effective and long-term” near"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "place", "message"), TITLES.values(), ids=TITLES)
def test_titles_are_told_by_what_differs(old: str, new: str, place: str, message: str) -> None:
    """A title that is cut, longer or shorter has its own sentence, at the place where it differs."""
    (told,) = found(ARTICLE.replace(old, new), FETCHED)

    assert told.excerpt == place
    assert told.message.startswith(message)


def test_a_link_definition_is_reported_where_it_is_written() -> None:
    """The text of a definition is shown by no block; its place is that of its words."""
    text = (
        'It helps [1].\n\n## References\n\n[1]: https://doi.org/10.1016/j.pain.2009.06.023 "Sigtermans MJ, et al.'
        " Ketamine produces effective and long-term pain relief in patients with Complex Regional Pain Syndrome Type 2."
        ' Pain. 2009."\n'
    )
    (told,) = found(text, FETCHED)

    assert (told.rule, told.excerpt) == ("mismatched-reference", "2")


def test_a_bibliography_file_is_reported_at_its_citation() -> None:
    """A work that is cited by key has no text in the article: the finding stands where it is cited."""
    bib = (
        "@article{ketamine, title = {Ketamine produces effective and long-term pain relief in patients with Complex"
        " Regional Pain Syndrome Type 2}, author = {Sigtermans, Marnix J. and van Hilten, Jacobus J. and others},"
        " year = {2009}, journal = {Pain}, volume = {145}, pages = {304--311}, doi = {10.1016/j.pain.2009.06.023},"
        " pmid = {19604642}}"
    )
    text = "---\nbibliography: refs.bib\n---\n\nIt helps [@ketamine].\n"
    told = findings(page(text, lock=LOCK, files={"refs.bib": bib}), (resolution.FAMILY,))

    assert [(each.rule, each.start.line) for each in told] == [("mismatched-reference", 5)]


def test_the_identifier_that_leads_to_another_paper_is_named() -> None:
    """The DOI is unknown, the PMID is another paper's: it is the PMID that the message is about."""
    lock = {
        "doi:10.5555/a.1": {"sources": ["crossref", "doi.org"], "checked": TIME, "absent": {"doi": "nobody knows it"}},
        "pmid:90000009": {
            "sources": ["pubmed"],
            "checked": TIME,
            "record": {"title": "Mirrors in the treatment of phantom pain", "authors": ["Okoro P"], "year": 1999},
        },
    }
    text = "## References\n\n1. Lindqvist A. Heat for stiff shoulders of divers. Imag Sports. 2001;3:1-9."
    found_all = found(f"{text} doi: 10.5555/a.1. PMID: 90000009.\n", json.dumps({"schema": 1, "references": lock}))

    assert [each.rule for each in found_all] == ["mismatched-reference", "unknown-doi"]
    assert found_all[0].message.startswith("The PMID 90000009 is another paper than this entry describes: “Mirrors in")


@pytest.mark.parametrize(
    ("author", "year", "remedy"),
    [
        ("Okoro P", 1999, "If it is this paper, write its title: “Mirrors in the treatment of phantom pain”; else"),
        ("Okoro P", 2001, "Look up the paper that the entry describes"),
        ("Lindqvist A", 1999, "Look up the paper that the entry describes"),
    ],
)
def test_a_wrong_title_may_be_the_only_fault(author: str, year: int, remedy: str) -> None:
    """Where author and year are the record's, there may be no such paper to look up."""
    record = {"title": "Mirrors in the treatment of phantom pain", "authors": ["Okoro P"], "year": 1999}
    lock = {"pmid:90000009": {"sources": ["pubmed"], "checked": TIME, "record": record}}
    entry = f"{author}. Heat for stiff shoulders of divers. Imag Sports. {year};3:1-9. PMID: 90000009."
    text = f"## References\n\n1. {entry}\n"
    (told,) = (
        each
        for each in found(text, json.dumps({"schema": 1, "references": lock}))
        if each.rule == "mismatched-reference" and each.severity == "error"
    )

    assert told.help.startswith(remedy)


def paper(authors: list[str], **more: object) -> str:
    """A lock of one paper."""
    record = {"title": "Mirror therapy after wrist fracture", "authors": authors, "year": 2014, **more}
    entry = {"sources": ["crossref", "pubmed"], "checked": TIME, "record": record}
    return json.dumps({"schema": 1, "references": {"doi:10.5555/imag.2014.0021": entry}})


ENTRY = "## References\n\n1. {}. Mirror therapy after wrist fracture. 2014. doi: 10.5555/imag.2014.0021.\n"


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("Okoro P, Tansley RB", "Replace the authors by: “Tansley RB, Okoro P”, or cite the paper that you mean."),
        (
            "Okoro, P., & Tansley, R. B.",
            "Replace the authors by: “Tansley RB, Okoro P”, or cite the paper that you mean.",
        ),
        ("Okoro P", "Write “Tansley RB”, or cite the paper that you mean."),
        ("Dahl K, Okoro P", "Write “Tansley RB”, or cite the paper that you mean."),
    ],
)
def test_authors_in_another_order_are_told_all(written: str, remedy: str) -> None:
    """The first alone, written in the place of the second, would leave one out."""
    told = found(ENTRY.format(written), paper(["Tansley RB", "Okoro P"]))

    assert remedy in [each.help for each in told if each.rule == "mismatched-reference"]


def test_a_retracted_paper_leaves_the_list_with_its_claim() -> None:
    """Who took out the claim alone met an entry that nothing cites, and the retraction again."""
    lock = paper(["Tansley RB"], notices=[{"kind": "retraction", "date": "2016-05-02", "source": "crossref"}])
    behind = "2. Okoro P. Imagery. 2011.\n"
    entry = ENTRY.format("Tansley RB")
    helps = [
        each.help for text in (entry, entry + behind) for each in found(text, lock) if each.rule.startswith("retracted")
    ]
    whole = (
        "Put another paper, which supports the claim, in the place of this entry, or take out the claim, its citation "
        "and this entry."
    )

    assert helps == [whole, f"{whole} Then the later numbers move up by one, in the list and in the text."]
