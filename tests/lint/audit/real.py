"""The document of an audit of a real folder, with nothing in it that stands beside the report."""

from __future__ import annotations

from contextlib import chdir
from datetime import datetime
from pathlib import Path
from typing import Any

from lint.api import check
from lint.audit.compose import Parts, compose
from lint.audit.document import Document
from lint.files import Ledger
from lint.packs import installed
from lint.request import Request


def audited(root: Path, now: datetime, title: str) -> Document:
    """The document of an audit of `content` in a folder."""
    with chdir(root):
        report = check(Request(paths=("content",), offline=True, ledger=Ledger(root / "out")), installed(), now)
    provenance: Any = {
        "registries": [],
        "python": "3.11",
        "platform": "Linux",
        "command": [],
        "packs": [],
        "inputs": [each._asdict() for each in report.inputs],
        "git": None,
    }
    return compose(report, Parts(title, [], None, provenance, [], []), now)
