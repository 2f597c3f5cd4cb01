"""What Crossref, doi.org and DataCite say of DOIs: fifty a call where all is well, one by one where it is not.

A DOI that Crossref's list leaves out may be an alias, another agency's, or nobody's. It does not exist only when
doi.org says so and Crossref, asked for it alone, has nothing either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

from lint.resolve.registries import crossref, datacite, doi_org
from lint.resolve.registries.batch import addressed
from lint.resolve.registries.crossref import Work
from lint.resolve.registries.doi_org import Agency
from lint.resolve.registries.transport import Answer, Fault, Transport

Answered = Callable[[Iterable[str]], None]

ABSENT = "Crossref and doi.org do not know it"
_BROKEN = "Crossref's record of it is incomplete"
# How often a rejected list is halved in search of the DOI that is at fault: six halvings find one among fifty.
_MOST_REJECTIONS = 24


class Said(NamedTuple):
    """What became of a DOI: its work and whose record that is, or that it does not exist, or why nobody knows.

    `elsewhere` names the agency that registered it, if that is one whose records are not read.
    """

    work: Work | None = None
    source: Literal["crossref", "datacite", ""] = ""
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
    for part in addressed(missing, doi_org.BATCH):
        agencies, failure = _agencies(part, transport)
        for doi in part:
            said[doi] = _alone(doi, agencies.get(doi), failure, transport)
            answered((doi,))
    return said


def _listed(batch: Sequence[str], transport: Transport) -> dict[str, Said]:
    """What a list call says of the DOIs; those that it does not name are left out."""
    said: dict[str, Said] = {}
    parts, rejections = [batch], 0
    while parts:
        part = parts.pop()
        try:
            works = transport.ask(crossref.ask_list(part), crossref.read_list)
        except Fault as fault:
            said.update(dict.fromkeys(part, Said(failure=fault.reason)))
            continue
        if works.rejected:
            # One DOI that Crossref takes for malformed spoils the list; alone, it is asked for on its own route.
            rejections += 1
            if rejections > _MOST_REJECTIONS:
                rest = [doi for each in (part, *parts) for doi in each]
                said.update(dict.fromkeys(rest, Said(failure="Crossref rejected the question")))
                break
            if len(part) > 1:
                parts += [part[: len(part) // 2], part[len(part) // 2 :]]
            continue
        for doi in part:
            if doi in works.found:
                said[doi] = Said(works.found[doi], "crossref")
            elif doi in works.unreadable:
                said[doi] = Said(failure=_BROKEN)
    return said


def _agencies(dois: Sequence[str], transport: Transport) -> tuple[dict[str, Agency], str]:
    """Where the DOIs are registered, and why that is not known of the others."""
    asked = [doi for doi in dois if doi_org.can_ask(doi)]
    if not asked:
        return {}, "doi.org cannot be asked for a DOI of this form"
    try:
        return transport.ask(doi_org.ask_agencies(asked), doi_org.read_agencies), "doi.org did not answer for it"
    except Fault as fault:
        return {}, fault.reason


def _alone(doi: str, agency: Agency | None, failure: str, transport: Transport) -> Said:
    """What is said of a DOI that no list named; `failure` tells why its agency is unknown, if it is."""
    kind = doi_org.kind(agency) if agency is not None else "unknown"
    if kind == "other" and agency is not None:
        return Said(elsewhere=" ".join(agency.name[:40].split()))
    try:
        if kind == "datacite":
            record = transport.ask(datacite.ask_work(doi), lambda answer: datacite.read_work(answer, doi))
            if record is not None:
                return Said(Work(record), "datacite")
            return Said(failure="registered at DataCite, which has no record of it")
        work = transport.ask(crossref.ask_work(doi), lambda answer: _aliased(doi, answer))
    except Fault as fault:
        return Said(failure=fault.reason)
    if work is not None:
        return Said(work, "crossref")
    if kind == "absent":
        return Said(absent=True)
    if kind == "crossref":
        return Said(failure="registered at Crossref, which has no record of it")
    return Said(failure=f"Crossref does not list it, and {failure}")


def _aliased(doi: str, answer: Answer) -> Work | None:
    """The work that Crossref has for a DOI; under another DOI only where Crossref itself led there."""
    work = crossref.read_work(answer)
    if work is not None and work.record.doi != doi and not answer.moved:
        raise Fault("Crossref answered with another work than asked for")
    return work
