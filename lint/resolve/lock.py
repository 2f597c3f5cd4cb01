"""The lock file `references.lock`: what the registries, or an author by hand, said of every reference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from lint.records import Absent, Found, Record, Resolution, Unverified
from lint.references.model import Identifier, Reference
from lint.resolve.matching.compare import compare
from lint.resolve.verdict import ResolvedReference

SCHEMA = 1
BY_HAND = "entered by hand, not fetched"
EDITED = "edited by hand since it was fetched"
NOT_LOCKED = "not in references.lock"
UNCONFIRMED = "not confirmed"
_DOI_REGISTRIES = frozenset(("crossref", "datacite", "doi.org"))
_PMID_REGISTRIES = frozenset(("pubmed",))


class LockError(Exception):
    """The lock cannot be used; the message says why, `offset` is the place in its text."""

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.offset = offset


class Entry(NamedTuple):
    """What the lock holds of one work. `sources` is empty when it was entered by hand.

    `absent` is the registry's own word that the identifier of the key does not exist; then there is no record.
    `no_doi` and `no_pmid` are its word that the work has none. `edited` tells that it names registries as its
    sources, but its digest is not that of an answer of theirs: it was changed, or typed, by hand. `elsewhere` names
    the agency that registered the DOI of the key, when it is one whose records are not read.
    """

    sources: tuple[str, ...] = ()
    checked: str = ""
    record: Record | None = None
    absent: str = ""
    no_doi: str = ""
    no_pmid: str = ""
    edited: bool = False
    elsewhere: str = ""

    @property
    def by_hand(self) -> str:
        """Why no registry answers for it, in words; empty when one does."""
        return EDITED if self.edited else "" if self.sources else BY_HAND

    def answers_for(self, kind: str) -> bool:
        """Whether a registry of such identifiers has answered: PubMed knows PMIDs, and repeats DOIs on hearsay."""
        asked = _PMID_REGISTRIES if kind == "pmid" else _DOI_REGISTRIES
        return not self.by_hand and not asked.isdisjoint(self.sources)

    @property
    def resolution(self) -> Resolution:
        """The answer that the entry gives to "does it exist?"."""
        if self.by_hand:
            return Unverified(self.by_hand, self.record)
        if self.elsewhere:
            return Unverified(f"registered at {self.elsewhere}, whose records medlint does not read")
        if self.record is None:
            return Absent(self.absent, self.sources, self.checked)
        return Found(self.record, self.sources, self.checked, self.no_doi, self.no_pmid)


class _Known(NamedTuple):
    entries: Mapping[str, Entry] = MappingProxyType({})
    failures: Mapping[str, str] = MappingProxyType({})
    suggestions: Mapping[str, Record | None] = MappingProxyType({})
    incomplete: frozenset[str] = frozenset()


class Lock(_Known):
    """What is known of works: the entries by key, `doi:<doi in lower case>`, or `pmid:<number>` without a DOI.

    A run adds what it asked for: `failures` say by key why no registry answered for an identifier, and `suggestions`
    name by the text of a reference without identifiers a work that it may be (None: looked for, and none found).
    `incomplete` are the keys of works whose abstract was wanted and could not be fetched.
    """

    @cached_property
    def _keys(self) -> Mapping[str, str]:
        """Under which key a DOI or PMID stands that a record names besides its key (other PMIDs, an alias's DOI)."""
        keys: dict[str, str] = {}
        # What a registry says of an identifier comes before what a hand wrote under another one.
        for key, entry in sorted(self.entries.items(), key=lambda item: bool(item[1].by_hand)):
            if entry.record is not None:
                for pmid in entry.record.pmids:
                    keys.setdefault(f"pmid:{pmid}", key)
                if entry.record.doi:
                    keys.setdefault(f"doi:{entry.record.doi}", key)
        return keys

    def resolve(self, reference: Reference) -> ResolvedReference:
        """What is known of each identifier of a reference."""
        doi = self.entry(reference.doi)
        pmid = self.entry(reference.pmid)
        # Two entries may claim one PMID (a version, a reprint): the one that the DOI names answers for both, unless
        # it was typed by hand and a registry has answered for the other.
        if doi and doi.record and reference.pmid and reference.pmid.value in doi.record.pmids:
            pmid = pmid if pmid and not pmid.by_hand and doi.by_hand else doi
        return ResolvedReference(
            reference,
            self._answer(reference.doi, doi),
            self._answer(reference.pmid, pmid),
            self.suggestions.get(reference.text) or self._described_by(reference),
        )

    @cached_property
    def _by_year(self) -> Mapping[int, list[Record]]:
        found: defaultdict[int, list[Record]] = defaultdict(list)
        for entry in self.entries.values():
            if entry.record is not None and entry.record.year and entry.record.authors and entry.record.title:
                found[entry.record.year].append(entry.record)
        return found

    def _described_by(self, reference: Reference) -> Record | None:
        """The one work of the lock whose title, first author and year an entry without identifiers gives."""
        if reference.identifiers or not (reference.first_author and reference.year):
            return None
        first = reference.first_author.casefold()
        found = [
            record
            for record in self._by_year.get(reference.year, ())
            if first in record.authors[0].casefold()
            and (compared := compare(reference.text, record)).described
            and not any(each.field in ("paper", "title") or each.kind == "first" for each in compared.differences)
        ]
        return found[0] if len(found) == 1 else None

    def keys_of(self, reference: Reference) -> set[str]:
        """The keys of the entries that say something of a reference."""
        keys = {key for each in (reference.doi, reference.pmid) if each is not None for key in _readings(each)}
        return (keys | {self._keys.get(key, key) for key in keys}) & self.entries.keys()

    def entry(self, identifier: Identifier | None) -> Entry | None:
        """The entry of the work that an identifier names."""
        if identifier is None:
            return None
        entries = [self.entry_at(key) for key in _readings(identifier)]
        # Another reading of what is written counts when it leads to a work and the first one does not.
        return next((entry for entry in entries if entry is not None and entry.record is not None), entries[0])

    def entry_at(self, key: str) -> Entry | None:
        """The entry of the work that a key names, be it under another one."""
        return self.entries.get(key) or self.entries.get(self._keys.get(key, ""))

    def _answer(self, identifier: Identifier | None, entry: Entry | None) -> Resolution | None:
        if identifier is None:
            return None
        resolution = self._resolution(identifier, entry)
        if identifier.kind == "short-doi" and not isinstance(resolution, Found):
            return Unverified("a short DOI, which the registries do not list")
        # What does not exist as typed was typed wrongly; only the syntax is certain.
        if identifier.problem and not (isinstance(resolution, Found) or (entry and entry.record)):
            return Unverified("not well formed")
        return resolution

    def _resolution(self, identifier: Identifier, entry: Entry | None) -> Resolution:
        failure = self.failures.get(key_of(identifier), "")
        if entry is None:
            return Unverified(UNCONFIRMED if failure else NOT_LOCKED, cause=failure)
        if entry.by_hand:
            return Unverified(entry.by_hand, entry.record, failure)
        if not entry.answers_for(identifier.kind):
            return Unverified(UNCONFIRMED, cause=failure or _UNASKED.get(identifier.kind, ""))
        if entry.absent and failure:
            return Unverified(UNCONFIRMED, cause=failure)  # asked again, since it was old, and nobody answered
        return entry.resolution


_UNASKED = {"doi": "no registry of DOIs has answered yet", "pmid": "PubMed has not answered yet"}


def _readings(identifier: Identifier) -> Iterator[str]:
    """The keys of an identifier as it is read first, and of its other readings."""
    yield key_of(identifier)
    yield from (f"{identifier.kind}:{value}" for value in identifier.alternatives)


def key_of(identifier: Identifier) -> str:
    """The key under which a lock would hold an identifier."""
    return f"{identifier.kind}:{identifier.value}"
