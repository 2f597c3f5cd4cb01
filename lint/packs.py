"""Rule packs: installed packages with an entry point in the group `medlint.rules`, ours among them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from lint import unchecked, waivers
from lint.rule import Family, Rule

GROUP = "medlint.rules"


class PackError(Exception):
    """An installed rule pack that cannot be used; the message names it."""


class Pack(NamedTuple):
    """A rule pack: the name of its entry point, its distribution with version, its families, its top package."""

    name: str
    distribution: str
    families: tuple[Family, ...]
    package: str = ""


class EntryPoint(NamedTuple):
    """A line `name = module:attribute` of an installed distribution."""

    name: str
    value: str
    distribution: str


def installed() -> tuple[Pack, ...]:
    """The engine's own family and every installed pack, in order of their names.

    Raises:
        PackError: there is none, a pack cannot be loaded, or two rules have one id.
    """
    own = Pack("engine", "medlint", (unchecked.FAMILY, waivers.FAMILY), "lint")
    entries = sorted(set(entry_points(sys.path)))
    if not entries:  # without rules every article would pass
        raise PackError(f"no rule pack is installed: no distribution has an entry point in the group {GROUP}")
    packs = (own, *map(_load, entries))
    seen: dict[str, str] = {}
    for pack in packs:
        for rule in rules_of(pack.families):
            if rule.id in seen:
                raise PackError(f"the rule {rule.id} comes from two packs: {seen[rule.id]} and {pack.name}")
            seen[rule.id] = pack.name
    return packs


def entry_points(path: Iterable[str]) -> Iterator[EntryPoint]:
    """The entry points of our group in the metadata of installed distributions (packaging.python.org, "Entry points").

    Read here and not through importlib.metadata, whose import alone costs several times the parse of an article.
    """
    for folder in map(Path, dict.fromkeys(path)):
        # An empty entry is the current directory, which may be a checked tree: no code is loaded from there.
        if folder.is_absolute() and folder.is_dir():
            for entry in os.scandir(folder):
                if entry.name.endswith(".dist-info"):
                    yield from _of(entry.name.removesuffix(".dist-info"), Path(entry.path, "entry_points.txt"))


def _of(distribution: str, metadata: Path) -> Iterator[EntryPoint]:
    try:
        text = metadata.read_text(encoding="utf-8", errors="replace")
    except OSError:  # most distributions have no entry points
        return
    if GROUP not in text:
        return
    distribution = " ".join(distribution.rsplit("-", 1))
    group = ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            group = line.strip("[] ")
        elif group == GROUP and "=" in line and not line.startswith(("#", ";")):
            name, _, value = line.partition("=")
            yield EntryPoint(name.strip(), value.strip(), distribution)


def _load(entry: EntryPoint) -> Pack:
    module, _, attribute = entry.value.partition(":")
    try:
        families = getattr(import_module(module), attribute)
    except Exception as error:  # a stranger's package may fail in any way; it must not look like a pass
        raise PackError(f"the rule pack {entry.name} cannot be loaded: {error}") from error
    if not isinstance(families, tuple) or not all(isinstance(family, Family) for family in families):
        raise PackError(f"the rule pack {entry.name} is not a tuple of families: {entry.value}")
    return Pack(entry.name, entry.distribution, families, module.partition(".")[0])


def rules_of(families: Iterable[Family]) -> tuple[Rule, ...]:
    """The rules of some families, in order."""
    return tuple(rule for family in families for rule in family.rules)
