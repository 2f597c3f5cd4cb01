"""`medlint explain` and `medlint rules`: the pages of the rules, and their list."""

from __future__ import annotations

import click

from lint.cli import shared


@click.command()
@click.argument("rule")
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
def rules() -> None:
    """List all rules with their severities."""
    from lint.packs import rules_of

    listed = rules_of(family for pack in shared.packs() for family in pack.families)
    width = max(len(rule.id) for rule in listed)
    for rule in listed:
        severity = rule.severity if rule.on_by_default else f"{rule.severity} (off)"
        click.echo(f"{rule.id:<{width}}  {severity:<9}  {rule.summary}")
