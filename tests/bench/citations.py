"""How well dangling citations, uncited references and broken links are found in labelled documents.

What is scored, for every document of `truth.jsonl`:

- *dangling*: the findings of dangling-citation against `dangling`, by line and text. A finding and a label are the same
  when they stand on one line and one text holds the other, markup and brackets aside; each label counts once.
- *uncited*: the entries reported by uncited-reference against `uncited`, by the entry's lines. `null` says that the
  document has no way of citing its list, so every report there is wrong.
- *broken links*: the findings of broken-link against `broken_anchors` (line and target), `broken_footnotes` and
  `broken_reference_links` (line and label), for information. Relative files are not looked for: the corpus holds the
  documents without their pictures. A definition that is never used is no broken link and is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from lint.document import Document
from lint.finding import Hit
from lint.parse import parse
from lint.references.read import Unreadable, read, sources
from lint.rule import Page
from rules.citations import check as check_citations
from rules.citations.dangling import DANGLING
from rules.citations.uncited import UNCITED
from rules.links import check as check_links
from tests.bench.measurement import Counts, Figure

_UNREADABLE = Unreadable("there is no such file")


class Labelled(NamedTuple):
    """A document of the corpus with its labels."""

    name: str
    path: Path
    truth: dict[str, object]


class Place(NamedTuple):
    """A line and what stands there, bare of markup."""

    line: int
    text: str


def documents(folder: Path) -> Iterator[Labelled]:
    """The labelled documents of a folder with `truth.jsonl` and `docs/`."""
    for raw in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        truth = json.loads(raw)
        name = str(truth["file"])
        path = folder / "docs" / name
        yield Labelled(name, path, truth)


def figures(folder: Path) -> tuple[tuple[Figure, ...], tuple[str, ...]]:
    """The figures of a corpus folder and what was found wrongly or missed."""
    dangling, uncited, links = Counts(), Counts(), Counts()
    errors: list[str] = []
    for labelled in documents(folder):
        page = _page(labelled.path)
        document = page.document
        hits = list(check_citations(page))
        found = [_place(document, hit) for hit in hits if hit.rule == DANGLING]
        errors += _count(dangling, found, _places(labelled.truth["dangling"], "text"), labelled.name, DANGLING)
        entries = _entries(document, (hit for hit in hits if hit.rule == UNCITED))
        errors += _count_entries(uncited, entries, labelled)
        broken = [
            *_places(labelled.truth["broken_anchors"], "target"),
            *_places(labelled.truth["broken_footnotes"], "label"),
            *_places(labelled.truth["broken_reference_links"], "label", without="defined,"),
        ]
        errors += _count(links, [_place(document, hit) for hit in check_links(page)], broken, labelled.name, "link")
    return (
        Figure("dangling F1", dangling.f1, 0.85, detail=_detail(dangling)),
        Figure("uncited F1", uncited.f1, 0.85, detail=_detail(uncited)),
        Figure("broken links F1", links.f1, detail=_detail(links)),
    ), tuple(errors)


def _page(path: Path) -> Page:
    document = parse(path.read_bytes().decode("utf-8", "replace"), path.name)
    files: dict[str, str | Unreadable] = {}
    for named in sources(document):
        beside = path.parent / named.name
        files[named.name] = beside.read_text(encoding="utf-8", errors="replace") if beside.is_file() else _UNREADABLE
    return Page(document, read(document, files))


def _detail(counts: Counts) -> str:
    return (
        f"P {counts.precision:.3f} R {counts.recall:.3f} "
        f"({counts.hit} right, {counts.false} wrong, {counts.missed} missed)"
    )


def _bare(text: str) -> str:
    return re.sub(r"[^\w#]+", " ", text.replace("\n", " ")).strip().casefold()


def _place(document: Document, hit: Hit) -> Place:
    return Place(document.position(hit.span.start).line, _bare(document.excerpt(hit.span)))


def _places(labels: object, field: str, without: str = "") -> list[Place]:
    assert isinstance(labels, list)
    return [
        Place(int(label["line"]), _bare(str(label.get(field) or label.get("text") or "")))
        for label in labels
        if isinstance(label, dict)
        and "line" in label
        and not (without and str(label.get("why", "")).startswith(without))
    ]


def _count(counts: Counts, found: Iterable[Place], labels: list[Place], name: str, rule: str) -> Iterator[str]:
    """Match each finding with one label of its line; yield the rest as errors."""
    left = list(labels)
    for place in found:
        match = next((each for each in left if _same(place, each)), None)
        if match is None:
            counts.false += 1
            yield f"{name}:{place.line}: {rule} wrong: {place.text}"
        else:
            left.remove(match)
            counts.hit += 1
    counts.missed += len(left)
    yield from (f"{name}:{place.line}: {rule} missed: {place.text}" for place in left)


def _same(found: Place, label: Place) -> bool:
    return found.line == label.line and (label.text in found.text or found.text in label.text)


def _entries(document: Document, hits: Iterable[Hit]) -> list[tuple[int, int]]:
    return [
        (document.position(hit.span.start).line, document.position(max(hit.span.end - 1, hit.span.start)).line)
        for hit in hits
    ]


def _count_entries(counts: Counts, found: list[tuple[int, int]], labelled: Labelled) -> Iterator[str]:
    truth = labelled.truth
    uncited, entries = truth["uncited"], truth["entries"]
    assert isinstance(entries, list)
    wanted = {str(key) for key in uncited} if isinstance(uncited, list) else set()
    lines = {str(e["key"]): (int(e["lines"][0]), int(e["lines"][1])) for e in entries if str(e["key"]) in wanted}
    for first, last in found:
        key = next((key for key, (low, high) in lines.items() if low <= last and first <= high), None)
        if key is None:
            counts.false += 1
            yield f"{labelled.name}:{first}: uncited wrong"
        else:
            del lines[key]
            counts.hit += 1
    counts.missed += len(lines)
    yield from (f"{labelled.name}:{low}: uncited missed: {key}" for key, (low, _) in lines.items())
