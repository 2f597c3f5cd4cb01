"""Whom we talk to: where names, redirects, proxies and certificates may lead."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lint.resolve.registries.address import followed
from lint.resolve.registries.connection import Abandoned, AddressRefused, Guard, Watch
from lint.resolve.registries.services import default_hosts
from lint.resolve.registries.transport import Ask
from tests.lint.resolve.registries.asking import (
    HASTY,
    RIGHT,
    all_at,
    answer_right,
    fault_of,
    open_transport,
    read_right,
)
from tests.registry import faults
from tests.registry.server import CERTIFICATE, LoopbackServer

LEADS_ASTRAY = "Crossref could not be reached: its name leads to an address where no registry can be"


@pytest.fixture(name="server")
def _server() -> Iterator[LoopbackServer]:
    with LoopbackServer(answer_right) as server:
        yield server


@pytest.fixture(name="secure")
def _secure(monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackServer]:
    """A server with TLS whose certificate is trusted the way users do it."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(CERTIFICATE))
    with LoopbackServer(answer_right, tls=True) as server:
        yield server


def _resolve_to(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """Every name leads there."""
    real = socket.getaddrinfo

    def resolve(_host: object, *rest: Any, **options: Any) -> Any:
        return real(address, *rest, **options)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)


@pytest.mark.parametrize(
    "host", ["mirror.example.org", "api.crossref.org", "localhost.example.org", "mirror.example.org."]
)
def test_a_name_that_leads_to_this_machine(monkeypatch: pytest.MonkeyPatch, server: LoopbackServer, host: str) -> None:
    """A name that resolves to loopback gets not a byte: whoever owns the name is not who lives here."""
    _resolve_to(monkeypatch, "127.0.0.1")
    transport = open_transport(all_at(f"http://{host}:{server.port}"))

    assert fault_of(transport).reason == LEADS_ASTRAY
    assert transport.requests == 1
    assert server.requests == []
    transport.close()


def test_localhost_is_what_was_configured(server: LoopbackServer) -> None:
    """The names and numbers of this machine are as good as anybody's who writes them down."""
    transport = open_transport(all_at(f"http://localhost:{server.port}/crossref"))

    assert transport.ask(Ask("crossref", "works"), read_right) == RIGHT
    transport.close()


@pytest.mark.parametrize(
    ("host", "peer", "admitted"),
    [
        ("mirror.example.org", "192.0.2.7", True),
        ("mirror.example.org", "10.1.2.3", True),
        ("mirror.example.org", "127.9.9.9", False),
        ("mirror.example.org", "::1", False),
        ("mirror.example.org", "::ffff:127.0.0.1", False),
        ("mirror.example.org", "169.254.169.254", False),
        ("mirror.example.org", "fe80::1%eth0", False),
        ("mirror.example.org", "0.0.0.0", False),  # noqa: S104 - nothing is bound there
        ("mirror.example.org", "::", False),
        ("mirror.example.org", "224.0.0.1", False),
        ("mirror.example.org", "nonsense", False),
        ("API.Crossref.org", "10.1.2.3", False),
        ("api.crossref.org.", "192.168.0.1", False),
        ("eutils.ncbi.nlm.nih.gov", "100.64.0.1", False),
        ("doi.org", "fd00::1", False),
        ("doi.org", "::ffff:10.0.0.1", False),
        ("api.datacite.org", "8.8.8.8", True),
        ("api.datacite.org", "2600::1", True),
        ("localhost", "127.0.0.1", True),
        ("127.0.0.1", "127.0.0.1", True),
        ("::1", "::1", True),
        ("10.1.2.3", "10.1.2.3", True),
        ("[fd00::1]", "fd00::1", True),
        ("[fe80::1]", "fe80::1", False),
        ("169.254.169.254", "169.254.169.254", False),
        ("[::ffff:169.254.169.254]", "::ffff:169.254.169.254", False),
        ("224.0.0.1", "224.0.0.1", False),
        ("0.0.0.0", "127.0.0.1", False),  # noqa: S104 - nothing is bound there
        ("[::]", "::1", False),
    ],
)
def test_who_may_be_at_the_other_end(host: str, peer: str, admitted: bool) -> None:
    """Mirrors may live in private networks, registries may not; no name leads back to this machine, and nothing leads
    to where a cloud keeps its metadata.
    """
    guard = Guard(default_hosts())

    if admitted:
        guard.admit(host, peer)
    else:
        with pytest.raises(AddressRefused):
            guard.admit(host, peer)


