"""The articles of a run: every file in scope as a document with its references, or why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from lint import files
from lint.config import Config, ConfigError
from lint.document import Document
from lint.files import Content, Ledger, Tracked
from lint.message import Message
from lint.parse import parse
from lint.references.model import Bibliography
from lint.references.read import Unreadable, read, sources


class Article(NamedTuple):
    """A file that was read: where it lies, what a report calls it, its bytes, its document and its references.

    `sources` are the bibliography files that its references come from, those included that are not there.
    """

    path: Path
    shown: str
    content: Content
    document: Document
    bibliography: Bibliography
    sources: tuple[Path, ...] = ()


class Unread(NamedTuple):
    """A file in scope that is no article; `content.reason` says why, `skipped` that this is on purpose."""

    shown: str
    content: Content
    skipped: bool = False


class Reader:
    """Reads the files of a run; `approved` are approved wordings, which are no articles."""

    def __init__(self, settings: Config, approved: Iterable[Path] = (), tracked: Tracked | None = None) -> None:
        self._root = settings.root
        self._approved = frozenset(approved)
        self._tracked = tracked
        try:
            self._excluded = files.Exclusion(settings.root, settings.exclude)
        except ValueError as error:
            raise ConfigError(f"{settings.source}: exclude holds what is no pattern: {error}") from error

    def walk(self, paths: Sequence[Path], ledger: Ledger | None = None) -> Iterator[Article | Unread]:
        """Every file that the paths stand for; with a ledger those that are not Markdown as well, as skipped."""
        for target in files.discover(paths, self._excluded, self._tracked, ledger):
            shown = files.shown(target.path)
            if target.reason:
                # Of a component the bytes are known, for their digest: nobody reads what it says.
                data = files.read(target.path).data if target.cause == "component" else b""
                yield Unread(shown, Content(data, reason=target.reason, cause=target.cause), target.skipped)
            elif target.path.resolve() in self._approved:
                reason = "it is an approved wording, not an article"
                yield Unread(shown, Content(b"", reason=reason, cause="approved-wording"), skipped=True)
            else:
                yield self.read(target.path, shown, files.read(target.path))

    def read(self, path: Path, shown: str, content: Content) -> Article | Unread:
        """The article of a content. A defect of medlint costs this file, never the others."""
        if content.reason:
            return Unread(shown, content)
        try:
            document = parse(content.text, shown)
            named = {each.name: self._bibliography(path, each.name) for each in sources(document)}
            places = tuple(folder / name for name in named for folder in (path.parent, self._root))
            return Article(path, shown, content, document, read(document, named), places)
        except Exception as error:
            return Unread(shown, failed(content, f"{type(error).__name__}: {error}"))

    def _bibliography(self, path: Path, name: str) -> str | Unreadable:
        """A bibliography file that an article names: beside the article or at the root, never outside of it."""
        root = self._root.resolve()
        for folder in (path.parent, root):
            try:
                source = (folder / name).resolve()
            except (OSError, ValueError):
                return Unreadable("it is no name of a file")
            if not source.is_relative_to(root) and not source.is_relative_to(path.parent.resolve()):
                return Unreadable("it lies outside of the folder that is checked")
            if source.is_file():
                content = files.read(source)
                return Unreadable(content.reason) if content.reason else content.text
        return Unreadable("there is no such file")


def failed(content: Content, defect: str) -> Content:
    """A content on which medlint or a rule failed."""
    return content._replace(reason=Message("medlint failed on it, {defect}", defect=defect), at=0, cause="defect")
