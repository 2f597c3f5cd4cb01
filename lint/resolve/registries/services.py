"""The four services that are asked, where each lives, and who we say is asking."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit

Service = Literal["crossref", "pubmed", "doi.org", "datacite"]

SERVICES: tuple[Service, ...] = ("crossref", "pubmed", "doi.org", "datacite")
# What readers of a message call them.
NAMES: Mapping[Service, str] = {
    "crossref": "Crossref",
    "pubmed": "PubMed",
    "doi.org": "doi.org",
    "datacite": "DataCite",
}


class Addresses(NamedTuple):
    """The base address of every service, without a slash at its end."""

    crossref: str = "https://api.crossref.org"
    pubmed: str = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
    doi: str = "https://doi.org"
    datacite: str = "https://api.datacite.org"

    def of(self, service: Service) -> str:
        """The base address of a service."""
        match service:
            case "crossref":
                return self.crossref
            case "pubmed":
                return self.pubmed
            case "doi.org":
                return self.doi
            case "datacite":
                return self.datacite


DEFAULTS = Addresses()


@cache
def default_hosts() -> frozenset[str]:
    """The host names of the registries themselves, as against mirrors that somebody configured."""
    return frozenset(urlsplit(address).hostname or "" for address in DEFAULTS)


def addresses(environment: Mapping[str, str], configured: Mapping[str, str]) -> Addresses:
    """Where the services live: the environment beats the configuration, which beats the built-in addresses.

    `environment` may hold MEDLINT_CROSSREF_URL, MEDLINT_PUBMED_URL, MEDLINT_DOI_URL and MEDLINT_DATACITE_URL;
    `configured` maps "crossref", "pubmed", "doi" and "datacite" to the `services.<name>.url` of the configuration.

    Raises:
        ValueError: one of them is no plain http(s) address; one sentence names it and does not repeat its value.
    """
    found = {}
    for key, default in DEFAULTS._asdict().items():
        variable = f"MEDLINT_{key.upper()}_URL"
        if given := environment.get(variable, "").strip():
            found[key] = _address(given, variable, default)
        elif given := configured.get(key, "").strip():
            found[key] = _address(given, f"services.{key}.url", default)
    return DEFAULTS._replace(**found)


def _address(given: str, where: str, example: str) -> str:
    base = given.rstrip("/")
    if not re.fullmatch(r"[!-~]{1,2000}", base) or "\\" in base:
        raise ValueError(f"{where} is not an address like {example}")
    try:
        parts = urlsplit(base)
        host, _ = parts.hostname, parts.port  # reading the port checks it
    except ValueError:
        raise ValueError(f"{where} is not an address like {example}") from None
    if parts.scheme not in ("http", "https") or not host:
        raise ValueError(f"{where} is not an address like {example}")
    if "@" in parts.netloc:
        raise ValueError(f"{where} holds a user name or a password, which an address of a service may not")
    if "?" in base or "#" in base:
        raise ValueError(f'{where} holds a "?" or a "#", which the base address of a service may not')
    if any(unquote(segment) in {".", ".."} for segment in parts.path.split("/")):
        raise ValueError(f"{where} is not an address like {example}: it goes up in its own path")
    return base


@dataclass(frozen=True)
class Contact:
    """Who asks: an e-mail address for the services' operators, and a key of NCBI. Neither is ever shown."""

    email: str = field(default="", repr=False)
    ncbi_key: str = field(default="", repr=False)


def contact(environment: Mapping[str, str]) -> Contact:
    """The contact in MEDLINT_EMAIL and NCBI_API_KEY; what cannot be an e-mail address or a key counts as not given.

    Both end up in headers and forms, so that a stray line break from a secret store must not get through.
    """
    email = environment.get("MEDLINT_EMAIL", "").strip()
    key = environment.get("NCBI_API_KEY", "").strip()
    return Contact(
        email if re.fullmatch(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,255}", email) else "",
        key if re.fullmatch(r"[A-Za-z0-9_-]{1,128}", key) else "",
    )
