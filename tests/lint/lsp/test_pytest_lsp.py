"""Another's client: pytest-lsp reads every answer as the protocol types it, and warns where a client was not asked.

Its warnings are errors here. It takes a second to import, so it is imported by these tests alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.lint.lsp.client import COMMAND, SECONDS, applied
from tests.lint.lsp.conftest import COMPLETE, ENTRY, article
from tests.lint.lsp.test_editing import place

if TYPE_CHECKING:
    from lsprotocol import types
    from pytest_lsp import LanguageClient

WORDS = "👩‍⚕️ Cafe\u0301 and 𝛼₂ fell in 😀 trials [1] and [9]."


class Author:
    """Somebody with a client and one open text."""

    def __init__(self, client: LanguageClient, uri: str) -> None:
        from lsprotocol import types

        self.client, self.uri, self.types = client, uri, types
        self._shown: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()

        def show(params: types.PublishDiagnosticsParams) -> None:
            self._shown.put_nowait(params)

        client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(show)

    def open(self, text: str) -> None:
        """Open the text, which need not lie on disk."""
        item = self.types.TextDocumentItem(self.uri, "markdown", 1, text)
        self.client.text_document_did_open(self.types.DidOpenTextDocumentParams(item))

    def type(self, version: int, where: dict[str, dict[str, int]], text: str) -> None:
        """Replace a range of the text."""
        named = self.types.VersionedTextDocumentIdentifier(version, self.uri)
        change = self.types.TextDocumentContentChangePartial(self.range(where), text)
        self.client.text_document_did_change(self.types.DidChangeTextDocumentParams(named, [change]))

    async def found(self, version: int) -> dict[str, types.Diagnostic]:
        """The problems of a version of the text, by rule."""
        while (shown := await self._shown.get()).version != version:
            pass
        return {str(each.code): each for each in shown.diagnostics}

    @property
    def document(self) -> types.TextDocumentIdentifier:
        """The text by its address."""
        return self.types.TextDocumentIdentifier(self.uri)

    def position(self, where: dict[str, int]) -> types.Position:
        """A position."""
        return self.types.Position(**where)

    def range(self, where: dict[str, dict[str, int]]) -> types.Range:
        """A range."""
        return self.types.Range(self.position(where["start"]), self.position(where["end"]))


Scene = Callable[[Author], Awaitable[None]]


@pytest.fixture
def play(folder: Path) -> Callable[[Scene], None]:
    """Plays a scene with an author; in the end the server leaves as it should."""
    from lsprotocol import types
    from pygls.protocol import default_converter
    from pytest_lsp import LanguageClient, client_capabilities

    async def played(scene: Scene) -> int | None:
        client = LanguageClient(converter_factory=default_converter)
        await client.start_io(*COMMAND, "--locked", cwd=folder)
        folders = [types.WorkspaceFolder(folder.as_uri(), "articles")]
        greeting = types.InitializeParams(client_capabilities("visual-studio-code"), workspace_folders=folders)
        await client.initialize_session(greeting)
        await asyncio.wait_for(scene(Author(client, (folder / "content/a.md").as_uri())), SECONDS)
        await client.shutdown_session()
        code = client._server.returncode if client._server else None
        await client.stop()  # type: ignore[no-untyped-call]  # pytest-lsp types it so
        return code

    def run(scene: Scene) -> None:
        assert asyncio.run(played(scene)) == 0

    return run


def test_problems_come_and_go_with_the_words(play: Callable[[Scene], None]) -> None:
    """After opening, and after each change, behind emoji and combining marks."""
    text = article(COMPLETE, words=WORDS)

    async def scene(author: Author) -> None:
        author.open(text)
        before = await author.found(1)
        author.type(2, place(text, " and [9]"), "")
        after = await author.found(2)

        assert before["dangling-citation"].range == author.range(place(text, "[9]"))
        assert "dangling-citation" not in after

    play(scene)


def test_a_fix_is_applied(play: Callable[[Scene], None]) -> None:
    """What the quick fix of a problem writes, and the problem is gone."""
    text = article(ENTRY, words=WORDS.replace(" and [9]", ""))

    async def scene(author: Author) -> None:
        types = author.types
        author.open(text)
        problem = (await author.found(1))["missing-pmid"]
        context = types.CodeActionContext([problem], [types.CodeActionKind.QuickFix])
        asked = types.CodeActionParams(author.document, problem.range, context)
        actions = await author.client.text_document_code_action_async(asked) or []
        fixed = applied(text, _edits([each for each in actions if isinstance(each, types.CodeAction)]))
        end = {"line": text.count("\n") + 1, "character": 0}
        author.type(2, {"start": {"line": 0, "character": 0}, "end": end}, fixed)

        assert "PMID: 1234567" in fixed
        assert "missing-pmid" not in await author.found(2)

    play(scene)


def _edits(actions: Sequence[types.CodeAction]) -> list[dict[str, Any]]:
    """The edits of the preferred action."""
    from lsprotocol import converters, types

    (preferred,) = [each for each in actions if each.is_preferred]
    assert preferred.edit
    edits = [
        edit
        for change in preferred.edit.document_changes or ()
        if isinstance(change, types.TextDocumentEdit)
        for edit in change.edits
    ]
    assert edits
    return [converters.get_converter().unstructure(edit) for edit in edits]


def test_a_citation_behind_emoji_shows_and_leads_to_its_paper(play: Callable[[Scene], None]) -> None:
    """Hover and go to definition, at a place that counts UTF-16 units."""
    text = article(COMPLETE, words=WORDS)
    at = place(text, "[1]")

    async def scene(author: Author) -> None:
        types = author.types
        author.open(text)
        await author.found(1)
        where = author.position({**at["start"], "character": at["start"]["character"] + 1})
        hover = await author.client.text_document_hover_async(types.HoverParams(author.document, where))
        found = await author.client.text_document_definition_async(types.DefinitionParams(author.document, where))

        assert hover is not None
        assert isinstance(hover.contents, types.MarkupContent)
        assert "Ketamine for pain" in hover.contents.value
        assert hover.range == author.range(at)
        assert isinstance(found, Sequence)
        assert [each.range.start for each in found if isinstance(each, types.Location)] == [
            author.position(place(text, "Dahan")["start"])
        ]

    play(scene)
