"""How a lock is written down: JSON, read strictly, with errors that name the entry, the key and the line.

An entry that registries answered for carries a digest of all it says. It keeps nobody from forging one; it tells an
entry that somebody touched by hand from one that `medlint lock` wrote.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, NoReturn

from lint import strict_json
from lint.records import Notice, NoticeKind, Record
from lint.references.model import is_form
from lint.resolve.lock import SCHEMA, Entry, Lock, LockError
from lint.strict_json import JsonFault

_MANUAL = "manual"
_NOTICES: dict[str, NoticeKind] = {
    "retraction": "retraction",
    "withdrawal": "withdrawal",
    "removal": "removal",
    "partial-retraction": "partial-retraction",
    "concern": "concern",
    "correction": "correction",
    "erratum": "erratum",
}
# Who may answer for a work: anything else in a lock would verify a reference by its mere word.
REGISTRIES = frozenset(("crossref", "datacite", "doi.org", "pubmed"))
_ENTRY_KEYS = ("absent", "checked", "digest", "elsewhere", "record", "source", "sources", "without")
_DIGEST_LENGTH = 16


def parse(text: str) -> Lock:
    """The lock in a text.

    Raises:
        LockError: it is not a lock; one sentence says what is wrong, and where.
    """
    return Lock(MappingProxyType(entries(load(text), text)))


def load(text: str) -> object:
    """The JSON value of a text; a key that is named twice is an error, not the last one's victory.

    Raises:
        LockError: it is not JSON.
    """
    try:
        return strict_json.load(text, "`medlint lock` resolves it")
    except JsonFault as error:
        raise LockError(str(error), error.offset) from error


def entries(data: object, text: str) -> dict[str, Entry]:
    """The entries of a loaded lock.

    Raises:
        LockError: a key or value is not what a lock holds.
    """
    if not isinstance(data, dict):
        raise LockError("it is not a JSON object")
    for key in data:
        if key not in ("schema", "references"):
            raise LockError(f'unknown key "{key}"{_nearest(key, ("schema", "references"))}', _place(text, key))
    if type(data.get("schema")) is not int or data["schema"] != SCHEMA:
        raise LockError(
            f'"schema" is {json.dumps(data.get("schema"))}, this version reads {SCHEMA}', _place(text, "schema")
        )
    references = data.get("references")
    if not isinstance(references, dict):
        raise LockError('"references" is not an object', _place(text, "references"))
    return {key: _Reader(text, key).entry(value) for key, value in references.items()}


def digest(key: str, written: Mapping[str, object]) -> str:
    """The digest of an entry as it is written under its key, its own digest left out of account."""
    from hashlib import sha256  # a lock of entries typed by hand has no digests: its import would be for nothing

    said = {name: value for name, value in written.items() if name != "digest"}
    canonical = json.dumps([key, said], ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode("ascii")).hexdigest()[:_DIGEST_LENGTH]


def written(key: str, entry: Entry) -> dict[str, object]:
    """An entry as JSON: empty fields left out, the digest of what registries answered put in."""
    data: dict[str, object] = {"checked": entry.checked} if entry.checked else {}
    if entry.record is not None:
        record = _filled(entry.record)
        if notices := entry.record.notices:
            record["notices"] = [_filled(notice) for notice in notices]
        data["record"] = record
    elif entry.elsewhere:
        data["elsewhere"] = entry.elsewhere
    else:
        data["absent"] = {key.partition(":")[0]: entry.absent}
    if without := {kind: said for kind, said in (("doi", entry.no_doi), ("pmid", entry.no_pmid)) if said}:
        data["without"] = without
    if not entry.sources:
        return {**data, "source": _MANUAL}
    data["sources"] = list(entry.sources)
    # An entry that was touched stays so: a new digest would make the registries answer for what a hand wrote.
    return data if entry.edited else {**data, "digest": digest(key, data)}


def _filled(value: Record | Notice) -> dict[str, Any]:
    return {name: each for name, each in value._asdict().items() if each not in ("", (), None)}


def dump(entries: Mapping[str, Entry]) -> str:
    """The text of a lock with these entries, sorted, one line a value: two branches that add different works merge."""
    data = {"references": {key: written(key, entry) for key, entry in entries.items()}, "schema": SCHEMA}
    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def seal(text: str) -> str:
    """A lock's text with the digests that `medlint lock` would write: for examples and tests, which invent answers.

    Raises:
        LockError: it is not a lock.
    """
    data = load(text)
    parsed = entries(data, text)
    return dump({key: entry._replace(edited=False) for key, entry in parsed.items()})


def _place(text: str, key: str) -> int:
    return max(text.find(json.dumps(key, ensure_ascii=False)), 0)


def _nearest(key: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(key, known, 1)
    return f', did you mean "{close[0]}"?' if close else ""


class _Reader:
    """Reads one entry; every error names its key and its line."""

    def __init__(self, text: str, key: str) -> None:
        self._key = key
        self._text = text

    def _fail(self, what: str) -> NoReturn:
        at = _place(self._text, self._key)
        line = self._text.count("\n", 0, at) + 1
        raise LockError(f'entry "{self._key}" (line {line}): {what}', at)

    def entry(self, value: object) -> Entry:
        """The entry of a JSON object."""
        kind, _, identifier = self._key.partition(":")
        if not self._is_key(kind, identifier):
            self._fail('a key is "doi:" with a DOI in lower case, or "pmid:" with the number')
        data = self._object(value, "it", _ENTRY_KEYS)
        sources = self._sources(data)
        checked = self._string(data, "checked")
        if not _is_time(checked) and (checked or sources):
            self._fail('"checked" is not a time like 2026-11-24T00:00:00Z')
        if len(data.keys() & {"record", "absent", "elsewhere"}) != 1:
            self._fail('it holds either a "record" or "absent"')
        edited = bool(sources) and self._string(data, "digest") != digest(self._key, data)
        evidence = self._evidence(data, "without")
        absent = self._evidence(data, "absent")
        if not sources and (evidence or absent):
            self._fail(f'"{"absent" if absent else "without"}" is a registry\'s answer, which nobody can enter by hand')
        if absent and (set(absent) != {kind} or evidence):
            self._fail(f'"absent" names "{kind}" and nothing else, for that is what the key asks about')
        if absent:
            return Entry(sources, checked, absent=absent[kind], edited=edited)
        if "elsewhere" in data:
            agency = self._string(data, "elsewhere")
            if not agency or not sources or kind != "doi" or evidence:
                self._fail('"elsewhere" is not the agency at which a DOI is registered')
            return Entry(sources, checked, edited=edited, elsewhere=agency)
        record = self._record(data["record"], kind, identifier, by_hand=not sources)
        for name, has in (("doi", record.doi), ("pmid", record.pmids)):
            if name in evidence and has:
                self._fail(f'"without" says that there is no {name.upper()}, yet the record holds one')
        return Entry(sources, checked, record, "", evidence.get("doi", ""), evidence.get("pmid", ""), edited)

    @staticmethod
    def _is_key(kind: str, identifier: str) -> bool:
        return is_form(kind, identifier) and identifier == identifier.lower()

    def _sources(self, data: dict[str, Any]) -> tuple[str, ...]:
        if ("source" in data) == ("sources" in data):
            self._fail('it holds either "source": "manual" or "sources" with the registries\' names')
        if "source" in data:
            if data["source"] != _MANUAL:
                self._fail('"source" is not "manual"; the names of registries stand in "sources"')
            return ()
        sources = self._strings(data, "sources")
        if not sources or not REGISTRIES.issuperset(sources):
            self._fail(f'"sources" names no registry; they are {", ".join(sorted(REGISTRIES))}')
        return sources

    def _evidence(self, data: dict[str, Any], key: str) -> dict[str, str]:
        if key not in data:
            return {}
        evidence = self._object(data[key], f'"{key}"', ("doi", "pmid"))
        if not evidence or not all(isinstance(each, str) and each for each in evidence.values()):
            self._fail(f'"{key}" does not say in words what the registry answered')
        return evidence

    def _record(self, value: object, kind: str, identifier: str, *, by_hand: bool) -> Record:
        data = self._object(value, '"record"', Record._fields)
        doi, pmids = self._string(data, "doi").lower(), self._strings(data, "pmids")
        if kind == "doi":
            # Registries answer an alias with the DOI that it stands for; a hand has no such excuse.
            if by_hand and doi and doi != identifier:
                self._fail(f'the record\'s "doi" is {doi}, which is not the key')
            doi = doi or identifier
        elif not pmids:
            pmids = (identifier,)
        elif identifier not in pmids:
            self._fail('the record\'s "pmids" do not hold the number of the key')
        for pmid in pmids:
            if not self._is_key("pmid", pmid):
                self._fail(f'"{pmid}" in "pmids" is not a PMID')
        if not self._string(data, "title"):
            self._fail('the record has no "title"')
        return Record(
            title=self._string(data, "title"),
            authors=self._strings(data, "authors"),
            journal=self._string(data, "journal"),
            year=self._year(data, "year"),
            volume=self._string(data, "volume"),
            issue=self._string(data, "issue"),
            pages=self._string(data, "pages"),
            doi=doi,
            pmids=pmids,
            type=self._string(data, "type"),
            notices=self._notices(data, "notices"),
            other_titles=self._strings(data, "other_titles"),
            other_journals=self._strings(data, "other_journals"),
            other_years=self._years(data, "other_years"),
            other_authors=self._lists(data, "other_authors"),
            other_volumes=self._strings(data, "other_volumes"),
            other_pages=self._strings(data, "other_pages"),
            numbers=self._strings(data, "numbers"),
        )

    def _object(self, value: object, what: str, known: tuple[str, ...]) -> dict[str, Any]:
        if not isinstance(value, dict):
            self._fail(f"{what} is not an object")
        for key in value:
            if key not in known:
                self._fail(f'unknown key "{key}"{_nearest(key, known)}')
        return value

    def _string(self, data: dict[str, Any], key: str) -> str:
        value = data.get(key, "")
        if not isinstance(value, str):
            self._fail(f'"{key}" is not a text')
        return value

    def _strings(self, data: dict[str, Any], key: str) -> tuple[str, ...]:
        value = data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self._fail(f'"{key}" is not a list of texts')
        return tuple(value)

    def _lists(self, data: dict[str, Any], key: str) -> tuple[tuple[str, ...], ...]:
        value = data.get(key, [])
        if not isinstance(value, list):
            self._fail(f'"{key}" is not a list of lists of texts')
        return tuple(self._strings({key: each}, key) for each in value)

    def _year(self, data: dict[str, Any], key: str) -> int | None:
        value = data.get(key)
        if value is not None and not _is_year(value):
            self._fail(f'"{key}" is not a year')
        return value

    def _years(self, data: dict[str, Any], key: str) -> tuple[int, ...]:
        value = data.get(key, [])
        if not isinstance(value, list) or not all(_is_year(each) for each in value):
            self._fail(f'"{key}" is not a list of years')
        return tuple(value)

    def _notices(self, data: dict[str, Any], key: str) -> tuple[Notice, ...]:
        value = data.get(key, [])
        if not isinstance(value, list):
            self._fail(f'"{key}" is not a list')
        return tuple(self._each_notice(value))

    def _each_notice(self, notices: list[object]) -> Iterator[Notice]:
        for each in notices:
            notice = self._object(each, "a notice", Notice._fields)
            kind = _NOTICES.get(self._string(notice, "kind"))
            if kind is None:
                self._fail(f'a notice\'s "kind" is none of {", ".join(_NOTICES)}')
            rest = {name: self._string(notice, name) for name in Notice._fields if name != "kind"}
            yield Notice(kind, **rest)


def _is_time(text: str) -> bool:
    """Whether a text is a moment in UTC, of a day that is in the calendar."""
    if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text, re.ASCII) is None:
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_year(value: object) -> bool:
    return type(value) is int and 1400 <= value <= 2200
