"""`medlint explain` and `medlint rules`: the pages of the rules, and their list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from lint.cli import shared
from lint.cli.completion import rule_ids

if TYPE_CHECKING:
    from lint.packs import Pack
    from lint.rule import Rule


@click.command()
@click.argument("rule", shell_complete=rule_ids)
def explain(rule: str) -> None:
    """Show the page of a rule: what it reports, why, examples, limits, source."""
    from lint.explain import pages, terminal
    from lint.packs import rules_of

    families = [family for pack in shared.packs() for family in pack.families]
    shared.known((rule,), rules_of(families), "explain")
    own = [family for family in families if rule in (each.id for each in family.rules)]
    page = next(page for page in pages(own) if page.rule.id == rule)
    click.echo(terminal(page), nl=False)


@click.command()
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(("text", "markdown", "json")),
    default="text",
    show_default=True,
    help="For people, as a table for a page, or with all that is known of a rule for programs.",
)
def rules(format_: str) -> None:
    """List all rules with their severities."""
    from lint.packs import rules_of

    listed = [(pack, rule) for pack in shared.packs() for rule in rules_of(pack.families)]
    write: dict[str, Callable[[Sequence[tuple[Pack, Rule]]], str]] = {"text": _text, "markdown": _table, "json": _json}
    click.echo(write[format_](listed))


def _text(listed: Sequence[tuple[Pack, Rule]]) -> str:
    width = max(len(rule.id) for _, rule in listed)
    return "\n".join(f"{rule.id:<{width}}  {_severity(rule):<9}  {rule.summary}" for _, rule in listed)


def _severity(rule: Rule) -> str:
    return rule.severity if rule.on_by_default else f"{rule.severity} (off)"


def _table(listed: Sequence[tuple[Pack, Rule]]) -> str:
    """A table in Markdown (github.github.com/gfm, "Tables"), each rule with a link to its source."""
    from lint.formats.markup import code, prose, row

    titles = row("rule", "severity", "reports", "source") + row(*["---"] * 4)
    rows = (row(code(rule.id), _severity(rule), prose(rule.summary), f"<{rule.source}>") for _, rule in listed)
    return (titles + "".join(rows)).rstrip()


def _json(listed: Sequence[tuple[Pack, Rule]]) -> str:
    import json

    return json.dumps({"schema": 1, "rules": [_all_of(pack, rule) for pack, rule in listed]}, indent=2)


def _all_of(pack: Pack, rule: Rule) -> dict[str, object]:
    """What programs may want to know of a rule; the names are those of a configuration where it has them."""
    return {
        "id": rule.id,
        "pack": pack.name,
        "distribution": pack.distribution,
        "severity": rule.severity,
        "on-by-default": rule.on_by_default,
        "profiles": rule.profiles,
        "safety": rule.safety,
        "scope": rule.scope,
        "summary": rule.summary,
        "source": rule.source,
        "standards": rule.standards,
        "options": [
            {"name": each.name, "default": each.default, "choices": each.choices, "files": each.files}
            | {"help": each.help}
            for each in rule.options
        ],
    }
