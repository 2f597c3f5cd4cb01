"""A transport to a loopback server, with time that does not pass, for the tests of this folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from lint.resolve.registries.services import Addresses, Contact, Service
from lint.resolve.registries.transport import Answer, Ask, Fault, Limits, Timing, Transport
from tests.registry.server import LoopbackServer, Reply

RIGHT = {"status": "ok", "message": {"title": ["A trial that was never held"], "DOI": "10.5555/right"}}
# What a service takes for itself: enough for a machine under load, and a third of it where a test waits for its end.
PATIENT = Limits(call=8.0, connect=2.0)
HASTY = Limits(call=0.4, connect=0.3, unreachable=0.8)


class StoppedClock:
    """Time that passes only while somebody sleeps; `slept` tells how long each time."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        """Let so much time pass at once."""
        self.slept.append(seconds)
        self.time += seconds

    def timing(self, chance: float = 0.5) -> Timing:
        """For a transport."""
        return Timing(lambda: self.time, self.sleep, lambda: 1_800_000_000.0, lambda: chance)


def answer_right(_: object) -> Reply:
    """The handler of a service that is well."""
    return Reply(json.dumps(RIGHT).encode())


def open_transport(
    where: LoopbackServer | Addresses,
    clock: StoppedClock | None = None,
    *,
    limits: Limits = PATIENT,
    budget: float = 60.0,
    contact: Contact | None = None,
) -> Transport:
    """A transport to a server or to other addresses."""
    addresses = where.addresses if isinstance(where, LoopbackServer) else where
    timing = (clock or StoppedClock()).timing()
    return Transport(addresses, contact or Contact(), budget, limits=limits, timing=timing)


def all_at(base: str) -> Addresses:
    """Every service at one address."""
    return Addresses(base, base, base, base)


def read_right(answer: Answer) -> Mapping[str, Any]:
    """A strict reader: it takes the right answer and nothing else."""
    if answer.status != 200:
        raise Fault("it is not there")
    try:
        data = json.loads(answer.body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Fault("that is no JSON", retry=True) from None
    if not isinstance(data, dict) or data != RIGHT:
        raise Fault("that is another answer")
    return data


def fault_of(transport: Transport, service: Service = "crossref", *, redirects: bool = False) -> Fault:
    """The fault that a question ends with; it must end with one."""
    try:
        transport.ask(Ask(service, "works/10.5555%2Fright", redirects=redirects), read_right)
    except Fault as fault:
        return fault
    raise AssertionError("it was answered")
