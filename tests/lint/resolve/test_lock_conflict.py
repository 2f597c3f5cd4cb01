"""Merge conflicts in a lock: real ones of git, and what is made of them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from lint.records import Record
from lint.resolve.lock import Entry, LockError
from lint.resolve.lock_conflict import parse_resolved, sides
from lint.resolve.lock_file import update
from lint.resolve.lock_format import dump, parse


def entry(number: int, checked: str = "2026-11-24T00:00:00Z") -> Entry:
    """A work that two registries know."""
    return Entry(("crossref", "pubmed"), checked, Record(f"Study {number}", doi=f"10.5555/{number}"))


def lock(*numbers: int) -> dict[str, Entry]:
    """Entries of these works."""
    return {f"doi:10.5555/{number}": entry(number) for number in numbers}


def git(folder: Path, *arguments: str) -> int:
    """Run git in a folder, as nobody in particular."""
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", *who, *arguments], cwd=folder, check=False, capture_output=True).returncode


@pytest.mark.parametrize("style", ["merge", "diff3"])
def test_a_conflict_of_git_is_resolved(style: str, tmp_path: Path) -> None:
    """Two branches add neighbours: git gives up, the lock is the union of both, and the next write is clean."""
    file = tmp_path / "references.lock"
    git(tmp_path, "init", "--initial-branch", "main")
    file.write_text(dump(lock(1, 9)), encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--message", "base")
    for branch, number in (("left", 4), ("right", 5)):
        git(tmp_path, "switch", "--create", branch, "main")
        file.write_text(dump(lock(1, number, 9)), encoding="utf-8")
        git(tmp_path, "commit", "--all", "--message", branch)

    assert git(tmp_path, "-c", f"merge.conflictStyle={style}", "merge", "left") == 1
    with pytest.raises(LockError, match=r"unresolved merge conflict at line \d+; `medlint lock` resolves it"):
        parse(file.read_text(encoding="utf-8"))
    assert parse_resolved(file.read_text(encoding="utf-8")).entries == lock(1, 4, 5, 9)
    assert update(file, lambda entries: entries)
    assert parse(file.read_text(encoding="utf-8")).entries == lock(1, 4, 5, 9)


def test_of_two_answers_the_later_counts() -> None:
    """Both branches asked for one work; one of them has it from a hand."""
    older, later, typed = entry(1), entry(1, "2026-11-25T00:00:00Z"), Entry((), "", Record("Study 1"))
    for left, right in ((older, later), (later, older), (later, typed)):
        ours, theirs = (dump({"doi:10.5555/1": each}) for each in (left, right))
        text = f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> other\n"

        assert sides(text) == (ours, theirs)
        assert parse_resolved(text).entries == {"doi:10.5555/1": later}


def test_a_text_without_conflict_is_itself() -> None:
    """Nothing is resolved where nothing is in conflict, and what is broken stays so."""
    assert parse_resolved(dump(lock(1, 2))).entries == lock(1, 2)
    with pytest.raises(LockError):
        parse_resolved("<<<<<<< HEAD\n{\n=======\n{}\n>>>>>>> other\n")
