"""Asking a real git: revisions, merge bases, files of commits, and what goes wrong in words."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lint import git_process
from lint.git import GitError, Repository
from lint.git_names import Route, folders, route
from tests.repository import Sandbox

ZERO = "0" * 40


@pytest.fixture
def sandbox(tmp_path: Path) -> Sandbox:
    """A repository with one article."""
    return Sandbox(tmp_path / "site", {"content/a.md": "# Ketamine\n"})


def told(sandbox: Sandbox, revision: str) -> str:
    """What is said of a revision that names no commit."""
    with pytest.raises(GitError) as error:
        Repository.at(sandbox.folder).commit(revision)
    return str(error.value)


def test_top_is_found_from_below(sandbox: Sandbox) -> None:
    """A folder and a file of the repository lead to its top; the current folder plays no part."""
    tops = [Repository.at(sandbox.path(name)).top for name in (".", "content", "content/a.md")]

    assert [sandbox.folder.resolve()] * 3 == tops


def test_current_folder_plays_no_part(sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths relative to the current folder are understood wherever that lies, also when it was reached by a link."""
    (tmp_path / "shortcut").symlink_to(sandbox.path("content"))
    monkeypatch.chdir(tmp_path / "shortcut")
    repository = Repository.at(Path())

    assert repository.read(sandbox.head, Path("a.md")) == b"# Ketamine\n"
    assert repository.read(sandbox.head, tmp_path / "shortcut" / "a.md") == b"# Ketamine\n"
    assert repository.name(tmp_path / "elsewhere.md") is None


def test_repository_below_a_repository(sandbox: Sandbox) -> None:
    """The nearest repository above a folder is the one that is asked."""
    inner = Sandbox(sandbox.path("content/inner"), {"b.md": "b\n"})

    assert inner.folder.resolve() == Repository.at(inner.folder).top
    assert Repository.at(sandbox.folder).read(sandbox.head, inner.path("b.md")) is None


def test_worktree_and_detached_head(sandbox: Sandbox, tmp_path: Path) -> None:
    """Another working tree of a repository has its own top, HEAD and merge base."""
    first = sandbox.head
    sandbox.commit("more", {"content/b.md": "b\n"})
    tree = sandbox.worktree(tmp_path / "tree", first)
    repository = Repository.at(tree.path("content"))

    assert repository.top == tree.folder.resolve()
    assert repository.commit("HEAD") == first
    assert repository.merge_base(repository.commit("main")) == first


@pytest.mark.parametrize("kind", ["none", "bare", "missing"])
def test_no_repository(kind: str, tmp_path: Path) -> None:
    """Outside of a repository, in a bare one, and in a folder that is not there, the sentence says what to do."""
    folder = tmp_path / "place"
    if kind == "bare":
        Sandbox(tmp_path / "site", {"a.md": "a\n"}).git("clone", "--quiet", "--bare", ".", str(folder))
    elif kind == "none":
        folder.mkdir()
    else:
        folder = folder / "below"
    with pytest.raises(GitError) as error:
        Repository.at(folder)
    words = {
        "none": "does not lie in a git repository, so what was changed cannot be told; run medlint in a clone,",
        "bare": "without a working tree; run medlint in a clone with the files checked out.",
        "missing": "There is no folder ",
    }

    assert words[kind] in str(error.value)


