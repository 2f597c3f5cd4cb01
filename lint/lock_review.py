"""What a change did to the lock, asked of the registries again: a lock that a pull request brings proves nothing.

The lock of the base branch decides. Entries that the head adds or changes are looked up anew, for once they are merged
they are believed. A forged one, a dropped retraction, a PMID of another paper is an error; what no registry confirmed
in this run is a warning, and leaves the run unverified; what no article cites cannot be looked up, and has no business
in the lock yet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from lint.finding import Hit
from lint.records import Record
from lint.references.model import Reference
from lint.resolve.joining import joined
from lint.resolve.lock import Entry, Lock
from lint.resolve.resolver import Terms, resolve
from lint.rule import unread
from lint.spans import Span

_REMEDY = "Ask the registries again and commit what they say: medlint lock --refresh"


class Reviewed(NamedTuple):
    """All that is known after a review, and what it found in the text of the head's lock.

    An error among the hits is an entry that is false, or that nothing cites; a warning one that nobody confirmed.
    """

    answers: Lock
    hits: tuple[Hit, ...]


def review(
    references: Sequence[Reference], base: Lock, head: Lock, text: str, terms: Terms, *, whole: bool = True
) -> Reviewed:
    """Seek answers for the references without believing the head's lock, and compare it with them.

    `text` is the head's lock as it lies on disk; `whole` tells that the references are those of all
    articles. An entry that was typed by hand verifies nothing and is passed by.
    """
    new = {key: entry for key, entry in head.entries.items() if not entry.by_hand and not _same(entry, base, key)}
    # What the head changed is asked for even where the base's answer is young: the two contradict each other.
    trusted = Lock(MappingProxyType({key: entry for key, entry in base.entries.items() if key not in new}))
    asked = resolve(references, trusted, terms)
    learned = {key: entry for key, entry in asked.entries.items() if entry != trusted.entries.get(key)}
    answers = Lock(joined(base.entries, learned), asked.failures, asked.suggestions, asked.incomplete)
    cited = {key for reference in references for key in head.keys_of(reference)}
    return Reviewed(answers, tuple(_hits(new, cited, asked, text, whole=whole)))


def _same(entry: Entry, base: Lock, key: str) -> bool:
    """Whether the base says the same of a work; that it was told at another time is no news."""
    before = base.entries.get(key)
    return before is not None and before._replace(checked="") == entry._replace(checked="")


def _hits(new: Mapping[str, Entry], cited: Collection[str], asked: Lock, text: str, *, whole: bool) -> Iterator[Hit]:
    import json

    for key, entry in sorted(new.items()):
        written = json.dumps(key, ensure_ascii=False)
        place = max(text.find(written), 0)
        span = Span(place, place + len(written) if place else 0)
        told = asked.entry_at(key)
        name = key.replace(":", " ", 1).upper() if key.startswith("pmid:") else key.replace("doi:", "DOI ", 1)
        if key not in cited:
            message = (
                f"The new entry {name} of the lock is cited by no article that was checked, so nobody verified it."
            )
            yield unread(
                span, message, "Drop it, it comes with the article that cites it: medlint lock --prune", "error", "lock"
            )
        elif told is None or told.by_hand or not _covers(told, entry, key):
            why = asked.failures.get(key) or "no registry was asked"
            message = f"The new entry {name} of the lock could not be verified again: {why}."
            yield unread(span, message, "Check again when the registries answer.", cause="lock")
        elif difference := _difference(entry, told):
            message = f"The new entry {name} of the lock is not what the registries say: {difference}."
            yield unread(span, message, _REMEDY, "error", "lock")


def _covers(told: Entry, claimed: Entry, key: str) -> bool:
    """Whether every kind of registry that an entry claims to be from has answered in this run.

    For a "no" the one that could know the identifier is enough.
    """
    if told.record is None:
        return told.answers_for(key.partition(":")[0])
    return all(told.answers_for(kind) for kind in ("doi", "pmid") if claimed.answers_for(kind))


def _difference(claimed: Entry, told: Entry) -> str:
    """What an entry says that the registries do not, or keeps silent about; empty when they agree."""
    if claimed.record is None or told.record is None:
        if claimed.record is told.record:
            return ""
        return "they know no such paper" if told.record is None else "they know it"
    mine, theirs = _compared(claimed.record), _compared(told.record)
    for name, value in mine.items():
        if value != theirs[name]:
            return f"its {name} differ{'' if name in _PLURAL else 's'}"
    if claimed.no_doi and not told.no_doi:
        return "they do not say that it has no DOI"
    return "they do not say that it has no PMID" if claimed.no_pmid and not told.no_pmid else ""


_PLURAL = frozenset(("notices", "authors", "PMIDs", "pages", "other names"))


def _compared(record: Record) -> dict[str, object]:
    """What is compared, the weightiest first; not the numbers of abstracts, which `check` does not fetch."""
    return {
        "notices": frozenset((notice.kind, notice.identifier) for notice in record.notices),
        "title": record.title,
        "DOI": record.doi,
        "PMIDs": frozenset(record.pmids),
        "authors": record.authors,
        "journal": record.journal,
        "year": record.year,
        "volume": record.volume,
        "pages": record.pages,
        "type": record.type,
        "other names": (
            frozenset(record.other_titles), frozenset(record.other_journals), frozenset(record.other_years),
            frozenset(record.other_authors), frozenset(record.other_volumes), frozenset(record.other_pages),
        ),
    }  # fmt: skip
