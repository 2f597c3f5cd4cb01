"""The judge of commands: it takes what the runner of GitHub Actions takes, and nothing else."""

from __future__ import annotations

import pytest

from tests.runner import WHITE_SPACE, Command, commands


def test_both_syntaxes() -> None:
    """Colons at the start of a line and brackets anywhere in it make a command, each with its own escapes."""
    output = (
        "::error file=a%2Cb%3A%25.md,line=3::one%0Atwo%2C%253A\r\n"
        "plain ##[group x=1%3B2;y=%5D%3A]Title%5D\n"
        "\u3000\x85::debug::a::b"
    )

    assert commands(output) == [
        Command("error", {"file": "a,b:%.md", "line": "3"}, "one\ntwo%2C%3A"),
        Command("group", {"x": "1;2", "y": "]%3A"}, "Title]"),
        Command("debug", {}, "a::b"),
    ]


@pytest.mark.parametrize("space", WHITE_SPACE)
def test_white_space_before_a_command(space: str) -> None:
    """Whatever .NET takes for white space may stand before a command."""
    assert [command.name for command in commands(f"x\n{space}::notice::y")] == ["notice"]


@pytest.mark.parametrize(
    "line", ["x ::error::y", "::error", "::", "::::x", ":: error::x", "##[]x", "##[error", "# #[x]y"]
)
def test_no_command(line: str) -> None:
    """No name, no end, or a word before the colons: the runner prints the line."""
    assert commands(line) == []


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_lines(end: str) -> None:
    """Line feed, carriage return, and both end a line."""
    assert [command.name for command in commands(f"a{end}::error::b{end}")] == ["error"]


def test_properties_as_the_runner_parts_them() -> None:
    """Empty keys and values are dropped, further equals signs belong to the value, and white space to the key."""
    assert commands("::error a=1,b=,=c,d=e=f,,  g=1::x")[0].properties == {"a": "1", "d": "e=f", "  g": "1"}
