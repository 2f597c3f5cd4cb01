"""Figures by source: whole sources in one fold, and the mean over sources, in which a big one counts as a small one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from statistics import fmean
from typing import NamedTuple

from tests.bench.dosing import count
from tests.bench.dosing_corpus import Line
from tests.bench.measurement import Counts

# A figure of fewer instructions than this is chance: one line more or less moves it by more than a tenth.
_TELLING = 10
_LONGEST_NAME = 34


class Source(NamedTuple):
    """A source with how well its instructions and its reports were found."""

    name: str
    lines: int
    instructions: Counts
    reports: Counts

    @property
    def telling(self) -> bool:
        """Whether it holds so many instructions that its figure says something by itself."""
        return self.instructions.hit + self.instructions.missed >= _TELLING


def folds(sources: Sequence[str], number: int) -> tuple[frozenset[str], ...]:
    """The sources dealt to so many folds by their hash: the same in every run, none empty while sources are left."""
    dealt = sorted(set(sources), key=lambda source: (sha256(source.encode()).digest(), source))
    return tuple(frozenset(dealt[start::number]) for start in range(min(number, len(dealt))))


def by_source(lines: Sequence[Line]) -> tuple[Source, ...]:
    """The figures of every source, by name."""
    names = sorted({line.source for line in lines})
    return tuple(_source(name, [line for line in lines if line.source == name]) for name in names)


def _source(name: str, lines: Sequence[Line]) -> Source:
    return Source(name, len(lines), count(lines, "INSTRUCTION"), count(lines, "REPORT"))


def told(lines: Sequence[Line], number: int = 5) -> Iterator[str]:
    """The telling sources, the folds, and the mean and the worst over sources, as lines for a person."""
    every = by_source(lines)
    telling = [each for each in every if each.telling]
    for each in telling:
        figures = f"instruction {shown(each.instructions):<32} study-dose {shown(each.reports)}"
        yield f"{each.name[:_LONGEST_NAME]:<{_LONGEST_NAME}} {each.lines:>5} lines  {figures}"
    for place, fold in enumerate(folds([each.name for each in every], number), 1):
        held = [line for line in lines if line.source in fold]
        sources = f"{len(fold)} source{'' if len(fold) == 1 else 's'}"
        figures = f"instruction {shown(count(held, 'INSTRUCTION')):<32} study-dose {shown(count(held, 'REPORT'))}"
        yield f"{f'fold {place}: {sources}':<{_LONGEST_NAME}} {len(held):>5} lines  {figures}"
    holding = [each.instructions for each in every if each.instructions.hit + each.instructions.missed]
    if holding:
        mean = f"P {fmean(c.precision for c in holding):.3f} R {fmean(c.recall for c in holding):.3f}"
        yield f"mean over the {len(holding)} sources with instructions: {mean} F1 {fmean(c.f1 for c in holding):.3f}"
    if telling:
        worst = min(telling, key=lambda each: each.instructions.f1)
        yield f"worst of the {len(telling)} sources with {_TELLING} or more: {worst.name}, {shown(worst.instructions)}"


def shown(counts: Counts) -> str:
    """Precision and recall with the numbers behind them; a dash for what cannot be told."""
    precise = f"{counts.precision:.3f}" if counts.hit + counts.false else "    -"
    complete = f"{counts.recall:.3f}" if counts.hit + counts.missed else "    -"
    return f"P {precise} R {complete} ({counts.hit} +{counts.false} -{counts.missed})"
