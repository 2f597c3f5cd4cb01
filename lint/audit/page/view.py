"""What the templates of a page show: the rows of a document with their ids, links and sums."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple, TypeVar

from lint.audit.compose import link
from lint.audit.document import Document, File, Finding, Reference
from lint.audit.page.charts import STATES
from lint.audit.page.text import address
from lint.finding import SEVERITIES

T = TypeVar("T")
STANDINGS = ("open", "waived", "known", "outside")


class Choice(NamedTuple):
    """A value that a filter offers, and how many rows have it."""

    value: str
    rows: int


class FindingRow(NamedTuple):
    """A finding with the id of its row; `rule_row` is the link to the row of its rule, empty when there is none."""

    id: str
    finding: Finding
    rule_row: str


class ReferenceRow(NamedTuple):
    """A reference with the id of its row, and the addresses of its identifiers where they are well formed.

    `answered` tells where the answer came from.
    """

    id: str
    reference: Reference
    doi: str
    pmid: str
    answered: str


class FileRow(NamedTuple):
    """A file with the id of its row and its sums. `link` leads to its page, else to its first finding or reference."""

    id: str
    file: File
    link: str
    errors: int
    warnings: int
    infos: int
    excused: int
    references: int
    verified: int


class View(NamedTuple):
    """The rows of one page."""

    findings: Sequence[FindingRow]
    references: Sequence[ReferenceRow]
    files: Sequence[FileRow]


def rule_id(rule: str) -> str:
    """The id of a rule's row."""
    return f"rule-{re.sub(r'[^a-z0-9-]', '-', rule.lower())}"


def page_name(path: str) -> str:
    """The name of an article's page: its path as far as addresses hold it, and what tells it from all others."""
    slug = re.sub(r"[^a-z0-9]+", "-", path.lower())[-60:].strip("-") or "article"
    return f"articles/{slug}-{sha256(path.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}.html"


def finding_rows(document: Document, home: str = "") -> list[FindingRow]:
    """All findings. Several of one fingerprint are told apart by a number behind the id; `home` has the rules."""
    rules = {each["id"] for each in document["audit"]["rules"]}
    seen: Counter[str] = Counter()
    rows = []
    for finding in document["findings"]:
        name = f"f-{re.sub('[^0-9a-z]', '', finding['fingerprint'])[:12]}"
        seen[name] += 1
        number = f"-{seen[name]}" if seen[name] > 1 else ""
        rows.append(
            FindingRow(name + number, finding, f"{home}#{rule_id(finding['rule'])}" if finding["rule"] in rules else "")
        )
    return rows


def reference_rows(document: Document) -> list[ReferenceRow]:
    """All references, numbered in their order."""
    return [
        ReferenceRow(
            f"r-{number}", each, _identified(each["doi"]), _identified(each["pmid"]), _answered(each, document)
        )
        for number, each in enumerate(document["references"], 1)
    ]


def _answered(reference: Reference, document: Document) -> str:
    """Where an answer came from: moments of one form compare as texts do (ISO 8601)."""
    if reference["evidence"]["from_lock"]:
        return "from the lock"
    asked = (reference["checked"] or "") >= document["run"]["started"]
    return "asked in this run" if asked else "from the cache of an earlier run"


def file_rows(
    document: Document, findings: Iterable[FindingRow], references: Iterable[ReferenceRow], *, site: bool
) -> list[FileRow]:
    """All files, each with the sums of what was found in it."""
    found = by_path(findings, lambda row: row.finding["path"])
    named = by_path(references, lambda row: row.reference["path"])
    rows = []
    for number, file in enumerate(document["files"], 1):
        mine, entries = found.get(file["path"], []), named.get(file["path"], [])
        live = Counter(row.finding["severity"] for row in mine if row.finding["standing"] == "open")
        first = next((f"#{name}" for name in (*(row.id for row in mine), *(row.id for row in entries))), "")
        has_page = site and file["status"] != "skipped"
        rows.append(
            FileRow(
                f"file-{number}",
                file,
                page_name(file["path"]) if has_page else "" if site else first,
                live["error"],
                live["warning"],
                live["info"],
                len(mine) - live.total(),
                len(entries),
                sum(entry.reference["state"] == "verified" for entry in entries),
            )
        )
    return rows


def elsewhere(document: Document) -> list[tuple[str, int]]:
    """The files that have findings and are no articles, as the configuration, each with their number."""
    articles = {each["path"] for each in document["files"]}
    found = Counter(each["path"] for each in document["findings"] if each["path"] not in articles)
    return sorted(found.items())


def by_path(rows: Iterable[T], path: Callable[[T], str]) -> dict[str, list[T]]:
    """The rows of every file."""
    grouped: defaultdict[str, list[T]] = defaultdict(list)
    for row in rows:
        grouped[path(row)].append(row)
    return dict(grouped)


def choices(values: Iterable[str], order: Sequence[str] = ()) -> list[Choice]:
    """What a filter offers: the values that occur, in the given order, else in that of the alphabet."""
    counts = Counter(values)
    known = [Choice(value, counts.pop(value)) for value in order if value in counts]
    return known + [Choice(value, counts[value]) for value in sorted(counts)]


def facets(view: View) -> dict[str, list[Choice]]:
    """The choices of all filters of a page."""
    findings = [row.finding for row in view.findings]
    references = [row.reference for row in view.references]
    return {
        "severities": choices((each["severity"] for each in findings), SEVERITIES),
        "rules": choices(each["rule"] for each in findings),
        "finding_files": choices(each["path"] for each in findings),
        "standings": choices((each["standing"] for each in findings), STANDINGS),
        "states": choices((each["state"] for each in references), STATES),
        "reference_files": choices(each["path"] for each in references),
        "statuses": choices((row.file["status"] for row in view.files), ("checked", "unchecked", "skipped")),
        "causes": choices(row.file["cause"] or "none" for row in view.files),
    }


def _identified(identifier: str | None) -> str:
    """Where an identifier leads, when it is well formed."""
    if not identifier or not identifier.isprintable():
        return ""
    return address(link(identifier))
