"""Which findings count: not those that somebody answers for, that a baseline knows, or that a change did not make.

None is dropped: each says why it does not count.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lint import engine, files
from lint.articles import Article, Unread
from lint.baseline import Baseline, of, stale, stored
from lint.baseline.matching import Applied, Looked, apply, shrunk
from lint.baseline.written import BaselineError
from lint.changes import Change, FileChange, judged
from lint.files import DISK, Source
from lint.finding import Finding
from lint.formats.plain import count
from lint.inspection import Inspection, Outcome, missing_targets
from lint.report import Remark, WaiverRow
from lint.resolve.lock import Lock
from lint.waivers import UNUSED
from lint.waivers.table import Active, Idle, Table

if TYPE_CHECKING:
    from lint.waivers.rows import Fared


class Excuses(NamedTuple):
    """The outcomes with the findings that the configuration answers for, what is wrong with its waivers, and them all.

    The latter only when evidence was asked for.
    """

    outcomes: list[Outcome]
    said: list[Finding]
    waivers: Sequence[WaiverRow] = ()

    @classmethod
    def of(cls, outcomes: Iterable[Outcome], inspection: Inspection, today: date, source: Source | None) -> Excuses:
        """What the configuration excuses; `source` is where its text is read from when all waivers are asked for."""
        settings = inspection.settings
        shown = files.shown(settings.source) if settings.source else ""
        table = Table.of(settings.waivers, settings.root, shown, today.isoformat(), inspection.rules)
        result: list[Outcome] = []
        idle: list[Idle] = []
        active: list[Active] = []
        for outcome in outcomes:
            if article := outcome.article:
                judging = frozenset(_judging(article, outcome, inspection))
                answered = table.excuse(article.document, article.path, outcome.findings, judging)
                outcome = outcome._replace(findings=answered.findings)
                idle += answered.idle
                active += answered.active
            result.append(outcome)
        said = table.leftovers(idle, inspection.overall)
        if source is None or settings.source is None:
            return cls(result, said)
        from lint.waivers.rows import of_entries  # only auditors ask

        text = files.read(settings.source, source).text
        return cls(result, said, tuple(of_entries(table, active, idle, _fared(result, table), text)))


def _fared(outcomes: Iterable[Outcome], table: Table) -> Mapping[str, Fared]:
    """What became of the files of a run, by their names in the configuration."""
    from lint.waivers.rows import Fared

    paths = ((outcome, outcome.article.path if outcome.article else Path(outcome.row.path)) for outcome in outcomes)
    return {name: Fared(outcome.row, outcome.judged) for outcome, path in paths if (name := table.name(path))}


class Known(NamedTuple):
    """The outcomes with what a baseline knows set aside, and the finding about entries that match nothing any more.

    `gone` counts those entries; None when nobody asked.
    """

    outcomes: list[Outcome]
    stale: list[Finding]
    gone: int | None = None

    @classmethod
    def of(
        cls, outcomes: Sequence[Outcome], path: Path, inspection: Inspection, source: Source, *, whole: bool
    ) -> Known:
        """What the baseline at a path knows; `whole` tells that the run looks at all articles that are configured.

        Raises:
            BaselineError: it cannot be used.
        """
        baseline = stored.read(path, source)
        outcomes, applied = _applied(outcomes, baseline, inspection, whole=whole)
        selection = inspection.overall
        if UNUSED not in selection.enabled:
            return cls(outcomes, [])
        severity = selection.severities.get(UNUSED, "warning")
        gone = sum(map(len, applied.stale.values()))
        return cls(outcomes, list(stale.findings(baseline, applied, files.shown(path), severity)), gone)


def recorded(
    outcomes: Sequence[Outcome], path: Path, inspection: Inspection, *, whole: bool
) -> tuple[list[Outcome], Remark]:
    """Write what is found now as known; of a baseline that is there only what is gone is taken out.

    Raises:
        BaselineError: it cannot be used or written, or something could not be checked.
    """
    if any(outcome.row.status == "unchecked" for outcome in outcomes):
        raise BaselineError(
            f"the baseline {files.shown(path)} was not written, since not everything could be checked; run"
            " medlint check without --write-baseline, and mend or exclude the files that it names"
        )
    shown, is_new = files.shown(path), not DISK.has(path)
    findings = [finding for outcome in outcomes for finding in outcome.findings]
    baseline = of(findings, path.parent) if is_new else stored.read(path)
    outcomes, applied = _applied(outcomes, baseline, inspection, whole=whole)
    left = shrunk(baseline, applied)
    stored.write(path, left)
    number = count(sum(map(len, left.files.values())), "finding")
    gone = sum(map(len, applied.stale.values()))
    told = (
        ""
        if is_new
        else f"; {gone} that {'is' if gone == 1 else 'are'} gone {'was' if gone == 1 else 'were'} taken out"
    )
    return outcomes, Remark(shown, f"written: {number} known{told}")


def _applied(
    outcomes: Sequence[Outcome], baseline: Baseline, inspection: Inspection, *, whole: bool
) -> tuple[list[Outcome], Applied]:
    findings = [finding for outcome in outcomes for finding in outcome.findings]
    checked = {
        outcome.row.path: _judging(article, outcome, inspection)
        for outcome in outcomes
        if (article := outcome.article) and outcome.row.status == "checked"
    }
    rules = frozenset(rule for each in checked.values() for rule in each)
    applied = apply(findings, baseline, Looked(checked, rules, lambda path: not os.path.lexists(path), whole))
    left = iter(applied.findings)
    return [outcome._replace(findings=[next(left) for _ in outcome.findings]) for outcome in outcomes], applied


def _judging(article: Article, outcome: Outcome, inspection: Inspection) -> Collection[str]:
    """The rules that could judge a file: those that need answers cannot where one is missing."""
    enabled = inspection.selection(article).enabled
    if all(row.state != "unverified" for row in outcome.references):
        return enabled
    asking = {rule.id for family in inspection.families if family.looks_at == "references" for rule in family.rules}
    return enabled - asking


class Changed:
    """Judges findings by what a change did to their files; old versions are read when they decide."""

    def __init__(self, change: Change, inspection: Inspection, answers: Lock) -> None:
        self._change, self._inspection, self._answers = change, inspection, answers
        self._rules = {rule.id: rule for rule in inspection.rules}

    def judged(self, outcome: Outcome) -> Outcome:
        """The outcome with the findings marked that lie outside of the change.

        What could not be read counts, whoever broke it; so does what is said of the files that decide.
        """
        article = outcome.article
        if article is None:
            return outcome
        status = self._change.status(article.path, article.content.data)
        if status.status in ("same", "renamed") and any(map(self._change.touches, article.sources)):
            # Its references are others now: of its text no line is changed.
            status = status._replace(status="changed")
        findings = judged(outcome.findings, self._rules, status, lambda: self._before(outcome, article, status))
        return outcome._replace(findings=findings)

    def _before(self, outcome: Outcome, article: Article, status: FileChange) -> Iterable[Finding]:
        """The findings that the file had before the change.

        Of a changed file those of rules about words, in its old text; of one that is the same, or only moved, those of
        its text in its old place, before the change took away what it links to.
        """
        if status.status == "changed":
            return self._old(article, status)
        old = article._replace(path=status.old or article.path)
        folder = old.path.parent
        now = missing_targets(article.document, folder)
        missing = {target: near for target, near in now.items() if not self._change.lost(folder / target)}
        if status.status == "same" and missing == now:
            return outcome.findings
        return self._judged(old, missing)

    def _old(self, article: Article, status: FileChange) -> Iterable[Finding]:
        data = self._change.before(status)
        old = self._inspection.reader.read(status.old or article.path, article.shown, files.decode(data or b""))
        if isinstance(old, Unread):  # what nobody could read then, nobody has seen
            return ()
        return self._judged(old, {})

    def _judged(self, old: Article, missing: Mapping[str, str]) -> Iterable[Finding]:
        """The findings of an old version; where a rule fails on it none, so that all that is found now counts."""
        try:
            page = self._inspection.page(old, self._answers, missing)
            return engine.run(page, self._inspection.families, self._inspection.selection(old))
        except engine.PackFault:
            return ()
