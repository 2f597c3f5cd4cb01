"""What is known of a work when it was answered for more than once: by time, and never less than before.

A registry that did not answer takes nothing away; one that answers anew is believed. The one thing that a run must
not lose is bad news: a retraction that one registry told stays until that registry tells otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from lint.records import Notice
from lint.resolve.lock import Entry

_KINDS = ("doi", "pmid")


def joined(old: Mapping[str, Entry], new: Mapping[str, Entry]) -> Mapping[str, Entry]:
    """The entries of both, of which `new` were answered last.

    A new answer for a work may come under another key (its DOI became known): then the old one goes. A PMID that is
    now known as another work's, or as nobody's, is no longer that of an older entry.
    """
    entries = dict(old)
    for key, entry in new.items():
        entries[key] = of_two(entries[key], entry, key) if key in entries else entry
        for other in _other_keys(key, entry):
            if other in entries and other not in new:
                del entries[other]
    owners = _owners(new)
    return MappingProxyType({key: _without_others(entry, key, owners) for key, entry in entries.items()})


def recalled(lock: Mapping[str, Entry], cached: Mapping[str, Entry]) -> Mapping[str, Entry]:
    """The entries of a lock with those of a cache, whichever is the later; what the lock tells against a paper stays.

    The lock is read by many and may have been refreshed elsewhere: no cache of one user makes a retraction unsaid.
    """
    entries = dict(lock)
    for key, entry in cached.items():
        locked = entries.get(key)
        if locked is None or locked.by_hand:
            entries[key] = entry
            continue
        older, newer = sorted((locked, entry), key=lambda each: each.checked)
        both = of_two(older, newer, key)
        entries[key] = both if locked.record is None else _with_notices(both, locked.record.notices)
    return MappingProxyType(entries)


def of_two(older: Entry, newer: Entry, key: str) -> Entry:
    """One entry of two for a work: the newer, with what only the older could know."""
    if older.by_hand or newer.by_hand:
        return older if newer.by_hand and not older.by_hand else newer
    if older.record is None or newer.record is None:
        # That something does not exist is the word of every registry that could know it.
        return newer if newer.record is None or newer.answers_for(key.partition(":")[0]) else older
    pmids = tuple(dict.fromkeys((*newer.record.pmids, *older.record.pmids)))
    if any(older.answers_for(kind) and not newer.answers_for(kind) for kind in _KINDS):
        sources = tuple(dict.fromkeys((*older.sources, *newer.sources)))
        kept = older._replace(sources=sources, record=older.record._replace(pmids=pmids))
        return _consistent(_with_notices(kept, newer.record.notices))
    # An abstract that nobody could fetch this time says what it said the last time.
    numbers = newer.record.numbers or older.record.numbers
    return _consistent(newer._replace(record=newer.record._replace(pmids=pmids, numbers=numbers)))


def _consistent(entry: Entry) -> Entry:
    """No work has a PMID and none."""
    return entry._replace(no_pmid="") if entry.record is not None and entry.record.pmids else entry


def _with_notices(entry: Entry, notices: tuple[Notice, ...]) -> Entry:
    if entry.record is None:
        return entry
    told = {_identity(each) for each in entry.record.notices}
    news = tuple(each for each in notices if _identity(each) not in told)
    return entry._replace(record=entry.record._replace(notices=(*entry.record.notices, *news))) if news else entry


def _identity(notice: Notice) -> str:
    """What tells a notice from others: its identifier, or its kind as long as nothing else is known."""
    return notice.identifier or notice.kind


def _other_keys(key: str, entry: Entry) -> Iterator[str]:
    """The keys by number that a work had before its DOI was known."""
    if key.startswith("doi:") and entry.record is not None and entry.answers_for("pmid"):
        yield from (f"pmid:{pmid}" for pmid in entry.record.pmids)


def _owners(new: Mapping[str, Entry]) -> dict[str, set[str]]:
    """By PMID the keys of the works that it is now known to belong to."""
    owners: dict[str, set[str]] = {}
    for key, entry in new.items():
        kind, _, value = key.partition(":")
        pmids = entry.record.pmids if entry.record is not None and entry.answers_for("pmid") else ()
        for pmid in (*pmids, *((value,) if kind == "pmid" else ())):
            owners.setdefault(pmid, set()).add(key)
    return owners


def _without_others(entry: Entry, key: str, owners: Mapping[str, set[str]]) -> Entry:
    """An entry without the PMIDs that belong to other works."""
    record = entry.record
    if record is None or entry.by_hand:
        return entry
    pmids = tuple(pmid for pmid in record.pmids if key in owners.get(pmid, (key,)))
    return entry if pmids == record.pmids else entry._replace(record=record._replace(pmids=pmids))
