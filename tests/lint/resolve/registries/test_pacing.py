"""How often, how long, and when no more."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.resolve.registries.pacing import Breaker, Pacer, backoff
from tests.lint.resolve.registries.asking import StoppedClock

FOREVER = 1e9


def _moments(pacer: Pacer, clock: StoppedClock, count: int, connecting: float = 0.0) -> list[float]:
    """When so many requests went out, every fifth after so many seconds of connecting."""
    moments = []
    for number in range(count):
        with pacer.turn(FOREVER) as ours:
            assert ours
            clock.time += 0.0 if number % 5 else connecting
            pacer.sent()
            moments.append(clock.time)
    return moments


RATES = [
    ("crossref", False, 3),
    ("crossref", True, 3),
    ("pubmed", False, 3),
    ("pubmed", True, 10),
    ("doi.org", False, 5),
    ("datacite", False, 5),
]


@pytest.mark.parametrize(("service", "key", "rate"), RATES)
@pytest.mark.parametrize("connecting", [0.0, 0.9])
def test_so_many_in_a_second(service: Any, key: bool, rate: int, connecting: float) -> None:
    """No window of a second holds more than allowed, however long connecting took, and hardly any time is wasted."""
    clock = StoppedClock()
    moments = _moments(Pacer(service, clock.timing(), key=key), clock, 31, connecting)

    assert all(later - earlier > 1 for earlier, later in zip(moments, moments[rate:], strict=False))
    if not connecting:
        assert moments[-1] - moments[0] < 1.3 * 30 / rate


@pytest.mark.parametrize(
    ("headers", "rate"),
    [
        ({"x-rate-limit-limit": "10", "x-rate-limit-interval": "1s"}, 10),
        ({"x-rate-limit-limit": "5", "x-rate-limit-interval": "1s"}, 5),
        ({"x-rate-limit-limit": "1", "x-rate-limit-interval": "1s"}, 1),
        ({"x-rate-limit-limit": "50", "x-rate-limit-interval": "1s"}, 10),
        ({"x-rate-limit-limit": "9999", "x-rate-limit-interval": "1s"}, 10),
        ({"x-rate-limit-limit": "30", "x-rate-limit-interval": "60s"}, 0.5),
        ({"x-rate-limit-limit": "5"}, 3),
        ({"x-rate-limit-limit": "0", "x-rate-limit-interval": "1s"}, 3),
        ({"x-rate-limit-limit": "5", "x-rate-limit-interval": "0s"}, 3),
        ({"x-rate-limit-limit": "-5", "x-rate-limit-interval": "1s"}, 3),
        ({"x-rate-limit-limit": "5, 5", "x-rate-limit-interval": "1s"}, 3),
        ({"x-rate-limit-limit": "1", "x-rate-limit-interval": "99999s"}, 3),
        ({"x-rate-limit-limit": "1", "x-rate-limit-interval": "99s"}, 3),
        ({"x-rate-limit-limit": "five", "x-rate-limit-interval": "1 fortnight"}, 3),
    ],
)
def test_what_crossref_says_of_itself(headers: Mapping[str, str], rate: float) -> None:
    """Its headers set the rate, up to 10 a second and down to one in ten, when they make sense."""
    clock = StoppedClock()
    pacer = Pacer("crossref", clock.timing())
    pacer.learn(headers)
    moments = _moments(pacer, clock, 41)

    assert (moments[-1] - moments[0]) * rate == pytest.approx(44, rel=0.11)


def test_a_turn_that_comes_too_late() -> None:
    """Nobody waits for a turn beyond the end, and none is used up."""
    clock = StoppedClock()
    pacer = Pacer("pubmed", clock.timing())
    _moments(pacer, clock, 3)

    with pacer.turn(clock.time + 1) as ours:
        assert not ours
    assert clock.slept == []
    with pacer.turn(clock.time + 2) as ours:
        assert ours


def test_a_turn_that_somebody_else_has() -> None:
    """While one request is out, the next one waits no longer than it may."""
    clock = StoppedClock()
    pacer = Pacer("pubmed", clock.timing())

    with pacer.turn(FOREVER) as first, pacer.turn(clock.time) as second:
        assert (first, second) == (True, False)
    with pacer.turn(FOREVER) as third:
        assert third


def test_a_service_that_asks_for_a_pause() -> None:
    """Nothing begins before its end; a shorter one makes it no shorter."""
    clock = StoppedClock()
    pacer = Pacer("datacite", clock.timing())
    pacer.hold(7)
    pacer.hold(2)

    assert _moments(pacer, clock, 1) == [1007.0]


@given(chance=st.floats(0, 1), tries=st.integers(1, 1000))
def test_a_wait_has_bounds(chance: float, tries: int) -> None:
    """Never longer than eight seconds, never negative, and longer with every try."""
    assert 0 <= backoff(tries, lambda: chance) <= min(8.0, 0.5 * 2 ** min(tries, 10))
    assert all(backoff(a, lambda: chance) <= backoff(b, lambda: chance) for a, b in pairwise((1, 2, 3, 9)))


def test_a_breaker() -> None:
    """It opens after three faults in a row with the first reason, or at once with the last word."""
    breaker = Breaker()
    for reason in ("a", "b"):
        breaker.failed(reason)
    breaker.worked()
    for reason in ("c", "d"):
        breaker.failed(reason)
        assert breaker.reason == ""
    breaker.failed("e")
    breaker.failed("f")
    assert breaker.reason == "c"

    other = Breaker()
    other.failed("a")
    other.failed("b", last=True)
    assert other.reason == "b"
