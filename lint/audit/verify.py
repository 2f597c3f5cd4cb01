"""Whether a report is intact, says what follows from it, and is still true of the files that it was made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from lint import __version__, files
from lint.audit import folder as place
from lint.audit.consistent import inconsistent, undated
from lint.audit.document import Document
from lint.audit.drawn import drawn, form, says_the_same
from lint.audit.outdated import outdated
from lint.audit.provenance import described
from lint.audit.stored import StoredError, parse
from lint.formats.plain import count
from lint.packs import Pack
from lint.report import CANNOT_VOUCH, FOUND, PASSED


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
    if odd := [*undated(document)]:
        return Verified((*broken, *odd), (), (), document)
    broken += inconsistent(document)
    untold: list[str] = []
    if _same_version(document, packs):
        broken += _redrawn(document, kept)
    else:
        untold.append(_OTHER_VERSION.format(document["tool"]["version"], __version__))
    changed_since = [*outdated(document, folder, packs, today, untold)]
    return Verified(tuple(dict.fromkeys(broken)), tuple(dict.fromkeys(changed_since)), tuple(untold), document)


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


def told(verified: Verified, folder: str) -> Iterator[str]:
    """What became of a report, a sentence a line."""
    yield from (f"not intact: {each}" for each in verified.broken)
    yield from (f"no longer true: {each}" for each in verified.outdated)
    yield from (f"cannot tell: {each}" for each in verified.untold)
    document = verified.document
    if document is None or verified.broken:  # what such a report says of itself is worth nothing
        return
    yield f"{folder} is intact: every file is as it was written, and the verdict follows from the findings."
    if not verified.outdated and not verified.untold:
        articles, day = count(document["summary"]["files"], "article"), document["run"]["started"][:10]
        yield f"It is still true: {articles} and all files that decided are as they were on {day}."
    yield f"Its verdict of {document['run']['started']}: {document['audit']['verdict']['words']}"
