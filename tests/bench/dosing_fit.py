"""Weights of the stance fitted to labelled lines, and what they are worth on sources that the fit has not seen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lint.parse import parse
from rules.dosing import stance
from rules.dosing.clues import Clues
from rules.dosing.verdict import judge
from tests.bench.dosing import count
from tests.bench.dosing_corpus import SAID, SILENT, Line
from tests.bench.dosing_folds import shown
from tests.bench.dosing_trace import Reading, readings

# The signs of both sides in one row; those of an instruction count against a report.
SIGNS = (*stance.TOLD, *stance.ASKED)
WEIGHTS = tuple({**stance.TOLD, **stance.ASKED}[sign] for sign in SIGNS)
_GREATEST = 6
# A search by one weight after the other ends in the valley where it began: it begins in several, none of them ours.
_BEGINNINGS = (1, 2, 3)
_SWEEPS = 12
_KINDS = {"instruction": "INSTRUCTION", "report": "REPORT", "none": SILENT}


class Sentence(NamedTuple):
    """What a sentence says as an instruction and as a report; `signs` are those it has, each with its number.

    A number below zero is one against a report.
    """

    as_instruction: str
    as_report: str
    signs: tuple[tuple[int, int], ...]

    def said(self, weights: Sequence[int]) -> str:
        """What it says under such weights: a report when its signs outweigh the others."""
        told = sum(weights[sign] * number for sign, number in self.signs) > 0
        return self.as_report if told else self.as_instruction


class Case(NamedTuple):
    """The sentences of a line on which the stance has a say (the others say nothing either way), and what is true."""

    sentences: tuple[Sentence, ...]
    label: str

    @property
    def truth(self) -> str:
        """What should be said of the line."""
        return self.label if self.label in SAID else SILENT

    def said(self, weights: Sequence[int]) -> str:
        """What is said of the line: an instruction in it outweighs a report."""
        kinds = {SILENT, *(sentence.said(weights) for sentence in self.sentences)}
        return next(kind for kind in SAID if kind in kinds)


class Scored(NamedTuple):
    """A label and what was said under some weights."""

    label: str
    said: str


def case(line: Line) -> Case:
    """A line with all that the weights can change of it."""
    sentences = [_sentence(reading) for reading in readings(parse(line.text))]
    return Case(tuple(each for each in sentences if each.as_instruction != each.as_report), line.label)


def _sentence(reading: Reading) -> Sentence:
    seen: list[Clues] = []

    def noted(clues: Clues) -> bool:
        seen.append(clues)
        return False

    as_instruction = judge(reading.sentence, reading.context, noted)
    as_report = judge(reading.sentence, reading.context, lambda _: True)
    told = stance.told_signs(seen[0]) if seen else {}
    asked = stance.asked_signs(seen[0]) if seen else {}
    numbers = {**told, **{sign: -number for sign, number in asked.items()}}
    signs = tuple((place, int(numbers[sign])) for place, sign in enumerate(SIGNS) if numbers.get(sign))
    return Sentence(_KINDS[as_instruction.kind], _KINDS[as_report.kind], signs)


def fitted(cases: Iterable[Case]) -> tuple[int, ...]:
    """Small whole weights under which the fewest lines are wrong, as far as a search weight by weight finds them."""
    numbered = Counter(each for each in cases if each.sentences)
    concerned: defaultdict[int, list[tuple[Case, int]]] = defaultdict(list)
    for each, number in numbered.items():
        for sign in {sign for sentence in each.sentences for sign, _ in sentence.signs}:
            concerned[sign].append((each, number))
    found = [_descended([beginning] * len(SIGNS), concerned) for beginning in _BEGINNINGS]
    return min(found, key=lambda weights: (_wrong(numbered.items(), weights), sum(weights), weights))


def _descended(weights: list[int], concerned: Mapping[int, Sequence[tuple[Case, int]]]) -> tuple[int, ...]:
    for _ in range(_SWEEPS):
        before = tuple(weights)
        for sign in range(len(weights)):
            now = weights[sign]
            tried = []
            for value in range(_GREATEST + 1):
                weights[sign] = value
                tried.append((_wrong(concerned.get(sign, ()), weights), abs(value - now), value))
            weights[sign] = min(tried)[2]
        if tuple(weights) == before:
            break
    return tuple(weights)


def _wrong(cases: Iterable[tuple[Case, int]], weights: Sequence[int]) -> int:
    return sum(number for each, number in cases if each.said(weights) != each.truth)


def told(lines: Sequence[Line]) -> Iterator[str]:
    """The weights in the file beside those that a fit gives, and what both are worth, as lines for a person.

    A source is scored with weights fitted to all the others.
    """
    cases: defaultdict[str, list[Case]] = defaultdict(list)
    for line in lines:
        cases[line.source].append(case(line))
    every = [each for group in cases.values() for each in group]
    whole = fitted(every)
    without = {
        source: fitted(each for other, group in cases.items() if other != source for each in group)
        for source in sorted(cases)
        if any(each.sentences for each in cases[source])
    }
    yield f"{'':<18} in the file  fitted to all  without one source"
    for place, sign in enumerate(SIGNS):
        spread = [weights[place] for weights in without.values()] or [whole[place]]
        side = "told" if sign in stance.TOLD else "asked"
        range_ = f"{min(spread)} to {max(spread)}"
        yield f"{side:<6}{sign:<16} {WEIGHTS[place]:>6} {whole[place]:>13}  {range_:>16}"
    yield from _figures("in the file", (Scored(each.label, each.said(WEIGHTS)) for each in every))
    yield from _figures("fitted to all, seen", (Scored(each.label, each.said(whole)) for each in every))
    unseen = (Scored(each.label, each.said(without.get(source, whole))) for source in cases for each in cases[source])
    yield from _figures(f"fitted without the source that is scored ({len(without)} fits)", unseen)


def _figures(name: str, scored: Iterable[Scored]) -> Iterator[str]:
    judged = list(scored)
    wrong = sum(each.said != (each.label if each.label in SAID else SILENT) for each in judged)
    yield f"weights {name}: {wrong} of {len(judged)} lines wrong"
    yield f"  instruction {shown(count(judged, 'INSTRUCTION'))}   study-dose {shown(count(judged, 'REPORT'))}"
