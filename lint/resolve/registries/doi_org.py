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
_FOUND, _NOT_FOUND, _FOUND_BARE = 1, 100, 200
_NONE = "doi does not exist"


class Agency(NamedTuple):
    """Where a DOI is registered; `name` is empty when doi.org says that it does not exist, and UNNAMED when it says
    that it does, and no more.
    """

    name: str


UNNAMED = "?"


def can_ask(doi: str) -> bool:
    """Whether the path can carry a DOI: a comma would end it, and a dot alone between slashes would vanish."""
    return "," not in doi and not {".", ".."} & set(doi.split("/"))


def ask_agencies(dois: Sequence[str]) -> Ask:
    """The agencies of several DOIs."""
    return Ask("doi.org", "doiRA/" + ",".join(quote(doi, safe="/") for doi in dois), divisible=len(dois) > 1)


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


def can_ask_handle(doi: str) -> bool:
    """Whether the path for one DOI can carry it: a dot alone between slashes would vanish."""
    return not {".", ".."} & set(doi.split("/"))


def ask_handle(doi: str) -> Ask:
    """Whether a DOI exists, whoever registered it: for those that the agencies' list cannot carry."""
    return Ask("doi.org", f"api/handles/{quote(doi, safe='/')}", {"type": "URL"})


def read_handle(answer: Answer, doi: str) -> Agency:
    """What the handle system says (https://www.doi.org/doi-handbook/HTML/rest-api-response-format.html): 1 is found,
    200 found without such a value, 100 not found, with status 404.

    Raises:
        Fault: it says nothing of this DOI.
    """
    data = shape.json_of(answer, NAME)
    code, handle = data.get("responseCode"), data.get("handle")
    if type(code) is not int or not isinstance(handle, str) or handle.lower() != doi:
        raise Fault(f"{NAME} gave an answer of another kind than asked for", retry=False)
    if answer.status == 404 and code == _NOT_FOUND:
        return Agency("")
    if answer.status == 200 and code in (_FOUND, _FOUND_BARE):
        return Agency(UNNAMED)
    raise Fault(f"{NAME} could not say whether it exists", retry=False)


Kind = Literal["absent", "crossref", "datacite", "other", "unnamed"]


def kind(agency: Agency) -> Kind:
    """Who has the record of a DOI."""
    known: dict[str, Kind] = {"": "absent", UNNAMED: "unnamed", "crossref": "crossref", "datacite": "datacite"}
    return known.get(agency.name.casefold(), "other")
