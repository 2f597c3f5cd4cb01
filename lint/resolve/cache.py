"""What registries answered on this machine before: one SQLite file in the user's cache folder.

It only ever saves requests. Whatever is wrong with it (no home folder, a full disk, another process that holds it, a
file that is broken or was edited) means that nothing is cached, and never an error, a wait of seconds or a wrong
answer: an entry that is read back must be what a registry answered for that very key, as its digest tells.
The texts of references are stored as hashes: what somebody is writing about stays in their files.
"""

from __future__ import annotations

import json
import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from lint.records import Record, timestamp
from lint.resolve.lock import SCHEMA, Entry, LockError
from lint.resolve.lock_format import digest, load, written
from lint.resolve.lock_format import entries as parsed

if TYPE_CHECKING:
    from sqlite3 import Connection

T = TypeVar("T")
_Kind = Literal["entry", "name", "suggestion"]
_Row = tuple[str, str, str]  # key, time, JSON

NAME = "registries.sqlite3"
# Of each kind. An entry takes 1 to 3 kB: some hundred MB at the most, and more works than anybody cites.
LIMIT = 50_000
_VERSION = 1
_COLUMNS = "kind TEXT NOT NULL, key TEXT NOT NULL, checked TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, key)"
_SCHEMA = (
    f"CREATE TABLE IF NOT EXISTS answers ({_COLUMNS})",
    "CREATE INDEX IF NOT EXISTS age ON answers (kind, checked)",
    f"PRAGMA user_version = {_VERSION}",
)
# Seconds that another process may hold the file, and that one statement may compute (a broken index, a planted view).
_BUSY = 0.5
_COMPUTING = 1.0
# https://www.sqlite.org/rescode.html: the file itself is broken (CORRUPT, FORMAT, NOTADB), or its tables are others
# (ERROR). Everything else (BUSY, READONLY, FULL, IOERR, CANTOPEN) is the machine's matter, and the file may be good.
_BROKEN = (1, 11, 24, 26)


class _OtherVersion(Exception):
    """The file was written by a later medlint, which shall keep it."""


class Cache:
    """The store of one user, in the platform's cache folder (on Linux XDG_CACHE_HOME, ~/.cache) or another `folder`.

    `limit` is how many entries, and how many suggestions, it holds at the most; the oldest go first. `realm` names
    who answered when it was not the registries themselves: what a mirror or a test says is no answer of theirs.
    """

    def __init__(self, folder: Path | None = None, *, realm: str = "", limit: int = LIMIT) -> None:
        self._folder = folder
        self._name = f"{_name(realm)[:16]}-{NAME}" if realm else NAME
        self._limit = limit
        self._readable = self._writable = True

    def entries(self, keys: Iterable[str]) -> dict[str, Entry]:
        """The entries by lock key, as far as cached. How old they may be is the caller's to judge, by `checked`.

        A work that is known by another name comes under its own key: "pmid:90000001" may bring "doi:10.5555/x".
        """
        wanted = set(keys)
        found = self._entries(wanted)
        names = self._read("name", wanted - found.keys())
        named = self._entries(set(names.values()) - found.keys())
        # The record itself says whether it has the name; what the file says of that is only where to look.
        return found | {key: entry for key, entry in named.items() if wanted & set(_names(key, entry))}

    def _entries(self, keys: set[str]) -> dict[str, Entry]:
        found = self._read("entry", keys)
        return {key: entry for key, value in found.items() if (entry := _entry(key, value)) is not None}

    def keep(self, entries: Mapping[str, Entry]) -> None:
        """Store what registries answered; what was typed or edited by hand is no answer of theirs."""
        answers = {key: entry for key, entry in entries.items() if not entry.by_hand}
        self._write("entry", [(key, each.checked, json.dumps(written(key, each))) for key, each in answers.items()])
        named = [(key, entry.checked, _names(key, entry)) for key, entry in answers.items()]
        self._write("name", [(name, checked, key) for key, checked, names in named for name in names])

    def suggestions(self, texts: Iterable[str], since: datetime | None = None) -> dict[str, Record | None]:
        """The works suggested for the texts of references; None for a text that was looked for in vain.

        A text that nobody has looked for at `since` or later is not in it.
        """
        earliest = timestamp(since) if since else ""
        names = {text: _name(text) for text in texts}
        found = self._read("suggestion", set(names.values()))
        read = {name: _suggestion(name, value, earliest) for name, value in found.items()}
        return {text: record for text, name in names.items() for record in read.get(name, ())}

    def keep_suggestions(self, suggestions: Mapping[str, Record | None], now: datetime) -> None:
        """Store which work was suggested for each text, or that none was, at the time `now`."""
        rows, checked = [], timestamp(now)
        for text, record in suggestions.items():
            said: dict[str, object] = {"checked": checked}
            if record is not None:
                key = f"doi:{record.doi}" if record.doi else f"pmid:{''.join(record.pmids[:1])}"
                said["found"] = {key: written(key, Entry(("crossref",), checked, record))}
            name = _name(text)
            rows.append((name, checked, json.dumps({**said, "digest": digest(name, said)})))
        self._write("suggestion", rows)

    def _read(self, kind: _Kind, keys: set[str]) -> dict[str, str]:
        def select(connection: Connection) -> dict[str, str]:
            found = {}
            for key in sorted(keys):
                query = "SELECT value FROM answers WHERE kind = ? AND key = ?"
                for (value,) in connection.execute(query, (kind, key)):
                    if isinstance(value, str):  # the column takes numbers, too
                        found[key] = value
            return found

        path = self._path() if keys and self._readable else None
        if path is None or not _exists(path):
            return {}
        found = _attempt(path, select)
        self._readable = found is not None
        self._writable &= self._readable
        return found or {}

    def _write(self, kind: _Kind, rows: list[_Row]) -> None:
        def replace(connection: Connection) -> bool:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", ((kind, *row) for row in rows))
            held: int = connection.execute("SELECT count(*) FROM answers WHERE kind = ?", (kind,)).fetchone()[0]
            if held > self._limit:
                oldest = "SELECT key FROM answers WHERE kind = ? ORDER BY checked, key LIMIT ?"
                connection.execute(
                    f"DELETE FROM answers WHERE kind = ? AND key IN ({oldest})",  # noqa: S608 - two constants
                    (kind, kind, held - self._limit),
                )
            connection.execute("COMMIT")
            return True

        path = self._path() if rows and self._writable else None
        if path is None:
            return
        with suppress(OSError):  # an existing file may do, in a folder that is read-only
            _make(path)
        self._writable = _exists(path) and _attempt(path, replace) is not None

    def _path(self) -> Path | None:
        """Where the file lies; None without a home folder, which gives a relative path."""
        if self._folder is not None:
            return self._folder / self._name
        try:
            from platformdirs import user_cache_path

            folder = user_cache_path("medlint", appauthor=False)
        except (ImportError, OSError, RuntimeError, KeyError):
            return None
        return folder / self._name if folder.is_absolute() else None


