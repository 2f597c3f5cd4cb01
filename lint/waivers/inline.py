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
from lint.rule import Family, Page
from lint.spans import Span
from lint.waivers import INVALID, UNUSED
from lint.waivers.comment import Comment, Known, Named, read
from lint.waivers.coverage import Coverage


class Answers(NamedTuple):
    """The findings for which a comment answers, by their number, and what is wrong with comments."""

    waivers: Mapping[int, Waiver]
    hits: Sequence[Hit]


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
        self._unsure = any(Unverified in (type(each.doi), type(each.pmid)) for each in page.resolved)

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
            if isinstance(said, Comment):
                hits += self._judge(index, block, said, waivers)
            elif said is not None:
                place = block.span.start
                for span, message, remedy in said:
                    what = message.rstrip(".")
                    hits.append(
                        Hit(
                            INVALID,
                            Span(place + span.start, place + span.end),
                            f"{what}, so the comment excuses nothing.",
                            remedy,
                        )
                    )
        return Answers(waivers, hits)

    def _judge(self, index: int, block: Block, said: Comment, waivers: dict[int, Waiver]) -> Iterator[Hit]:
        document = self._page.document
        covered = self._coverage.of(index)
        line = document.position(block.span.start).line
        waiver = Waiver(said.reason, "", said.until, document.path, line)
        for named in said.rules:
            if (named.rule, covered) not in self._answered:  # of many comments in one paragraph the first answers
                matched = [*self._matched(named.rule, covered)] if covered else []
                waivers.update((number, waiver) for number in matched if number not in waivers)
                self._answered[named.rule, covered] = bool(matched)
            if (
                not self._answered[named.rule, covered]
                and named.rule in self._enabled
                and not (named.rule in self._asking and self._unsure)
            ):
                yield _unused(named, block.span.start, covered)

    def _matched(self, rule: str, covered: Span) -> Iterator[int]:
        if rule in UNWAIVABLE or rule in self._known.safety:  # the comment was refused for it already
            return
        found = self._by_rule.get(rule, [])
        for _, number, finding in found[bisect_left(found, (covered.start,)) :]:
            if finding.start.offset > covered.end:
                return
            if self._coverage.holds(covered, finding):
                yield number


def _unused(named: Named, place: int, covered: Span | None) -> Hit:
    span = Span(place + named.span.start, place + named.span.end)
    if covered is None:
        message = f"This waiver of {named.rule} excuses nothing: no text follows it."
        return Hit(UNUSED, span, message, "Put it before the text that it is about, or delete it.")
    message = f"This waiver excuses nothing: {named.rule} reports nothing in the text that it stands in or before."
    return Hit(UNUSED, span, message, f"Delete {named.rule} from it, or put it into the text that it is about.")
