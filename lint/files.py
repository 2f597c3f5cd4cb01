"""Which files a run looks at, and their text exactly as it lies on disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from lint.document import Cause
from lint.message import Message

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

# Markdown and what is written in it for Quarto (.qmd) and R (.rmd).
SUFFIXES = frozenset((".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd"))
# Markdown in which components hold text that nothing here reads: such a file must not look checked.
UNREAD = {".mdx": "it is MDX, whose components may hold text that medlint does not read"}
IGNORED_DIRECTORIES = frozenset(("node_modules", "__pycache__"))


class Target(NamedTuple):
    """A file in scope; `reason` and `cause` say why it is not read, `skipped` that this is on purpose."""

    path: Path
    reason: str = ""
    skipped: bool = False
    cause: Cause = "unreadable"


class Content(NamedTuple):
    """What lies on disk: the bytes, their text, or why there is no text and at which byte that shows."""

    data: bytes
    text: str = ""
    reason: str = ""
    at: int = 0
    cause: Cause = "unreadable"


class Source(Protocol):
    """Where files are read from: the disk, or a commit of a repository."""

    def has(self, path: Path) -> bool:
        """Whether there is a file of that path."""
        ...

    def read(self, path: Path) -> bytes:
        """Its bytes.

        Raises:
            OSError: there is none, or it cannot be read.
        """
        ...


class Disk:
    """The files as they lie on disk."""

    def has(self, path: Path) -> bool:
        """Whether there is a file of that path."""
        return path.is_file()

    def read(self, path: Path) -> bytes:
        """The bytes of a file."""
        return path.read_bytes()


DISK = Disk()


# Whether git tracks a file, or anything below a directory: what it tracks, no `.gitignore` hides.
Tracked = Callable[[Path], bool]


class Ledger(NamedTuple):
    """Asks for what lies in the folders beside Markdown as well; `apart` is a folder that is no part of them."""

    apart: Path


def discover(
    paths: Sequence[Path], excluded: Exclusion, tracked: Tracked | None = None, ledger: Ledger | None = None
) -> Iterator[Target]:
    """The files that the paths stand for, each once: directories walked in order, `.gitignore` honoured.

    A file that is named is taken whatever it is called; a path that leads to nothing is a target with a reason. With a
    ledger every file is a target, or lies below one: a folder that is not looked into is one target, skipped.
    """
    seen: set[Path] = set()
    for path in paths:
        for target in _of(path, excluded, tracked, ledger):
            identity = located(target.path)
            if identity not in seen:
                seen.add(identity)
                yield target


def located(path: Path) -> Path:
    """Where a path lies: absolute, without `.` and `..`, links not followed. Paths are compared by it."""
    return Path(os.path.abspath(path))  # noqa: PTH100  # Path.absolute keeps `..`


def _of(path: Path, excluded: Exclusion, tracked: Tracked | None, ledger: Ledger | None) -> Iterator[Target]:
    try:
        if path.is_dir():
            yield from _walk(path, excluded, tracked, ledger)
        else:
            yield _named(path)
    except (OSError, ValueError) as error:  # a name too long, or with a NUL
        yield Target(path, f"it cannot be read: {getattr(error, 'strerror', None) or error}")


def _named(path: Path) -> Target:
    if not os.path.lexists(path):
        return Target(path, "there is no such file or directory", cause="missing")
    if not path.exists():
        return Target(path, "it is a link that leads nowhere", cause="link")
    if not path.is_file():
        return Target(path, "it is not a regular file")
    return Target(path, UNREAD.get(path.suffix.lower(), ""), cause="component")


def _walk(root: Path, excluded: Exclusion, tracked: Tracked | None, ledger: Ledger | None) -> Iterator[Target]:
    ignored = _Ignored(root, tracked)
    found = False
    problems: list[OSError] = []
    for folder, directories, names in os.walk(root, onerror=problems.append):
        here = Path(folder)
        ignored.enter(here)
        entered: list[str] = []
        for name in sorted(directories):
            left_out = _left_out(here / name, root, ignored)
            if ledger and located(here / name) == ledger.apart:
                continue
            if left_out is None:
                entered.append(name)
            elif ledger or left_out.cause != "hidden":
                yield left_out
        directories[:] = entered
        for name in sorted(names):
            path = here / name
            if path.suffix.lower() in SUFFIXES or path.suffix.lower() in UNREAD:
                found = True
                yield Target(path, *_IGNORED) if ignored(path) else _found(path, root, excluded)
            elif ledger:
                yield Target(path, "it is not Markdown", True, "not-markdown")
    for problem in problems:
        yield Target(Path(problem.filename), f"it cannot be read: {problem.strerror}")
    if not found and not problems:
        yield Target(root, "it holds no Markdown file", cause="missing")


_IGNORED: tuple[str, bool, Cause] = ("ignored by .gitignore", True, "ignored")


def _left_out(folder: Path, root: Path, ignored: _Ignored) -> Target | None:
    """A folder that is not entered; None for all others."""
    if folder.name.startswith(".") or folder.name in IGNORED_DIRECTORIES:
        return Target(folder, "a folder that is hidden, or a tool's, is not looked into", True, "hidden")
    if ignored(folder, directory=True):
        return Target(folder, *_IGNORED)
    if folder.is_symlink():
        inside = folder.resolve().is_relative_to(root.resolve())
        return Target(folder, "it is a link to a directory, which is not followed", inside, "link")
    return None


def _found(path: Path, root: Path, excluded: Exclusion) -> Target:
    if pattern := excluded.by(path):
        return Target(path, f'excluded by "{pattern}"', True, "excluded")
    if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
        return Target(path, "it is a link to a place outside the folder", cause="link")
    return _named(path)


class _Ignored:
    """What git would ignore below a root: the `.gitignore` of every directory from the repository's top down."""

    def __init__(self, root: Path, tracked: Tracked | None) -> None:
        self._tracked = tracked
        self._specs: dict[Path, GitIgnoreSpec] = {}
        root = located(root)
        above = [root, *root.parents]
        top = next((folder for folder in above if (folder / ".git").exists()), None)
        if top is not None:
            for folder in above[above.index(root) + 1 : above.index(top) + 1]:
                self.enter(folder)
        if self(root, directory=True):  # whoever names an ignored folder means it
            self._specs.clear()

    def enter(self, folder: Path) -> None:
        """Read the `.gitignore` of a directory, if it has one."""
        source = folder / ".gitignore"
        if source.is_file():
            from pathspec import GitIgnoreSpec  # the wildmatch of git itself, as black and yamllint use it

            with suppress(
                OSError, ValueError
            ):  # git passes by a file and patterns that it cannot read; more is checked
                text = source.read_text(encoding="utf-8", errors="replace")
                self._specs[located(folder)] = GitIgnoreSpec.from_lines(text.splitlines())

    def __call__(self, path: Path, *, directory: bool = False) -> bool:
        """Whether git would ignore the path; the nearest `.gitignore` that speaks of it decides."""
        if not self._specs:
            return False
        path = located(path)
        for folder in path.parents:
            if spec := self._specs.get(folder):
                name = path.relative_to(folder).as_posix() + ("/" if directory else "")
                decision = spec.check_file(name).include
                if decision is not None:
                    return decision and not (self._tracked and self._tracked(path))
        return False