BASE = "https://api.example.org/base"


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/base/works/b", f"{BASE}/works/b"),
        ("b?x=1", f"{BASE}/works/b?x=1"),
        (f"{BASE}/works/b", f"{BASE}/works/b"),
        ("//API.example.org/base/b", "https://API.example.org/base/b"),
        ("http://api.example.org/base/works/b", None),
        ("https://api.example.org:444/base/b", None),
        ("https://user@api.example.org/base/b", None),
        ("https://api.example.org.example.com/base/b", None),
        ("//example.com/base/b", None),
        ("\\\\example.com\\base", None),
        ("/other/works", None),
        ("/baseless", None),
        ("../../works/b", None),
        ("/base/%2e%2e/works", None),
        ("https://[::1/base", None),
        ("javascript:alert(1)", None),
        ("/base/works/ä", None),
        ("/base/works/b#x", None),
        ("", None),
    ],
)
def test_where_a_redirect_may_lead(location: str, target: str | None) -> None:
    """To the same origin, below the same base, and nowhere else."""
    assert followed(BASE, f"{BASE}/works/a", location) == target


def test_a_secure_service_stays_secure(secure: LoopbackServer) -> None:
    """A bundle of certificates from the environment counts; a redirect away from TLS is not followed."""
    transport = open_transport(secure)
    assert transport.ask(Ask("crossref", "works"), read_right) == RIGHT
    secure.fail(faults.redirect(f"http://127.0.0.1:{secure.port}/crossref/works/b"))

    assert fault_of(transport, redirects=True).reason == "Crossref sent us to an address that is not its own"
    assert secure.count() == 2
    transport.close()


@pytest.mark.parametrize("name", ["drip", "drip-in-the-head", "silence", "stuck-in-the-body"])
def test_a_drip_over_tls(secure: LoopbackServer, name: str) -> None:
    """The deadline ends a secure line as well, and the thread that reads from it."""
    secure.fail(faults.FAULTS[name])
    transport = open_transport(secure, limits=HASTY._replace(connect=3.0, unreachable=8.0, call=0.6))
    begun = time.monotonic()

    assert fault_of(transport).reason == "Crossref did not answer in time"
    assert time.monotonic() - begun < 1.6
    transport.close()
    for thread in threading.enumerate():
        if thread.name.startswith("medlint asks"):
            thread.join(5)
            assert not thread.is_alive()


def test_a_proxy_is_asked_where_there_is_one(monkeypatch: pytest.MonkeyPatch, server: LoopbackServer) -> None:
    """The environment's proxy carries the request, wherever it lives: then the name is its business."""
    for variable in ("http_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(variable, server.url)
    transport = open_transport(all_at("http://api.crossref.org/crossref"))

    assert transport.ask(Ask("crossref", "works"), read_right) == RIGHT
    assert server.requests[0].headers["host"] == "api.crossref.org"
    transport.close()


def test_no_credentials_from_elsewhere(monkeypatch: pytest.MonkeyPatch, server: LoopbackServer, tmp_path: Path) -> None:
    """What a .netrc file holds for a host, and the cookies that a service sets, are not sent."""
    netrc = tmp_path / ".netrc"
    netrc.write_text("machine 127.0.0.1 login someone password secret\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(netrc))
    right = answer_right(None)
    server.fail(lambda wire: wire.answer(right._replace(headers={"Set-Cookie": "a=b; Path=/"})))
    transport = open_transport(server)

    for _ in range(2):
        assert transport.ask(Ask("crossref", "works"), read_right) == RIGHT
    for received in server.requests:
        assert not {"authorization", "cookie"} & received.headers.keys()
    transport.close()


def test_a_connection_is_used_again(server: LoopbackServer) -> None:
    """Several questions need one connection, and closing twice does no harm."""
    transport = open_transport(server)

    for _ in range(5):
        assert transport.ask(Ask("crossref", "works"), read_right) == RIGHT
    assert server.connections == 1
    transport.close()
    transport.close()


def test_nothing_is_sent_for_nobody() -> None:
    """A line that opens after the request was given up is refused, and so is going on."""
    watch = Watch(lambda: None)
    watch.abandon()

    with socket.socket() as line, pytest.raises(Abandoned):
        watch.opened(line, reached=True)
    with pytest.raises(Abandoned):
        watch.check()
    assert not watch.reached
