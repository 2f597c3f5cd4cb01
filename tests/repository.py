"""A real git repository for tests: nothing of the machine's or the user's configuration, and the same hashes always."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

WHEN = "2026-03-02T09:00:00+00:00"
_CONFIGURED = (
    "-c init.defaultBranch=main -c user.name=Author -c user.email=author@example.org -c commit.gpgSign=false "
    "-c core.autocrlf=false -c gc.auto=0 -c protocol.file.allow=always -c advice.detachedHead=false"
).split()


def environment() -> dict[str, str]:
    """The environment in which tests run git: no configuration but the repository's own, dates that never change."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {
        **inherited,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_DATE": WHEN,
        "GIT_COMMITTER_DATE": WHEN,
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }


def git(folder: Path, *arguments: str | bytes, failing: bool = False) -> str:
    """What git prints when it is run in a folder, without the last line feed; `failing` lets it end as it likes.

    Raises:
        subprocess.CalledProcessError: git says no; its words are in `stderr`.
    """
    command = ["git", *_CONFIGURED, *arguments]
    run = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, check=not failing, timeout=60)
    return run.stdout.decode("utf-8", "surrogateescape").removesuffix("\n")


class Sandbox:
    """A repository in a folder of the test, made anew with the branch `main`; `Sandbox.of(folder)` takes one as it is.

    Paths are relative to its top. A text is written as UTF-8 with its line ends exactly as given.
    """

    def __init__(self, folder: Path, files: Mapping[str, str | bytes] | None = None) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet")
        if files is not None:
            self.commit("first", files)

    @classmethod
    def of(cls, folder: Path) -> Sandbox:
        """The repository that lies in a folder already."""
        found = cls.__new__(cls)
        found.folder = folder
        return found

    def git(self, *arguments: str | bytes, failing: bool = False) -> str:
        """What git prints, without the last line feed; `failing` lets it end as it likes, as a merge in conflict."""
        return git(self.folder, *arguments, failing=failing)

    def path(self, name: str) -> Path:
        """Where a file of the working tree lies."""
        return self.folder / name

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file into the working tree, with the folders above it."""
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    def replace(self, name: str, old: str, new: str) -> Path:
        """Replace one passage of a file; the passage must stand there once."""
        text = self.path(name).read_bytes().decode("utf-8")
        assert text.count(old) == 1, f"{name} holds {old!r} {text.count(old)} times"
        return self.write(name, text.replace(old, new))

    def move(self, old: str, new: str) -> Path:
        """Move a file in the working tree and the index."""
        path = self.path(new)
        path.parent.mkdir(parents=True, exist_ok=True)
        self.git("mv", "--", old, new)
        return path

    def remove(self, name: str) -> None:
        """Remove a file from the working tree and the index."""
        self.git("rm", "--quiet", "--", name)

    def stage(self, *names: str) -> None:
        """Stage these files; all of the working tree when none is named."""
        self.git("add", *(("--", *names) if names else ("--all",)))

    def commit(self, message: str = "a change", files: Mapping[str, str | bytes] | None = None) -> str:
        """Write files, stage the whole working tree and commit it; the full hash of the commit."""
        for name, content in (files or {}).items():
            self.write(name, content)
        self.stage()
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.head

    @property
    def head(self) -> str:
        """The full hash of the commit that is checked out."""
        return self.git("rev-parse", "HEAD")

    def branch(self, name: str, start: str = "HEAD") -> None:
        """Make a branch and check it out."""
        self.git("checkout", "--quiet", "-b", name, start)

    def orphan(self, name: str) -> None:
        """Check out a new branch that has no history; the files stay."""
        self.git("checkout", "--quiet", "--orphan", name)

    def checkout(self, revision: str) -> None:
        """Check out a branch, or a commit with a detached HEAD."""
        self.git("checkout", "--quiet", revision)

    def merge(self, name: str) -> str:
        """Merge a branch into the one that is checked out; the full hash of the merge commit."""
        self.git("merge", "--quiet", "--no-ff", "--no-edit", name)
        return self.head

    def worktree(self, folder: Path, revision: str) -> Sandbox:
        """Another working tree of this repository, with a detached HEAD at a revision."""
        self.git("worktree", "add", "--quiet", "--detach", str(folder), revision)
        return Sandbox.of(folder)

    def clone(self, folder: Path, *, depth: int | None = None, branch: str | None = None) -> Sandbox:
        """A clone; with a depth a shallow one, of that branch alone, as the runners of pull requests make them."""
        options = [*(["--depth", str(depth)] if depth else []), *(["--branch", branch] if branch else [])]
        git(self.folder, "clone", "--quiet", *options, self.folder.resolve().as_uri(), str(folder))
        return Sandbox.of(folder)

    def submodule(self, name: str, other: Sandbox) -> Path:
        """Add another repository as a submodule."""
        self.git("submodule", "--quiet", "add", other.folder.resolve().as_uri(), name)
        return self.path(name)
