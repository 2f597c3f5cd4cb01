"""Every way in which a service can fail ends in a fault, in time, with a reason in words, after the right number of
tries.
"""

from __future__ import annotations

import re
import socket
import threading
import time
import tracemalloc
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lint.resolve.registries.services import SERVICES, Addresses, Contact
from lint.resolve.registries.transport import Ask, Fault, Limits, Transport
from tests.lint.resolve.registries.asking import (
    HASTY,
    RIGHT,
    StoppedClock,
    all_at,
    answer_right,
    fault_of,
    open_transport,
    read_right,
)
from tests.registry import faults
from tests.registry.server import LoopbackServer

NO_ANSWER = "Crossref answered with something that is no answer"
REFUSED = "Crossref refused the request"
# How many requests each fault costs when it stays, and what the reason says.
STAYING: Mapping[str, tuple[int, str]] = {
    "silence": (1, "Crossref did not answer in time"),
    "hang-up": (3, "Crossref broke off its answer"),
    "reset": (3, "Crossref broke off its answer"),
    "drip": (1, "Crossref did not answer in time"),
    "drip-in-the-head": (1, "Crossref did not answer in time"),
    "drip-in-the-chunks": (1, "Crossref did not answer in time"),
    "stuck-in-the-body": (1, "Crossref did not answer in time"),
    "truncated": (3, "Crossref broke off its answer"),
    "truncated-chunks": (3, "Crossref broke off its answer"),
    "cut-off": (3, "that is no JSON"),
    "continue-for-ever": (1, "Crossref did not answer in time"),
    "429": (3, "Crossref asked for patience (429)"),
    "429-a-second": (3, "Crossref asked for patience (429)"),
    "429-a-day": (1, "Crossref asked for patience (429), longer than this run may wait"),
    "429-date": (3, "Crossref asked for patience (429)"),
    "429-absurd": (3, "Crossref asked for patience (429)"),
    "500": (3, "Crossref answered with an error (500)"),
    "502": (3, "Crossref answered with an error (502)"),
    "503": (3, "Crossref answered with an error (503)"),
    "504": (3, "Crossref answered with an error (504)"),
    "403-waf": (1, f"{REFUSED} (403)"),
    "401": (1, f"{REFUSED} (401)"),
    "404-html": (1, "it is not there"),
    "407": (1, f"{REFUSED} (407)"),
    "414": (1, f"{REFUSED} (414)"),
    "418": (1, f"{REFUSED} (418)"),
    "451": (1, f"{REFUSED} (451)"),
    "999": (1, f"{NO_ANSWER} (999)"),
    "204": (1, f"{NO_ANSWER} (204)"),
    "206": (1, f"{NO_ANSWER} (206)"),
    "early-hints": (1, f"{NO_ANSWER} (103)"),
    "empty": (3, "Crossref answered with nothing"),
    "html": (3, "that is no JSON"),
    "429-in-200": (1, "that is another answer"),
    "null": (1, "that is another answer"),
    "list": (1, "that is another answer"),
    "string": (1, "that is another answer"),
    "not-json": (3, "that is no JSON"),
    "deep": (3, "that is no JSON"),
    "duplicate-keys": (1, "that is another answer"),
    "latin-1": (3, "that is no JSON"),
    "utf-16": (3, "that is no JSON"),
    "nul-bytes": (3, "that is no JSON"),
    "xml-entities": (3, "that is no JSON"),
    "endless": (1, "Crossref answered with more than 4 MB"),
    "gzip-bomb": (1, "Crossref answered with more than 4 MB"),
    "gzip-twice": (1, "Crossref answered in a form that nobody asked for"),
    "gzip-fifty-times": (1, "Crossref answered in a form that nobody asked for"),
    "gzip-bad": (3, "Crossref sent a damaged answer"),
    "gzip-truncated": (3, "Crossref sent a damaged answer"),
    "brotli": (1, "Crossref answered in a form that nobody asked for"),
    "no-http": (1, NO_ANSWER),
    "bare-body": (1, NO_ANSWER),
    "tls-alert": (1, NO_ANSWER),
    "huge-header": (1, NO_ANSWER),
    "thousand-headers": (1, NO_ANSWER),
    "chunk-garbage": (3, "Crossref broke off its answer"),
    "chunk-negative": (3, "Crossref broke off its answer"),
    "length-garbage": (1, NO_ANSWER),
    "length-negative": (3, "Crossref answered with nothing"),
    "header-garbage": (3, "Crossref answered with nothing"),
    "redirect-to-itself": (1, "Crossref sent us to another address, where we do not follow (301)"),
    "redirect-for-ever": (1, "Crossref sent us to another address, where we do not follow (301)"),
    "redirect-elsewhere": (1, "Crossref sent us to another address, where we do not follow (302)"),
    "redirect-with-credentials": (1, "Crossref sent us to another address, where we do not follow (302)"),
    "redirect-to-a-file": (1, "Crossref sent us to another address, where we do not follow (302)"),
    "redirect-nowhere": (1, "Crossref sent us to another address, where we do not follow (302)"),
    "redirect-above": (1, "Crossref sent us to another address, where we do not follow (302)"),
}
SLOW = {name for name, (_, reason) in STAYING.items() if reason == "Crossref did not answer in time"}


