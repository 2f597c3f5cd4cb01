"""What a run found, checked and left unchecked: the one thing that formats see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, NamedTuple

from lint.finding import SEVERITIES, Finding, Severity

if TYPE_CHECKING:
    from lint.document import Cause
    from lint.records import Notice, Record
    from lint.resolve.matching.fields import Compared
    from lint.resolve.verdict import State
    from lint.spans import Position

Status = Literal["checked", "unchecked", "skipped"]
FailOn = Literal["error", "warning", "info", "never"]

# Exit codes (the command line's contract with pipelines).
PASSED, FOUND, CANNOT_VOUCH, UNVERIFIED = 0, 1, 2, 3


class FileRow(NamedTuple):
    """A file in scope: checked, unchecked (as a whole or in part), or skipped on purpose; why in words.

    A file that was checked has a reason when one rule could not judge it, as an article in another language.

    `sha256` is of the bytes on disk; None when they could not be read. `cause` is the reason's kind. A folder that is
    not looked into is one row.
    """

    path: str
    status: Status
    sha256: str | None = None
    reason: str | None = None
    cause: Cause | None = None


class Evidence(NamedTuple):
    """How we know what a reference is.

    `compared` holds its text against the record, field by field. `by_hand` tells that the record was typed by hand,
    `from_lock` that the lock had an answer when the run began. `other` is the paper that its other identifier names,
    when the two disagree.
    """

    compared: tuple[Compared, ...] = ()
    by_hand: bool = False
    from_lock: bool = False
    notices: tuple[Notice, ...] = ()
    other: str = ""


class Judgement(NamedTuple):
    """What kept rules from judging a file: those that did not run, that had nothing to judge, or not enough for it.

    Two kinds of rules could not see all of what they judge: `unread` did not read a part, as of another language;
    `unconfirmed` judge works, and no registry has confirmed one of them.
    """

    path: str
    off: frozenset[str]
    inapplicable: frozenset[str]
    unread: frozenset[str]
    unconfirmed: frozenset[str]


InputRole = Literal["configuration", "lock", "baseline", "approved wording", "bibliography"]


class Input(NamedTuple):
    """A file that decided beside the articles; its digest is None when it is not there."""

    path: str
    role: InputRole
    sha256: str | None


WaiverState = Literal["active", "expired", "stale", "invalid", "unjudged"]


class WaiverRow(NamedTuple):
    """A waiver of one rule as it stands: in a comment, or in the configuration.

    `line` is where it is written, as people count; `first` and `last` are its lines as git counts them, by line feeds.
    `text` are the words that it answers for, of an invalid one those at fault. `rule` is empty when it names none.
    `why` says in a sentence what keeps it from being active: it expired, is stale (nothing needs it), invalid, or
    unjudged (its file or its rule was not looked at). `findings` are those that it answers for.
    """

    path: str
    line: int
    first: int
    last: int
    rule: str
    text: str
    reason: str
    approver: str
    until: str
    state: WaiverState
    why: str
    findings: int


class Registry(NamedTuple):
    """A registry that a run may ask, and where; `usual` tells that this is its own address."""

    name: str
    address: str
    usual: bool


class ReferenceRow(NamedTuple):
    """A reference with what is known of it. `checked` is the time of the registries' answer (UTC, ISO 8601)."""

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
    sources: tuple[str, ...]
    record: Record | None
    evidence: Evidence | None = None


class CitationRow(NamedTuple):
    """A citation with the labels that it names."""

    path: str
    start: Position
    end: Position
    text: str
    labels: tuple[str, ...]


class RuleRow(NamedTuple):
    """A rule of the run. `page` is its page as Markdown, empty unless it was asked for; `source` is a link."""

    id: str
    severity: Severity
    summary: str
    source: str
    safety: bool = False
    page: str = ""
    standards: tuple[str, ...] = ()


class Remark(NamedTuple):
    """What reviewers should know of the run itself, as that the gate's own files were changed; `path` is where."""

    path: str
    message: str


