"""Runs rules over a page and makes findings of what they report. Opens no file, asks no network, reads no clock."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from lint.config import Selection
from lint.document import Block, Document
from lint.finding import SEVERITIES, Finding, Gap, Hit, Lines, Severity, Waiver
from lint.rule import UNREAD, Family, Page
from lint.spans import Span
from lint.waivers import FAMILY as WAIVERS

# White space, hence in no part of an anchor: those have one blank in the place of each stretch of it.
_SEPARATOR = "\x1f"
_LONGEST_WORD = 1000
_LONGEST_BLOCK = 2_000


class PackFault(Exception):
    """A rule broke the interface: it reported another family's rule, or a place outside of the text."""


def run(page: Page, families: Sequence[Family], selection: Selection) -> list[Finding]:
    """The findings of one page, ordered by place and rule.

    Families that look at the text alone get a page without registry answers, so that their result can depend on
    nothing else. Any family may also report, as `unchecked-content`, what it could not read. When all have reported,
    the comments of the article answer for findings.

    Raises:
        PackFault: a rule broke the interface.
    """
    full_page = page._replace(options=selection.options)
    text_page = full_page._replace(resolved=())
    once = frozenset(rule.id for family in families for rule in family.rules if rule.once)
    findings = _Findings(page.document, once)
    for family in families:
        defaults = {rule.id: rule.severity for rule in family.rules}
        if not defaults.keys() & selection.enabled:
            continue
        for hit in _hits(family, text_page if family.looks_at == "text" else full_page):
            if hit.rule not in defaults and hit.rule != UNREAD:
                raise PackFault(f"the check of {', '.join(defaults)} reports the rule {hit.rule}")
            if hit.rule in selection.enabled:
                # What the engine's own family could not read, no rule has seen.
                rules = () if UNREAD in defaults else tuple(defaults.keys() & selection.enabled)
                findings.add(hit, _severity(hit, selection, defaults.get(hit.rule, "error")), tuple(sorted(rules)))
    if any(block.kind == "comment" for block in page.document.blocks):
        from lint.waivers import inline  # few articles hold a comment

        reported = findings.ordered()
        answers = inline.answers(full_page, reported, families, selection.enabled)
        findings.answered(reported, answers.waivers)
        defaults = {rule.id: rule.severity for rule in WAIVERS.rules}
        for hit in answers.hits:
            if hit.rule in selection.enabled:
                findings.add(hit, _severity(hit, selection, defaults[hit.rule]))
    return findings.ordered()


def _severity(hit: Hit, selection: Selection, default: Severity) -> Severity:
    """What the configuration says; where it says nothing, the case decides.

    What nobody could check is never worth less than the case says: no configuration turns a gap into a pass.
    """
    configured, own = selection.severities.get(hit.rule), hit.severity or default
    if hit.rule == UNREAD and configured:
        return min(configured, own, key=SEVERITIES.index)
    return configured or own


def _hits(family: Family, page: Page) -> list[Hit]:
    """All hits of a family; a check that fails is named, since nothing else tells whose it was."""
    try:
        return list(family.check(page))
    except Exception as error:
        names = ", ".join(rule.id for rule in family.rules)
        raise PackFault(f"the check of {names} failed: {type(error).__name__}: {error}") from error


def unchecked(document: Document, hits: Iterable[Hit]) -> list[Finding]:
    """The findings for a file that no rule could look at."""
    findings = _Findings(document)
    for hit in hits:
        findings.add(hit, hit.severity or "error")
    return findings.ordered()