@pytest.fixture(name="server")
def _server() -> Iterator[LoopbackServer]:
    with LoopbackServer(answer_right) as server:
        yield server


def test_every_fault_has_its_end() -> None:
    """No fault of the loopback server is left out here."""
    assert STAYING.keys() == faults.FAULTS.keys()


@pytest.mark.parametrize("name", STAYING)
def test_a_fault_that_stays(server: LoopbackServer, name: str) -> None:
    """Each ends in its reason, after its number of tries, within its deadline, and no thread is left behind."""
    server.fail(faults.FAULTS[name])
    tries, reason = STAYING[name]
    limits = HASTY._replace(connect=5.0, unreachable=8.0) if name in SLOW else Limits(call=8.0)
    transport = open_transport(server, limits=limits)
    begun = time.monotonic()

    fault = fault_of(transport)

    assert fault.reason == reason
    assert server.count() == transport.requests == tries
    assert time.monotonic() - begun < (1.4 if name in SLOW else 8.0)
    transport.close()
    _wait_for_threads()


@pytest.mark.parametrize("name", sorted(name for name, (tries, _) in STAYING.items() if tries == 3))
def test_a_fault_that_heals(server: LoopbackServer, name: str) -> None:
    """What may be better the next time is asked again, and the answer counts."""
    server.fail(faults.FAULTS[name], times=2)
    transport = open_transport(server)

    assert transport.ask(Ask("crossref", "works"), read_right) == RIGHT
    assert server.count() == 3
    transport.close()


def test_an_interim_answer_is_no_fault(server: LoopbackServer) -> None:
    """A 100 that nobody asked for is passed over."""
    server.fail(faults.continue_first)
    transport = open_transport(server)

    assert transport.ask(Ask("crossref", "works"), read_right) == RIGHT
    transport.close()


@pytest.mark.parametrize(
    ("name", "requests", "reason"),
    [
        ("redirect-to-itself", 1, "Crossref sent us round in circles"),
        ("redirect-for-ever", 4, "Crossref sent us round in circles"),
        ("redirect-elsewhere", 1, "Crossref sent us to an address that is not its own"),
        ("redirect-with-credentials", 1, "Crossref sent us to an address that is not its own"),
        ("redirect-to-a-file", 1, "Crossref sent us to an address that is not its own"),
        ("redirect-nowhere", 1, "Crossref sent us to an address that is not its own"),
        ("redirect-above", 1, "Crossref sent us to an address that is not its own"),
    ],
)
def test_redirects_that_are_not_followed(server: LoopbackServer, name: str, requests: int, reason: str) -> None:
    """Even where redirects are expected, only the service itself may be meant, three times at most."""
    server.fail(faults.FAULTS[name])
    transport = open_transport(server)

    assert fault_of(transport, redirects=True).reason == reason
    assert server.count() == requests
    transport.close()


def test_nobody_listens() -> None:
    """A refused connection is tried three times, then the service is left alone."""
    with faults.closed_port() as port:
        transport = open_transport(all_at(f"http://127.0.0.1:{port}"))

        assert fault_of(transport).reason == "Crossref could not be reached"
        assert transport.requests == 3
        assert fault_of(transport).reason == "Crossref could not be reached"
        assert transport.requests == 3
        transport.close()


def test_a_handshake_without_end() -> None:
    """Somebody who takes the connection and says nothing has not been reached."""
    with faults.mute_port() as port:
        transport = open_transport(all_at(f"https://127.0.0.1:{port}"), limits=HASTY)
        begun = time.monotonic()

        assert fault_of(transport).reason == "Crossref could not be reached"
        assert time.monotonic() - begun < 2.0
        transport.close()
        _wait_for_threads()


