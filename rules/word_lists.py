"""Word lists in sections: the form of the data files that lie beside several rule families."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def sections(path: Path) -> dict[str, tuple[str, ...]]:
    """The sections of a data file: `[section]` lines, each followed by its entries; `#` begins a comment.

    Raises:
        OSError: it cannot be read.
    """
    found: dict[str, list[str]] = {}
    entries: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            entries = found.setdefault(line[1:-1], [])
        elif line.strip() and not line.startswith("#"):
            entries.append(line)
    return {section: tuple(lines) for section, lines in found.items()}
