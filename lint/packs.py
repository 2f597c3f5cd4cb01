"""Rule packs: installed packages with an entry point in the group `medlint.rules`, ours among them."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from typing import NamedTuple

from lint import unchecked
from lint.rule import Family, Rule

GROUP = "medlint.rules"


class PackError(Exception):
    """An installed rule pack that cannot be used; the message names it."""


class Pack(NamedTuple):
    """A rule pack: the name of its entry point, its distribution with version, and its families."""

    name: str
    distribution: str
    families: tuple[Family, ...]


def installed() -> tuple[Pack, ...]:
    """The engine's own family and every installed pack, in order of their names.

    Raises:
        PackError: a pack cannot be loaded, or two rules have one id.
    """
    own = Pack("engine", "medlint", (unchecked.FAMILY,))
    packs = (own, *(_load(entry) for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name)))
    seen: dict[str, str] = {}
    for pack in packs:
        for rule in rules_of(pack.families):
            if rule.id in seen:
                raise PackError(f"the rule {rule.id} comes from two packs: {seen[rule.id]} and {pack.name}")
            seen[rule.id] = pack.name
    return packs


def _load(entry: EntryPoint) -> Pack:
    try:
        families = entry.load()
    except Exception as error:  # a stranger's package may fail in any way; it must not look like a pass
        raise PackError(f"the rule pack {entry.name} cannot be loaded: {error}") from error
    if not isinstance(families, tuple) or not all(isinstance(family, Family) for family in families):
        raise PackError(f"the rule pack {entry.name} is not a tuple of families: {entry.value}")
    distribution = f"{entry.dist.name} {entry.dist.version}" if entry.dist else ""
    return Pack(entry.name, distribution, families)


def rules_of(families: Iterable[Family]) -> tuple[Rule, ...]:
    """The rules of some families, in order."""
    return tuple(rule for family in families for rule in family.rules)
