"""What an editor offers at a finding: its fix, a waiver, and all safe fixes at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from lint.finding import Edit, Finding
from lint.fixing import Mending
from lint.lsp.analysis import Analysis
from lint.lsp.capabilities import ALL, FIX, Editor
from lint.lsp.diagnostics import diagnostic, span_of
from lint.lsp.waiving import is_waivable, waiver
from lint.message import Message
from lint.spans import Span
from lint.translation import translated


def actions(analysis: Analysis, span: Span, only: Sequence[str], editor: Editor) -> list[dict[str, Any]]:
    """All actions for a range; `only` are the kinds that the client asks for, none for all."""
    found: list[dict[str, Any]] = []
    if _wants(FIX, only):
        near = [each for each in analysis.findings if span_of(each).overlaps(span)]
        found += filter(None, (_fix(each, analysis, editor) for each in near))
        waivable = [each for each in near if is_waivable(each, analysis)]
        if editor.resolves or len(waivable) == 1:  # who wants all edits at once would wait for seconds
            found += (_waiver(each, analysis, editor) for each in waivable)
    if _wants(ALL, only) and any(_is_safe(each) for each in analysis.findings):
        title = translated(Message("Apply all safe fixes"), editor.catalog)
        found.append(_promised({"title": title, "kind": ALL}, analysis, "all", editor))
    return [each for each in found if "edit" in each or "data" in each]


def resolved(action: Mapping[str, Any], analysis: Analysis, editor: Editor) -> dict[str, Any]:
    """An action with its edit, of the newest text; without one when there is nothing left to edit."""
    what = action.get("data", {}).get("what", "")
    edits = _edits(str(what), analysis)
    return {**action, "edit": editor.change(analysis.buffer, edits)} if edits else dict(action)


def _wants(kind: str, only: Sequence[str]) -> bool:
    """Whether a kind, or one above it, is asked for (LSP 3.17, "CodeActionKind": kinds are hierarchical)."""
    return not only or any(kind == each or kind.startswith(f"{each}.") or not each for each in only)


def _is_safe(finding: Finding) -> bool:
    return finding.fix is not None and bool(finding.fix.edits) and finding.fix.safety == "safe"


def _fix(finding: Finding, analysis: Analysis, editor: Editor) -> dict[str, Any] | None:
    """The fix of a finding; what a rule only shows is for the author to write."""
    fix = finding.fix
    if fix is None or not fix.edits or fix.safety == "display":
        return None
    # An unsafe fix is told from one that can be accepted unseen.
    title = fix.title if fix.safety == "safe" else Message("{title} (please check)", title=fix.title)
    action = {
        "title": translated(title, editor.catalog),
        "kind": FIX,
        "diagnostics": [diagnostic(analysis, finding)],
        "edit": editor.change(analysis.buffer, fix.edits),
    }
    return {**action, "isPreferred": True} if fix.safety == "safe" else action


def _waiver(finding: Finding, analysis: Analysis, editor: Editor) -> dict[str, Any]:
    action = {
        "title": translated(
            Message("Add a waiver for {rule}, and write your reason into it", rule=finding.rule), editor.catalog
        ),
        "kind": FIX,
        "diagnostics": [diagnostic(analysis, finding)],
    }
    return _promised(action, analysis, f"waive {finding.fingerprint}", editor)


def _promised(action: dict[str, Any], analysis: Analysis, what: str, editor: Editor) -> dict[str, Any]:
    """An action whose edit takes several readings of the text: worked out when it is chosen, if the client can wait."""
    if editor.resolves:
        return {**action, "data": {"uri": analysis.buffer.uri, "version": analysis.buffer.version, "what": what}}
    edits = _edits(what, analysis)
    return {**action, "edit": editor.change(analysis.buffer, edits)} if edits else action


def _edits(what: str, analysis: Analysis) -> list[Edit]:
    if what == "all":
        return list(_all(analysis))
    found = next((each for each in analysis.findings if what == f"waive {each.fingerprint}"), None)
    edit = waiver(found, analysis) if found and is_waivable(found, analysis) else None
    return [edit] if edit else []


def _all(analysis: Analysis) -> Iterator[Edit]:
    """What `check --fix` would write, as edits of whole lines."""
    if analysis.article is None or analysis.project is None:
        return
    project = analysis.project
    mended = Mending(project.inspection, analysis.answers, settled=project.settled).mended(analysis.article)
    # A line ends where an editor ends it: str.splitlines knows eight characters more.
    before, after = (re.findall(r"[^\n]*\n|[^\n]+", text) for text in (mended.before, mended.article.content.text))
    starts = [0]
    for line in before:
        starts.append(starts[-1] + len(line))
    for tag, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Edit(Span(starts[start], starts[end]), "".join(after[first:last]))
