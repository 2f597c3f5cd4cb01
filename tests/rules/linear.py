"""Whether something takes time in proportion to the length of a text, also on a machine that is busy otherwise."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import process_time

_RUNS = 5
_FOURFOLD = 8  # at most so much for four times the length; a square would cost sixteen times as much
_UNMEASURED = 1e-3  # seconds below which a clock tells nothing


def linear(act: Callable[[int], object], length: int) -> bool:
    """Whether acting on four times the length costs less than eight times as much, in one of several runs.

    What is quadratic costs sixteen times as much in each of them; what disturbs a run does not disturb them all.
    """
    return any(_cost(act, 4 * length) < _FOURFOLD * _cost(act, length) + _UNMEASURED for _ in range(_RUNS))


def _cost(act: Callable[[int], object], length: int) -> float:
    gc.disable()  # a collection walks through whatever the other tests have left, not through this text
    try:
        begun = process_time()
        act(length)
        return process_time() - begun
    finally:
        gc.enable()
