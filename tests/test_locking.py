"""`medlint lock` on the first article: what it asks, writes, keeps and tells."""

from __future__ import annotations

import json

import pytest

from lint.cli import main
from lint.resolve.lock_format import parse, seal
from tests.desk import ARTICLE, KIRKPATRICK, RETRACTION, SCHWARTZMAN, SIGTERMANS, Desk
from tests.registry import faults


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
