"""`medlint audit` and `medlint verify` as an auditor runs them: what is written, what is said, and the exit code."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lint.audit.drawn import Form, drawn
from lint.audit.folder import SUMS, read
from lint.audit.stored import load
from lint.cli import main
from tests.repository import Sandbox

ARTICLE = """# Ketamine

Pain fell in the trial [1].

## References

1. Dahan A, Olofsen E. Ketamine for pain. Pain. 2009;147:107-15. doi: 10.1234/pain.2009.1.

This article does not replace medical advice, diagnosis or treatment by your doctor.
"""
FILES = {"findings.csv", "files.csv", "index.html", "references.csv", "report.json"}


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


class Office:
    """A folder with two articles, in which an auditor runs commands."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        Sandbox(folder, {"content/a.md": ARTICLE, "content/b.md": ARTICLE, "content/photo.jpg": "no photo"})

    def __call__(self, *arguments: str) -> Ran:
        """Run `medlint`; an audit asks no registry."""
        with pytest.raises(SystemExit) as exited:
            main((*arguments, "--offline") if arguments[0] == "audit" else arguments)
        printed = self.capsys.readouterr()
        return Ran(int(exited.value.code or 0), printed.out, printed.err)

    def report(self, folder: str = "audit") -> Any:
        """The report in a folder."""
        return json.loads((self.folder / folder / "report.json").read_bytes())


@pytest.fixture(name="office")
def _office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.chdir(tmp_path)
    return Office(tmp_path, capsys)


def test_an_audit_writes_page_report_and_tables(office: Office) -> None:
    """With their digests; it says what came of it, and that is the exit code."""
    ran = office("audit", "-o", "audit", "--title", "Health articles")
    sums = read((office.folder / "audit" / SUMS).read_bytes())

    assert (ran.code, ran.err) == (1, "")
    assert ran.out.splitlines() == [
        "Not passed: 2 errors were found.",
        "The report: audit/index.html",
        "checked 2 of 2 files, 2 references: 0 verified, 2 unverified; 2 errors, 2 warnings, 0 infos, 0 waived",
    ]
    assert set(sums.digests) == FILES
    assert office.report()["audit"]["title"] == "Health articles"


def test_the_report_is_all_there_is(office: Office) -> None:
    """Page and tables are drawn from report.json alone, byte for byte."""
    office("audit", "-o", "audit", "--site", "--xlsx")
    folder = office.folder / "audit"
    again = drawn(load(folder / "report.json"), Form(site=True, xlsx=True))

    assert {name: (folder / name).read_bytes() for name in again} == dict(again)


def test_verified_at_once_and_after_a_change(office: Office) -> None:
    """A report is intact and true until somebody touches an article."""
    office("audit", "-o", "audit")
    before = office("verify", "audit")
    (office.folder / "content/b.md").write_text(ARTICLE + "\nMore.\n")
    after = office("verify", "audit")

    assert (before.code, before.err) == (0, "")
    assert before.out.startswith("audit is intact: every file is as it was written")
    assert (after.code, after.out.splitlines()[0]) == (1, "no longer true: content/b.md was changed")


