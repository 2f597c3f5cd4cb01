"""The first article against a registry: what `medlint check` makes of true and of false answers."""

from __future__ import annotations

from lint.records import Record
from tests.desk import CONCERN, RETRACTION, SIGTERMANS, Desk
from tests.registry import faults
from tests.registry.bodies import Listed


def test_true_records_verify_the_article_in_two_requests(desk: Desk) -> None:
    """Three references, one call to Crossref and one to PubMed, nothing to find."""
    run = desk.check()

    assert (run.code, run.found(), run.states) == (0, [], ["verified"] * 3)
    assert (desk.registry.count(), desk.registry.count("crossref"), desk.registry.count("pubmed")) == (2, 1, 1)


def test_the_second_run_asks_nobody(desk: Desk) -> None:
    """What was answered stands in the user's cache, for whoever is offline as well."""
    first, asked = desk.check(), desk.registry.count()
    second, offline = desk.check(), desk.check("--offline")

    assert desk.registry.count() == asked
    assert first.states == second.states == offline.states == ["verified"] * 3
    assert desk.check("--locked").states == ["unverified"] * 3, "the cache is not the lock"


def test_a_retraction_is_told_with_its_notice(desk: Desk) -> None:
    """The notice's date and DOI stand in the message, and the article fails."""
    desk.change(SIGTERMANS, notices=(RETRACTION,))
    run = desk.check()

    assert run.code == 1
    assert run.states == ["verified", "retracted", "verified"]
    assert run.found() == [
        (
            "retracted-reference",
            "Reference 2 was retracted on 2024-03-01 (notice 10.5555/notice.1), according to Crossref.",
        )
    ]


def test_a_concern_is_no_retraction(desk: Desk) -> None:
    """An expression of concern warns; nobody says "retracted"."""
    desk.change(SIGTERMANS, notices=(CONCERN,))
    run = desk.check()

    assert run.code == 0
    assert run.states == ["verified", "concern", "verified"]
    assert [rule for rule, _ in run.found()] == ["concern-reference"]


def test_a_swapped_pmid_belongs_to_another_paper(desk: Desk) -> None:
    """The PMID of one reference on the DOI of another: both papers are named, the right number is, and nothing else."""
    desk.write("PMID: 19783371", "PMID: 32243301")
    run = desk.check()
    (rule, message), *more = run.found("unknown", "mismatched", "duplicate", "unverified", "missing-")

    assert (run.code, rule, more) == (1, "mismatched-identifiers", [])
    assert message == (
        "The PMID 32243301 is that of another paper, “Optimizing the Treatment of CRPS With Ketamine”; the DOI beside"
        " it and the text name “Outpatient intravenous ketamine for the treatment of …”, according to Crossref and"
        " PubMed."
    )
    assert run.states == ["mismatched", "verified", "verified"]


def test_a_wrong_title_is_another_paper(desk: Desk) -> None:
    """One number of a title makes another study of it."""
    desk.write("Syndrome Type 1. Pain", "Syndrome Type 2. Pain")
    run = desk.check()

    assert (run.code, run.states) == (1, ["verified", "mismatched", "verified"])
    assert run.found() == [
        (
            "mismatched-reference",
            "The title says “Type 2”, but it is “Type 1” according to Crossref and PubMed.",
        )
    ]


def test_an_unknown_doi_is_known_to_nobody(desk: Desk) -> None:
    """Crossref's list lacks it, doi.org says that it does not exist, and Crossref confirms it: four requests."""
    desk.write("doi: 10.1016/j.pain.2009.06.023", "doi: 10.1016/j.pain.2009.06.999")
    run = desk.check()

    assert (run.code, run.states) == (1, ["verified", "unknown", "verified"])
    assert run.found() == [
        (
            "unknown-doi",
            "The DOI 10.1016/j.pain.2009.06.999 does not exist: Crossref and doi.org do not know it.",
        )
    ]
    assert [(each.service, each.route) for each in desk.registry.requests if each.service != "pubmed"] == [
        ("crossref", "works"), ("doi.org", "doiRA"), ("crossref", "works"),
    ]  # fmt: skip


