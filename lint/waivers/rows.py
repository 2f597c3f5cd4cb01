"""All waivers of a run as a report lists them, whether they excuse something or not."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lint.config import Entry
from lint.document import Document
from lint.finding import Finding
from lint.report import FileRow, Judgement, WaiverRow, WaiverState
from lint.rule import Family, Page
from lint.spans import BOM, Span
from lint.waivers import inline
from lint.waivers.quote import plain
from lint.waivers.table import Active, Idle, Table

# How much of a paragraph is shown that a comment answers for; the quote of an entry is an approval, and shown whole.
_SHOWN = 400
_MARK = len("<!--")
# How many line breaks are tried for the end of an entry before it is taken for its first line alone.
_TRIED = 100


class Fared(NamedTuple):
    """What a run made of a file; `judged` is None when no rule could look at it."""

    row: FileRow
    judged: Judgement | None = None

    def why_unjudged(self, rule: str) -> str:
        """Why nobody knows whether a waiver of a rule is needed that excuses nothing; empty when it is known."""
        row, judged = self
        if row.status == "skipped":
            what = f"{row.path} was not looked at"
        elif row.status == "unchecked" or judged is None:
            what = f"{row.path} could not be checked completely"
        elif rule in judged.off:
            what = f"the rule {rule} did not run on {row.path}"
        elif rule in judged.unread:
            what = f"the rule {rule} could not read all of {row.path}"
        else:
            return ""
        return _nobody(what)


def _nobody(what: str) -> str:
    return f"Nobody knows whether this waiver is needed: {what}."


_UNANSWERED = _nobody("the registries' answer about a reference is missing")


def of_comments(
    page: Page, findings: Sequence[Finding], families: Sequence[Family], enabled: frozenset[str], fared: Fared
) -> Iterator[WaiverRow]:
    """The waivers in the comments of an article; `findings` are all of it, `enabled` the rules that ran."""
    document = page.document
    if not any(block.kind == "comment" for block in document.blocks):
        return
    feeds = [found.start() for found in re.finditer("\n", document.text)]
    for each in inline.answers(page, findings, families, enabled).written:
        whole = Span(each.comment.start - _MARK, each.comment.end)
        state, why = _known(each.rule, each.state, each.why, fared)
        yield WaiverRow(
            document.path,
            document.position(each.comment.start).line,
            bisect_left(feeds, whole.start) + 1,
            bisect_left(feeds, whole.end) + 1,
            each.rule,
            _words(document, each, whole),
            each.reason,
            "",
            each.until,
            state,
            why,
            each.findings,
        )


def _known(rule: str, state: WaiverState, why: str, fared: Fared) -> tuple[WaiverState, str]:
    """A waiver that excuses nothing is stale only where everything was looked at that it may be about."""
    if state not in ("stale", "unjudged"):
        return state, why
    unjudged = fared.why_unjudged(rule) or (_UNANSWERED if state == "unjudged" else "")
    return ("unjudged", unjudged) if unjudged else (state, why)


def _words(document: Document, written: inline.Written, whole: Span) -> str:
    """What a waiver answers for, without its comment, on one line; the middle of a long text is left out."""
    if written.text is None:
        return ""
    text, start = document.excerpt(written.text), written.text.start
    if written.state != "invalid" and written.text.contains(whole):
        text = f"{text[: whole.start - start]} {text[whole.end - start :].removeprefix('-->')}"
    text = plain(plain(text).removeprefix("-->").removesuffix("<!--"))  # of a comment beside it on its line
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN // 2]} … {text[-_SHOWN // 2 :]}"


def of_entries(
    table: Table, active: Iterable[Active], idle: Iterable[Idle], fared: Mapping[str, Fared], text: str
) -> Iterator[WaiverRow]:
    """The waivers of a configuration with this text; `fared` has the files of the run by the names of entries."""
    known: defaultdict[Entry, list[tuple[WaiverState, str, int]]] = defaultdict(list)
    for each in active:
        known[each.entry].append(("active", "", each.findings))
    for other in (*idle, *table.homeless()):
        known[other.entry].append(("stale", other.message, 0))
    lines = text.removeprefix(BOM).split("\n")
    for entry in table.entries:
        state, why, findings = known[entry].pop(0) if known[entry] else ("unjudged", "", 0)
        if entry.expires < table.today:
            state, why = "expired", f"This waiver ended on {entry.expires}, so it excuses nothing."
        elif entry.path in fared:
            state, why = _known(entry.rule, state, why, fared[entry.path])
        elif state == "unjudged":
            why = _nobody(f"{entry.path} was not looked at")
        first = entry.place.first
        yield WaiverRow(
            table.shown,
            first,
            first,
            _end(lines, first),
            entry.rule,
            entry.quote,
            entry.reason,
            entry.approver,
            entry.expires,
            state,
            why,
            findings,
        )


def _end(lines: Sequence[str], first: int) -> int:
    """The last line of the entry that begins in a line: what TOML reads as a whole, up to the next header.

    Of a list in one piece, which begins in the line of its key, the last line of the list.
    """
    import tomllib

    header = lines[first - 1].lstrip().startswith("[[")
    tried = 0
    for end in range(first, len(lines) + 1):
        is_border = end == len(lines) or (lines[end].lstrip().startswith("[") if header else "]" in lines[end - 1])
        if not is_border:
            continue
        tried += 1
        try:
            tomllib.loads("\n".join(lines[first - 1 : end]))
        except tomllib.TOMLDecodeError:  # a text of several lines has one that looks like a header
            if tried < _TRIED:
                continue
            break
        # What stands above the next header belongs to that.
        said = (number for number in range(end, first, -1) if not header or lines[number - 1].partition("#")[0].strip())
        return next(said, first)
    return first