def test_git_is_not_installed(sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without git on the PATH there is one sentence; a git of the current folder is never started."""
    program = tmp_path / "git"
    program.write_text("#!/bin/sh\ntouch ran\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep.join(("", ".", str(tmp_path / "bin"))))
    with pytest.raises(GitError, match=r"^Git is not installed, .*; install it from https://git-scm\.com\.$"):
        Repository.at(sandbox.folder)

    assert not (tmp_path / "ran").exists()


def test_repository_of_another_user(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git's refusal of a repository that another user owns becomes a sentence with the command that trusts it."""
    refusal = "fatal: detected dubious ownership in repository at '/site'\n"
    monkeypatch.setattr("lint.git.run", lambda *_: git_process.Answer(b"", refusal, 128))
    with pytest.raises(GitError, match=r"belongs to another user.*`git config --global --add safe\.directory "):
        Repository.at(sandbox.folder)


def test_time_is_limited(sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A git that does not come back is ended, and the sentence says so."""
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nexec sleep 30\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join((str(program.parent), os.environ["PATH"])))
    monkeypatch.setattr(git_process, "SECONDS", 0.05)
    with pytest.raises(GitError, match=r"^Git did not answer within"):
        Repository.at(sandbox.folder)


def test_what_names_a_commit(sandbox: Sandbox) -> None:
    """Branches, tags, hashes and what git derives from them are revisions."""
    first = sandbox.head
    sandbox.git("tag", "-a", "v1", "-m", "a tag")
    second = sandbox.commit("more", {"b.md": "b\n"})
    repository = Repository.at(sandbox.folder)

    assert [repository.commit(each) for each in ("v1", "main~1", first, first[:10], "HEAD^")] == [first] * 5
    assert [repository.commit(each) for each in ("main", "HEAD", "@", "refs/heads/main")] == [second] * 4


@pytest.mark.parametrize("revision", ["--output=x", "-x", "", "--", "main\n", "main\0", "ma\x1bin", "a" * 300])
def test_what_is_no_revision_is_never_handed_to_git(revision: str, sandbox: Sandbox) -> None:
    """Options, control characters and what is far too long are refused, and shown without control characters."""
    words = told(sandbox, revision)

    assert "is not a revision; name a branch, a tag or the hash of a commit." in words
    assert words.isprintable()
    assert not sandbox.path("x").exists()


@pytest.mark.parametrize(
    "revision",
    ["main;touch x", "$(touch x)", "HEAD^{tree}", "main..HEAD", "^main", "HEAD:content", "none", ZERO, "ü"],
)
def test_what_names_no_commit(revision: str, sandbox: Sandbox) -> None:
    """Ranges, trees, shell and unknown names are no commit; the name is in the sentence."""
    words = told(sandbox, revision)

    assert words.startswith(f'The revision "{revision}" names no commit of this repository; name a branch')
    assert not sandbox.path("x").exists()


def test_a_file_is_no_revision(sandbox: Sandbox) -> None:
    """A file called like a revision changes nothing."""
    sandbox.commit("names", {"main": "x\n", "HEAD": "x\n"})

    assert Repository.at(sandbox.folder).commit("main") == sandbox.head


def test_unknown_revision_in_a_shallow_clone(sandbox: Sandbox, tmp_path: Path) -> None:
    """The sentence says that history is missing, and how to fetch it here and in GitHub Actions."""
    first = sandbox.head
    sandbox.commit("more", {"b.md": "b\n"})
    words = told(sandbox.clone(tmp_path / "shallow", depth=1), first)

    assert words.startswith(f'The revision "{first}" is not in this clone, which has only the newest part')
    assert "`git fetch --unshallow`" in words
    assert "`fetch-depth: 0`" in words


def test_nothing_was_committed_yet(tmp_path: Path) -> None:
    """An empty repository has no HEAD."""
    assert told(Sandbox(tmp_path / "empty"), "HEAD").startswith('The revision "HEAD" names no commit')


def test_merge_base_of_branches_that_went_apart(sandbox: Sandbox) -> None:
    """The commit that both come from, also when the other branch went on, and after it was merged."""
    first = sandbox.head
    sandbox.branch("work")
    sandbox.commit("work", {"b.md": "b\n"})
    sandbox.checkout("main")
    ahead = sandbox.commit("ahead", {"c.md": "c\n"})
    sandbox.checkout("work")
    repository = Repository.at(sandbox.folder)

    assert repository.merge_base(ahead) == first
    sandbox.merge("main")
    assert repository.merge_base(ahead) == ahead


def test_no_merge_base_in_a_shallow_clone(sandbox: Sandbox, tmp_path: Path) -> None:
    """Two branches of which only the tips were fetched show no common commit: more history is to be fetched."""
    sandbox.branch("work")
    sandbox.commit("work", {"b.md": "b\n"})
    sandbox.checkout("main")
    sandbox.commit("ahead", {"c.md": "c\n"})
    clone = sandbox.clone(tmp_path / "shallow", depth=1, branch="work")
    clone.git("fetch", "--quiet", "--depth", "1", "origin", "main:main")
    repository = Repository.at(clone.folder)
    with pytest.raises(GitError, match=r"has only the newest part of the history\. Run `git fetch --unshallow` first"):
        repository.merge_base(repository.commit("main"))


def test_no_merge_base_of_unrelated_histories(sandbox: Sandbox) -> None:
    """Where nothing is shared, the sentence says so, and not that something is to be fetched."""
    sandbox.orphan("other")
    sandbox.commit("other", {"b.md": "b\n"})
    repository = Repository.at(sandbox.folder)
    with pytest.raises(GitError, match=r"have no history in common, .*; name a revision that this branch comes"):
        repository.merge_base(repository.commit("main"))


def test_files_of_a_commit(sandbox: Sandbox) -> None:
    """A commit's own bytes, whatever lies on disk now; nothing for folders and for what was not there."""
    first = sandbox.head
    sandbox.commit("more", {"content/a.md": "changed\n", "content/b.md": "b\r\n\xff".encode("latin-1"), "empty.md": ""})
    sandbox.write("content/b.md", "on disk\n")
    repository = Repository.at(sandbox.folder)
    names = [
        "content/a.md",
        "content/b.md",
        "empty.md",
        "content",
        ".",
        "../content/a.md",
        "content/a.md/x",
        ".git/HEAD",
    ]

    assert [b"# Ketamine\n", *[None] * 7] == [repository.read(first, sandbox.path(name)) for name in names]
    assert [b"changed\n", b"b\r\n\xff", b"", *[None] * 5] == [
        repository.read(sandbox.head, sandbox.path(name)) for name in names
    ]
    assert repository.exists(sandbox.head, sandbox.path("empty.md"))
    assert not repository.exists(first, sandbox.path("empty.md"))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems restrict what a file may be called")
@pytest.mark.parametrize(
    "name", [b"a\nb.md", b'"a".md', b"a b.md", "für.md".encode(), b"f\xfcr.md", b"-a.md", b":a.md"]
)
def test_names_that_git_would_quote(name: bytes, sandbox: Sandbox) -> None:
    """Names are taken byte by byte."""
    path = sandbox.write(os.fsdecode(b"content/" + name), "a text\n")
    sandbox.commit()
    repository = Repository.at(sandbox.folder)

    assert repository.read(sandbox.head, path) == b"a text\n"
    assert repository.tracked(path)


def test_links_of_a_commit_are_followed_in_that_commit(sandbox: Sandbox) -> None:
    """What a commit says does not depend on the links of the working tree, nor leads out of the repository."""
    sandbox.write("real/medlint.toml", "fail-on = 'error'\n")
    sandbox.path("medlint.toml").symlink_to("real/medlint.toml")
    sandbox.path("alias").symlink_to("real")
    sandbox.path("outside.toml").symlink_to("../../outside.toml")
    sandbox.path("absolute.toml").symlink_to(sandbox.path("real/medlint.toml").resolve())
    sandbox.path("loop").symlink_to("loop")
    base = sandbox.commit()
    sandbox.write("lenient/medlint.toml", "fail-on = 'never'\n")
    lenient = sandbox.commit()
    for name in ("medlint.toml", "alias"):
        sandbox.path(name).unlink()
    sandbox.path("medlint.toml").symlink_to("lenient/medlint.toml")
    sandbox.path("alias").symlink_to("lenient")
    repository = Repository.at(sandbox.folder)
    kept = b"fail-on = 'error'\n"

    assert [repository.read(lenient, sandbox.path(each)) for each in ("medlint.toml", "alias/medlint.toml")] == [
        kept
    ] * 2
    assert [repository.read(base, sandbox.path(f"{each}.toml")) for each in ("outside", "absolute")] == [None, None]
    assert repository.read(base, sandbox.path("loop")) is None


def test_submodule_is_no_part_of_a_commit(sandbox: Sandbox, tmp_path: Path) -> None:
    """The files of a submodule belong to another repository; this one vouches for none of them."""
    sandbox.submodule("shared", Sandbox(tmp_path / "shared", {"c.md": "c\n"}))
    sandbox.commit()
    repository = Repository.at(sandbox.folder)

    assert repository.read(sandbox.head, sandbox.path("shared/c.md")) is None
    assert repository.read(sandbox.head, sandbox.path("shared")) is None


def test_content_that_was_not_fetched(sandbox: Sandbox, tmp_path: Path) -> None:
    """In a clone without the old contents nothing is taken for absent, and nothing is fetched unasked."""
    first = sandbox.head
    sandbox.commit("more", {"content/a.md": "changed\n"})
    sandbox.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "partial"
    sandbox.git("clone", "--quiet", "--filter=blob:none", sandbox.folder.resolve().as_uri(), str(clone))
    with pytest.raises(GitError, match=r"`git fetch --refetch --no-filter`"):
        Repository.at(clone).read(first, clone / "content/a.md")


def test_what_git_tracks(sandbox: Sandbox) -> None:
    """Files in the index and the folders above them; what is staged counts, what lies beside it does not."""
    sandbox.write("content/staged/b.md", "b\n")
    sandbox.stage("content/staged/b.md")
    sandbox.write("content/loose/c.md", "c\n")
    repository = Repository.at(sandbox.folder)
    names = ["content/a.md", "content/staged/b.md", "content/staged", "content", ".", "content/loose", "../x.md"]

    assert [repository.tracked(sandbox.path(each)) for each in names] == [True] * 5 + [False] * 2


def test_git_is_given_nothing_to_run(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """No monitor, hook, pager, editor, or directory of another run, whatever configuration and environment say."""
    trap = sandbox.write("../trap", "#!/bin/sh\ntouch '" + str(sandbox.path("ran")) + "'\ncat\n")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "diff.external", "core.sshCommand", "filter.x.clean", "core.editor"):
        sandbox.git("config", key, str(trap))
    sandbox.git("config", "core.hooksPath", str(trap.parent))
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_TRACE"):
        monkeypatch.setenv(name, str(trap))
    repository = Repository.at(sandbox.folder)

    assert repository.read(repository.commit("main"), sandbox.path("content/a.md")) == b"# Ketamine\n"
    assert repository.tracked(sandbox.path("content/a.md"))
    assert not sandbox.path("ran").exists()


def test_failure_without_words_of_ours(sandbox: Sandbox) -> None:
    """What else git complains of is passed on, on one line."""
    repository = Repository.at(sandbox.folder)
    with pytest.raises(GitError, match=r"^Git could not answer: not a tree object; `git status` shows more\.$"):
        repository.entries(repository.ask("hash-object", "-w", "content/a.md").decode().strip())


def test_process_is_imported_when_git_is_asked() -> None:
    """A run that asks nothing of git does not load what starts processes."""
    program = (
        "import sys, lint.git, lint.changes; raise SystemExit('subprocess' in sys.modules or 'hashlib' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_routes() -> None:
    """Links are followed from left to right, `..` from where a link leads, and never above the top."""
    links = {"a": "b/c", "b/c/up": "../d", "out": "../x", "loop": "loop", "abs": "/etc"}
    names = ["plain/x", "a/x", "a/up/x", "out", "loop/x", "abs", "a/../x", "../x", "."]
    expected = [
        Route("plain/x"),
        Route("b/c/x", ("a",)),
        Route("b/d/x", ("a", "b/c/up")),
        Route(None, ("out",)),
        Route(None, ("loop",) * 41),
        Route(None, ("abs",)),
        Route("b/x", ("a",)),
        Route(None),
        Route(""),
    ]

    assert expected == [route(name, links.get) for name in names]


def test_folders_above() -> None:
    """Each folder once, the top among them."""
    assert list(folders(["a/b/c.md", "a/d.md", "e.md"])) == ["a/b", "a", "."]
