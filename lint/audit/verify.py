"""Whether a report is intact, says what follows from it, and is still true of the files that it was made of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from lint import __version__, files
from lint.audit import folder as place
from lint.audit.document import Document
from lint.audit.drawn import drawn, form, says_the_same
from lint.audit.provenance import described
from lint.audit.stored import StoredError, parse
from lint.audit.verdict import sums, verdict
from lint.config import ConfigError
from lint.formats.plain import count
from lint.packs import Pack
from lint.report import CANNOT_VOUCH, FOUND, PASSED
from lint.request import Request, load_config, scope


class VerifyError(Exception):
    """There is no report to verify; one plain sentence."""


class Verified(NamedTuple):
    """What became of a report: what is not intact, what is not as it was any more, and what could not be told.

    `document` is None when `report.json` is not there, or no report.
    """

    broken: tuple[str, ...]
    outdated: tuple[str, ...]
    untold: tuple[str, ...]
    document: Document | None

    @property
    def exit_code(self) -> int:
        """1 when it is not intact or no longer true, 2 when something could not be told, else 0."""
        if self.broken or self.outdated:
            return FOUND
        return CANNOT_VOUCH if self.untold else PASSED


def verify(folder: Path, packs: Sequence[Pack], today: date) -> Verified:
    """Verify the report in a folder; the paths in it are looked for from the current directory.

    Raises:
        VerifyError: the folder holds no report, or it cannot be read.
    """
    if not (folder / place.REPORT).is_file() and not (folder / place.SUMS).is_file():
        raise VerifyError(f"{files.shown(folder)} holds no report; name the folder that `medlint audit -o` wrote")
    try:
        kept = files_of(folder)
        broken = [*changed(folder, kept)]
        data = kept.get(place.REPORT) or _bytes(folder / place.REPORT)
    except OSError as error:
        raise VerifyError(f"{files.shown(folder)} cannot be read: {error.strerror}") from error
    if data is None:
        return Verified(tuple(broken), (), (), None)
    try:
        document = parse(data, place.REPORT)
    except StoredError as error:
        return Verified((*broken, str(error)), (), (), None)
    broken += _inconsistent(document)
    untold: list[str] = []
    if _same_version(document, packs):
        broken += _redrawn(document, kept)
    else:
        untold.append(_OTHER_VERSION.format(document["tool"]["version"], __version__))
    outdated = [*_outdated(document, untold), *_ended(document, today), *_added(document, folder, packs, untold)]
    return Verified(tuple(dict.fromkeys(broken)), tuple(dict.fromkeys(outdated)), tuple(untold), document)


_OTHER_VERSION = (
    "it was made with other rules (medlint {}; this is {}): what these would find, and whether the pages say what"
    " report.json says, is not known; audit again, or verify with the version that made it"
)


def files_of(folder: Path) -> Mapping[str, bytes | None]:
    """The bytes of the files that the digests name, None where there is none.

    Raises:
        OSError: one cannot be read.
    """
    path = folder / place.SUMS
    names = place.read(path.read_bytes()).digests if path.is_file() else ()
    return {name: _bytes(folder / name) for name in names}


def _bytes(path: Path) -> bytes | None:
    """The bytes of a file; None when there is none. A link is none: what it leads to is no part of the report."""
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


def changed(folder: Path, kept: Mapping[str, bytes | None]) -> Iterator[str]:
    """What of these files is not as it was written, by the digests."""
    path = folder / place.SUMS
    if not path.is_file():
        yield f"{place.SUMS} is missing, so nobody can tell whether the other files are as they were"
        return
    data = path.read_bytes()
    told = place.read(data)
    if data != place.listed(told.digests) or told.odd:
        yield f"{place.SUMS} was changed after the report was written"
    for name, content in kept.items():
        if content is None:
            yield f"{name} is missing"
        elif sha256(content).hexdigest() != told.digests[name]:
            yield f"{name} was changed after the report was written"
    if place.REPORT not in kept:
        yield f"{place.SUMS} does not name {place.REPORT}"


def _inconsistent(document: Document) -> Iterator[str]:
    """What in the report does not follow from its own rows."""
    audit = document["audit"]
    found, rows, references = document["findings"], document["files"], document["references"]
    reckoned = sums(rows, found, references)
    if reckoned != document["summary"]:
        yield "the sums in report.json are not those of its rows"
    given = verdict(reckoned, found, audit["demand"], exemptions=True)
    bare = verdict(reckoned, found, audit["demand"], exemptions=False)
    if given != audit["verdict"] or given["code"] != document["exit_code"] or bare != audit["without_exemptions"]:
        yield f"the verdict in report.json does not follow from its rows, which give: {given['words']}"
    statuses = Counter(row["status"] for row in rows)
    cover = audit["coverage"]
    told = (cover["checked"], cover["unchecked"], cover["skipped"], cover["in_scope"])
    by_cause = Counter((row["status"], row["cause"]) for row in rows)
    if told != (statuses["checked"], statuses["unchecked"], statuses["skipped"], len(rows)) or by_cause != Counter(
        {(each["status"], each["cause"]): each["files"] for each in cover["causes"]}
    ):
        yield "the ledger in report.json does not add up to its files"
    by_rule = Counter(each["rule"] for each in found if each["standing"] == "open")
    if by_rule != Counter({each["id"]: each["findings"] for each in audit["rules"] if each["findings"]}):
        yield "the counts by rule in report.json are not those of its findings"


def _same_version(document: Document, packs: Sequence[Pack]) -> bool:
    """Whether the rules and the pages are those of this medlint."""
    made = {each["name"]: each["sha256"] for each in document["audit"]["provenance"]["packs"]}
    return made == {pack.name: described(pack)["sha256"] for pack in packs}


def _redrawn(document: Document, kept: Mapping[str, bytes | None]) -> Iterator[str]:
    """The pages and tables that do not say what `report.json` says."""
    for name, content in drawn(document, form(kept)).items():
        if name not in kept:
            yield f"{place.SUMS} does not name {name}"
        elif (there := kept[name]) is not None and not says_the_same(name, there, content):
            yield f"{name} is not what report.json gives"


def _outdated(document: Document, untold: list[str]) -> Iterator[str]:
    """The files that are not as they were when the report was made."""
    inputs = document["audit"]["provenance"]["inputs"]
    articles = [(row["path"], "", row["sha256"]) for row in document["files"] if row["sha256"]]
    for path, role, digest in (*articles, *((each["path"], each["role"], each["sha256"]) for each in inputs)):
        named = f"{path} ({role})" if role else path
        try:
            data = _bytes_of(path)
        except OSError as error:
            untold.append(f"{named} cannot be read: {error.strerror}")
            continue
        if data is None and digest:
            yield f"{named} is not there any more"
        elif data is not None and (sha256(data).hexdigest() if data else None) != digest:
            yield f"{named} was changed" if digest else f"{named} was not there, and is now"


def _bytes_of(path: str) -> bytes | None:
    r"""The bytes of a file that the report names; `\xff` stands for a byte of a name that is no UTF-8."""
    raw = re.sub(r"\\x([89a-f][0-9a-f])", lambda match: chr(0xDC00 + int(match[1], 16)), path)
    found = next((each for each in map(Path, (path, raw)) if each.is_file()), None)
    return found.read_bytes() if found else None


def _ended(document: Document, today: date) -> Iterator[str]:
    """The waivers that held when the report was made, and hold no more."""
    for each in document["audit"]["exemptions"]:
        if each["state"] == "active" and each["until"] and date.fromisoformat(each["until"]) < today:
            yield f"the waiver of {each['rule']} at {each['path']}:{each['line']} ended on {each['until']}"


def _added(document: Document, folder: Path, packs: Sequence[Pack], untold: list[str]) -> Iterator[str]:
    """The articles that are in scope now and not in the report."""
    run = document["run"]
    request = Request(paths=tuple(run["paths"]), config=Path(run["config"]) if run["config"] else None)
    try:
        settings = load_config(request, [family for pack in packs for family in pack.families])
        excluded = files.Exclusion(settings.root, settings.exclude)
    except (ConfigError, ValueError):  # a configuration that was changed is named already
        untold.append("whether articles were added is not known, since the configuration cannot be used")
        return
    named = {row["path"] for row in document["files"]}
    for target in files.discover(scope(request, settings), excluded, ledger=files.Ledger(files.located(folder))):
        shown = files.shown(target.path)
        if not target.skipped and shown not in named and target.cause != "missing":
            yield f"{shown} was added, and nobody has checked it"


def told(verified: Verified, folder: str) -> Iterator[str]:
    """What became of a report, a sentence a line."""
    yield from (f"not intact: {each}" for each in verified.broken)
    yield from (f"no longer true: {each}" for each in verified.outdated)
    yield from (f"cannot tell: {each}" for each in verified.untold)
    document = verified.document
    if document is None:
        return
    if not verified.broken:
        yield f"{folder} is intact: every file is as it was written, and the verdict follows from the findings."
    if not verified.outdated and not verified.untold:
        articles, day = count(document["summary"]["files"], "article"), document["run"]["started"][:10]
        yield f"It is still true: {articles} and all files that decided are as they were on {day}."
    yield f"Its verdict of {document['run']['started']}: {document['audit']['verdict']['words']}"
