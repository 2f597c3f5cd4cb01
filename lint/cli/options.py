"""Options that several commands have, with the same words."""

from __future__ import annotations

from pathlib import Path

import click

from lint.cli.completion import rule_ids

FILE = click.Path(dir_okay=False, path_type=Path)

config = click.option("--config", type=FILE, help="Use this configuration file.")
select = click.option(
    "--select", multiple=True, metavar="RULE", shell_complete=rule_ids, help="Run this rule only (repeatable)."
)
ignore = click.option(
    "--ignore", multiple=True, metavar="RULE", shell_complete=rule_ids, help="Leave this rule out (repeatable)."
)
offline = click.option("--offline", is_flag=True, help="Ask no registry: use what is locked or cached.")
network_budget = click.option(
    "--network-budget", type=click.FloatRange(0, 3600), metavar="SECONDS", help="Time for the network: 60."
)
baseline = click.option("--baseline", type=FILE, help="Findings that this file knows do not count.")
no_baseline = click.option(
    "--no-baseline", is_flag=True, help="Let the findings count that the configured baseline knows."
)
