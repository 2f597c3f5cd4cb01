"""How questions are put, how often, how patiently, and what is kept to ourselves."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lint import __version__
from lint.resolve.registries.services import SERVICES, Contact
from lint.resolve.registries.transport import Answer, Ask, Fault, Limits, Transport
from tests.lint.resolve.registries.asking import (
    RIGHT,
    StoppedClock,
    answer_right,
    fault_of,
    open_transport,
    read_right,
)
from tests.registry import faults
from tests.registry.server import LoopbackServer, Received, Reply

KEY, EMAIL = "c4n4ryk3y", "canary@example.org"


@pytest.fixture(name="server")
def _server() -> Iterator[LoopbackServer]:
    with LoopbackServer(answer_right) as server:
        yield server


def as_it_is(answer: Answer) -> Answer:
    """The reader that reads nothing."""
    return answer


def test_a_question_as_it_arrives(server: LoopbackServer) -> None:
    """Path and query arrive as they were given, with the name of the program, its address and a contact."""
    transport = open_transport(server, contact=Contact(EMAIL))

    answer = transport.ask(
        Ask("crossref", "works/10.5555%2Fa%3Cb%3E", {"filter": "doi:10.5555/x,doi:10.5555/y"}), as_it_is
    )

    received = server.requests[0]
    assert (received.method, received.path) == ("GET", "works/10.5555%2Fa%3Cb%3E")
    assert received.query == {"filter": "doi:10.5555/x,doi:10.5555/y"}
    project = "https://github.com/medlint/medlint"
    assert received.headers["user-agent"] == f"medlint/{__version__} ({project}; mailto:{EMAIL})"
    assert received.headers["accept-encoding"] == "gzip, deflate"
    assert answer.status == 200
    assert json.loads(answer.body) == RIGHT
    assert answer.headers["content-type"] == "application/json"
    transport.close()


def test_pubmed_is_told_who_asks(server: LoopbackServer) -> None:
    """PubMed is always asked by POST, so that no address holds the key; bars stay as ecitmatch wants them."""
    transport = open_transport(server, contact=Contact(EMAIL, KEY))

    transport.ask(Ask("pubmed", "ecitmatch.cgi", {"db": "pubmed"}, {"bdata": "Pain|2009|1|1|Doe J|k|"}), as_it_is)

    received = server.requests[0]
    assert (received.method, received.path, received.query) == ("POST", "ecitmatch.cgi", {})
    assert received.form == {
        "db": "pubmed",
        "bdata": "Pain|2009|1|1|Doe J|k|",
        "tool": "medlint",
        "email": EMAIL,
        "api_key": KEY,
    }
    assert "bdata=Pain|2009|1|1|Doe+J|k|" in received.body
    transport.close()


@pytest.mark.parametrize("service", ["crossref", "doi.org", "datacite"])
def test_nobody_else_gets_the_key(server: LoopbackServer, service: Any) -> None:
    """The key of NCBI goes to NCBI."""
    transport = open_transport(server, contact=Contact("", KEY))

    transport.ask(Ask(service, "works"), as_it_is)

    assert KEY not in repr(server.requests)
    transport.close()


@pytest.mark.parametrize("status", [200, 400, 404])
def test_a_reader_sees_what_services_mean_by_it(server: LoopbackServer, status: int) -> None:
    """These three statuses are answers."""
    server.fail(faults.status(status, b"Resource not found."))
    transport = open_transport(server)

    assert transport.ask(Ask("crossref", "works"), lambda answer: (answer.status, answer.body)) == (
        status,
        b"Resource not found.",
    )
    transport.close()


OUTSIDE = """
../x works/../../x works/%2e%2E/x ./x . .. http://192.0.2.1/ //192.0.2.1/ /works works?x=1 works#x works/ä works/%zz
works\\x works%
"""


@pytest.mark.parametrize("path", [*OUTSIDE.split(), "", "works/a b", "works\r\nHost: x", "works\0"])
def test_a_path_stays_below_its_service(server: LoopbackServer, path: str) -> None:
    """Whatever an identifier holds, nobody but the service is asked, and nothing above its address."""
    transport = open_transport(server)

    for _ in range(5):  # the service is not blamed
        with pytest.raises(Fault, match=r"^doi\.org cannot be asked about this identifier$"):
            transport.ask(Ask("doi.org", path, redirects=True), as_it_is)
    assert server.requests == []
    transport.close()


def test_an_alias_is_followed(server: LoopbackServer) -> None:
    """Where a redirect is expected it may lead to another path of the same service."""
    server.fail(
        faults.redirect("/crossref/works/10.5555/right.v2", 301), when=lambda received: not received.path.endswith("v2")
    )
    transport = open_transport(server)

    assert transport.ask(Ask("crossref", "works/10.5555/right", redirects=True), read_right) == RIGHT
    assert [each.path for each in server.requests] == ["works/10.5555/right", "works/10.5555/right.v2"]
    assert transport.requests == 2
    transport.close()


def test_a_redirect_that_repeats_who_we_are_is_not_followed(server: LoopbackServer) -> None:
    """Addresses end up in logs; a service that puts our e-mail address into one is not obeyed."""
    server.fail(faults.redirect("/crossref/works/10.5555/canary%40example.org", 301))
    transport = Transport(server.addresses, Contact("canary@example.org"), 5)

    with pytest.raises(Fault, match="an address that is not its own"):
        transport.ask(Ask("crossref", "works/10.5555/right", redirects=True), as_it_is)
    assert len(server.requests) == 1
    transport.close()


@pytest.mark.parametrize(
    "error", [KeyError("x"), ValueError("x"), RecursionError(), TypeError("x"), AttributeError("x")]
)
def test_a_reader_that_stumbles(server: LoopbackServer, error: Exception) -> None:
    """An answer that makes a reader stumble is no answer; it is not asked again."""
    transport = open_transport(server)

    def stumble(_: Answer) -> None:
        raise error

    with pytest.raises(Fault, match=r"^PubMed answered with something that is no answer$"):
        transport.ask(Ask("pubmed", "esummary.fcgi"), stumble)
    assert server.count() == 1
    transport.close()


def test_waits_grow_and_are_drawn_by_chance(server: LoopbackServer) -> None:
    """Half of a half second, then half of a second: the bound doubles, chance says how much of it."""
    server.fail(faults.status(503))
    clock = StoppedClock()
    transport = open_transport(server, clock)

    fault_of(transport)

    assert clock.slept == [0.25, 0.5]
    transport.close()


@pytest.mark.parametrize(
    ("asked", "date", "waits"),
    [
        ("7", "", [7.0]),
        ("0", "", [0.25]),
        ("Wed, 21 Oct 2026 07:28:09 GMT", "Wed, 21 Oct 2026 07:28:00 GMT", [9.0]),
        ("Fri, 15 Jan 2027 08:00:05 GMT", "", [5.0]),
        ("Wed, 21 Oct 2015 07:28:00 GMT", "", [0.25]),
        ("soon", "", [0.25]),
        ("-5", "", [0.25]),
        ("1e3", "", [0.25]),
        ("٣", "", [0.25]),
        ("Wed, 99 Foo 99999 99:99:99 GMT", "", [0.25]),
    ],
)
def test_a_service_asks_for_patience(server: LoopbackServer, asked: str, date: str, waits: list[float]) -> None:
    """Retry-After counts in seconds and as a date by the service's own clock; what makes no sense counts as nothing."""
    headers = {"Retry-After": asked.encode().decode("latin-1")} | ({"Date": date} if date else {})
    server.fail(faults.status(429, b"", headers), times=1)
    clock = StoppedClock()
    transport = open_transport(server, clock)

    assert transport.ask(Ask("crossref", "works"), read_right) == RIGHT
    assert clock.slept == waits
    transport.close()


