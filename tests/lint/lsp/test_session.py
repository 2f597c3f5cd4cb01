"""The open texts of a client: what is told of them, in which order, and when nothing is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lint.lsp import session
from lint.lsp.analysis import Analysis
from lint.lsp.session import Session
from lint.lsp.wire import Writer
from tests.lint.lsp.client import Client

SECONDS = 60
DOCUMENT = {"uri": "untitled:a", "languageId": "markdown", "version": 1, "text": "# Ketamine\n"}


class Told(Writer):
    """What the client was told."""

    def __init__(self) -> None:
        self.versions: list[int | None] = []

    def notify(self, method: str, params: Any) -> None:
        """Keep the version of a text; None is what is told when it is closed."""
        self.versions.append(params.get("version"))


def _opened(told: Told, folder: Path) -> tuple[Session, Analysis]:
    """A session with one text that was just linted; no thread runs."""
    opened = Session(told, "utf-16", folder, None)
    opened.open({"textDocument": DOCUMENT})
    buffer = opened.buffer(DOCUMENT["uri"])  # type: ignore[arg-type]  # of a literal with numbers
    assert buffer
    return opened, Analysis(buffer)


def _meanwhile(monkeypatch: pytest.MonkeyPatch, does: Callable[[], None]) -> None:
    """Let somebody do something while problems are made ready to be shown."""

    def diagnostics(analysis: Analysis) -> list[dict[str, Any]]:
        does()
        return []

    monkeypatch.setattr(session, "diagnostics", diagnostics)


def test_a_text_that_is_closed_meanwhile_keeps_no_problems(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What takes back all problems is the last that is said of a text, whenever it was closed."""
    told = Told()
    opened, analysis = _opened(told, tmp_path)
    _meanwhile(monkeypatch, lambda: opened.close({"textDocument": DOCUMENT}))
    opened.publish(analysis)

    assert told.versions == [None]


def test_a_text_that_changes_meanwhile_shows_no_old_problems(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The newer text is linted anyway."""
    told = Told()
    opened, analysis = _opened(told, tmp_path)
    changes = {"textDocument": {**DOCUMENT, "version": 2}, "contentChanges": [{"text": "x"}]}
    _meanwhile(monkeypatch, lambda: opened.change(changes))
    opened.publish(analysis)

    assert told.versions == []


def test_the_greeting_may_come_twice(folder: Path) -> None:
    """One thread lints, and the client is asked once to watch its files."""
    watches = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}
    with Client(folder, watches) as client:
        client.tell("initialized", {})
        client.tell("initialized", {})
        client.found(client.open("content/a.md", "# Ketamine\n"))
        asked = [each for each in client.kept if each.get("method") == "client/registerCapability"]

    assert len(asked) == 1


def test_a_session_starts_once(tmp_path: Path) -> None:
    """However often it is told to."""
    started = Session(Told(), "utf-16", tmp_path, None)
    before = threading.active_count()
    for _ in range(3):
        started.start()

    assert threading.active_count() == before + 1
