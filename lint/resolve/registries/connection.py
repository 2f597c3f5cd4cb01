"""Connections that look at who is at the other end before they send, and that can be given up from outside."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection

if TYPE_CHECKING:
    from urllib3.connectionpool import HTTPConnectionPool
    from urllib3.poolmanager import PoolManager


class AddressRefused(Exception):
    """A host name leads to an address where no registry can live."""


class Abandoned(Exception):
    """Nobody waits for this request any more."""


class Watch:
    """One request, seen from outside: whether it got through to the service, and the means to give it up.

    `stirred` is set as soon as the service is reached or the request is over. `sending` is called when it goes out.
    """

    def __init__(self, sending: Callable[[], None]) -> None:
        self.stirred = threading.Event()
        self.over = threading.Event()
        self.reached = False
        self._sending = sending
        self._lock = threading.Lock()
        self._abandoned = False
        self._line: socket.socket | None = None

    def opened(self, line: socket.socket, *, reached: bool) -> None:
        """There is a line; it is `reached` when the service can be talked to, TLS included.

        Raises:
            Abandoned: too late (a look-up of the name came back after the deadline): nothing may be sent.
        """
        with self._lock:
            self._line = line
            if self._abandoned:
                raise Abandoned
            self.reached = self.reached or reached
        if reached:
            self._sending()
            self.stirred.set()

    def check(self) -> None:
        """Go on only if somebody waits for it.

        Raises:
            Abandoned: nobody does.
        """
        if self._abandoned:
            raise Abandoned

    def finish(self) -> None:
        """The request is over."""
        self.over.set()
        self.stirred.set()

    def abandon(self) -> None:
        """Give the request up: its line goes dead, so that whoever reads from it ends as well."""
        with self._lock:
            self._abandoned = True
            if self._line is not None and not self.over.is_set():
                _hang_up(self._line)


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):  # it may have ended meanwhile
        # Not the method of ssl.SSLSocket: it takes the TLS state away from under the thread that reads.
        socket.socket.shutdown(line, socket.SHUT_RDWR)


class Guard:
    """What the connections of a session have in common: whose request it is, and which hosts must be global."""

    def __init__(self, registries: frozenset[str]) -> None:
        self._registries = registries
        self._local = threading.local()

    @property
    def watch(self) -> Watch:
        """The request that the current thread makes."""
        return cast("Watch", self._local.watch)

    @watch.setter
    def watch(self, watch: Watch) -> None:
        self._local.watch = watch

    def admit(self, host: str, peer: str) -> None:
        """Look at the address that a host name led to.

        Localhost and literal addresses, private ones too, are what somebody configured; those where no server can be
        (a cloud's metadata live at 169.254.169.254) are refused even so. A name must not lead back to this machine or
        its link (DNS rebinding), a registry's own name must lead to the public network.

        Raises:
            AddressRefused: it leads where it must not.
        """
        host = host.rstrip(".").lower()
        literal, address = _address(host), _address(peer)
        if address is None or any(map(_is_nowhere, (literal or address, address))):
            raise AddressRefused
        if host == "localhost" or literal is not None:
            return
        if address.is_loopback or (host in self._registries and not address.is_global):
            raise AddressRefused


def _is_nowhere(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return address.is_link_local or address.is_unspecified or address.is_multicast


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(text.strip("[]").partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


class _Guarded(HTTPConnection):
    """The part that is put before urllib3's own connection classes."""

    guard: Guard
    direct: bool

    def _new_conn(self) -> socket.socket:
        self.guard.watch.check()
        line = super()._new_conn()
        try:
            if self.direct:
                self.guard.admit(self.host, str(line.getpeername()[0]))
            self.guard.watch.opened(line, reached=False)
        except BaseException:
            line.close()
            raise
        return line

    def connect(self) -> None:
        super().connect()
        if self.sock is not None:
            self.guard.watch.opened(self.sock, reached=True)

    def request(self, *args: Any, **options: Any) -> None:
        if self.sock is not None:  # kept open since the last time
            self.guard.watch.opened(self.sock, reached=True)
        super().request(*args, **options)


class _Adapter(HTTPAdapter):
    """Makes every pool of connections use guarded ones."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        super().__init__(max_retries=0)  # urllib3 would retry behind the pacer's back, and sleep for hours if told to

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options)
        self._arm(self.poolmanager, direct=True)

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        known = proxy in self.proxy_manager
        manager = super().proxy_manager_for(proxy, **options)
        if not known:
            self._arm(manager, direct=False)
        return manager

    def _arm(self, manager: PoolManager, *, direct: bool) -> None:
        manager.pool_classes_by_scheme = {
            scheme: _guarded(pool, {"guard": self._guard, "direct": direct})
            for scheme, pool in manager.pool_classes_by_scheme.items()
        }


def _guarded(pool: type[HTTPConnectionPool], attributes: Mapping[str, object]) -> type[HTTPConnectionPool]:
    connection = type("GuardedConnection", (_Guarded, pool.ConnectionCls), dict(attributes))
    return type("GuardedPool", (pool,), {"ConnectionCls": connection})


def open_session(guard: Guard, user_agent: str) -> requests.Session:
    """A session that follows nothing, repeats nothing, stores no cookies and takes no credentials from a .netrc file.

    Proxies and the bundle of certificates come from the environment, as everywhere.
    """
    from http.cookiejar import DefaultCookiePolicy

    session = requests.Session()
    session.mount("https://", adapter := _Adapter(guard))
    session.mount("http://", adapter)
    session.headers.clear()
    session.headers.update({"User-Agent": user_agent, "Accept": "*/*", "Accept-Encoding": "gzip, deflate"})
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.auth = _nobody  # requests reads .netrc only when there is no authentication of our own
    return session


def _nobody(prepared: requests.PreparedRequest) -> requests.PreparedRequest:
    return prepared