class Run(NamedTuple):
    """What was asked for: start (UTC, ISO 8601), paths as given, where the configuration was found.

    `baseline` is the baseline's path, `changed_since` the revision as given whose successors are judged, `policy_from`
    the one that configuration, lock, baseline and approved wordings were read from.
    """

    started: str
    paths: tuple[str, ...]
    offline: bool = False
    locked: bool = False
    config: str | None = None
    baseline: str | None = None
    changed_since: str | None = None
    policy_from: str | None = None


class Demand(NamedTuple):
    """What decides the exit code: from which severity on findings fail, and whether all must be verified.

    `confirmed` is False when a change adds to the lock what no registry could confirm in this run.
    """

    fail_on: FailOn = "error"
    require_verified: bool = False
    exit_zero: bool = False
    confirmed: bool = True

    def fails(self, severity: Severity) -> bool:
        """Whether a finding of that severity makes the run fail."""
        return self.fail_on != "never" and SEVERITIES.index(severity) <= SEVERITIES.index(self.fail_on)

    def exit_code(self, summary: Summary, severities: Iterable[Severity]) -> int:
        """2 when something was not checked, else 1 on findings, else 3 when asked-for verification is missing.

        `severities` are those of the findings that count.
        """
        if summary.checked == 0 or summary.checked < summary.files:
            return CANNOT_VOUCH
        if self.exit_zero:
            return PASSED
        if any(map(self.fails, severities)):
            return FOUND
        if not self.confirmed or (self.require_verified and summary.verified < summary.references):
            return UNVERIFIED
        return PASSED


class Summary(NamedTuple):
    """The sums of a report; `files` counts what was to be checked, skipped files aside.

    Errors, warnings and infos are the findings that count; `waived` those that somebody answers for, `known` those in
    the baseline, `outside` those outside of the change.
    """

    files: int
    checked: int
    errors: int
    warnings: int
    infos: int
    waived: int
    references: int
    verified: int
    unverified: int
    known: int = 0
    outside: int = 0


class FixedRow(NamedTuple):
    """An article to which fixes were applied: their titles, those that were taken back, and the change as a diff.

    `problem` says why nothing was written, empty when all is well.
    """

    path: str
    titles: tuple[str, ...]
    refused: tuple[str, ...]
    diff: str
    problem: str = ""


class Report(NamedTuple):
    """One run. Findings are ordered by path, place and rule.

    `judged`, `inputs`, `waivers`, `registries` and the evidence of references are there when evidence was asked for.
    `stale` is how many entries of the baseline match nothing any more, None when nobody asked.
    """

    run: Run
    demand: Demand
    files: tuple[FileRow, ...]
    findings: tuple[Finding, ...]
    references: tuple[ReferenceRow, ...]
    citations: tuple[CitationRow, ...]
    rules: tuple[RuleRow, ...] = ()
    remarks: tuple[Remark, ...] = ()
    judged: tuple[Judgement, ...] = ()
    inputs: tuple[Input, ...] = ()
    waivers: tuple[WaiverRow, ...] = ()
    stale: int | None = None
    registries: tuple[Registry, ...] = ()
    fixed: tuple[FixedRow, ...] = ()

    @property
    def summary(self) -> Summary:
        """The sums."""
        live = [finding.severity for finding in self.findings if finding.counts]
        asides = [finding.aside for finding in self.findings if finding.waived is None]
        errors, warnings, infos = (live.count(severity) for severity in SEVERITIES)
        states = [reference.state for reference in self.references]
        verified = states.count("verified")
        return Summary(
            files=sum(row.status != "skipped" for row in self.files),
            checked=sum(row.status == "checked" for row in self.files),
            errors=errors,
            warnings=warnings,
            infos=infos,
            waived=len(self.findings) - len(asides),
            references=len(states),
            verified=verified,
            unverified=states.count("unverified"),
            known=asides.count("baseline"),
            outside=asides.count("outside"),
        )

    @property
    def exit_code(self) -> int:
        """What the demand makes of it; see `Demand.exit_code`."""
        return self.demand.exit_code(self.summary, (each.severity for each in self.findings if each.counts))
