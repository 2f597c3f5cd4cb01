"""Weights of the stance fitted to labelled lines, and what they are worth on sources that the fit has not seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lint.parse import parse
from rules.dosing import stance
from rules.dosing.check import Reading
from rules.dosing.clues import Clues
from rules.dosing.stance import Signs
from rules.dosing.verdict import judge
from tests.bench.dosing import count
from tests.bench.dosing_corpus import SAID, SILENT, Line
from tests.bench.dosing_folds import folds, shown
from tests.bench.dosing_trace import readings

# The weight of every sign of both sides; no sign is on both.
Weights = dict[str, int]
WEIGHTS: Weights = {**stance.TOLD, **stance.ASKED}
_GREATEST = 6
# A search by one weight after the other ends in the valley where it began: it begins in several, none of them ours,
# once with the weights of a report and once with those of an instruction.
_BEGINNINGS = (1, 2, 3)
_SWEEPS = 12
# With more sources than this, they are left out in so many groups: a small source alone changes no fit.
_FITS = 20
_KINDS = {"instruction": "INSTRUCTION", "report": "REPORT", "none": SILENT}


class Sentence(NamedTuple):
    """What a sentence says as an instruction and as a report, and the signs by which the stance chooses."""

    as_instruction: str
    as_report: str
    signs: tuple[Signs, ...]

    def said(self, weights: Weights) -> str:
        """What it says under such weights."""
        return self.as_report if stance.outweighs(self.signs, weights, weights) else self.as_instruction


class Case(NamedTuple):
    """The sentences of a line on which the stance has a say (the others say nothing either way), and what is true."""

    sentences: tuple[Sentence, ...]
    label: str

    @property
    def truth(self) -> str:
        """What should be said of the line."""
        return self.label if self.label in SAID else SILENT

    @property
    def signs(self) -> set[str]:
        """All signs that are there."""
        return {sign for each in self.sentences for signs in each.signs for sign in (*signs.told, *signs.asked)}

    def said(self, weights: Weights) -> str:
        """What is said of the line: an instruction in it outweighs a report."""
        kinds = {SILENT, *(sentence.said(weights) for sentence in self.sentences)}
        return next(kind for kind in SAID if kind in kinds)


class Scored(NamedTuple):
    """A label and what was said under some weights."""

    label: str
    said: str


def case(line: Line) -> Case:
    """A line with all that the weights can change of it."""
    sentences = [_sentence(reading) for reading in readings(parse(line.text)) if not reading.silenced]
    return Case(tuple(each for each in sentences if each.as_instruction != each.as_report), line.label)


def _sentence(reading: Reading) -> Sentence:
    seen: list[Clues] = []

    def noted(clues: Clues) -> bool:
        seen.append(clues)
        return False

    as_instruction = judge(reading.sentence, reading.context, noted)
    as_report = judge(reading.sentence, reading.context, lambda _: True)
    signs = [Signs(_there(each.told), _there(each.asked)) for clues in seen for each in stance.evidence(clues)]
    return Sentence(_KINDS[as_instruction.kind], _KINDS[as_report.kind], tuple(signs))


def _there(signs: Mapping[str, int]) -> dict[str, int]:
    return {sign: int(number) for sign, number in signs.items() if number}


def fitted(cases: Iterable[Case]) -> Weights:
    """Small whole weights under which the fewest lines are wrong, as far as a search weight by weight finds them."""
    alike: defaultdict[str, list[Case]] = defaultdict(list)
    for each in cases:
        if each.sentences:
            alike[repr(each)].append(each)
    numbered = [(alike[key][0], len(alike[key])) for key in sorted(alike)]
    concerned = {sign: [each for each in numbered if sign in each[0].signs] for sign in WEIGHTS}
    found = [
        _descended(dict.fromkeys(signs, beginning), concerned)
        for beginning in _BEGINNINGS
        for signs in (tuple(WEIGHTS), tuple(reversed(WEIGHTS)))
    ]
    return min(found, key=lambda weights: (_wrong(numbered, weights), sum(weights.values())))


def _descended(weights: Weights, concerned: Mapping[str, Sequence[tuple[Case, int]]]) -> Weights:
    for _ in range(_SWEEPS):
        before = dict(weights)
        for sign, now in before.items():
            tried = []
            for value in range(_GREATEST + 1):
                weights[sign] = value
                tried.append((_wrong(concerned[sign], weights), abs(value - now), value))
            weights[sign] = min(tried)[2]
        if weights == before:
            break
    return weights


def _wrong(cases: Iterable[tuple[Case, int]], weights: Weights) -> int:
    return sum(number for each, number in cases if each.said(weights) != each.truth)


def told(lines: Sequence[Line]) -> Iterator[str]:
    """The weights in the file beside those that a fit gives, and what both are worth, as lines for a person.

    A source is scored with weights fitted to others alone.
    """
    cases: defaultdict[str, list[Case]] = defaultdict(list)
    for line in lines:
        cases[line.source].append(case(line))
    every = [each for group in cases.values() for each in group]
    whole = fitted(every)
    left_out = folds(list(cases), _FITS)
    fits = [fitted(each for source in cases if source not in fold for each in cases[source]) for fold in left_out]
    yield f"{'':<20} in the file  fitted to all  to all but some sources"
    for sign, weight in WEIGHTS.items():
        side = "told" if sign in stance.TOLD else "asked"
        spread = [weights[sign] for weights in fits] or [whole[sign]]
        yield f"{side:<6}{sign:<18} {weight:>6} {whole[sign]:>13}  {f'{min(spread)} to {max(spread)}':>16}"
    yield from _figures("in the file", (Scored(each.label, each.said(WEIGHTS)) for each in every))
    yield from _figures("fitted to all, seen", (Scored(each.label, each.said(whole)) for each in every))
    unseen = (
        Scored(each.label, each.said(weights))
        for fold, weights in zip(left_out, fits, strict=True)
        for source in sorted(fold)
        for each in cases[source]
    )
    yield from _figures(f"fitted without the source that is scored ({len(fits)} fits)", unseen)


def _figures(name: str, scored: Iterable[Scored]) -> Iterator[str]:
    judged = list(scored)
    wrong = sum(each.said != (each.label if each.label in SAID else SILENT) for each in judged)
    yield f"weights {name}: {wrong} of {len(judged)} lines wrong"
    yield f"  instruction {shown(count(judged, 'INSTRUCTION'))}   study-dose {shown(count(judged, 'REPORT'))}"
