"""Clients that hurry, lie, die or write a megabyte: the server goes on, or ends as it should."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from lint import engine
from lint.config import Selection
from lint.finding import Hit
from lint.lsp.outdated import Outdated, stopping
from lint.packs import Pack, installed
from lint.parse import parse
from lint.references.model import Bibliography
from lint.rule import Family, Page, Rule
from lint.spans import Span
from tests.bench.lsp import article as long_article
from tests.lint.lsp.client import Client
from tests.lint.lsp.conftest import COMPLETE, article
from tests.lint.lsp.test_editing import RESOLVES, WHOLE, place

START = {"line": 0, "character": 0}
FAR = {"line": 2**31 - 1, "character": 2**31 - 1}


@pytest.mark.parametrize("word", ["\ud83d", "\ude00\ud83d", "\ud83d\ud83d\ude00", "\0", "\u2028"], ids=ascii)
def test_what_is_no_unicode_is_taken_as_it_came(client: Client, word: str) -> None:
    """Half a pair, written and deleted again by its UTF-16 units: the text is the one from before."""
    uri = client.open("content/a.md", article(COMPLETE))
    before = client.found(uri)
    client.change(uri, 2, {"range": {"start": START, "end": START}, "text": word})
    client.found(uri, 2)
    width = len(word.encode("utf-16-le", "surrogatepass")) // 2
    client.change(uri, 3, {"range": {"start": START, "end": {"line": 0, "character": width}}, "text": ""})

    assert client.found(uri, 3) == before == []


def test_places_outside_of_the_text_are_its_end(client: Client) -> None:
    """What is asked there has an answer, what is written there stands at the end, and a range may be upside down."""
    uri = client.open("content/a.md", article(COMPLETE))
    client.found(uri)
    hover = client.at("hover", uri, FAR["line"], FAR["character"])
    client.change(uri, 2, {"range": {"start": FAR, "end": FAR}, "text": "\nPain fell [9].\n"})
    written = client.found(uri, 2)
    client.change(uri, 3, {"range": {"start": FAR, "end": START}, "text": article(COMPLETE)})

    assert hover is None
    assert [each["code"] for each in written] == ["dangling-citation"]
    assert client.found(uri, 3) == []


def test_a_hurried_author_leaves_at_once(folder: Path) -> None:
    """Fifty changes and the goodbye, and no answer was waited for."""
    with Client(folder) as client:
        uri = client.open("content/a.md", long_article(50_000))
        for version in range(2, 52):
            client.change(uri, version, {"range": {"start": START, "end": START}, "text": "x"})

    assert client.code == 0
    assert client.errors == b""


@pytest.mark.parametrize("words", ["", "Pain fell.\n" * 100_000], ids=["short", "a megabyte"])
def test_a_server_whose_client_dies_ends(folder: Path, words: str) -> None:
    """In the middle of a lint too: nothing is left running, and nothing is printed."""
    client = Client(folder)
    client.ask("initialize", client.greeting)
    client.tell("initialized")
    client.open("content/a.md", article(COMPLETE, words=words))
    client.send(b"Content-Length: 100\r\n\r\n{")
    assert client.process.stdin
    client.process.stdin.close()
    client.leave()

    assert client.code == 1
    assert client.errors == b""


def test_a_long_lint_answers_others_and_gives_way(client: Client) -> None:
    """A megabyte: what needs no lint is answered meanwhile, another text is linted, and only the newest is shown."""
    uri = client.open("content/large.md", long_article(1_000_000))
    refused = client.answer(client.begin("textDocument/nothing", {}))
    for version in (2, 3):
        client.change(uri, version, {"range": {"start": START, "end": START}, "text": "x"})
    client.change(uri, 4, {"text": article(COMPLETE)})
    shown = client.published(uri, 4)

    assert "error" in refused
    assert shown["diagnostics"] == []
    assert not [each for each in client.kept if each.get("method") == "textDocument/publishDiagnostics"]


class _Author:
    """Somebody who types when a rule has reported something."""

    def __init__(self, hits: int) -> None:
        self.left = hits

    def go_on(self) -> None:
        """Type at last."""
        self.left -= 1
        if self.left < 0:
            raise Outdated


def _pack(reported: list[int]) -> Pack:
    def check(page: Page) -> Iterator[Hit]:
        for number in range(5):
            reported.append(number)
            yield Hit("some-rule", Span(0, 1), "It is there.", "")

    rule = Rule("some-rule", "error", "It is there.", "https://example.org")
    return installed()[0]._replace(families=(Family((rule,), check, ""),))


@pytest.mark.parametrize(("typed", "reported"), [(0, []), (1, [0]), (3, [0, 1, 2]), (9, [0, 1, 2, 3, 4])])
def test_rules_stop_when_the_text_is_outdated(typed: int, reported: list[int]) -> None:
    """Before they look, or behind what they have just reported; that is no failure of the rule."""
    seen: list[int] = []
    (pack,) = stopping([_pack(seen)], _Author(typed).go_on)
    page = Page(parse("Pain."), Bibliography())
    selection = Selection(frozenset({"some-rule"}), {}, {})
    found = None
    with suppress(Outdated):
        found = engine.run(page, pack.families, selection)

    assert seen == reported
    assert (found is None) == (typed < 6)


@pytest.mark.parametrize("capabilities", [{}, RESOLVES], ids=["at once", "resolved"])
def test_many_waivers_are_offered_to_a_client_that_can_wait(capabilities: dict[str, Any], folder: Path) -> None:
    """For each the text is read several times: nobody waits for that who has only selected everything."""
    text = article(COMPLETE, words="Pain fell [1] [8].\n\nIt fell again [9].")
    with Client(folder, capabilities) as client:
        uri = client.open("content/a.md", text)
        client.found(uri)
        offered = client.actions(uri, WHOLE, "quickfix")
        one = client.actions(uri, place(text, "[9]"), "quickfix")

    assert len([each for each in offered if "waiver" in each["title"]]) == (2 if capabilities else 0)
    assert len([each for each in one if "waiver" in each["title"]]) == 1


def test_a_cancelled_request_holds_up_nobody(client: Client) -> None:
    """It is refused in the middle of its work, and what was typed meanwhile is linted."""
    text = long_article(50_000)
    uri = client.open("content/a.md", text)
    client.found(uri)
    context = {"diagnostics": [], "only": ["source.fixAll"]}
    number = client.begin("textDocument/codeAction", {"textDocument": {"uri": uri}, "range": WHOLE, "context": context})
    client.tell("$/cancelRequest", {"id": number})
    client.change(uri, 2, {"text": article(COMPLETE)})

    assert client.found(uri, 2) == []
    assert client.answer(number)["id"] == number
