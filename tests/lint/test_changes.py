"""What a change did to files, in real repositories: committed, staged, on disk, and hidden as well as git lets one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lint.changes import FileChange
from lint.git import GitError
from lint.hunks import Hunks
from tests.lint.changed_site import LONG, OLD, names, since, site_in, status
from tests.repository import Sandbox


@pytest.fixture
def site(tmp_path: Path) -> Sandbox:
    """A repository with three articles on main, and the branch `work` checked out."""
    return site_in(tmp_path / "site")


def test_nothing_was_changed(site: Sandbox) -> None:
    """On a branch without a change everything is the same, and the old version is the present one."""
    found = since(site)
    article = found.status(site.path("content/a.md"))

    assert article == FileChange("same", Hunks(), site.folder.resolve() / "content/a.md", article.blob)
    assert found.before(article) == OLD.encode()
    assert (found.base, found.touched, found.gone) == (site.head, frozenset(), frozenset())


@pytest.mark.parametrize("stage", ["committed", "staged", "on disk"])
def test_one_line_was_added(stage: str, site: Sandbox) -> None:
    """An added line is a range of one line, whether it is committed, staged, or only on disk."""
    site.replace("content/a.md", "It was", "Take 5 mg a day.\n\nIt was")
    if stage == "committed":
        site.commit()
    elif stage == "staged":
        site.stage()
    found = since(site)
    article = found.status(site.path("content/a.md"))

    assert article.lines is not None
    assert (article.status, article.lines.ranges) == ("changed", ((5, 6),))
    assert [article.lines.before(line) for line in (1, 4, 7)] == [1, 4, 5]
    assert found.before(article) == OLD.encode()
    assert status(site, "content/b.md") == ("same", ())
    assert names(site, found.touched) == ["content/a.md"]


def test_one_line_was_changed_and_one_removed(site: Sandbox) -> None:
    """A changed line is a range; a removed one is none, but moves what follows."""
    site.replace("content/long.md", "Sentence 200 of", "Sentence 200 in")
    site.replace("content/long.md", "Sentence 100 of the article.\n", "")
    found = since(site).status(site.path("content/long.md"))

    assert found.lines is not None
    assert found.lines.ranges == ((199, 199),)
    assert [found.lines.before(line) for line in (99, 100, 198, 200)] == [99, 101, 199, 201]


def test_lines_that_were_moved_are_changed(site: Sandbox) -> None:
    """Two hundred lines that go to the end of the file are changed lines, the others are not."""
    lines = LONG.splitlines(keepends=True)
    site.write("content/long.md", "".join(lines[:100] + lines[300:] + lines[100:300]))
    found = since(site).status(site.path("content/long.md"))

    assert found.lines is not None
    changed = {line for first, last in found.lines.ranges for line in range(first, last + 1)}
    assert changed in (set(range(201, 401)), set(range(101, 201)))


def test_what_was_staged_and_taken_back_on_disk_is_no_change(site: Sandbox) -> None:
    """The files on disk are judged, not the index."""
    site.replace("content/a.md", "It was", "Take 5 mg a day. It was")
    site.stage()
    site.write("content/a.md", OLD)

    assert status(site, "content/a.md") == ("same", ())


def test_a_file_was_renamed(site: Sandbox) -> None:
    """The same content in another place is renamed: no line is changed, and the old place is told."""
    site.move("content/a.md", "content/new/ä.md")
    site.commit()
    found = since(site)
    article = found.status(site.path("content/new/ä.md"))
    top = site.folder.resolve()

    assert article == FileChange("renamed", Hunks(), top / "content/a.md", article.blob)
    assert found.before(article) == OLD.encode()
    assert names(site, found.touched) == ["content/a.md", "content/new/ä.md"]
    assert names(site, found.gone) == ["content/a.md"]
    assert found.lost(site.path("content/new/../a.md"))
    assert not found.lost(site.path("content/b.md"))


def test_a_file_was_renamed_and_edited(site: Sandbox) -> None:
    """The lines are those that differ from the old place."""
    site.move("content/long.md", "content/other.md")
    site.replace("content/other.md", "Sentence 7 of", "Sentence seven of")
    found = since(site).status(site.path("content/other.md"))

    assert found.lines is not None
    assert (found.status, found.lines.ranges) == ("changed", ((7, 7),))
    assert found.old == site.folder.resolve() / "content/long.md"


def test_a_folder_was_moved(site: Sandbox) -> None:
    """A folder that nothing is left of is gone with its files."""
    site.move("content", "articles")
    found = since(site)

    assert names(site, found.gone) == ["content", "content/a.md", "content/b.md", "content/long.md"]
    assert found.status(site.path("articles/b.md")).status == "renamed"


def test_a_file_was_copied(site: Sandbox) -> None:
    """A copy is new: whoever copies a fault makes one more."""
    site.write("content/copy.md", OLD)
    site.commit()

    assert status(site, "content/copy.md") == ("new", None)


@pytest.mark.parametrize("kind", ["untracked", "ignored", "intended"])
def test_a_file_that_the_base_does_not_have(kind: str, site: Sandbox) -> None:
    """What git did not track when the branch began is new, whether it is ignored or not."""
    site.write("content/c.md", "# C\n")
    if kind == "ignored":
        site.write(".gitignore", "c.md\n")
    elif kind == "intended":
        site.git("add", "--intent-to-add", "content/c.md")

    assert status(site, "content/c.md") == ("new", None)
    assert ("content/c.md" in names(site, since(site).touched)) == (kind != "ignored")


def test_a_file_was_removed(site: Sandbox) -> None:
    """From disk alone, or from the index, it is gone; what is left on disk is not."""
    site.remove("content/a.md")
    site.path("content/b.md").unlink()
    site.git("rm", "--quiet", "--cached", "content/long.md")

    assert names(site, since(site).gone) == ["content/a.md", "content/b.md"]
    assert status(site, "content/long.md") == ("same", ())


def test_branches_that_went_apart(site: Sandbox) -> None:
    """What the other branch did since is no change of this one, before and after it is merged."""
    base = site.head
    site.commit("work", {"content/a.md": OLD + "\nMore.\n"})
    site.checkout("main")
    ahead = site.commit("ahead", {"content/b.md": "# B\n\nOther.\n", "content/d.md": "# D\n"})
    site.checkout("work")

    assert since(site).base == base
    assert [status(site, f"content/{name}.md") for name in "ab"] == [("changed", ((6, 7),)), ("same", ())]
    site.merge("main")
    assert since(site).base == ahead
    assert [status(site, f"content/{name}.md")[0] for name in "abd"] == ["changed", "same", "same"]


def test_unrelated_and_unknown(site: Sandbox) -> None:
    """What cannot be compared is an error, never an empty change."""
    site.orphan("other")
    site.commit()
    with pytest.raises(GitError, match="no history in common"):
        since(site)
    with pytest.raises(GitError, match='"nowhere" names no commit'):
        since(site, "nowhere")


def test_a_conflict_that_is_not_solved(site: Sandbox) -> None:
    """The file with both sides in it is changed where they stand."""
    site.commit("ours", {"content/a.md": OLD.replace("1962", "1963")})
    site.checkout("main")
    site.commit("theirs", {"content/a.md": OLD.replace("1962", "1964")})
    site.checkout("work")
    site.git("config", "merge.conflictStyle", "merge")
    site.git("merge", "--no-commit", "-s", "recursive", "main", failing=True)
    found = since(site)

    assert b"<<<<<<<" in site.path("content/a.md").read_bytes()
    article = found.status(site.path("content/a.md"))
    assert article.status == "changed"
    assert article.lines is None or article.lines.ranges == ((5, 9),)


def test_content_that_does_not_lie_on_disk(site: Sandbox) -> None:
    """A text from standard input is compared with the base, not with the disk; git knows no lines of it."""
    found = since(site)
    path = site.path("content/a.md")

    assert found.status(path, OLD.encode()).status == "same"
    assert found.status(path, b"other\n").lines is None
    assert found.status(site.path("content/none.md")) == FileChange("changed")


def test_files_that_were_written_again_are_not_touched(site: Sandbox) -> None:
    """A copy of a repository, in which every file looks changed to git, shows no change; a mode does."""
    for name in ("content/a.md", "content/long.md"):
        os.utime(site.path(name), (1, 1))
    site.path("content/b.md").chmod(0o755)
    found = since(site)

    assert names(site, found.touched) == ["content/b.md"]
    assert found.status(site.path("content/b.md")).status == "same"


def test_repository_with_sha256(tmp_path: Path) -> None:
    """Hashes of the longer kind are understood."""
    site = Sandbox(tmp_path / "site")
    Sandbox.git(site, "init", "--quiet", str(tmp_path / "long"), "--object-format=sha256")
    site = Sandbox.of(tmp_path / "long")
    site.commit("first", {"a.md": LONG, "b.md": OLD})
    site.branch("work")
    site.replace("a.md", "Sentence 3 of", "Sentence three of")

    assert [status(site, name) for name in ("a.md", "b.md")] == [("changed", ((3, 3),)), ("same", ())]
