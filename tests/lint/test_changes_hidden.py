"""Changes that git is made to overlook, or that it counts in other lines than Markdown does: none is hidden."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from lint.changes import FileChange, change
from lint.git import Repository
from tests.lint.changed_site import LONG, OLD, names, since, site_in, status
from tests.repository import Sandbox


@pytest.fixture
def site(tmp_path: Path) -> Sandbox:
    """A repository with three articles on main, and the branch `work` checked out."""
    return site_in(tmp_path / "site")


def test_line_ends(site: Sandbox) -> None:
    """CRLF in the working tree, where git keeps LF, is no change; a file with lone CR may be changed anywhere."""
    site.git("config", "core.autocrlf", "true")
    site.write("content/a.md", OLD.replace("\n", "\r\n"))
    site.write("content/long.md", LONG.replace("Sentence 5 of", "Sentence five of").replace("\n", "\r\n"))
    site.write("content/b.md", "# B\rText.\n")

    assert status(site, "content/a.md") == ("same", ())
    assert status(site, "content/long.md") == ("changed", ((5, 5),))
    assert status(site, "content/b.md") == ("changed", None)


def test_crlf_and_no_final_line_end(site: Sandbox) -> None:
    """Files that are committed with CRLF, that end without a line end, and that are empty."""
    site.checkout("main")
    site.commit("more", {"crlf.md": "one\r\ntwo\r\nthree", "end.md": "one\ntwo", "empty.md": "", "filled.md": "one\n"})
    site.branch("next")
    site.write("crlf.md", "one\r\n2\r\nthree")
    site.write("end.md", "one\ntwo\n")
    site.write("empty.md", "one")
    site.write("filled.md", "")

    assert [status(site, f"{name}.md") for name in ("crlf", "end", "empty", "filled")] == [
        ("changed", ((2, 2),)),
        ("changed", ((2, 2),)),
        ("changed", ((1, 1),)),
        ("changed", ()),
    ]


def test_old_version_with_lone_carriage_returns(site: Sandbox) -> None:
    """Its lines are counted otherwise by git, so none is known to be unchanged."""
    site.checkout("main")
    site.commit("cr", {"cr.md": "one\rtwo\nthree\n"})
    site.branch("next")
    site.write("cr.md", "one two\nthree\n")

    assert status(site, "cr.md") == ("changed", None)


@pytest.mark.parametrize(
    "attributes",
    "-diff|binary|diff=x|-text|text eol=crlf|ident|filter=lfs|filter=x|-merge|export-ignore|linguist-generated|"
    "working-tree-encoding=UTF-16|working-tree-encoding=UTF-7|working-tree-encoding=nonsense".split("|"),
)
def test_no_attribute_of_the_head_hides_a_change(attributes: str, site: Sandbox) -> None:
    """Whatever the change says of its files, an added dose is a changed line, and no program runs."""
    trap = site.write("../trap", f"#!/bin/sh\ntouch '{site.path('ran')}'\ncat '{site.path('content/long.md')}'\n")
    trap.chmod(0o755)
    for key in ("diff.x.textconv", "diff.x.command", "filter.x.clean", "filter.x.process", "filter.lfs.clean"):
        site.git("config", key, str(trap))
    site.git("config", "filter.x.required", "true")
    site.write(".gitattributes", f"*.md {attributes}\n")
    site.replace("content/long.md", "Sentence 9 of", "$Id: Take 5 mg a day.$ Sentence 9 of")
    found = since(site).status(site.path("content/long.md"))

    assert found.status == "changed"
    assert found.lines is None or found.lines.touch(9, 9)
    assert not site.path("ran").exists()
    assert status(site, "content/a.md") == ("same", ())


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_no_flag_of_the_index_hides_a_change(flag: str, site: Sandbox) -> None:
    """A file that git was told not to look at is compared all the same."""
    site.git("update-index", flag, "content/a.md")
    site.replace("content/a.md", "It was", "Take 5 mg a day. It was")

    assert status(site, "content/a.md") == ("changed", None)


def test_no_setting_of_a_diff_moves_a_line(site: Sandbox) -> None:
    """Context, colours, prefixes, renames and folders of the user's configuration change nothing."""
    for setting in (
        "diff.context=9", "diff.interHunkContext=99", "color.ui=always", "diff.noprefix=true", "diff.renames=false",
        "diff.relative=true", "diff.algorithm=patience", "diff.colorMoved=zebra", "diff.submodule=log", "core.abbrev=4",
        "diff.suppressBlankEmpty=true", "diff.wsErrorHighlight=all", "status.renames=false", "diff.renameLimit=1",
    ):  # fmt: skip
        site.git("config", *setting.split("="))
    site.replace("content/long.md", "Sentence 9 of", "Sentence nine of")
    site.replace("content/long.md", "Sentence 12 of", "Sentence twelve of")
    site.move("content/a.md", "a.md")

    assert status(site, "content/long.md") == ("changed", ((9, 9), (12, 12)))
    assert status(site, "a.md") == ("renamed", ())


