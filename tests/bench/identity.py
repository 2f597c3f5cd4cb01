"""The comparison of references with records, on real records written as references, rightly and wrongly.

Two sets, made apart: what our articles and their neighbours look like, and what is pasted from everywhere. The goals
hold for each of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from time import perf_counter
from typing import NamedTuple

from lint.records import Record
from lint.resolve.matching.compare import Comparison, compare
from tests.bench import stated_fields
from tests.bench.citation_styles import LIBERTIES, OTHER_STYLES, STYLES, render
from tests.bench.identifier_pairs import paired
from tests.bench.measurement import Figure, Measurement
from tests.bench.pasted_liberties import FREEDOMS, RETOUCHES, UNFIT
from tests.bench.pasted_styles import PASTED, pasted
from tests.bench.reference_mutations import MUTATIONS, Mutation
from tests.bench.registry_records import pairs, records
from tests.bench.stated_fields import Trial
from tests.bench.subtle_mutations import MUTATIONS as SUBTLE

_PER_MUTATION = 40
# Styles without volume and page, and those that show the second author and all fields.
_BARE = ("ahead of print", "full names")
_TELLING = ("PubMed", "Internet", "JAMA", "APA 7", "Lancet", "Chicago", "Elsevier Harvard", "DIN 1505", "MDPI", "ACS")
# References that are compared within a second, at least: a long article has 500.
_SPEED = 300


class Judged(NamedTuple):
    """A trial and what the comparison says of it."""

    trial: Trial
    result: Comparison

    @property
    def failed(self) -> bool:
        """Whether the answer is not as it should be."""
        if self.trial.grave is None:
            return bool(self.result.differences) or not self.result.described
        return not self.result.differences or (self.trial.grave and not self.result.grave)


def measure(folder: Path) -> Measurement:
    """Errors and warnings on correct reference texts, how many wrong ones are flagged, and swapped identifiers."""
    papers = records(folder)
    figures, lines, fields = [Figure("records", len(papers))], list[str](), list[Figure]()
    compared, seconds = 0, 0.0
    for name, right, wrong, kinds in (
        ("", list(_correct(papers)), list(_wrong(papers)), len(MUTATIONS)),
        ("pasted: ", list(_pasted(papers)), list(_subtly_wrong(papers)), len(SUBTLE)),
    ):
        started = perf_counter()
        correct = [Judged(trial, compare(trial.text, trial.record)) for trial in right]
        mistaken = [Judged(trial, compare(trial.text, trial.record)) for trial in wrong]
        seconds += perf_counter() - started
        compared += len(correct) + len(mistaken)
        figures += _figures(name, correct, mistaken, kinds)
        lines += _lines(correct, mistaken)
        told = (*stated_fields.correct(name, right), *stated_fields.wrong(name, wrong))
        fields += [each for each in told if isinstance(each, Figure)]
        lines += [each for each in told if isinstance(each, str)]
    figures.append(Figure("comparisons a second", compared / seconds, _SPEED))
    if (folder / "pairs.tsv").is_file():
        figures += _identifiers(folder, papers)
    return Measurement("identity: references against records", (*figures, *fields), tuple(lines))


def _figures(name: str, right: Sequence[Judged], wrong: Sequence[Judged], kinds: int) -> Iterator[Figure]:
    warned = sum(bool(each.result.differences) and not each.result.grave for each in right)
    undescribed = sum(not each.result.described and not each.result.grave for each in right)
    flagged = sum(bool(each.result.differences) for each in wrong)
    grave = [each for each in wrong if each.trial.grave]
    yield Figure(f"{name}correct texts", len(right))
    errors = sum(each.result.grave for each in right) / len(right)
    yield Figure(f"{name}correct texts with an error", errors, 0.005, at_most=True)
    yield Figure(f"{name}correct texts with a warning", warned / len(right), 0.03, at_most=True)
    yield Figure(f"{name}correct texts not recognised", undescribed / len(right))
    yield Figure(f"{name}wrong texts", len(wrong), detail=f"{kinds} kinds")
    yield Figure(f"{name}wrong texts flagged", flagged / len(wrong), 0.98)
    told = sum(each.result.grave for each in grave) / len(grave)
    yield Figure(f"{name}other studies given as an error", told, 0.95)


def _identifiers(folder: Path, papers: Sequence[Record]) -> Iterator[Figure]:
    every = list(paired(pairs(folder), papers))
    right, wrong = ([each for each in every if each.right is kind] for kind in (True, False))
    yield Figure("DOI and PMID of one paper", len(right))
    yield Figure("flagged as two papers", sum(each.flagged for each in right) / len(right), 0.0, at_most=True)
    yield Figure("DOI and PMID swapped", len(wrong))
    yield Figure("swapped ones flagged", sum(each.flagged for each in wrong) / len(wrong), 1.0)


def _correct(papers: Sequence[Record]) -> Iterator[Trial]:
    for number, record in enumerate(papers):
        for kind, liberty in LIBERTIES.items():
            written = liberty(record, Random(number))  # noqa: S311 - the same texts in every run
            if written is not None:
                style = STYLES[(number + len(kind)) % len(STYLES)]
                yield Trial(f"{kind}, {style}", render(written, style), record, None, written, style)
        for style in OTHER_STYLES:
            if record.volume or style in ("science", "springer"):
                yield Trial(style, render(record, style), record, None, record, style)


def _pasted(papers: Sequence[Record]) -> Iterator[Trial]:
    styles, retouches = list(PASTED), list(RETOUCHES)
    for number, record in enumerate(papers):
        for place, (kind, freedom) in enumerate(FREEDOMS.items()):
            random = Random(100 * number + place)  # noqa: S311 - the same texts in every run
            style = styles[(7 * number + 3 * place) % len(styles)]
            pair = freedom(record, random)
            if pair is None or style in UNFIT.get(kind, ()) or not (record.volume or style in _BARE):
                continue
            touch = retouches[(number + place) % len(retouches)]
            text = RETOUCHES[touch](pasted(pair.written, style), random)
            kinds = f"{kind}, {style}, {touch}".rstrip(", ")
            yield Trial(kinds, text, pair.held, None, pair.written, style)


def _wrong(papers: Sequence[Record]) -> Iterator[Trial]:
    for number, (mutation, record, written) in enumerate(_mutated(papers, MUTATIONS)):
        style = STYLES[number % len(STYLES)]
        yield Trial(mutation.name, render(written, style), record, mutation.grave, written, style)


def _subtly_wrong(papers: Sequence[Record]) -> Iterator[Trial]:
    whole = [record for record in papers if record.volume]
    for number, (mutation, record, written) in enumerate(_mutated(whole, SUBTLE)):
        style = _TELLING[number % len(_TELLING)]
        yield Trial(mutation.name, pasted(written, style), record, mutation.grave, written, style)


def _mutated(papers: Sequence[Record], mutations: Sequence[Mutation]) -> Iterator[tuple[Mutation, Record, Record]]:
    for mutation in mutations:
        made = 0
        random = Random(mutation.name)  # noqa: S311 - the same texts in every run
        for record in random.sample(papers, len(papers)):
            written = mutation.apply(record, papers, random) if made < _PER_MUTATION else None
            if written is not None and written != record:
                made += 1
                yield mutation, record, written


def _lines(right: Sequence[Judged], wrong: Sequence[Judged]) -> Iterator[str]:
    total = Counter(each.trial.kind for each in wrong)
    failed = Counter(each.trial.kind for each in wrong if each.failed)
    for word, every in (("RIGHT", right), ("WRONG", wrong)):
        for trial, result in (each for each in every if each.failed):
            yield f"{word} [{trial.kind}] {_told(result)} | {trial.text} | {trial.record.title}"
    for kind, count in failed.most_common():
        yield f"{kind}: {count} of {total[kind]} not as they should be"


def _told(result: Comparison) -> str:
    said = "; ".join(f"{each.field} {each.said!r} for {each.recorded!r}" for each in result.differences)
    return said or ("nothing" if result.described else "not recognised")
