"""Who is asked about a reference, in which order: the lock, the user's cache, the registries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from lint.references.model import Identifier, Reference
from lint.resolve.joining import joined, recalled
from lint.resolve.lock import Entry, Lock

if TYPE_CHECKING:
    from lint.resolve.cache import Cache
    from lint.resolve.registries.asked import Asked, Progress
    from lint.resolve.registries.lookup import Answers
    from lint.resolve.registries.transport import Transport

# What does not exist today may be registered tomorrow: a paper is often cited before its DOI works.
ABSENT_FOR = timedelta(days=1)
_CLOCKS_DIFFER = timedelta(hours=1)


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


def resolve(references: Sequence[Reference], lock: Lock, terms: Terms) -> Lock:
    """The lock with what else could be learned about the references.

    What is old and could not be asked again stays as it was answered then: a network that is down takes no knowledge
    away.
    """
    wanted = pending(references, lock, terms)
    if not wanted:
        return lock
    cache = terms.cache() if terms.cache else None
    cached: Mapping[str, Entry] = {}
    known = lock
    if cache is not None and not terms.refresh:
        # A cached answer may lack the numbers of the abstract, for `check` does not ask for them.
        if not terms.numbers:
            found = cache.entries({key for asked in wanted for key in asked.keys})
            cached = {key: entry for key, entry in found.items() if is_fresh(entry, terms)}
        suggestions = cache.suggestions({asked.text for asked in wanted}, terms.now - terms.max_age)
        known = Lock(recalled(known.entries, cached), known.failures, suggestions)
        wanted = pending(references, known, terms)
    if not wanted or terms.transport is None:
        return known
    with closing(terms.transport()) as transport:
        answers = _looked_up(wanted, transport, terms)
        known = _with(known, answers)
        # Where a DOI ends is not always sure: what does not exist as it was read first may as it can be read, too.
        if others := pending(references, known, terms._replace(refresh=False), readings=True):
            answers = _looked_up(others, transport, terms, before=answers)
            known = _with(known, answers)
    if cache is not None:
        # Together with what was cached, and with nothing else: a lock that somebody made up answers for itself alone.
        entries = joined(cached, answers.entries)
        cache.keep({key: entry for key, entry in entries.items() if key in answers.entries})
        cache.keep_suggestions(answers.suggestions, terms.now)
    return known


def _looked_up(wanted: Sequence[Asked], transport: Transport, terms: Terms, before: Answers | None = None) -> Answers:
    """What the registries say, together with what they said before. A defect of the look-up costs the look-up alone."""
    from lint.resolve.registries.lookup import Answers, look_up

    try:
        answers = look_up(wanted, transport, terms.now, numbers=terms.numbers, progress=terms.progress)
    except Exception as error:
        reason = f"medlint failed on the look-up, please report it: {type(error).__name__}"
        answers = Answers({}, {key: reason for asked in wanted for key in asked.keys}, {})
    if before is None:
        return answers
    return Answers(
        {**before.entries, **answers.entries},
        {**before.failures, **answers.failures},
        {**before.suggestions, **answers.suggestions},
        before.incomplete | answers.incomplete,
    )


def _with(known: Lock, answers: Answers) -> Lock:
    return Lock(
        joined(known.entries, answers.entries),
        MappingProxyType({**known.failures, **answers.failures}),
        MappingProxyType({**known.suggestions, **answers.suggestions}),
        known.incomplete | answers.incomplete,
    )


def is_fresh(entry: Entry, terms: Terms) -> bool:
    """Whether a registry's answer is young enough; an answer of tomorrow is none (a clock that was wrong, a hand)."""
    if entry.by_hand:
        return False
    age = terms.now - datetime.fromisoformat(entry.checked)
    return -_CLOCKS_DIFFER <= age <= (min(ABSENT_FOR, terms.max_age) if entry.absent else terms.max_age)


def pending(references: Iterable[Reference], known: Lock, terms: Terms, *, readings: bool = False) -> Sequence[Asked]:
    """What is not known well enough, each once; nothing when nobody may be asked.

    With `readings` only the other readings of DOIs that do not exist as they were read first.
    """
    if terms.cache is None and terms.transport is None:
        return ()
    unsettled = [each for each in references if terms.refresh or not _is_settled(each, known, terms)]
    if not unsettled:
        return ()
    from lint.resolve.registries.asked import Asked

    wanted: dict[Asked, None] = {}
    for reference in unsettled:
        doi, pmid = _reading(reference.doi, known), _reading(reference.pmid, known)
        if readings and (reference.doi is None or doi == reference.doi.value):
            continue
        if doi or pmid or _is_citable(reference):
            wanted[Asked(doi, pmid, reference.text)] = None
    return tuple(wanted)


def _reading(identifier: Identifier | None, known: Lock) -> str:
    """The value to ask for: the first reading, or the next when nobody knows the first; empty when there is none."""
    if identifier is None or not identifier.is_meaningful:
        return ""
    for value in (identifier.value, *identifier.alternatives):
        entry = known.entry_at(f"{identifier.kind}:{value}")
        if entry is None or not entry.absent:
            return value
    return identifier.value


def _is_citable(reference: Reference) -> bool:
    """Whether a search could find a reference without identifiers: a web page has no author or no year."""
    return not reference.identifiers and bool(reference.first_author and reference.year)


def _is_settled(reference: Reference, known: Lock, terms: Terms) -> bool:
    """Whether nothing is left to ask about a reference."""
    identifiers = [each for each in (reference.doi, reference.pmid) if each is not None and each.is_meaningful]
    if not identifiers:
        return reference.text in known.suggestions
    entries = [(each, known.entry(each)) for each in identifiers]
    if not all(entry and entry.answers_for(each.kind) and is_fresh(entry, terms) for each, entry in entries):
        return False
    if any(entry and entry.absent and _reading(each, known) != each.value for each, entry in entries):
        return False
    (_, entry), *more = entries
    if more or entry is None or entry.record is None:
        return True
    # A reference with one of the two is owed the other, or a registry's word that there is none.
    searched = bool(entry.no_doi) or reference.text in known.suggestions
    return searched or (entry.answers_for("doi") and entry.answers_for("pmid"))
