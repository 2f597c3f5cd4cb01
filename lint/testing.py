"""For the tests of rule packs: lint one text with the families given, nothing read from disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lint import engine
from lint.config import Choice, selection
from lint.finding import Finding
from lint.packs import rules_of
from lint.parse import parse
from lint.references.read import Unreadable, read
from lint.resolve.lock import Lock
from lint.resolve.lock_format import parse as parse_lock
from lint.resolve.lock_format import seal
from lint.rule import Family, OptionValue, Page, Wording


def page(
    text: str,
    *,
    lock: str = "",
    approved: Sequence[str] = (),
    files: Mapping[str, str | Unreadable] | None = None,
    today: str = "2026-01-01",
) -> Page:
    """The page of a text: `lock` is the text of a references.lock (digests are put in), `approved` are wordings."""
    document = parse(text, "text.md")
    bibliography = read(document, files or {})
    answers = parse_lock(seal(lock)) if lock else Lock()
    return Page(
        document=document,
        bibliography=bibliography,
        approved=tuple(Wording(f"approved-{number}.md", each) for number, each in enumerate(approved, 1)),
        resolved=tuple(answers.resolve(reference) for reference in bibliography.references),
        today=today,
    )


def findings(
    of: Page | str,
    families: Sequence[Family],
    *,
    select: Sequence[str] = (),
    options: Mapping[str, OptionValue] | None = None,
) -> list[Finding]:
    """What the families report on a page; `select` names the rules to run, `options` are by "rule-id.option"."""
    choice = Choice(select=tuple(select), options=options or {})
    return engine.run(page(of) if isinstance(of, str) else of, families, selection(choice, rules_of(families)))
