"""Whether a value from outside has a type of `lint.audit.document`: the types are walked once, then values by them.

The published schema is made from the same walk (`lint.audit.schema`). Both refuse the same, but for what differs in
letters alone: the types take no 1.0 for 1, and no half of a character.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from json import dumps
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from lint.formats.ascii_json import is_text
from lint.formats.plain import printable

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
# Refuses a value, or does nothing.
Check = Callable[[object], None]


class Wrong(Exception):
    """What is wrong in a value; `steps` are the keys and numbers that lead to it, the last one first."""

    def __init__(self, words: str, *steps: str | int) -> None:
        super().__init__(words)
        self.steps = list(steps)

    def __str__(self) -> str:
        where = ""
        for step in reversed(self.steps):
            where = _below(where, step)
        return f"{where or 'it'} {self.args[0]}"


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


@cache
def checker(kind: Any, key: str) -> Check:
    """What refuses a value that is not of a type; `key` is the one that it stands under.

    One for each type, made once: a report has a hundred thousand values.
    """
    if kind is str:
        return partial(_text, key)
    if kind in _WORDS:
        return partial(_plain, kind)
    if kind is object:
        return partial(_any, _DEEPEST)
    if is_typeddict(kind):
        known = {name: (checker(each, name), required) for name, (each, required) in keys(kind).items()}
        return partial(_record, known)
    if get_origin(kind) is Literal:
        return partial(_one_of, get_args(kind))
    if get_origin(kind) is list:
        return partial(_list, checker(get_args(kind)[0], key))
    if get_origin(kind) is dict:
        return partial(_names, checker(get_args(kind)[1], ""))
    (some,) = (each for each in members(kind) if each is not NoneType)  # all unions are of something and None
    return partial(_nullable, checker(some, key))


def _plain(kind: type, value: object) -> None:
    if type(value) is not kind:
        raise Wrong(f"must be {_WORDS[kind]}, not {short(value)}")


def _one_of(options: tuple[str, ...], value: object) -> None:
    if not isinstance(value, str) or value not in options:
        raise Wrong(f"must be {_listed(options)}, not {short(value)}")


def _nullable(check: Check, value: object) -> None:
    if value is not None:
        check(value)


def _list(check: Check, value: object) -> None:
    if not isinstance(value, list):
        raise Wrong(f"must be a list, not {short(value)}")
    number = 0
    try:
        for number, each in enumerate(value):  # noqa: B007  # told of when it fails
            check(each)
    except Wrong as wrong:
        wrong.steps.append(number)
        raise


def _names(check: Check, value: object) -> None:
    """An object whose keys are names of things, of files for one."""
    if not isinstance(value, dict):
        raise Wrong(f"must be an object, not {short(value)}")
    for name, each in value.items():
        _text("", name)
        try:
            check(each)
        except Wrong as wrong:
            wrong.steps.append(name)
            raise


def _record(known: Mapping[str, tuple[Check, bool]], value: object) -> None:
    if not isinstance(value, dict):
        raise Wrong(f"must be an object, not {short(value)}")
    if more := value.keys() - known.keys():
        raise Wrong("is no key that this version knows", min(more))
    key = ""
    try:
        for key, (check, required) in known.items():
            if key in value:
                check(value[key])
            elif required:
                raise Wrong("is missing")
    except Wrong as wrong:
        wrong.steps.append(key)
        raise


def _text(key: str, value: object) -> None:
    if not isinstance(value, str):
        raise Wrong(f"must be a text, not {short(value)}")
    if not value.isascii() and not is_text(value):
        raise Wrong("holds half of a character")
    if key in PATTERNS and (not re.match(PATTERNS[key], value) or value.endswith("\n")):
        raise Wrong(f"must be {_PATTERN_WORDS[key]}, not {short(value)}")


def _any(deep: int, value: object) -> None:
    """Whatever JSON holds, in texts that can be written and no deeper than anybody reads."""
    if isinstance(value, str):
        _text("", value)
    elif isinstance(value, (list, dict)):
        if not deep:
            raise Wrong("is nested too deeply")
        for each in [*value, *value.values()] if isinstance(value, dict) else value:
            _any(deep - 1, each)


def _below(where: str, step: str | int) -> str:
    if isinstance(step, int):
        return f"{where}[{step}]"
    plain = re.fullmatch("[A-Za-z_][A-Za-z0-9_]{0,60}", step)
    named = step if plain else short(step)
    return f"{where}.{named}" if where and plain else f"{where}[{named}]" if where else named


def _listed(options: tuple[str, ...]) -> str:
    return f"{', '.join(options[:-1])} or {options[-1]}"


def short(value: object) -> str:
    """A value as a sentence can hold it."""
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "an object"
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**20:
        return "so large a number"
    text = value if isinstance(value, str) else ""
    return printable(dumps(value if len(text) <= 60 else f"{text[:60]}...", ensure_ascii=False))
