"""The standards map: which rules speak to which criteria of standards for health information, and which none does.

The standards are in `standards.toml`. A rule names its criteria itself, as "jama:attribution"; this is a mapping and
never a claim that a criterion is met.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lint.audit.sections import Criterion, Standard
from lint.report import RuleRow


class Named(NamedTuple):
    """A criterion of `standards.toml`; `key` is how rules name it, such as "jama:attribution"."""

    key: str
    id: str
    name: str
    text: str


class Source(NamedTuple):
    """A standard of `standards.toml`, with the link to its text."""

    id: str
    name: str
    link: str
    criteria: tuple[Named, ...]


def standards(rules: Iterable[RuleRow]) -> list[Standard]:
    """All standards and their criteria in the order of `standards.toml`, each with its rules in the order given.

    A criterion that no rule speaks to has no rules. What a rule names that stands in no standard, as a pack of somebody
    else's may, is left out: it must not break an audit; `strangers` names it.
    """
    speaking: dict[str, list[str]] = {}
    for rule in rules:
        for key in dict.fromkeys(rule.standards):
            speaking.setdefault(key, []).append(rule.id)
    return [
        Standard(
            id=source.id,
            name=source.name,
            source=source.link,
            criteria=[
                Criterion(id=each.id, name=each.name, text=each.text, rules=speaking.get(each.key, []))
                for each in source.criteria
            ],
        )
        for source in known()
    ]


def strangers(rules: Iterable[RuleRow]) -> Iterator[str]:
    """A sentence for each criterion that a rule names and no standard has."""
    from lint.config import neighbour

    keys = [each.key for source in known() for each in source.criteria]
    for rule in rules:
        for key in dict.fromkeys(rule.standards):
            if key not in keys:
                yield f'the rule {rule.id} names the unknown criterion "{key}"{neighbour(key, keys)}'


@cache
def known() -> tuple[Source, ...]:
    """The standards of `standards.toml`, in its order."""
    import tomllib

    table = tomllib.loads(Path(__file__).with_name("standards.toml").read_text(encoding="utf-8"))
    return tuple(
        Source(
            each["id"],
            each["name"],
            each["source"],
            tuple(
                Named(f"{each['id']}:{criterion['id']}", criterion["id"], criterion["name"], criterion["text"])
                for criterion in each["criterion"]
            ),
        )
        for each in table["standard"]
    )
