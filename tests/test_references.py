"""The first article against a registry: what `medlint check` and `medlint lock` make of true and of false answers."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from lint.cli import main
from lint.records import Notice, Record
from lint.resolve.lock_format import parse, seal
from tests.registry import faults
from tests.registry.bodies import Listed
from tests.registry.registry import LoopbackRegistry

CONTENT = Path(__file__).parents[1] / "content"
NAME = "intravenous-ketamine-crps.md"
ARTICLE = (CONTENT / NAME).read_text(encoding="utf-8")
SCHWARTZMAN, SIGTERMANS, KIRKPATRICK = (
    "10.1016/j.pain.2009.08.015", "10.1016/j.pain.2009.06.023", "10.1097/ajp.0000000000000831",
)  # fmt: skip
TYPED = parse((CONTENT / "references.lock").read_text(encoding="utf-8")).entries


def record(doi: str) -> Record:
    """What is true of a paper of the article."""
    typed = TYPED[f"doi:{doi}"].record
    assert typed is not None
    return typed._replace(numbers=())


def works() -> dict[str, Listed]:
    """The three papers as the registries have them; the sentences imitate what their abstracts tell."""
    return {
        SCHWARTZMAN: Listed(record(SCHWARTZMAN), "Ketamine was given for 4 h daily for 10 days, at 0.35 mg/kg/h."),
        SIGTERMANS: Listed(record(SIGTERMANS), "Patients were given a 4.2-day infusion; follow-up took 12 weeks."),
        KIRKPATRICK: Listed(record(KIRKPATRICK), "An outpatient, 4-day infusion was used."),
    }


class Run(NamedTuple):
    """What a command left behind: exit code, output, and, of `check`, its report."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, list[dict[str, object]]]:
        """The JSON report."""
        report: dict[str, list[dict[str, object]]] = json.loads(self.out)
        return report

    def found(self, *rules: str) -> list[tuple[object, object]]:
        """Rules and messages of the findings that come from references."""
        wanted = rules or ("unknown", "mismatched", "retracted", "concern", "corrected", "unverified", "missing-")
        return [
            (each["rule"], each["message"]) for each in self.report["findings"] if str(each["rule"]).startswith(wanted)
        ]

    @property
    def states(self) -> list[object]:
        """The states of the references in order."""
        return [each["state"] for each in self.report["references"]]


