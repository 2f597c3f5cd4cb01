"""Questions are put in batches: what each service takes at once, and what an address can hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar
from urllib.parse import quote

T = TypeVar("T")

# Web servers take addresses of 8 kB as a rule (nginx, "large_client_header_buffers"); this leaves room for the rest.
_ADDRESS = 6_000


def batches(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """The items in order, so many at a time (itertools.batched comes with Python 3.12)."""
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield tuple(batch)
            batch = []
    if batch:
        yield tuple(batch)


def addressed(dois: Iterable[str], size: int) -> Iterator[tuple[str, ...]]:
    """DOIs in order, so many at a time and no more than one address holds."""
    for batch in batches(dois, size):
        part: list[str] = []
        length = 0
        for doi in batch:
            longer = len(quote(doi, safe="")) + len("doi%3A%2C")
            if part and length + longer > _ADDRESS:
                yield tuple(part)
                part, length = [], 0
            part.append(doi)
            length += longer
        yield tuple(part)
