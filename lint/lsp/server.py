"""The server: reads messages, answers what can be answered at once, hands the rest to the thread that lints."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from lint import __version__
from lint.lsp.buffers import WRONG, path_of
from lint.lsp.capabilities import ALL, FIX, under
from lint.lsp.positions import agreed
from lint.lsp.wire import (
    CANCELLED,
    INTERNAL_ERROR,
    INVALID_PARAMS,
    INVALID_REQUEST,
    METHOD_NOT_FOUND,
    NOT_INITIALIZED,
    Malformed,
    Message,
    Reader,
    Writer,
)
from lint.translation import Catalog, catalog, languages, wanted

if TYPE_CHECKING:
    from lint.lsp.analysis import Analysis
    from lint.lsp.features import Feature, Features
    from lint.lsp.session import Session
    from lint.reach import Reach

_CAPABILITIES = {
    "textDocumentSync": {"openClose": True, "change": 2, "save": True},
    "codeActionProvider": {"codeActionKinds": [FIX, ALL], "resolveProvider": True},
    "hoverProvider": True,
    "definitionProvider": True,
    "referencesProvider": True,
    "documentSymbolProvider": True,
    "completionProvider": {"triggerCharacters": ["[", "@", "^"]},
    "workspace": {"workspaceFolders": {"supported": True, "changeNotifications": True}},
}
_WATCHED = ("**/medlint.toml", "**/pyproject.toml", "**/*.lock", "**/*.bib")


class Server:
    """One connection. `reach` is what may be asked beside the lock, None for nothing."""

    def __init__(self, reader: BinaryIO, writer: BinaryIO, reach: Reach | None) -> None:
        self._reader, self._writer, self._reach = Reader(reader), Writer(writer), reach
        self._session: Session | None = None
        self._features: Features | None = None
        self._watches = False
        self._is_down = False

    def serve(self) -> int:
        """Serve until the client leaves; 0 when it said so before, as the protocol wants it, else 1."""
        while True:
            message = self._reader.read()
            if message is None or (isinstance(message, Mapping) and message.get("method") == "exit"):
                return 0 if self._is_down else 1
            if isinstance(message, Malformed):
                self._writer.refuse(None, message.code, message.reason)
            else:
                self._take(message)

    def _take(self, message: Message) -> None:
        """Do what a message wants. A message that is wrong costs itself alone."""
        method, identifier = message.get("method"), message.get("id")
        if not isinstance(method, str):
            if "result" not in message and "error" not in message:  # an answer to what we asked needs none
                self._writer.refuse(_id(identifier), INVALID_REQUEST, "a message names its method")
            return
        params = message.get("params")
        try:
            if "id" in message:
                self._request(identifier, method, params if isinstance(params, Mapping) else {})
            else:
                self._notified(method, params if isinstance(params, Mapping) else {})
        except WRONG as error:
            if "id" in message:
                self._writer.refuse(_id(identifier), INVALID_PARAMS, f"{method}: {type(error).__name__}: {error}")
        except Exception as error:
            if "id" in message:
                self._writer.refuse(_id(identifier), INTERNAL_ERROR, f"{method}: {type(error).__name__}: {error}")

    def _request(self, identifier: Any, method: str, params: Mapping[str, Any]) -> None:
        if _id(identifier) is None:
            self._writer.refuse(None, INVALID_REQUEST, "an id is a number or a text")
        elif self._is_down:
            self._writer.refuse(identifier, INVALID_REQUEST, "the server was shut down")
        elif method == "initialize":
            if self._session is not None:
                self._writer.refuse(identifier, INVALID_REQUEST, "the server was initialized before")
            else:
                self._writer.answer(identifier, self._initialized(params))
        elif self._session is None or self._features is None:
            self._writer.refuse(identifier, NOT_INITIALIZED, "the server was not initialized")
        elif method == "shutdown":
            self._is_down = True
            self._writer.answer(identifier, None)
        elif (feature := self._features.of(method)) is None:
            self._writer.refuse(identifier, METHOD_NOT_FOUND, f"there is no {method} here")
        else:
            self._later(identifier, feature, params, fresh=method != "textDocument/completion")

    def _later(self, identifier: Any, feature: Feature, params: Mapping[str, Any], *, fresh: bool) -> None:
        """Answer as soon as the text was linted."""
        from lint.lsp.worker import Job

        if self._session is None:
            return
        uri = str((params.get("textDocument") or params["data"])["uri"])
        buffer = self._session.buffer(uri)

        def run(analysis: Analysis) -> None:
            try:
                self._writer.answer(identifier, feature(analysis, buffer or analysis.buffer, params))
            except WRONG as error:
                self._writer.refuse(identifier, INVALID_PARAMS, f"{type(error).__name__}: {error}")
            except Exception as error:
                self._writer.refuse(identifier, INTERNAL_ERROR, f"{type(error).__name__}: {error}")

        def refuse() -> None:
            self._writer.refuse(identifier, CANCELLED, "cancelled")

        if not self._session.worker.do(Job(uri, identifier, run, refuse, fresh)):
            self._writer.answer(identifier, None)

    def _notified(self, method: str, params: Mapping[str, Any]) -> None:
        session = self._session
        if session is None or self._is_down:
            return
        if method == "initialized":
            if session.start() and self._watches:
                self._writer.request("client/registerCapability", {"registrations": [_watching()]})
        elif method == "$/cancelRequest":
            session.worker.cancel(params["id"])
        else:
            told: dict[str, Callable[[Mapping[str, Any]], None]] = {
                "textDocument/didOpen": session.open,
                "textDocument/didChange": session.change,
                "textDocument/didSave": session.save,
                "textDocument/didClose": session.close,
                "workspace/didChangeConfiguration": session.changed_around,
                "workspace/didChangeWatchedFiles": session.changed_around,
                "workspace/didChangeWorkspaceFolders": session.moved,
            }
            if method in told:
                told[method](params)

    def _initialized(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """Agree with the client. The rules, which take longest to import, come when the first text is linted."""
        from lint.lsp.features import Features
        from lint.lsp.session import Session

        capabilities = under(params, "capabilities")
        encoding = agreed(under(capabilities, "general").get("positionEncodings"))
        self._watches = bool(under(capabilities, "workspace", "didChangeWatchedFiles").get("dynamicRegistration"))
        known = _language(params)
        self._features = Features(capabilities, known)
        self._session = Session(self._writer, encoding, _folder(params), self._reach, known)
        return {
            "capabilities": {"positionEncoding": encoding, **_CAPABILITIES},
            "serverInfo": {"name": "medlint", "version": __version__},
        }


def _id(identifier: object) -> int | str | None:
    """What can be the id of a request (JSON-RPC 2.0, section 4)."""
    return identifier if isinstance(identifier, int | str) and not isinstance(identifier, bool) else None


def _language(params: Mapping[str, Any]) -> Catalog | None:
    """What is said in the language of the editor (LSP 3.17, "InitializeParams.locale"), else of its environment."""
    locale = params.get("locale")
    return catalog(wanted((locale,)) if isinstance(locale, str) and locale else languages(os.environ))


def _folder(params: Mapping[str, Any]) -> Path:
    """The first folder of the workspace; without one the current directory."""
    folders = params.get("workspaceFolders")
    first = folders[0] if isinstance(folders, list) and folders else {}
    uri = under({"": first}, "").get("uri") or params.get("rootUri")
    return (path_of(uri) if isinstance(uri, str) else None) or Path.cwd()


def _watching() -> dict[str, Any]:
    """What the editor is to tell us of: files beside the articles that decide."""
    watchers = [{"globPattern": pattern} for pattern in _WATCHED]
    return {"id": "files", "method": "workspace/didChangeWatchedFiles", "registerOptions": {"watchers": watchers}}
