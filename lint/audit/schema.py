"""The JSON Schema (draft 2020-12) of `report.json`, made from the types of `lint.audit.document`.

What it says is in `report.schema.json` beside this module; a test compares the two.
"""

from __future__ import annotations

import inspect
from types import NoneType
from typing import Any, Literal, get_args, get_origin, is_typeddict

from lint.audit.document import Document, Tool
from lint.audit.shape import PATTERNS, keys, members
from lint.audit.stored import TOOL
from lint.formats.json import SCHEMA

ID = "https://github.com/medlint/medlint/blob/main/lint/audit/report.schema.json"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TYPES = {str: "string", int: "integer", bool: "boolean", NoneType: "null"}


def schema() -> dict[str, Any]:
    """The schema. Every object names all its keys, and no other may stand in it."""
    definitions: dict[str, Any] = {}
    _define(Document, definitions)
    root = definitions.pop(Document.__name__)
    root["properties"]["schema"] = {"const": SCHEMA}
    definitions[Tool.__name__]["properties"]["name"] = {"const": TOOL}
    return {
        "$schema": _DIALECT,
        "$id": ID,
        "title": "The report of an audit by medlint",
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def text() -> str:
    """The schema as it is published."""
    import json

    return json.dumps(schema(), indent=2) + "\n"


def _define(shape: type, definitions: dict[str, Any]) -> None:
    if shape.__name__ in definitions:
        return
    found: dict[str, Any] = {"description": _description(shape), "type": "object"}
    definitions[shape.__name__] = found
    known = keys(shape)
    found["properties"] = {key: _of(kind, key, definitions) for key, (kind, _) in known.items()}
    found["required"] = [key for key, (_, required) in known.items() if required]
    found["additionalProperties"] = False


def _description(shape: type) -> str:
    """The docstring, with one line a paragraph."""
    paragraphs = inspect.cleandoc(shape.__doc__ or "").split("\n\n")
    return "\n\n".join(" ".join(each.split()) for each in paragraphs)


def _of(kind: Any, key: str, definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of a value of a type that stands under a key."""
    options = members(kind)
    if len(options) > 1:
        return _union([_of(each, key, definitions) for each in options])
    if is_typeddict(kind):
        _define(kind, definitions)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    if kind is object:
        return {}
    if get_origin(kind) is Literal:
        return {"enum": list(get_args(kind))}
    if get_origin(kind) is list:
        return {"type": "array", "items": _of(get_args(kind)[0], key, definitions)}
    if get_origin(kind) is dict:
        return {"type": "object", "additionalProperties": _of(get_args(kind)[1], "", definitions)}
    plain = {"type": _TYPES[kind]}
    return {**plain, "pattern": PATTERNS[key]} if kind is str and key in PATTERNS else plain


def _union(options: list[dict[str, Any]]) -> dict[str, Any]:
    """One `type` for plain types, as validators word their complaints better so."""
    if all("type" in each and each["type"] not in ("object", "array") for each in options):
        merged = {key: value for each in options for key, value in each.items()}
        return {**merged, "type": [each["type"] for each in options]}
    return {"anyOf": options}
