"""What a repository of articles holds and held: a real git answers, and is given nothing of the content to run.

The working tree may be a stranger's. Its names are taken literally, its `.gitattributes` start no program (filters and
text conversions are off), and no hook, pager, credential or network is used.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from lint.git_names import folders, route
from lint.git_process import GitError, failed, printable, run, split

__all__ = ["Entry", "GitError", "Repository"]

_FETCH = "Run `git fetch --unshallow` first; in GitHub Actions, give actions/checkout `fetch-depth: 0`."
_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class Entry(NamedTuple):
    """What a commit holds under a name: its mode (`100644`, `120000` for a link, ...) and the hash of its content."""

    mode: str
    hash: str

    @property
    def is_file(self) -> bool:
        """Whether it is a regular file."""
        return self.mode.startswith("100")

    @property
    def is_link(self) -> bool:
        """Whether it is a symbolic link, whose content is where it leads."""
        return self.mode == "120000"


class Repository:
    """A repository with a working tree; `top` is the real path of its uppermost folder. What git said once is kept."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self._trees: dict[str, Mapping[str, Entry]] = {}

    @classmethod
    def at(cls, folder: Path) -> Repository:
        """The repository that a folder, or the folder of a file, lies in.

        Raises:
            GitError: there is none, it is another user's, or git is not installed.
        """
        place = folder if folder.is_dir() else folder.parent
        if not place.is_dir():
            raise GitError(f"There is no folder {printable(str(place))}; name one that lies in a git repository.")
        done = run(place, "rev-parse", "--show-toplevel")
        if not done.code:
            return cls(Path(os.fsdecode(done.output.removesuffix(b"\n"))).resolve())
        if "dubious ownership" in done.error:
            shown = printable(str(place.resolve()))
            raise GitError(
                f"The repository of {shown} belongs to another user, so git does not read it; if you trust it, run"
                f' `git config --global --add safe.directory "{shown}"` with the path of its uppermost folder.'
            )
        if "not a git repository" in done.error:
            raise GitError(
                f"{printable(str(place))} does not lie in a git repository, so what was changed cannot be told;"
                " run medlint in a clone, or leave out --changed-since and --policy-from."
            )
        if "work tree" in done.error:
            raise GitError(
                f"{printable(str(place))} lies in a git repository without a working tree; run medlint in a clone"
                " with the files checked out."
            )
        raise failed(done.error)

    def commit(self, revision: str) -> str:
        """The full hash of the commit that a revision names: a branch, a tag, a hash, or what git derives from them.

        Raises:
            GitError: it names none.
        """
        shown = printable(revision)
        if not revision or revision.startswith("-") or shown != revision:
            raise GitError(f'"{shown}" is not a revision; name a branch, a tag or the hash of a commit.')
        done = run(self.top, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        found = done.output.decode("ascii", "replace").strip()
        if not done.code and _HASH.fullmatch(found):
            return found
        if self.shallow:
            raise GitError(
                f'The revision "{shown}" is not in this clone, which has only the newest part of the history. {_FETCH}'
            )
        raise GitError(
            f'The revision "{shown}" names no commit of this repository; name a branch, a tag or the hash of a commit,'
            " and run `git fetch` first if it is new."
        )

    def merge_base(self, commit: str) -> str:
        """The newest commit that both HEAD and a commit (its full hash) come from.

        Raises:
            GitError: there is none, or nothing was committed yet.
        """
        done = run(self.top, "merge-base", self.commit("HEAD"), commit)
        found = done.output.decode("ascii", "replace").strip()
        if not done.code and _HASH.fullmatch(found):
            return found
        if done.code != 1:
            raise failed(done.error)
        if self.shallow:
            raise GitError(
                "Where this branch left the revision it is compared with cannot be seen, since this clone has only the"
                f" newest part of the history. {_FETCH}"
            )
        raise GitError(
            f"This branch and the commit {commit[:12]} have no history in common, so what was changed cannot be told;"
            " name a revision that this branch comes from."
        )

    @property
    def shallow(self) -> bool:
        """Whether a part of the history was not fetched."""
        return run(self.top, "rev-parse", "--is-shallow-repository").output.strip() == b"true"

    def name(self, path: Path) -> str | None:
        """A path as git names it: from the top, with `/`, links of the repository not followed; None outside of it.

        Links above the repository are followed, as nothing in it can set them.
        """
        located = Path(os.path.abspath(path))  # noqa: PTH100  # Path.absolute keeps `..`
        if located.is_relative_to(self.top):
            return located.relative_to(self.top).as_posix()
        for above in (*reversed(located.parents), located):
            real = above.resolve()
            if real.is_relative_to(self.top):
                return (real / located.relative_to(above)).relative_to(self.top).as_posix()
        return None

    def entries(self, commit: str) -> Mapping[str, Entry]:
        """All that a commit holds, by name; of folders what lies in them.

        Raises:
            GitError: git cannot tell.
        """
        if commit not in self._trees:
            found: dict[str, Entry] = {}
            for row in split(self.ask("ls-tree", "-r", "-z", "--full-tree", commit)):
                facts, _, name = row.partition(b"\t")
                mode, _, digest = facts.decode("ascii").split(" ")
                found[os.fsdecode(name)] = Entry(mode, digest)
            self._trees[commit] = found
        return self._trees[commit]

    def entry(self, commit: str, path: Path) -> Entry | None:
        """The regular file that a path led to in a commit, None when there was none.

        Links are followed as the disk follows them, by the links of that commit: what it says must not depend on what
        lies in the working tree. A link out of the repository and a file of a submodule are in no commit of this
        repository, so they count as not there. Of a file kept by Git LFS the commit holds the pointer.

        Raises:
            GitError: git cannot tell.
        """
        if (name := self.name(path)) is None:
            return None
        entries = self.entries(commit)

        def link(name: str) -> str | None:
            found = entries.get(name)
            return os.fsdecode(self.blob(found.hash)) if found and found.is_link else None

        real = route(name, link).name
        found = entries.get(real) if real is not None else None
        return found if found and found.is_file else None

    def exists(self, commit: str, path: Path) -> bool:
        """Whether a path led to a regular file in a commit; see `entry`."""
        return self.entry(commit, path) is not None

    def read(self, commit: str, path: Path) -> bytes | None:
        """The bytes of the file that a path led to in a commit, None when there was none; see `entry`.

        Raises:
            GitError: git cannot tell.
        """
        found = self.entry(commit, path)
        return self.blob(found.hash) if found else None

    def blob(self, digest: str) -> bytes:
        """The content of a hash.

        Raises:
            GitError: it is not in this clone.
        """
        done = run(self.top, "cat-file", "blob", digest)
        if done.code:
            raise GitError(
                "This clone does not hold the old versions of its files, so nothing can be compared with them; fetch"
                " them with `git fetch --refetch --no-filter`, or clone without --filter."
            )
        return done.output

    def tracked(self, path: Path) -> bool:
        """Whether git tracks a file, or anything below a folder.

        Raises:
            GitError: git cannot tell.
        """
        return self.name(path) in self._tracked

    @cached_property
    def _tracked(self) -> frozenset[str]:
        """The names in the index, and of the folders above them."""
        names = [os.fsdecode(name) for name in split(self.ask("ls-files", "-z"))]
        return frozenset((*names, *folders(names)))

    def ask(self, *arguments: str, options: Sequence[str] = ()) -> bytes:
        """What git prints at the top of the repository; `options` stand before the command.

        Raises:
            GitError: git fails.
        """
        done = run(self.top, *arguments, options=options)
        if done.code:
            raise failed(done.error)
        return done.output

    @cached_property
    def unfiltered(self) -> tuple[str, ...]:
        """The options with which no filter that is configured runs, whatever `.gitattributes` ask for."""
        rows = split(run(self.top, "config", "--name-only", "-z", "--get-regexp", r"^filter\.").output)
        drivers = sorted({os.fsdecode(row).removeprefix("filter.").rpartition(".")[0] for row in rows} - {""})
        off = ("clean=", "smudge=", "process=", "required=false")
        return tuple(word for driver in drivers for each in off for word in ("-c", f"filter.{driver}.{each}"))
