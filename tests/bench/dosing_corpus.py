"""Labelled lines, labelled articles and disguised doses, each with what the rules say of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from lint.parse import parse
from lint.references.model import Bibliography
from lint.references.read import read
from lint.rule import Page
from rules.dosing import FAMILY

LABELS = ("INSTRUCTION", "REPORT", "MENTION", "NONE")
SILENT = "silent"
SAID = ("INSTRUCTION", "REPORT", SILENT)
_RULES = {"dosing-instruction": "INSTRUCTION", "study-dose": "REPORT"}
# Lines of confidence 1 are those on which two careful readers would differ; they are shown apart.
SURE = 2


class Found(NamedTuple):
    """A finding: what it calls the text ("INSTRUCTION", "REPORT"), its place, its excerpt and why it was made."""

    kind: str
    line: int
    column: int
    excerpt: str
    why: str


class Line(NamedTuple):
    """A labelled sentence, list item, table row or heading; `source` is where the text was taken from."""

    id: str
    text: str
    label: str
    confidence: int
    language: str
    source: str
    kind: str
    hard: bool
    found: tuple[Found, ...]

    @property
    def said(self) -> str:
        """What the rules say of the line as a whole, one of `SAID`: an instruction in it outweighs a report."""
        return said(self.found)

    @property
    def truth(self) -> str:
        """What the rules should say of it."""
        return self.label if self.label in SAID else SILENT

    @property
    def digits(self) -> bool:
        """Whether a digit is in it."""
        return any(character.isdigit() for character in self.text)


class Article(NamedTuple):
    """A labelled article, whether it `holds` instructions, and the findings of instructions by line.

    Lines in `unclear` count neither for nor against.
    """

    name: str
    holds: bool
    truth: frozenset[int]
    unclear: frozenset[int]
    found: dict[int, Found]

    @property
    def false(self) -> frozenset[int]:
        """Lines on which an instruction was found where none is."""
        return frozenset(self.found) - self.truth - self.unclear


class Disguise(NamedTuple):
    """A dose in a disguise (`dose`), or a text without one that looks alike, and what the rules say of it."""

    id: str
    text: str
    technique: str
    dose: bool
    said: str


class Corpus(NamedTuple):
    """All that a directory holds."""

    lines: tuple[Line, ...]
    articles: tuple[Article, ...]
    disguises: tuple[Disguise, ...]
    paths: tuple[Path, ...]  # the files of the articles

    @property
    def sure(self) -> list[Line]:
        """The lines that count: those of confidence 2 and 3."""
        return [line for line in self.lines if line.confidence >= SURE]


def findings(text: str, *, whole: bool = False) -> tuple[Found, ...]:
    """What the rules find in a text, in order; a `whole` article has a reference list, which they leave alone."""
    document = parse(text)
    found = []
    for hit in FAMILY.check(Page(document, read(document) if whole else Bibliography())):
        if hit.rule in _RULES:
            place = document.position(hit.span.start)
            why = hit.help.partition("Why: ")[2] or hit.help
            found.append(Found(_RULES[hit.rule], place.line, place.column, document.excerpt(hit.span), why))
    return tuple(found)


def said(found: Iterable[Found]) -> str:
    """What findings say of a text as a whole."""
    kinds = {each.kind for each in found}
    return next((kind for kind in SAID if kind in kinds), SILENT)


def load(directory: Path) -> Corpus:
    """Read and judge a directory of sets (`dosing/`, `hostile/`), or one that holds `*.jsonl` itself.

    Raises:
        ValueError: it holds nothing of this, or a line that is none of a labelled set.
    """
    folder = directory / "dosing" if (directory / "dosing").is_dir() else directory
    hostile = directory / "hostile" if (directory / "hostile").is_dir() else directory
    truths = sorted(folder.glob("*_docs/truth.json"))
    corpus = Corpus(
        tuple(_line(where, row) for where, row in rows(folder)),
        tuple(each for path in truths for each in _articles(path)),
        tuple(_disguises(hostile)),
        tuple(path.parent / name for path in truths for name in json.loads(path.read_text(encoding="utf-8"))),
    )
    if not (corpus.lines or corpus.articles or corpus.disguises):
        raise ValueError(
            f"{directory} holds no labelled lines (*.jsonl), articles (*_docs/truth.json) or doses (*.json)"
        )
    return corpus


def rows(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of all labelled sets in a folder, each with its place ("dev.jsonl:17").

    Raises:
        ValueError: a line is no JSON object.
    """
    for path in sorted(folder.glob("*.jsonl")):
        for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if raw.strip():
                try:
                    yield f"{path.name}:{number}", dict(json.loads(raw))
                except (ValueError, TypeError) as error:
                    raise ValueError(f"{path}:{number}: {error}") from error


def _line(where: str, row: dict[str, Any]) -> Line:
    missing = [name for name in ("text", "label", "confidence", "lang", "source") if name not in row]
    if missing or row["label"] not in LABELS:
        wrong = f"{missing[0]} is missing" if missing else f"{row['label']} is none of {', '.join(LABELS)}"
        raise ValueError(f"{where}: {wrong}")
    return Line(
        str(row.get("id", where)),
        row["text"],
        row["label"],
        int(row["confidence"]),
        row["lang"],
        row["source"],
        row.get("kind", "sentence"),
        bool(row.get("hard")),
        findings(row["text"]),
    )


def _articles(truth_file: Path) -> Iterator[Article]:
    for name, truth in json.loads(truth_file.read_text(encoding="utf-8")).items():
        text = (truth_file.parent / name).read_text(encoding="utf-8")
        found = {each.line: each for each in findings(text, whole=True) if each.kind == "INSTRUCTION"}
        marked, unclear = frozenset(truth["instruction_lines"]), frozenset(truth["borderline_lines"])
        yield Article(name, bool(truth["contains_instruction"]), marked, unclear, found)


def _disguises(folder: Path) -> Iterator[Disguise]:
    """Rows that expect a dose to be detected, or none; other hostile sets lie in the same folder."""
    for path in sorted(folder.glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        for row in content if isinstance(content, list) else ():
            expected = row.get("expect") if isinstance(row, dict) else None
            if isinstance(expected, str) and (expected == "no-dose" or expected.startswith("detect")):
                technique = row.get("technique", "look-alike")
                yield Disguise(row["id"], row["text"], technique, expected != "no-dose", said(findings(row["text"])))