def test_others_wait_as_well(server: LoopbackServer) -> None:
    """While a service wants a pause, no other question to it goes out."""
    server.fail(faults.retry_after("7"), times=1)
    clock = StoppedClock()
    other: list[float] = []

    def sleep(seconds: float) -> None:
        if not clock.slept:  # the first question is waiting now; the second one comes in between
            clock.slept.append(seconds)
            transport.ask(Ask("crossref", "works"), read_right)
            other.append(clock.time)
        else:
            clock.sleep(seconds)

    timing = clock.timing()._replace(sleep=sleep)
    transport = Transport(server.addresses, Contact(), timing=timing)
    began = clock.time

    transport.ask(Ask("crossref", "works"), read_right)

    assert other == [began + 7]
    transport.close()


def test_crossref_says_how_fast(server: LoopbackServer) -> None:
    """The limit in an answer's headers sets the pace of what follows."""
    limit = {"x-rate-limit-limit": "10", "x-rate-limit-interval": "1s"}
    server.fail(lambda wire: wire.answer(wire.reply()._replace(headers=limit)))
    clock = StoppedClock()
    transport = open_transport(server, clock)

    for _ in range(10):
        assert transport.ask(Ask("crossref", "works"), read_right) == RIGHT
    assert clock.slept == []
    transport.close()


