"""The rule pack of medlint: one rule family, one module.

The list is written out; its order is that of `medlint rules`.
"""

from __future__ import annotations

from lint.rule import Family
from rules import (
    accountability,
    citations,
    disclaimer,
    dosing,
    hidden_characters,
    identifiers,
    links,
    numbers,
    resolution,
)

PACK: tuple[Family, ...] = (
    disclaimer.FAMILY,
    identifiers.FAMILY,
    citations.FAMILY,
    links.FAMILY,
    resolution.FAMILY,
    numbers.FAMILY,
    dosing.FAMILY,
    hidden_characters.FAMILY,
    accountability.FAMILY,
)
