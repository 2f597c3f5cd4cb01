"""`check --fix` leaves what does not count: somebody answers for it, a baseline knows it, or no change made it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.lint.test_fixing import DOI, ENTRY, Desk, article

OPEN = article(f"{ENTRY} doi: {DOI}.")
WAIVER = """
[[waivers]]
rule = "{rule}"
path = "content/a.md"
quote = "{quote}"
reason = "asked the authors"
approver = "Dr Roth"
expires = 2099-12-31
"""


@pytest.fixture(name="desk")
def _desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "medlint.toml").write_text('paths = ["content"]\n', encoding="utf-8")
    return Desk(tmp_path, capsys)


def test_what_the_configuration_answers_for_is_left(desk: Desk) -> None:
    """A waiver there is as good as a comment: the entry stays, waived."""
    before = desk.write(OPEN)
    waiver = WAIVER.format(rule="missing-pmid", quote=f"{ENTRY} doi: {DOI}.")
    (desk.folder / "medlint.toml").write_text(f'paths = ["content"]\n{waiver}', encoding="utf-8")
    ran = desk("--fix")

    assert desk.file.read_bytes() == before
    assert "1 waived" in ran.out
    assert "fixed:" not in ran.out


def test_the_words_that_a_waiver_quotes_are_left(desk: Desk) -> None:
    """In others the finding would count again: a fix beside it is taken back, and named."""
    entry = f"{ENTRY} PMID: 123456789. doi: {DOI}. https://doi.org/{DOI}."
    before = desk.write(article(entry))
    waiver = WAIVER.format(rule="malformed-pmid", quote=entry)
    (desk.folder / "medlint.toml").write_text(f'paths = ["content"]\n{waiver}', encoding="utf-8")
    ran = desk("--fix")

    assert desk.file.read_bytes() == before
    assert "1 waived" in ran.out
    assert "not fixed, since it would make it worse: malformed-doi: Take away the second DOI" in ran.out


def test_what_a_baseline_knows_is_left(desk: Desk) -> None:
    """It was accepted as it is; without the baseline it is fixed."""
    before = desk.write(OPEN)
    desk("--write-baseline", "known.json")
    ran = desk("--fix", "--baseline", "known.json")
    left = desk.file.read_bytes()
    desk("--fix")

    assert left == before
    assert "1 finding known from the baseline" in ran.out
    assert b"PMID: 1234567" in desk.file.read_bytes()


def test_what_a_change_did_not_touch_is_left(desk: Desk) -> None:
    """Of two articles the one that was changed is fixed; what is no finding is not tidied either."""
    other = desk.file.with_name("b.md")
    other.write_text(article(f"{ENTRY} doi: {DOI}. https://doi.org/{DOI}."), encoding="utf-8")
    desk.write("# Ketamine\n")
    git = ("git", "-c", "user.name=A", "-c", "user.email=a@example.org")
    for step in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "first")):
        subprocess.run([*git, *step], cwd=desk.folder, check=True)
    before = other.read_bytes()
    desk.write(OPEN)
    desk("--fix", "--changed-since", "HEAD")

    assert b"PMID: 1234567" in desk.file.read_bytes()
    assert other.read_bytes() == before


def test_what_is_tidied_is_told(desk: Desk) -> None:
    """No finding asked for it, so the line that names it is how the author learns of it."""
    desk.write(article(f"{ENTRY} doi: {DOI}. https://doi.org/{DOI}. PMID: 1234567."))
    before = desk()
    ran = desk("--fix")

    assert (before.code, ran.code) == (0, 0)
    assert f"content/a.md: fixed: malformed-doi: Take away the second DOI {DOI} of reference 1" in ran.out
    assert desk.file.read_text() == article(f"{ENTRY} doi: {DOI}. PMID: 1234567.")


def test_a_rule_that_is_off_tidies_nothing(desk: Desk) -> None:
    """Who does not want to hear of DOIs wants none taken away."""
    before = desk.write(article(f"{ENTRY} doi: {DOI}. https://doi.org/{DOI}. PMID: 1234567."))
    desk("--fix", "--ignore", "malformed-doi")

    assert desk.file.read_bytes() == before


def test_approved_typography_is_restored_by_the_command(desk: Desk) -> None:
    """From the file of the approved wording to the bytes of the article, with line ends of Windows."""
    approved = 'This "article" doesn\'t replace medical advice, diagnosis or treatment by your own doctor.'
    written = approved.replace('"article"', "“article”").replace("'", "’").replace("treatment ", "treatment\r\n")
    (desk.folder / "approved.md").write_text(approved, encoding="utf-8")
    (desk.folder / "medlint.toml").write_text(
        'paths = ["content"]\n[rules.altered-disclaimer]\napproved = ["approved.md"]\n', encoding="utf-8"
    )
    text = article(f"{ENTRY} doi: {DOI}. PMID: 1234567.").partition("\nThis article")[0]
    desk.write(f"{text.replace(chr(10), chr(13) + chr(10))}\r\n{written}\r\n")
    ran = desk("--fix")
    done = desk.file.read_bytes().decode()

    assert done.endswith(approved.replace("treatment ", "treatment\r\n") + "\r\n")
    assert "fixed: altered-disclaimer: Restore the approved typography of the disclaimer" in ran.out
    assert (ran.code, done.count("\r\n")) == (0, done.count("\n"))
