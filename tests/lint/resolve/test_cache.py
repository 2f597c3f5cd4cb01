"""The cache: what registries answered comes back as it was, and nothing that is wrong with it is anybody's trouble."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from lint.records import Record
from lint.resolve import cache as cache_module
from lint.resolve.cache import NAME, Cache
from lint.resolve.lock import Entry
from lint.resolve.lock_format import written
from tests.bench.stores import TIME, entry
from tests.lint.resolve.test_lock_file import answers, posix, python

KEYS = [f"doi:10.5555/imag.{number}" for number in range(4)]
HELD = {key: entry(key) for key in KEYS[:2]}
TEXT = "Okoro P. An imagined reference, without identifiers. 2011."
NOW = datetime(2026, 11, 24, 1, tzinfo=timezone(timedelta(hours=1)))
RECORD = Record("An imagined reference", doi="10.5555/imag.7", pmids=("90000007",))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a cache with two entries."""
    Cache(tmp_path / "medlint").keep(HELD)
    return tmp_path / "medlint"


def sql(folder: Path, *statements: str) -> None:
    """Statements that somebody else runs on the file."""
    with closing(sqlite3.connect(folder / NAME)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


@given(kept=answers(), later=answers())
@settings(max_examples=20, deadline=None)
def test_what_is_kept_comes_back(kept: dict[str, Entry], later: dict[str, Entry]) -> None:
    """Each entry as it was, the later one when there were two; keys that were never kept are not there."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        Cache(folder).keep(kept)
        Cache(folder).keep(later)

        assert Cache(folder).entries([*kept, *later, KEYS[0]]) == {**kept, **later}


def test_nothing_is_made_by_reading(tmp_path: Path) -> None:
    """Who keeps nothing has no file."""
    cache = Cache(tmp_path / "medlint")

    assert (cache.entries(KEYS), cache.suggestions([TEXT])) == ({}, {})
    assert not list(tmp_path.iterdir())


def test_what_a_hand_wrote_is_not_kept(folder: Path) -> None:
    """Neither an entry that was typed nor one that was edited is a registry's answer."""
    by_hand = {KEYS[2]: Entry(record=RECORD), KEYS[3]: entry(KEYS[3])._replace(edited=True)}
    Cache(folder).keep(by_hand)

    assert Cache(folder).entries(KEYS) == HELD


ROW = json.dumps(written(KEYS[0], HELD[KEYS[0]]))
POISON = [
    ROW.replace("imaginary", "real"),  # edited
    json.dumps(written(KEYS[1], HELD[KEYS[1]])),  # another work's
    json.dumps({"source": "manual", "record": {"title": "Typed"}}),
    json.dumps({"absent": {"doi": "no"}, "sources": ["crossref"], "checked": TIME}),  # without a digest
    ROW.replace('"sources"', '"sources": ["crossref"], "sources"'),
    '{"record": ' + "[" * 900 + "]" * 900 + ', "sources": ["crossref"], "checked": "2026-11-24T00:00:00Z"}',
    "[" * 100_000,
    "null",
    "",
    7,
    b"\xff\xfe",
]


@pytest.mark.parametrize("value", POISON)
def test_a_poisoned_entry_is_not_cached(folder: Path, value: str | float | bytes) -> None:
    """What is broken, edited, typed or another work's is ignored, its neighbour not; a new answer replaces it."""
    with closing(sqlite3.connect(folder / NAME)) as connection:
        cast = "CAST(? AS TEXT)" if isinstance(value, bytes) else "?"
        connection.execute(f"UPDATE answers SET value = {cast} WHERE key = ?", (value, KEYS[0]))  # noqa: S608
        connection.commit()

    assert Cache(folder).entries(KEYS) == {KEYS[1]: HELD[KEYS[1]]}

    Cache(folder).keep(HELD)

    assert Cache(folder).entries(KEYS) == HELD


def test_a_work_is_found_by_its_other_names(folder: Path) -> None:
    """A PMID, and the DOI that an alias stands for, lead to the entry under its own key, if its record agrees."""
    alias = entry("doi:10.5555/alias")
    assert alias.record is not None
    alias = alias._replace(record=alias.record._replace(doi="10.5555/imag.8", pmids=("90000008", "90000009")))
    Cache(folder).keep({"doi:10.5555/alias": alias})

    for name in ("pmid:90000008", "pmid:90000009", "doi:10.5555/imag.8", "doi:10.5555/alias"):
        assert Cache(folder).entries([name]) == {"doi:10.5555/alias": alias}

    sql(folder, f"UPDATE answers SET value = '{KEYS[0]}' WHERE kind = 'name'")  # noqa: S608

    assert Cache(folder).entries(["pmid:90000008"]) == {}

    sql(folder, "UPDATE answers SET value = 7 WHERE kind = 'name'")

    assert Cache(folder).entries(["pmid:90000008", KEYS[0]]) == {KEYS[0]: HELD[KEYS[0]]}


def test_suggestions_come_back(tmp_path: Path) -> None:
    """By the words of the text, with "looked for in vain" told from "not looked for", and no older than asked for."""
    cache = Cache(tmp_path)
    cache.keep_suggestions({TEXT: RECORD, "in vain": None, "numberless": Record("Nameless")}, NOW)
    folded = TEXT.replace(" ", "\n  ")

    assert cache.suggestions([TEXT, "in vain", "never"]) == {TEXT: RECORD, "in vain": None}
    assert cache.suggestions([folded, "numberless"]) == {folded: RECORD}
    assert cache.suggestions([TEXT], since=NOW) == {TEXT: RECORD}
    assert cache.suggestions([TEXT], since=NOW + timedelta(seconds=1)) == {}


@pytest.mark.parametrize(
    "edit", ["replace(value, 'imagined', 'imaginary')", "replace(value, '2026', '2036')", "'[]'", "3"]
)
def test_a_poisoned_suggestion_is_not_cached(tmp_path: Path, edit: str) -> None:
    """Neither one that was edited, nor one with another time, nor one that was moved to another text."""
    cache = Cache(tmp_path)
    cache.keep_suggestions({TEXT: RECORD, "other": None}, NOW)
    sql(tmp_path, f"UPDATE answers SET value = {edit}")  # noqa: S608

    assert cache.suggestions([TEXT, *(["other"] if "imag" not in edit else [])]) == {}

    cache.keep_suggestions({TEXT: RECORD, "other": None}, NOW)
    sql(tmp_path, "UPDATE answers SET value = (SELECT max(value) FROM answers)")

    assert len(cache.suggestions([TEXT, "other"])) == 1


def test_no_reference_text_is_stored(tmp_path: Path) -> None:
    """The file holds what registries said, not what somebody is writing."""
    Cache(tmp_path).keep_suggestions({"Okoro P. A secret draft.": None}, NOW)

    assert b"secret" not in (tmp_path / NAME).read_bytes()


@posix
def test_the_cache_is_the_user_s_own(tmp_path: Path) -> None:
    """Nobody else may read the folder or the file, not even one that was open to all."""
    folder = tmp_path / "medlint"
    Cache(folder).keep(HELD)
    (folder / NAME).chmod(0o644)
    Cache(folder).keep(HELD)

    assert [stat.S_IMODE(each.stat().st_mode) for each in (folder, folder / NAME)] == [0o700, 0o600]


def test_the_oldest_go_first(tmp_path: Path) -> None:
    """A full cache drops what was checked longest ago; suggestions are counted by themselves."""
    aged = {key: entry(key)._replace(checked=f"20{index + 20}-01-01T00:00:00Z") for index, key in enumerate(KEYS)}
    cache = Cache(tmp_path, limit=2)
    cache.keep_suggestions({TEXT: None}, NOW.replace(year=2001))
    for key in (KEYS[3], *KEYS[:3]):
        cache.keep({key: aged[key]})

    assert cache.entries(KEYS) == {key: aged[key] for key in KEYS[2:]}
    assert cache.suggestions([TEXT]) == {TEXT: None}


def truncated(file: Path) -> None:
    """The first half of the file."""
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def overwritten(file: Path) -> None:
    """A file whose header alone is right."""
    file.write_bytes(file.read_bytes()[:100] + b"\xa5" * (file.stat().st_size - 100))


def other_tables(file: Path) -> None:
    """Another program's file."""
    sql(file.parent, "DROP TABLE answers", "CREATE TABLE answers (words TEXT)")


def endless_view(file: Path) -> None:
    """A view of our table's name that never ends."""
    endless = (
        "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n) SELECT 'entry' kind, i key, i value FROM n"
    )
    sql(file.parent, "DROP TABLE answers", f"CREATE VIEW answers AS {endless}")


BROKEN = [lambda file: file.write_bytes(b"no database " * 99), lambda file: file.write_bytes(b"")]


@pytest.mark.parametrize("damage", [*BROKEN, truncated, overwritten, other_tables])
def test_a_broken_file_is_begun_anew(folder: Path, damage: Callable[[Path], object]) -> None:
    """Nothing is found in it, and what is kept from then on is."""
    damage(folder / NAME)

    assert Cache(folder).entries(KEYS) == {}

    damage(folder / NAME)
    Cache(folder).keep(HELD)

    assert Cache(folder).entries(KEYS) == HELD
    assert os.listdir(folder) == [NAME]  # noqa: PTH208 - the names are meant


def test_a_planted_view_takes_no_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A statement that goes on and on is given up."""
    endless_view(folder / NAME)
    monkeypatch.setattr(cache_module, "_COMPUTING", 0.05)
    cache = Cache(folder)

    assert cache.entries(KEYS) == {}
    cache.keep(HELD)
    assert cache.entries(KEYS) == {}


def test_a_later_version_is_left_alone(folder: Path) -> None:
    """The file of a later medlint is its own; that of an earlier one is taken over."""
    sql(folder, "PRAGMA user_version = 9")
    before = (folder / NAME).read_bytes()
    cache = Cache(folder)
    cache.keep({KEYS[2]: entry(KEYS[2])})

    assert cache.entries(KEYS) == {}
    assert (folder / NAME).read_bytes() == before


def test_a_file_in_use_is_gone_without(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process holds the file: nothing is found, nothing kept, and after the first time nobody waits."""
    monkeypatch.setattr(cache_module, "_BUSY", 0.01)
    with closing(sqlite3.connect(folder / NAME, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        cache = Cache(folder)
        cache.keep({KEYS[2]: entry(KEYS[2])})

        assert cache.entries(KEYS) == {}
    assert cache.entries(KEYS) == {}
    assert Cache(folder).entries(KEYS) == HELD


def test_a_file_that_cannot_be_written_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache on a read-only disk still answers."""
    connect = sqlite3.connect

    def read_only(database: str, **options: object) -> sqlite3.Connection:
        return connect(database.replace("mode=rw", "mode=ro"), uri=True, isolation_level=None)

    monkeypatch.setattr(sqlite3, "connect", read_only)
    cache = Cache(folder)
    cache.keep({KEYS[2]: entry(KEYS[2])})

    assert cache.entries(KEYS) == HELD


@pytest.mark.parametrize("place", ["file/medlint", "file"])
def test_no_folder_is_no_fault(tmp_path: Path, place: str) -> None:
    """A place where no folder can be made (a file is in the way) means that nothing is cached."""
    (tmp_path / "file").touch()
    cache = Cache(tmp_path / place)
    cache.keep(HELD)
    cache.keep_suggestions({TEXT: None}, NOW)

    assert (cache.entries(KEYS), cache.suggestions([TEXT])) == ({}, {})


def test_a_folder_in_its_place_is_no_fault(tmp_path: Path) -> None:
    """It is not removed either."""
    (tmp_path / NAME).mkdir()
    cache = Cache(tmp_path)
    cache.keep(HELD)

    assert cache.entries(KEYS) == {}
    assert (tmp_path / NAME).is_dir()


def test_without_a_home_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user without a home has the cache folder "~/.cache", which would lie in the working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: Path("~/.cache/medlint"))
    cache = Cache()
    cache.keep(HELD)

    assert cache.entries(KEYS) == {}
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not os.environ.get("XDG_CACHE_HOME") and os.name != "posix", reason="XDG_CACHE_HOME of Linux")
def test_the_platform_s_folder_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Linux XDG_CACHE_HOME says where caches lie."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    Cache().keep(HELD)

    assert (tmp_path / "medlint" / NAME).is_file()
    assert Cache().entries(KEYS) == HELD


# A process that may not write more than a page; one that dies when its transaction is on disk in part.
FULL = """
import resource, sys
from pathlib import Path
from tests.bench.stores import Cache, SHARED, entry
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
cache = Cache(Path(sys.argv[1]))
cache.keep({SHARED: entry(SHARED)})
print(len(cache.entries([SHARED])))
"""
KILLED = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("PRAGMA cache_spill = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("DELETE FROM answers")
for number in range(200):
    connection.execute("INSERT INTO answers VALUES ('entry', ?, '', ?)", (str(number), "x" * 3000))
print(os.path.getsize(sys.argv[1]), os.path.getsize(sys.argv[1] + "-journal"), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@posix
def test_a_full_disk_is_no_fault(tmp_path: Path, folder: Path) -> None:
    """What does not fit is not kept; what was there is not lost."""
    assert python(FULL, str(folder)) == "0\n"
    assert Cache(folder).entries(KEYS) == HELD
    assert python(FULL, str(tmp_path / "new")) == "0\n"


@posix
def test_a_killed_writer_leaves_what_was_there(folder: Path) -> None:
    """Half a transaction is taken back by the next reader."""
    sizes = python(KILLED, str(folder / NAME), dies=True).split()

    assert [int(size) > 0 for size in sizes] == [True, True]
    assert (folder / f"{NAME}-journal").exists()
    assert Cache(folder).entries([*KEYS, "7"]) == HELD


def test_registries_of_other_addresses_have_a_file_of_their_own(folder: Path) -> None:
    """What a mirror, or a registry that a test set up, answers is never taken for the real one's answer."""
    other = Cache(folder, realm="http://127.0.0.1:9")

    assert other.entries(KEYS) == {}

    other.keep({KEYS[2]: entry(KEYS[2])})

    assert Cache(folder).entries(KEYS) == HELD
