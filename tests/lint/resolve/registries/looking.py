"""A look-up against a loopback registry, for the tests of what is learned by it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from lint.records import Record
from lint.resolve.lock_format import dump, parse
from lint.resolve.registries.lookup import Answers, Asked, look_up
from tests.lint.resolve.registries.asking import open_transport
from tests.registry.registry import LoopbackRegistry

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=timezone(timedelta(hours=2)))
CHECKED = "2026-11-23T23:30:00Z"
BOTH = ("crossref", "pubmed")
OLD = Record(
    title="Casting of wrist fractures in mountain sheep",
    authors=("Marsh T",),
    journal="Journal of Imaginary Rehabilitation",
    year=1984,
    volume="3",
    pages="12-19",
    doi="10.5555/jir.1984.3",
    pmids=("90000003",),
)
NO_DOI = OLD._replace(
    title="Splints for invented cattle and other herds", year=1974, volume="1", doi="", pmids=("90000004",)
)


def ask(registry: LoopbackRegistry, *asked: Asked, numbers: bool = False, budget: float = 60.0) -> Answers:
    """What is learned of these references."""
    transport = open_transport(registry, budget=budget)
    answers = look_up(asked, transport, NOW, numbers=numbers)
    transport.close()
    assert_lockable(answers)
    return answers


def assert_lockable(answers: Answers) -> None:
    """What is answered can be written down and read again."""
    assert dict(parse(dump(answers.entries)).entries) == dict(answers.entries)
