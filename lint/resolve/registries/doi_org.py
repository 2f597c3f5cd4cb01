"""doi.org: which agency registered a DOI, and that none did (https://www.doi.org/the-identifier/resources/factsheets/doi-resolution-documentation)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple
from urllib.parse import quote

from lint.resolve.registries import shape
from lint.resolve.registries.shape import Misshapen
from lint.resolve.registries.transport import Answer, Ask, Fault

NAME = "doi.org"
# How many DOIs one call asks for: six are on record, the most is not documented.
BATCH = 50
_NONE = "doi does not exist"


class Agency(NamedTuple):
    """Where a DOI is registered; `name` is empty when doi.org says that it does not exist."""

    name: str


def can_ask(doi: str) -> bool:
    """Whether the path can carry a DOI: a comma would end it, and a dot alone between slashes would vanish."""
    return "," not in doi and not {".", ".."} & set(doi.split("/"))


def ask_agencies(dois: Sequence[str]) -> Ask:
    """The agencies of several DOIs."""
    return Ask("doi.org", "doiRA/" + ",".join(quote(doi, safe="/") for doi in dois))


def read_agencies(answer: Answer) -> dict[str, Agency]:
    """The agency of each DOI, by DOI in lower case; what doi.org calls invalid or unknown is left out.

    Raises:
        Fault: it is no answer of doi.org's.
    """
    if answer.status != 200:
        raise Fault(f"{NAME} answered with status {answer.status}", retry=False)
    data = shape.json_of(answer, NAME)
    found: dict[str, Agency] = {}
    contradicted: set[str] = set()
    try:
        if set(data) != {""}:
            raise Misshapen("list")
        for each in shape.objects(data, ""):
            doi, agency, status = (shape.string(each, key).strip() for key in ("DOI", "RA", "status"))
            if not doi or not (agency or status):
                raise Misshapen("DOI")
            if agency or status.casefold() == _NONE:
                said = Agency("" if status else agency)
                if found.setdefault(doi.lower(), said) != said:
                    contradicted.add(doi.lower())
    except Misshapen as error:
        raise Fault(f"{NAME} gave an answer of another kind than asked for", retry=False) from error
    return {doi: agency for doi, agency in found.items() if doi not in contradicted}


Kind = Literal["absent", "crossref", "datacite", "other"]


def kind(agency: Agency) -> Kind:
    """Who has the record of a DOI."""
    known: dict[str, Kind] = {"": "absent", "crossref": "crossref", "datacite": "datacite"}
    return known.get(agency.name.casefold(), "other")
