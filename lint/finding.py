"""Findings: what a rule reports, with its place, remedy and fingerprint. Frozen; nobody edits one after it was made."""

from __future__ import annotations

from typing import Literal, NamedTuple

from lint.spans import Position, Span

Severity = Literal["error", "warning", "info"]
Safety = Literal["safe", "unsafe", "display"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


class Edit(NamedTuple):
    """Replace the source range by `text`."""

    span: Span
    text: str


class Fix(NamedTuple):
    """Edits and an honest word: safe to apply, unsafe (the author must agree), or only to be shown."""

    title: str
    safety: Safety
    edits: tuple[Edit, ...]


class Hit(NamedTuple):
    """What a rule yields: a place, one plain sentence, the remedy. Only the engine makes Findings of hits.

    `rule` is the id of the rule that is broken, since one check may serve several; `severity` is set where the
    case differs from the rule's own.
    """

    rule: str
    span: Span
    message: str
    help: str = ""
    fix: Fix | None = None
    severity: Severity | None = None


class Finding(NamedTuple):
    """A hit as reported. `waived` is the waiver's reason, None when nobody answers for it.

    `anchor` is what tells it from all others of its file and outlives edits elsewhere in it: its rule, the text of its
    block, its excerpt, and which of several equal ones it is.
    """

    rule: str
    severity: Severity
    message: str
    help: str
    path: str
    start: Position
    end: Position
    excerpt: str
    fix: Fix | None
    anchor: str
    waived: str | None = None

    @property
    def fingerprint(self) -> str:
        """A digest of the anchor, 32 hexadecimal digits."""
        from hashlib import sha256  # its import costs as much as the parse of an article, and few formats ask

        return sha256(self.anchor.encode("utf-8", "surrogatepass")).hexdigest()[:32]
