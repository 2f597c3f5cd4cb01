"""What several commands need: the installed rule packs, checked names of rules, how far a run may reach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from lint.packs import Pack
    from lint.reach import Reach
    from lint.rule import Rule


def packs() -> tuple[Pack, ...]:
    """The installed rule packs.

    Raises:
        ClickException: one of them cannot be used.
    """
    from lint.packs import PackError, installed

    try:
        return installed()
    except PackError as error:
        raise click.ClickException(str(error)) from error


def packs_for(select: Sequence[str], ignore: Sequence[str]) -> tuple[Pack, ...]:
    """The installed rule packs, of which some rules are selected or left out by name.

    Raises:
        ClickException: a pack cannot be used, or a name is no rule, or one that cannot be ignored.
    """
    from lint.packs import rules_of

    found = packs()
    rules = rules_of(family for pack in found for family in pack.families)
    known(select, rules, "--select")
    known(ignore, rules, "--ignore")
    return found


def known(names: Sequence[str], rules: Sequence[Rule], option: str) -> None:
    """Refuse a name that is no rule, or a rule that cannot be ignored.

    Raises:
        ClickException: there is such a name.
    """
    from lint.config import ALWAYS_ON, neighbour

    ids = [rule.id for rule in rules]
    for name in names:
        if name not in ids:
            nearest = neighbour(name, ids) or "; `medlint rules` lists them all"
            raise click.ClickException(f'{option}: there is no rule "{name}"{nearest}')
        if option == "--ignore" and name in ALWAYS_ON:
            raise click.ClickException(f"{option}: {name} cannot be ignored; exclude the file instead.")


def reach(budget: float | None, *, network: bool = True) -> Reach:
    """How far a run goes: the addresses and the key come from the environment."""
    from os import environ

    from lint.progress import Bar
    from lint.reach import BUDGET, Reach

    return Reach(dict(environ), network, BUDGET if budget is None else budget, Bar("asking the registries"))
