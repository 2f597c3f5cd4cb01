"""Charts of an audit as geometry: bars and lines with their labels, drawn by `charts.jinja` as inline SVG.

Each carries its numbers as text, and its kinds by pattern or dash as well as by colour. A table stands beside each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lint.audit.document import Finding, Reference
from lint.audit.page.text import label
from lint.audit.sections import Point, Trend
from lint.finding import SEVERITIES
from lint.formats.plain import count

STATES = ("verified", "mismatched", "unknown", "retracted", "concern", "unverified", "no-identifier")

_WIDTH, _ROW, _BAR, _LEFT, _RIGHT = 640, 28, 16, 190, 56
_HEIGHT, _TOP, _BOTTOM, _END = 260, 16, 34, 110
_MOST_BARS = 16
# Up to so many days (inclusive), in words.
_AGES = (
    (7, "up to a week"),
    (31, "up to a month"),
    (92, "up to 3 months"),
    (183, "up to 6 months"),
    (366, "up to a year"),
)
_OLDER, _UNDATED = "more than a year", "no answer on record"
# A lock that somebody edited, or a clock that is wrong.
_LATER = "after the run began"


class Segment(NamedTuple):
    """A part of a bar; `kind` is its class, which decides its pattern."""

    kind: str
    x: float
    width: float


class Bar(NamedTuple):
    """A bar with its label and its sum; the counts are those of the chart's kinds."""

    label: str
    counts: tuple[int, ...]
    total: int
    y: int
    end: float
    segments: tuple[Segment, ...]


