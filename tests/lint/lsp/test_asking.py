"""References that the lock does not know: the registries are asked in the background, and the problems shown anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk import ARTICLE, KIRKPATRICK, NAME, RETRACTION, Desk
from tests.lint.lsp.client import Client
from tests.lint.lsp.conftest import ENTRY, article

UNVERIFIED, RETRACTED = "unverified-reference", "retracted-reference"


def codes(found: list[dict[str, object]]) -> set[object]:
    """The rules of some diagnostics."""
    return {each["code"] for each in found}


def test_the_lock_answers_first_and_the_registries_later(desk: Desk) -> None:
    """At once what the lock says, which is nothing here; then what the registries say of a retraction."""
    desk.change(KIRKPATRICK, notices=(RETRACTION,))
    with Client(desk.folder.parent, options=()) as client:
        uri = client.open(f"content/{NAME}", ARTICLE)
        first, second = codes(client.found(uri)), codes(client.found(uri))

    assert UNVERIFIED in first
    assert RETRACTED not in first
    assert RETRACTED in second
    assert UNVERIFIED not in second


def test_nobody_is_asked_twice(desk: Desk) -> None:
    """While the author types, and when the text is saved: what is known is known."""
    with Client(desk.folder.parent, options=()) as client:
        uri = client.open(f"content/{NAME}", ARTICLE)
        client.found(uri)
        client.found(uri)
        asked = len(desk.registry.requests)
        client.change(uri, 2, {"text": f"{ARTICLE}\nMore.\n"})
        client.found(uri, 2)
        client.tell("textDocument/didSave", {"textDocument": {"uri": uri}})
        client.found(uri, 2)

    assert len(desk.registry.requests) == asked > 0


def test_with_the_lock_alone_nobody_is_asked(desk: Desk) -> None:
    """--locked keeps to it."""
    with Client(desk.folder.parent) as client:
        uri = client.open(f"content/{NAME}", ARTICLE)
        found = codes(client.found(uri))

    assert UNVERIFIED in found
    assert desk.registry.requests == []


def test_a_registry_that_is_down_is_no_obstacle(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was known stays, and the reason is told; nothing waits for the network."""
    (folder / "content/references.lock").unlink()
    with Client(folder, options=()) as client:
        uri = client.open("content/a.md", article(ENTRY))
        first, second = client.found(uri), client.found(uri)

    assert UNVERIFIED in codes(first)
    assert [each["message"] for each in first] != [each["message"] for each in second]
    assert UNVERIFIED in codes(second)


def test_a_lock_that_is_written_meanwhile_is_used(folder: Path) -> None:
    """`medlint lock` in another window: the next lint reads what it wrote, and a broken one is named."""
    lock = folder / "content/references.lock"
    text = lock.read_text(encoding="utf-8")
    lock.unlink()
    with Client(folder) as client:
        uri = client.open("content/a.md", article(ENTRY))
        without = codes(client.found(uri))
        lock.write_text(text, encoding="utf-8")
        client.tell("workspace/didChangeWatchedFiles", {"changes": []})
        with_it = codes(client.found(uri))
        lock.write_text("{", encoding="utf-8")
        client.tell("workspace/didChangeWatchedFiles", {"changes": []})
        broken = client.found(uri)

    assert UNVERIFIED in without
    assert UNVERIFIED not in with_it
    assert "cannot vouch" in broken[0]["message"]
