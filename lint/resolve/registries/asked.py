"""What a registry is asked about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

# How many of how many references are done.
Progress = Callable[[int, int], None]


class Asked(NamedTuple):
    """One reference: its identifiers, normalised and well formed, and its text without the label."""

    doi: str = ""
    pmid: str = ""
    text: str = ""

    @property
    def keys(self) -> Iterator[str]:
        """The keys under which a lock would hold its identifiers."""
        if self.doi:
            yield f"doi:{self.doi}"
        if self.pmid:
            yield f"pmid:{self.pmid}"
