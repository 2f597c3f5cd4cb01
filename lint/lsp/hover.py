"""What is known of a reference, shown beside it: from the lock alone, so that it is there at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from lint.formats.markup import advice, doi_link, pmid_link, prose
from lint.lsp.analysis import Analysis
from lint.lsp.places import named_at
from lint.message import Message
from lint.records import Notice, Record
from lint.references.model import Reference
from lint.resolve.lock import Lock
from lint.resolve.verdict import State, Verdict, verdict
from lint.translation import Catalog, translated

_STATES: dict[State, Message] = {
    "verified": Message("Verified"),
    "mismatched": Message("Please check"),
    "unknown": Message("Please check"),
    "retracted": Message("RETRACTED"),
    "concern": Message("Please check"),
    "unverified": Message("Not verified"),
    "no-identifier": Message("Nothing to look up"),
}
_NOTICES = {
    "retraction": Message("Retracted"),
    "withdrawal": Message("Withdrawn"),
    "removal": Message("Removed"),
    "partial-retraction": Message("Retracted in part"),
    "concern": Message("Expression of concern"),
    "correction": Message("Corrected"),
    "erratum": Message("Erratum"),
}
_MOST_AUTHORS, _MOST_REFERENCES = 6, 5


def hover(analysis: Analysis, offset: int, now: datetime, catalog: Catalog | None = None) -> dict[str, Any] | None:
    """What the lock says of the references that are cited, or stand, at an offset, in the language of a catalog."""
    if analysis.article is None or analysis.project is None:
        return None
    named = named_at(analysis.article.bibliography, offset)
    if named is None or not named[1]:
        return None
    span, references = named
    lock = analysis.project.lock.lock
    shown = ["  \n".join(_lines(each, lock, now, catalog)) for each in references[:_MOST_REFERENCES]]
    if (left := len(references) - _MOST_REFERENCES) > 0:
        shown.append(translated(Message("and {count} more", count=left), catalog))
    return {
        "contents": {"kind": "markdown", "value": "\n\n---\n\n".join(shown)},
        "range": analysis.buffer.lines.range(span),
    }


def _lines(reference: Reference, lock: Lock, now: datetime, catalog: Catalog | None) -> Iterator[str]:
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
    state, reason = (translated(each, catalog) for each in (_STATES[judged.state], judged.reason))
    yield f"**{state}**" + (f": {prose(reason)}" if reason else "")
    yield from (prose(translated(_notice(each), catalog)) for each in judged.notices)
    yield advice(translated(_age(judged, now), catalog))


def _authors(record: Record) -> str:
    more = " et al." if len(record.authors) > _MOST_AUTHORS else ""
    return ", ".join(record.authors[:_MOST_AUTHORS]) + more


def _journal(record: Record) -> str:
    volume = record.volume + (f":{record.pages}" if record.pages else "")
    return ", ".join(filter(None, (record.journal, str(record.year or ""), volume)))


def _notice(notice: Notice) -> Message:
    told = _NOTICES[notice.kind]
    if notice.date:
        told = Message("{notice} on {date}", notice=told, date=notice.date)
    if notice.identifier:
        told = Message("{notice}, see {identifier}", notice=told, identifier=notice.identifier)
    return told


def _age(judged: Verdict, now: datetime) -> Message:
    """How old the registries' answer is."""
    if judged.by_hand:
        return Message("Typed by hand into references.lock: no registry has confirmed it")
    if not judged.checked:
        return Message("No registry's answer is locked: `medlint lock` asks for it")
    days = (now.astimezone(UTC) - datetime.fromisoformat(judged.checked)).days
    day, sources = judged.checked[:10], ", ".join(judged.sources)
    if days <= 0:
        return Message("Locked today ({day}), from {sources}", day=day, sources=sources)
    if days == 1:
        return Message("Locked yesterday ({day}), from {sources}", day=day, sources=sources)
    return Message("Locked {days} days ago ({day}), from {sources}", days=days, day=day, sources=sources)