def test_verified_from_another_folder(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--root` tells where the audit was run."""
    office("audit", "-o", "audit")
    elsewhere = office.folder / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)

    assert office("verify", "../audit", "--root", "..").code == 0
    lost = office("verify", "../audit")

    assert lost.code == 2
    assert "none of its articles lies here; name the folder in which the audit was run with --root" in lost.out


def test_references_must_be_verified(office: Office) -> None:
    """An audit asks for it by itself: without an error it ends with 3."""
    ran = office("audit", "-o", "audit", "--ignore", "missing-pmid")

    assert ran.code == 3
    assert ran.out.startswith("No verdict yet: 2 of 2 references are not verified (2 unverified).\n")


def test_a_pass_without_safety_rules_is_limited(office: Office) -> None:
    """Who switches off what protects patients is told so beside the verdict, on the page as well."""
    for name in ("a.md", "b.md"):
        (office.folder / "content" / name).write_text("# Sleep\n\nSleep is good.\n")
    ran = office("audit", "-o", "audit", "--select", "broken-link")
    verdict = office.report()["audit"]["verdict"]

    assert (ran.code, verdict["words"]) == (0, "Passed: all 2 files were checked, and no error was found.")
    assert verdict["limits"].startswith("Switched off in all files: missing-disclaimer, altered-disclaimer,")
    assert verdict["limits"] in ran.out
    assert verdict["limits"] in (office.folder / "audit/index.html").read_text(encoding="utf-8")


def test_findings_that_do_not_decide_are_no_pass(office: Office) -> None:
    """`--fail-on never` ends with 0 and says what was found."""
    office("audit", "-o", "audit", "--fail-on", "never", "--ignore", "unverified-reference")
    verdict = office.report()["audit"]["verdict"]

    assert verdict == {
        "code": 3,
        "words": "No verdict yet: 2 of 2 references are not verified (2 unverified).",
        "limits": "Findings were not to decide (fail-on is never).",
    }


def test_registries_at_other_addresses_are_named(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever can set an address can make up answers: the report says whose they are."""
    monkeypatch.setenv("MEDLINT_CROSSREF_URL", "http://127.0.0.1:9/crossref")
    office("audit", "-o", "audit")
    report = office.report()

    assert report["audit"]["provenance"]["registries"][0] == {
        "name": "crossref", "address": "http://127.0.0.1:9/crossref", "usual": False,
    }  # fmt: skip
    assert report["remarks"][0]["message"] == (
        "answers of crossref are those of http://127.0.0.1:9/crossref, which is not its own address"
    )


def test_nothing_to_check_is_no_pass(office: Office) -> None:
    """A folder without articles: exit code 2, and the report says so."""
    (office.folder / "empty").mkdir()
    ran = office("audit", "empty", "-o", "audit")

    assert ran.code == 2
    assert "No verdict: " in ran.out
    assert office.report()["audit"]["verdict"]["code"] == 2


def test_what_was_not_checked_is_said(office: Office) -> None:
    """An article that is no text in UTF-8."""
    (office.folder / "content/c.md").write_bytes(b"caf\xe9\n")
    ran = office("audit", "-o", "audit")

    assert ran.code == 2
    assert ran.out.splitlines()[:2] == [
        "content/c.md: the byte 0xE9 is not UTF-8; save it as UTF-8",
        "No verdict: 1 of 3 files could not be checked.",
    ]


@contextmanager
def _read_only(folder: Path) -> Iterator[None]:
    folder.chmod(0o500)
    try:
        yield
    finally:
        folder.chmod(0o700)


def test_a_folder_that_cannot_be_written(office: Office) -> None:
    """Exit code 2 with a sentence, and the findings are printed all the same."""
    (office.folder / "audit").write_text("a file in the place of the folder")
    ran = office("audit", "-o", "audit/report")

    assert ran.code == 2
    assert "content/a.md:7:4: error: Reference 1 has no PMID. [missing-pmid]" in ran.out
    assert re.fullmatch(r"Error: the report cannot be written to audit/report: .*\n", ran.err)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_without_permission(office: Office) -> None:
    """As above, for a folder that belongs to somebody else."""
    (office.folder / "locked").mkdir()
    with _read_only(office.folder / "locked"):
        ran = office("audit", "-o", "locked/audit")

    assert ran.code == 2
    assert "[missing-pmid]" in ran.out


def test_without_a_browser_the_report_is_there(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no PDF, which is said with exit code 2; nothing else is lost for it."""
    monkeypatch.setenv("MEDLINT_CHROMIUM", "/nowhere/chromium")
    ran = office("audit", "-o", "audit", "--pdf")
    sums = read((office.folder / "audit" / SUMS).read_bytes())

    assert ran.code == 2
    assert ran.err == "Error: there is no PDF, since MEDLINT_CHROMIUM names /nowhere/chromium, which is no program\n"
    assert set(sums.digests) == FILES
    assert office("verify", "audit").code == 0


def test_a_folder_with_other_files_is_not_emptied(office: Office) -> None:
    """What lies there stays; a page of somebody else is not overwritten."""
    (office.folder / "public").mkdir()
    (office.folder / "public/notes.txt").write_text("mine")
    first = office("audit", "-o", "public")
    shutil.rmtree(office.folder / "public")
    (office.folder / "public").mkdir()
    (office.folder / "public/index.html").write_text("my own page")
    second = office("audit", "-o", "public")

    assert first.code == 1
    assert second.code == 2
    assert "public/index.html is there already and is not of an earlier audit" in second.err
    assert [path.name for path in (office.folder / "public").iterdir()] == ["index.html"]


def test_the_report_is_no_part_of_the_content(office: Office) -> None:
    """A folder for the report inside of the articles: the second audit does not count the first."""
    office("audit", "-o", "content/audit")
    once = office.report("content/audit")["audit"]["coverage"]
    office("audit", "-o", "content/audit")

    assert office.report("content/audit")["audit"]["coverage"] == once
    assert once["in_scope"] == 3


@pytest.mark.parametrize(
    "arguments",
    [("-o", "content"), ("-o", "content/drugs"), ("-o", "link"), ("content/a.md", "-o", "content"), (".", "-o", ".")],
)
def test_a_folder_with_articles_is_refused(office: Office, arguments: tuple[str, ...]) -> None:
    """The articles in it would be missing from the ledger."""
    (office.folder / "content/drugs/old").mkdir(parents=True)
    (office.folder / "content/drugs/old/c.MD").write_text(ARTICLE)
    (office.folder / "link").symlink_to("content")
    before = sorted(office.folder.rglob("*"))
    ran = office("audit", *arguments)

    assert ran.code == 2
    assert "holds articles, which the report would hide; name another folder with -o" in ran.err
    assert sorted(office.folder.rglob("*")) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-o", "r", "--against", "r/report.json"), "r/report.json would be overwritten by this report"),
        (("-o", "r", "--history", "r"), "r is the folder of the history; name a folder in it with -o"),
    ],
)
def test_no_report_takes_the_place_of_what_it_is_compared_with(
    office: Office, arguments: tuple[str, ...], said: str
) -> None:
    """Such a report could never be verified."""
    office("audit", "-o", "r")
    before = (office.folder / "r/report.json").read_bytes()
    ran = office("audit", *arguments)

    assert ran.code == 2
    assert said in ran.err
    assert (office.folder / "r/report.json").read_bytes() == before


def test_trend_and_history(office: Office) -> None:
    """Against an earlier report, and through several."""
    office("audit", "-o", "reports/1")
    (office.folder / "content/b.md").unlink()
    office("audit", "-o", "reports/2", "--against", "reports/1/report.json", "--history", "reports")
    audit = office.report("reports/2")["audit"]

    assert {key: audit["trend"][key] for key in ("new", "fixed", "unchanged", "report")} == {
        "new": 0, "fixed": 2, "unchanged": 2, "report": "reports/1/report.json",
    }  # fmt: skip
    assert [point["report"] for point in audit["history"]] == ["1/report.json", "report.json"]
    assert [each["role"] for each in audit["provenance"]["inputs"]] == ["lock", "earlier report", "earlier report"]


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--against", "none.json"), "none.json"),
        (("--against", "content/a.md"), "content/a.md"),
        (("--history", "nowhere"), "there is no folder nowhere with earlier reports"),
        (("--sign-off", "none.toml"), "none.toml"),
        (("--select", "no-such-rule"), 'there is no rule "no-such-rule"'),
        (("-",), "no standard input"),
    ],
)
def test_what_cannot_be_used_is_said_before_anything_is_written(
    office: Office, option: tuple[str, ...], said: str
) -> None:
    """An earlier report, a folder, a file with roles, a rule that is not there: exit code 2."""
    ran = office("audit", "-o", "audit", *option)

    assert ran.code == 2
    assert said in ran.err
    assert not (office.folder / "audit").exists()


def test_same_input_same_bytes(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two audits at the same moment, with the same command, differ in no byte."""

    class Fixed(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]  # one moment
            return datetime(2026, 11, 25, 9, tzinfo=UTC)

    monkeypatch.setattr("datetime.datetime", Fixed)
    monkeypatch.setattr("sys.argv", ["medlint", "audit", "-o", "audit"])
    taken = []
    for _ in range(2):
        office("audit", "-o", "audit", "--site", "--xlsx")
        taken.append({path: path.read_bytes() for path in (office.folder / "audit").rglob("*") if path.is_file()})

    assert taken[0] == taken[1]
    assert len(taken[0]) == len(FILES) + 4


def test_a_report_that_was_altered_is_nothing_to_compare_with(office: Office) -> None:
    """Neither as the earlier one nor in a history; one that was filed without its digests is believed."""
    office("audit", "-o", "r/1")
    path = office.folder / "r/1/report.json"
    path.write_bytes(path.read_bytes().replace(b"autumn", b"spring") + b"\n")
    compared = office("audit", "-o", "r/2", "--against", "r/1/report.json")
    drawn_through = office("audit", "-o", "r/2", "--history", "r")
    (office.folder / "r/1" / SUMS).unlink()
    believed = office("audit", "-o", "r/2", "--history", "r", "--against", "r/1/report.json")

    assert (compared.code, drawn_through.code, believed.code) == (2, 2, 1)
    assert "r/1/report.json was changed after it was written" in compared.err
    assert "r/1/report.json was changed after it was written" in drawn_through.err
    assert [each["role"] for each in office.report("r/2")["audit"]["provenance"]["inputs"]] == [
        "lock", "earlier report", "earlier report",
    ]  # fmt: skip


def test_a_name_that_is_no_utf_8(office: Office) -> None:
    """Such an article is found again when the report is verified."""
    (office.folder / os.fsdecode(b"content/x\xff.md")).write_text(ARTICLE)
    office("audit", "-o", "audit")

    assert office("verify", "audit").code == 0


def test_verify_of_no_report(office: Office) -> None:
    """A folder without a report: exit code 2."""
    ran = office("verify", "content")

    assert (ran.code, ran.err) == (
        2, "Error: content holds no report; name the folder that `medlint audit -o` wrote\n",
    )  # fmt: skip
