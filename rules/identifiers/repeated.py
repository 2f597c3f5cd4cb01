"""An identifier that an entry gives twice: which one can go, and how the rest of the entry stays well formed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lint.document import Document
from lint.finding import Edit, Fix, Hit
from lint.message import Message
from lint.references import identifiers
from lint.references.model import Identifier, Reference
from lint.rule import Page
from lint.spans import Span

_KINDS = ("doi", "pmid")
# What an entry's parts are told apart by; of "at https://doi.org/..." the words before it would be left behind.
_BEFORE = re.compile(r"(?P<mark>[.;,]?)(?P<space>[ \t]{1,80}|[ \t]{0,80}\r?\n[ \t]{0,80})\Z")
_BEHIND = re.compile(r"(?P<mark>[.;,]?)(?:(?P<end>\s*\Z)|\s{1,80})")
_MOST = 200  # characters in front of it that are looked at: indentation and blanks


def tidy(page: Page) -> Iterator[Hit]:
    """The second mention of each DOI and PMID within an entry, with the fix that takes it away; no finding."""
    for resolved in page.resolved:
        reference = resolved.reference
        own = {each.span for each in reference.identifiers if not each.problem}
        stated = plain(page.document, reference)
        # Whatever is wrong with the second one: as it is meant, it is the first.
        kept = {(each.kind, each.value) for each in stated if each.span in own}
        for each in stated:
            if each.span in own or each.kind not in _KINDS or not each.value or (each.kind, each.value) not in kept:
                continue
            same = [
                other for other in stated if other.span in own and (other.kind, other.value) == (each.kind, each.value)
            ]
            if edit := removal(page.document, reference, each, same):
                name = f"{each.kind.upper()} {each.value}"
                title = Message("Take away the second {name} of {entry}", name=name, entry=_entry(reference))
                message = Message("{entry} gives {name} twice.", entry=reference.name, name=name)
                yield Hit(f"malformed-{each.kind}", each.frame, message, "", Fix(title, "safe", (edit,)))


def _entry(reference: Reference) -> str:
    return reference.mentioned if reference.label or reference.first_author else Message("this reference")


def plain(document: Document, reference: Reference) -> list[Identifier]:
    """The identifiers that readers see as text of an entry, repeated ones as well.

    Not those in the target or the text of a link, nor one in a publisher's address, which carries it and states none.
    """
    text, start = document.excerpt(reference.span), reference.span.start
    if reference.source not in ("list", "footnote") or "<!--" in text or "`" in text:
        return []
    moved = (
        each._replace(
            span=Span(start + each.span.start, start + each.span.end),
            frame=Span(start + each.frame.start, start + each.frame.end),
        )
        for each in identifiers.find(text)
        if not each.url
    )
    return [each for each in moved if _stands_alone(document, each.frame)]


def _stands_alone(document: Document, frame: Span) -> bool:
    before, behind = document.text[: frame.start][-1:], document.text[frame.end :][:1]
    return before.isspace() and (not behind or behind.isspace() or behind in ".;,")


def _row(document: Document, stated: Sequence[Identifier], identifier: Identifier) -> list[Identifier]:
    """The row of identifiers, only marks and blanks between them, in which one stands; none if it is not stated."""
    rows: list[list[Identifier]] = []
    for each in sorted(stated, key=lambda each: each.frame):
        if rows and not document.text[rows[-1][-1].frame.end : each.frame.start].strip(".;, \t\r\n"):
            rows[-1].append(each)
        else:
            rows.append([each])
    return next((row for row in rows if any(each.frame == identifier.frame for each in row)), [])


def removal(
    document: Document, reference: Reference, identifier: Identifier, kept: Sequence[Identifier]
) -> Edit | None:
    """The edit that takes an identifier away with its label and one of the marks beside it.

    None where that would leave half a sentence or half a link: it must be plain text in one row of identifiers with one
    of those that are `kept`, behind a full stop, a semicolon, a comma or another identifier, and in front of such a
    mark, of another identifier or of the end. "PMID 1 found no use. PMID 9 found benefit; PMID 1 found harm" tells what
    each of two papers found: without the last the harm would be the other one's.
    """
    stated = plain(document, reference)
    row = _row(document, stated, identifier)
    if not any(each.frame == other.frame for each in row for other in kept):
        return None
    frame, start = identifier.frame, max(reference.span.start, identifier.frame.start - _MOST)
    if not identifier.raw and (blanks := re.compile(r"[ \t]{1,80}(?=[.;,])").match(document.text, frame.end)):
        frame = Span(frame.start, blanks.end())  # "doi: ." is a label, a blank and the full stop
    before = _BEFORE.search(document.text, start, frame.start)
    behind = _BEHIND.match(document.text[frame.end : reference.span.end])
    if before is None or behind is None or before.start() <= start:
        return None
    if not before["mark"] and all(each.frame.end != before.start() for each in stated):
        return None
    next_one = frame.end + len(behind[0])
    if not (behind["mark"] or behind["end"] is not None or any(each.frame.start == next_one for each in row)):
        return None
    is_last = behind["end"] is not None
    if behind["mark"] or (is_last and before["mark"] in (";", ",")):
        return Edit(Span(before.start("mark"), frame.end), "")
    return Edit(Span(before.start("space"), frame.end), "")
