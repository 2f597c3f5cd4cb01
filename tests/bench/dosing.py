"""How well dosing instructions and study doses are told apart from everything else, on labelled lines and articles."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from lint.parse import parse
from lint.references.model import Bibliography
from lint.rule import Page
from rules.dosing import FAMILY
from tests.bench.measurement import Counts, Figure, Measurement

_SPOKEN = ("es", "fr", "de", "pt", "nl", "it")


class Line(NamedTuple):
    """A labelled line and what the rules said of it: "INSTRUCTION", "REPORT" or "" with the reasons."""

    text: str
    label: str
    language: str
    source: str
    hard: bool
    digits: bool
    said: str
    why: str


def measure(folder: Path) -> Measurement:
    """Score the lines of confidence 2 and 3, and the whole articles."""
    lines = list(_lines(folder))
    articles = list(_articles(folder))
    return Measurement("dosing", (*_figures(lines), *_article_figures(articles)), tuple(_errors(lines, articles)))


def _lines(folder: Path) -> Iterator[Line]:
    for path in sorted(folder.glob("*.jsonl")):
        for raw in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(raw)
            if row["confidence"] < 2:
                continue
            hits = [(rule, why) for rule, _, why in _hits(row["text"])]
            rules = {rule for rule, _ in hits}
            said = "INSTRUCTION" if "dosing-instruction" in rules else "REPORT" if rules else ""
            digits = any(character.isdigit() for character in row["text"])
            why = "; ".join(why for _, why in hits)
            yield Line(row["text"], row["label"], row["lang"], row["source"], bool(row.get("hard")), digits, said, why)


def _hits(text: str) -> Iterator[tuple[str, int, str]]:
    """Rule, line and reasons of every finding in a document."""
    document = parse(text)
    for hit in FAMILY.check(Page(document, Bibliography())):
        yield hit.rule, document.position(hit.span.start).line, f"[{document.excerpt(hit.span)}] {hit.help}"


def _count(lines: list[Line], label: str, keep: Callable[[Line], bool] = lambda _: True) -> Counts:
    counts = Counts()
    for line in filter(keep, lines):
        counts.hit += line.said == label == line.label
        counts.false += line.said == label != line.label
        counts.missed += line.label == label != line.said
    return counts


def _share(lines: list[Line], keep: Callable[[Line], bool], wrong: Callable[[Line], bool]) -> float:
    kept = [line for line in lines if keep(line)]
    return sum(map(wrong, kept)) / len(kept) if kept else 0.0


def _figures(lines: list[Line]) -> Iterator[Figure]:
    groups: tuple[tuple[str, str, Callable[[Line], bool], tuple[float | None, float | None]], ...] = (
        ("instruction", "INSTRUCTION", lambda _: True, (0.80, 0.75)),
        ("instruction, English", "INSTRUCTION", lambda line: line.language == "en", (0.80, 0.75)),
        ("instruction, patient articles", "INSTRUCTION", lambda line: line.source.startswith("MedQuAD"), (0.75, 0.70)),
        ("instruction, es fr de pt nl it", "INSTRUCTION", lambda line: line.language in _SPOKEN, (0.80, 0.75)),
        ("instruction, no digit", "INSTRUCTION", lambda line: not line.digits, (None, None)),
        ("study-dose", "REPORT", lambda _: True, (None, None)),
    )
    for name, label, keep, (precise, complete) in groups:
        counts = _count(lines, label, keep)
        detail = f"{counts.hit} right, {counts.false} false, {counts.missed} missed"
        yield Figure(f"{name}: precision", counts.precision, precise, detail=detail)
        yield Figure(f"{name}: recall", counts.recall, complete)
    for source in sorted({line.source.split("/")[0] for line in lines}):
        counts = _count(lines, "INSTRUCTION", lambda line, source=source: line.source.startswith(source))  # type: ignore[misc]  # a default binds the loop variable
        yield Figure(f"instruction, {source}: F1", counts.f1, detail=f"P {counts.precision:.2f} R {counts.recall:.2f}")
    told = _share(lines, lambda line: line.label == "REPORT", lambda line: line.said == "INSTRUCTION")
    yield Figure("reports taken for instructions", told, 0.12, at_most=True)
    spoken = _share(lines, lambda line: line.label == "MENTION", lambda line: bool(line.said))
    yield Figure("mentions reported", spoken, 0.03, at_most=True)
    hard = _share(lines, lambda line: line.label == "NONE" and line.hard, lambda line: line.said == "INSTRUCTION")
    yield Figure("hard negatives taken for instructions", hard, 0.05, at_most=True)


class Article(NamedTuple):
    """A labelled article and the lines on which the rules saw an instruction."""

    name: str
    holds: bool
    truth: frozenset[int]
    unclear: frozenset[int]
    found: dict[int, str]


def _articles(folder: Path) -> Iterator[Article]:
    for truth_file in sorted(folder.glob("*_docs/truth.json")):
        for name, truth in json.loads(truth_file.read_text(encoding="utf-8")).items():
            text = (truth_file.parent / name).read_text(encoding="utf-8")
            found = {line: why for rule, line, why in _hits(text) if rule == "dosing-instruction"}
            marked = frozenset(truth["instruction_lines"])
            yield Article(name, truth["contains_instruction"], marked, frozenset(truth["borderline_lines"]), found)


def _article_figures(articles: list[Article]) -> Iterator[Figure]:
    clean = [article for article in articles if not article.holds]
    wrong = [article.name for article in clean if set(article.found) - article.unclear]
    yield Figure("clean articles with a false error", len(wrong), 0, at_most=True, detail=", ".join(wrong))
    counts = Counts()
    for article in articles:
        counts.add(
            ((article.name, line) for line in set(article.found) - article.unclear),
            ((article.name, line) for line in article.truth),
        )
    yield Figure("instruction lines found in articles", counts.recall, detail=f"{counts.false} false lines")


def _errors(lines: list[Line], articles: list[Article]) -> Iterator[str]:
    for line in lines:
        truth = line.label if line.label in ("INSTRUCTION", "REPORT") else ""
        if line.said != truth:
            yield f"{line.label} said {line.said or 'nothing'} ({line.source}, {line.language}): {line.text} {line.why}"
    for article in articles:
        for number in sorted(set(article.found) - article.truth - article.unclear):
            yield f"{article.name}:{number} false: {article.found[number]}"
        for number in sorted(article.truth - set(article.found)):
            yield f"{article.name}:{number} missed"