@pytest.mark.parametrize(("asked", "budget"), [("86400", 1e6), ("31", 1e6), ("20", 15.0), ("999999999", 60.0)])
def test_more_patience_than_there_is(server: LoopbackServer, asked: str, budget: float) -> None:
    """Who wants us to wait beyond 30 seconds or the run is believed and left alone, at once."""
    server.fail(faults.retry_after(asked, 503))
    clock = StoppedClock()
    transport = open_transport(server, clock, budget=budget)

    for _ in range(2):
        assert fault_of(transport).reason == "Crossref answered with an error (503), longer than this run may wait"
    assert clock.slept == []
    assert server.count() == 1
    transport.close()


def test_a_service_that_fails_is_left_alone(server: LoopbackServer) -> None:
    """After three faults in a row a service is not asked again, with the first reason; the others are."""
    server.fail(faults.status(500), service="crossref", times=1)
    server.fail(faults.status(503), service="crossref")
    transport = open_transport(server)

    assert fault_of(transport).reason == "Crossref answered with an error (503)"
    assert fault_of(transport).reason == "Crossref answered with an error (500)"
    assert server.count() == 3
    assert transport.ask(Ask("datacite", "dois"), read_right) == RIGHT
    transport.close()


def test_an_answer_makes_good(server: LoopbackServer) -> None:
    """Only faults in a row count."""
    transport = open_transport(server)

    for _ in range(3):
        server.fail(faults.reset, times=2)
        assert transport.ask(Ask("doi.org", "doiRA/x"), read_right) == RIGHT
    assert server.count() == 9
    transport.close()


def test_no_time_at_all(server: LoopbackServer) -> None:
    """Without a budget nobody is asked, and it is nobody's fault."""
    transport = open_transport(server, budget=0.0)

    for _ in range(5):
        assert fault_of(transport).reason == "there was no time left to ask Crossref"
    assert server.requests == []
    transport.close()


_faults = st.sampled_from([
    faults.status(503),
    faults.retry_after("1"),
    faults.retry_after("4"),
    faults.retry_after("29"),
    faults.retry_after("500"),
    faults.reset,
    faults.bad_gzip,
    faults.body(b"null"),
])  # fmt: skip


@given(broken=st.lists(_faults, max_size=12), budget=st.floats(0, 90), chance=st.floats(0, 1))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_budget_holds(server: LoopbackServer, broken: list[Any], budget: float, chance: float) -> None:
    """However services fail, a run never waits beyond its budget."""
    server.heal()
    for fault in broken:
        server.fail(fault, times=1)
    clock = StoppedClock()
    transport = Transport(server.addresses, Contact(), budget, timing=clock.timing(chance))

    for service in SERVICES * 3:
        try:
            transport.ask(Ask(service, "works"), read_right)
        except Fault as fault:
            assert fault.reason  # noqa: PT017 - whether there is a fault is not the question
    assert sum(clock.slept) <= budget
    transport.close()


