"""The texts that are open in the editor, saved or not."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from lint.files import SUFFIXES
from lint.lsp.positions import Encoding, Lines

# What editors call the languages whose files `check` takes (lint.files.SUFFIXES); empty: they did not say.
LANGUAGES = frozenset(("", "markdown", "quarto", "rmd", "rmarkdown", "pandoc", "markdown.pandoc"))

# What is raised on the way through a client's JSON when it is not as the protocol wants it.
WRONG = (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError)


class _Facts(NamedTuple):
    uri: str
    language: str
    version: int
    text: str
    encoding: Encoding
    is_lost: bool = False


class Buffer(_Facts):
    """One text at one moment; a change makes another one.

    `is_lost` tells that the client changed it in a way that cannot be understood: it has another text.
    """

    @cached_property
    def lines(self) -> Lines:
        """Its lines, which tell positions."""
        return Lines(self.text, self.encoding)

    @property
    def path(self) -> Path | None:
        """Where it lies; None for a text that was never saved, or lies where only the editor can read."""
        return path_of(self.uri)

    @property
    def is_markdown(self) -> bool:
        """Whether it is in a language that `check` reads, by what the editor calls it or by its ending."""
        if self.language in LANGUAGES:
            return True
        with suppress(ValueError):  # no address
            return PurePosixPath(urlsplit(self.uri).path).suffix.lower() in SUFFIXES
        return False

    def changed(self, version: object, changes: object) -> Buffer:
        """The text after a client's changes, one after the other (LSP 3.17, "TextDocumentContentChangeEvent").

        It is lost behind a change that is none, until one brings all of the text. Without a version it has the old one.
        """
        buffer = self
        try:
            if version is not None:
                buffer = buffer._replace(version=int(version))  # type: ignore[call-overload]  # JSON
            for change in _listed(changes):
                buffer = buffer.after(change)
        except WRONG:
            return buffer._replace(is_lost=True)
        return buffer._replace()  # another one, even if nothing was changed

    def after(self, change: Mapping[str, Any]) -> Buffer:
        """The text after one change. A lost one stays lost until one brings all of the text.

        Raises:
            KeyError, TypeError, ValueError, AttributeError, OverflowError: it is none.
        """
        text = change["text"]
        if not isinstance(text, str):
            raise TypeError("the text of a change is no text")
        if change.get("range") is None:
            return self._replace(text=paired(text), is_lost=False)
        return self if self.is_lost else self._replace(text=paired(self.lines.replaced(change["range"], text)))


def _listed(changes: object) -> list[Any]:
    if not isinstance(changes, list):
        raise TypeError("the changes are no list")
    return changes


_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def paired(text: str) -> str:
    """The text with the halves of UTF-16 pairs joined that came in two changes; half a pair stays half."""
    if text.isascii():
        return text
    return _PAIR.sub(lambda pair: pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"), text)


def path_of(uri: str) -> Path | None:
    """The path of a `file:` address (RFC 8089); None for any other, and for what no file can be called."""
    try:
        parts = urlsplit(uri)
        name = unquote(parts.path, errors="surrogateescape")
    except ValueError:
        return None
    host = "" if parts.netloc == "localhost" else parts.netloc
    if parts.scheme != "file" or not name.startswith("/") or "\0" in name:
        return None
    if os.name == "nt":
        name = f"//{host}{name}" if host else name.lstrip("/")
    elif host:  # a file of another machine: what has its path here is another one
        return None
    try:
        os.fsencode(name)
    except UnicodeEncodeError:  # half of a UTF-16 pair
        return None
    return Path(name)
