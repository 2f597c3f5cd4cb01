"""What can be asked about a text, by the method of the protocol."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from lint.lsp.analysis import Analysis
from lint.lsp.buffers import Buffer
from lint.lsp.capabilities import Editor, under
from lint.translation import Catalog

# What answers a request about the text that was analysed; the newest text comes with it.
Feature = Callable[[Analysis, Buffer, Mapping[str, Any]], Any]


class Features:
    """The answers for one client. Each is imported when it is asked for first.

    All raise KeyError, TypeError or ValueError when the parameters are not those of the protocol.
    """

    def __init__(self, capabilities: Mapping[str, Any], catalog: Catalog | None = None) -> None:
        self._editor = Editor(capabilities, catalog)
        self._known: Mapping[str, Feature] = {
            "textDocument/codeAction": self._actions,
            "codeAction/resolve": self._resolved,
            "textDocument/hover": self._hover,
            "textDocument/definition": self._definition,
            "textDocument/references": self._references,
            "textDocument/documentSymbol": self._symbols,
            "textDocument/completion": self._completion,
        }

    def of(self, method: str) -> Feature | None:
        """What answers a method; None when nothing does."""
        return self._known.get(method)

    def _actions(self, analysis: Analysis, buffer: Buffer, params: Mapping[str, Any]) -> Any:
        from lint.lsp.actions import actions

        only = under(params, "context").get("only")
        kinds = [each for each in only if isinstance(each, str)] if isinstance(only, list) else []
        return actions(analysis, analysis.buffer.lines.span(params["range"]), kinds, self._editor)

    def _resolved(self, analysis: Analysis, buffer: Buffer, params: Mapping[str, Any]) -> Any:
        from lint.lsp.actions import resolved

        return resolved(params, analysis, self._editor)

    def _hover(self, analysis: Analysis, buffer: Buffer, params: Mapping[str, Any]) -> Any:
        from lint.lsp.hover import hover

        return hover(analysis, _offset(analysis.buffer, params), datetime.now(UTC), self._editor.catalog)

    def _definition(self, analysis: Analysis, buffer: Buffer, params: Mapping[str, Any]) -> Any:
        from lint.lsp.places import definition

        return definition(analysis, _offset(analysis.buffer, params))

    def _references(self, analysis: Analysis, buffer: Buffer, params: Mapping[str, Any]) -> Any:
        from lint.lsp.places import references

        declaration = bool(under(params, "context").get("includeDeclaration"))
        return references(analysis, _offset(analysis.buffer, params), declaration=declaration)

    def _symbols(self, analysis: Analysis, buffer: Buffer, params: Mapping[str, Any]) -> Any:
        from lint.lsp.symbols import symbols

        return symbols(analysis, nested=self._editor.nested)

    def _completion(self, analysis: Analysis, buffer: Buffer, params: Mapping[str, Any]) -> Any:
        from lint.lsp.completion import completion

        return completion(analysis, buffer, _offset(buffer, params))


def _offset(buffer: Buffer, params: Mapping[str, Any]) -> int:
    return buffer.lines.offset(params["position"])
