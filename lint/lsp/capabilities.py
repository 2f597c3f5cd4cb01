"""What a client can take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lint.finding import Edit
from lint.lsp.buffers import Buffer
from lint.translation import Catalog

# The kinds of our actions (LSP 3.17, "CodeActionKind").
FIX, ALL = "quickfix", "source.fixAll.medlint"


def under(mapping: object, *keys: str) -> Mapping[str, Any]:
    """The object under some keys of a client's JSON, empty when there is none."""
    for key in keys:
        mapping = mapping.get(key) if isinstance(mapping, Mapping) else None
    return mapping if isinstance(mapping, Mapping) else {}


class Editor:
    """What matters to actions (LSP 3.17, "CodeActionClientCapabilities", "WorkspaceEditClientCapabilities").

    `resolves` tells that it asks for an edit when one is chosen, `versions` that it knows which text an edit is for,
    `nested` that it shows outlines as trees. It speaks the language of `catalog`.
    """

    def __init__(self, capabilities: Mapping[str, Any], catalog: Catalog | None = None) -> None:
        self.catalog = catalog
        action = under(capabilities, "textDocument", "codeAction")
        properties = under(action, "resolveSupport").get("properties")
        symbols = under(capabilities, "textDocument", "documentSymbol")
        self.resolves = isinstance(properties, list) and "edit" in properties and bool(action.get("dataSupport"))
        self.versions = bool(under(capabilities, "workspace", "workspaceEdit").get("documentChanges"))
        self.nested = bool(symbols.get("hierarchicalDocumentSymbolSupport"))

    def change(self, buffer: Buffer, edits: Iterable[Edit]) -> dict[str, Any]:
        """Edits of a buffer; a client that knows versions refuses them when somebody typed in between."""
        written = [{"range": buffer.lines.range(each.span), "newText": each.text} for each in edits]
        if not self.versions:
            return {"changes": {buffer.uri: written}}
        return {"documentChanges": [{"textDocument": {"uri": buffer.uri, "version": buffer.version}, "edits": written}]}
