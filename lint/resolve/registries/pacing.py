"""How often a service may be asked, how long to wait after a failure, and when to leave it alone."""

from __future__ import annotations

import random
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from lint.resolve.registries.services import Service

# A little more than the second that the services count in: requests of one second here may arrive within less there.
_WINDOW = 1.05
# Requests a second. NCBI: 3, with a key 10 (NBK25497). Crossref: 3 for lists of works since 2025-12, until its headers
# say otherwise. doi.org and DataCite publish none or more than we need (DataCite 500 in 5 minutes, without an e-mail).
_RATES: Mapping[Service, int] = {"crossref": 3, "pubmed": 3, "doi.org": 5, "datacite": 5}
_WITH_KEY = 10
# Crossref's headers may speed us up to what its polite pool allowed in 2026, no further,
# and slow us down to one request in ten seconds.
_FASTEST = 10
_SLOWEST = 0.1


class Timing(NamedTuple):
    """Where time and chance come from: a monotonic clock, waiting, the time of day (seconds), a number from 0 to 1."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.time
    chance: Callable[[], float] = random.random


class Pacer:
    """Lets no more than so many requests to one service begin in any one second, and one at a time.

    Crossref's public pool takes no two at once (header x-concurrency-limit: 1, recorded in 2026), and nobody else minds
    waiting: a handful of batches is all we have. Safe in several threads.
    """

    def __init__(self, service: Service, timing: Timing, *, key: bool = False) -> None:
        self._rate = _WITH_KEY if key and service == "pubmed" else _RATES[service]
        self._window = _WINDOW
        self._clock = timing.clock
        self._sleep = timing.sleep
        self._lock = threading.Lock()
        self._turn = threading.Lock()
        self._begun: deque[float] = deque(maxlen=_FASTEST)
        self._held = float("-inf")

    @contextmanager
    def turn(self, latest: float) -> Iterator[bool]:
        """Wait for our turn; False when it does not come before `latest`, a reading of the clock."""
        if not self._turn.acquire(timeout=min(max(latest - self._clock(), 0), threading.TIMEOUT_MAX)):
            yield False
            return
        try:
            begin = self._reserve(latest)
            if begin is not None and (wait := begin - self._clock()) > 0:
                self._sleep(wait)
            yield begin is not None
        finally:
            self._turn.release()

    def _reserve(self, latest: float) -> float | None:
        """The moment at which the next request may begin, which is then taken; None if that is too late."""
        with self._lock:
            begin = max(self._clock(), self._held)
            if len(self._begun) >= self._rate:
                begin = max(begin, self._begun[-self._rate] + self._window)
            if begin >= latest:
                return None
            self._begun.append(begin)
            return begin

    def sent(self) -> None:
        """The request whose turn it is goes out now: that counts, not when its connection was begun."""
        with self._lock:
            if self._begun:
                self._begun[-1] = self._clock()

    def hold(self, seconds: float) -> None:
        """Let nothing begin for so long: the service asked for it."""
        with self._lock:
            self._held = max(self._held, self._clock() + seconds)

    def learn(self, headers: Mapping[str, str]) -> None:
        """Take Crossref's word for its limits (x-rate-limit-limit, x-rate-limit-interval: "1s") if it is plausible."""
        limit = re.fullmatch(r"[0-9]{1,4}", headers.get("x-rate-limit-limit", "").strip())
        interval = re.fullmatch(r"([0-9]{1,2})s?", headers.get("x-rate-limit-interval", "").strip())
        if not limit or not interval or not int(limit[0]) or not int(interval[1]):
            return
        rate = min(int(limit[0]) / int(interval[1]), _FASTEST)
        if rate < _SLOWEST:
            return
        with self._lock:
            self._rate = max(int(rate), 1)
            self._window = _WINDOW * self._rate / rate


class Breaker:
    """Counts a service's faults in a row; after three of them, `reason` says why it is not asked any more."""

    def __init__(self, faults: int = 3) -> None:
        self._lock = threading.Lock()
        self._reasons: list[str] = []
        self._faults = faults
        self._reason = ""

    @property
    def reason(self) -> str:
        """The first reason of those that opened it; empty while the service may be asked."""
        return self._reason

    def failed(self, reason: str, *, last: bool = False) -> None:
        """The service failed; `last` when there is no point in asking it again."""
        with self._lock:
            self._reasons.append(reason)
            if not self._reason and (last or len(self._reasons) >= self._faults):
                self._reason = reason if last else self._reasons[0]

    def worked(self) -> None:
        """The service answered."""
        with self._lock:
            self._reasons.clear()


def backoff(tries: int, chance: Callable[[], float]) -> float:
    """Seconds to wait after so many tries: at random below a bound that doubles ("full jitter", AWS 2015)."""
    return chance() * min(0.5 * 2.0 ** (tries - 1), 8.0)


def asked_wait(headers: Mapping[str, str], now: float) -> float:
    """The seconds that Retry-After asks for, 0 when it says nothing useful (RFC 9110, 10.2.3: seconds or a date).

    A date is compared with the server's own clock where it tells it, so that ours may be wrong; `now` is ours.
    """
    asked = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", asked):
        return float(asked)
    until = _date(asked)
    if until is None:
        return 0.0
    told = _date(headers.get("date", ""))
    return max(until - (now if told is None else told), 0.0)


def _date(text: str) -> float | None:
    if len(text) > 64:
        return None
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, TypeError, OverflowError, OSError, IndexError):  # what the standard library lets through
        return None
