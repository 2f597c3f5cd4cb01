"""What follows from the registries' answers: is this reference the paper that its text describes?"""

from __future__ import annotations

from typing import NamedTuple

from lint.records import Resolution
from lint.references.model import Reference


class ResolvedReference(NamedTuple):
    """A reference with what the registries say of each of its identifiers; None where it has no such identifier."""

    reference: Reference
    doi: Resolution | None
    pmid: Resolution | None
