"""A report of an earlier audit, read strictly: what has another shape than `lint.audit.document` tells is refused.

The types are the one truth: they are walked with the value, as `lint.audit.schema` walks them for the published schema.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from json import dumps
from pathlib import Path
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Literal, NotRequired, Union, cast, get_args, get_origin, get_type_hints, is_typeddict

from lint.audit.document import Document
from lint.formats.ascii_json import is_text
from lint.formats.json import SCHEMA
from lint.formats.plain import printable
from lint.strict_json import JsonFault
from lint.strict_json import load as parsed

TOOL = "medlint"
# The report of ten thousand articles is below it; what is larger is no report, and would fill the memory.
LIMIT = 100_000_000
# What texts of these keys look like, wherever they stand: reports are ordered by the first and matched by the others.
PATTERNS: Mapping[str, str] = MappingProxyType(
    {
        "started": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
        "fingerprint": "^[0-9a-f]{32}$",
        "sha256": "^[0-9a-f]{64}$",
    }
)
_PATTERN_WORDS = {
    "started": "a time such as 2026-11-25T09:00:00Z",
    "fingerprint": "32 digits from 0 to f",
    "sha256": "64 digits from 0 to f",
}
_WORDS = {str: "a text", int: "a whole number", bool: "true or false", NoneType: "null"}
_DEEPEST = 50


class StoredError(ValueError):
    """A file that is no report to compare with: one plain sentence that names it."""


class _Wrong(Exception):
    """What is wrong in a value, and where."""

    def __init__(self, where: str, words: str) -> None:
        super().__init__(f"{where or 'it'} {words}")


def load(path: Path) -> Document:
    """The report in a file.

    Raises:
        StoredError: there is none, or it is no report of an audit that this version reads.
    """
    name = printable(str(path))
    try:
        if path.is_dir():
            raise StoredError(f"{name} is a folder; name the report.json in it")
        if path.exists() and not path.is_file():  # a pipe would wait for ever
            raise StoredError(f"{name} is not a regular file")
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except FileNotFoundError as error:
        raise StoredError(f"there is no report {name}") from error
    except OSError as error:
        raise StoredError(f"{name} cannot be read: {error.strerror}") from error
    except ValueError as error:
        if isinstance(error, StoredError):
            raise
        raise StoredError(f"there is no report {name}") from error  # no disk has a name with a NUL
    return parse(data, name)


def parse(data: bytes, name: str) -> Document:
    """The report in the bytes of a file of that name.

    Raises:
        StoredError: it is no report of an audit that this version reads.
    """
    if len(data) > LIMIT:
        raise StoredError(f"{name} is larger than {LIMIT // 1_000_000} MB, as no report of {TOOL} is")
    try:
        text = data.decode("utf-8")
        value = parsed(text, "take one side of it as a whole, or the report from where it was filed")
    except UnicodeDecodeError as error:
        raise StoredError(f"{name} is no report of {TOOL}: it is not a text in UTF-8") from error
    except JsonFault as error:
        raise StoredError(f"{name} is no report of {TOOL}: {error}") from error
    _headed(value, name)
    try:
        _checked(value, Document, "", "")
    except _Wrong as error:
        raise StoredError(f"{name} is no whole report of an audit: {error}{_by(value)}") from error
    return cast("Document", value)


def _headed(value: object, name: str) -> None:
    """Refuse what is something else altogether, in words that say what it is."""
    if not isinstance(value, dict):
        raise StoredError(f"{name} is no report of {TOOL}: it is not a JSON object")
    tool = value.get("tool")
    if not isinstance(tool, dict) or tool.get("name") != TOOL or "files" not in value:
        raise StoredError(f"{name} is no report of {TOOL}")
    schema = value.get("schema")
    if type(schema) is not int:
        raise StoredError(f"{name} is no report of {TOOL}: schema must be a whole number")
    if schema > SCHEMA:
        raise StoredError(
            f"{name} was written by a newer {TOOL}: it has schema {_short(schema)}, and this version reads {SCHEMA}; "
            f"update {TOOL} and try again"
        )
    if schema != SCHEMA:
        raise StoredError(f"{name} has schema {_short(schema)}, and this version reads {SCHEMA}")
    if "audit" not in value:
        raise StoredError(f"{name} is the report of {TOOL} check, and that of {TOOL} audit is needed")


def _by(value: object) -> str:
    """Which version wrote it, if it was another one."""
    from lint import __version__

    version = cast("dict[str, Any]", value)["tool"].get("version")
    if not isinstance(version, str) or version == __version__:
        return ""
    return f" ({TOOL} {printable(version[:40])} wrote it, and this is {__version__})"


@cache
def keys(shape: type) -> Mapping[str, tuple[Any, bool]]:
    """The keys of a TypedDict, each with its type and whether it must be there."""
    hints = get_type_hints(shape, include_extras=True)
    return {
        key: (get_args(hint)[0], False) if get_origin(hint) is NotRequired else (hint, True)
        for key, hint in hints.items()
    }


def members(kind: Any) -> tuple[Any, ...]:
    """The members of a union; of any other type, itself."""
    return get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)


def _checked(value: object, kind: Any, key: str, where: str) -> None:
    """Refuse a value that is not of a type; `key` is the one it stands under, `where` its path."""
    if kind is str:
        _text(value, key, where)
    elif kind in _WORDS:
        if type(value) is not kind:
            raise _Wrong(where, f"must be {_WORDS[kind]}, not {_short(value)}")
    elif kind is object:
        _any(value, where, _DEEPEST)
    elif is_typeddict(kind):
        _record(value, kind, where)
    elif get_origin(kind) is Literal:
        if not isinstance(value, str) or value not in get_args(kind):
            raise _Wrong(where, f"must be {_listed(get_args(kind))}, not {_short(value)}")
    elif get_origin(kind) in (list, dict):
        _several(value, kind, key, where)
    else:
        _nullable(value, kind, key, where)


def _several(value: object, kind: Any, key: str, where: str) -> None:
    *_, inner = get_args(kind)
    if get_origin(kind) is list:
        if not isinstance(value, list):
            raise _Wrong(where, f"must be a list, not {_short(value)}")
        for number, each in enumerate(value):
            _checked(each, inner, key, f"{where}[{number}]")
        return
    if not isinstance(value, dict):
        raise _Wrong(where, f"must be an object, not {_short(value)}")
    for name, each in value.items():
        _text(name, "", where)
        _checked(each, inner, "", _below(where, name))


def _nullable(value: object, kind: Any, key: str, where: str) -> None:
    """Of the unions all are of something and None."""
    (some,) = (each for each in members(kind) if each is not NoneType)
    if value is not None:
        _checked(value, some, key, where)


def _record(value: object, shape: type, where: str) -> None:
    if not isinstance(value, dict):
        raise _Wrong(where, f"must be an object, not {_short(value)}")
    known = keys(shape)
    for key in value:
        if key not in known:
            raise _Wrong(_below(where, key), "is no key that this version knows")
    for key, (kind, required) in known.items():
        if key in value:
            _checked(value[key], kind, key, _below(where, key))
        elif required:
            raise _Wrong(_below(where, key), "is missing")


def _text(value: object, key: str, where: str) -> None:
    if not isinstance(value, str):
        raise _Wrong(where, f"must be a text, not {_short(value)}")
    if not value.isascii() and not is_text(value):
        raise _Wrong(where, "holds half of a character")
    if key in PATTERNS and (not re.match(PATTERNS[key], value) or value.endswith("\n")):
        raise _Wrong(where, f"must be {_PATTERN_WORDS[key]}, not {_short(value)}")


def _any(value: object, where: str, deep: int) -> None:
    """Whatever JSON holds, in texts that can be written and no deeper than anybody reads."""
    if isinstance(value, str):
        _text(value, "", where)
    elif isinstance(value, (list, dict)):
        if not deep:
            raise _Wrong(where, "is nested too deeply")
        for each in [*value, *value.values()] if isinstance(value, dict) else value:
            _any(each, where, deep - 1)


def _below(where: str, key: str) -> str:
    plain = re.fullmatch("[A-Za-z_][A-Za-z0-9_]{0,60}", key)
    step = key if plain else _short(key)
    return f"{where}.{step}" if where and plain else f"{where}[{step}]" if where else step


def _listed(options: tuple[str, ...]) -> str:
    return f"{', '.join(options[:-1])} or {options[-1]}"


def _short(value: object) -> str:
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "an object"
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**20:
        return "so large a number"
    text = value if isinstance(value, str) else ""
    return printable(dumps(value if len(text) <= 60 else f"{text[:60]}...", ensure_ascii=False))
