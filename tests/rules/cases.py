"""Reads the case files of rules: a heading that says what is special, a document, and the exact findings.

A file names its rules in its `# ` heading. Each case is a `## ` heading with a `markdown` block (the document), at most
one `json` (references.lock), one `toml` (options by "rule-id.option"), any number of `text` blocks (approved wordings),
and a `findings` block with one line a finding, `LINE:COLUMN-LINE:COLUMN RULE MESSAGE`, empty when none is expected.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lint.finding import Finding
from lint.rule import OptionValue

FOLDER = Path(__file__).parent
_BLOCK = re.compile(r"(?ms)^(?P<fence>`{3,})(?P<kind>\w+)\n(?P<body>.*?)^(?P=fence)$")


class Case(NamedTuple):
    """A document and what is expected of the rules on it; `line` is where the case stands in its file."""

    name: str
    rules: tuple[str, ...]
    document: str
    lock: str
    options: dict[str, OptionValue]
    approved: tuple[str, ...]
    expected: tuple[str, ...]


class CaseError(Exception):
    """A case file that breaks its own format."""


def cases(path: Path) -> Iterator[Case]:
    """The cases of a file.

    Raises:
        CaseError: a case has no document or states no expectation.
    """
    text = path.read_text(encoding="utf-8")
    heads = [*_outside_blocks(re.compile(r"(?m)^##? (.+)$"), text)]
    if not heads or not heads[0][0].startswith("# "):
        raise CaseError(f"{path.name} does not begin with the rules that it is about")
    rules = tuple(heads[0][1].split())
    ends = [head.start() for head in heads[2:]] + [len(text)]
    for head, end in zip(heads[1:], ends, strict=True):
        yield _case(f"{path.stem}: {head[1]}", rules, text[head.end() : end])


def _outside_blocks(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    blocks = [block.span() for block in _BLOCK.finditer(text)]
    for match in pattern.finditer(text):
        if not any(start <= match.start() < end for start, end in blocks):
            yield match


def _case(name: str, rules: tuple[str, ...], body: str) -> Case:
    blocks = [(block["kind"], block["body"]) for block in _BLOCK.finditer(body)]
    kinds = [kind for kind, _ in blocks]
    if kinds.count("markdown") != 1 or kinds.count("findings") != 1 or not set(kinds) <= {
        "markdown", "findings", "json", "toml", "text",
    }:  # fmt: skip
        raise CaseError(f"{name}: needs one `markdown` and one `findings` block, has {kinds}")
    single = dict(blocks)
    return Case(
        name,
        rules,
        single["markdown"],
        single.get("json", ""),
        dict(_options(tomllib.loads(single.get("toml", "")))),
        tuple(body.strip() for kind, body in blocks if kind == "text"),
        tuple(line for line in single["findings"].splitlines() if line.strip()),
    )


def _options(table: dict[str, object]) -> Iterator[tuple[str, OptionValue]]:
    for rule, values in table.items():
        if not isinstance(values, dict):
            raise CaseError(f"{rule} is not an option of a rule: write rule-id.option = value")
        for name, value in values.items():
            yield f"{rule}.{name}", tuple(value) if isinstance(value, list) else value


def line_of(finding: Finding) -> str:
    """A finding as the case files write it."""
    start, end = finding.start, finding.end
    return f"{start.line}:{start.column}-{end.line}:{end.column} {finding.rule} {finding.message}"
