"""The measurement of the dosing rules as lines for a person: table, confusions, errors with reasons, spans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from tests.bench import dosing_folds
from tests.bench.dosing import Row, table
from tests.bench.dosing_corpus import LABELS, SAID, SILENT, SURE, Corpus, Line
from tests.bench.dosing_cost import cost
from tests.bench.dosing_trace import trace

# Label (or labels) and what was said: the kinds of errors, the gravest first.
_KINDS = (
    ("missed instruction", ("INSTRUCTION",), ("REPORT", SILENT)),
    ("false instruction", ("MENTION", "NONE"), ("INSTRUCTION",)),
    ("report taken for an instruction", ("REPORT",), ("INSTRUCTION",)),
    ("missed report", ("REPORT",), (SILENT,)),
    ("false report", ("MENTION", "NONE"), ("REPORT",)),
)
_LONGEST_NAME = 34


def report(corpus: Corpus, errors: int) -> tuple[Iterator[str], bool]:
    """The whole measurement, and whether every goal for the development share is reached."""
    rows, spent = tuple(table(corpus)), tuple(cost(corpus))
    by_source = dosing_folds.told(corpus.sure)
    parts = (
        ("goals, on lines of confidence 2 and 3, articles and disguises", goals(rows)),
        ("label against what was said", confusions(corpus)),
        ("by source (words and weights are written by hand; --fit scores fitted ones on unseen sources)", by_source),
        ("cost", goals(spent)),
        ("errors", worst(corpus, errors)),
    )
    wanted = parts if errors else parts[:-1]
    lines = (line for title, part in wanted for line in ("", title, *(f"  {each}" for each in part)))
    return lines, all(row.reached for row in (*rows, *spent))


def goals(rows: Sequence[Row]) -> Iterator[str]:
    """One line for each measure: figures, goals for both shares, and whether the first is reached."""
    width = max((len(row.name) for row in rows), default=0)
    yield f"{'':<{width}}  {'figure':>15}  {'dev goal':>15}  {'held back':>15}"
    for row in rows:
        mark = "nothing to measure" if not row.values else "ok" if row.reached else "MISSED"
        columns = (_figures(row, row.values), _goal(row, row.dev), _goal(row, row.held_back))
        detail = row.detail if row.values else ""
        yield f"{row.name:<{width}}  {'  '.join(f'{each:>15}' for each in columns)}  {mark:<6}  {detail}".rstrip()


def _goal(row: Row, values: Sequence[float]) -> str:
    return f"{'<=' if row.at_most else '>='} {' / '.join(f'{value:g}' for value in values)}" if values else ""


def _figures(row: Row, values: Sequence[float]) -> str:
    return " / ".join(f"{value:.0f}" if isinstance(row.dev[0], int) else f"{value:.3f}" for value in values) or "-"


def confusions(corpus: Corpus) -> Iterator[str]:
    """Label against what was said: instruction, report, silent; over all, and in parts."""
    sure, unsure = corpus.sure, [line for line in corpus.lines if line.confidence < SURE]
    heads = "  ".join(f"{label.lower():^16}" for label in LABELS)
    yield f"{'':<{_LONGEST_NAME}} {'lines':>6}  {heads}"
    yield f"{'':<{_LONGEST_NAME}} {'':>6}  {'  '.join(['instr  rep  sil '] * len(LABELS))}".rstrip()
    yield _confusion("all (confidence 2 and 3)", sure)
    parts: tuple[tuple[str, Callable[[Line], str]], ...] = (
        ("source", lambda line: line.source),
        ("language", lambda line: line.language),
        ("kind", lambda line: line.kind),
    )
    for title, part in parts:
        yield f"by {title}"
        for name in sorted({part(line) for line in sure}):
            yield _confusion(f"  {name}", [line for line in sure if part(line) == name])
    yield _confusion("confidence 1 (disputable)", unsure)


def _confusion(name: str, lines: Sequence[Line]) -> str:
    pairs = Counter((line.label, line.said) for line in lines)
    cells = "  ".join("".join(f"{pairs[label, said] or '.':>5}" for said in SAID) + " " for label in LABELS)
    return f"{name[:_LONGEST_NAME]:<{_LONGEST_NAME}} {len(lines):>6}  {cells}".rstrip()


def worst(corpus: Corpus, most: int) -> Iterator[str]:
    """The errors of each kind, at most so many: the surest labels first, and every source in turn."""
    for kind, labels, saying in _KINDS:
        wrong = [line for line in corpus.sure if line.label in labels and line.said in saying]
        yield f"{kind}: {len(wrong)}"
        for line in in_turn(wrong)[:most]:
            where = f"{line.source}, {line.language}, {line.kind}"
            yield f"  {line.id} {line.label} {line.confidence}, {where}: {line.text}"
            for found in line.found:
                yield f"      {found.kind} at {found.line}:{found.column} [{found.excerpt}] {found.why}"
            if line.said == SILENT:
                yield from (f"      {each}" for each in trace(line.text))
    yield from _worst_articles(corpus, most)


def in_turn(lines: Sequence[Line]) -> list[Line]:
    """The surest labels first, then one line of each source after the other, so that no source fills the list."""
    before: Counter[str] = Counter()
    placed = []
    for line in sorted(lines, key=lambda line: (-line.confidence, line.id)):
        placed.append((-line.confidence, before[line.source], line.source, line))
        before[line.source] += 1
    return [line for *_, line in sorted(placed, key=lambda each: each[:3])]


def _worst_articles(corpus: Corpus, most: int) -> Iterator[str]:
    false = [(article, number) for article in corpus.articles for number in sorted(article.false)]
    missed = [(article, number) for article in corpus.articles for number in sorted(article.truth - set(article.found))]
    yield f"false instruction in an article: {len(false)}"
    for article, number in false[:most]:
        found = article.found[number]
        yield f"  {article.name}:{number}:{found.column} [{found.excerpt}] {found.why}"
    yield f"missed instruction in an article: {len(missed)}"
    yield from (f"  {article.name}:{number}" for article, number in missed[:most])
    hidden = [each for each in corpus.disguises if each.said != ("INSTRUCTION" if each.dose else SILENT)]
    yield f"disguise not seen through, or a look-alike flagged: {len(hidden)}"
    yield from (f"  {each.id} {each.technique}, said {each.said}: {each.text!r}" for each in hidden[:most])


def spans(corpus: Corpus) -> Iterator[str]:
    """The place of every instruction that was found, for a review of what a finding covers."""
    for line in corpus.lines:
        for found in line.found:
            if found.kind == "INSTRUCTION":
                yield f"{line.id} [{' '.join(found.excerpt.split())}] {line.text}"
    for article in corpus.articles:
        for number, found in sorted(article.found.items()):
            yield f"{article.name}:{number}:{found.column} [{' '.join(found.excerpt.split())}]"
