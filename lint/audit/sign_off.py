"""The sign-off: who answers for the audit in which role, read from a TOML file, or left to be filled in by hand.

The names are printed and not authenticated: anybody can write anybody's name into the file. `docs/audit.md` says how a
report is signed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from unicodedata import category, normalize

from lint import files
from lint.audit.sections import Signature
from lint.config import neighbour
from lint.spans import BOM

ROLES = ("medical", "legal", "editorial")
KEYS = ("role", "name", "decision", "date")
# What one line of a printed block holds with room to spare; a decision that needs more words belongs in a letter.
LONGEST = 200
_SHOWN = 60
# Names in Persian, Kurdish and the languages of India are written with them.
_JOINERS = "\u200c\u200d"
# Letters and signs that are drawn as nothing: fillers of Hangul, inherent vowels of Khmer, the empty Braille cell.
_BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"


class SignOffError(ValueError):
    """A file of roles that cannot be used: one plain sentence that names the file, the place and what is expected."""


def sign_off(path: Path | None) -> list[Signature]:
    """The lines of the sign-off in the order of the file; without a file medical, legal and editorial, to be filled in.

    Raises:
        SignOffError: the file cannot be read, or is none of roles.
    """
    if path is None:
        return [Signature(role=role, name="", decision="", date="") for role in ROLES]
    reader = _Reader(files.shown(path))
    return reader.signatures(reader.table(path))


class _Reader:
    """Checks what may stand in a file of roles; `shown` is its path as messages name it."""

    def __init__(self, shown: str) -> None:
        self.shown = shown

    def table(self, path: Path) -> Mapping[str, Any]:
        """The file as TOML has it."""
        import tomllib

        if path.exists() and not (path.is_file() or path.is_dir()):  # a pipe would wait for ever
            raise SignOffError(f"{self.shown} is not a regular file")
        try:
            return tomllib.loads(path.read_bytes().decode("utf-8").removeprefix(BOM))
        except OSError as error:
            raise SignOffError(f"{self.shown} cannot be read: {error.strerror}") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SignOffError(f"{self.shown} is not TOML: {error}") from error
        except (RecursionError, ValueError) as error:  # a thousand brackets in each other, a number of 5,000 digits
            raise SignOffError(f"{self.shown} is not TOML that can be read: it is too deep or too long") from error

    def signatures(self, table: Mapping[str, Any]) -> list[Signature]:
        """A line for each [[role]], of which each role has one."""
        self._known(table, ("role",), "")
        entries = table.get("role", [])
        if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
            raise self._error("role", "must be a list of tables: write [[role]] above each role")
        if not entries:
            raise SignOffError(f'{self.shown} names no role; write [[role]] and below it role = "medical"')
        found = [self._signature(entry, f"role[{number}]") for number, entry in enumerate(entries, 1)]
        self._once(found)
        return found

    def _signature(self, entry: Mapping[str, Any], place: str) -> Signature:
        self._known(entry, KEYS, f"{place}.")
        role = self._text(entry.get("role", ""), f"{place}.role")
        if not re.search(r"\w", role):
            raise self._error(f"{place}.role", 'must name the role, such as "medical"')
        return Signature(
            role=role,
            name=self._text(entry.get("name", ""), f"{place}.name"),
            decision=self._text(entry.get("decision", ""), f"{place}.decision"),
            date=self._day(entry.get("date", ""), f"{place}.date"),
        )

    def _text(self, value: object, key: str) -> str:
        if not isinstance(value, str):
            raise self._error(key, f"must be a text in quotation marks, not {_short(value)}")
        if unseen := next(_unseen(value), ""):
            raise self._error(key, f"holds a character that nobody sees ({unseen}): write it on one line, without it")
        text = value.strip()
        if len(text) > LONGEST:
            raise self._error(key, f"has {len(text)} characters, and the block has room for {LONGEST}")
        return text

    def _day(self, value: object, key: str) -> str:
        from datetime import date

        if value == "":
            return ""
        written = value.isoformat() if type(value) is date else value
        # fromisoformat alone would take 20261125 and 2026-W48-3, too.
        if isinstance(written, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
            try:
                return date.fromisoformat(written).isoformat()
            except ValueError:
                pass
        raise self._error(key, f"must be a day such as 2026-11-25, not {_short(value)}")

    def _once(self, found: Sequence[Signature]) -> None:
        seen: dict[str, int] = {}
        for number, each in enumerate(found, 1):
            name = " ".join(normalize("NFKC", each["role"]).casefold().split())
            if name in seen:
                raise self._error(f"role[{number}].role", f'is "{each["role"]}", as role[{seen[name]}].role is already')
            seen[name] = number

    def _known(self, table: Mapping[str, Any], keys: Sequence[str], prefix: str) -> None:
        for key in table:
            if key not in keys:
                raise self._error(f"{prefix}{_plain(key)}", f"is not a known key{neighbour(key, keys)}")

    def _error(self, key: str, problem: str) -> SignOffError:
        return SignOffError(f"{self.shown}: {key} {problem}")


def _unseen(text: str) -> Iterator[str]:
    """Controls, line breaks, invisible characters and those that turn the direction, by their code points.

    A name that is read from right to left, or that hides letters, is not the name that was signed.
    """
    for character in text:
        hidden = category(character) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp") or character in _BLANK
        if hidden and character not in _JOINERS:
            yield f"U+{ord(character):04X}"


def _plain(key: str) -> str:
    """A key in a message."""
    return key if re.fullmatch(r"[\w.-]{1,60}", key) else repr(key[:_SHOWN])


def _short(value: object) -> str:
    """The value in a message; of what is no text and no moment only the kind, for a number can have 5,000 digits."""
    from datetime import date, time

    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, str):
        return repr(value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…")
    kinds: dict[type, str] = {bool: "true or false", list: "a list", dict: "a table"}
    return kinds.get(type(value), "a number")
