"""What is known of a reference, shown beside it: from the lock alone, so that it is there at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from lint.formats.markup import advice, doi_link, pmid_link, prose
from lint.lsp.analysis import Analysis
from lint.lsp.places import named_at
from lint.records import Notice, Record
from lint.references.model import Reference
from lint.resolve.lock import Lock
from lint.resolve.verdict import State, Verdict, verdict

_STATES: dict[State, str] = {
    "verified": "Verified",
    "mismatched": "Please check",
    "unknown": "Please check",
    "retracted": "RETRACTED",
    "concern": "Please check",
    "unverified": "Not verified",
    "no-identifier": "Nothing to look up",
}
_NOTICES = {
    "retraction": "retracted",
    "withdrawal": "withdrawn",
    "removal": "removed",
    "partial-retraction": "retracted in part",
    "concern": "expression of concern",
    "correction": "corrected",
    "erratum": "erratum",
}
_MOST_AUTHORS, _MOST_REFERENCES = 6, 5


def hover(analysis: Analysis, offset: int, now: datetime) -> dict[str, Any] | None:
    """What the lock says of the references that are cited, or stand, at an offset."""
    if analysis.article is None or analysis.project is None:
        return None
    named = named_at(analysis.article.bibliography, offset)
    if named is None or not named[1]:
        return None
    span, references = named
    lock = analysis.project.lock.lock
    shown = ["  \n".join(_lines(each, lock, now)) for each in references[:_MOST_REFERENCES]]
    if left := len(references) - _MOST_REFERENCES:
        shown += [f"and {left} more"] if left > 0 else []
    return {
        "contents": {"kind": "markdown", "value": "\n\n---\n\n".join(shown)},
        "range": analysis.buffer.lines.range(span),
    }


def _lines(reference: Reference, lock: Lock, now: datetime) -> Iterator[str]:
    judged = verdict(lock.resolve(reference))
    label = f"{prose(reference.label)}: " if reference.label else ""
    record = judged.record
    yield f"**{label}{prose(record.title if record and record.title else reference.text)}**"
    if record:
        yield from filter(None, (prose(_authors(record)), prose(_journal(record))))
        found = (
            record.doi and f"DOI {doi_link(record.doi)}",
            *(f"PMID {pmid_link(each)}" for each in record.pmids[:1]),
        )
        yield ", ".join(filter(None, found))
    yield f"**{_STATES[judged.state]}**" + (f": {prose(judged.reason)}" if judged.reason else "")
    yield from (prose(_notice(each)) for each in judged.notices)
    yield advice(_age(judged, now))


def _authors(record: Record) -> str:
    more = " et al." if len(record.authors) > _MOST_AUTHORS else ""
    return ", ".join(record.authors[:_MOST_AUTHORS]) + more


def _journal(record: Record) -> str:
    volume = record.volume + (f":{record.pages}" if record.pages else "")
    return ", ".join(filter(None, (record.journal, str(record.year or ""), volume)))


def _notice(notice: Notice) -> str:
    words = _NOTICES[notice.kind]
    on = f" on {notice.date}" if notice.date else ""
    return f"{words[:1].upper()}{words[1:]}{on}{f', see {notice.identifier}' if notice.identifier else ''}"


def _age(judged: Verdict, now: datetime) -> str:
    """How old the registries' answer is."""
    if judged.by_hand:
        return "Typed by hand into references.lock: no registry has confirmed it"
    if not judged.checked:
        return "No registry's answer is locked: `medlint lock` asks for it"
    days = (now.astimezone(UTC) - datetime.fromisoformat(judged.checked)).days
    ago = "today" if days <= 0 else "yesterday" if days == 1 else f"{days} days ago"
    return f"Locked {ago} ({judged.checked[:10]}), from {', '.join(judged.sources)}"
