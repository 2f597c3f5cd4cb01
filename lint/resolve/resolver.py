"""Who is asked about a reference, in which order: the lock, the user's cache, the registries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from lint.references.model import Reference
from lint.resolve.lock import Entry, Lock

if TYPE_CHECKING:
    from lint.resolve.cache import Cache
    from lint.resolve.registries.asked import Asked
    from lint.resolve.registries.transport import Transport

Progress = Callable[[int, int], None]
# What does not exist today may be registered tomorrow: a paper is often cited before its DOI works.
ABSENT_FOR = timedelta(days=1)


class Terms(NamedTuple):
    """On which terms answers are sought.

    `max_age` is how old one may be before it is asked for again; `refresh` asks for everything again, `numbers` asks
    for the quantities of the abstracts as well. `cache` and `transport` are made when they are needed first; None:
    they are not to be used.
    """

    now: datetime
    max_age: timedelta
    cache: Callable[[], Cache] | None = None
    transport: Callable[[], Transport] | None = None
    refresh: bool = False
    numbers: bool = False
    progress: Progress | None = None


def resolve(references: Iterable[Reference], lock: Lock, terms: Terms) -> Lock:
    """The lock with what else could be learned about the references.

    What is old and could not be asked again stays as it was answered then: a network that is down takes no knowledge
    away.
    """
    known = lock
    wanted = pending(references, known, terms)
    cache = terms.cache() if wanted and terms.cache else None
    # A cached answer may lack the numbers of the abstract, for `check` does not ask for them.
    if cache is not None and not terms.refresh and not terms.numbers:
        keys = {key for asked in wanted for key in _keys(asked)}
        found = {key: entry for key, entry in cache.entries(keys).items() if _is_fresh(entry, terms)}
        suggestions = cache.suggestions({asked.text for asked in wanted}, terms.now - terms.max_age)
        known = Lock(joined(known.entries, found), suggestions=suggestions)
        wanted = pending(references, known, terms)
    if wanted and terms.transport is not None:
        from lint.resolve.registries.lookup import look_up

        with closing(terms.transport()) as transport:
            answers = look_up(wanted, transport, terms.now, numbers=terms.numbers, progress=terms.progress)
        entries = joined(known.entries, answers.entries)
        if cache is not None:
            # Together with what was known: when PubMed is down, Crossref's word alone must not oust that of both.
            cache.keep({key: entry for key, entry in entries.items() if key in answers.entries})
            cache.keep_suggestions(answers.suggestions, terms.now)
        known = Lock(
            entries,
            MappingProxyType(dict(answers.failures)),
            MappingProxyType({**known.suggestions, **answers.suggestions}),
        )
    return known


def joined(old: Mapping[str, Entry], new: Mapping[str, Entry]) -> Mapping[str, Entry]:
    """The entries of both; an answer replaces an older one unless fewer registries stand behind it.

    A new answer for a work may come under another key (its DOI became known): then the old one goes.
    """
    entries = dict(old)
    for key, entry in new.items():
        before = entries.get(key)
        if before is None or before.by_hand or _outweighs(key, entry, before):
            entries[key] = _with_numbers(entry, before)
        else:
            entries[key] = _with_notices(before, entry)
        for other in _other_keys(key, entry):
            if other in entries and other not in new:
                del entries[other]
    return MappingProxyType(entries)


def _outweighs(key: str, entry: Entry, before: Entry) -> bool:
    """Whether a new answer stands on no fewer registries, or finds what did not exist: other registries say either."""
    found = before.record is None and entry.record is not None and entry.answers_for(key.partition(":")[0])
    return found or set(entry.sources) >= set(before.sources)


def _with_notices(before: Entry, entry: Entry) -> Entry:
    """The older answer of several registries, with the retraction that the one which answers now tells of."""
    if before.record is None or entry.record is None:
        return before
    kinds = {notice.kind for notice in before.record.notices}
    news = tuple(notice for notice in entry.record.notices if notice.kind not in kinds)
    return before._replace(record=before.record._replace(notices=(*before.record.notices, *news))) if news else before


def _with_numbers(entry: Entry, before: Entry | None) -> Entry:
    """An abstract that nobody could fetch this time says what it said the last time."""
    if before is None or before.by_hand or before.record is None or entry.record is None or entry.record.numbers:
        return entry
    return entry._replace(record=entry.record._replace(numbers=before.record.numbers))


def _other_keys(key: str, entry: Entry) -> Iterator[str]:
    """The keys by number that a work had before its DOI was known."""
    if key.startswith("doi:") and entry.record is not None and entry.answers_for("pmid"):
        yield from (f"pmid:{pmid}" for pmid in entry.record.pmids)


def _is_fresh(entry: Entry, terms: Terms) -> bool:
    """Whether a registry's answer is young enough."""
    if entry.by_hand:
        return False
    age = terms.now - datetime.strptime(entry.checked, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    return age <= (terms.max_age if entry.record is not None else min(ABSENT_FOR, terms.max_age))


def pending(references: Iterable[Reference], known: Lock, terms: Terms) -> Sequence[Asked]:
    """What is not known well enough, each once; nothing when nobody may be asked."""
    if terms.cache is None and terms.transport is None:
        return ()
    unsettled = [each for each in references if terms.refresh or not _is_settled(each, known, terms)]
    if not unsettled:
        return ()
    from lint.resolve.registries.asked import Asked

    wanted: dict[Asked, None] = {}
    for reference in unsettled:
        doi, pmid = (
            identifier.value if identifier is not None and identifier.is_meaningful else ""
            for identifier in (reference.doi, reference.pmid)
        )
        if doi or pmid or _is_citable(reference):
            wanted[Asked(doi, pmid, reference.text)] = None
    return tuple(wanted)


def _is_citable(reference: Reference) -> bool:
    """Whether a search could find a reference without identifiers: a web page has no author or no year."""
    return not reference.identifiers and bool(reference.first_author and reference.year)


def _is_settled(reference: Reference, known: Lock, terms: Terms) -> bool:
    """Whether nothing is left to ask about a reference."""
    identifiers = [each for each in (reference.doi, reference.pmid) if each is not None and each.is_meaningful]
    if not identifiers:
        return reference.text in known.suggestions
    entries = [(each, known.entry(each)) for each in identifiers]
    if not all(entry and entry.answers_for(each.kind) and _is_fresh(entry, terms) for each, entry in entries):
        return False
    (_, entry), *more = entries
    if more or entry is None or entry.record is None:
        return True
    # A reference with one of the two is owed the other, or a registry's word that there is none.
    return bool(entry.no_doi) or (entry.answers_for("doi") and entry.answers_for("pmid"))


def _keys(asked: Asked) -> Iterator[str]:
    if asked.doi:
        yield f"doi:{asked.doi}"
    if asked.pmid:
        yield f"pmid:{asked.pmid}"
