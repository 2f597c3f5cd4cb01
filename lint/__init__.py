"""medlint's engine: documents with exact places, references, rules, reports, and the doors to them."""

from __future__ import annotations

__version__ = "0.1.0"
