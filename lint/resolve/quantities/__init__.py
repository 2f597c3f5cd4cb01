"""Quantities with units in a text: which there are, how they are stored in a lock, and whether one holds another."""

from __future__ import annotations

from lint.resolve.quantities.agreement import holds
from lint.resolve.quantities.model import Hedge, Quantity
from lint.resolve.quantities.reading import numbers, quantities

__all__ = ["Hedge", "Quantity", "holds", "numbers", "quantities"]
