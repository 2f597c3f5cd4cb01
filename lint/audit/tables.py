"""The tables of an audit: findings, references and files, one row each, as plain values.

The columns are declared here once. `findings.csv`, `references.csv`, `files.csv` and the sheets of the workbook are all
written from these rows, so that they never tell different stories. A cell is a text, a number or empty (None).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeVar, get_args

from lint.audit.document import Compared, Document, File, Finding, Notice, Reference, Waiver
from lint.audit.sections import Exemption, Gap, Rule
from lint.resolve.matching.fields import Field

Cell = str | int | None
_Row = TypeVar("_Row")
_Columns = tuple[tuple[str, Callable[[_Row], Cell]], ...]


class Table(NamedTuple):
    """A table: its name (also that of its file or sheet), the names of its columns, and its rows, as wide as these."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables(document: Document) -> tuple[Table, ...]:
    """The tables findings, references and files, in the order of the document."""
    gaps = _gaps(document["audit"]["coverage"]["gaps"])
    sources = {rule["id"]: rule["source"] for rule in document["audit"]["rules"]}
    return (
        _table("findings", _findings(sources), document["findings"]),
        _table("references", _REFERENCES, document["references"]),
        _table("files", _files(gaps), document["files"]),
    )


def exemptions(document: Document) -> Table:
    """The waivers, with who answers for each."""
    return _table("exemptions", _EXEMPTIONS, document["audit"]["exemptions"])


def rules(document: Document) -> Table:
    """How every rule fared."""
    return _table("rules", _RULES, document["audit"]["rules"])


def _table(name: str, columns: _Columns[_Row], rows: Iterable[_Row]) -> Table:
    getters = [getter for _, getter in columns]
    return Table(
        name, tuple(title for title, _ in columns), tuple(tuple(getter(row) for getter in getters) for row in rows)
    )


def _yes(truth: bool) -> str:
    return "yes" if truth else "no"


def _findings(sources: Mapping[str, str]) -> _Columns[Finding]:
    return (
        ("path", lambda row: row["path"]),
        ("line", lambda row: row["start"]["line"]),
        ("column", lambda row: row["start"]["column"]),
        ("end_line", lambda row: row["end"]["line"]),
        ("end_column", lambda row: row["end"]["column"]),
        ("severity", lambda row: row["severity"]),
        ("rule", lambda row: row["rule"]),
        ("standing", lambda row: row["standing"]),
        ("message", lambda row: row["message"]),
        ("excerpt", lambda row: row["excerpt"]),
        ("context_before", lambda row: row["context"]["before"]),
        ("context_after", lambda row: row["context"]["after"]),
        ("help", lambda row: row["help"]),
        ("rule_source", lambda row: sources.get(row["rule"])),
        ("waiver_reason", lambda row: _waiver(row, lambda waiver: waiver["reason"])),
        ("waiver_approver", lambda row: _waiver(row, lambda waiver: waiver["approver"])),
        ("waiver_until", lambda row: _waiver(row, lambda waiver: waiver["until"])),
        ("waiver_path", lambda row: _waiver(row, lambda waiver: waiver["path"])),
        ("waiver_line", lambda row: _waiver(row, lambda waiver: waiver["line"])),
        ("fingerprint", lambda row: row["fingerprint"]),
    )


def _waiver(finding: Finding, cell: Callable[[Waiver], Cell]) -> Cell:
    return cell(finding["waived"]) if finding["waived"] else None


def _compared(field: Field) -> _Columns[Reference]:
    """What the entry says of a field, what the record says, and what comes of it; all empty when nobody compared."""
    return (
        (f"{field}_stated", lambda row: _side(row, field, lambda pair: pair["stated"])),
        (f"{field}_recorded", lambda row: _side(row, field, lambda pair: pair["recorded"])),
        (f"{field}_outcome", lambda row: _side(row, field, lambda pair: pair["outcome"])),
    )


def _side(reference: Reference, field: Field, cell: Callable[[Compared], Cell]) -> Cell:
    return next((cell(pair) for pair in reference["evidence"]["compared"] if pair["field"] == field), None)


