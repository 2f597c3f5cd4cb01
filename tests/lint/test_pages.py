"""The lists of rules, the version with its packs, and what a shell completes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import CompletionItem, ShellComplete
from markdown_it import MarkdownIt

from lint import __version__, packs
from lint.cli import cli, main
from lint.packs import PackError, installed, rules_of

RULES = rules_of(family for pack in installed() for family in pack.families)


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command prints that ends well."""
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 0
    return capsys.readouterr().out


def test_a_line_a_rule(capsys: pytest.CaptureFixture[str]) -> None:
    """The usual list has a line for every rule, in order; those that are off say so."""
    lines = shown(capsys, "rules").splitlines()

    assert [line.split()[0] for line in lines] == [rule.id for rule in RULES]
    assert [" (off)" in line for line in lines] == [not rule.on_by_default for rule in RULES]


def test_a_table_in_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    """The table reads as one, every cell as it was meant, every source as a link."""
    tokens = MarkdownIt("commonmark").enable("table").parse(shown(capsys, "rules", "--format", "markdown"))
    cells = [token for token in tokens if token.type == "inline"]
    texts = ["".join(part.content for part in token.children or ()) for token in cells]
    links = [part.attrs["href"] for token in cells for part in token.children or () if part.type == "link_open"]

    assert tokens[0].type == "table_open"
    assert texts[4::4] == [rule.id for rule in RULES]
    assert texts[6::4] == [rule.summary for rule in RULES]
    assert links == [rule.source for rule in RULES]


def test_all_of_a_rule_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    """Programs get every rule with its pack, its options and their defaults."""
    data = json.loads(shown(capsys, "rules", "-f", "json"))
    by_id = {rule["id"]: rule for rule in data["rules"]}

    assert data["schema"] == 1
    assert list(by_id) == [rule.id for rule in RULES]
    assert by_id["unchecked-content"]["pack"] == "engine"
    assert by_id["dosing-instruction"]["safety"] is True
    for rule in RULES:
        options = [(each["name"], each["default"]) for each in by_id[rule.id]["options"]]

        assert options == [
            (o.name, list(o.default) if isinstance(o.default, tuple) else o.default) for o in rule.options
        ]


def test_the_version_names_the_packs(capsys: pytest.CaptureFixture[str]) -> None:
    """First the version, then a line for each pack: name, distribution, how many rules; together, all rules."""
    first, *lines = shown(capsys, "--version").splitlines()
    rows = [re.fullmatch(r"(\S+) \((.+)\): (\d+) rules?", line) for line in lines]

    assert first == f"medlint, version {__version__}"
    assert [row and row[1] for row in rows] == ["engine", "medlint"]
    assert sum(int(row[3]) for row in rows if row) == len(RULES)


def test_the_version_of_a_broken_installation(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever reports a defect can tell the version, whatever is wrong with the packs; what it is stands below."""

    def broken() -> None:
        raise PackError("no rule pack is installed")

    monkeypatch.setattr(packs, "installed", broken)

    assert shown(capsys, "--version") == f"medlint, version {__version__}\nno rule pack is installed\n"


def test_the_version_is_quick() -> None:
    """It imports nothing that only a run needs."""
    code = "import sys; from lint.cli import main\ntry: main(['--version'])\nexcept SystemExit: print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())

    assert "lint.packs" in loaded
    assert set() == loaded & {"watchfiles", "asyncio", "requests", "urllib3", "jinja2", "yaml", "lint.api", "pathspec"}


def completed(words: list[str], incomplete: str) -> list[CompletionItem]:
    """What click offers for a word that was begun."""
    return ShellComplete(cli, {}, "medlint", "_MEDLINT_COMPLETE").get_completions(words, incomplete)


def test_commands_are_completed(capsys: pytest.CaptureFixture[str]) -> None:
    """Before the first word is whole, commands are offered, and nothing is printed into the line."""
    assert [item.value for item in completed([], "che")] == ["check"]
    assert completed(["nonsense"], "x") == []
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("command", ["audit", "check", "import", "lock", "watch"])
def test_files_are_completed(command: str) -> None:
    """Where files are asked for, the shell offers its own."""
    assert [(item.value, item.type) for item in completed([command], "art")] == [("art", "file")]


@pytest.mark.parametrize(
    "words",
    [
        ["explain"],
        ["check", "--select"],
        ["check", "--ignore"],
        ["watch", "--select"],
        ["watch", "--ignore"],
        ["watch", "--select", "x", "--select"],
    ],
)
def test_rule_ids_are_completed(words: list[str]) -> None:
    """Where a rule is asked for, the rules that begin so are offered, each with what it reports."""
    items = {item.value: item.help for item in completed(words, "missing-d")}
    expected = {rule.id: rule.summary for rule in RULES if rule.id.startswith("missing-d")}

    assert items == expected
    assert len(completed(words, "")) == len(RULES)


def test_no_pack_completes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken installation is no reason to print an error into a line that somebody types."""

    def broken() -> None:
        raise PackError("no rule pack is installed")

    monkeypatch.setattr(packs, "installed", broken)

    assert completed(["explain"], "") == []


def test_commands_and_options_are_completed() -> None:
    """Commands, options and their values are offered as click does it."""
    assert [item.value for item in completed([], "wa")] == ["watch"]
    assert [item.value for item in completed(["rules"], "--f")] == ["--format"]
    assert [item.value for item in completed(["rules", "--format"], "m")] == ["markdown"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_for_a_shell(shell: str) -> None:
    """The installed command writes the script that its documentation tells to load, and asks itself."""
    script = Path(sys.executable).with_name("medlint")
    environment = {"_MEDLINT_COMPLETE": f"{shell}_source", "PATH": "/usr/bin:/bin"}
    run = subprocess.run([script], capture_output=True, text=True, check=True, env=environment)

    assert f"_MEDLINT_COMPLETE={shell}_complete" in run.stdout
