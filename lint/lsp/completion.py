"""What can be cited at the cursor: numbers behind `[`, keys behind `[@`, footnotes behind `[^`."""

from __future__ import annotations

import re
from typing import Any

from lint.lsp.analysis import Analysis
from lint.lsp.buffers import Buffer
from lint.references.model import Reference
from lint.spans import Span

_REFERENCE = 18  # LSP 3.17, "CompletionItemKind"
# The bracket that is open before the cursor, what was cited in it so far, the mark and what was typed of a label.
_OPEN = re.compile(r"\[(?:[^\[\]]{0,200}[,;–-]\s?)?([@^]?)([^\[\]\s,;@^]{0,80})\Z")


def completion(analysis: Analysis, buffer: Buffer, offset: int) -> list[dict[str, Any]]:
    """The labels that fit behind the cursor in a buffer, which may be newer than its analysis."""
    if analysis.article is None:
        return []
    line = buffer.text[max(buffer.text.rfind("\n", 0, offset) + 1, offset - 400, 0) : offset]
    typed = _OPEN.search(line)
    if typed is None:
        return []
    place = buffer.lines.range(Span(offset - len(typed[2]), offset))
    fitting = [each for each in analysis.article.bibliography.references if _mark(each) == typed[1]]
    return [
        {
            "label": label,
            "kind": _REFERENCE,
            "detail": ", ".join(filter(None, (each.first_author, str(each.year or "")))),
            "documentation": each.text,
            "filterText": label,
            "sortText": f"{number:05}",
            "textEdit": {"range": place, "newText": label},
        }
        for number, each in enumerate(fitting)
        if (label := each.key.removeprefix(typed[1]))
    ]


def _mark(reference: Reference) -> str:
    return reference.key[:1] if reference.key[:1] in ("@", "^") else ""
