"""The JSON Schema of the configuration, for editors: made from the keys of `lint.config` and the installed rules.

`python -m lint.config_schema` prints it with the rules of every installed pack; `config.schema.json` holds our own.
Dialect: JSON Schema 2020-12 (json-schema.org/draft/2020-12). Patterns keep to what ECMA 262, Python and Rust share,
because taplo, which editors use for TOML, is written in Rust.

The schema refuses exactly the keys that `lint.config` refuses. Of values it refuses nothing that is allowed; a few that
are not it cannot tell (`30.0` for `30`, an approver of dashes): `medlint check` has the last word.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from lint.config import (
    FAIL_ON,
    KEYS,
    MAX_AGE_DAYS,
    OVERRIDE_KEYS,
    SERVICES,
    UNWAIVABLE,
    WAIVER_KEYS,
)
from lint.finding import SEVERITIES
from lint.resolve.registries.services import Addresses
from lint.rule import Option, OptionValue, Rule

ADDRESS = "https://raw.githubusercontent.com/medlint/medlint/main/lint/config.schema.json"
NAME = "config.schema.json"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"

# As in lint.config.
_MOST_DAYS = 36_500

Schema = dict[str, Any]

# What every key says; a key without its line is a KeyError, which the tests see.
_KEYS = {
    "paths": "Files and directories to check when the command names none, relative to this file. Directories are walked"
    " for Markdown, and `.gitignore` is honoured.",
    "exclude": "What is left out, in the syntax of `.gitignore`. Every report names it as skipped.",
    "profile": "Switches on rules that are off by default.",
    "select": "Run these rules only. Empty: all that are on by default.",
    "ignore": "Leave these rules out.",
    "fail-on": "Exit 1 from this severity on.",
    "severity": "Another severity for a rule.",
    "rules": "The options of rules.",
    "per-path": "Other settings for some files: each key is a pattern in the syntax of `.gitignore`.",
    "lock": "Where the answers of the registries are kept, relative to this file. Without it: `references.lock` in the"
    " first of the paths.",
    "baseline": "The file with the findings that were there when medlint was switched on, relative to this file: they"
    " are shown as known, and fail nothing.",
    "max-age-days": "An answer of a registry that is older than so many days is asked for again when there is a"
    " network.",
    "services": "Mirrors of the registries. They are sent neither an e-mail address nor a key.",
    "waivers": "Findings that somebody answers for, each for the very words of one file.",
}
_WAIVER = {
    "rule": "The rule whose finding is meant.",
    "path": "The one file, relative to this file, with `/` between its parts.",
    "quote": "The whole paragraph, list item or table line, word for word.",
    "reason": "Why the words may stay.",
    "approver": "Who answers for them.",
    "expires": "The last day on which this holds, such as 2027-06-30.",
}
# Python's \w and \S reach beyond ASCII, ECMA's \w does not: one character that is no mark or blank of ASCII.
_WORD = r"[^\u0000-\u002f:-@\[-^`{-\u007f]"
_NO_PLAIN_PATH = (r"^[/~]", r"\\", r"^[^/]*:", r"(^|/)\.{0,2}(/|$)", r"[*?\[\]{}]")


def schema(rules: Sequence[Rule]) -> Schema:
    """The schema of `medlint.toml`, and of the table `tool.medlint`, where these rules are installed."""
    choice = _choice(rules)
    keys: Mapping[str, Schema] = {
        **choice,
        "paths": {**_texts(), "default": []},
        "exclude": {**_texts(), "default": []},
        "fail-on": {"enum": list(FAIL_ON), "default": "error"},
        "per-path": {"type": "object", "additionalProperties": _table({key: choice[key] for key in OVERRIDE_KEYS})},
        "lock": {"type": "string"},
        "baseline": {"type": "string"},
        "max-age-days": {"type": "integer", "minimum": 0, "maximum": _MOST_DAYS, "default": MAX_AGE_DAYS},
        "services": _table({name: _mirror(name) for name in SERVICES}),
        "waivers": {"type": "array", "items": _waiver(rules), "default": []},
    }
    return {
        "$schema": _DIALECT,
        "$id": ADDRESS,
        "title": "The configuration of medlint",
        "description": "`medlint.toml`, or the table `[tool.medlint]` of `pyproject.toml`. Every key is optional.",
        **_table({key: {"description": _KEYS[key], **keys[key]} for key in KEYS}),
        "$defs": {"rule": {"enum": [rule.id for rule in rules]}},
    }


def _choice(rules: Sequence[Rule]) -> dict[str, Schema]:
    """What may be said for all files, and for some."""
    rule_list: Schema = {"type": "array", "items": {"$ref": "#/$defs/rule"}, "default": []}
    profiles = sorted({profile for rule in rules for profile in rule.profiles})
    found: dict[str, Schema] = {
        "profile": {"enum": profiles} if profiles else {"not": {}},
        "select": rule_list,
        "ignore": rule_list,
        "severity": _table({rule.id: _severity(rule) for rule in rules}),
        "rules": _table({rule.id: _options(rule) for rule in rules}),
    }
    return {key: {"description": _KEYS[key], **part} for key, part in found.items()}


def _severity(rule: Rule) -> Schema:
    return {"description": _sentence(rule.summary), "enum": list(SEVERITIES), "default": rule.severity}


def _options(rule: Rule) -> Schema:
    return {
        "description": _sentence(rule.summary),
        **_table({option.name: {"description": _sentence(option.help), **_option(option)} for option in rule.options}),
    }


def _option(option: Option) -> Schema:
    default = option.default
    if isinstance(default, tuple):
        part: Schema = {**_texts(), "default": list(default)}
        if option.choices:
            part["items"] = {"enum": list(option.choices)}
        return part
    if option.choices:
        return {"enum": list(option.choices), "default": default}
    return {"type": _kind(default), "default": default}


def _kind(value: OptionValue) -> str:
    return {bool: "boolean", int: "integer", str: "string"}[type(value)]


def _mirror(name: str) -> Schema:
    usual = getattr(Addresses(), name)
    url = {"description": "The address of the mirror, without a slash at its end.", "type": "string"}
    return {"description": f"A mirror of {usual}.", **_table({"url": url})}


def _waiver(rules: Sequence[Rule]) -> Schema:
    keys: Mapping[str, Schema] = {
        "rule": {"$ref": "#/$defs/rule", "not": {"enum": sorted(UNWAIVABLE)}},
        "path": {"type": "string", "pattern": r"\S", "not": {"anyOf": [{"pattern": each} for each in _NO_PLAIN_PATH]}},
        "quote": {"type": "string", "pattern": _WORD},
        "reason": {"type": "string", "pattern": _WORD},
        "approver": {"type": "string", "pattern": _WORD},
        # TOML has days of its own; taplo hands them on as text.
        "expires": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "format": "date"},
    }
    return {
        **_table({key: {"description": _WAIVER[key], **keys[key]} for key in WAIVER_KEYS}),
        "required": list(WAIVER_KEYS),
    }


def _table(keys: Mapping[str, Schema]) -> Schema:
    return {"type": "object", "properties": dict(keys), "additionalProperties": False}


def _texts() -> Schema:
    return {"type": "array", "items": {"type": "string", "minLength": 1}}


def _sentence(text: str) -> str:
    """A summary or a help as a sentence of its own."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def written(rules: Sequence[Rule]) -> str:
    """The schema as its file has it."""
    return json.dumps(schema(rules), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    import sys

    from lint.packs import installed, rules_of

    sys.stdout.write(written(rules_of(family for pack in installed() for family in pack.families)))