class _Findings:
    """Makes the findings of one document, each with an anchor that outlives edits elsewhere in the file."""

    def __init__(self, document: Document, once: frozenset[str] = frozenset()) -> None:
        self._document = document
        self._once = once
        self._starts = [block.span.start for block in document.blocks]
        self._texts: dict[int, str] = {}
        self._lines: dict[tuple[int, int], Lines] = {}
        self._seen: dict[str, int] = {}
        self._findings: list[Finding] = []

    def add(self, hit: Hit, severity: Severity, rules: tuple[str, ...] = ()) -> None:
        """Take a hit; `rules` are those of the family that reports it.

        Raises:
            PackFault: its place lies outside of the text.
        """
        document, span = self._document, hit.span
        if not 0 <= span.start <= span.end <= len(document.text):
            raise PackFault(f"{hit.rule} reports the place {span.start}-{span.end} of a text of {len(document.text)}")
        self._findings.append(
            Finding(
                hit.rule,
                severity,
                hit.message,
                hit.help,
                document.path,
                document.position(span.start),
                document.position(span.end),
                document.excerpt(span),
                hit.fix,
                self._anchor(hit),
                lines=self._touched(hit),
                gap=Gap(hit.cause, rules) if hit.rule == UNREAD else None,
            )
        )

    def answered(self, findings: Sequence[Finding], waivers: Mapping[int, Waiver]) -> None:
        """Take the findings back, those with a waiver for which a comment answers."""
        self._findings = [each._replace(waived=waivers.get(number)) for number, each in enumerate(findings)]

    def ordered(self) -> list[Finding]:
        """The findings by place and rule."""
        return sorted(self._findings, key=lambda each: (each.start.offset, each.end.offset, each.rule, each.message))

    def _touched(self, hit: Hit) -> Lines:
        """The lines of a hit and of its edits; findings of the same lines share one text."""
        spans = [hit.span, *(edit.span for edit in hit.fix.edits)] if hit.fix else [hit.span]
        index = self._document.lines
        first = index.position(min(span.start for span in spans)).line
        last = index.position(max(span.end for span in spans)).line
        if (first, last) not in self._lines:
            start = index.starts[first - 1] if first > 1 else 0
            end = index.starts[last] if last < len(index.starts) else len(self._document.text)
            self._lines[first, last] = Lines(first, start, self._document.text[start:end])
        return self._lines[first, last]

    def _anchor(self, hit: Hit) -> str:
        """Rule, block, the word pointed at and the context, without white space and markup; equal ones counted."""
        context = (_short(_plain(hit.context)),) if hit.context else ()
        key = hit.rule if hit.rule in self._once else _SEPARATOR.join((hit.rule, *self._words(hit.span), *context))
        self._seen[key] = self._seen.get(key, 0) + 1
        return f"{key}{_SEPARATOR}{self._seen[key]}"

    def _words(self, span: Span) -> tuple[str, str]:
        """The block in which the place begins, and its first visible word; where nothing is visible, the source.

        Not all its words: what points at the first line of a reference points at others when the lines are broken anew.
        What no reader sees tells findings apart all the same: of two dead links in one sentence the addresses.
        """
        source = self._document.excerpt(span)
        index = bisect_right(self._starts, span.start) - 1
        if index < 0 or not self._document.blocks[index].span.overlaps(span):
            return "", _plain(source)
        prose = self._document.blocks[index].prose
        if index not in self._texts:  # once a block: thousands of findings may lie in one
            self._texts[index] = _identity(self._document.blocks[index])
        shown = prose.text[prose.index(span.start) : prose.index(span.end)]
        return self._texts[index], _plain(shown).partition(" ")[0] or _plain(source)


def _identity(block: Block) -> str:
    """What tells a block from others: its visible text, whether readers see it, and of a cell what it is a value of.

    A dose that is brought out of a comment, or moves to another drug's row of the table, is another dose.
    """
    unseen = "" if block.is_read else block.kind
    cell = (block.cell.header, block.cell.first) if block.cell else ()
    return _short(_SEPARATOR.join((unseen, *map(_plain, (*cell, block.text)))))


def _short(text: str) -> str:
    """A long text by its digest: each of thousands of findings in a paragraph of a megabyte carries it."""
    if len(text) <= _LONGEST_BLOCK:
        return text
    from hashlib import sha256

    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(text: str) -> str:
    """The text on one line, in Unicode's composed form (NFC), which looks the same; NFKC would make 10² of 102.

    Composing takes quadratic time where marks are piled up (80,000 of them: seven seconds); no real word is that long.
    """
    if text.isascii():
        return " ".join(text.split())
    from unicodedata import normalize

    return " ".join(normalize("NFC", word) if len(word) <= _LONGEST_WORD else word for word in text.split())
