"""What a registry is asked about."""

from __future__ import annotations

from typing import NamedTuple


class Asked(NamedTuple):
    """One reference: its identifiers, normalised and well formed, and its text without the label."""

    doi: str = ""
    pmid: str = ""
    text: str = ""
