"""An audit, from paths to its document: the report of a check that keeps a ledger, and what auditors file beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from lint import files
from lint.api import check
from lint.audit import sections
from lint.audit.compose import Parts, compose
from lint.audit.document import Document
from lint.audit.exemptions import baseline, exemptions
from lint.audit.history import history
from lint.audit.provenance import provenance
from lint.audit.sign_off import sign_off
from lint.audit.standards import standards, strangers
from lint.audit.stored import load
from lint.audit.trend import trend
from lint.config import ConfigError
from lint.packs import Pack
from lint.report import Remark, Report
from lint.request import Request


class Wish(NamedTuple):
    """What an auditor adds to a request.

    `against` is an earlier `report.json`, `history` a folder with several, `sign_off` a file with roles; `command` is
    the command line as it was given.
    """

    title: str = ""
    against: Path | None = None
    history: Path | None = None
    sign_off: Path | None = None
    command: tuple[str, ...] = ()


class Audited(NamedTuple):
    """The report of a check, and the document that is drawn from it."""

    report: Report
    document: Document


def audit(request: Request, wish: Wish, packs: Sequence[Pack], now: datetime) -> Audited:
    """Check what the request names and put the document together; what the wish names is read first, a history last.

    Raises:
        ConfigError: a configuration cannot be used.
        StoredError: an earlier report cannot be used.
        SignOffError: the file with the roles cannot be used.
    """
    _refuse(wish, request.ledger.apart if request.ledger else None)
    signatures = sign_off(wish.sign_off)
    earlier = load(wish.against) if wish.against else None
    report = check(request._replace(require_verified=True), packs, now)
    odd = [Remark("", each) for each in strangers(report.rules)]
    odd += [Remark("", _MIRROR.format(each.name, each.address)) for each in report.registries if not each.usual]
    report = report._replace(remarks=(*report.remarks, *odd))
    beside = [*_beside("sign-off", wish.sign_off), *_beside("earlier report", wish.against)]
    parts = Parts(
        wish.title or "Audit of health articles",
        exemptions(report),
        baseline(report),
        provenance(report, packs, wish.command, beside),
        signatures,
        standards(report.rules),
    )
    document = compose(report, parts, now)
    if earlier and wish.against:
        document["audit"]["trend"] = trend(document, earlier, files.shown(wish.against))
    if wish.history:
        audit = document["audit"]
        audit["history"] = history(wish.history, document, request.ledger.apart if request.ledger else None)
        for point in audit["history"][:-1]:
            audit["provenance"]["inputs"] += _beside("earlier report", wish.history / point["report"])
    return Audited(report, document)


_MIRROR = "answers of {} are those of {}, which is not its own address"


def _refuse(wish: Wish, apart: Path | None) -> None:
    """No report takes the place of articles, which the ledger would miss, nor of what it is compared with."""
    if apart is None:
        return
    shown = files.shown(apart)
    suffixes = files.SUFFIXES | files.UNREAD.keys()
    if any(path.suffix.lower() in suffixes for path in apart.rglob("*")):
        raise ConfigError(f"{shown} holds articles, which the report would hide; name another folder with -o")
    if wish.against and wish.against.resolve().is_relative_to(apart.resolve()):
        raise ConfigError(
            f"{files.shown(wish.against)} would be overwritten by this report; name another folder with -o"
        )
    if wish.history and wish.history.resolve() == apart.resolve():
        raise ConfigError(f"{shown} is the folder of the history; name a folder in it with -o, one for each report")


def _beside(role: str, path: Path | None) -> list[sections.Input]:
    if path is None:
        return []
    try:
        return [{"path": files.shown(path), "role": role, "sha256": sha256(path.read_bytes()).hexdigest()}]
    except OSError as error:
        raise ConfigError(f"{files.shown(path)} cannot be read: {error.strerror}") from error
