"""`medlint init`: a commented configuration and the workflow that gates pull requests."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

# Template beside this module -> where it goes.
TEMPLATES = {"medlint.toml": "medlint.toml", "content.yml": ".github/workflows/medlint.yml"}


def write(directory: Path) -> tuple[list[Path], list[Path]]:
    """Write what is not there yet; the paths written, and those kept.

    Raises:
        OSError: a file cannot be written.
    """
    written: list[Path] = []
    kept: list[Path] = []
    for template, place in TEMPLATES.items():
        path = directory / place
        if path.exists():
            kept.append(path)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files("lint").joinpath("templates", template).read_bytes())
        written.append(path)
    return written, kept