def test_a_name_that_does_not_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    """A failed look-up of the name is an unreachable service."""

    def unknown(*_: object, **__: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    transport = open_transport(all_at("http://registry.invalid"))

    assert fault_of(transport).reason == "Crossref could not be reached"
    assert transport.requests == 3
    transport.close()


def test_a_look_up_of_a_name_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    """No time-out of a socket ends a look-up; ours does, and nothing is sent when it comes back after all."""
    back = threading.Event()
    real = socket.getaddrinfo

    def hang(*arguments: object, **options: object) -> object:
        back.wait(10)
        return real("127.0.0.1", *arguments[1:], **options)  # type: ignore[arg-type]  # handed on as it came

    with LoopbackServer(answer_right) as server:
        monkeypatch.setattr(socket, "getaddrinfo", hang)
        transport = open_transport(all_at(f"http://localhost:{server.port}"), limits=HASTY)
        begun = time.monotonic()

        assert fault_of(transport).reason == "Crossref could not be reached"
        assert time.monotonic() - begun < 2.0
        back.set()
        _wait_for_threads()
        assert server.requests == []
        transport.close()


def test_without_a_network_all_services_end_soon() -> None:
    """Every service after another, with nobody there at all: within five seconds, as the whole check must."""
    with faults.mute_port() as port:
        scale = 0.25  # a quarter of every limit; the clock is real
        limits = Limits(10.0, 1.5 * scale, 3.0 * scale)
        transport = Transport(all_at(f"https://127.0.0.1:{port}"), Contact(), limits=limits)
        begun = time.monotonic()

        reasons = [fault_of(transport, service).reason for service in SERVICES for _ in range(2)]

        assert time.monotonic() - begun < 4.7 * scale + 0.5
        assert {reason.partition(" ")[2] for reason in reasons} == {"could not be reached"}
        transport.close()
        _wait_for_threads()


@pytest.mark.parametrize("reached", ["by an answer", "by a certificate"])
def test_a_network_that_is_there(reached: str) -> None:
    """Once anybody was reached, every service has its own patience, whoever was silent before."""
    with LoopbackServer(answer_right, tls=reached == "by a certificate") as server, faults.closed_port() as port:
        closed = f"http://127.0.0.1:{port}"
        addresses = Addresses(server.addresses.crossref, closed, closed, closed)
        clock = StoppedClock()
        transport = open_transport(addresses, clock)
        if reached == "by an answer":
            fault_of(transport, "datacite")
            transport.ask(Ask("crossref", "works"), read_right)
        else:
            fault_of(transport, "crossref")
        clock.time += 20
        before = transport.requests

        assert fault_of(transport, "pubmed").reason == "PubMed could not be reached"
        assert transport.requests - before == 3
        transport.close()


def test_plain_http_where_tls_is_expected(server: LoopbackServer) -> None:
    """A service that does not speak TLS is not spoken to without it."""
    transport = open_transport(all_at(f"https://127.0.0.1:{server.port}"))

    assert fault_of(transport).reason == "Crossref could not be reached over a secure connection"
    assert server.requests == []
    transport.close()


def test_tls_where_plain_http_is_expected() -> None:
    """A service that speaks TLS gives no answer to plain HTTP."""
    with LoopbackServer(answer_right, tls=True) as server:
        transport = open_transport(all_at(f"http://127.0.0.1:{server.port}"))

        assert fault_of(transport).reason in {NO_ANSWER, "Crossref broke off its answer"}
        assert server.requests == []
        transport.close()


def test_a_certificate_that_nobody_trusts() -> None:
    """Nothing is sent to somebody who cannot show who it is; asking again is of no use."""
    with LoopbackServer(answer_right, tls=True) as server:
        transport = open_transport(server)

        assert fault_of(transport).reason == "Crossref could not be reached: its certificate is not accepted"
        assert transport.requests == 1
        assert server.requests == []
        transport.close()


def test_a_bomb_takes_little_memory(server: LoopbackServer) -> None:
    """200 MB of spaces in 200 kB are given up after 4 MB, which never take more than 20 MB."""
    server.fail(faults.FAULTS["gzip-bomb"])
    faults.bomb()
    transport = open_transport(server)
    tracemalloc.start()
    try:
        assert fault_of(transport).reason == "Crossref answered with more than 4 MB"
        assert tracemalloc.get_traced_memory()[1] < 20 * 1024 * 1024
    finally:
        tracemalloc.stop()
    transport.close()


def _wait_for_threads() -> None:
    """Until the threads of abandoned requests have ended; fails if they do not."""
    for thread in threading.enumerate():
        if thread.name.startswith("medlint asks"):
            thread.join(5)
            assert not thread.is_alive()


_pieces = st.lists(
    st.one_of(
        st.binary(max_size=40),
        st.sampled_from(
            [
                b"HTTP/1.1 200 OK\r\n",
                b"HTTP/1.1 404 Not Found\r\n",
                b"HTTP/1.1 301 X\r\nLocation: //\r\n",
                b"HTTP/1.1 100 Continue\r\n\r\n",
                b"HTTP/1.1 503 X\r\nRetry-After: 5\r\n",
                b"Content-Length: 5\r\n",
                b"Content-Length: -5\r\n",
                b"Transfer-Encoding: chunked\r\n",
                b"Content-Encoding: gzip\r\n",
                b"Content-Encoding: deflate\r\n",
                b"\r\n",
                b"5\r\nhello\r\n",
                b"0\r\n\r\n",
                b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00",
                b"\x78\x9c\x03\x00\x00\x00\x00\x01",
            ]
        ),
    ),
    max_size=8,
)


@given(pieces=_pieces)
@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
def test_whatever_is_sent_there_is_an_answer_or_a_fault(server: LoopbackServer, pieces: list[bytes]) -> None:
    """Any bytes at all end in what the reader returned or in a fault with a plain reason, and in time."""
    server.heal()
    server.fail(faults.raw(b"".join(pieces)))
    transport = open_transport(server)
    begun = time.monotonic()

    try:
        said = str(
            transport.ask(Ask("crossref", "works/x", redirects=True), lambda answer: f"{answer.status} was read")
        )
    except Fault as fault:
        said = fault.reason

    assert re.fullmatch(r"(?:Crossref [a-zA-Z0-9 ,:()]+|(?:200|400|404) was read)", said)
    assert time.monotonic() - begun < 5.0
    transport.close()