@pytest.mark.skipif(sys.platform != "linux", reason="other systems restrict what a file may be called")
@pytest.mark.parametrize(
    "name", [b"a\nb.md", b'"a".md', b"a b.md", "ü.md".encode(), b"f\xfcr.md", b"-a.md", b"a.*", b"x"]
)
def test_names_that_git_would_quote(name: bytes, site: Sandbox) -> None:
    """Names are taken byte by byte: a file that is called strangely is changed, renamed and gone as any other."""
    strange = os.fsdecode(name)
    site.checkout("main")
    site.commit("strange", {strange: LONG + "More.\n", "old/" + strange: LONG + "Else.\n"})
    site.branch("next")
    site.replace(strange, "Sentence 3 of", "Sentence three of")
    site.move("old/" + strange, "moved/" + strange)
    found = since(site)

    assert status(site, strange) == ("changed", ((3, 3),))
    assert found.status(site.path("moved/" + strange)).old == site.folder.resolve() / "old" / strange
    assert site.folder.resolve() / "old" / strange in found.gone


def test_a_link_to_an_article(site: Sandbox) -> None:
    """A link that stayed is as changed as what it leads to; one that was set anew may show anything."""
    site.checkout("main")
    site.path("front.md").symlink_to("content/long.md")
    site.path("other.md").symlink_to("content/b.md")
    site.path("alias").symlink_to("content")
    site.path("away.md").symlink_to("../away.md")
    site.commit("links")
    site.branch("next")
    site.write("../away.md", OLD)
    site.replace("content/long.md", "Sentence 3 of", "Sentence three of")
    site.path("other.md").unlink()
    site.path("other.md").symlink_to("content/a.md")
    found = since(site)

    assert status(site, "front.md") == ("changed", ((3, 3),))
    assert found.status(site.path("front.md")).old == site.folder.resolve() / "front.md"
    assert [status(site, name) for name in ("other.md", "away.md")] == [("changed", None)] * 2
    assert status(site, "alias/a.md") == ("same", ())
    assert [found.touches(site.path(name)) for name in ("front.md", "other.md", "alias/long.md", "alias/a.md")] == [
        True,
        True,
        True,
        False,
    ]


def test_a_folder_became_a_link(site: Sandbox) -> None:
    """A folder that was replaced by a link to another shows files that the base did not have there."""
    site.git("mv", "content", "elsewhere")
    site.path("content").symlink_to("elsewhere")
    site.commit()

    assert status(site, "content/a.md") == ("changed", None)
    assert status(site, "elsewhere/a.md") == ("renamed", ())
    assert since(site).touches(site.path("content/a.md"))


def test_a_file_became_a_link_and_back(site: Sandbox) -> None:
    """Where a link lay, or lies now, there is no old version to compare with."""
    site.checkout("main")
    site.path("front.md").symlink_to("content/a.md")
    site.commit("link")
    site.branch("next")
    site.path("front.md").unlink()
    site.write("front.md", OLD)
    site.path("content/b.md").unlink()
    site.path("content/b.md").symlink_to("a.md")

    assert status(site, "front.md") == ("changed", None)
    assert status(site, "content/b.md") == ("changed", None)


def test_submodule(site: Sandbox, tmp_path: Path) -> None:
    """The files of a submodule belong to another repository and are never outside of the change."""
    other = Sandbox(tmp_path / "other", {"c.md": OLD})
    site.checkout("main")
    site.submodule("shared", other)
    site.commit("submodule")
    site.branch("next")
    assert status(site, "shared/c.md") == ("new", None)
    other.commit("more", {"c.md": OLD + "More.\n"})
    Sandbox.of(site.path("shared")).git("pull", "--quiet")

    assert status(site, "shared/c.md") == ("new", None)
    assert names(site, since(site).touched) == ["shared"]
    assert since(site).touches(site.path("shared/c.md"))


def test_worktree_below_and_outside(site: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a folder of another working tree; a file that lies outside of it may be changed anywhere."""
    tree = site.worktree(tmp_path / "tree", "main")
    tree.write("content/a.md", OLD + "More.\n")
    monkeypatch.chdir(tree.path("content"))
    found = change(Repository.at(Path()), "main")

    assert found.status(Path("a.md")).status == "changed"
    assert found.status(Path("b.md")).status == "same"
    assert found.status(site.path("content/b.md")) == FileChange("changed")
    assert not found.touches(site.path("content/b.md"))
    assert found.touched == {tree.folder.resolve() / "content/a.md"}
