"""`check --fix` where the disk, the rights or somebody else are in the way: the old article or the fixed one, whole."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

from lint import atomic
from lint.resolve.lock import Entry
from lint.resolve.lock_format import dump
from tests.lint.test_fixing import DOI, ENTRY, RECORD, article

posix = pytest.mark.skipif(os.name == "nt", reason="modes, links and signals of POSIX")
BEFORE, AFTER = article(f"{ENTRY} doi: {DOI}."), article(f"{ENTRY} doi: {DOI}. PMID: 1234567.")
_RUN = "from lint.cli import main; main()"
# Root may write everything: what rights do is seen by somebody else, for as long as is written. (Who that is may not be
# allowed to read Python's own library.)
_NOBODY = """
import os
import shutil
import lint.fixing as fixing
def write(mended, write=fixing.write):
    os.setgroups([]), os.setegid(65534), os.seteuid(65534)
    try:
        write(mended)
    finally:
        os.seteuid(0), os.setegid(0)
if os.geteuid() == 0:
    fixing.write = write
"""
_NAMED = "from lint.cli import main; main(['check', 'content/a.md', '--locked', '--fix'])"


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


class Folder:
    """A folder that anybody may enter, with one article and its lock."""

    def __init__(self, root: Path) -> None:
        self.root, self.file = root, root / "content/a.md"
        root.chmod(0o755)
        self.file.parent.mkdir()
        self.file.write_bytes(BEFORE.encode())
        entry = Entry(("crossref", "pubmed"), "2026-11-01T00:00:00Z", RECORD)
        (root / "content/references.lock").write_text(dump({f"doi:{DOI}": entry}), encoding="utf-8")

    def fix(self, code: str = _RUN) -> Ran:
        """Run `medlint check --fix` in a process of its own."""
        command = [sys.executable, "-c", code, "check", "content", "--locked", "--fix"]
        environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
        ran = subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, check=False)
        return Ran(ran.returncode, ran.stdout, ran.stderr)

    def names(self) -> list[str]:
        """What lies beside the article."""
        return sorted(path.name for path in self.file.parent.iterdir())


@pytest.fixture(name="folder")
def _folder() -> Iterator[Folder]:
    with TemporaryDirectory() as name:
        yield Folder(Path(name).resolve())


@posix
@pytest.mark.parametrize("who", ["", _NOBODY], ids=["whoever runs the tests", "somebody without rights"])
def test_a_read_only_file_is_left(folder: Folder, who: str) -> None:
    """The mark says "do not touch", to root as well, though the folder would let anybody rename over it."""
    folder.file.parent.chmod(0o777)
    folder.file.chmod(0o444)
    ran = folder.fix(who + _RUN)

    assert folder.file.read_text() == BEFORE
    assert folder.names() == ["a.md", "references.lock"]
    assert "content/a.md: not fixed: content/a.md cannot be written: it is read-only; it is as it was" in ran.out
    assert ran.code == 2


@posix
def test_a_folder_without_rights_keeps_its_file(folder: Folder) -> None:
    """No temporary file can be made there, so the article is left, and the sentence names the rights."""
    folder.file.chmod(0o666)
    folder.file.parent.chmod(0o555)
    ran = folder.fix(_NOBODY + _RUN)

    assert folder.file.read_text() == BEFORE
    assert "cannot be written: permission is missing, of the file or of its folder; it is as it was" in ran.out
    assert (ran.code, "Traceback" in ran.err) == (2, False)


@posix
def test_mode_owner_and_attributes_are_kept(folder: Folder) -> None:
    """The fixed article belongs to whom it belonged, for those who could read it, with the tags that it had."""
    folder.file.chmod(0o640)
    tagged = hasattr(os, "setxattr")
    if os.geteuid() == 0:
        os.chown(folder.file, 65534, 65534)
    try:
        if tagged:
            os.setxattr(folder.file, "user.tag", b"draft")
    except OSError:
        tagged = False  # a file system without them
    before = folder.file.stat()
    folder.fix()
    after = folder.file.stat()

    assert folder.file.read_text() == AFTER
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    if tagged:
        assert os.getxattr(folder.file, "user.tag") == b"draft"


@posix
@pytest.mark.parametrize(
    ("step", "left"),
    [("os.fsync", BEFORE), ("lint.atomic._replace", BEFORE), ("lint.atomic._sync_folder", AFTER)],
    ids=["the text is half on the disk", "before the rename", "behind the rename"],
)
def test_a_killed_run_leaves_a_whole_article(folder: Folder, step: str, left: str) -> None:
    """The old one or the fixed one, never a part; what else was left disturbs no later run."""
    module, _, name = step.rpartition(".")
    kill = f"import os, signal, {module} as m; m.{name} = lambda *a: os.kill(os.getpid(), signal.SIGKILL); "
    killed = folder.fix(kill + _RUN)
    lying = folder.file.read_text()
    again = folder.fix()

    assert (killed.code, lying) == (-9, left)
    assert (again.code, folder.file.read_text()) == (0, AFTER)


@posix
def test_a_full_disk_keeps_the_old_article() -> None:
    """A disk of 64 kB that holds no second copy of the article, for real."""
    with TemporaryDirectory() as name:
        mounting = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", name]
        mount = subprocess.run(mounting, capture_output=True, check=False)
        if mount.returncode:
            pytest.skip("only root can mount a disk")
        try:
            folder = Folder(Path(name).resolve())
            before = BEFORE + "More words about pain.\n" * 2_000
            folder.file.write_text(before, encoding="utf-8")
            ran = folder.fix()

            assert folder.file.read_text() == before
            assert folder.names() == ["a.md", "references.lock"]
            assert "content/a.md cannot be written: the disk is full; it is as it was" in ran.out
            assert ran.code == 2
        finally:
            subprocess.run(["umount", name], check=True)


def test_what_is_saved_up_to_the_rename_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last look comes when the new text lies on the disk already: an editor that saves meanwhile wins."""
    file = tmp_path / "a.md"
    file.write_bytes(b"old")
    monkeypatch.setattr("os.fsync", lambda _: file.write_bytes(b"saved in between"))
    with pytest.raises(atomic.Overtaken):
        atomic.replace(file, b"new", over=b"old")

    assert file.read_bytes() == b"saved in between"
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