def test_the_budget_holds_against_silence(server: LoopbackServer) -> None:
    """The last request is given up when the time of the run is up, not when its own is."""
    server.fail(faults.silence)
    transport = Transport(server.addresses, Contact(), 0.4)
    begun = time.monotonic()

    reasons = [fault_of(transport, service).reason for service in SERVICES]

    assert time.monotonic() - begun < 1.4
    assert reasons[0] == "Crossref had not answered when the time of this run was up"
    assert reasons[1:] == [f"there was no time left to ask {name}" for name in ("PubMed", "doi.org", "DataCite")]
    transport.close()


def test_crossref_gets_one_request_at_a_time() -> None:
    """Crossref's public pool allows no more; from however many threads we come."""
    crowd, most, lock = 0, 0, threading.Lock()
    met = threading.Event()

    def answer(received: Received) -> Reply:
        nonlocal crowd, most
        with lock:
            crowd += 1
            most = max(most, crowd)
        met.wait(0.01)  # long enough for another request to come in, if there were one
        with lock:
            crowd -= 1
        return answer_right(received)

    with LoopbackServer(answer) as server, ThreadPoolExecutor(6) as threads:
        transport = open_transport(server)
        answers = list(threads.map(lambda _: transport.ask(Ask("crossref", "works"), read_right), range(12)))

        assert answers == [RIGHT] * 12
        assert server.count() == transport.requests == 12
        assert most == 1
        transport.close()


@pytest.mark.parametrize(("service", "key", "rate"), [("pubmed", "", 3), ("crossref", "", 3), ("pubmed", KEY, 10)])
def test_the_rate_that_a_service_sees(server: LoopbackServer, service: Any, key: str, rate: int) -> None:
    """In real time and from several threads, no second holds more requests than allowed, retries counted."""
    server.fail(faults.reset, times=2)
    transport = Transport(server.addresses, Contact("", key))
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: transport.ask(Ask(service, "works"), read_right), range(rate)))

    moments = sorted(each.at for each in server.requests)
    assert len(moments) == rate + 2
    assert all(later - earlier > 1 for earlier, later in zip(moments, moments[rate:], strict=False))
    transport.close()


def test_keys_and_addresses_stay_with_us(
    server: LoopbackServer, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """Neither key nor e-mail is in any reason, traceback, log record or representation, whatever goes wrong."""
    caplog.set_level(logging.DEBUG)
    contact = Contact(EMAIL, KEY)
    said = [repr(contact), str(contact)]
    quick = Limits(0.05, 2.0)
    for name, fault in faults.FAULTS.items():
        server.heal()
        server.fail(fault)
        transport = open_transport(server, limits=quick, contact=contact)
        for service in ("pubmed", "crossref"):
            try:
                transport.ask(Ask(service, "esummary.fcgi", {"id": "90000001"}), read_right)
            except Fault as error:
                said += [name, repr(error), *traceback.format_exception(error), repr(error.__context__)]
        said.append(repr(transport))
        transport.close()

    everything = "\n".join(
        [*said, caplog.text, *(repr(record.__dict__) for record in caplog.records), *capfd.readouterr()]
    )
    assert "urllib3.connectionpool" in everything
    assert KEY not in everything
    assert EMAIL not in everything


def test_libraries_are_imported_when_somebody_asks() -> None:
    """A run that asks nobody pays for no HTTP library."""
    script = (
        "import sys; import lint.resolve.registries.transport as t; "
        "from lint.resolve.registries.services import Addresses, Contact; t.Transport(Addresses(), Contact()).close(); "
        "print([name for name in ('requests', 'urllib3', 'tenacity', 'ssl') if name in sys.modules])"
    )

    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "[]"
