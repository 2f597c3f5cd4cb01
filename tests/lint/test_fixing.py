"""`check --fix`: better or untouched, byte for byte, whatever the disk and other people do meanwhile."""

from __future__ import annotations

import io
import os
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

import lint.fixing
from lint.cli import main
from lint.records import Record
from lint.resolve.lock import Entry
from lint.resolve.lock_format import dump

DOI = "10.1234/pain.2009.1"
RECORD = Record(
    title="Ketamine for pain", authors=("Dahan A", "Olofsen E"), journal="Pain", year=2009, volume="147",
    pages="107-115", doi=DOI, pmids=("1234567",),
)  # fmt: skip
ENTRY = "Dahan A, Olofsen E. Ketamine for pain. Pain. 2009;147:107-15."
END = "\nThis article does not replace medical advice, diagnosis or treatment by your doctor.\n"


def article(*entries: str, words: str = "Pain fell in the trial [1].") -> str:
    """An article with these entries in its list."""
    listed = "".join(f"{number}. {entry}\n" for number, entry in enumerate(entries, 1))
    return f"# Ketamine\n\n{words}\n\n## References\n\n{listed}{END}"


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


class Desk:
    """A folder with an article and a lock that registries have answered for."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        self.file = folder / "content" / "a.md"
        self.file.parent.mkdir()
        lock = {f"doi:{DOI}": Entry(("crossref", "pubmed"), "2026-11-01T00:00:00Z", RECORD)}
        (folder / "content/references.lock").write_text(dump(lock), encoding="utf-8")

    def write(self, text: str, encoding: str = "utf-8") -> bytes:
        """Write the article, with its line ends as given."""
        self.file.write_bytes(text.encode(encoding))
        return self.file.read_bytes()

    def __call__(self, *arguments: str) -> Ran:
        """Run `medlint check` on the folder, with the lock alone."""
        with pytest.raises(SystemExit) as exited:
            main(("check", "content", "--locked", *arguments))
        printed = self.capsys.readouterr()
        return Ran(int(exited.value.code or 0), printed.out, printed.err)


@pytest.fixture(name="desk")
def _desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path, capsys)


def test_a_known_identifier_is_added(desk: Desk) -> None:
    """The finding is gone, and the line says what was done."""
    desk.write(article(f"{ENTRY} doi: {DOI}."))
    ran = desk("--fix")

    assert desk.file.read_text() == article(f"{ENTRY} doi: {DOI}. PMID: 1234567.")
    assert "content/a.md: fixed: missing-pmid: Add PMID: 1234567" in ran.out
    assert (ran.code, ran.err) == (0, "")


def test_what_overlaps_is_done_in_rounds(desk: Desk) -> None:
    """An identifier that is written badly, and one that is added at the same place."""
    desk.write(article(f"{ENTRY} doi: https://doi.org/{DOI.upper()}"))
    ran = desk("--fix")

    assert "[missing-pmid]" not in ran.out
    assert "PMID: 1234567" in desk.file.read_text()


def test_a_second_time_nothing_is_to_do(desk: Desk) -> None:
    """Fixing is idempotent."""
    desk.write(article(f"{ENTRY} doi: {DOI}"))
    desk("--fix")
    before = desk.file.read_bytes()
    ran = desk("--fix")

    assert desk.file.read_bytes() == before
    assert "fixed:" not in ran.out


@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_and_signature_are_kept(desk: Desk, start: str, end: str) -> None:
    """Not a byte is changed but those of the fix."""
    text = start + article(f"{ENTRY} doi: {DOI}.").replace("\n", end)
    before = desk.write(text)
    desk("--fix")

    assert desk.file.read_bytes() == before.replace(f"{DOI}.".encode(), f"{DOI}. PMID: 1234567.".encode())


def test_mode_is_kept(desk: Desk) -> None:
    """An article that others may write stays so."""
    desk.write(article(f"{ENTRY} doi: {DOI}."))
    desk.file.chmod(0o664)
    desk("--fix")

    assert desk.file.stat().st_mode & 0o777 == 0o664


def test_a_diff_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    """It is one that git applies, and it gives what --fix gives."""
    before = desk.write(article(f"{ENTRY} doi: {DOI}."))
    ran = desk("--diff")
    untouched = desk.file.read_bytes()
    subprocess.run(["git", "apply", "-"], input=ran.out.encode(), cwd=tmp_path, check=True)
    applied = desk.file.read_bytes()
    desk.write(before.decode())
    desk("--fix")

    assert (ran.code, untouched) == (1, before)
    assert applied == desk.file.read_bytes()


def test_what_is_waived_is_left(desk: Desk) -> None:
    """Somebody answers for it as it is."""
    text = article(f"{ENTRY} doi: {DOI}.").replace(
        "## References\n", "## References\n\n<!-- medlint-ignore missing-pmid: asked the authors -->\n"
    )
    before = desk.write(text)
    desk("--fix")

    assert desk.file.read_bytes() == before


def test_statements_are_never_changed(desk: Desk) -> None:
    """A dose, or the year of another paper, is shown and left, also with --unsafe-fixes."""
    entry = f"{ENTRY.replace('2009;', '2011;')} doi: {DOI}. PMID: 1234567."
    before = desk.write(article(entry, words="Take 5 mg of ketamine twice a day [1]."))
    ran = desk("--fix", "--unsafe-fixes")

    assert desk.file.read_bytes() == before
    assert "[dosing-instruction]" in ran.out
    assert "[mismatched-reference]" in ran.out


def test_a_file_that_changes_in_between_is_left(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The author has saved while medlint was at work: what was saved stays."""
    desk.write(article(f"{ENTRY} doi: {DOI}."))
    write = lint.fixing.write

    def saved(mended: lint.fixing.Mended) -> None:
        desk.write(article("Saved in between."))
        write(mended)

    monkeypatch.setattr("lint.fixing.write", saved)
    ran = desk("--fix")

    assert desk.file.read_text() == article("Saved in between.")
    assert "content/a.md was changed in between, so it is left as it is; run medlint again" in ran.out
    assert ran.code == 2


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("step", "failing"), [("os.fsync", _full), ("lint.atomic._replace", _full)], ids=["disk full", "rename refused"]
)
def test_a_disk_that_fails_leaves_the_old_file(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, step: str, failing: Callable[..., None]
) -> None:
    """The whole old text, no half one, no leftover, and a sentence."""
    before = desk.write(article(f"{ENTRY} doi: {DOI}."))
    monkeypatch.setattr(step, failing)
    ran = desk("--fix")

    assert desk.file.read_bytes() == before
    assert sorted(path.name for path in desk.file.parent.iterdir()) == ["a.md", "references.lock"]
    assert "content/a.md cannot be written: the disk is full; it is as it was" in ran.out
    assert ran.code == 2


