"""The published schema: it is that of the types, and it and the reader refuse the same reports."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from lint.audit import schema
from lint.audit.document import Document
from lint.audit.stored import StoredError, parse
from lint.formats.json import written
from tests.lint.audit.real import audited
from tests.lint.audit.sample import hostile, many, small

PUBLISHED = Path(schema.__file__).with_name("report.schema.json")
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


@cache
def validator() -> Draft202012Validator:
    """The published schema, ready to judge."""
    return Draft202012Validator(json.loads(PUBLISHED.read_text(encoding="utf-8")))


def real(root: Path) -> Document:
    """The document of an audit of two articles."""
    (root / "content").mkdir()
    (root / "content/sleep.md").write_text(
        "# Sleep\n\nTake 20 mg of amitriptyline at night [1].\n\n## References\n\n1. Okoro P. Sleep. J Sleep. 2014.\n"
    )
    (root / "content/old.md").write_bytes(b"\xff\xfe")
    return audited(root, NOW, "Sleep")


def test_the_published_schema_is_that_of_the_types() -> None:
    """Whoever changes the types writes it anew, with the command that is told here."""
    command = "python -c 'from lint.audit.schema import text; print(text(), end=\"\")' > lint/audit/report.schema.json"

    assert schema.text() == PUBLISHED.read_text(encoding="utf-8"), f"write it anew: {command}"


def test_the_schema_is_valid_and_closed() -> None:
    """It is a schema of its draft, every object in it is closed, described, and names its keys."""
    Draft202012Validator.check_schema(schema.schema())
    published = schema.schema()
    objects = [published, *published["$defs"].values()]

    assert len(objects) > 30
    assert all(each["additionalProperties"] is False and each["description"] for each in objects)
    assert [each for each in objects if not set(each["required"]) <= each["properties"].keys()] == []


@pytest.mark.parametrize(
    "document", [small(), hostile("\x00<script>\u202e'\n"), many(3)], ids=["small", "hostile", "many"]
)
def test_documents_are_valid(document: Document) -> None:
    """The documents that tests share are reports."""
    complaints = [error.message for error in validator().iter_errors(json.loads(written(document)))]

    assert complaints == []


def test_the_report_of_a_real_audit_is_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So is what an audit of real files writes, and it is read back equal."""
    monkeypatch.chdir(tmp_path)
    document = real(tmp_path)
    text = written(document)
    complaints = [error.message for error in validator().iter_errors(json.loads(text))]

    assert document["findings"]
    assert document["references"]
    assert complaints == []
    assert document == parse(text.encode(), "report.json")


Step = str | int
VALUES: tuple[object, ...] = (None, True, 0, -1, 0.5, "", "error", "x" * 32, [], {}, [None], {"a": 1}, 10**30)


def places(value: object, above: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    """All places in a JSON value below its root."""
    below: list[tuple[Step, object]] = []
    if isinstance(value, dict):
        below = list(value.items())
    elif isinstance(value, list):
        below = list(enumerate(value))
    for step, each in below:
        yield (*above, step)
        yield from places(each, (*above, step))


SMALL = written(small())
PLACES = list(places(json.loads(SMALL)))


def judged(tree: object) -> tuple[bool, bool]:
    """Whether the schema and the reader take it."""
    try:
        parse(json.dumps(tree).encode(), "old.json")
    except StoredError:
        return validator().is_valid(tree), False
    return validator().is_valid(tree), True


def at(tree: Any, path: tuple[Step, ...]) -> Any:
    """What stands at a place."""
    for step in path:
        tree = tree[step]
    return tree


def test_without_any_key_it_is_refused() -> None:
    """Every key of the small report is needed: neither takes it without one."""
    keys = [path for path in PLACES if isinstance(path[-1], str) and path[-2:-1] != ("renamed",)]
    # One of each shape is enough: the rows of a list are alike.
    kinds = {tuple(step for step in path if isinstance(step, str)): path for path in keys}
    for path in kinds.values():
        tree = json.loads(SMALL)
        del at(tree, path[:-1])[path[-1]]

        optional = path[-1] == "link"

        assert judged(tree) == (optional, optional), path

    assert len(kinds) > 150


@given(st.sampled_from(PLACES), st.sampled_from(VALUES))
@settings(max_examples=200, deadline=None)
def test_schema_and_reader_agree_on_any_value_in_any_place(path: tuple[Step, ...], value: object) -> None:
    """Whatever stands in the place of a value, both take it or both refuse it."""
    tree = json.loads(SMALL)
    at(tree, path[:-1])[path[-1]] = value
    schema_takes, reader_takes = judged(tree)

    assert schema_takes == reader_takes


@given(st.sampled_from(PLACES))
@settings(max_examples=50, deadline=None)
def test_schema_and_reader_agree_on_keys(path: tuple[Step, ...]) -> None:
    """A key that nobody knows is refused by both, except among the names of files."""
    tree = json.loads(SMALL)
    found = at(tree, path)
    if isinstance(found, dict):
        found["unknown"] = "x"
    schema_takes, reader_takes = judged(tree)

    assert schema_takes == reader_takes
    assert schema_takes == (not isinstance(found, dict) or path[-1] == "renamed")
