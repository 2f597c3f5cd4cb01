"""How a baseline is written down: JSON, one line an entry, read strictly."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from lint.baseline import SCHEMA, Baseline, Entry
from lint.config import UNWAIVABLE
from lint.files import located
from lint.finding import SEVERITIES, Severity
from lint.formats.plain import printable
from lint.strict_json import JsonFault, load

_TOOL = "medlint"
_SEVERITIES: dict[str, Severity] = {severity: severity for severity in SEVERITIES}
_FINGERPRINT = re.compile(r"[0-9a-f]{32}")
# Either side of a conflict knows more than both branches together left over: a run shrinks it to that.
_CONFLICT = "keep either side of it, then shrink it with `medlint check --write-baseline`"


class BaselineError(ValueError):
    """A baseline that cannot be used: one sentence about "it"."""


def dump(baseline: Baseline) -> str:
    """The text of a baseline, sorted by path: the same bytes for the same entries.

    Names of files keep every byte; characters that a terminal or the runner of a pipeline obeys, or that nobody sees,
    are written as escapes.
    """
    files = ",\n".join(_file(path, entries) for path, entries in sorted(baseline.files.items()) if entries)
    found = f"{{\n{files}\n }}" if files else "{}"
    return f'{{\n "schema": {SCHEMA},\n "tool": "{_TOOL}",\n "findings": {found}\n}}\n'


def _file(path: str, entries: Iterable[Entry]) -> str:
    lines = ",\n".join(map(_line, entries))
    return f"  {quoted(path)}: [\n{lines}\n  ]"


def _line(entry: Entry) -> str:
    return f"   {quoted(entry._asdict())}"


def quoted(value: str | Mapping[str, str]) -> str:
    """A text, or several by name, as JSON on one line that is harmless wherever it is shown."""
    written = json.dumps(value, ensure_ascii=False).replace("##[", "##\\u005b")
    if written.isascii() and written.isprintable():
        return written
    return re.sub("[^ -~]", lambda match: _harmless(match[0]), written)


def _harmless(character: str) -> str:
    if printable(character) == character:
        return character
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def parse(text: str, folder: Path) -> Baseline:
    """The baseline in a text that lies in a folder.

    Raises:
        BaselineError: it is none.
    """
    try:
        data = load(text, _CONFLICT)
    except JsonFault as error:
        raise BaselineError(str(error)) from error
    table = _table(data, ("schema", "tool", "findings"), "it")
    if type(table["schema"]) is not int or table["schema"] != SCHEMA:
        raise BaselineError(f"it has another schema than {SCHEMA}, the one that this version reads")
    if table["tool"] != _TOOL:
        raise BaselineError(f'it is not a baseline of {_TOOL}: "tool" says something else')
    if not isinstance(table["findings"], dict):
        raise BaselineError('"findings" in it is not an object with a list for each file')
    files = {path: _entries(path, entries) for path, entries in table["findings"].items()}
    return Baseline(located(folder), {path: entries for path, entries in files.items() if entries}, text)


def _entries(path: str, value: object) -> tuple[Entry, ...]:
    if not path or "\0" in path or posixpath.normpath(path) != path or path == ".":
        raise BaselineError(f"it names {_short(path)}, which is no path of a file as a baseline writes it")
    if not isinstance(value, list):
        raise BaselineError(f"what it says of {_short(path)} is not a list")
    found: dict[str, Entry] = {}
    shown = _short(path)
    for number, each in enumerate(value, 1):
        where = f"entry {number} of {shown} in it"
        entry = _entry(_table(each, Entry._fields, where), where)
        if entry.fingerprint in found:
            raise BaselineError(f"{where} is there twice")
        found[entry.fingerprint] = entry
    return tuple(found.values())


def _entry(table: Mapping[str, Any], where: str) -> Entry:
    for key, value in table.items():
        if not isinstance(value, str):
            raise BaselineError(f'{where}: "{key}" is not a text')
    if table["severity"] not in _SEVERITIES:
        raise BaselineError(f'{where}: "severity" must be {" or ".join(_SEVERITIES)}, not {_short(table["severity"])}')
    if not _FINGERPRINT.fullmatch(table["fingerprint"]):
        raise BaselineError(f'{where}: "fingerprint" must be 32 digits from 0 to f, not {_short(table["fingerprint"])}')
    if not table["rule"] or table["rule"] in UNWAIVABLE:
        raise BaselineError(f"{where}: findings of the rule {_short(table['rule'])} cannot be known")
    return Entry(table["rule"], _SEVERITIES[table["severity"]], table["fingerprint"], table["excerpt"])


def _table(value: object, keys: tuple[str, ...], where: str) -> Mapping[str, Any]:
    """An object with exactly these keys."""
    if not isinstance(value, dict):
        raise BaselineError(f"{where} is not a JSON object")
    for key in value:
        if key not in keys:
            raise BaselineError(f"{where} has the unknown key {_short(key)}")
    for key in keys:
        if key not in value:
            raise BaselineError(f'{where} lacks "{key}"')
    return value


def _short(text: str) -> str:
    return quoted(text if len(text) <= 80 else f"{text[:80]}...")
