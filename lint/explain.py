"""The pages of rules: cut out of the docstrings of their families, shown in the terminal and as one Markdown page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lint.rule import Family, OptionValue, Rule

SECTIONS = (
    "Why",
    "What counts",
    "What does not count",
    "Fails",
    "Passes",
    "Instead",
    "Options",
    "Known limits",
    "Source",
)
REQUIRED = ("Why", "Fails", "Passes", "Source")


class Example(NamedTuple):
    """A document of a rule's page, with the lock, the approved wording and the options under which it is checked."""

    document: str
    lock: str = ""
    wording: str = ""
    options: Mapping[str, OptionValue] = {}


class RulePage(NamedTuple):
    """What a family's docstring says of one rule; `sections` maps a title to its Markdown."""

    rule: Rule
    summary: str
    sections: dict[str, str]

    def examples(self, section: str) -> tuple[Example, ...]:
        """The examples of "Fails" or "Passes"."""
        return tuple(_examples(self.sections.get(section, "")))

    def instead(self) -> tuple[tuple[str, str], ...]:
        """The pairs of "Instead": what not to write, and what to write."""
        pairs = re.findall(r'- Not: "([^"]+)"\s+But: "([^"]+)"', self.sections.get("Instead", ""))
        return tuple((" ".join(bad.split()), " ".join(good.split())) for bad, good in pairs)


def pages(families: Sequence[Family]) -> Iterator[RulePage]:
    """The page of every rule, in order.

    Raises:
        KeyError: a family's docstring has no section for one of its rules.
    """
    for family in families:
        chapters = dict(_cut(family.page, "## "))
        for rule in family.rules:
            parts = list(_cut(chapters[rule.id], "### "))
            yield RulePage(rule, parts[0][1], dict(parts[1:]))


def _cut(text: str, mark: str) -> Iterator[tuple[str, str]]:
    """Titles that begin with a mark, and the text below each; what stands before the first has no title."""
    title, lines, fence = "", list[str](), ""
    for line in text.splitlines():
        if opened := re.match(r"(`{3,}|~{3,})", line):
            fence = "" if fence and line.strip() == fence else fence or opened[1]
        if not fence and line.startswith(mark):
            yield title, "\n".join(lines).strip()
            title, lines = line.removeprefix(mark).strip(), []
        else:
            lines.append(line)
    yield title, "\n".join(lines).strip()


def _examples(section: str) -> Iterator[Example]:
    """Each `markdown` block with the `json` (lock), `text` (approved wording) and `toml` (options) that follow it."""
    import tomllib

    example: Example | None = None
    for block in re.finditer(r"(?ms)^(`{3,}|~{3,})(\w+)\n(.*?)^\1$", section):
        if block[2] == "markdown":
            if example:
                yield example
            example = Example(block[3])
        elif example and block[2] == "json":
            example = example._replace(lock=block[3])
        elif example and block[2] == "text":
            example = example._replace(wording=block[3].strip())
        elif example and block[2] == "toml":
            tables = tomllib.loads(block[3])
            example = example._replace(
                options={f"{rule}.{name}": value for rule, table in tables.items() for name, value in table.items()}
            )
    if example:
        yield example


def markdown(page: RulePage) -> str:
    """A rule's page as Markdown, without its title."""
    parts = [page.summary]
    parts += [f"### {title}\n\n{page.sections[title]}" for title in SECTIONS if title in page.sections]
    return "\n\n".join(parts) + "\n"


def terminal(page: RulePage) -> str:
    """A rule's page as `medlint explain` prints it."""
    parts = [f"{page.rule.id} ({page.rule.severity})", page.summary]
    parts += [f"{title}\n\n{_indented(page.sections[title])}" for title in SECTIONS if title in page.sections]
    return "\n\n".join(parts) + "\n"


# What the blocks of an example are that are no article.
_BESIDE = {
    "json": "where references.lock holds:",
    "text": "where this wording is approved:",
    "toml": "where medlint.toml holds:",
}


def _indented(text: str) -> str:
    lines = []
    for line in text.splitlines():
        if fence := re.match(r"(?:`{3,}|~{3,})(\w*)", line):
            lines += [_BESIDE[fence[1]], ""] if fence[1] in _BESIDE else []
        else:
            lines.append(line)
    return "\n".join(f"    {line}".rstrip() for line in lines)
