"""With what a report was made: packs, files that decided, and the commit with what is not in it."""

from __future__ import annotations

import subprocess
import sys
from contextlib import chdir
from datetime import UTC, datetime
from pathlib import Path

import pytest

import lint
from lint.api import check
from lint.audit.provenance import described, provenance
from lint.audit.sections import Input
from lint.files import Ledger
from lint.packs import Pack, installed
from lint.report import Report
from lint.request import Request
from tests.repository import Sandbox

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
FILES = {"content/a.md": "# A\n\nText.\n", "content/b.md": "# B\n\nText.\n", "medlint.toml": 'paths = ["content"]\n'}


def _report(folder: Path) -> Report:
    with chdir(folder):
        return check(Request(offline=True, ledger=Ledger(folder / "audit")), installed(), NOW)


def _git(folder: Path) -> dict[str, object] | None:
    report = _report(folder)
    with chdir(folder):
        beside: list[Input] = [{"path": str(folder.parent / "roles.toml"), "role": "sign-off", "sha256": "0" * 64}]
        found = provenance(report, installed(), ("medlint", "audit"), beside)["git"]
    return dict(found) if found else None


def test_a_clean_checkout(tmp_path: Path) -> None:
    """The commit and the branch are named, and nothing is dirty."""
    sandbox = Sandbox(tmp_path, FILES)

    assert _git(tmp_path) == {
        "commit": sandbox.git("rev-parse", "HEAD"), "branch": "main", "dirty": False, "changed": [],
    }  # fmt: skip


def test_what_is_not_as_committed_is_named(tmp_path: Path) -> None:
    """A changed article, a new one and a changed configuration; what the audit did not read is no matter."""
    Sandbox(tmp_path, {**FILES, "notes.txt": "old"})
    for name, text in {"content/a.md": "# A\n\nOther.\n", "content/new.md": "# C\n", "notes.txt": "new"}.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "medlint.toml").write_text('paths = ["content"]\nfail-on = "warning"\n')
    found = _git(tmp_path)

    assert found is not None
    assert (found["dirty"], found["changed"]) == (True, ["content/a.md", "content/new.md", "medlint.toml"])


def test_an_index_that_hides_a_change_hides_nothing(tmp_path: Path) -> None:
    """`git update-index --assume-unchanged` makes git itself call a changed file clean."""
    sandbox = Sandbox(tmp_path, FILES)
    sandbox.git("update-index", "--assume-unchanged", "content/a.md")
    (tmp_path / "content/a.md").write_text("# A\n\nOther.\n")
    found = _git(tmp_path)

    assert found is not None
    assert found["changed"] == ["content/a.md"]


def test_a_detached_head_has_no_branch(tmp_path: Path) -> None:
    """A pipeline checks a commit out, not a branch."""
    sandbox = Sandbox(tmp_path, FILES)
    sandbox.git("checkout", "--quiet", "--detach")
    found = _git(tmp_path)

    assert found is not None
    assert found["branch"] == ""


@pytest.mark.parametrize("repository", [False, True], ids=["no repository", "no commit"])
def test_no_commit(tmp_path: Path, *, repository: bool) -> None:
    """Without a repository, or before its first commit, there is none."""
    if repository:
        Sandbox(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)

    assert _git(tmp_path) is None


def test_a_pack_is_described_by_all_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The digest is that of what sha256sum prints of its files, and changes with a word list; not with bytecode."""
    package = tmp_path / "made_up_pack"
    (package / "words").mkdir(parents=True)
    (package / "__init__.py").write_text("PACK = ()\n")
    (package / "words" / "drugs.txt").write_text("ketamine\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    pack = Pack("house", "house 1.2", (), "made_up_pack")
    first = described(pack)
    names = ["__init__.py", "words/drugs.txt"]
    printed = subprocess.run(["sha256sum", *names], cwd=package, capture_output=True, check=True).stdout
    digest = subprocess.run(["sha256sum"], input=printed, capture_output=True, check=True).stdout.decode()[:64]
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "__init__.pyc").write_bytes(b"\0")

    assert first == {"name": "house", "distribution": "house 1.2", "rules": 0, "sha256": digest}
    assert described(pack) == first
    (package / "words" / "drugs.txt").write_text("ketamine\nlidocaine\n")
    assert described(pack)["sha256"] != digest


def test_our_own_packs_are_there(tmp_path: Path) -> None:
    """The engine and the rules, with their versions, and Python's."""
    Sandbox(tmp_path, FILES)
    found = provenance(_report(tmp_path), installed(), ("medlint", "audit", "-o", "x"), [])

    assert [each["name"] for each in found["packs"]] == ["engine", "medlint"]
    assert {each["distribution"] for each in found["packs"]} == {f"medlint {lint.__version__}"}
    assert found["python"] == ".".join(map(str, sys.version_info[:3]))
    assert found["command"] == ["medlint", "audit", "-o", "x"]
    assert [each["role"] for each in found["inputs"]] == ["configuration", "lock"]
