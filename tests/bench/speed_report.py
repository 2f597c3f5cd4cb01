"""Measurements as files: JSON for programs, Markdown tables for a page, a chart of ratios as SVG."""

from __future__ import annotations

import json
import math
import os
import platform
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from tests.bench.measurement import Figure, Measurement

# Pixels. A bar reaches as far from the line of the goal as the value is better or worse, sixteen times at most.
_WIDTH, _ROW, _LABEL, _TOP, _LIMIT = 1000, 24, 440, 54, 16.0
_FONT = 'font-family="sans-serif" fill="#222222"'
_GOOD, _BAD, _INK, _LINE = "#2e7d32", "#c62828", "#222222", "#dddddd"


def machine() -> str:
    """What is measured on: the interpreter, the cores, and how busy they are (getloadavg(3), over one minute)."""
    busy = f"{os.getloadavg()[0]:.2f}"
    return f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores, load {busy}"


def as_json(measurements: Sequence[Measurement], machines: Sequence[str]) -> str:
    """Every figure with its goal; null for a value that is infinite, which JSON does not know."""
    found = [
        {"title": each.title, "figures": [_figure(figure) for figure in each.figures], "errors": list(each.errors)}
        for each in measurements
    ]
    return json.dumps({"machine": list(machines), "measurements": found}, ensure_ascii=False, indent=2) + "\n"


def _figure(figure: Figure) -> dict[str, object]:
    value = figure.value if math.isfinite(figure.value) else None
    return {**figure._asdict(), "value": value, "reached": figure.reached}


def as_markdown(measurements: Sequence[Measurement], machines: Sequence[str]) -> str:
    """A table for each measurement, with what was left out below it."""
    lines = (line for each in measurements for line in _table(each))
    return "\n".join([f"Measured on {'; at the end '.join(machines)}.", *lines]) + "\n"


def _table(measurement: Measurement) -> Iterator[str]:
    yield f"\n## {_cell(measurement.title)}\n"
    yield "| figure | value | goal | reached | detail |"
    yield "|---|---:|---:|---|---|"
    for each in measurement.figures:
        reached = "" if each.goal is None else "yes" if each.reached else "no"
        cells = (each.name, _number(each.value), _goal(each), reached, each.detail)
        yield f"| {' | '.join(map(_cell, cells))} |"
    if measurement.errors:
        yield ""
    yield from (f"- {_cell(error)}" for error in measurement.errors)


def _goal(figure: Figure) -> str:
    return "" if figure.goal is None else f"{'≤' if figure.at_most else '≥'} {figure.goal:g}"


def _number(value: float) -> str:
    return f"{value:.0f}" if 100 <= value < math.inf else f"{value:.3g}"


def _cell(text: str) -> str:
    """A text that stays in its cell and is no markup."""
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def as_svg(measurements: Sequence[Measurement]) -> str:
    """A bar for every figure with a goal: to the right when it is better than the goal, to the left when worse.

    The scale is logarithmic: each line is twice as good as the one before it.
    """
    figures = [each for measurement in measurements for each in measurement.figures if each.goal is not None]
    height = _TOP + _ROW * len(figures) + 12
    middle, reach = _LABEL + (_WIDTH - _LABEL) / 2, (_WIDTH - _LABEL) / 2 - 30
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img">',
        "<title>How many times better or worse than the goal</title>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="12" y="22" {_FONT} font-size="14">Times better (right) or worse (left) than the goal</text>',
    ]
    for power in range(-4, 5):
        x = middle + reach * power / math.log2(_LIMIT)
        name, color = (f"{2 ** abs(power)}×", _LINE) if power else ("goal", _INK)
        parts.append(f'<path d="M{x:.1f} {_TOP - 8}V{height - 8}" stroke="{color}"/>')
        parts.append(f'<text x="{x:.1f}" y="{_TOP - 14}" text-anchor="middle" {_FONT} font-size="11">{name}</text>')
    for row, each in enumerate(figures):
        parts += _bar(each, _TOP + _ROW * row, middle, reach)
    return "\n".join([*parts, "</svg>", ""])


def _bar(figure: Figure, top: int, middle: float, reach: float) -> Iterator[str]:
    length = reach * math.log2(better(figure)) / math.log2(_LIMIT)
    color, left = _GOOD if figure.reached else _BAD, min(middle, middle + length)
    label = escape(f"{figure.name}: {_number(figure.value)} ({_goal(figure)})")
    yield f'<text x="12" y="{top + 15}" {_FONT} font-size="13">{label}</text>'
    yield f'<rect x="{left:.1f}" y="{top + 4}" width="{max(abs(length), 1):.1f}" height="14" fill="{color}"/>'


def better(figure: Figure) -> float:
    """How many times a figure is better than its goal, between a sixteenth and sixteen."""
    goal, value = figure.goal or 0, figure.value
    if value <= 0 or goal <= 0 or not math.isfinite(value):  # nothing was to be counted, or it came to no end
        return _LIMIT if figure.reached else 1 / _LIMIT
    return min(max(goal / value if figure.at_most else value / goal, 1 / _LIMIT), _LIMIT)
