"""One request with a hard deadline, and what went wrong in plain words.

A time-out of a socket starts anew with every byte, and a look-up of a name has none at all. So the request runs in a
thread of its own, and whoever waits for it stops waiting at the deadline.
"""

from __future__ import annotations

import http.client
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import requests
from urllib3.exceptions import HTTPError, IncompleteRead, ProtocolError, ReadTimeoutError

from lint.resolve.registries.body import Broken, read_body
from lint.resolve.registries.connection import Abandoned, AddressRefused, Guard, Watch
from lint.resolve.registries.exchange import READ, Answer, Fault, Unreachable


@dataclass(frozen=True)
class Request:
    """What is sent where; the form may hold a key and is never shown. `sending` is called when it goes out."""

    name: str
    url: str
    form: bytes | None = field(default=None, repr=False)
    sending: Callable[[], None] = lambda: None


class Patience(NamedTuple):
    """How many seconds a request may take until the service is reached, and altogether."""

    connect: float
    whole: float


def attempt(session: requests.Session, guard: Guard, request: Request, patience: Patience) -> Answer:
    """Send a request and wait for its answer, not a moment longer than the patience lasts.

    Raises:
        Unreachable: the service was not reached.
        Fault: there is no answer, or none that can be read.
    """
    watch = Watch(request.sending)
    results: list[Answer | Fault] = []

    def run() -> None:
        guard.watch = watch
        try:
            results.append(_exchange(session, watch, request, patience))
        except Exception as error:  # whatever a server made the libraries do, it ends in a sentence
            results.append(_explained(error, watch, request.name))
        finally:
            watch.finish()

    deadline = time.monotonic() + patience.whole
    threading.Thread(target=run, name=f"medlint asks {request.name}", daemon=True).start()
    if not watch.stirred.wait(min(patience)):
        watch.abandon()
        raise Unreachable(f"{request.name} could not be reached", retry=True)
    if not watch.over.wait(max(deadline - time.monotonic(), 0)):
        watch.abandon()
        raise Fault(f"{request.name} did not answer in time")
    if isinstance(results[0], Fault):
        raise results[0]
    return results[0]


def _exchange(session: requests.Session, watch: Watch, request: Request, patience: Patience) -> Answer:
    response = session.request(
        "GET" if request.form is None else "POST",
        request.url,
        data=request.form,
        headers={} if request.form is None else {"Content-Type": "application/x-www-form-urlencoded"},
        timeout=(patience.connect, patience.whole),
        allow_redirects=False,
        stream=True,
    )
    try:
        headers = {name.lower(): value for name, value in response.headers.items()}
        if response.status_code not in READ:
            return Answer(response.status_code, b"", headers)
        body = read_body(lambda step: _step(response, watch, step), headers.get("content-encoding", ""))
        return Answer(response.status_code, body, headers)
    finally:
        response.close()


def _step(response: requests.Response, watch: Watch, size: int) -> bytes:
    watch.check()
    # Not response.content or iter_content: they wait until a whole block is there, however slowly it drips.
    piece: bytes | None = response.raw.read1(size, decode_content=False)
    return piece or b""


def _explained(error: Exception, watch: Watch, name: str) -> Fault:
    """The fault behind an exception of the libraries, whose words are not ours and may hold addresses."""
    causes = tuple(_causes(error))

    def caused_by(*kinds: type[BaseException]) -> bool:
        return any(isinstance(cause, kinds) for cause in causes)

    if isinstance(error, Broken):
        return Fault(f"{name} {error.what}", retry=error.retry)
    if caused_by(AddressRefused):
        return Unreachable(f"{name} could not be reached: its name leads to an address where no registry can be")
    if not watch.reached:
        if caused_by(ssl.SSLCertVerificationError):
            return Unreachable(f"{name} could not be reached: its certificate is not accepted")
        if caused_by(ssl.SSLError) and not caused_by(ssl.SSLEOFError, ConnectionError, TimeoutError):
            return Unreachable(f"{name} could not be reached over a secure connection")
        return Unreachable(f"{name} could not be reached", retry=True)
    if caused_by(TimeoutError, ReadTimeoutError, Abandoned):
        return Fault(f"{name} did not answer in time")
    if caused_by(ConnectionError, IncompleteRead, http.client.IncompleteRead):
        return Fault(f"{name} broke off its answer", retry=True)
    # Headers without end, chunks without sense, TLS where none was expected: asking again brings the same.
    if caused_by(http.client.HTTPException, ProtocolError, HTTPError, requests.RequestException):
        return Fault(f"{name} answered with something that is no answer")
    return Fault(f"{name} gave an answer that could not be read")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An exception with everything that it wraps, the ways requests and urllib3 do."""
    seen: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        each = waiting.pop()
        if not isinstance(each, BaseException) or id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        waiting += [*each.args, each.__cause__, each.__context__, getattr(each, "reason", None)]
