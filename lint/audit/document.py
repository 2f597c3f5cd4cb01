"""The document of an audit, as `report.json` holds it: the report of `medlint check -f json`, and beside it `audit`.

All that an auditor files is drawn from it alone: the page, the tables, and, later, the trend and the verification. The
same keys stand in `report.schema.json` (JSON Schema 2020-12). Moments are UTC in ISO 8601, dates are ISO dates, paths
are as in the report of `check`.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from lint.audit.sections import Audit
from lint.document import Cause
from lint.finding import Severity
from lint.report import Status
from lint.resolve.matching.fields import Field, Outcome
from lint.resolve.verdict import State

# How a finding stands against an exception.
Standing = Literal["open", "waived", "known", "outside"]


class Position(TypedDict):
    """A place: line and column from 1, the offset from 0, in code points."""

    line: int
    column: int
    offset: int


class Tool(TypedDict):
    """What wrote the report."""

    name: str
    version: str


class Run(TypedDict):
    """What was asked for; see `lint.report.Run`."""

    started: str
    paths: list[str]
    offline: bool
    locked: bool
    config: str | None
    baseline: str | None
    changed_since: str | None
    policy_from: str | None


class File(TypedDict):
    """A file in scope, or a folder that was left out as a whole. `cause` is None when all of it was checked."""

    path: str
    sha256: str | None
    status: Status
    cause: Cause | None
    reason: str | None


class Waiver(TypedDict):
    """Who answers for a finding; see `lint.finding.Waiver`."""

    reason: str
    approver: str
    until: str
    path: str
    line: int


class Context(TypedDict):
    """The source around a finding, cut to what a person reads: `before`, the `marked` words, and `after`."""

    line: int
    before: str
    marked: str
    after: str


class Finding(TypedDict):
    """A finding as in `medlint check -f json` (without the edits of its fix), with what surrounds it."""

    rule: str
    severity: Severity
    message: str
    help: str
    path: str
    start: Position
    end: Position
    excerpt: str
    fingerprint: str
    waived: Waiver | None
    aside: str | None
    fix: NotRequired[object]
    standing: Standing
    context: Context


class Notice(TypedDict):
    """What became of a paper; `link` leads to the notice, empty when nobody gave its identifier."""

    kind: str
    date: str
    identifier: str
    source: str
    link: NotRequired[str]


class Record(TypedDict):
    """A paper as a registry describes it."""

    title: str
    authors: list[str]
    journal: str
    year: int | None
    volume: str
    pages: str
    notices: list[Notice]


class Compared(TypedDict):
    """A field of an entry's text against the record's.

    `outcome` is same, differs, unstated (the text does not give it), unrecorded (the registries do not), or unclear
    (nobody can tell where the text gives it).
    """

    field: Field
    stated: str
    recorded: str
    outcome: Outcome


class Evidence(TypedDict):
    """How we know what a reference is.

    `age_days` is that of the answer at the start of the run; `by_hand` tells that the record was typed by hand;
    `from_lock` that the answer stood in the lock when the run began. `other` is the paper that its other identifier
    names, when the two disagree.
    """

    compared: list[Compared]
    age_days: int | None
    by_hand: bool
    from_lock: bool
    notices: list[Notice]
    other: str


class Reference(TypedDict):
    """A reference with what is known of it."""

    path: str
    label: str
    start: Position
    end: Position
    text: str
    doi: str | None
    pmid: str | None
    state: State
    reason: str | None
    checked: str | None
    sources: list[str]
    record: Record | None
    evidence: Evidence


class Citation(TypedDict):
    """A citation with the labels that it names."""

    path: str
    start: Position
    end: Position
    text: str
    labels: list[str]


class Remark(TypedDict):
    """What reviewers should know of the run itself."""

    path: str
    message: str


class Summary(TypedDict):
    """The sums of the report; see `lint.report.Summary`."""

    files: int
    checked: int
    errors: int
    warnings: int
    infos: int
    waived: int
    references: int
    verified: int
    unverified: int
    known: int
    outside: int


class Document(TypedDict):
    """The whole of `report.json`."""

    schema: int
    tool: Tool
    run: Run
    files: list[File]
    findings: list[Finding]
    references: list[Reference]
    citations: list[Citation]
    remarks: list[Remark]
    summary: Summary
    exit_code: int
    audit: Audit
