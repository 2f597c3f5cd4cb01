"""What an audit adds to the report of a check, section by section; see `lint.audit.document`."""

from __future__ import annotations

from typing import Literal, TypedDict

from lint.document import Cause
from lint.finding import Severity
from lint.report import FailOn, Status


class Verdict(TypedDict):
    """An exit code, what it says in one sentence, and in others what limits it; empty when nothing does."""

    code: int
    words: str
    limits: str


class Demand(TypedDict):
    """What decides the exit code; see `lint.report.Demand`."""

    fail_on: FailOn
    require_verified: bool
    confirmed: bool


class CauseCount(TypedDict):
    """How many files have a status for a cause; `words` say it to a person."""

    status: Status
    cause: Cause | None
    words: str
    files: int


class Gap(TypedDict):
    """What could not be judged in a file that was checked: which rules, and why."""

    path: str
    cause: Cause
    rules: list[str]
    reason: str


class Coverage(TypedDict):
    """The ledger: in_scope = checked + unchecked + skipped, and the counts by cause add up to the same."""

    in_scope: int
    checked: int
    unchecked: int
    skipped: int
    causes: list[CauseCount]
    gaps: list[Gap]


class Rule(TypedDict):
    """How a rule fared. Every file to be checked is counted once.

    `failed` (it has findings that count), `excused` (all that it found is waived, known or outside of the change),
    `passed`, `incomplete` (it found nothing, but could not judge all of the file), `not_applicable` (the file has
    nothing that the rule judges), `off`, `unchecked`. `findings` are those that count.
    """

    id: str
    severity: Severity
    summary: str
    source: str
    safety: bool
    standards: list[str]
    failed: int
    excused: int
    passed: int
    incomplete: int
    not_applicable: int
    off: int
    unchecked: int
    findings: int


class Exemption(TypedDict):
    """A waiver of one rule, with who wrote it.

    `path` and `line` are where it is written. `text` are the words that it answers for; of one that is invalid those at
    fault; empty when there are none. `rule` is empty for a comment that names none. `days_left` is None without a last
    day, 0 on it, negative when expired. `state` is active, expired, stale (nothing needs it), invalid, or unjudged (its
    file or its rule was not looked at, so nobody knows whether it is needed); `why` says so in a sentence, empty when
    it is active.

    `author`, `commit`, `committed` (UTC) and `change` (the first line of the commit's message) are of the last commit
    that touched a line of the waiver, as git has recorded them. `origin` tells how sure that is: committed; uncommitted
    (a line of it was changed since the last commit); cut-off (the history of this clone does not reach back so far:
    there is a commit, but no author); unknown (no git, or no file of it). All four are empty unless stated.
    """

    rule: str
    path: str
    line: int
    text: str
    reason: str
    approver: str
    until: str
    days_left: int | None
    state: Literal["active", "expired", "stale", "invalid", "unjudged"]
    why: str
    origin: Literal["committed", "uncommitted", "cut-off", "unknown"]
    author: str
    commit: str
    committed: str
    change: str
    findings: int


class Baseline(TypedDict):
    """The baseline: how many findings it knows, and how many of its entries match nothing any more.

    `stale` is None when nobody asked (`unused-waiver` is switched off).
    """

    path: str
    known: int
    stale: int | None


class Change(TypedDict):
    """A finding that is not in both reports alike.

    `was` says what else there is to know: how it is or was excused, why nobody could have found it then or looked now.
    """

    kind: Literal["new", "fixed", "waived", "returned", "unknown"]
    rule: str
    severity: Severity
    path: str
    line: int
    message: str
    fingerprint: str
    was: str


class Trend(TypedDict):
    """What changed since an earlier report. Each finding of either report is counted once.

    `new` stand in this report alone; `fixed` in the earlier one alone, in a file that is checked now by the same rule,
    or that is gone from a folder which was looked through; `unchanged` count in both (or are excused in both); `waived`
    counted then and are answered for now; `returned` were excused then and count now; `unknown` were found then, and
    nobody looked now. `renamed` maps old paths to new ones.
    """

    started: str
    version: str
    report: str
    new: int
    fixed: int
    unchanged: int
    waived: int
    returned: int
    unknown: int
    renamed: dict[str, str]
    changes: list[Change]


class Point(TypedDict):
    """One report of a history, in short."""

    started: str
    report: str
    files: int
    errors: int
    warnings: int
    infos: int
    waived: int
    references: int
    verified: int
    code: int
    limited: bool


class Pack(TypedDict):
    """A rule pack: its distribution with version, how many rules it has, and a digest of all its files."""

    name: str
    distribution: str
    rules: int
    sha256: str


class Input(TypedDict):
    """A file that decided beside the articles: configuration, lock, baseline, wording, bibliography, sign-off."""

    path: str
    role: str
    sha256: str | None


class Registry(TypedDict):
    """A registry that the run may have asked, and where; `usual` tells that this is its own address."""

    name: str
    address: str
    usual: bool


class Commit(TypedDict):
    """The commit that was checked out; `dirty` tells that files of the audit were not as committed, `changed` which."""

    commit: str
    branch: str
    dirty: bool
    changed: list[str]


class Provenance(TypedDict):
    """With what the report can be made again; `registries` is empty when the lock alone was used."""

    python: str
    platform: str
    command: list[str]
    packs: list[Pack]
    inputs: list[Input]
    registries: list[Registry]
    git: Commit | None


class Signature(TypedDict):
    """A line of the sign-off; all but the role may be empty, to be filled in by hand."""

    role: str
    name: str
    decision: str
    date: str


class Criterion(TypedDict):
    """A criterion of a standard, and the rules that speak to it: none of them proves that it is met."""

    id: str
    name: str
    text: str
    rules: list[str]


class Standard(TypedDict):
    """A standard for health information, with the link to its text."""

    id: str
    name: str
    source: str
    criteria: list[Criterion]


class Audit(TypedDict):
    """What an audit adds to the report of a check."""

    title: str
    demand: Demand
    verdict: Verdict
    without_exemptions: Verdict
    coverage: Coverage
    rules: list[Rule]
    exemptions: list[Exemption]
    baseline: Baseline | None
    trend: Trend | None
    history: list[Point]
    provenance: Provenance
    sign_off: list[Signature]
    standards: list[Standard]