class Bars(NamedTuple):
    """Horizontal bars, each of several kinds. `told` says in a sentence what they show, `heads` name the counts."""

    id: str
    title: str
    told: str
    head: str
    heads: tuple[str, ...]
    bars: tuple[Bar, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    width: int
    height: int


class Dot(NamedTuple):
    """A value of a line at its place."""

    x: float
    y: float
    value: int


class Line(NamedTuple):
    """A line with its dots and the height of its label at the end."""

    kind: str
    name: str
    dots: tuple[Dot, ...]
    label_y: float

    @property
    def points(self) -> str:
        """The places, as SVG writes them."""
        return " ".join(f"{dot.x:g},{dot.y:g}" for dot in self.dots)


class Lines(NamedTuple):
    """Lines over time; `ticks` are heights with their values, `dates` places with their days."""

    title: str
    told: str
    lines: tuple[Line, ...]
    ticks: tuple[tuple[float, int], ...]
    dates: tuple[tuple[float, str], ...]
    width: int
    height: int
    left: int
    right: int


def by_rule(findings: Sequence[Finding]) -> Bars:
    """Open findings by rule and severity, the most frequent first."""
    counts = Counter((each["rule"], each["severity"]) for each in findings if each["standing"] == "open")
    rules = sorted(
        {rule for rule, _ in counts}, key=lambda rule: (-sum(counts[rule, each] for each in SEVERITIES), rule)
    )
    rows = [(rule, tuple(counts[rule, severity] for severity in SEVERITIES)) for rule in rules]
    told = f"{count(counts.total(), 'open finding')} of {count(len(rows), 'rule')}"
    if len(rows) > 1:
        told += f"; most of them, {sum(rows[0][1])}, are of {rows[0][0]}"
    return _bars("by-rule", "Open findings by rule", told, "Rule", SEVERITIES, rows)


def by_state(references: Sequence[Reference]) -> Bars:
    """References by what is known of them."""
    counts = Counter(str(each["state"]) for each in references)
    rows = [(state, (counts[state],)) for state in STATES]
    told = f"{counts['verified']} of {counts.total()} references are verified"
    return _bars("by-state", "References by state", told, "State", ("references",), rows, kinds=STATES)


def by_age(references: Sequence[Reference]) -> Bars:
    """References by the age of the registries' answer, at the start of the run."""
    counts = Counter(_age(each["evidence"]["age_days"]) for each in references)
    rows = [(words, (counts[words],)) for words in (*(words for _, words in _AGES), _OLDER, _LATER, _UNDATED)]
    rows = [row for row in rows if row[0] != _LATER or row[1][0]]
    told = f"{counts.total() - counts[_UNDATED]} of {counts.total()} references have a dated answer of a registry"
    return _bars("by-age", "Age of the evidence", told, "Age", ("references",), rows, kinds=("info",))


def of_trend(trend: Trend) -> Bars:
    """What became of the findings since the earlier report."""
    kinds: Mapping[str, int] = {
        "new": trend["new"],
        "fixed": trend["fixed"],
        "unchanged": trend["unchanged"],
        "waived": trend["waived"],
        "returned": trend["returned"],
        "unknown": trend["unknown"],
    }
    told = f"{trend['new']} new and {trend['fixed']} fixed findings since {trend['started'][:10]}"
    rows = [(kind, (number,)) for kind, number in kinds.items()]
    return _bars("by-change", "Findings since the earlier report", told, "Change", ("findings",), rows, kinds=("info",))


def over_time(history: Sequence[Point]) -> Lines | None:
    """The findings that counted in each report of a history; None when there are fewer than two reports."""
    if len(history) < 2:  # a line has two ends
        return None
    series = {
        "error": [point["errors"] for point in history],
        "warning": [point["warnings"] for point in history],
        "info": [point["infos"] for point in history],
    }
    top = _round_up(max(map(max, series.values())))
    left, right = 44, _WIDTH - _END
    across = [round(left + (right - left) * n / (len(history) - 1), 1) for n in range(len(history))]

    def height(value: int) -> float:
        return round(_TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - value / top), 1)

    ends = _apart({kind: height(values[-1]) for kind, values in series.items()})
    lines = tuple(
        Line(
            kind,
            f"{values[-1]} {kind}{'' if values[-1] == 1 else 's'}",
            tuple(Dot(x, height(value), value) for x, value in zip(across, values, strict=True)),
            ends[kind],
        )
        for kind, values in series.items()
    )
    first, last = (f"{each['errors']} errors on {each['started'][:10]}" for each in (history[0], history[-1]))
    told = f"{len(history)} reports: {first}, {last}"
    step = max(1, -(-len(history) // 6))
    dates = tuple((across[n], history[n]["started"][:10]) for n in range(len(history) - 1, -1, -step))
    return Lines(
        "Findings over time",
        told,
        lines,
        tuple((height(top * n // 4), top * n // 4) for n in range(5)),
        dates,
        _WIDTH,
        _HEIGHT,
        left,
        right,
    )


def _age(days: int | None) -> str:
    if days is None:
        return _UNDATED
    if days < 0:
        return _LATER
    return next((words for most, words in _AGES if days <= most), _OLDER)


def _bars(
    name: str,
    title: str,
    told: str,
    head: str,
    heads: tuple[str, ...],
    rows: Sequence[tuple[str, tuple[int, ...]]],
    kinds: Sequence[str] = (),
) -> Bars:
    """Bars of these rows; of many rows the last are drawn as one. `kinds`: one a bar, or one for all of them."""
    drawn = list(rows)
    if len(drawn) > _MOST_BARS:
        rest = drawn[_MOST_BARS - 1 :]
        sums = tuple(sum(counts[n] for _, counts in rest) for n in range(len(heads)))
        drawn[_MOST_BARS - 1 :] = [(f"{len(rest)} others", sums)]
    most = max((sum(counts) for _, counts in drawn), default=0) or 1
    bars = []
    for index, (words, counts) in enumerate(drawn):
        x, segments = float(_LEFT), []
        for n, number in enumerate(counts):
            width = round((_WIDTH - _LEFT - _RIGHT) * number / most, 1)
            kind = heads[n] if not kinds else kinds[index % len(kinds)]
            if number:
                segments.append(Segment(kind, round(x, 1), max(width, 1.5)))
            x += width
        cut = label(words) if len(words) <= 24 else f"{label(words)[:23]}…"  # what the left margin holds
        bars.append(Bar(cut, counts, sum(counts), index * _ROW, round(x, 1), tuple(segments)))
    return Bars(name, title, told, head, heads, tuple(bars), tuple(rows), _WIDTH, max(len(drawn), 1) * _ROW)


def _round_up(number: int) -> int:
    """The next number that four lines divide evenly, of few digits: 4, 8, 20, 40, 80, 200, ..."""
    top = 4
    while top < number:
        top = top * 5 // 2 if str(top).startswith("8") else top * 2
    return top


def _apart(heights: Mapping[str, float]) -> dict[str, float]:
    """The heights of labels, moved down where two would lie upon each other."""
    placed: dict[str, float] = {}
    last = -100.0
    for kind, height in sorted(heights.items(), key=lambda item: item[1]):
        last = max(height, last + 16)
        placed[kind] = last
    over = last - (_HEIGHT - _BOTTOM + 4)
    return {kind: height - max(over, 0) for kind, height in placed.items()}
