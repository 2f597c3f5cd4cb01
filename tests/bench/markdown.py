"""References, citations and disclaimers of whole real documents, measured against their labels.

What is compared, document by document:

- entries: an entry found is right when its lines overlap those of an entry in the truth (one to one, in order).
- DOIs: the set of DOIs that count (`Reference.doi`) against `doi` and `doi_in_publisher_url` of the truth; a DOI in
  `other_dois` (the title of an entry quotes another paper) is neither right nor wrong.
- PMIDs: the set of PMIDs that count against `pmid`.
- first authors and years, where the truth has one and the entry was found: shown, without a goal.
- disclaimers: a document whose truth marks disclaimer lines must not be reported by `missing-disclaimer`, every other
  one must be. Where the annotator's notes call the marked lines weak (a notice to read the leaflet and to see a
  physician, which denies nothing) either answer is right.
- crashes, and parts of documents that could not be checked: none is allowed. A bibliography file that an article
  names is no part of the corpus, so that it is missing does not count.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from lint.document import Document
from lint.parse import parse
from lint.references.model import Bibliography, Reference
from lint.references.read import read
from lint.rule import Page
from tests.bench.measurement import Counts, Figure, Measurement


@dataclass
class _Tally:
    """What is counted over all documents."""

    entries: Counts = field(default_factory=Counts)
    dois: Counts = field(default_factory=Counts)
    pmids: Counts = field(default_factory=Counts)
    authors: Counts = field(default_factory=Counts)
    years: Counts = field(default_factory=Counts)
    disclaimers: Counts = field(default_factory=Counts)
    crashes: int = 0
    unchecked: int = 0
    documents: int = 0
    errors: list[str] = field(default_factory=list)


def measure(folder: Path) -> Measurement:
    """Read every document of the folder and compare it with its truth."""
    tally = _Tally()
    for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        truth = json.loads(line)
        path = folder / "docs" / truth["file"]
        tally.documents += 1
        try:
            document = parse(path.read_bytes().decode("utf-8"), truth["file"])
            bibliography = read(document)
            _document(tally, truth, document, bibliography)
        except Exception as error:  # any exception at all is what is counted here
            tally.crashes += 1
            tally.errors.append(f"{truth['file']}: {type(error).__name__}: {error}")
    figures, errors = _citation_figures(folder)
    return Measurement(f"{tally.documents} real documents", (*_figures(tally), *figures), (*tally.errors, *errors))


def _figures(tally: _Tally) -> Iterator[Figure]:
    for name, counts, goal in (
        ("entries", tally.entries, 0.92),
        ("DOIs", tally.dois, 0.98),
        ("PMIDs", tally.pmids, 0.98),
        ("first authors", tally.authors, None),
        ("years", tally.years, None),
    ):
        detail = f"{counts.hit} right, {counts.false} false, {counts.missed} missed"
        yield Figure(f"{name}: precision", counts.precision, goal, detail=detail)
        yield Figure(f"{name}: recall", counts.recall, goal)
    if _disclaimer_check() is not None:
        counts = tally.disclaimers
        right = counts.hit / (counts.hit + counts.false + counts.missed) if counts.hit else 0.0
        yield Figure("disclaimers", right, 1.0, detail=f"{counts.hit} right, {counts.false + counts.missed} wrong")
    yield Figure("crashes", float(tally.crashes), 0.0, at_most=True)
    yield Figure("unchecked", float(tally.unchecked), 0.0, at_most=True)


def _document(tally: _Tally, truth: dict[str, Any], document: Document, bibliography: Bibliography) -> None:
    name = truth["file"]
    for problem in document.problems:
        tally.unchecked += 1
        tally.errors.append(f"{name}: unchecked: {problem}")
    pairs = _entries(tally, truth, document, bibliography.references)
    _identifiers(tally, truth, bibliography.references)
    for entry, reference in pairs:
        _described(tally, name, entry, reference)
    _disclaimer(tally, truth, Page(document, bibliography))


def _entries(
    tally: _Tally, truth: dict[str, Any], document: Document, references: Iterable[Reference]
) -> list[tuple[dict[str, Any], Reference]]:
    """Pair entries of the truth with references whose lines overlap; count what is left on both sides."""
    left = list(truth["entries"])
    pairs = []
    for reference in references:
        first = document.position(reference.span.start).line
        last = document.position(max(reference.span.end - 1, reference.span.start)).line
        for entry in left:
            if entry["lines"][0] <= last and first <= entry["lines"][1]:
                pairs.append((entry, reference))
                left.remove(entry)
                tally.entries.hit += 1
                break
        else:
            tally.entries.false += 1
            tally.errors.append(f"{truth['file']}:{first}: no entry: {reference.text[:90]!r}")
    for entry in left:
        tally.entries.missed += 1
        tally.errors.append(f"{truth['file']}:{entry['lines'][0]}: entry missed: {entry['key']}")
    return pairs


def _identifiers(tally: _Tally, truth: dict[str, Any], references: Iterable[Reference]) -> None:
    entries = truth["entries"]
    dois = {entry[key] for entry in entries for key in ("doi", "doi_in_publisher_url") if entry[key]}
    other = {doi for entry in entries for doi in entry.get("other_dois", ())} - dois
    references = list(references)
    for kind, counts, right, found in (
        ("DOI", tally.dois, dois, {each.doi.value for each in references if each.doi} - other),
        (
            "PMID",
            tally.pmids,
            {str(e["pmid"]) for e in entries if e["pmid"]},
            {e.pmid.value for e in references if e.pmid},
        ),
    ):
        counts.add(found, right)
        tally.errors += [f"{truth['file']}: false {kind} {value}" for value in sorted(found - right)]
        tally.errors += [f"{truth['file']}: missed {kind} {value}" for value in sorted(right - found)]


def _described(tally: _Tally, name: str, entry: dict[str, Any], reference: Reference) -> None:
    for kind, counts, right, found in (
        ("first author", tally.authors, entry["first_author"], reference.first_author),
        ("year", tally.years, entry["year"], reference.year),
    ):
        counts.add([found] if found else [], [right] if right else [])
        if (found or None) != right:
            tally.errors.append(f"{name}:{entry['lines'][0]}: {kind} {found!r}, not {right!r}")


def _disclaimer_check() -> Any:
    """The family that reports a missing disclaimer, None while the pack has none."""
    if find_spec("rules.disclaimer") is None:
        return None
    module = import_module("rules.disclaimer")
    return getattr(module, "check", None) or getattr(getattr(module, "FAMILY", None), "check", None)


def _disclaimer(tally: _Tally, truth: dict[str, Any], page: Page) -> None:
    check = _disclaimer_check()
    if check is None or (truth["disclaimer_lines"] and "weak" in truth["notes"].casefold()):
        return
    missing = any(hit.rule == "missing-disclaimer" for hit in check(page))
    if missing == bool(truth["disclaimer_lines"]):
        tally.errors.append(f"{truth['file']}: disclaimer {'missed' if missing else 'seen where there is none'}")
        tally.disclaimers.missed += missing
        tally.disclaimers.false += not missing
    else:
        tally.disclaimers.hit += 1


def _citation_figures(folder: Path) -> tuple[tuple[Figure, ...], tuple[str, ...]]:
    if find_spec("tests.bench.citations") is None:
        return (), ()
    figures: tuple[tuple[Figure, ...], tuple[str, ...]] = import_module("tests.bench.citations").figures(folder)
    return figures
