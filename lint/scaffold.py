"""`medlint init`: a commented configuration, the gate of pull requests and the weekly look-up, this version pinned."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from lint import __version__

# Template beside this module -> where it goes.
TEMPLATES = {
    "medlint.toml": "medlint.toml",
    "content.yml": ".github/workflows/medlint.yml",
    "references.yml": ".github/workflows/medlint-references.yml",
}


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
        text = files("lint").joinpath("templates", template).read_text(encoding="utf-8")
        path.write_text(text.replace("@VERSION@", __version__), encoding="utf-8", newline="\n")
        written.append(path)
    return written, kept
