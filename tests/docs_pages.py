"""`python -m tests.docs_pages` writes what the documentation has from the program itself.

The schema of the configuration and its page, the page of the command line, and the pictures of a run in a terminal.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from inspect import cleandoc
from pathlib import Path
from typing import Any

import click

from lint import config_schema
from lint.cli import cli
from lint.packs import rules_of
from tests.rules_page import FAMILIES

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
RULES = rules_of(FAMILIES)
# The columns of the two terminals: one for a page on a desk, one for a telephone.
PICTURES = {"wide.svg": 88, "narrow.svg": 46}
COMMAND = "medlint check article.md --offline"
_MADE = "<!-- Written by `python -m tests.docs_pages`; a test fails when it is stale. -->"

Schema = Mapping[str, Any]


def command_line() -> str:
    """Every command with its arguments and options, from what `--help` is made of."""
    root = click.Context(cli, info_name="medlint")
    lines = ["# Command line", "", _MADE, "", *_words(cli), "", "| command | what it does |", "|---|---|"]
    names = cli.list_commands(root)
    commands = [(name, command) for name in names if (command := cli.get_command(root, name)) and not command.hidden]
    lines += [f"| [`{name}`](#medlint-{name}) | {_cell(_first(command))} |" for name, command in commands]
    lines += [
        "",
        "Exit codes: 0 all is well, 1 findings, 2 something could not be checked, 3 something is unverified that was",
    ]
    lines += ["to be verified. [What they mean to an auditor](audit.md)."]
    for name, command in commands:
        lines += ["", f"## medlint {name}", "", *_command(command, click.Context(command, root, name))]
    return "\n".join(lines) + "\n"


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    usage = command.get_usage(context).removeprefix("Usage: ")
    yield from (*_words(command), "", "```", " ".join(usage.split()), "```", "")
    options = [each for each in command.params if isinstance(each, click.Option) and not each.hidden]
    if options:
        yield from ("| option | what it does |", "|---|---|", *(_option(option, context) for option in options))


def _option(option: click.Option, context: click.Context) -> str:
    """A row for an option: its spellings with what they take, and its help with what may be said more than once."""
    names, text = option.get_help_record(context) or ("", "")
    # Behind the help click puts defaults and limits, `[0<=x<=3600]`, as a terminal shows them.
    text = re.sub(r"\s*\[[^]]*\]$", "", text) + (" Must be given." if option.required else "")
    choices = option.type.choices if isinstance(option.type, click.Choice) else ()
    names = names.split("[")[0].strip() if choices else names
    more = f" One of {', '.join(f'`{choice}`' for choice in choices)}." if choices else ""
    often = " May be given several times." if option.multiple and "repeatable" not in text else ""
    return f"| `{_cell(names)}` | {_cell(text)}{more}{often} |"


def _words(command: click.Command) -> list[str]:
    """The description of a command as paragraphs of Markdown."""
    return cleandoc((command.help or "").replace("\b\n", "")).split("\n")


def _first(command: click.Command) -> str:
    return " ".join("\n".join(_words(command)).split("\n\n")[0].split())


def _cell(text: str) -> str:
    """A text for a cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")


def configuration() -> str:
    """What may stand in `medlint.toml`, from its schema, around what a person wrote."""
    schema = config_schema.schema(RULES)
    keys: Schema = schema["properties"]
    lines = ["# Configuration", "", _MADE, "", (DOCS / "configuration-start.txt").read_text(encoding="utf-8").strip()]
    lines += ["", "## Keys", "", "| key | value | what it does |", "|---|---|---|"]
    lines += [f"| `{key}` | {_value(part)} | {_cell(part['description'])} |" for key, part in keys.items()]
    lines += ["", "## Options of rules", "", "Written as `rules.<rule>.<option>`, for instance in a table:", ""]
    lines += ["```toml", "[rules.incomplete-disclaimer]", 'profile = "standard"', "```", ""]
    lines += ["| rule | option | value | what it does |", "|---|---|---|---|"]
    for rule, table in keys["rules"]["properties"].items():
        for name, part in table["properties"].items():
            row = f"| [{rule}](rules.md#{rule}) | `{name}` | {_value(part)} | {_cell(part['description'])} |"
            lines.append(row)
    for title, below in (
        ("Settings for some files: `per-path`", keys["per-path"]["additionalProperties"]),
        ("Mirrors: `services`", keys["services"]),
        ("Findings that somebody answers for: `waivers`", keys["waivers"]["items"]),
    ):
        lines += ["", f"## {title}", "", "| key | value | what it does |", "|---|---|---|"]
        lines += [f"| `{key}` | {_value(part)} | {_cell(part['description'])} |" for key, part in _inner(below)]
    return "\n".join(lines) + "\n"


def _inner(table: Schema) -> Iterator[tuple[str, Schema]]:
    """The keys of a table; of one that only holds a table with one key, that key."""
    for name, part in table["properties"].items():
        inner = part.get("properties", {})
        if list(inner) == ["url"]:
            yield f"{name}.url", {**inner["url"], "description": part["description"]}
        else:
            yield name, part


def _value(part: Schema) -> str:
    """What kind of value a key takes, and its default."""
    default = part.get("default")
    shown = (
        ""
        if default in (None, [], "")
        else f"; default `{str(default).lower() if default in (True, False) else default}`"
    )
    return _kind(part) + shown


def _kind(part: Schema) -> str:
    if "enum" in part:
        return ", ".join(f"`{value}`" for value in part["enum"])
    if "$ref" in part:
        return "a rule"
    if part.get("format") == "date":
        return "a day"
    if part["type"] == "array":
        items = part["items"]
        return {
            "$ref": "rules",
            "enum": f"some of {_kind(items)}" if "enum" in items else "",
            "properties": "tables",
        }.get(next((key for key in ("$ref", "enum", "properties") if key in items), ""), "texts")
    return {"object": "a table", "integer": "a whole number", "boolean": "`true` or `false`"}.get(
        part["type"], "a text"
    )


def picture(columns: int) -> str:
    """A terminal of so many columns in which an article was checked."""
    from tests.terminal import picture as drawn

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copyfile(DOCS / "picture" / "article.md", folder / "article.md")
        shutil.copyfile(ROOT / "content" / "references.lock", folder / "references.lock")
        return drawn(COMMAND, columns, folder, folder / "cache")


def files() -> dict[Path, Callable[[], str]]:
    """Every file that is written, and what makes its text."""
    return {
        ROOT / "lint" / config_schema.NAME: lambda: config_schema.written(RULES),
        DOCS / "command-line.md": command_line,
        DOCS / "configuration.md": configuration,
        **{DOCS / "picture" / name: lambda columns=columns: picture(columns) for name, columns in PICTURES.items()},  # type: ignore[misc]  # a default binds the value of this turn
    }


if __name__ == "__main__":
    for path, text in files().items():
        path.write_text(text(), encoding="utf-8")
