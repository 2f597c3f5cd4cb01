"""What a registry said: records of papers, notices, and the three answers to "does it exist?"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

NoticeKind = Literal["retraction", "withdrawal", "removal", "partial-retraction", "concern", "correction", "erratum"]


class Notice(NamedTuple):
    """A notice about a paper: its kind, date (ISO 8601, as far as known), DOI or PMID, and who reported it."""

    kind: NoticeKind
    date: str = ""
    identifier: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A paper as a registry describes it. Unknown fields are empty; authors are family names first ("Dahan A")."""

    title: str = ""
    authors: tuple[str, ...] = ()
    journal: str = ""
    year: int | None = None
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    pmids: tuple[str, ...] = ()
    type: str = ""
    notices: tuple[Notice, ...] = ()


class Found(NamedTuple):
    """The registry knows it. `checked` is the time of the answer in UTC, ISO 8601."""

    record: Record
    sources: tuple[str, ...]
    checked: str


class Absent(NamedTuple):
    """The registry itself says that it does not exist; `evidence` is its answer in words."""

    evidence: str
    sources: tuple[str, ...]
    checked: str


class Unverified(NamedTuple):
    """Nobody knows: the reason in words, and the record that somebody typed by hand, if any."""

    reason: str
    record: Record | None = None


Resolution = Found | Absent | Unverified


def record_of(resolution: Resolution | None) -> Record | None:
    """The record that a resolution carries, verified or typed by hand."""
    if isinstance(resolution, Found | Unverified):
        return resolution.record
    return None
