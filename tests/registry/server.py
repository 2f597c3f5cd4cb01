"""A web server on loopback for tests: it answers by a callback, keeps a record of who asked what and when, and breaks
on demand.

The first segment of a path names the service ("crossref", "pubmed", "doi.org", "datacite"), so that one server stands
for all four: `server.addresses` and `server.environment` point them there.
"""

from __future__ import annotations

import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple, Self
from urllib.parse import parse_qsl, urlsplit

from lint.resolve.registries.services import Addresses

# For 127.0.0.1 and localhost; a client that should trust it is told by REQUESTS_CA_BUNDLE.
CERTIFICATE = Path(__file__).with_name("loopback.pem")
# Long enough for every test, short enough that a test that forgot to stop does not hang for ever.
_STUCK = 30.0


class Received(NamedTuple):
    """A request as it came in: `path` is what follows the service, percent-encoded as it was sent.

    `route` is the first segment of `path` ("works", "esummary.fcgi", "doiRA"); the names of `headers` are in lower
    case; `at` is a reading of the monotonic clock, in seconds; `body` is the form as it was sent.
    """

    service: str
    route: str
    method: str
    path: str
    query: Mapping[str, str]
    form: Mapping[str, str]
    headers: Mapping[str, str]
    at: float
    body: str = ""

    def value(self, name: str) -> str:
        """A parameter of the form or the query, as the services read them; empty when there is none."""
        return self.form.get(name, self.query.get(name, ""))


class Reply(NamedTuple):
    """What a service answers."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = {"Content-Type": "application/json"}


class Wire:
    """The line to one client, for faults that write what they like: `send`, `stall`, then the line is cut."""

    def __init__(
        self, handler: BaseHTTPRequestHandler, received: Received, reply: Callable[[], Reply], gone: threading.Event
    ) -> None:
        self._handler = handler
        self._reply = reply
        self._gone = gone
        self.received = received

    def reply(self) -> Reply:
        """What would have been answered without the fault."""
        return self._reply()

    def send(self, data: bytes) -> None:
        """Send these very bytes."""
        self._handler.wfile.write(data)
        self._handler.wfile.flush()

    def answer(self, reply: Reply) -> None:
        """Send an answer that is well formed, with its length."""
        head = [f"HTTP/1.1 {reply.status} X", *(f"{name}: {value}" for name, value in reply.headers.items())]
        if "Transfer-Encoding" not in reply.headers and "Content-Length" not in reply.headers:
            head.append(f"Content-Length: {len(reply.body)}")
        self.send("\r\n".join([*head, "", ""]).encode("latin-1") + reply.body)

    def stall(self, seconds: float = _STUCK) -> bool:
        """Say nothing for so long; True when the server is being closed meanwhile."""
        return self._gone.wait(seconds)

    def cut(self, *, reset: bool = False) -> None:
        """Drop the line, with a reset (RST) if asked."""
        if reset:
            self._handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._handler.close_connection = True


Handler = Callable[[Received], Reply]
WireFault = Callable[[Wire], None]


class _Switch:
    """A fault, whom it meets and how many times still."""

    def __init__(
        self, fault: WireFault, service: str, route: str, times: int | None, when: Callable[[Received], bool]
    ) -> None:
        self.fault = fault
        self.service = service
        self.route = route
        self.left = times
        self.when = when

    def meets(self, received: Received) -> bool:
        """True once for every time that it should break this request."""
        if (self.service and received.service != self.service) or (self.route and received.route != self.route):
            return False
        if self.left == 0 or not self.when(received):
            return False
        if self.left is not None:
            self.left -= 1
        return True


class LoopbackServer:
    """A context manager: the server runs inside, in threads, and is gone afterwards.

    With `tls`, it speaks HTTPS, with a certificate that nobody trusts by himself.

    with LoopbackServer(answer) as server:
        server.fail(faults.status(503), service="crossref", times=2)
        ...
        assert server.count("crossref", "works") == 3
    """

    def __init__(self, handler: Handler, *, tls: bool = False) -> None:
        self.requests: list[Received] = []
        self.connections = 0
        self._answer = handler
        self._switches: list[_Switch] = []
        self._lock = threading.Lock()
        self._gone = threading.Event()
        self._http = _Http(self)
        self._scheme = "https" if tls else "http"
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            # The handshake comes with the first read, in the thread of the connection.
            self._http.socket = context.wrap_socket(self._http.socket, server_side=True, do_handshake_on_connect=False)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.005,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._gone.set()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()

    @property
    def port(self) -> int:
        """The port on 127.0.0.1."""
        return self._http.server_address[1]

    @property
    def url(self) -> str:
        """The address of the server, without a slash at its end."""
        return f"{self._scheme}://127.0.0.1:{self.port}"

    @property
    def addresses(self) -> Addresses:
        """All four services here."""
        return Addresses(*(f"{self.url}/{name}" for name in ("crossref", "pubmed", "doi.org", "datacite")))

    @property
    def environment(self) -> dict[str, str]:
        """The variables that lead medlint here."""
        return {f"MEDLINT_{name.upper()}_URL": url for name, url in self.addresses._asdict().items()}

    def fail(
        self,
        fault: WireFault,
        *,
        service: str = "",
        route: str = "",
        times: int | None = None,
        when: Callable[[Received], bool] = lambda _: True,
    ) -> None:
        """Break requests to a service and route (empty: all), the first so many (None: for ever), if `when` agrees.

        The fault that was switched on first comes first.
        """
        with self._lock:
            self._switches.append(_Switch(fault, service, route, times, when))

    def heal(self) -> None:
        """Switch all faults off."""
        with self._lock:
            self._switches.clear()

    def count(self, service: str = "", route: str = "") -> int:
        """How many requests came to a service and route (empty: all), broken ones counted too."""
        with self._lock:
            return sum(
                (not service or each.service == service) and (not route or each.route == route)
                for each in self.requests
            )

    def _serve(self, handler: BaseHTTPRequestHandler, received: Received) -> None:
        with self._lock:
            self.requests.append(received)
            switch = next((each for each in self._switches if each.meets(received)), None)
        wire = Wire(handler, received, lambda: self._answer(received), self._gone)
        if switch is None:
            wire.answer(wire.reply())
        else:
            switch.fault(wire)


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, owner: LoopbackServer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.owner = owner

    def process_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: Any) -> None:
        """Count the connection, then serve it in a thread."""
        self.owner.connections += 1
        super().process_request(request, client_address)

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up in the middle are what these tests are about: nothing to print."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Http

    def handle_any(self) -> None:
        """Read the request whole, then let the server answer it."""
        parts = urlsplit(self.path)
        _, _, rest = parts.path.partition("/")
        service, _, path = rest.partition("/")
        length = int(self.headers.get("Content-Length") or 0)
        form = self.rfile.read(length).decode("ascii")
        received = Received(
            service,
            path.partition("/")[0],
            self.command,
            path,
            dict(parse_qsl(parts.query, keep_blank_values=True)),
            dict(parse_qsl(form, keep_blank_values=True)),
            {name.lower(): value for name, value in self.headers.items()},
            time.monotonic(),
            form,
        )
        self.server.owner._serve(self, received)

    do_GET = do_POST = handle_any  # noqa: N815 - http.server looks these names up

    def log_message(self, *_: object) -> None:
        """Print nothing."""
