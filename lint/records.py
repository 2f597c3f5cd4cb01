"""What a registry said: records of papers, notices, and the three answers to "does it exist?"."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Literal, NamedTuple

NoticeKind = Literal["retraction", "withdrawal", "removal", "partial-retraction", "concern", "correction", "erratum"]


def timestamp(moment: datetime) -> str:
    """A moment as reports and locks write it: UTC, ISO 8601, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Notice(NamedTuple):
    """A notice about a paper: its kind, date (ISO 8601, as far as known), DOI or PMID, and who reported it."""

    kind: NoticeKind
    date: str = ""
    identifier: str = ""
    source: str = ""


class Record(NamedTuple):
    """A paper as a registry describes it. Unknown fields are empty; authors are family names first ("Dahan A").

    Registries disagree without being wrong: `other_titles` (the original of a translation, the title with its
    subtitle), `other_authors` (another registry's whole list), `other_journals` (the abbreviation), `other_years`
    (online ahead of print), `other_volumes` and `other_pages` are as true as the first.
    `numbers` are the quantities with units of the abstract ("10 days", "0.35 mg/kg/h"): facts, not its words; empty
    when it has none or nobody has looked.
    """

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
    other_titles: tuple[str, ...] = ()
    other_journals: tuple[str, ...] = ()
    other_years: tuple[int, ...] = ()
    other_authors: tuple[tuple[str, ...], ...] = ()
    other_volumes: tuple[str, ...] = ()
    other_pages: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    @property
    def quoted(self) -> str:
        """The title as a message quotes it: its first words."""
        plain = re.sub(r"</?[A-Za-z:]{1,20}>", "", self.title).strip().rstrip(".")
        if len(plain) <= 60:
            return f"“{plain}”"
        return f"“{plain[:60].rsplit(' ', 1)[0].rstrip(',;: ')} …”"

    @property
    def described(self) -> str:
        """The paper as a message tells it from others: “Title …” (first author, year)."""
        who = ", ".join(filter(None, (self.authors[0] if self.authors else "", str(self.year or ""))))
        return f"{self.quoted} ({who})" if who else self.quoted


class Found(NamedTuple):
    """The registry knows it. `checked` is the time of the answer in UTC, ISO 8601.

    `no_doi` and `no_pmid` are a registry's own words that the work has none: a book has no PMID, and nobody can add it.
    """

    record: Record
    sources: tuple[str, ...]
    checked: str
    no_doi: str = ""
    no_pmid: str = ""


class Absent(NamedTuple):
    """The registry itself says that it does not exist; `evidence` is its answer in words."""

    evidence: str
    sources: tuple[str, ...]
    checked: str


class Unverified(NamedTuple):
    """Nobody knows: the reason in words ("the DOI is ..."), and the record that somebody typed by hand, if any.

    `cause` says why no registry could be asked, in a clause of its own ("Crossref did not answer in time").
    """

    reason: str
    record: Record | None = None
    cause: str = ""


Resolution = Found | Absent | Unverified


def record_of(resolution: Resolution | None) -> Record | None:
    """The record that a resolution carries, verified or typed by hand."""
    if isinstance(resolution, Found | Unverified):
        return resolution.record
    return None
