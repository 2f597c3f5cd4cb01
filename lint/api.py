"""One run, from paths to the report: reads files, looks references up, lets the engine decide, and sees what counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lint import files
from lint.articles import Article, Unread
from lint.config import Config, ConfigError
from lint.files import DISK
from lint.finding import Finding
from lint.inspection import Inspection, Outcome, Wanted
from lint.packs import Pack, rules_of
from lint.records import timestamp
from lint.report import Demand, FixedRow, Input, InputRole, Registry, Remark, Report, RuleRow, Run, WaiverRow
from lint.request import Request, first_path, load_config, lock_path, scope
from lint.resolve.lock import Lock
from lint.rule import Family

if TYPE_CHECKING:
    from lint.git import Repository
    from lint.policy import Policy

__all__ = ["Check", "Request", "check"]


def check(request: Request, packs: Sequence[Pack], now: datetime) -> Report:
    """Lint what the request names. A file that cannot be checked is in the report, the others are checked.

    Raises:
        ConfigError: the configuration, the baseline or a file that they name cannot be used, or git cannot tell what
            was changed.
    """
    families = tuple(family for pack in packs for family in pack.families)
    if not (request.changed_since or request.policy_from):
        return Check(request, families, now).report()
    from lint.git import GitError, Repository

    try:
        return Check(request, families, now, Repository.at(first_path(request))).report()
    except GitError as error:
        raise ConfigError(str(error)) from error


class Check:
    """One run. `report` has its steps in their order; who watches articles keeps what it looked at in between."""

    def __init__(
        self, request: Request, families: tuple[Family, ...], now: datetime, repository: Repository | None = None
    ) -> None:
        self.request, self.families, self.now, self.repository = request, families, now, repository
        self.policy: Policy | None = None
        if repository and request.policy_from:
            from lint.policy import committed

            self.policy = committed(repository, request.policy_from)
        self.source = self.policy.source if self.policy else DISK
        self.settings = self._settings()
        self.paths = scope(request, self.settings)
        self.lock = lock_path(self.settings, request, self.paths)
        self.inspection = self._inspection()
        self.baseline = request.baseline or (
            self.settings.root / self.settings.baseline if self.settings.baseline and request.use_baseline else None
        )
        # What is said of files that are no articles: of waivers in the configuration, of the lock, of the baseline.
        self.findings: list[Finding] = []
        self.remarks: list[Remark] = []
        self.confirmed = True
        self.waivers: Sequence[WaiverRow] = ()
        self.stale: int | None = None
        self.fixed: list[FixedRow] = []

    def _settings(self) -> Config:
        try:
            return load_config(self.request, self.families, self.source)
        except ConfigError as error:
            raise ConfigError(f"in {self.policy.revision}: {error}" if self.policy else str(error)) from error

    def _inspection(self) -> Inspection:
        """What looks at the files of the run."""
        return Inspection(
            self.settings,
            self.families,
            self.request.choice,
            self.now.date().isoformat(),
            source=self.source,
            tracked=self.policy.tracked if self.policy else None,
            wanted=Wanted(self.request.digests, self.request.ledger is not None),
        )

    def report(self) -> Report:
        """Read, look up, judge, and see which findings count."""
        read = tuple(self._read())
        answers, gaps = self._answers([each for each in read if isinstance(each, Article)])
        if self.request.fix:
            read = tuple(self._mended(read, answers))
        outcomes = [*gaps, *(self.inspection.outcome(each, answers) for each in read)]
        outcomes.sort(key=lambda outcome: outcome.row.path)
        outcomes = self.settled(outcomes, answers)
        if self.policy:
            decide = (self.settings.source or self.request.config, self.lock, self.baseline, *self.inspection.wordings)
            self.remarks += self.policy.remarks(filter(None, decide))
        return self._report(outcomes)

    def _mended(self, read: Iterable[Article | Unread], answers: Lock) -> Iterator[Article | Unread]:
        """What was read, with the fixes that hold; of an article that cannot be written, as it was."""
        from lint.fixing import FixError, Mending, write

        # What somebody answers for, a baseline knows or the change did not touch does not count, and stays as it is.
        aside = copy(self)
        aside.request, aside.findings = self.request._replace(write_baseline=None), []
        mending = Mending(
            self.inspection,
            answers,
            unsafe=self.request.fix == "unsafe",
            settled=lambda outcome: aside.settled([outcome], answers)[0],
            tidying=not self.request.changed_since,
        )
        for each in read:
            if not isinstance(each, Article):
                yield each
                continue
            done, problem = mending.mended(each), ""
            if done.is_changed and self.request.write_fixes:
                try:
                    write(done)
                except FixError as error:
                    problem = str(error)
            if done.titles or done.refused:
                self.fixed.append(FixedRow(each.shown, done.titles, done.refused, done.diff(), problem))
            yield each if problem else done.article

    def _read(self) -> Iterator[Article | Unread]:
        """What the request names, read."""
        if self.request.stdin is None:
            return self.inspection.reader.walk(self.paths, self.request.ledger)
        name = self.request.stdin_name
        return iter((self.inspection.reader.read(Path(name), name, files.decode(self.request.stdin)),))

    def _answers(self, articles: Sequence[Article]) -> tuple[Lock, Sequence[Outcome]]:
        """What is known of all references: from the lock, then the cache, then the registries; and what broke."""
        lock = self.inspection.lock(self.lock, self.source)
        self.inspection.locked = lock.lock
        if self.request.reach is None and not self.policy:
            return lock.lock, lock.gaps
        from lint.reach import terms
        from lint.resolve.resolver import resolve

        references = [reference for article in articles for reference in article.bibliography.references]
        on = terms(self.request.reach, self.settings, self.now)
        if not self.policy:
            return resolve(references, lock.lock, on), lock.gaps
        from lint.lock_review import review

        head = self.inspection.lock(self.lock, DISK)
        reviewed = review(references, lock.lock, head.lock, head.text, on, whole=self._is_whole)
        gap = self.inspection.gap(self.lock, head.text, reviewed.hits)
        if gap and gap.row.status == "checked":  # what no registry confirmed is no reason not to vouch for articles
            self.findings += gap.findings
            self.confirmed, gap = False, None
        # A lock of the base that is broken can only be mended by a change: what that brings is verified again.
        self.remarks += [Remark(each.row.path, f"in {self.policy.revision}: {each.row.reason}") for each in lock.gaps]
        return reviewed.answers, [*head.gaps, *([gap] if gap else [])]

    def settled(self, outcomes: list[Outcome], answers: Lock) -> list[Outcome]:
        """The outcomes with all findings set aside that do not count."""
        return self._changed(self._known(self._excused(outcomes)), answers)

    def _excused(self, outcomes: list[Outcome]) -> list[Outcome]:
        """The outcomes with what the configuration's waivers answer for."""
        if not self.settings.waivers:
            return outcomes
        from lint.standing import Excuses

        source = self.source if self.request.ledger else None
        excuses = Excuses.of(outcomes, self.inspection, self.now.date(), source)
        self.findings += excuses.said
        self.waivers = excuses.waivers
        return excuses.outcomes

    def _known(self, outcomes: list[Outcome]) -> list[Outcome]:
        """The outcomes with what the baseline knows set aside; a baseline is written when that is asked for."""
        target = self.request.write_baseline
        if target is None and self.baseline is None:
            return outcomes
        from lint.standing import Known, recorded

        try:
            if target is not None:
                outcomes, remark = recorded(outcomes, target, self.inspection, whole=self._is_whole)
                self.remarks.append(remark)
            elif self.baseline is not None:
                known = Known.of(outcomes, self.baseline, self.inspection, self.source, whole=self._is_whole)
                outcomes = known.outcomes
                self.findings += known.stale
                self.stale = known.gone
        except ValueError as error:
            raise ConfigError(str(error)) from error
        return outcomes

    @property
    def _is_whole(self) -> bool:
        """Whether the run looks at all articles that are configured."""
        named = [files.located(path) for path in self.paths]
        configured = [files.located(path) for path in scope(Request(), self.settings)]
        return all(any(path.is_relative_to(each) for each in named) for path in configured)

    def _changed(self, outcomes: list[Outcome], answers: Lock) -> list[Outcome]:
        """The outcomes with what lies outside of the change set aside."""
        since = self.request.changed_since
        if not since or self.repository is None:
            return outcomes
        from lint.changes import change
        from lint.standing import Changed

        done = self.policy.change if self.policy and self.policy.revision == since else change(self.repository, since)
        changed = Changed(done, self.inspection, answers)
        return [changed.judged(outcome) for outcome in outcomes]

    def _report(self, outcomes: Sequence[Outcome]) -> Report:
        request, settings = self.request, self.settings
        findings = [*self.findings, *(finding for outcome in outcomes for finding in outcome.findings)]
        findings.sort(key=lambda each: (each.path, each.start.offset, each.end.offset, each.rule, each.message))
        return Report(
            Run(
                timestamp(self.now),
                (request.stdin_name,) if request.stdin is not None else tuple(map(files.shown, self.paths)),
                request.offline,
                request.locked,
                files.shown(settings.source) if settings.source else None,
                files.shown(self.baseline) if self.baseline else None,
                request.changed_since or None,
                request.policy_from or None,
            ),
            Demand(
                request.fail_on or settings.fail_on,  # type: ignore[arg-type]  # both were checked against FAIL_ON
                request.require_verified or request.locked,
                request.exit_zero,
                self.confirmed,
            ),
            tuple(outcome.row for outcome in outcomes),
            tuple(findings),
            tuple(row for outcome in outcomes for row in outcome.references),
            tuple(row for outcome in outcomes for row in outcome.citations),
            tuple(_rules(self.families, pages=request.pages)),
            tuple(self.remarks),
            tuple(outcome.judged for outcome in outcomes if outcome.judged),
            tuple(self._inputs(outcomes)) if request.ledger else (),
            (*self.waivers, *(row for outcome in outcomes for row in outcome.waivers)),
            self.stale,
            tuple(self._registries()),
            tuple(self.fixed),
        )

    def _registries(self) -> Iterator[Registry]:
        """The registries whose answers the run may have, when auditors ask: from the network, or from the cache."""
        if self.request.ledger is None or self.request.reach is None:
            return
        from lint.resolve.registries.services import DEFAULTS, addresses

        asked = addresses(self.request.reach.environment, self.settings.services)
        for name, address, usual in zip(asked._fields, asked, DEFAULTS, strict=True):
            yield Registry(name, address, address == usual)

    def _inputs(self, outcomes: Iterable[Outcome]) -> Iterator[Input]:
        """The files that decided beside the articles; of bibliographies those that are there."""
        from hashlib import sha256  # only auditors ask

        articles = (outcome.article for outcome in outcomes if outcome.article)
        named = {source for article in articles for source in article.sources if source.is_file()}
        roles: list[tuple[InputRole, Iterable[Path | None]]] = [
            ("configuration", [self.settings.source]),
            ("lock", [self.lock]),
            ("baseline", [self.baseline]),
            ("approved wording", sorted(self.inspection.wordings)),
            ("bibliography", sorted(named)),
        ]
        for role, paths in roles:
            source = DISK if role == "bibliography" else self.source
            for path in filter(None, paths):
                data = source.read(path) if source.has(path) else b""
                yield Input(files.shown(path), role, sha256(data).hexdigest() if data else None)


def _rules(families: Iterable[Family], *, pages: bool) -> Iterator[RuleRow]:
    """The rules of a run; their pages are cut out of docstrings only for formats that show them."""
    shown: dict[str, str] = {}
    if pages:
        from lint.explain import markdown
        from lint.explain import pages as pages_of

        shown = {page.rule.id: markdown(page) for page in pages_of(tuple(families))}
    for rule in rules_of(families):
        page = shown.get(rule.id, "")
        yield RuleRow(rule.id, rule.severity, rule.summary, rule.source, rule.safety, page, rule.standards)
