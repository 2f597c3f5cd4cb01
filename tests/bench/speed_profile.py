"""Where the time of one check of a corpus goes, by area: reading, parsing, references, each family of rules."""

from __future__ import annotations

import cProfile
import os
import pstats
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.speed_ours import known

_TREE = Path(__file__).parents[2]
# What a module belongs to: the first prefix of its dotted name that fits. Everything else works for who calls it.
_AREAS = (
    ("markdown_it.rules_block", "block parsing"),
    ("markdown_it.parser_block", "block parsing"),
    ("markdown_it.rules_inline", "inline parsing"),
    ("markdown_it.parser_inline", "inline parsing"),
    ("markdown_it", "rest of the parser"),
    ("mdit_py_plugins", "block parsing"),
    ("lint.markdown.markup", "places of the markup"),
    ("lint.markdown", "projection"),
    ("lint.parse", "projection"),
    ("lint.document", "projection"),
    ("lint.spans", "projection"),
    ("lint.references.citations", "citations"),
    ("lint.references", "references"),
    ("lint.resolve", "references"),
    ("lint.files", "reading files"),
    ("lint.articles", "reading files"),
    ("lint.formats", "report"),
    ("lint.report", "report"),
    ("lint.cli.output", "report"),
    ("lint.engine", "engine"),
    ("lint.inspection", "engine"),
    ("lint.standing", "engine"),
    ("lint.waivers", "engine"),
    ("lint.finding", "engine"),
    ("lint.api", "engine"),
    ("lint.config", "start"),
    ("lint.packs", "start"),
    ("lint.cli", "start"),
    ("importlib", "start"),
)
_REST = "rest"
_Function = tuple[str, int, str]  # as pstats names it: file, line, name
_Entry = tuple[int, int, float, float, Mapping[_Function, tuple[int, int, float, float]]]


def profile(corpus: Path) -> Iterator[str]:
    """Lines of a table: seconds and share by area, under the profiler, which slows short functions most."""
    seconds = spent(_recorded(corpus))
    total = sum(seconds.values())
    width = max(map(len, seconds))
    for area, each in sorted(seconds.items(), key=lambda item: -item[1]):
        yield f"{area:<{width}}  {each:8.2f} s  {100 * each / total:5.1f} %"
    yield f"{'all':<{width}}  {total:8.2f} s  100.0 %"


def spent(stats: Mapping[_Function, _Entry]) -> dict[str, float]:
    """Seconds by area. What belongs to none, as `str.find`, counts where it was called from, in proportion."""
    shares: dict[_Function, Mapping[str, float]] = {}
    seconds: defaultdict[str, float] = defaultdict(float)
    for function, (_, _, own, _, _) in stats.items():
        for name, share in _shares(function, stats, shares).items():
            seconds[name] += own * share
    return dict(seconds)


def area(file: str, name: str = "") -> str | None:
    """The area of a function by its file; None when it works for who calls it."""
    parts = Path(file).with_suffix("").parts
    if file.startswith("<frozen importlib") or "_find_and_load" in name:
        return "start"
    module = ".".join(parts[_top(parts) :]).removesuffix(".__init__")
    if module.startswith("rules."):
        return f"rules: {module.split('.')[1]}"
    fitting = (known for prefix, known in _AREAS if f"{module}.".startswith(f"{prefix}."))
    return next(fitting, None)


def _top(parts: Sequence[str]) -> int:
    tops = [at for at, part in enumerate(parts) if part in {"lint", "rules", "markdown_it", "mdit_py_plugins"}]
    return tops[-1] if tops else len(parts)


def _shares(
    function: _Function, stats: Mapping[_Function, _Entry], known_shares: dict[_Function, Mapping[str, float]]
) -> Mapping[str, float]:
    """The share of each area in a function's time; it sums to 1."""
    if function in known_shares:
        return known_shares[function]
    if own := area(function[0], function[2]):
        known_shares[function] = {own: 1.0}
        return known_shares[function]
    known_shares[function] = {_REST: 1.0}  # for who comes here again, in a cycle
    weights = {caller: max(entry[2], 1e-12) for caller, entry in stats[function][4].items() if caller != function}
    total, shares = sum(weights.values()), defaultdict[str, float](float)
    for caller, weight in weights.items():
        for name, share in _shares(caller, stats, known_shares).items():
            shares[name] += share * weight / total
    if shares:
        known_shares[function] = shares
    return known_shares[function]


def _recorded(corpus: Path) -> Mapping[_Function, _Entry]:
    from lint.cli import main

    recorder = cProfile.Profile()
    with TemporaryDirectory() as folder, Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        settings = Path(folder) / "medlint.toml"
        settings.touch()
        arguments = ["check", "--offline", "--quiet", "--config", str(settings), *known("--no-cache", "-j 1")]
        with redirect_stdout(nowhere):
            recorder.enable()
            try:
                main([*arguments, str(corpus)])
            except SystemExit as ended:
                if ended.code not in {0, 1, 2, 3}:
                    raise
            finally:
                recorder.disable()
    recorded = pstats.Stats(recorder, stream=sys.stderr)
    found: Mapping[_Function, _Entry] = recorded.stats  # type: ignore[attr-defined]
    return found
