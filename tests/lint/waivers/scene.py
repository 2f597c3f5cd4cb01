"""What the tests of waivers share: an article, its findings, and a table of entries for it."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

from lint.config import Entry, Selection
from lint.finding import Finding, Lines
from lint.packs import rules_of
from lint.parse import parse
from lint.testing import findings, page
from lint.waivers.table import Excused, Table
from tests.rules_page import FAMILIES

TODAY = "2026-01-01"
RULES = rules_of(FAMILIES)
IDS = frozenset(rule.id for rule in RULES)
SAFETY = frozenset(rule.id for rule in RULES if rule.safety)
EVERYTHING = Selection(IDS, {}, {})
PATH = "content/x.md"
ROOT = Path("/articles")


def entry(quote: str, rule: str = "dosing-instruction", path: str = PATH, expires: str = TODAY, line: int = 1) -> Entry:
    """An entry that somebody approved."""
    return Entry(rule, path, quote, "from the label", "Dr. Roe", expires, Lines(line, line * 20, "[[waivers]]\n"))


def written(text: str) -> list[Entry]:
    """The entries of a configuration's text, its paths, reasons and days filled in."""
    return [entry(each["quote"], each.get("rule", "dosing-instruction")) for each in tomllib.loads(text)["waivers"]]


def excused(
    text: str, entries: Sequence[Entry], *, lock: str = "", approved: Sequence[str] = (), today: str = TODAY,
    path: str = PATH,
) -> Excused:  # fmt: skip
    """What the entries make of the findings of an article."""
    of = page(text, lock=lock, approved=approved, today=today)
    table = Table.of(entries, ROOT, "medlint.toml", today, RULES)
    return table.excuse(parse(text, "text.md"), ROOT / path, findings(of, FAMILIES), IDS)


def open_safety(found: Sequence[Finding]) -> list[tuple[str, str]]:
    """The safety findings that count, by rule and excerpt."""
    return [(each.rule, each.excerpt) for each in found if each.rule in SAFETY and each.counts]
