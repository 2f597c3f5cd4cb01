"""The decoders on recorded answers: all are read, none breaks a decoder, whole or damaged."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from lint.records import Notice, Record
from lint.resolve.registries import crossref, datacite, doi_org, notices, pubmed, pubmed_xml
from lint.resolve.registries.shape import Misshapen
from lint.resolve.registries.transport import Answer, Fault
from tests.bench.measurement import Figure, Measurement

Reader = Callable[[Answer], object]

_DAMAGES = 12


class Body(NamedTuple):
    """A recorded answer, and the reader of the question that it answered."""

    name: str
    answer: Answer
    read: Reader


def measure(folder: Path) -> Measurement:
    """How many recorded bodies are read, what is in them, and whether anything breaks a decoder."""
    found = list(bodies(folder))
    outcomes: Counter[str] = Counter()
    lines: list[str] = []
    records: list[Record] = []
    told: list[Notice] = []
    for body in found:
        outcome, value = _outcome(body.read, body.answer)
        outcomes[outcome] += 1
        if outcome != "read":
            lines.append(f"{body.name}: {outcome}: {value}")
        elif isinstance(value, list):
            records += [each for each, _ in value]
            told += [notice for _, notices in value for notice in notices]
    broken = [line for body in found for line in _damaged(body)]
    figures = (
        Figure("bodies", len(found)),
        Figure("read", outcomes["read"], detail=f"{outcomes['fault']} refused"),
        Figure("that broke a decoder", outcomes["crash"], 0, at_most=True),
        Figure("damaged bodies", len(found) * _DAMAGES),
        Figure("damaged bodies that broke a decoder", len(broken), 0, at_most=True),
        Figure("records", len(records), detail=f"{sum(bool(each.doi) for each in records)} with a DOI"),
        Figure(
            "notices", len(told), detail=", ".join(f"{n} {kind}" for kind, n in Counter(n.kind for n in told).items())
        ),
    )
    return Measurement("registries: recorded answers", figures, (*lines, *broken))


def _outcome(read: Reader, answer: Answer) -> tuple[str, object]:
    try:
        return "read", read(answer)
    except Fault as fault:
        return "fault", fault.reason
    except Exception as error:
        return "crash", repr(error)


def _damaged(body: Body) -> Iterator[str]:
    """What breaks a decoder when a body is cut, or a stretch of it replaced."""
    random = Random(body.name)  # noqa: S311 - the same damages in every run
    data = body.answer.body
    for number in range(_DAMAGES):
        start = random.randrange(len(data) + 1)
        stretch = random.choice((b"", b"\xff", b"null", b'{"a":', b"[", b"<", b"7", b'"'))
        end = min(start + random.choice((0, 1, 5, 40)), len(data))
        damaged = data[:start] if number % 4 == 0 else data[:start] + stretch + data[end:]
        outcome, value = _outcome(body.read, body.answer._replace(body=damaged))
        if outcome == "crash":
            yield f"{body.name}, damaged at {start}: {value}"


def bodies(folder: Path) -> Iterator[Body]:
    """The recorded answers of the four services that we ask, each with its reader."""
    with (folder / "index.tsv").open(encoding="utf-8", newline="") as index:
        rows = list(csv.DictReader(index, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        read, path = _reader(row), folder / row["file"]
        if read is not None and path.is_file() and row["status"].isdigit():
            yield Body(row["file"], Answer(int(row["status"]), path.read_bytes(), {}), read)


def _reader(row: dict[str, str]) -> Reader | None:
    name, service = row["file"], row["service"]
    if service == "crossref" and name.endswith((".json", ".txt")) and "transform" not in name:
        return _bare if "object only" in row["note"] else _works
    if service == "eutils":
        return _papers if name.endswith(".xml") else _medline
    if service == "datacite" and "/dois/" in row["url"]:
        return lambda answer: _dataset(answer, row["doi"])
    return doi_org.read_agencies if service == "doi_ra" else None


def _works(answer: Answer) -> object:
    try:
        works = list(crossref.read_list(answer).found.values())
    except Fault:
        work = crossref.read_work(answer)
        works = [work] if work is not None else []
    return [(work.record, notices.united(work.updates, ())) for work in works]


def _bare(answer: Answer) -> object:
    """A work that was recorded without its envelope."""
    try:
        work = crossref.work_of(json.loads(answer.body))
    except (Misshapen, ValueError) as error:
        raise Fault(str(error)) from error
    return [(work.record, notices.united(work.updates, (), notices.from_prefix(work.prefix, "crossref")))]


def _papers(answer: Answer) -> object:
    return [(paper.record, paper.notices) for paper, _ in pubmed_xml.read_full(answer).values()]


def _dataset(answer: Answer, doi: str) -> object:
    work = datacite.read_work(answer, doi.lower())
    return [(work.record, ())] if work is not None else []


_MEDLINE_LINKS = {
    "RIN": "RetractionIn",
    "PRIN": "PartialRetractionIn",
    "ECI": "ExpressionOfConcernIn",
    "EIN": "ErratumIn",
}


def _medline(answer: Answer) -> object:
    """Types and links of a record in MEDLINE's own format, which we do not ask for: its notices are the same."""
    fields: list[tuple[str, str]] = []
    for line in answer.body.decode("utf-8", "replace").splitlines():
        if line[:4].strip() and line[4:6] == "- ":
            fields.append((line[:4].strip(), line[6:].strip()))
        elif fields and line.startswith("      "):
            fields[-1] = (fields[-1][0], f"{fields[-1][1]} {line.strip()}")
    pmid = next((value for tag, value in fields if tag == "PMID"), "")
    title, _, _ = pubmed.title_of(next((value for tag, value in fields if tag in ("TI", "BTI")), "-"))
    links = [(_MEDLINE_LINKS[tag], value, "") for tag, value in fields if tag in _MEDLINE_LINKS]
    told = notices.from_pubmed([value for tag, value in fields if tag == "PT"], links)
    return [(Record(title=title, pmids=(pmid,)), told)]
