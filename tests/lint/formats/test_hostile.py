"""Hostile texts through every format: no terminal and no runner obeys anything, and every parser reads the output."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.formats import NAMES, Layout, renderer
from lint.report import Report
from tests.lint.formats.judge import JSON, XML, faults, named
from tests.lint.formats.sample import HOSTILE_TEXTS, REPORT, hostile, many
from tests.runner import commands

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
# Parts of commands, escapes and markup come up in no text that is drawn letter by letter.
_PIECES = st.sampled_from(
    ("::", "##[", "]", "%0A", "%25", "\n", "\r", "::error::", "##", "[", "{0}", "](", "]]>", "<!--", "-->", "|", "`")
)
_TEXTS = st.lists(st.one_of(_PIECES, st.text(st.characters(exclude_categories=()), max_size=5)), max_size=8).map(
    "".join
)


def _output(name: str, report: Report) -> bytes:
    """What the command line would write."""
    return renderer(name)(report, Layout()).encode("utf-8", "backslashreplace")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=named)
def test_hostile_texts(name: str, text: str) -> None:
    """Each of them as name, content and record: no fault, and the same bytes again."""
    output = _output(name, hostile(text))

    assert faults(name, output) == []
    assert _output(name, hostile(text)) == output


@pytest.mark.parametrize("name", NAMES)
@given(text=_TEXTS)
def test_any_text(name: str, text: str) -> None:
    """Whatever stands there."""
    assert faults(name, _output(name, hostile(text))) == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("report", [REPORT, many(0), many(60)], ids=["sample", "none", "many"])
def test_ordinary_reports(name: str, report: Report) -> None:
    """The judge has nothing to say against what is harmless."""
    assert faults(name, _output(name, report)) == []


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=named)
def test_github_commands_are_ours(text: str) -> None:
    """A command for each finding that counts, and for the remark, with the rule as the title that was meant."""
    report = hostile(text)
    found = commands(_output("github", report).decode())
    expected = [(_COMMANDS[finding.severity], finding.rule) for finding in report.findings if finding.counts]

    assert [(command.name, command.properties["title"]) for command in found] == [*expected, ("notice", "medlint")]


@pytest.mark.parametrize(
    ("name", "output"),
    [
        ("text", b"\xff\n"),
        ("text", b"a\x1b[2J\n"),
        ("text", "a\u202eb\n".encode()),
        ("text", b"::error::x\n"),
        ("github", b"::stop-commands::x\n"),
        ("github", b"::error::a ##[group]b\n"),
        ("json", b'"##[group]x"\n'),
        ("json", b'{"a": NaN}\n'),
        ("json", b'{"a": 1, "a": 2}\n'),
        ("json", b'"\\udcff"\n'),
        ("junit", b"<testsuites>\n"),
        ("junit", b"<testsuites tests='1' failures='0' errors='0'/>\n"),
        ("junit", b"<testsuites tests='0' failures='0' errors='0'><evil/></testsuites>\n"),
        ("junit", b"<!DOCTYPE x [<!ENTITY a 'b'>]><testsuites tests='0' failures='0' errors='0'/>\n"),
        ("gitlab", b'[{"description": "x"}]\n'),
        ("rdjson", b'{"diagnostics": [{"message": "x", "evil": 1}]}\n'),
        ("rdjson", b'{"diagnostics": [{"message": "\\u001b[2J"}]}\n'),
        ("sarif", b'{"uriBaseId": "%SRCROOT%", "uri": "../x.md"}\n'),
        ("sarif", b'{"message": {"text": "[x](0)"}}\n'),
    ],
)
def test_the_judge_finds_faults(name: str, output: bytes) -> None:
    """Each of these would be obeyed, hidden or refused."""
    assert faults(name, output) != []


def test_every_format_is_judged() -> None:
    """A format that is added is JSON, XML or for people; the judge has to know which."""
    assert set(NAMES) - JSON - XML <= {"text", "github", "markdown"}
