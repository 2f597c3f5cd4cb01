"""Quantities with units in a text: which there are, how they are stored in a lock, and whether one holds another."""

from __future__ import annotations

from lint.memory import remembered
from lint.resolve.quantities import reading
from lint.resolve.quantities.agreement import holds
from lint.resolve.quantities.model import Hedge, Quantity
from lint.resolve.quantities.reading import numbers

__all__ = ["Hedge", "Quantity", "holds", "numbers", "quantities"]

quantities = remembered(reading.quantities)
