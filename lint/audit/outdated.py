"""Whether a report is still true: the files that it was made of, and what would be looked at today."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from lint import files
from lint.audit.document import Document, File
from lint.config import ConfigError
from lint.files import Target
from lint.formats.ascii_json import whole
from lint.packs import Pack
from lint.request import Request, load_config, scope

_ELSEWHERE = "none of its articles lies here; name the folder in which the audit was run with --root"


def outdated(document: Document, folder: Path, packs: Sequence[Pack], today: date, untold: list[str]) -> Iterator[str]:
    """What is not any more as the report says, a sentence each; what could not be told is added to `untold`.

    Paths are looked for from the current directory. What lies in the report's own `folder` is no part of the articles.
    """
    digests = {row["path"]: row["sha256"] for row in document["files"] if row["sha256"]}
    if digests and not any(_found(path) for path in digests):
        untold.append(_ELSEWHERE)
        return
    for path, digest in digests.items():
        yield from _changed(path, path, digest, untold)
    for each in document["audit"]["provenance"]["inputs"]:
        yield from _changed(each["path"], f"{each['path']} ({each['role']})", each["sha256"], untold)
    yield from _rescoped(document, folder, packs, untold)
    for waiver in document["audit"]["exemptions"]:
        if waiver["state"] == "active" and waiver["until"] and date.fromisoformat(waiver["until"]) < today:
            yield f"the waiver of {waiver['rule']} at {waiver['path']}:{waiver['line']} ended on {waiver['until']}"


def _found(path: str) -> Path | None:
    """The file that the report names."""
    return next((each for each in map(Path, (path, raw(path))) if each.is_file()), None)


def raw(path: str) -> str:
    r"""A path as the disk has it: in a report `\xff` stands for a byte of a name that is no UTF-8."""
    return re.sub(r"\\x([89a-f][0-9a-f])", lambda match: chr(0xDC00 + int(match[1], 16)), path)


def _changed(path: str, named: str, digest: str | None, untold: list[str]) -> Iterator[str]:
    """Whether a file has another digest than it had."""
    place = _found(path)
    if place is None:
        if digest:
            yield f"{named} is not there any more"
        return
    try:
        data = place.read_bytes()
    except OSError as error:
        untold.append(f"{named} cannot be read: {error.strerror}")
        return
    if digest is None and data:
        yield f"{named} was not there, and is now"
    elif digest and sha256(data).hexdigest() != digest:
        yield f"{named} was changed"


def _rescoped(document: Document, folder: Path, packs: Sequence[Pack], untold: list[str]) -> Iterator[str]:
    """What another audit of the same paths would look at otherwise: another configuration, other files."""
    run = document["run"]
    rows = {row["path"]: row for row in document["files"]}
    paths = tuple(path if Path(path).exists() else raw(path) for path in run["paths"])
    request = Request(paths=paths, config=_named_config(document))
    try:
        settings = load_config(request, [family for pack in packs for family in pack.families])
        excluded = files.Exclusion(settings.root, settings.exclude)
    except (ConfigError, ValueError):
        untold.append("whether articles were added is not known, since the configuration cannot be used")
        return
    deciding = files.shown(settings.source) if settings.source else None
    if deciding != run["config"] and deciding is not None:
        yield f"{deciding} decides now, and did not then"
    for target in files.discover(scope(request, settings), excluded, ledger=files.Ledger(files.located(folder))):
        shown = str(whole(files.shown(target.path)))
        if said := _otherwise(target, rows.get(shown)):
            yield f"{shown} {said}"


def _named_config(document: Document) -> Path | None:
    """The configuration that was asked for by name; any other is looked for again, as one may lie nearer now."""
    given = any(word.partition("=")[0] == "--config" for word in document["audit"]["provenance"]["command"])
    config = document["run"]["config"]
    return Path(raw(config)) if given and config else None


def _otherwise(target: Target, row: File | None) -> str:
    """How a file would be looked at otherwise; empty when it would not. Its content is a matter of digests."""
    if row is None:
        return "" if target.skipped or target.cause == "missing" else "was added, and nobody has checked it"
    if row["cause"] == "approved-wording":
        return ""
    if target.skipped:
        return "" if row["status"] == "skipped" else f"would be left out now: {target.reason}"
    if row["status"] == "skipped":
        return f"was left out ({row['reason']}), and would be checked now"
    if row["sha256"] is None and not target.reason:
        return f"was not checked ({row['reason']}), and could be now"
    return ""
