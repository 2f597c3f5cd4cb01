"""The published schema of the configuration: it is that of the rules, and it and the reader refuse the same keys."""

from __future__ import annotations

import copy
import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from lint import config_schema
from lint.config import KEYS, ConfigError, load
from lint.packs import rules_of
from lint.scaffold.settings_file import PROFILES, Settings
from tests.rules_page import FAMILIES

ROOT = Path(__file__).parents[2]
PUBLISHED = Path(config_schema.__file__).with_name(config_schema.NAME)
RULES = rules_of(FAMILIES)

Table = dict[str, Any]

# Every key of a configuration at least once, each with a value that is allowed.
WHOLE: Table = tomllib.loads("""
paths = ["content"]
exclude = ["/content/old.md"]
profile = "jama"
select = ["missing-doi", "dosing-instruction"]
ignore = ["study-dose"]
fail-on = "warning"
lock = "content/references.lock"
baseline = "medlint-baseline.json"
max-age-days = 7
severity.uncited-reference = "info"
rules.incomplete-disclaimer.profile = "strict"
rules.altered-disclaimer.approved = ["content/disclaimers/en.md"]
services.crossref.url = "https://mirror.example.org/crossref"
services.pubmed = {}

[per-path."content/drafts/"]
profile = "jama"
ignore = ["missing-disclaimer"]
select = []
severity.study-dose = "warning"
rules.incomplete-disclaimer.profile = "clinic"

[[waivers]]
rule = "dosing-instruction"
path = "content/antidotes.md"
quote = "Give 10 g of glucose by mouth at once."
reason = "first aid"
approver = "Dr. A. Roe"
expires = 2027-06-30
""")


@cache
def validator() -> Draft202012Validator:
    """The published schema, ready to judge."""
    return Draft202012Validator(json.loads(PUBLISHED.read_text(encoding="utf-8")), format_checker=FormatChecker())


def allowed(table: Table) -> bool:
    """What the schema says of a configuration; days are texts to it, as taplo hands them on."""
    return validator().is_valid(json.loads(json.dumps(table, default=str)))


class OneFile:
    """A place with one file, which holds a configuration as TOML."""

    def __init__(self, table: Table) -> None:
        self.data = "\n".join(f"{json.dumps(key)} = {inline(value)}" for key, value in table.items()).encode()

    def has(self, path: Path) -> bool:
        """There it is."""
        return True

    def read(self, path: Path) -> bytes:
        """The file."""
        return self.data


def inline(value: object) -> str:
    """A value in TOML, on one line (toml.io/en/v1.0.0#inline-table)."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {inline(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str | bool) else str(value)


def refusal(table: Table) -> str:
    """Why the reader refuses a configuration; empty when it does not."""
    try:
        load(Path("medlint.toml"), RULES, OneFile(table))
    except ConfigError as error:
        return str(error)
    return ""


def test_it_is_that_of_the_rules() -> None:
    """The committed schema is what is made from the rules; `python -m tests.docs_pages` writes it."""
    assert PUBLISHED.read_text(encoding="utf-8") == config_schema.written(RULES)


def test_it_is_a_schema() -> None:
    """The dialect itself allows it, and every key, option and waiver's key has a description."""
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(published)

    assert list(published["properties"]) == list(KEYS)
    assert [place for place, part in described(published) if not str(part.get("description", "")).endswith(".")] == []


def described(part: Table, place: str = "") -> Iterator[tuple[str, Table]]:
    """Every key that a schema knows, with what it says of it."""
    for name, below in part.get("properties", {}).items():
        yield f"{place}.{name}", below
        yield from described(below, f"{place}.{name}")
    for key in ("items", "additionalProperties"):
        if isinstance(below := part.get(key), dict):
            yield from described(below, f"{place}.{key}")


def test_our_own_configuration_is_allowed() -> None:
    """The schema allows the configuration of this repository, and one with every key."""
    own = tomllib.loads((ROOT / "medlint.toml").read_text(encoding="utf-8"))

    assert allowed(own)
    assert allowed(WHOLE)
    assert refusal(WHOLE) == ""
    assert set(WHOLE) == set(KEYS)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("uncommented", [False, True])