def test_a_file_with_two_names_is_left(desk: Desk) -> None:
    """A rename would give the fix to one of them only."""
    before = desk.write(article(f"{ENTRY} doi: {DOI}."))
    os.link(desk.file, desk.folder / "other.txt")
    ran = desk("--fix")

    assert desk.file.read_bytes() == before
    assert "one file under several names" in ran.out


def test_what_a_link_leads_to_is_fixed(desk: Desk) -> None:
    """The link stays a link."""
    desk.write(article(f"{ENTRY} doi: {DOI}."))
    desk.file.rename(desk.folder / "content/real.md")
    desk.file.symlink_to("real.md")
    desk("--fix")

    assert desk.file.is_symlink()
    assert "PMID: 1234567" in (desk.folder / "content/real.md").read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--unsafe-fixes",), "--unsafe-fixes goes with --fix"),
        (("--fix", "-"), "`-` (standard input) cannot be written"),
    ],
)
def test_usage(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What makes no sense is said."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"# A\n")))
    with pytest.raises(SystemExit) as exited:
        main(("check", "--locked", *arguments))

    assert exited.value.code == 2
    assert said in capsys.readouterr().err


def test_a_fix_that_makes_it_worse_is_taken_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a rule offers is tried, and kept only if no rule finds more than before."""
    before = desk.write(article(f"{ENTRY} doi: {DOI}."))
    monkeypatch.setattr("lint.fixing._holds", lambda *_: False)
    ran = desk("--fix", "--quiet")

    assert desk.file.read_bytes() == before
    assert "content/a.md: not fixed, since it would make it worse: missing-pmid: Add PMID: 1234567" in ran.out
    assert Counter(line.rpartition(" [")[2] for line in ran.out.splitlines() if " error: " in line) == {
        "missing-pmid]": 1
    }
