"""JSON: the contract of schema 1, readable by strict parsers and inert for the runner."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint import __version__
from lint.formats import Layout, renderer
from tests.lint.formats.sample import HOSTILE, HOSTILE_TEXTS, MISSING, REPORT, hostile
from tests.runner import commands


def test_json() -> None:
    """Every key of schema 1, with values as they are."""
    data = json.loads(renderer("json")(REPORT, Layout()))

    assert list(data) == [
        "schema", "tool", "run", "files", "findings", "references", "citations", "remarks", "summary", "exit_code",
    ]  # fmt: skip
    assert data["tool"] == {"name": "medlint", "version": __version__}
    assert data["run"] == {
        "started": "2026-11-22T09:00:00Z", "paths": ["content"], "offline": False, "locked": True,
        "config": "pyproject.toml", "baseline": None, "changed_since": None, "policy_from": None,
    }  # fmt: skip
    assert data["findings"][1] == {
        "rule": "missing-pmid",
        "severity": "error",
        "message": "Reference 1 has no PMID.",
        "help": "Add: PMID: 1.\nThen check again.",
        "path": "content/x.md",
        "start": {"line": 3, "column": 1, "offset": 20},
        "end": {"line": 3, "column": 8, "offset": 27},
        "excerpt": "1. Dahan",
        "fix": {
            "title": "Insert the PMID", "safety": "safe", "edits": [{"start": 27, "end": 27, "text": " PMID: 1."}],
        },
        "fingerprint": "ba7816bf8f01cfea414140de5dae2223",
        "waived": None,
        "aside": None,
    }  # fmt: skip
    assert data["findings"][0]["message"] == HOSTILE.message
    assert data["references"][0]["record"]["notices"][0]["kind"] == "retraction"
    assert set(data["references"][0]["record"]) == {
        "title", "authors", "journal", "year", "volume", "pages", "notices",
    }  # fmt: skip
    assert data["citations"][0]["labels"] == ["1"]
    assert data["exit_code"] == 2


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=ascii)
def test_hostile_texts_read_back(text: str) -> None:
    """A text is read back as it is, but for bytes that are no UTF-8, which strict parsers refuse: those are shown."""
    output = renderer("json")(hostile(text), Layout())
    shown = text.replace("\udcff\udcfe", "\\xff\\xfe").replace("\ud800", "\\ud800")

    assert json.loads(output)["findings"][0]["path"] == shown
    assert json.loads(output.encode())["findings"][0]["excerpt"] == shown
    assert "##[" not in output
    assert commands(output) == []


@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_only_text_that_everybody_reads_is_written(text: str) -> None:
    """No invisible character, no noncharacter and no lone surrogate, neither as such nor as an escape."""
    output = renderer("json")(REPORT._replace(findings=(MISSING._replace(message=text, path=text),)), Layout())

    assert not re.search("[\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\ufeff\ufffe\uffff\U000e0000-\U000e007f]", output)
    json.loads(output)["findings"][0]["path"].encode()
    assert json.loads(output)["findings"][0]["message"] == json.loads(output)["findings"][0]["path"]
