"""Answers for decoders, without a server."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lint.resolve.registries.transport import Answer, Fault

RECORDED = Path(__file__).parents[3] / "data" / "registries"


def answer(body: bytes, status: int = 200) -> Answer:
    """An answer with this body."""
    return Answer(status, body, {})


def said(value: object, status: int = 200) -> Answer:
    """An answer in JSON."""
    return answer(json.dumps(value).encode(), status)


def recorded(name: str) -> Any:
    """The JSON of a recorded answer."""
    return json.loads((RECORDED / name).read_text(encoding="utf-8"))


def fault(read: Callable[[Answer], object], given: Answer) -> Fault:
    """The fault that a decoder finds; it must find one."""
    with pytest.raises(Fault) as caught:
        read(given)
    return caught.value
