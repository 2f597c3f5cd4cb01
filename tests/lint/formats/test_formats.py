"""What holds for every format."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.finding import Waiver
from lint.formats import NAMES, Layout, renderer
from lint.report import Demand, Report
from tests.lint.formats.sample import HOSTILE, HOSTILE_TEXTS, REPORT, hostile, many
from tests.runner import commands

OURS = {"github": ["error", "notice"]}  # the commands that a format means to give, for the hostile reports

each_format = pytest.mark.parametrize("name", NAMES)
hostile_text = st.text(st.characters(exclude_categories=()), max_size=40)


@each_format
@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=ascii)
def test_runner_finds_no_foreign_command(name: str, text: str) -> None:
    """Whatever a file is called, an article says or a registry answers, the runner obeys our commands alone."""
    output = renderer(name)(hostile(text), Layout())

    assert OURS.get(name, []) == [command.name for command in commands(output)]


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=ascii)
def test_runner_finds_none_in_colour(text: str) -> None:
    """Neither with the escape sequences of our colours nor when something has taken them out again."""
    output = renderer("text")(hostile(text), Layout(color=True))

    assert commands(output) == []
    assert commands(re.sub(r"\x1b\[\d+m", "", output)) == []


@pytest.mark.parametrize("name", sorted({"text", "json", "github", "markdown"} & set(NAMES)))
@given(message=hostile_text, path=hostile_text)
def test_no_format_prints_what_a_terminal_obeys(name: str, message: str, path: str) -> None:
    """Control, bidirectional and invisible characters never reach the output."""
    finding = HOSTILE._replace(
        message=message, path=path, excerpt=message, help=message, waived=Waiver(message, message, "", message, 1)
    )
    text = renderer(name)(Report(REPORT.run, Demand(), (), (finding, finding._replace(waived=None)), (), ()), Layout())

    assert not re.search("[\0-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]", text)
    text.encode()


@each_format
def test_same_bytes_for_the_same_report(name: str) -> None:
    """A report rendered twice is the same text, with a line feed at its end."""
    first, second = (renderer(name)(many(30), Layout()) for _ in range(2))

    assert first == second
    assert first.endswith("\n")


def test_unknown_format() -> None:
    """A format that does not exist is a KeyError; those that exist are listed."""
    with pytest.raises(KeyError):
        renderer("pdf")

    assert NAMES[:3] == ("text", "json", "github")