def test_what_init_writes_is_allowed(profile: str, uncommented: bool) -> None:
    """The schema allows what `medlint init` writes, also without the comment signs of its examples."""
    text = Settings(("content",), profile, excluded={"content/old.md": "it is not UTF-8"}).text()
    if uncommented:
        text = re.sub(r"(?m)^# (?=\[|[\w-]+ = )", "", text)
    table = tomllib.loads(text)

    assert allowed(table)
    assert refusal(table) == ""
    assert len(table) >= 5


def places(table: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths to every value of a table, at any depth."""
    if isinstance(table, dict | list):
        for key, value in table.items() if isinstance(table, dict) else enumerate(table):
            yield (*path, key)
            yield from places(value, (*path, key))


def at(table: Any, path: tuple[str | int, ...]) -> Any:
    """The value at a path."""
    for key in path:
        table = table[key]
    return table


PLACES = [(), *places(WHOLE)]
NAMES = sorted(
    {str(key) for path in PLACES for key in path} | {rule.id for rule in RULES} | {"url", "tool", "", "Paths"}
)
LETTERS = st.text("abcdefghijklmnopqrstuvwxyz-_.é \"'\\/", max_size=12)
VALUES: st.SearchStrategy[Any] = st.one_of(
    st.booleans(),
    st.integers(-2, 40_000),
    st.sampled_from([0.5, "", "error", "never", "strict", "jama", "2027-02-30", "20270630", "2027-06-30"]),
    st.sampled_from(["a/../b.md", "/a.md", "c:/a.md", "a*.md", "./a.md", "a b.md", "unchecked-content", " ", "é"]),
    st.sampled_from([rule.id for rule in RULES]),
    LETTERS,
    st.lists(st.sampled_from(["content", "", "missing-doi", 1, True]), max_size=2),
    st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["error", "x", 1, True, {}, []]), max_size=2),
)


@st.composite
def changed(draw: st.DrawFn) -> Table:
    """The whole configuration with one to three changes: a key renamed, added or taken away, another value."""
    table = copy.deepcopy(WHOLE)
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from([path for path in [(), *places(table)] if path]))
        holder, key = at(table, path[:-1]), path[-1]
        match draw(st.sampled_from(["rename", "add", "remove", "value"])):
            case "rename" if isinstance(holder, dict):
                holder[draw(st.sampled_from(NAMES) | LETTERS)] = holder.pop(key)
            case "add" if isinstance(holder, dict):
                holder[draw(st.sampled_from(NAMES) | LETTERS)] = draw(VALUES)
            case "remove":
                del holder[key]
            case _:
                holder[key] = draw(VALUES)
    return table


@given(changed())
def test_both_refuse_the_same(table: Table) -> None:
    """The schema refuses a configuration exactly when `medlint check` does, whatever was changed in it."""
    assert allowed(table) == (refusal(table) == ""), refusal(table)


@pytest.mark.parametrize("path", [path for path in PLACES if isinstance(at(WHOLE, path), dict)], ids=str)
@pytest.mark.parametrize("key", ["pathes", "Rule", ""])
def test_unknown_keys_are_refused_at_every_depth(path: tuple[str | int, ...], key: str) -> None:
    """A key that nobody knows is refused in every table, by both; patterns of `per-path` may be anything."""
    table = copy.deepcopy(WHOLE)
    at(table, path)[key] = {}

    assert allowed(table) == (path == ("per-path",))
    assert allowed(table) == (refusal(table) == "")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"max-age-days": 30.0}, "max-age-days"),
        ({"waivers": [{**WHOLE["waivers"][0], "approver": "—"}]}, "approver"),
    ],
)
def test_what_a_schema_cannot_tell(change: Table, told: str) -> None:
    """The two kinds of value that the schema lets through and the reader refuses."""
    table = {**WHOLE, **change}

    assert allowed(table)
    assert told in refusal(table)
