"""The formats: one sample report through each of them."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint import __version__
from lint.finding import Waiver
from lint.formats import NAMES, Layout, renderer
from lint.report import Demand, Report
from tests.lint.formats.sample import HOSTILE, MISSING, REPORT


def test_text() -> None:
    """Place, severity, sentence, rule; the text that it is about; the remedy; the sums as the last line."""
    assert renderer("text")(REPORT, Layout()).splitlines() == [
        (
            "content/a,b:c.md:1:1: warning: The link \\x1b[31m%0A::error::x\\u202e leads nowhere. [broken-link] "
            "(waived: known, Dr. Roe, until 2027-01-31)"
        ),
        f"    | {'x' * 48} … {'x' * 48}",
        "content/x.md:3:1: error: Reference 1 has no PMID. [missing-pmid]",
        "    | 1. Dahan",
        "    = Add: PMID: 1.",
        "      Then check again.",
        "",
        "checked 1 of 2 files, 1 reference: 0 verified, 0 unverified; 1 error, 0 warnings, 0 infos, 1 waived",
    ]


def test_text_quiet_with_statistics() -> None:
    """Quiet leaves one line a finding; statistics count every rule."""
    assert renderer("text")(REPORT, Layout(quiet=True, statistics=True)).splitlines()[1:4] == [
        "content/x.md:3:1: error: Reference 1 has no PMID. [missing-pmid]",
        "1  broken-link",
        "1  missing-pmid",
    ]


def test_text_in_colour_says_the_same() -> None:
    """Colour adds escape sequences around the words and changes none."""
    colored = renderer("text")(REPORT, Layout(color=True))

    assert "\x1b[31merror\x1b[0m" in colored
    assert re.sub(r"\x1b\[\d+m", "", colored) == renderer("text")(REPORT, Layout())


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


def test_github() -> None:
    """One command a live finding, properties and data escaped; the sums stand last."""
    lines = renderer("github")(REPORT, Layout()).splitlines()

    assert lines[0] == (
        "::error file=content/x.md,line=3,endLine=3,col=1,endColumn=8,title=missing-pmid"
        "::Reference 1 has no PMID.%0AAdd: PMID: 1.%0AThen check again."
    )
    assert lines[1].startswith("checked 1 of 2 files")


hostile_text = st.text(st.characters(exclude_categories=()), max_size=40)


@given(hostile_text, hostile_text, hostile_text)
def test_github_commands_cannot_be_forged(message: str, help_text: str, path: str) -> None:
    """Whatever stands in a text or a file name, there is one command, and its parts read back."""
    finding = MISSING._replace(message=message, help=help_text, path=path)
    report = Report(REPORT.run, Demand(), (), (finding,), (), ())
    line, summary = renderer("github")(report, Layout()).split("\n")[:2]
    head, _, data = line.removeprefix("::error ").partition("::")

    assert summary.startswith("checked 0 of 0 files")
    assert "::" not in head
    assert head.count(",") == 5
    assert "\n" not in data
    assert "\r" not in data
    assert not re.search("[\0-\x1f\x7f-\x9f\u202a-\u202e]", line)


@pytest.mark.parametrize("name", ["text", "json"])
@given(message=hostile_text, path=hostile_text)
def test_no_format_prints_what_a_terminal_obeys(name: str, message: str, path: str) -> None:
    """Control, bidirectional and invisible characters never reach the output."""
    finding = HOSTILE._replace(
        message=message, path=path, excerpt=message, help=message, waived=Waiver(message, message, "", message, 1)
    )
    text = renderer(name)(Report(REPORT.run, Demand(), (), (finding,), (), ()), Layout())

    assert not re.search("[\0-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]", text)
    text.encode()


def test_unknown_format() -> None:
    """A format that does not exist is a KeyError; those that exist are listed."""
    with pytest.raises(KeyError):
        renderer("pdf")

    assert NAMES == ("text", "json", "github")
