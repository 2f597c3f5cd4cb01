"""Findings: what a rule reports, with its place, remedy and fingerprint. Frozen; nobody edits one after it was made."""

from __future__ import annotations

from typing import Literal, NamedTuple

from lint.document import Cause
from lint.spans import LineIndex, Position, Span

Severity = Literal["error", "warning", "info"]
Safety = Literal["safe", "unsafe", "display"]
Aside = Literal["", "baseline", "outside"]
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
    case differs from the rule's own. `context` is what else the words are read with, such as the heading above a dose:
    in another context they are another finding, which no baseline knows. `cause` is of what could not be checked alone.
    """

    rule: str
    span: Span
    message: str
    help: str = ""
    fix: Fix | None = None
    severity: Severity | None = None
    context: str = ""
    cause: Cause = "part"


class Gap(NamedTuple):
    """What could not be judged: why, and the rules that it was hidden from (none: from all)."""

    cause: Cause
    rules: tuple[str, ...] = ()


class Waiver(NamedTuple):
    """Who answers for a finding: the reason, who approved it, the last day on which it holds, and where it is written.

    `approver` is empty for a comment in the article (git knows who wrote it); `until` is an ISO date, empty when there
    is none; `path` and `line` (from 1) are the place of the comment, or of the entry in the configuration.
    """

    reason: str
    approver: str = ""
    until: str = ""
    path: str = ""
    line: int = 0


class Lines(NamedTuple):
    """Whole lines of the source, exactly as on disk: the number of the first (from 1), its offset, and the text."""

    first: int = 1
    offset: int = 0
    text: str = ""

    def position(self, offset: int) -> Position:
        """Line and column of an offset that lies in these lines."""
        index = LineIndex(self.text)
        if self.offset:
            index.starts[0] = 0  # U+FEFF is a signature at the beginning of a file alone
        line, column, _ = index.position(offset - self.offset)
        return Position(self.first + line - 1, column, offset)

    def before(self, position: Position) -> str:
        """The text of a line up to a position on it: its width in bytes, UTF-16 units or cells is that of the place."""
        return self.text[: position.offset - self.offset][-(position.column - 1) :] if position.column > 1 else ""


class Finding(NamedTuple):
    """A hit as reported. `waived` is who answers for it, None when nobody does.

    `anchor` is what tells it from all others of its file and outlives edits elsewhere in it, and reformatting: its
    rule, the visible text of its block and its first word, what these are read with (`Hit.context`), and which of
    several equal ones it is.

    `aside` tells why a finding that nobody answers for does not count: it stands in the baseline, or outside of the
    change that is judged. `lines` are the lines that it and the edits of its fix touch. `gap` is what
    `unchecked-content` is about.
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
    waived: Waiver | None = None
    aside: Aside = ""
    lines: Lines = Lines()
    gap: Gap | None = None

    @property
    def counts(self) -> bool:
        """Whether it decides the exit code: nobody answers for it, and it is of the matter that is judged."""
        return self.waived is None and not self.aside

    @property
    def fingerprint(self) -> str:
        """A digest of the anchor, 32 hexadecimal digits."""
        from hashlib import sha256  # its import costs as much as the parse of an article, and few formats ask

        return sha256(self.anchor.encode("utf-8", "surrogatepass")).hexdigest()[:32]