class Exclusion:
    """The `exclude` patterns of a configuration (the syntax of `.gitignore`), relative to its directory."""

    def __init__(self, root: Path, patterns: Sequence[str]) -> None:
        self._patterns = patterns
        self._matcher = PathMatcher(root, patterns) if patterns else None

    def by(self, path: Path) -> str:
        """The pattern that excludes a path, empty when none does."""
        index = self._matcher.last(path) if self._matcher else None
        return self._patterns[index] if index is not None else ""


class PathMatcher:
    """Patterns in the syntax of `.gitignore` against paths below a directory.

    Raises:
        ValueError: a pattern is none.
    """

    def __init__(self, root: Path, patterns: Sequence[str]) -> None:
        from pathspec import GitIgnoreSpec

        self._root = located(root)
        self._spec = GitIgnoreSpec.from_lines(patterns)

    def last(self, path: Path) -> int | None:
        """The index of the pattern that decides for a path, None when none matches or a `!` takes it back."""
        try:
            name = located(path).relative_to(self._root).as_posix()
        except ValueError:
            return None
        result = self._spec.check_file(name)
        return result.index if result.include else None


def read(path: Path, source: Source = DISK) -> Content:
    """The text of a file, never normalised; a reason in words when it is not a text in UTF-8."""
    try:
        data = source.read(path)
    except OSError as error:
        return Content(b"", reason=Message("it cannot be read: {why}", why=error.strerror))
    return decode(data)


def decode(data: bytes) -> Content:
    """The text of some bytes; see `read`."""
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        return Content(data, reason=Message("it is empty"), cause="not-text")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Content(data, reason=Message("it is UTF-16; save it as UTF-8"), cause="not-text")
    if data.startswith(b"PK\3\4"):  # .docx, .odt and .zip (APPNOTE.TXT, 4.3.7)
        reason = Message("it is a document of a word processor, or an archive, no Markdown")
        return Content(data, reason=reason, cause="not-text")
    if (at := data.find(b"\0")) != -1:
        return Content(data, reason=Message("it is a binary file, it holds NUL bytes"), at=at, cause="not-text")
    try:
        return Content(data, data.decode("utf-8"))
    except UnicodeDecodeError as error:
        reason = Message("the byte {wrong} is not UTF-8; save it as UTF-8", wrong=f"0x{data[error.start]:02X}")
        return Content(data, reason=reason, at=error.start, cause="not-text")


def shown(path: Path) -> str:
    """A path as reports show it: relative to the current directory where it lies below it, else as given, with `/`."""
    if path.is_absolute():
        try:
            path = path.relative_to(Path.cwd())
        except ValueError:
            return path.as_posix()
    text = os.path.normpath(path)
    return Path(text).as_posix()