class Desk:
    """A folder with the article, without a lock, and a registry to ask."""

    def __init__(self, folder: Path, registry: LoopbackRegistry, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.registry, self.capsys = folder, registry, capsys
        self.article = folder / NAME
        self.article.write_text(ARTICLE, encoding="utf-8")

    def __call__(self, *arguments: str) -> Run:
        """Run `medlint` on the folder."""
        with pytest.raises(SystemExit) as end:
            main([*arguments, str(self.folder)])
        return Run(int(str(end.value.code)), *self.capsys.readouterr())

    def check(self, *arguments: str) -> Run:
        """Run `medlint check` and read its report."""
        return self("check", "--format", "json", *arguments)

    def change(self, doi: str, **fields: object) -> None:
        """The registries know a paper otherwise."""
        self.registry.works = [
            each._replace(record=each.record._replace(**fields)) if each.record.doi == doi else each  # type: ignore[arg-type]  # names of its fields
            for each in self.registry.works
        ]

    def write(self, old: str, new: str) -> None:
        """Change the article."""
        text = self.article.read_text(encoding="utf-8")
        assert text.count(old) == 1
        self.article.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk with true records."""
    with LoopbackRegistry(works().values()) as registry:
        for name, value in registry.environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        folder = tmp_path / "content"
        folder.mkdir()
        shutil.copytree(CONTENT / "disclaimers", tmp_path / "disclaimers")
        yield Desk(folder, registry, capsys)


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


RETRACTION = Notice("retraction", "2024-03-01", "10.5555/notice.1", "crossref")
CONCERN = Notice("concern", "2023-05-02", "10.5555/notice.2", "crossref")


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
        "The DOI 10.1016/j.pain.2009.08.015 belongs to PMID 19783371, “Outpatient intravenous ketamine for the"
        " treatment of …”, not 32243301, “Optimizing the Treatment of CRPS With Ketamine”, according to Crossref and"
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
        "A search of the registries finds “Ketamine produces effective and long-term pain relief in …”"
        " (Sigtermans MJ, 2009): if it is the paper, add doi: 10.1016/j.pain.2009.06.023"
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


def test_lock_writes_what_check_then_needs(desk: Desk) -> None:
    """Three requests lock the article; from then on nobody is asked, and the one doubtful number is seen."""
    locked = desk("lock")
    lock = (desk.folder / "references.lock").read_text(encoding="utf-8")
    asked = desk.registry.count()
    run = desk.check("--locked")

    assert (locked.code, asked) == (0, 3)
    assert (
        locked.out
        == f"{desk.folder}/references.lock: 3 of 3 references answered; 3 works added, 0 changed, 0 dropped\n"
    )
    assert '"10 days"' in lock
    assert "Ketamine was given" not in lock, "numbers are facts, an abstract is somebody's text"
    assert (run.code, run.states) == (0, ["verified"] * 3)
    assert [each["excerpt"] for each in run.report["findings"] if each["rule"] == "mismatched-number"] == ["4-day"]
    assert desk("lock", "--check").code == 0
    assert desk("lock").out.endswith("0 works added, 0 changed, 0 dropped\n")
    assert desk.registry.count() == asked


def test_lock_check_fails_when_something_is_missing(desk: Desk) -> None:
    """A reference that is not locked is not up to date; nothing is asked and nothing written."""
    run = desk("lock", "--check")

    assert (run.code, desk.registry.count()) == (1, 0)
    assert "is not up to date; run `medlint lock`" in run.out
    assert not (desk.folder / "references.lock").exists()


def test_refresh_finds_the_retraction_of_a_locked_paper(desk: Desk) -> None:
    """What the weekly run is for."""
    desk("lock")
    desk.change(SIGTERMANS, notices=(RETRACTION,))
    unasked = desk("lock")
    refreshed = desk("lock", "--refresh")
    run = desk.check("--locked", "--select", "retracted-reference")

    assert ("0 changed" in unasked.out, "1 changed" in refreshed.out) == (True, True)
    assert (run.code, len(run.found())) == (1, 1)


def test_an_outage_takes_no_knowledge_away(desk: Desk) -> None:
    """A refresh while nobody answers keeps what is locked, and says so."""
    desk("lock")
    before = (desk.folder / "references.lock").read_text(encoding="utf-8")
    desk.registry.fail(faults.status(503))
    refreshed = desk("lock", "--refresh", "--network-budget", "2")

    assert (desk.folder / "references.lock").read_text(encoding="utf-8") == before
    assert desk.check("--locked").states == ["verified"] * 3
    assert refreshed.code == 3
    assert "Reference 2 (DOI 10.1016/j.pain.2009.06.023): Crossref answered with an error (503)" in refreshed.out
    assert "0 of 3 references answered" in refreshed.out


def test_prune_drops_what_nobody_cites(desk: Desk) -> None:
    """Without the word nothing is dropped: another folder's articles may share the lock."""
    desk("lock")
    desk.article.write_text(ARTICLE.replace("3. Kirkpatrick", "Kirkpatrick"), encoding="utf-8")
    kept, pruned = desk("lock"), desk("lock", "--prune")

    assert "1 work in it is cited by none of these articles (--prune drops such)" in kept.out
    assert "1 dropped" in pruned.out
    assert list(parse((desk.folder / "references.lock").read_text(encoding="utf-8")).entries) == [
        f"doi:{SIGTERMANS}", f"doi:{SCHWARTZMAN}",
    ]  # fmt: skip


def test_an_edited_entry_is_asked_again(desk: Desk) -> None:
    """A record that somebody changed by hand verifies nothing, until a registry answers again."""
    desk("lock")
    lock = desk.folder / "references.lock"
    lock.write_text(lock.read_text(encoding="utf-8").replace("Optimizing the", "Optimising the"), encoding="utf-8")
    locked = desk.check("--locked")
    desk("lock")

    assert locked.states == ["verified", "verified", "unverified"]
    assert locked.code == 3
    assert ("unverified-reference", "Reference 3 is unverified: edited by hand since it was fetched.") in locked.found()
    assert desk.check("--locked").states == ["verified"] * 3


def test_lock_check_tells_whatever_lock_would_write(desk: Desk) -> None:
    """A text that lock would lay out otherwise, a work that --prune would drop, and a refresh that nobody answers."""
    desk("lock")
    lock = desk.folder / "references.lock"
    text = lock.read_text(encoding="utf-8")
    assert desk("lock", "--check").code == 0
    assert desk("lock", "--check", "--refresh").code == 0, "a time alone is no change"

    lock.write_text(json.dumps(json.loads(text)), encoding="utf-8")
    assert desk("lock", "--check").code == 1
    lock.write_text(f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> other\n", encoding="utf-8")
    assert desk("lock", "--check").code == 1
    lock.write_text(text, encoding="utf-8")
    desk.article.write_text(ARTICLE.replace("3. Kirkpatrick", "Kirkpatrick"), encoding="utf-8")
    assert (desk("lock", "--check").code, desk("lock", "--check", "--prune").code) == (0, 1)
    desk.registry.fail(faults.status(503))
    silent = desk("lock", "--check", "--refresh", "--network-budget", "1")
    assert (silent.code, lock.read_text(encoding="utf-8")) == (3, text)


def test_an_article_that_cannot_be_read_prunes_nothing(desk: Desk) -> None:
    """What it cites is not known; and without any article no lock is made."""
    desk("lock")
    desk.article.write_bytes(ARTICLE.encode() + b"\xff")
    lock = desk.folder / "references.lock"
    before = lock.read_text(encoding="utf-8")
    assert (desk("lock", "--prune").code, lock.read_text(encoding="utf-8")) == (2, before)
    lock.unlink()
    assert (desk("lock").code, lock.exists()) == (2, False)


def test_a_made_up_entry_gives_way_to_the_registries(desk: Desk) -> None:
    """Whoever computes a digest for a paper that does not exist fools the lock until it is asked again."""
    desk("lock")
    lock = desk.folder / "references.lock"
    text = lock.read_text(encoding="utf-8").replace("10.1097/ajp.0000000000000831", "10.1097/ajp.0000000000000999")
    lock.write_text(seal(text), encoding="utf-8")
    desk.write("10.1097/AJP.0000000000000831", "10.1097/AJP.0000000000000999")
    assert desk.check("--locked").states[2] == "verified"

    refreshed = desk("lock", "--refresh")
    assert refreshed.code == 0
    assert desk.check("--locked").states[2] == "unknown"
    lock.unlink()
    assert desk.check("--offline").states[2] == "unknown", "nor is it in the cache"


def test_an_abstract_that_could_not_be_fetched_is_told(desk: Desk) -> None:
    """The references are answered all the same; what is missing are the numbers, and lock says so."""
    desk.registry.fail(faults.status(404), service="pubmed", route="efetch.fcgi")
    locked = desk("lock")

    assert locked.code == 0
    assert "3 abstracts could not be fetched; `medlint lock --refresh` tries again" in locked.out
    assert desk.check("--locked").states == ["verified"] * 3


def test_prune_needs_all_articles_of_the_lock(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """One article does not know what its neighbours cite."""
    desk("lock")
    with pytest.raises(SystemExit) as end:
        main(["lock", "--prune", str(desk.article)])

    assert end.value.code == 2
    assert "--prune needs all articles that" in capsys.readouterr().err
    assert len(parse((desk.folder / "references.lock").read_text(encoding="utf-8")).entries) == 3


def test_lock_tells_what_it_did(desk: Desk) -> None:
    """A conflict that was resolved, works that were dropped, references about which nothing can be asked."""
    desk("lock")
    lock = desk.folder / "references.lock"
    text = lock.read_text(encoding="utf-8")
    lock.write_text(f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> other\n", encoding="utf-8")
    desk.write(" doi: 10.1097/AJP.0000000000000831. PMID: 32243301.", "")
    out = desk("lock", "--prune").out

    assert "the merge conflict in it is resolved; `git add" in out
    assert f"dropped: doi:{KIRKPATRICK}" in out
    assert "1 reference has neither DOI nor PMID; `medlint check` names them" in out


def test_exit_code_three_is_explained(desk: Desk) -> None:
    """Whoever asks for verified references is told which state the others are in."""
    desk.write(" doi: 10.1097/AJP.0000000000000831. PMID: 32243301.", "")
    run = desk.check("--require-verified", "--ignore", "missing-doi", "--ignore", "missing-pmid")

    assert run.code == 3
    assert run.err == "Not all references are verified, as was required: 1 no-identifier, of 3.\n"


def test_another_paper_is_no_remedy(desk: Desk) -> None:
    """The DOI is unknown and the PMID is another paper's: nobody is told to write that paper's DOI."""
    entry = "Nobody N. A paper that is not there at all. J Imag. 2011;1:1. doi: 10.5555/none. PMID: 19604642."
    desk.write("3. Kirkpatrick AF", f"3. {entry}\n4. Kirkpatrick AF")
    (finding,) = [each for each in desk.check().report["findings"] if each["rule"] == "unknown-doi"]

    assert finding["help"] == "Copy the DOI from the paper."


def test_a_missing_pmid_in_an_outage_says_who_was_silent(desk: Desk) -> None:
    """A book has no PMID, and PubMed's word satisfies the rule; while PubMed is down nobody is sent to search for one."""
    book = Record("Pain medicine for beginners", ("Okoro P",), year=2012, doi="10.5555/book.1", type="book")
    desk.registry.works.append(Listed(book))
    desk.registry.fail(faults.status(403), service="pubmed")
    last = " PMID: 32243301.\n"
    desk.write(last, f"{last}4. Okoro P. Pain medicine for beginners. 2012. doi: 10.5555/book.1.\n")
    (finding,) = [each for each in desk.check().report["findings"] if each["rule"] == "missing-pmid"]

    assert str(finding["help"]).startswith("PubMed has not said yet whether it has one: check again later")
