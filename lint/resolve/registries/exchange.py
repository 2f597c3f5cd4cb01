"""A question to a registry, its answer, and why there was none."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from lint.resolve.registries.services import Service

_NOTHING: Mapping[str, str] = MappingProxyType({})


# The statuses whose body says something. Other bodies are never read: NCBI's 429 repeats our key.
READ = frozenset((200, 400, 404))


class Ask(NamedTuple):
    """One request: `path` is percent-encoded and lies below the service's base address.

    `form` makes it a POST; PubMed is always asked by POST, its `query` joins the form. `redirects` allows to follow
    the service to another path of its own (Crossref sends aliases of a DOI on to the DOI they stand for). `divisible`
    tells that it asks for several things at once, of which a part may be refused: that is not held against the service.
    """

    service: Service
    path: str
    query: Mapping[str, str] = _NOTHING
    form: Mapping[str, str] | None = None
    redirects: bool = False
    divisible: bool = False


class Answer(NamedTuple):
    """What came back, in full: `body` is decoded, of at most 4 MB; the names of `headers` are in lower case.

    `moved` is the path to which the service led us, below its base address; empty when it answered where it was asked.
    """

    status: int
    body: bytes
    headers: Mapping[str, str]
    moved: str = ""


class Fault(Exception):
    """A service gave no usable answer; `reason` is a clause in plain words that names it.

    `retry` tells whether asking again may help, `after` how many seconds the service wants us to wait before.
    """

    def __init__(self, reason: str, *, retry: bool = False, after: float = 0.0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry = retry
        self.after = after


class Unreachable(Fault):
    """The service was not reached: its name, the line to it or the handshake failed. Nothing was sent."""


class Refused(Fault):
    """The service, or a firewall before it, did not like this very request; a part of it may pass (403, 413, 414)."""


class OutOfTime(Fault):
    """The time of the run was up; it is not the service's fault."""


class NeverAsked(Fault):
    """The question could not be put: its path would have left the service's address."""
