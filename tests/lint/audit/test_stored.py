"""Reports of earlier audits: read back equal, and whatever else is refused in one sentence."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lint.audit import stored
from lint.audit.document import Document
from lint.audit.stored import StoredError, load, parse
from lint.formats.json import written
from tests.lint.audit.sample import hostile, many, small

Tree = dict[str, Any]


def said(data: bytes) -> str:
    """What is said of the bytes of a file that is refused."""
    with pytest.raises(StoredError) as refused:
        parse(data, "old.json")
    return str(refused.value)


def changed(edit: Callable[[Tree], object]) -> bytes:
    """The small report with an edit."""
    tree: Tree = json.loads(written(small()))
    edit(tree)
    return json.dumps(tree).encode()


@pytest.mark.parametrize("document", [small(), hostile("<b>&\u202e\x00'"), many(3)], ids=["small", "hostile", "many"])
def test_a_report_is_read_back_equal(document: Document, tmp_path: Path) -> None:
    """What was written is what is read."""
    path = tmp_path / "report.json"
    path.write_text(written(document), encoding="utf-8")

    assert document == load(path)


NO_REPORT = {
    "nothing": (b"", "it is not valid JSON: expecting value at line 1, column 1"),
    "no JSON": (b"# Title\n", "it is not valid JSON: expecting value at line 1, column 1"),
    "no UTF-8": (b'{"schema": "\xff"}', "it is not a text in UTF-8"),
    "a list": (b"[]", "it is not a JSON object"),
    "a key twice": (b'{"schema": 1, "schema": 1}', 'it names "schema" twice in one place (the second time at line 1'),
    "NaN": (b'{"schema": NaN}', "it is not valid JSON: NaN is no number"),
    "a bomb": (b"[" * 200_000, "it is nested too deeply"),
    "digits": (b"9" * 5000, "it is not valid JSON: a number in it is too long"),
    "a conflict": (b"{\n<<<<<<< ours\n}", "it holds an unresolved merge conflict at line 2"),
}


@pytest.mark.parametrize(("data", "words"), NO_REPORT.values(), ids=list(NO_REPORT))
def test_what_is_no_report_is_refused(data: bytes, words: str) -> None:
    """The sentence names the file and tells why."""
    assert said(data).startswith(f"old.json is no report of medlint: {words}")
    assert "\n" not in said(data)


WRONG: dict[str, tuple[Callable[[Tree], object], str]] = {
    "another tool": (lambda tree: tree["tool"].update(name="vale"), "old.json is no report of medlint"),
    "a check": (
        lambda tree: tree.pop("audit"),
        "old.json is the report of medlint check, and that of medlint audit is needed",
    ),
    "newer": (
        lambda tree: tree.update(schema=2),
        (
            "old.json was written by a newer medlint: it has schema 2, and this version reads 1; "
            "update medlint and try again"
        ),
    ),
    "older": (lambda tree: tree.update(schema=0), "old.json has schema 0, and this version reads 1"),
    "schema as text": (
        lambda tree: tree.update(schema="1"),
        "old.json is no report of medlint: schema must be a whole number",
    ),
    "true as schema": (
        lambda tree: tree.update(schema=True),
        "old.json is no report of medlint: schema must be a whole number",
    ),
    "a key missing": (
        lambda tree: tree["findings"][1]["start"].pop("line"),
        "old.json is no whole report of an audit: findings[1].start.line is missing",
    ),
    "a key more": (
        lambda tree: tree["run"].update({"a b": 1}),
        'old.json is no whole report of an audit: run["a b"] is no key that this version knows',
    ),
    "a text for a number": (
        lambda tree: tree["audit"]["rules"][3].update(failed="2"),
        'old.json is no whole report of an audit: audit.rules[3].failed must be a whole number, not "2"',
    ),
    "true for a number": (
        lambda tree: tree["summary"].update(files=True),
        "old.json is no whole report of an audit: summary.files must be a whole number, not true",
    ),
    "half a number": (
        lambda tree: tree["summary"].update(files=0.5),
        "old.json is no whole report of an audit: summary.files must be a whole number, not 0.5",
    ),
    "a number for a text": (
        lambda tree: tree["audit"].update(title=7),
        "old.json is no whole report of an audit: audit.title must be a text, not 7",
    ),
    "no number where one may be": (
        lambda tree: tree["audit"]["exemptions"][0].update(days_left="67"),
        'old.json is no whole report of an audit: audit.exemptions[0].days_left must be a whole number, not "67"',
    ),
    "another severity": (
        lambda tree: tree["findings"][0].update(severity="fatal"),
        'old.json is no whole report of an audit: findings[0].severity must be error, warning or info, not "fatal"',
    ),
    "a list for a severity": (
        lambda tree: tree["findings"][0].update(severity=["error"]),
        "old.json is no whole report of an audit: findings[0].severity must be error, warning or info, not a list",
    ),
    "an object for a list": (
        lambda tree: tree.update(files={}),
        "old.json is no whole report of an audit: files must be a list, not an object",
    ),
    "a list for an object": (
        lambda tree: tree["audit"].update(provenance=[]),
        "old.json is no whole report of an audit: audit.provenance must be an object, not a list",
    ),
    "a renamed file of no name": (
        lambda tree: tree["audit"]["trend"]["renamed"].update(x=None),
        "old.json is no whole report of an audit: audit.trend.renamed.x must be a text, not null",
    ),
    "a list for the renamed": (
        lambda tree: tree["audit"]["trend"].update(renamed=[]),
        "old.json is no whole report of an audit: audit.trend.renamed must be an object, not a list",
    ),
    "no time": (
        lambda tree: tree["run"].update(started="yesterday"),
        (
            "old.json is no whole report of an audit: run.started must be a time such as 2026-11-25T09:00:00Z, "
            'not "yesterday"'
        ),
    ),
    "a fingerprint with a line end": (
        lambda tree: tree["findings"][0].update(fingerprint="0" * 32 + "\n"),
        (
            "old.json is no whole report of an audit: findings[0].fingerprint must be 32 digits from 0 to f, "
            f'not "{"0" * 32}\\n"'
        ),
    ),
    "half a character": (
        lambda tree: tree["findings"][0].update(message="\ud800"),
        "old.json is no whole report of an audit: findings[0].message holds half of a character",
    ),
    "half a character in a name": (
        lambda tree: tree["audit"]["trend"]["renamed"].update({"\udcff": "x"}),
        "old.json is no whole report of an audit: audit.trend.renamed holds half of a character",
    ),
    "a huge number": (
        lambda tree: tree["audit"].update(title=10**4000),
        "old.json is no whole report of an audit: audit.title must be a text, not so large a number",
    ),
    "a long key": (
        lambda tree: tree["summary"].update({"k" * 10_000: 1}),
        f'old.json is no whole report of an audit: summary["{"k" * 60}..."] is no key that this version knows',
    ),
    "of another version": (
        lambda tree: (tree["tool"].update(version="9.9"), tree.pop("remarks")),
        "old.json is no whole report of an audit: remarks is missing (medlint 9.9 wrote it, and this is {})",
    ),
}


@pytest.mark.parametrize(("edit", "words"), WRONG.values(), ids=list(WRONG))
def test_a_wrong_report_is_refused_with_its_place(edit: Callable[[Tree], object], words: str) -> None:
    """The sentence names the file, the place as a path of keys, and what must stand there."""
    from lint import __version__

    assert words.replace("{}", __version__) == said(changed(edit))


def test_a_fix_is_taken_as_it_is_up_to_a_depth() -> None:
    """Nothing is said of what a fix holds; no bomb comes in by it."""

    def nested(depth: int) -> bytes:
        value: object = "text"
        for _ in range(depth):
            value = {"in": [value]}
        return changed(lambda tree: tree["findings"][0].update(fix=value))

    assert parse(nested(10), "old.json")["findings"][0]["fix"] is not None
    assert said(nested(40)) == "old.json is no whole report of an audit: findings[0].fix is nested too deeply"
    assert "half of a character" in said(changed(lambda tree: tree["findings"][0].update(fix={"a": ["\ud800"]})))


def test_files_that_cannot_be_read_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is not there, a folder, a pipe, one too large, and a name that no disk knows."""
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    os.mkfifo("pipe")
    Path("large.json").write_bytes(b" " * 1001)
    monkeypatch.setattr(stored, "LIMIT", 1000)
    told = {}
    for name in ("none.json", "folder", "pipe", "large.json", "a\0b", "new\nline"):
        with pytest.raises(StoredError) as refused:
            load(Path(name))
        told[name] = str(refused.value)

    assert told == {
        "none.json": "there is no report none.json",
        "folder": "folder is a folder; name the report.json in it",
        "pipe": "pipe is not a regular file",
        "large.json": "large.json is larger than 0 MB, as no report of medlint is",
        "a\0b": r"there is no report a\x00b",
        "new\nline": r"there is no report new\nline",
    }
