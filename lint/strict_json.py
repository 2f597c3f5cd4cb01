"""JSON that people merge and edit, read strictly: no key twice, no NaN, no half-merged text; errors say where."""

from __future__ import annotations

import json
import re
from typing import NoReturn

_CONFLICT = re.compile(r"(?m)^(?:<{7}|>{7}|={7})(?: |\r?$)")


class JsonFault(Exception):
    """A text that is not JSON, or not clearly so: one sentence about "it", and the offset where that shows."""

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.offset = offset


class _NoNumber(ValueError):
    """NaN or Infinity, which Python reads and JSON does not know (RFC 8259, section 6)."""


class _Twice(Exception):
    """A JSON object names a key twice."""


def load(text: str, conflict: str) -> object:
    """The JSON value of a text; `conflict` says what resolves a merge conflict in it.

    Raises:
        JsonFault: it is not JSON, or an object in it names a key twice.
    """
    text = text.replace("\ufeff", " ", 1) if text.startswith("\ufeff") else text
    if "<<<<<<<" in text and (found := _CONFLICT.search(text)):
        line = text.count("\n", 0, found.start()) + 1
        raise JsonFault(f"it holds an unresolved merge conflict at line {line}; {conflict}", found.start())
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        reason = error.msg[0].lower() + error.msg[1:]
        raise JsonFault(
            f"it is not valid JSON: {reason} at line {error.lineno}, column {error.colno}", error.pos
        ) from error
    except _Twice as error:
        key = json.dumps(str(error), ensure_ascii=False)
        places = [match.start() for match in re.finditer(re.escape(key), text)]
        at = places[1] if len(places) > 1 else 0
        line = text.count("\n", 0, at) + 1
        named = json.dumps(str(error)[:80])
        raise JsonFault(f"it names {named} twice in one place (the second time at line {line} or below)", at) from error
    except RecursionError as error:
        raise JsonFault("it is nested too deeply") from error
    except _NoNumber as error:
        raise JsonFault(f"it is not valid JSON: {error} is no number") from error
    except ValueError as error:  # of more than 4,300 digits (sys.int_info)
        raise JsonFault("it is not valid JSON: a number in it is too long") from error


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise _Twice(key)
        found[key] = value
    return found


def _no_constant(name: str) -> NoReturn:
    raise _NoNumber(name)