def _notice(notice: Notice) -> str:
    """`retraction, 2024-03-01, 10.1234/notice, crossref, https://doi.org/10.1234/notice`."""
    told = (notice["kind"], notice["date"], notice["identifier"], notice["source"], notice.get("link", ""))
    return ", ".join(filter(None, told))


_REFERENCES: _Columns[Reference] = (
    ("path", lambda row: row["path"]),
    ("line", lambda row: row["start"]["line"]),
    ("column", lambda row: row["start"]["column"]),
    ("label", lambda row: row["label"]),
    ("text", lambda row: row["text"]),
    ("doi", lambda row: row["doi"]),
    ("pmid", lambda row: row["pmid"]),
    ("state", lambda row: row["state"]),
    ("reason", lambda row: row["reason"]),
    ("checked", lambda row: row["checked"]),
    ("age_days", lambda row: row["evidence"]["age_days"]),
    ("sources", lambda row: ", ".join(row["sources"])),
    ("by_hand", lambda row: _yes(row["evidence"]["by_hand"])),
    ("from_lock", lambda row: _yes(row["evidence"]["from_lock"])),
    *(column for field in get_args(Field) for column in _compared(field)),
    ("notices", lambda row: "\n".join(map(_notice, row["evidence"]["notices"]))),
    ("other", lambda row: row["evidence"]["other"]),
)


def _gaps(gaps: Iterable[Gap]) -> Mapping[str, str]:
    """What could not be judged, by file: `language: dosing-instruction (It is in Swedish.)`, a line each."""
    told: dict[str, list[str]] = {}
    for gap in gaps:
        told.setdefault(gap["path"], []).append(f"{gap['cause']}: {', '.join(gap['rules'])} ({gap['reason']})")
    everywhere = told.pop("", [])
    return defaultdict(
        lambda: "\n".join(everywhere), {path: "\n".join((*everywhere, *each)) for path, each in told.items()}
    )


def _files(gaps: Mapping[str, str]) -> _Columns[File]:
    return (
        ("path", lambda row: row["path"]),
        ("status", lambda row: row["status"]),
        ("cause", lambda row: row["cause"]),
        ("reason", lambda row: row["reason"]),
        ("not_judged", lambda row: gaps[row["path"]] if row["status"] == "checked" else None),
        ("sha256", lambda row: row["sha256"]),
    )


_EXEMPTIONS: _Columns[Exemption] = (
    ("rule", lambda row: row["rule"]),
    ("path", lambda row: row["path"]),
    ("line", lambda row: row["line"]),
    ("text", lambda row: row["text"]),
    ("reason", lambda row: row["reason"]),
    ("approver", lambda row: row["approver"]),
    ("until", lambda row: row["until"]),
    ("days_left", lambda row: row["days_left"]),
    ("state", lambda row: row["state"]),
    ("why", lambda row: row["why"]),
    ("origin", lambda row: row["origin"]),
    ("author", lambda row: row["author"]),
    ("commit", lambda row: row["commit"]),
    ("committed", lambda row: row["committed"]),
    ("change", lambda row: row["change"]),
    ("findings", lambda row: row["findings"]),
)

_RULES: _Columns[Rule] = (
    ("rule", lambda row: row["id"]),
    ("severity", lambda row: row["severity"]),
    ("summary", lambda row: row["summary"]),
    ("source", lambda row: row["source"]),
    ("safety", lambda row: _yes(row["safety"])),
    ("standards", lambda row: ", ".join(row["standards"])),
    ("failed", lambda row: row["failed"]),
    ("excused", lambda row: row["excused"]),
    ("passed", lambda row: row["passed"]),
    ("incomplete", lambda row: row["incomplete"]),
    ("not_applicable", lambda row: row["not_applicable"]),
    ("off", lambda row: row["off"]),
    ("unchecked", lambda row: row["unchecked"]),
    ("findings", lambda row: row["findings"]),
)
