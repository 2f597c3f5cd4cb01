"""How well disclaimers are told from everything else: labelled texts, and whole documents with their disclaimers."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lint.document import Document
from lint.parse import parse
from rules.disclaimer import search
from tests.bench.measurement import Counts, Figure, Measurement

# Kinds of texts of which not one may ever count as a medical disclaimer.
NEVER = {"legal", "financial", "warranty", "cookie", "coi"}


def measure(folder: Path) -> Measurement:
    """Every text as a document of its own: is it told rightly whether it holds a medical disclaimer?"""
    overall, by_language = Counts(), defaultdict[str, Counts](Counts)
    errors: list[str] = []
    never = 0
    for row in _rows(folder):
        found = search.find(parse(str(row["text"]), f"{row['id']}.md")) is not None
        said, true = {row["id"]} if found else set(), {row["id"]} if row["label"] else set()
        overall.add(said, true)
        by_language[row["lang"]].add(said, true)
        never += found and row["kind"] in NEVER
        if said != true:
            text = " ".join(str(row["text"]).split())
            errors.append(f"{'false' if found else 'missed'} {row['id']} {row['lang']} {row['kind']}: {text[:200]}")
    figures = [
        Figure("disclaimers, precision", overall.precision, 0.97),
        Figure("disclaimers, recall", overall.recall, 0.95),
        Figure("hits on legal, financial, warranty, cookie and interest texts", float(never), 0.0, at_most=True),
    ]
    for language, counts in sorted(by_language.items()):
        detail = f"{counts.hit + counts.missed} texts, P {counts.precision:.2f} R {counts.recall:.2f}"
        figures.append(Figure(f"  {language}: F1", counts.f1, detail=detail))
    return Measurement("disclaimers: short texts", tuple(figures), tuple(errors))


def _rows(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield json.loads(line)


def in_documents(folder: Path) -> tuple[Figure, tuple[str, ...]]:
    """The share of whole documents in which the disclaimer is found on its lines, and none where there is none."""
    right = 0
    errors: list[str] = []
    rows = [json.loads(line) for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines() if line]
    for row in rows:
        path = folder / "docs" / row["file"]
        document = parse(path.read_bytes().decode("utf-8", "replace"), row["file"])
        place, true = _lines(document), row["disclaimer_lines"]
        if _agrees(place, true):
            right += 1
        else:
            errors.append(f"disclaimer {row['file']}: found on {place}, is on {true}")
    share = right / len(rows) if rows else 1.0
    return Figure("disclaimers of documents", share, 1.0, detail=f"{right} of {len(rows)}"), tuple(errors)


def _lines(document: Document) -> tuple[int, int] | None:
    found = search.find(document)
    if found is None:
        return None
    return document.position(found.span.start).line, document.position(found.span.end).line


def _agrees(place: tuple[int, int] | None, true: list[int] | None) -> bool:
    if place is None or true is None:
        return place is None and true is None
    return place[0] <= true[-1] and true[0] <= place[1]
