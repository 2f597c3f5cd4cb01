"""What Crossref, doi.org and DataCite say of DOIs: fifty a call where all is well, one by one where it is not.

A DOI that Crossref's list leaves out may be an alias, another agency's, or nobody's. It does not exist only when
doi.org says so and Crossref, asked for it alone, has nothing either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple
from urllib.parse import unquote

from lint.resolve.registries import crossref, datacite, doi_org
from lint.resolve.registries.batch import addressed
from lint.resolve.registries.crossref import Work, Works
from lint.resolve.registries.divided import Rejected, divided
from lint.resolve.registries.doi_org import Agency
from lint.resolve.registries.transport import Answer, Fault, Transport

Answered = Callable[[Iterable[str]], None]

ABSENT = "Crossref and doi.org do not know it"
_BROKEN = "Crossref's record of it is incomplete"


class Said(NamedTuple):
    """What became of a DOI: its work, or that it does not exist, or why nobody knows.

    `elsewhere` names the agency that registered it, if that is one whose records are not read.
    """

    work: Work | None = None
    absent: bool = False
    elsewhere: str = ""
    failure: str = ""


def look_up(dois: Sequence[str], transport: Transport, answered: Answered) -> dict[str, Said]:
    """What the agencies say of DOIs in lower case; `answered` hears of each as soon as it is known."""
    said: dict[str, Said] = {}
    for batch in addressed([doi for doi in dois if crossref.can_list(doi)], crossref.BATCH):
        said.update(_listed(batch, transport))
        answered(doi for doi in batch if doi in said)
    missing = [doi for doi in dois if doi not in said]
    agencies, failures = _agencies(missing, transport)
    for part in addressed([doi for doi in missing if _listable(doi, agencies)], datacite.BATCH):
        found = _datasets(part, transport)
        said.update(found)
        answered(found)
    # Absence is confirmed last: when there are many such DOIs, the time may not suffice for all.
    missing.sort(key=lambda doi: doi not in agencies or doi_org.kind(agencies[doi]) == "absent")
    for doi in missing:
        if doi not in said:
            said[doi] = _alone(doi, agencies.get(doi), failures.get(doi, "doi.org did not answer for it"), transport)
            answered((doi,))
    return said


def _listed(batch: Sequence[str], transport: Transport) -> dict[str, Said]:
    """What a list call says of the DOIs; those that it does not name are left out."""

    def ask(part: Sequence[str]) -> Works:
        works = transport.ask(crossref.ask_list(part), crossref.read_list)
        if works.rejected:  # one DOI that Crossref takes for malformed spoils the list
            raise Rejected("Crossref rejected the question")
        return works

    said: dict[str, Said] = {}
    outcome = divided(batch, ask)
    for part, works in outcome.parts:
        if isinstance(works, Fault):
            if not isinstance(works, Rejected) or len(part) > 1:  # alone, it is asked for on its own route
                said.update(dict.fromkeys(part, Said(failure=works.reason)))
            continue
        for doi in part:
            if doi in works.found:
                said[doi] = Said(works.found[doi])
            elif doi in works.unreadable:
                said[doi] = Said(failure=_BROKEN)
    if outcome.refused:
        transport.leave("crossref", outcome.refused)
    return said


def _agencies(dois: Sequence[str], transport: Transport) -> tuple[dict[str, Agency], dict[str, str]]:
    """Where the DOIs are registered, and why that is not known of others."""
    found: dict[str, Agency] = {}
    failures: dict[str, str] = {}
    for part in addressed([doi for doi in dois if doi_org.can_ask(doi)], doi_org.BATCH):
        outcome = divided(part, lambda each: transport.ask(doi_org.ask_agencies(each), doi_org.read_agencies))
        for each, agencies in outcome.parts:
            if isinstance(agencies, Fault):
                failures.update(dict.fromkeys(each, agencies.reason))
            else:
                found.update({doi: agencies[doi] for doi in each if doi in agencies})
        if outcome.refused:
            transport.leave("doi.org", outcome.refused)
    for doi in [doi for doi in dois if not doi_org.can_ask(doi)]:
        if not doi_org.can_ask_handle(doi):
            failures[doi] = "doi.org cannot be asked for a DOI of this form"
            continue
        try:
            found[doi] = transport.ask(doi_org.ask_handle(doi), partial(doi_org.read_handle, doi=doi))
        except Fault as fault:
            failures[doi] = fault.reason
    return found, failures


def _listable(doi: str, agencies: Mapping[str, Agency]) -> bool:
    return doi in agencies and doi_org.kind(agencies[doi]) == "datacite" and datacite.can_list(doi)


def _datasets(dois: Sequence[str], transport: Transport) -> dict[str, Said]:
    """What a list of DataCite's says of its DOIs; those that it does not name are left out, to be asked for alone."""
    if len(dois) < 2:
        return {}
    try:
        works = transport.ask(datacite.ask_list(dois), datacite.read_list)
    except Fault:
        return {}
    return {doi: Said(works[doi]) for doi in dois if doi in works}


def _alone(doi: str, agency: Agency | None, failure: str, transport: Transport) -> Said:
    """What is said of a DOI that no list named; `failure` tells why its agency is unknown, if it is."""
    kind = doi_org.kind(agency) if agency is not None else "unknown"
    if kind == "other" and agency is not None:
        return Said(elsewhere=" ".join(agency.name[:40].split()))
    if transport.short_of_time:
        return Said(failure="the time of this run did not suffice to ask for it alone")
    try:
        work = None if kind == "datacite" else _at_crossref(doi, transport)
        if work is None and kind in ("datacite", "unnamed"):
            work = transport.ask(datacite.ask_work(doi), partial(datacite.read_work, doi=doi))
    except Fault as fault:
        return Said(failure=fault.reason)
    if work is not None:
        return Said(work)
    if kind == "absent":
        return Said(absent=True)
    return Said(failure=_NO_RECORD.get(kind) or f"Crossref does not list it, and {failure}")


_NO_RECORD = {
    "crossref": "registered at Crossref, which has no record of it",
    "datacite": "registered at DataCite, which has no record of it",
    "unnamed": "doi.org knows it, but neither Crossref nor DataCite has a record of it",
}


def _at_crossref(doi: str, transport: Transport) -> Work | None:
    return transport.ask(crossref.ask_work(doi), lambda answer: _aliased(doi, answer))


def _aliased(doi: str, answer: Answer) -> Work | None:
    """The work that Crossref has for a DOI; under another DOI only where Crossref itself led there."""
    work = crossref.read_work(answer)
    led_to = unquote(answer.moved.partition("works/")[2]).lower()
    if work is not None and work.record.doi not in (doi, led_to):
        raise Fault("Crossref answered with another work than asked for")
    return work