@posix
def test_no_link_leads_a_fix_out_of_the_folder(folder: Folder) -> None:
    """In a change of somebody else's it could lead to any file of whoever runs the fix; the sentence says where."""
    with TemporaryDirectory() as name:
        outside = Path(name).resolve() / "a.md"
        folder.file.rename(outside)
        folder.file.symlink_to(outside)
        ran = folder.fix(_NAMED)

        assert folder.file.is_symlink()
        assert outside.read_text() == BEFORE
        assert f"content/a.md leads out of the folder of the articles, to {outside}; fix it there" in ran.out


@posix
def test_nor_does_a_link_of_a_folder(folder: Folder) -> None:
    """A folder that is a link leads as far as a file that is one."""
    with TemporaryDirectory() as name:
        outside = Path(name).resolve()
        folder.file.rename(outside / "a.md")
        folder.file.parent.rename(folder.root / "old")
        folder.file.parent.symlink_to(outside)
        shutil.copy(folder.root / "old/references.lock", outside)
        ran = folder.fix(_NAMED)

        assert (outside / "a.md").read_text() == BEFORE
        assert f"content/a.md leads out of the folder of the articles, to {outside / 'a.md'}; fix it there" in ran.out


def test_a_link_below_the_configuration_is_followed(folder: Folder) -> None:
    """The link stays, and what it leads to is fixed, in another folder of the site as well."""
    real = folder.root / "drafts/a.md"
    real.parent.mkdir()
    folder.file.rename(real)
    folder.file.symlink_to("../drafts/a.md")
    (folder.root / "medlint.toml").write_text('paths = ["content"]\n', encoding="utf-8")
    folder.fix(_NAMED)

    assert folder.file.is_symlink()
    assert real.read_text() == AFTER
    assert [path.name for path in real.parent.iterdir()] == ["a.md"]
