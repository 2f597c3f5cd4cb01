"""What the dosing rules cost: processor time for a line, and their share of the whole check of an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from statistics import median
from time import process_time
from unittest.mock import patch

from lint import api, memory
from lint.finding import Hit
from lint.packs import Pack, installed
from lint.parse import parse
from lint.references.model import Bibliography
from lint.rule import Family, Page
from rules.dosing import FAMILY
from tests.bench.dosing import Row
from tests.bench.dosing_corpus import Corpus

_REPETITIONS, _RUNS = 5, 3
# Of one line on average, in microseconds, and of the processor time of a whole check.
_LINE, _SHARE = 250, 0.25
_FIRST_ARTICLE = Path(__file__).parents[2] / "content" / "intravenous-ketamine-crps.md"
_NOW = datetime.fromisoformat("2026-01-01T00:00:00+00:00")


def cost(corpus: Corpus) -> Iterator[Row]:
    """The figures with their goals: the first article and those of the corpus, each in a run of its own."""
    yield _lines([line.text for line in corpus.lines])
    for article in (_FIRST_ARTICLE, *corpus.paths):
        spent = _median([_checked(article) for _ in range(_RUNS + 1)][1:])
        detail = f"{1000 * spent[0]:.1f} of {1000 * spent[1]:.1f} ms"
        name = f"share of the check of {article.name}"
        yield Row(name, (spent[0] / spent[1],), (_SHARE,), (_SHARE,), at_most=True, detail=detail)


def _lines(texts: Sequence[str]) -> Row:
    """The median of several passes over all lines, each beside a pass of the parser, which knows how busy it was.

    Nothing is remembered between the passes: `check` reads a text once.
    """
    pages = [Page(parse(text), Bibliography()) for text in texts]
    spent = []
    with patch.object(memory, "LONGEST", -1):
        for _ in range(_REPETITIONS + 1):
            begun = process_time()
            for page in pages:
                list(FAMILY.check(page))
            checked = process_time()
            for text in texts:
                parse(text)
            spent.append((checked - begun, process_time() - checked))
    check, parsing = (1e6 * each / max(len(texts), 1) for each in _median(spent[1:]))  # the first pass reads the lists
    least = 1e6 * min(each for each, _ in spent) / max(len(texts), 1)
    detail = f"{len(texts)} lines, at least {least:.0f}; the parser takes {parsing:.0f}"
    return Row("microseconds a line", (check,) if texts else (), (_LINE,), (_LINE,), at_most=True, detail=detail)


def _median(spent: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return median(each for each, _ in spent), median(each for _, each in spent)


def _checked(article: Path) -> tuple[float, float]:
    """Seconds of the family and of the whole check, from the file to the report, by the lock beside it."""
    spent = 0.0

    def timed(page: Page) -> list[Hit]:
        nonlocal spent
        begun = process_time()
        hits = list(FAMILY.check(page))
        spent += process_time() - begun
        return hits

    packs = [_replaced(pack, FAMILY, FAMILY._replace(check=timed)) for pack in installed()]
    begun = process_time()
    with patch.object(memory, "LONGEST", -1):
        api.check(api.Request(paths=(str(article),), locked=True), packs, _NOW)
    return spent, process_time() - begun


def _replaced(pack: Pack, family: Family, other: Family) -> Pack:
    return pack._replace(families=tuple(other if each is family else each for each in pack.families))
