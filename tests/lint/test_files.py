"""Which files a run looks at, and why a file has no text."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from lint.files import Exclusion, PathMatcher, decode, discover, read, shown

NOTHING_EXCLUDED = Exclusion(Path("/"), ())


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with articles, ignored ones, and things that are no articles."""
    for name in (
        "content/a.md", "content/b.markdown", "content/d.qmd", "content/deep/c.MD", "content/notes.txt",
        "content/.hidden/x.md", "content/node_modules/y.md",
        "content/build/z.md", "content/deep/draft-1.md", "content/deep/draft-keep.md",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text\n", encoding="utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("build/\n", encoding="utf-8")
    (tmp_path / "content" / "deep" / ".gitignore").write_text("draft-*\n!draft-keep.md\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(paths: Sequence[str], excluded: Exclusion = NOTHING_EXCLUDED) -> list[tuple[str, str]]:
    """Shown paths with reasons, without what is skipped on purpose."""
    targets = discover([Path(path) for path in paths], excluded)
    return [(shown(target.path), target.reason) for target in targets if not target.skipped]


def test_directory_is_walked_in_order(tree: Path) -> None:
    """Markdown files by any of their suffixes; hidden, dependency and git-ignored ones are left out."""
    assert found(["content"]) == [
        ("content/a.md", ""), ("content/b.markdown", ""), ("content/d.qmd", ""), ("content/deep/c.MD", ""),
        ("content/deep/draft-keep.md", ""),
    ]  # fmt: skip


def test_what_git_ignores_is_named(tree: Path) -> None:
    """A file that git ignores is skipped, a folder with a word for all of it: neither is left out in silence."""
    skipped = [target for target in discover([Path("content")], NOTHING_EXCLUDED) if target.skipped]

    assert [(shown(target.path), target.reason) for target in skipped] == [
        ("content/build", "ignored by .gitignore"), ("content/deep/draft-1.md", "ignored by .gitignore"),
    ]  # fmt: skip


def test_a_folder_that_is_named_is_taken(tree: Path) -> None:
    """Whoever names a folder that git ignores means it."""
    assert found(["content/build"]) == [("content/build/z.md", "")]


def test_two_names_of_one_file_are_one(tree: Path) -> None:
    """A path with `..` is the same file."""
    assert found(["content/a.md", "content/deep/../a.md"]) == [("content/a.md", "")]


def test_mdx_is_named_as_unread(tree: Path) -> None:
    """Components may hold text that nothing reads: such a file never counts as checked."""
    (tree / "content/deep/x.mdx").write_text("text", encoding="utf-8")

    assert dict(found(["content/deep"]))["content/deep/x.mdx"].startswith("it is MDX")


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights on Windows")
def test_links_to_folders_are_named(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A link to a folder elsewhere is not followed and not passed by in silence."""
    (tree / "content/deep/elsewhere").symlink_to(tmp_path_factory.mktemp("elsewhere"))

    assert (
        dict(found(["content/deep"]))["content/deep/elsewhere"] == "it is a link to a directory, which is not followed"
    )


def test_a_name_too_long_is_a_reason(tree: Path) -> None:
    """What the system refuses to look up is named, not a crash."""
    assert "cannot be read" in found(["x" * 5000])[0][1]


def test_gitignore_above_the_root_counts(tree: Path) -> None:
    """A pattern at the repository's top holds when only a directory below is walked."""
    (tree / ".gitignore").write_text("content/deep/c.MD\n", encoding="utf-8")

    assert found(["content/deep"]) == [("content/deep/draft-keep.md", "")]


def test_named_file_is_taken_whatever_it_is_called(tree: Path) -> None:
    """Somebody who names a file means it; twice named is checked once."""
    assert found(["content/notes.txt", "content/build/z.md", "content/notes.txt"]) == [
        ("content/notes.txt", ""), ("content/build/z.md", ""),
    ]  # fmt: skip


def test_nothing_is_never_silent(tree: Path) -> None:
    """A missing path and a directory without Markdown are targets with a reason."""
    (tree / "empty").mkdir()

    assert found(["nosuch", "empty"]) == [
        ("nosuch", "there is no such file or directory"), ("empty", "it holds no Markdown file"),
    ]  # fmt: skip


def test_excluded_file_is_named(tree: Path) -> None:
    """A file left out by the configuration is skipped, with the pattern."""
    targets = list(discover([Path("content/deep")], Exclusion(tree, ["content/deep/c*", "!content/x.md"])))

    assert [(target.path.name, target.skipped, target.reason) for target in targets] == [
        ("c.MD", True, 'excluded by "content/deep/c*"'), ("draft-1.md", True, "ignored by .gitignore"),
        ("draft-keep.md", False, ""),
    ]  # fmt: skip


def test_exclude_patterns_are_relative_to_the_configuration(tree: Path) -> None:
    """A pattern with a slash is anchored at the configuration's directory."""
    excluded = Exclusion(tree, ["content/deep/"])

    assert excluded.by(tree / "content/deep/c.MD") == "content/deep/"
    assert excluded.by(tree / "content/a.md") == ""
    assert excluded.by(Path("/elsewhere/content/deep/c.MD")) == ""


def test_path_matcher_takes_back() -> None:
    """The last pattern that matches decides, as in git."""
    matcher = PathMatcher(Path("/r"), ("*.md", "!keep.md"))

    assert matcher.last(Path("/r/a.md")) == 0
    assert matcher.last(Path("/r/keep.md")) is None


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="symbolic links need rights on Windows")
def test_links_out_of_the_folder_are_named_not_followed(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A link to a file elsewhere is no article of this folder; a dangling one leads nowhere."""
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.md"
    secret.write_text("secret", encoding="utf-8")
    (tree / "content/deep/out.md").symlink_to(secret)
    (tree / "content/deep/gone.md").symlink_to(tree / "content/deep/nowhere.md")

    assert dict(found(["content/deep"])) == {
        "content/deep/c.MD": "",
        "content/deep/draft-keep.md": "",
        "content/deep/out.md": "it is a link to a place outside the folder",
        "content/deep/gone.md": "it is a link that leads nowhere",
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipe_does_not_block(tree: Path) -> None:
    """A named pipe is not opened."""
    os.mkfifo(tree / "pipe.md")

    assert found(["pipe.md"]) == [("pipe.md", "it is not a regular file")]


@pytest.mark.parametrize(
    ("data", "reason", "at"),
    [
        (b"", "it is empty", 0),
        (b"\xef\xbb\xbf \r\n\t", "it is empty", 0),
        (b"abc\0def", "it is a binary file, it holds NUL bytes", 3),
        (b"\xff\xfea\0", "it is UTF-16; save it as UTF-8", 0),
        (b"caf\xe9 au lait", "the byte 0xE9 is not UTF-8; save it as UTF-8", 3),
        (b"\xed\xa0\x80", "the byte 0xED is not UTF-8; save it as UTF-8", 0),
    ],
)
def test_what_is_no_text_has_a_reason(data: bytes, reason: str, at: int) -> None:
    """Bytes that are not a text in UTF-8 say why and where."""
    content = decode(data)

    assert (content.text, content.reason, content.at) == ("", reason, at)


def test_text_is_never_normalised(tmp_path: Path) -> None:
    """Byte order mark, line ends and composed characters come through as they are."""
    text = "\ufeffa\r\nb\rc\n e\u0301 \u2028"
    path = tmp_path / "a.md"
    path.write_bytes(text.encode())

    assert read(path).text == text


def test_unreadable_file_has_a_reason(tmp_path: Path) -> None:
    """A directory cannot be read as a file, like any file without permission."""
    assert read(tmp_path).reason.startswith("it cannot be read: ")


def test_shown_path(tree: Path) -> None:
    """Relative to the current directory where it lies below it, else as given."""
    assert shown(Path("./content/a.md")) == "content/a.md"
    assert shown(tree / "content" / "a.md") == "content/a.md"
    assert shown(Path("/elsewhere/a.md")) == "/elsewhere/a.md"
    assert shown(Path("../x.md")) == "../x.md"