def _exists(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a folder that we may not even look into
        return False


def _make(path: Path) -> None:
    """Make the folder and the file, for their owner alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        path.chmod(0o600)


def _attempt(path: Path, act: Callable[[Connection], T]) -> T | None:
    """What is done with the open file; None when that does not work. A broken file is begun anew."""
    try:
        import sqlite3
    except ImportError:  # a Python that was built without it
        return None
    for _ in range(2):
        try:
            with _opened(path) as connection:
                return act(connection)
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _BROKEN:
                return None
            try:
                _begin_anew(path)
            except OSError:
                return None
        except (OSError, UnicodeError, _OtherVersion):
            return None
    return None


@contextmanager
def _opened(path: Path) -> Iterator[Connection]:
    """The open file, with our tables.

    Raises:
        sqlite3.Error: it cannot be used.
        _OtherVersion: a later medlint wrote it.
    """
    import sqlite3

    # With mode=rw SQLite makes no file, which would be readable for all, and falls back to reading where it may only.
    uri = f"{path.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(uri, uri=True, timeout=_BUSY, isolation_level=None)) as connection:
        deadline = time.monotonic() + _COMPUTING
        connection.set_progress_handler(lambda: time.monotonic() > deadline, 10_000)
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        version = _version(connection)
        if version > _VERSION:
            raise _OtherVersion
        if version < _VERSION:
            connection.execute("BEGIN IMMEDIATE")
            for statement in _SCHEMA if _version(connection) < _VERSION else ():
                connection.execute(statement)
            connection.execute("COMMIT")
        yield connection


def _version(connection: Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def _begin_anew(path: Path) -> None:
    """Remove a broken file, and the journal that would be played back into the next one, and make an empty one."""
    for each in (path.with_name(f"{path.name}-journal"), path):
        each.unlink(missing_ok=True)
    _make(path)


def _names(key: str, entry: Entry) -> tuple[str, ...]:
    """The other keys under which a work may be asked for: its PMIDs, and the DOI that its key is an alias of."""
    if entry.record is None:
        return ()
    doi = (f"doi:{entry.record.doi}",) if entry.record.doi else ()
    return tuple(name for name in (*doi, *(f"pmid:{pmid}" for pmid in entry.record.pmids)) if name != key)


def _entry(key: str, value: str) -> Entry | None:
    """An entry as it was written under its key; None for everything else."""
    try:
        data = load(value)
        entry = parsed({"schema": SCHEMA, "references": {key: data}}, value)[key]
    except (LockError, RecursionError):
        return None
    return None if entry.by_hand else entry


def _suggestion(name: str, value: str, earliest: str) -> tuple[Record | None, ...]:
    """The one suggestion, or None for none, as it was written under the name of its text; nothing for all else."""
    try:
        data = load(value)
        if not isinstance(data, dict) or data.get("digest") != digest(name, data):
            return ()
    except (LockError, RecursionError):
        return ()
    checked, found = data.get("checked"), data.get("found")
    if not isinstance(checked, str) or checked < earliest:
        return ()
    if found is None:
        return (None,)
    if not isinstance(found, dict) or len(found) != 1:
        return ()
    entries = [_entry(key, json.dumps(each)) for key, each in found.items()]
    return tuple(entry.record for entry in entries if entry is not None and entry.record is not None)


def _name(text: str) -> str:
    """The hash under which the suggestion for a text is stored; white space does not matter."""
    from hashlib import sha256

    return sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()
