"""How well dosing instructions and study doses are told apart from everything else, on labelled lines and articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from tests.bench.dosing_corpus import SILENT, Article, Corpus, Disguise, Line, load
from tests.bench.measurement import Counts, Figure, Measurement

_SPOKEN = ("es", "fr", "de", "pt", "nl", "it")


class Row(NamedTuple):
    """A measure: its figures (precision and recall, or one), and what they have to reach on either share of the corpus.

    No figures: there was nothing to measure. `at_most` tells that less is better.
    """

    name: str
    values: tuple[float, ...]
    dev: tuple[float, ...]
    held_back: tuple[float, ...]
    at_most: bool = False
    detail: str = ""

    @property
    def reached(self) -> bool:
        """Whether every figure is as good as the goal for the development share."""
        return all(figure.reached for figure in self.figures())

    def figures(self) -> Iterator[Figure]:
        """The figures with the goals for the development share, one by one."""
        endings = (": precision", ": recall") if len(self.values) > 1 else ("",)
        for ending, value, goal in zip(endings, self.values, self.dev, strict=False):
            detail = "" if ending == ": recall" else self.detail
            yield Figure(self.name + ending, value, goal, self.at_most, detail)


def measure(folder: Path) -> Measurement:
    """Score the lines of confidence 2 and 3, and the whole articles."""
    corpus = load(folder)
    figures = [figure for row in table(corpus) for figure in row.figures()]
    for source in sorted({line.source.split("/")[0] for line in corpus.sure}):
        counts = count([line for line in corpus.sure if line.source.startswith(source)], "INSTRUCTION")
        detail = f"P {counts.precision:.2f} R {counts.recall:.2f}"
        figures.append(Figure(f"instruction, {source}: F1", counts.f1, detail=detail))
    return Measurement("dosing", tuple(figures), tuple(_errors(corpus)))


def table(corpus: Corpus) -> Iterator[Row]:
    """Every measure with its goals."""
    yield from _line_rows(corpus.sure)
    yield from _article_rows(corpus.articles)
    yield from _disguise_rows(corpus.disguises)


class Judged(Protocol):
    """A label, and what was said."""

    @property
    def label(self) -> str:
        """What is true."""

    @property
    def said(self) -> str:
        """What the rules say."""


def count(lines: Iterable[Judged], label: str) -> Counts:
    """How often a label was said rightly, falsely, or missed."""
    counts = Counts()
    for line in lines:
        counts.hit += line.said == label == line.label
        counts.false += line.said == label != line.label
        counts.missed += line.label == label != line.said
    return counts


def _line_rows(lines: Sequence[Line]) -> Iterator[Row]:
    every: tuple[tuple[str, Callable[[Line], bool], tuple[float, ...], tuple[float, ...]], ...] = (
        ("instruction", lambda _: True, (0.95, 0.94), (0.92, 0.90)),
        ("instruction, English", lambda line: line.language == "en", (0.95, 0.94), (0.93, 0.92)),
        (
            "instruction, patient articles",
            lambda line: line.source.startswith("MedQuAD"),
            (0.92, 0.92),
            (0.85, 0.85),
        ),
        ("instruction, es fr de pt nl it", lambda line: line.language in _SPOKEN, (0.95, 0.92), (0.92, 0.80)),
    )
    for name, keep, dev, held_back in every:
        yield _detected(name, [line for line in lines if keep(line)], "INSTRUCTION", dev, held_back)
    yield _detected("study-dose", lines, "REPORT", (0.88, 0.85), (0.85, 0.80))
    wordy = [line for line in lines if not line.digits]
    counts = count(wordy, "INSTRUCTION")
    found = (counts.recall,) if counts.hit + counts.missed else ()
    yield Row("instructions without a digit found", found, (0.85,), (0.75,), detail=_told(counts))
    reports = [line for line in lines if line.label == "REPORT"]
    yield _share("reports taken for instructions", reports, _instructs, 0.02, 0.04)
    mentions = [line for line in lines if line.label == "MENTION"]
    yield _share("mentions reported", mentions, lambda line: line.said != SILENT, 0.01, 0.02)
    hard = [line for line in lines if line.label == "NONE" and line.hard]
    yield _share("hard negatives taken for instructions", hard, _instructs, 0.01, 0.015)


def _instructs(line: Line) -> bool:
    return line.said == "INSTRUCTION"


def _detected(
    name: str, lines: Sequence[Line], label: str, dev: tuple[float, ...], held_back: tuple[float, ...]
) -> Row:
    counts = count(lines, label)
    labelled = any(line.label == label for line in lines)
    return Row(name, (counts.precision, counts.recall) if labelled else (), dev, held_back, detail=_told(counts))


def _told(counts: Counts) -> str:
    return f"{counts.hit} right, {counts.false} false, {counts.missed} missed"


def _share(name: str, lines: Sequence[Line], wrong: Callable[[Line], bool], dev: float, held_back: float) -> Row:
    bad = sum(map(wrong, lines))
    values = (bad / len(lines),) if lines else ()
    return Row(name, values, (dev,), (held_back,), at_most=True, detail=f"{bad} of {len(lines)}")


def _article_rows(articles: Sequence[Article]) -> Iterator[Row]:
    clean = [article for article in articles if not article.holds]
    wrong = [article.name for article in clean if article.false]
    detail = f"of {len(clean)} {' '.join(wrong)}".rstrip()
    values = (float(len(wrong)),) if clean else ()
    yield Row("clean articles with a false error", values, (0,), (1,), at_most=True, detail=detail)
    counts = Counts()
    for article in articles:
        counts.add(
            ((article.name, line) for line in set(article.found) - article.unclear),
            ((article.name, line) for line in article.truth),
        )
    values = (counts.recall,) if counts.hit + counts.missed else ()
    detail = f"{counts.hit} of {counts.hit + counts.missed}, {counts.false} false lines"
    yield Row("instruction lines found in articles", values, (0.95,), (0.90,), detail=detail)


def _disguise_rows(disguises: Sequence[Disguise]) -> Iterator[Row]:
    doses = [each for each in disguises if each.dose]
    found = sum(each.said == "INSTRUCTION" for each in doses)
    values = (found / len(doses),) if doses else ()
    yield Row("disguised doses found", values, (0.98,), (0.95,), detail=f"{found} of {len(doses)}")
    alike = [each for each in disguises if not each.dose]
    flagged = sum(each.said != SILENT for each in alike)
    values = (float(flagged),) if alike else ()
    yield Row("look-alikes flagged", values, (0,), (0,), at_most=True, detail=f"of {len(alike)}")


def _errors(corpus: Corpus) -> Iterator[str]:
    for line in corpus.sure:
        if line.said != line.truth:
            why = "; ".join(f"[{each.excerpt}] {each.why}" for each in line.found)
            yield f"{line.label} said {line.said} ({line.source}, {line.language}): {line.text} {why}".rstrip()
    for article in corpus.articles:
        for number in sorted(article.false):
            yield f"{article.name}:{number} false: {article.found[number].why}"
        for number in sorted(article.truth - set(article.found)):
            yield f"{article.name}:{number} missed"
