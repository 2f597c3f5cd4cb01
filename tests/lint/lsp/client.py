"""An editor as the server sees it: a process on the other end of two pipes that speaks the protocol."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

SECONDS = 60  # far more than anything takes: a machine that is busy is no failure
COMMAND = (sys.executable, "-c", "import lint.cli as c; c.COMMANDS['lsp'] = 'lsp'; c.main()", "lsp")


class Client:
    """A client with some capabilities; on leaving it says goodbye as the protocol wants it.

    `locale` is the language of the editor, English unless given; None leaves it to the environment.
    """

    def __init__(
        self,
        folder: Path,
        capabilities: Mapping[str, Any] | None = None,
        options: Sequence[str] = ("--locked",),
        locale: str | None = "en",
    ) -> None:
        self.folder, self.capabilities, self.locale = folder, capabilities or {}, locale
        self.process = subprocess.Popen(
            [*COMMAND, *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env={**os.environ, "PYTHONSAFEPATH": "1"},
        )
        self._incoming: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self.kept: list[dict[str, Any]] = []
        self._number = 0
        self.opened: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        self.initialized = self.ask("initialize", self.greeting)
        self.tell("initialized", {})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None and kind is None:
            self.ask("shutdown")
            self.tell("exit")
        elif self.process.poll() is None:
            self.process.kill()
        self.leave()

    def leave(self) -> None:
        """Wait for the end of the server; what it printed is in `errors`, its exit code in `code`."""
        self.code = self.process.wait(SECONDS)
        self._reader.join(SECONDS)
        self.errors = self.process.stderr.read() if self.process.stderr else b""
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe:
                pipe.close()

    @property
    def greeting(self) -> dict[str, Any]:
        """The parameters of `initialize`."""
        uri = self.folder.as_uri()
        folders = [{"uri": uri, "name": "articles"}]
        told = {"processId": None, "rootUri": uri, "workspaceFolders": folders, "capabilities": self.capabilities}
        return told if self.locale is None else {**told, "locale": self.locale}

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        assert self.process.stdin
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def post(self, message: object) -> None:
        """Send any JSON."""
        body = json.dumps(message).encode()
        self.send(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    def tell(self, method: str, params: object = None) -> None:
        """Send a notification."""
        self.post({"jsonrpc": "2.0", "method": method, "params": params})

    def begin(self, method: str, params: object = None) -> int:
        """Send a request; its number."""
        self._number += 1
        self.post({"jsonrpc": "2.0", "id": self._number, "method": method, "params": params})
        return self._number

    def ask(self, method: str, params: object = None) -> Any:
        """The result of a request."""
        answer = self.answer(self.begin(method, params))
        assert "error" not in answer, answer
        return answer["result"]

    def answer(self, number: int | None) -> dict[str, Any]:
        """The answer to a request."""
        return self._wait(lambda message: "method" not in message and message.get("id") == number)

    def open(self, name: str, text: str, language: str = "markdown") -> str:
        """Open a text that need not lie on disk; its address."""
        uri = name if ":" in name else (self.folder / name).as_uri()
        document = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        self.opened.append(uri)
        return uri

    def close_all(self) -> None:
        """Close all texts; the server takes back what it said of them."""
        for uri in dict.fromkeys(self.opened):
            self.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
            assert self.found(uri, None) == []
        self.opened.clear()
        self.kept.clear()

    def change(self, uri: str, version: int, *changes: Mapping[str, Any]) -> None:
        """Change an open text."""
        self.tell(
            "textDocument/didChange", {"textDocument": {"uri": uri, "version": version}, "contentChanges": changes}
        )

    def found(self, uri: str, version: int | None = 1) -> list[dict[str, Any]]:
        """The diagnostics of a version of a text; None for what is published when it is closed."""
        return self.published(uri, version)["diagnostics"]  # type: ignore[no-any-return]  # JSON

    def published(self, uri: str, version: int | None = None) -> Any:
        """The next that is published about a version of a text."""

        def is_it(message: Mapping[str, Any]) -> bool:
            params = message.get("params") or {}
            return (
                message.get("method") == "textDocument/publishDiagnostics"
                and params["uri"] == uri
                and params.get("version") == version
            )

        return self._wait(is_it)["params"]

    def at(self, method: str, uri: str, line: int, character: int, **more: object) -> Any:
        """The result of a request about a position."""
        position = {"line": line, "character": character}
        return self.ask(f"textDocument/{method}", {"textDocument": {"uri": uri}, "position": position, **more})

    def actions(self, uri: str, where: Mapping[str, Any], *only: str) -> list[dict[str, Any]]:
        """The code actions of a range, those that are promised with their edits."""
        context = {"diagnostics": [], **({"only": only} if only else {})}
        found = self.ask("textDocument/codeAction", {"textDocument": {"uri": uri}, "range": where, "context": context})
        return [each if "edit" in each else self.ask("codeAction/resolve", each) for each in found]

    def _wait(self, wanted: Any) -> dict[str, Any]:
        for number, kept in enumerate(self.kept):
            if wanted(kept):
                return self.kept.pop(number)
        while (message := self._incoming.get(timeout=SECONDS)) is not None:
            if wanted(message):
                return message
            self.kept.append(message)
        raise AssertionError("the server has hung up")

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream
        while header := stream.readline():
            assert header.startswith(b"Content-Length: "), header
            assert stream.readline() == b"\r\n"
            self._incoming.put(json.loads(stream.read(int(header.split()[1]))))
        self._incoming.put(None)


def applied(text: str, edits: Sequence[Mapping[str, Any]]) -> str:
    """A text after an editor's edits, whose positions count UTF-16 units: every edit is of the text as it was."""
    units = text.encode("utf-16-le", "surrogatepass")
    starts = [0]
    for number, each in enumerate(text):
        if each == "\n" or (each == "\r" and text[number + 1 : number + 2] != "\n"):
            starts.append(len(text[: number + 1].encode("utf-16-le", "surrogatepass")) // 2)

    def offset(place: Mapping[str, int]) -> int:
        return 2 * (starts[place["line"]] + place["character"])

    for edit in sorted(edits, key=lambda each: offset(each["range"]["start"]), reverse=True):
        start, end = offset(edit["range"]["start"]), offset(edit["range"]["end"])
        units = units[:start] + edit["newText"].encode("utf-16-le", "surrogatepass") + units[end:]
    return units.decode("utf-16-le", "surrogatepass")
