"""The one way to the registries: paced, patient within limits, and never trusting what comes back.

requests carries the bytes, tenacity repeats. urllib3's own retries would go past the pacer and obey a Retry-After of
six hours (measured), so they are off.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, NoReturn, TypeVar
from urllib.parse import unquote, urlencode, urlsplit

from lint import __version__
from lint.resolve.registries.address import address, followed
from lint.resolve.registries.exchange import READ, Answer, Ask, Fault, NeverAsked, OutOfTime, Refused, Unreachable
from lint.resolve.registries.pacing import Breaker, Pacer, Timing, asked_wait, backoff
from lint.resolve.registries.services import NAMES, SERVICES, Addresses, Contact, Service, default_hosts

if TYPE_CHECKING:
    import requests
    from tenacity import RetryCallState

    from lint.resolve.registries.connection import Guard

__all__ = ["Answer", "Ask", "Fault", "Limits", "Timing", "Transport"]

T = TypeVar("T")

PROJECT = "https://github.com/medlint/medlint"
_REDIRECTS = frozenset((301, 302, 307, 308))
_MOST_REDIRECTS = 3
_PERHAPS_IN_PART = frozenset((403, 413, 414))
_FOR_A_WHILE = frozenset((429, 500, 502, 503, 504))


class Limits(NamedTuple):
    """How long we are patient, in seconds, and how many times we try.

    `call`: one request altogether. `connect`: until a service is reached, the look-up of its name and TLS included.
    `unreachable`: all tries together while a service cannot be reached, so that a run without a network ends soon.
    `wait`: between two tries; a service that wants more of us is not asked again in this run.
    """

    call: float = 10.0
    connect: float = 1.5
    unreachable: float = 3.0
    wait: float = 30.0
    tries: int = 3


class Transport:
    """Asks the registries; safe to be used from several threads.

    `budget` is how many seconds all questions of a run may take together, counted from the first one. `requests` is
    how many requests were made, tries and redirects counted.
    """

    def __init__(
        self,
        addresses: Addresses,
        contact: Contact,
        budget: float = 60.0,
        *,
        limits: Limits | None = None,
        timing: Timing | None = None,
    ) -> None:
        self.requests = 0
        self._addresses = addresses
        self._contact = contact
        self._budget = budget
        self._limits = limits or Limits()
        self._timing = timing or Timing()
        self._clock = self._timing.clock
        self._pacers = {each: Pacer(each, self._timing, key=bool(contact.ncbi_key)) for each in SERVICES}
        self._breakers = {each: Breaker() for each in SERVICES}
        self._lock = threading.Lock()
        self._opened: tuple[requests.Session, Guard] | None = None
        self._end: float | None = None
        self._silent: dict[Service, float] = {}  # who was not reached, and since when, while nobody ever was
        self._anyone_reached = False

    def ask(self, ask: Ask, read: Callable[[Answer], T]) -> T:
        """What `read` makes of the answer; it sees the statuses 200, 400 and 404, and may raise a Fault itself.

        Raises:
            Fault: there was no answer, or none that `read` could use.
        """
        from tenacity import Retrying, retry_if_exception

        with self._lock:
            started = self._clock()
            if self._end is None:
                self._end = started + self._budget
        retrying = Retrying(
            sleep=self._timing.sleep,
            wait=self._wait,
            stop=lambda state: self._enough(state, started),
            retry=retry_if_exception(lambda error: isinstance(error, Fault) and error.retry),
            retry_error_callback=lambda state: self._give_up(ask.service, state),
        )
        result: T = retrying(self._try, ask, read, started)
        return result

    @property
    def short_of_time(self) -> bool:
        """Whether less than a quarter of the run's time is left: what costs many requests should end."""
        return self._left() < self._budget / 4

    def leave(self, service: Service, reason: str) -> None:
        """Do not ask a service any more in this run."""
        self._breakers[service].failed(reason, last=True)

    def close(self) -> None:
        """Close the connections."""
        with self._lock:
            opened, self._opened = self._opened, None
        if opened:
            opened[0].close()

    def _left(self) -> float:
        return self._budget if self._end is None else self._end - self._clock()

    def _wait(self, state: RetryCallState) -> float:
        return max(_fault(state).after, backoff(state.attempt_number, self._timing.chance))

    def _enough(self, state: RetryCallState, started: float) -> bool:
        """Is there no point in another try after the wait that is due?"""
        wait = state.upcoming_sleep
        if state.attempt_number >= self._limits.tries or wait > self._limits.wait or wait >= self._left():
            return True
        unreachable = isinstance(_fault(state), Unreachable)
        return unreachable and self._clock() + wait + self._limits.connect / 2 > self._patience_ends(started)

    def _give_up(self, service: Service, state: RetryCallState) -> NoReturn:
        fault = _fault(state)
        reason = fault.reason
        if state.attempt_number < self._limits.tries and not isinstance(fault, Unreachable):
            reason = f"{reason}, longer than this run may wait" if fault.after else f"{reason}, and the time ran out"
        if fault.after or isinstance(fault, Unreachable):
            self._breakers[service].failed(reason, last=True)
        raise Fault(reason)

    def _try(self, ask: Ask, read: Callable[[Answer], T], started: float) -> T:
        breaker = self._breakers[ask.service]
        if breaker.reason:
            raise Fault(breaker.reason)
        try:
            answer = self._fetch(ask, started)
        except (OutOfTime, NeverAsked):
            raise
        except Fault as fault:
            if not (ask.divisible and isinstance(fault, Refused)):
                breaker.failed(fault.reason)
            raise
        try:
            result = read(answer)
        except Fault as fault:
            if fault.retry:  # a limit that is told in a 200, an answer that was cut off
                breaker.failed(fault.reason)
            raise
        except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
            # A reader that stumbles over an answer has not found out that something does not exist.
            raise Fault(f"{NAMES[ask.service]} answered with something that is no answer") from None
        breaker.worked()
        return result

    def _fetch(self, ask: Ask, started: float) -> Answer:
        """One try: a request, and those that its redirects lead to."""
        name, base = NAMES[ask.service], self._addresses.of(ask.service)
        query, form = dict(ask.query), None if ask.form is None else dict(ask.form)
        if ask.service == "pubmed":
            # Always a POST (all E-utilities take it): addresses end up in logs, and this one would hold the key.
            query, form = {}, query | (form or {}) | self._introduction()
        try:
            url = address(base, ask.path, query)
            # ecitmatch wants its bars as they are; everybody else takes them so too.
            data = None if form is None else urlencode(form, safe="|").encode("ascii")
        except UnicodeError:  # half a character, which no encoding can carry
            url = None
        if url is None:
            raise NeverAsked(f"{name} cannot be asked about this identifier")
        seen = {url}
        while True:
            answer = self._send(ask.service, url, data, started)
            if answer.status not in _REDIRECTS or not ask.redirects or data is not None:
                moved = urlsplit(url).path.removeprefix(urlsplit(base).path).lstrip("/") if len(seen) > 1 else ""
                return self._judged(ask.service, answer._replace(moved=moved))
            url = followed(base, url, answer.headers.get("location", ""))
            if url is None or self._names_us(url):
                raise Fault(f"{name} sent us to an address that is not its own")
            if url in seen or len(seen) > _MOST_REDIRECTS:
                raise Fault(f"{name} sent us round in circles")
            seen.add(url)

    def _names_us(self, url: str) -> bool:
        """Whether an address repeats who we are: addresses end up in logs."""
        plain = unquote(url)
        return any(each and each in plain for each in (self._contact.email, self._contact.ncbi_key))

    def _introduction(self) -> dict[str, str]:
        """What NCBI wants to know of every program (NBK25497)."""
        said = {"tool": "medlint", "email": self._contact.email, "api_key": self._contact.ncbi_key}
        return {name: value for name, value in said.items() if value}

    def _send(self, service: Service, url: str, data: bytes | None, started: float) -> Answer:
        from lint.resolve.registries.attempt import Patience, Request, attempt

        name, session, pacer = NAMES[service], self._session(), self._pacers[service]
        with pacer.turn(self._clock() + self._left()) as ours:
            begun = self._clock()
            left = self._left()
            if not ours or left <= 0:
                raise OutOfTime(f"there was no time left to ask {name}")
            connect = self._connect_limit(service, started, begun)
            with self._lock:
                self.requests += 1
            patience = Patience(min(connect, left), min(self._limits.call, left))
            try:
                answer = attempt(*session, Request(name, url, data, pacer.sent), patience)
            except Fault as fault:
                self._note(service, begun, reached=not (isinstance(fault, Unreachable) and fault.retry))
                if self._left() <= 0:
                    raise OutOfTime(f"{name} had not answered when the time of this run was up") from None
                raise
            self._note(service, begun, reached=True)
        if service == "crossref":
            pacer.learn(answer.headers)
        return answer

    def _judged(self, service: Service, answer: Answer) -> Answer:
        """The answer, if a reader may see it."""
        name, status = NAMES[service], answer.status
        if status in READ:
            if status == 200 and not answer.body:
                raise Fault(f"{name} answered with nothing", retry=True)
            return answer
        if status in _FOR_A_WHILE:
            after = asked_wait(answer.headers, self._timing.now())
            self._pacers[service].hold(after)
            said = "asked for patience" if status == 429 else "answered with an error"
            raise Fault(f"{name} {said} ({status})", retry=True, after=after)
        if 300 <= status < 400:
            raise Fault(f"{name} sent us to another address, where we do not follow ({status})")
        if 400 <= status < 600:
            kind = Refused if status in _PERHAPS_IN_PART else Fault
            raise kind(f"{name} refused the request ({status})")
        raise Fault(f"{name} answered with something that is no answer ({status})")

    def _note(self, service: Service, begun: float, *, reached: bool) -> None:
        with self._lock:
            if reached:
                self._anyone_reached = True
                self._silent.clear()
            elif not self._anyone_reached:
                self._silent.setdefault(service, begun)

    def _patience_ends(self, started: float) -> float:
        """Until when to try to reach a service whose first try began then.

        As long as nobody was reached at all, it may be the network that is down: then the services share one patience,
        so that a run without a network ends within five seconds.
        """
        with self._lock:
            return min([started, *self._silent.values()]) + self._limits.unreachable

    def _connect_limit(self, service: Service, started: float, now: float) -> float:
        """How long this try may take to reach the service.

        The first try of a second service is hardly shortened, for it may be the other one alone that is down; when two
        were silent it is the network.
        """
        whole, rest = self._limits.connect, self._patience_ends(started) - now
        with self._lock:
            others = len(self._silent.keys() - {service})
        return min(whole, max(rest, whole / 5 if others > 1 else whole * 2 / 3))

    def _session(self) -> tuple[requests.Session, Guard]:
        from lint.resolve.registries.connection import Guard, open_session

        with self._lock:
            if self._opened is None:
                guard = Guard(default_hosts())
                reach = f"; mailto:{self._contact.email}" if self._contact.email else ""
                self._opened = (open_session(guard, f"medlint/{__version__} ({PROJECT}{reach})"), guard)
            return self._opened


def _fault(state: RetryCallState) -> Fault:
    error = state.outcome.exception() if state.outcome else None
    return error if isinstance(error, Fault) else Fault("nothing was asked")
