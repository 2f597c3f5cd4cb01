"""Hostile file names, contents and records through the command line, each for real: what every format makes of them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from base64 import b64decode
from collections import Counter
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from lint.formats import NAMES
from lint.formats.plain import printable
from lint.records import Notice, Record
from lint.resolve.lock import Entry
from lint.resolve.lock_format import dump
from tests.bench.measurement import Figure, Measurement
from tests.lint.formats.judge import faults, named, plain_faults

_ARTICLE = """# Ketamine

Take 5 mg of ketamine twice a day.

## References

1. Dahan A. Ketamine for pain. Pain. 2009;147:107-15. doi: 10.1234/pain.1. PMID: 1234561.
2. Dahan A. Ketamine for pain again. Pain. 2009;147:107-15. doi: 10.1234/pain.2. PMID: 1234562.
3. Dahan A. Ketamine for pain once more. Pain. 2009;147:107-15. doi: 10.1234/pain.3. PMID: 1234563.
4. Dahan A. Ketamine for pain at last. Pain. 2009;147:107-15. doi: 10.1234/pain.4. PMID: 1234564.
"""
_TIMED = frozenset(("json", "sarif"))  # these tell when the run began
_WITHHELD = "sarif"  # when the run cannot vouch
_CANNOT_VOUCH = 2
_MOST = 4_096  # the runner cuts the message of a command there


class Row(NamedTuple):
    """One attack: its kind (filename, content, api_field), its bytes, and patterns that no output may match."""

    id: str
    kind: str
    payload: bytes
    patterns: tuple[str, ...]

    @property
    def text(self) -> str:
        """The payload as a text, as Python reads a file name."""
        return os.fsdecode(self.payload)


class Run(NamedTuple):
    """What a command left behind; `files` are the formats that it wrote to files."""

    code: int
    out: bytes
    err: bytes
    files: dict[str, bytes]


class Played(NamedTuple):
    """What was wrong with a row, by format ("" for all of them); why the file system refused it; how it went."""

    row: Row
    faults: dict[str, list[str]]
    refused: str = ""
    told: bool = True
    outputs: int = 0


def load(path: Path) -> list[Row]:
    """The rows of a file; of what must not be, those entries that are patterns are kept."""
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return [
        Row(
            row["id"],
            row["kind"],
            b64decode(row["payload_b64"]),
            tuple(each for each in row["must_not"] if each.startswith(("(?", "[")) and _is_pattern(each)),
        )
        for row in rows
    ]


def _is_pattern(text: str) -> bool:
    try:
        re.compile(text)
    except re.error:
        return False
    return True


def measure(directory: Path, only: Collection[str] = ()) -> Measurement:
    """Every row, or those of some ids, through every format; a figure a row, which has to reach the number of formats.

    Raises:
        ValueError: there is no such row.
    """
    rows = [row for row in load(directory / "hostile" / "hostile_dev.json") if not only or row.id in only]
    if not rows:
        raise ValueError("there is no such row")
    with ThreadPoolExecutor(os.cpu_count()) as threads:  # they wait for other processes
        played = list(threads.map(_play, rows))
    figures = [
        Figure(
            f"{each.row.id} {each.row.kind} {named(each.row.text)}",
            sum(not each.faults.get(name) for name in NAMES) if not each.faults.get("") else 0,
            len(NAMES),
            detail=", ".join(filter(None, (each.refused, *(name or "the run" for name in each.faults)))),
        )
        for each in played
    ]
    kinds = Counter(each.row.kind for each in played)
    figures += [
        Figure(
            f"all of kind {kind}",
            sum(not each.faults for each in played if each.row.kind == kind),
            number,
            detail=f"{sum(each.told for each in played if each.row.kind == kind)} reached a report",
        )
        for kind, number in kinds.items()
    ]
    outputs = sum(each.outputs for each in played)
    return Measurement(
        f"{len(played)} hostile inputs through {', '.join(NAMES)}: {outputs} outputs, formats without a fault",
        tuple(figures),
        tuple(
            f"{each.row.id} {name or 'the run'}: {fault}"
            for each in played
            for name, found in each.faults.items()
            for fault in found
        ),
    )


def _play(row: Row) -> Played:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        content = root / "content"
        content.mkdir()
        refused = _arrange(row, content)
        found: dict[str, list[str]] = {}
        runs = [(name, _run(root, content.name, stdout=name)) for name in NAMES] if not refused else []
        written = _run(root, content.name, to_files=True) if not refused else None
        if row.kind == "filename":
            named_run = _run(content, "--", row.payload, to_files=True)
            runs.append(("text", named_run))
            _note(found, "", _found(named_run, row.text, refused=bool(refused)))
        elif written:
            _note(found, "", _found(written, "article.md", refused=False))
        if written:
            runs.append(("text", written))
            for name in set(NAMES) - _TIMED:
                once = next(run for each, run in runs if each == name)
                _note(found, name, [] if once.out == written.files.get(name, b"") else ["another run, other bytes"])
        for name, run in runs:
            _judge(found, row, name, run)
        told = any(_tells(run, row) for _, run in runs)
        return Played(row, found, refused, told, sum(1 + len(run.files) for _, run in runs))


def _tells(run: Run, row: Row) -> bool:
    """Whether the attack reached a report: as a name or in a message, or something was found where it stands."""
    if row.kind != "content":
        return printable(row.text.strip()).encode() in run.out
    if run.code == _CANNOT_VOUCH or "json" not in run.files:
        return run.code == _CANNOT_VOUCH
    report: dict[str, list[dict[str, dict[str, int]]]] = json.loads(run.files["json"])
    return max(finding["start"]["line"] for finding in report["findings"]) > _ARTICLE.count("\n")


def _judge(found: dict[str, list[str]], row: Row, name: str, run: Run) -> None:
    error = run.err.decode("utf-8", "replace")
    _note(found, "", [f"standard error: {fault}" for fault in plain_faults("text", error)])
    if run.code not in (1, _CANNOT_VOUCH) or "internal error" in error or "Traceback" in error:
        _note(found, "", [f"exit code {run.code}: {error[-300:]!r}"])
    for each, output in ((name, run.out), *run.files.items()):
        if each == _WITHHELD and run.code == _CANNOT_VOUCH and not output:
            continue
        _note(found, each, faults(each, output) if output else ["nothing was written"])
        text = output.decode("utf-8", "replace")
        _note(found, each, [f"it matches {pattern}" for pattern in row.patterns if re.search(pattern, text)])
        if each == "github" and (longest := max(map(len, text.splitlines()), default=0)) > _MOST:
            _note(found, each, [f"a line of {longest} characters"])


def _note(found: dict[str, list[str]], name: str, new: list[str]) -> None:
    known = found.get(name, [])
    if fresh := [fault for fault in new if fault not in known]:
        found[name] = known + fresh


def _found(run: Run, name: str, *, refused: bool) -> list[str]:
    """Whether the file is in the report once, with what is wrong with it, or with why it could not be checked."""
    try:
        report = json.loads(run.files["json"])
    except (KeyError, ValueError):
        return [f"no report: {run.err.decode('utf-8', 'replace')[-300:]!r}"]
    statuses = [row["status"] for row in report["files"] if _shown(row["path"]).endswith(_shown(name))]
    if len(statuses) != 1 or len(report["files"]) != 1:
        return [f"its files are {[row['path'] for row in report['files']]!r}"]
    if (statuses[0] == "checked") == (run.code == _CANNOT_VOUCH) or (refused and statuses[0] == "checked"):
        return [f"it is {statuses[0]}, and the exit code is {run.code}"]
    return [] if report["findings"] else ["nothing was found in it"]


def _shown(path: str) -> str:
    return printable(Path(path).as_posix())


def _arrange(row: Row, content: Path) -> str:
    """Make the file of a row, with its lock; why the file system refuses it, empty when it does not."""
    path = content / ("article.md" if row.kind != "filename" else row.text)
    data = _ARTICLE.encode()
    if row.kind == "content":
        data += b"\n" + row.payload + b"\n"
    elif row.kind == "api_field":
        entries = dict(_entries(row.text))
        (content / "references.lock").write_text(dump(entries), encoding="utf-8")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except (OSError, ValueError) as error:
        return f"refused by the file system: {getattr(error, 'strerror', None) or error}"
    return ""


def _entries(text: str) -> Iterator[tuple[str, Entry]]:
    """Four works as registries answered for them, each with the text in another field."""
    record = Record(title="Ketamine for pain", authors=("Dahan A",), journal="Pain", year=2009, volume="147")
    changed = (
        record._replace(title=text),
        record._replace(title="Ketamine for pain again", authors=(text,)),
        record._replace(title="Ketamine for pain once more", journal=text),
        record._replace(title="Ketamine for pain at last", notices=(Notice("retraction", "2024-03-01", text, text),)),
    )
    for number, each in enumerate(changed, 1):
        doi = f"10.1234/pain.{number}"
        whole = each._replace(doi=doi, pmids=(f"123456{number}",), pages="107-115")
        yield f"doi:{doi}", Entry(("crossref", "pubmed"), "2026-01-01T00:00:00Z", whole)


def _run(folder: Path, *paths: str | bytes, stdout: str = "text", to_files: bool = False) -> Run:
    """Run `medlint check` in a folder, with a cache of its own and registries that nobody can reach."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GITHUB_", "MEDLINT_")) and not name.lower().endswith("_proxy")
    }
    environment |= {f"MEDLINT_{name}_URL": "http://127.0.0.1:9" for name in ("CROSSREF", "PUBMED", "DOI", "DATACITE")}
    with TemporaryDirectory() as elsewhere:
        environment["XDG_CACHE_HOME"] = elsewhere
        targets = {name: Path(elsewhere) / name for name in NAMES} if to_files else {}
        command: list[str | bytes] = [sys.executable, "-P", "-m", "lint", "check", "--offline", "-f", stdout]
        for name, target in targets.items():
            command += ["-o", f"{name}={target}"]
        ended = subprocess.run([*command, *paths], cwd=folder, env=environment, capture_output=True, check=False)
        files = {name: target.read_bytes() if target.exists() else b"" for name, target in targets.items()}
    return Run(ended.returncode, ended.stdout, ended.stderr, files)
