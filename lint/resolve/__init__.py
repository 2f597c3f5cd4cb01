"""What the registries said of a reference's identifiers, and what follows from it."""

from __future__ import annotations