def test_an_unknown_pmid_is_known_to_nobody(desk: Desk) -> None:
    """PubMed itself says that it has no such number; the right one is offered."""
    desk.write("PMID: 19604642", "PMID: 19604699")
    run = desk.check()

    assert (run.code, run.states) == (1, ["verified", "unknown", "verified"])
    assert run.found() == [("unknown-pmid", "The PMID 19604699 does not exist: PubMed has no such document.")]


def test_a_missing_identifier_is_known_to_the_registries(desk: Desk) -> None:
    """Who has the DOI is told the PMID, and the other way round."""
    desk.write(" PMID: 19604642.", "")
    desk.write(" doi: 10.1097/AJP.0000000000000831.", "")
    run = desk.check()

    assert run.states == ["verified"] * 3
    assert run.found() == [
        ("missing-pmid", "Reference 2 has no PMID; the registry names 19604642."),
        ("missing-doi", "Reference 3 has no DOI; the registry names 10.1097/ajp.0000000000000831."),
    ]


def test_a_reference_without_identifiers_gets_a_suggestion(desk: Desk) -> None:
    """What a search finds is offered and never taken for the truth."""
    desk.write(" doi: 10.1016/j.pain.2009.06.023. Epub 2009 Jul 14. PMID: 19604642.", "")
    run = desk.check()
    helps = [each["help"] for each in run.report["findings"] if each["rule"] == "missing-doi"]

    assert run.states == ["verified", "no-identifier", "verified"]
    (suggested,) = helps
    assert suggested == (
        "It seems to be “Ketamine produces effective and long-term pain relief in …”"
        " (Sigtermans MJ, 2009): compare the title, and if it is the paper, add doi: 10.1016/j.pain.2009.06.023"
    )


def test_a_book_needs_no_pmid(desk: Desk) -> None:
    """A registry's word that a work has no PMID satisfies the rule that wants one."""
    book = Record("Pain medicine for beginners", ("Okoro P",), year=2012, doi="10.5555/book.1", type="book")
    desk.registry.works.append(Listed(book))
    desk.write(
        " PMID: 32243301.\n", " PMID: 32243301.\n4. Okoro P. Pain medicine for beginners. 2012. doi: 10.5555/book.1.\n"
    )
    run = desk.check()

    assert (run.states[3], run.found()) == ("verified", [])


def test_exit_code_three_is_explained(desk: Desk) -> None:
    """Whoever asks for verified references is told which state the others are in."""
    desk.write(" doi: 10.1097/AJP.0000000000000831. PMID: 32243301.", "")
    run = desk("check", "--require-verified", "--ignore", "missing-doi", "--ignore", "missing-pmid")

    assert (run.code, run.err) == (3, "")
    assert run.out.splitlines()[-3] == "not verified, as was required: 1 no-identifier"


def test_another_paper_is_no_remedy(desk: Desk) -> None:
    """The DOI is unknown and the PMID is another paper's: nobody is told to write that paper's DOI."""
    entry = "Nobody N. A paper that is not there at all. J Imag. 2011;1:1. doi: 10.5555/none. PMID: 19604642."
    desk.write("3. Kirkpatrick AF", f"3. {entry}\n4. Kirkpatrick AF")
    (finding,) = [each for each in desk.check().report["findings"] if each["rule"] == "unknown-doi"]

    assert finding["help"] == "Copy the DOI from the paper."


def test_a_missing_pmid_in_an_outage_says_who_was_silent(desk: Desk) -> None:
    """A book has no PMID, and PubMed's word satisfies the rule; while PubMed is down nobody is sent for one."""
    book = Record("Pain medicine for beginners", ("Okoro P",), year=2012, doi="10.5555/book.1", type="book")
    desk.registry.works.append(Listed(book))
    desk.registry.fail(faults.status(403), service="pubmed")
    last = " PMID: 32243301.\n"
    desk.write(last, f"{last}4. Okoro P. Pain medicine for beginners. 2012. doi: 10.5555/book.1.\n")
    (finding,) = [each for each in desk.check().report["findings"] if each["rule"] == "missing-pmid"]

    assert str(finding["help"]).startswith("PubMed has not said yet whether it has one: check again later")
