"""Waivers in the article: `<!-- medlint-ignore missing-pmid: book chapter, not indexed -->`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lint.config import UNWAIVABLE
from lint.document import Block
from lint.finding import Finding, Hit, Waiver
from lint.records import Unverified
from lint.report import WaiverState
from lint.rule import Family, Page
from lint.spans import Span
from lint.waivers import INVALID, UNUSED
from lint.waivers.comment import Comment, Fault, Known, Named, attempted, read
from lint.waivers.coverage import Coverage


class Written(NamedTuple):
    """What a comment says of one rule, and what became of it.

    `comment` is the place of the comment between its marks, `text` that of the words that it answers for, of an invalid
    one of those at fault. `findings` counts those that it answers for. `why` is empty for what is unjudged.
    """

    comment: Span
    rule: str
    text: Span | None
    reason: str
    until: str
    state: WaiverState
    why: str = ""
    findings: int = 0


class Answers(NamedTuple):
    """The findings for which a comment answers, by their number, what is wrong with comments, and all waivers."""

    waivers: Mapping[int, Waiver]
    hits: Sequence[Hit]
    written: Sequence[Written] = ()


def answers(page: Page, findings: Sequence[Finding], families: Sequence[Family], enabled: frozenset[str]) -> Answers:
    """What the comments of an article answer for; `findings` are ordered by their places.

    A comment with a fault excuses nothing. Findings of safety rules are excused by none.
    """
    return _Judgement(page, findings, families, enabled).answers()


class _Judgement:
    """The comments of one article against its findings."""

    def __init__(
        self, page: Page, findings: Sequence[Finding], families: Sequence[Family], enabled: frozenset[str]
    ) -> None:
        rules = {rule.id: (rule, family) for family in families for rule in family.rules}
        self._page = page
        self._enabled = enabled
        self._known = Known(frozenset(rules), frozenset(name for name, (rule, _) in rules.items() if rule.safety))
        self._asking = frozenset(name for name, (_, family) in rules.items() if family.looks_at == "references")
        self._coverage = Coverage(page.document, page.bibliography.references)
        self._by_rule: dict[str, list[tuple[int, int, Finding]]] = {}
        for number, finding in enumerate(findings):
            self._by_rule.setdefault(finding.rule, []).append((finding.start.offset, number, finding))
        self._answered: dict[tuple[str, Span | None], bool] = {}
        self._written: list[Written] = []
        self._unsure = any(Unverified in (type(each.doi), type(each.pmid)) for each in page.resolved)
        self._references = page.bibliography.references

    def answers(self) -> Answers:
        """All answers, and what is wrong."""
        waivers: dict[int, Waiver] = {}
        hits: list[Hit] = []
        for index, block in self._coverage.comments():
            # In a quote each line begins with its mark; blanked, the places stay.
            text = re.sub(
                r"(?<=\n)[ \t]*>[ \t>]*", lambda mark: " " * len(mark[0]), self._page.document.excerpt(block.span)
            )
            said = read(text, self._known, self._page.today)
            if said is not None and not isinstance(said, Comment):  # few comments have faults: what is there comes then
                said = read(text, self._around(self._coverage.of(index)), self._page.today) or []
            if isinstance(said, Comment):
                hits += self._judge(index, block, said, waivers)
            elif said is not None:
                hits += (Hit(INVALID, _shifted(each.span, block), _said(each), each.help) for each in said)
                self._written += self._refused(index, block, text, said)
        return Answers(waivers, hits, self._written)

    def _around(self, covered: Span | None) -> Known:
        """The rules, with what they report in the text that a comment is about."""
        waivable = self._known.rules - self._known.safety - UNWAIVABLE
        if covered is None:
            return self._known
        found = waivable & self._by_rule.keys()
        here = frozenset(rule for rule in found if next(self._matched(rule, covered), None) is not None)
        unanswered = frozenset(rule for rule in waivable - here if self._is_open(rule, covered))
        return self._known._replace(
            here=here, unsure=unanswered | (waivable - here - self._enabled), unanswered=bool(unanswered)
        )

    def _refused(self, index: int, block: Block, text: str, faults: Sequence[Fault]) -> Iterator[Written]:
        """What a comment with faults was to excuse, each rule once."""
        ended = read(text, self._known, "")
        if isinstance(ended, Comment):  # nothing is wrong with it but its day
            covered = self._coverage.of(index)
            for rule in dict.fromkeys(named.rule for named in ended.rules):
                yield Written(block.span, rule, covered, ended.reason, ended.until, "expired", _said(faults[0]))
            return
        meant = attempted(text, self._known, faults)
        rules = {named.rule: named for named in reversed(meant.rules)} or {"": Named("", faults[0].span)}
        for rule, named in reversed(rules.items()):
            fault = next((each for each in faults if each.span == named.span), faults[0])
            at = _shifted(fault.span, block)
            yield Written(block.span, rule, at, meant.reason, meant.until, "invalid", _said(fault))

    def _judge(self, index: int, block: Block, said: Comment, waivers: dict[int, Waiver]) -> Iterator[Hit]:
        document = self._page.document
        covered = self._coverage.of(index)
        line = document.position(block.span.start).line
        waiver = Waiver(said.reason, "", said.until, document.path, line)
        rows: dict[str, Written] = {}
        idle: list[Named] = []
        for named in said.rules:
            row = Written(block.span, named.rule, covered, said.reason, said.until, "active")
            if (named.rule, covered) not in self._answered:  # of many comments in one paragraph the first answers
                matched = [*self._matched(named.rule, covered)] if covered else []
                fresh = [number for number in matched if number not in waivers]
                waivers.update(dict.fromkeys(fresh, waiver))
                self._answered[named.rule, covered] = bool(matched)
                row = row._replace(findings=len(fresh))
            if not self._answered[named.rule, covered]:
                if named.rule in self._enabled and not self._is_open(named.rule, covered):
                    idle.append(named)
                    row = row._replace(state="stale", why=_why_unused(named.rule, covered))
                else:
                    row = row._replace(state="unjudged")
            rows.setdefault(named.rule, row)
        self._written += rows.values()
        for named in idle:
            yield _unused(named, block.span.start, covered, alone=len(idle) == len(said.rules))

    def _is_open(self, rule: str, covered: Span | None) -> bool:
        """Whether a registry's answer that is missing may bring a finding for which a comment waits.

        Whatever it says, a DOI that stands in the entry is not missing, and its form is told without it: a comment went
        on saying "missing-doi: not found" above a DOI that `--fix` had added.
        """
        if rule not in self._asking or not self._unsure:
            return False
        told, _, kind = rule.partition("-")
        if covered is None or kind not in ("doi", "pmid") or told not in ("missing", "malformed"):
            return True
        entries = [each for each in self._references if covered.start < each.span.end and each.span.start < covered.end]
        return told == "missing" and any((each.doi if kind == "doi" else each.pmid) is None for each in entries)

    def _matched(self, rule: str, covered: Span) -> Iterator[int]:
        if rule in UNWAIVABLE or rule in self._known.safety:  # the comment was refused for it already
            return
        found = self._by_rule.get(rule, [])
        for _, number, finding in found[bisect_left(found, (covered.start,)) :]:
            if finding.start.offset > covered.end:
                return
            if self._coverage.holds(covered, finding):
                yield number


def _shifted(span: Span, block: Block) -> Span:
    """A place in a comment as a place in the article."""
    return Span(block.span.start + span.start, block.span.start + span.end)


def _said(fault: Fault) -> str:
    return f"{fault.message.rstrip('.')}, so the comment excuses nothing."


def _why_unused(rule: str, covered: Span | None) -> str:
    if covered is None:
        return f"This waiver of {rule} excuses nothing: no text follows it."
    return f"This waiver excuses nothing: {rule} reports nothing in the text that it stands in or before."


def _unused(named: Named, place: int, covered: Span | None, *, alone: bool) -> Hit:
    """A rule that a comment names in vain; `alone` when it names no other that is of use, and is empty without it."""
    span = Span(place + named.span.start, place + named.span.end)
    remedy = "Delete the comment" if alone else f"Delete {named.rule} from it"
    where = "put it before the text that it is about" if covered is None else "put it into the text that it is about"
    return Hit(UNUSED, span, _why_unused(named.rule, covered), f"{remedy}, or {where}.")
