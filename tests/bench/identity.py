"""The comparison of references with records, on real records written as references, rightly and wrongly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from lint.records import Record
from lint.resolve.matching.compare import Comparison, compare
from tests.bench.citation_styles import LIBERTIES, OTHER_STYLES, STYLES, render
from tests.bench.measurement import Figure, Measurement
from tests.bench.reference_mutations import MUTATIONS
from tests.bench.registry_records import records

_PER_MUTATION = 40


class Trial(NamedTuple):
    """A reference text held against a record; `grave` is None for a correct one."""

    kind: str
    text: str
    record: Record
    grave: bool | None


def measure(folder: Path) -> Measurement:
    """Errors and warnings on correct reference texts, and how many wrong ones are flagged."""
    papers = records(folder)
    right = [(trial, compare(trial.text, trial.record)) for trial in _correct(papers)]
    wrong = [(trial, compare(trial.text, trial.record)) for trial in _wrong(papers)]
    errors = [trial for trial, result in right if result.grave]
    warned = [trial for trial, result in right if result.differences and not result.grave]
    undescribed = [trial for trial, result in right if not result.described and not result.grave]
    missed = [trial for trial, result in wrong if not result.differences]
    grave = [(trial, result) for trial, result in wrong if trial.grave]
    mild = [trial for trial, result in grave if not result.grave]
    figures = (
        Figure("records", len(papers)),
        Figure("correct texts", len(right)),
        Figure("correct texts with an error", len(errors) / len(right), 0.005, at_most=True),
        Figure("correct texts with a warning", len(warned) / len(right), 0.03, at_most=True),
        Figure("correct texts not recognised", len(undescribed) / len(right)),
        Figure("wrong texts", len(wrong), detail=f"{len(MUTATIONS)} kinds"),
        Figure("wrong texts flagged", 1 - len(missed) / len(wrong), 0.98),
        Figure("other studies given as an error", 1 - len(mild) / len(grave), 0.95),
    )
    return Measurement("identity: references against records", figures, tuple(_lines(right, wrong)))


def _correct(papers: Sequence[Record]) -> Iterator[Trial]:
    for number, record in enumerate(papers):
        for kind, liberty in LIBERTIES.items():
            written = liberty(record, Random(number))  # noqa: S311 - the same texts in every run
            if written is not None:
                style = STYLES[(number + len(kind)) % len(STYLES)]
                yield Trial(f"{kind}, {style}", render(written, style), record, None)
        for style in OTHER_STYLES:
            if record.volume or style in ("science", "springer"):
                yield Trial(style, render(record, style), record, None)


def _wrong(papers: Sequence[Record]) -> Iterator[Trial]:
    for mutation in MUTATIONS:
        made = 0
        random = Random(mutation.name)  # noqa: S311 - the same texts in every run
        for record in random.sample(papers, len(papers)):
            written = mutation.apply(record, papers, random)
            if written is not None and written != record and made < _PER_MUTATION:
                made += 1
                yield Trial(mutation.name, render(written, STYLES[made % len(STYLES)]), record, mutation.grave)


def _lines(right: Sequence[tuple[Trial, Comparison]], wrong: Sequence[tuple[Trial, Comparison]]) -> Iterator[str]:
    for trial, result in right:
        if result.differences or not result.described:
            yield f"RIGHT [{trial.kind}] {_told(result)} | {trial.text} | {trial.record.title}"
    failed = Counter[str]()
    total = Counter(trial.kind for trial, _ in wrong)
    for trial, result in wrong:
        if not result.differences or (trial.grave and not result.grave):
            failed[trial.kind] += 1
            yield f"WRONG [{trial.kind}] {_told(result)} | {trial.text} | {trial.record.title}"
    for kind, count in failed.most_common():
        yield f"{kind}: {count} of {total[kind]} not as they should be"


def _told(result: Comparison) -> str:
    said = "; ".join(f"{each.field} {each.said!r} for {each.recorded!r}" for each in result.differences)
    return said or ("nothing" if result.described else "not recognised")
