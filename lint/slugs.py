"""The fragments by which a heading can be linked, as the widespread renderers make them."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable

from lint.memory import remembered


def slugs(headings: Iterable[str]) -> set[str]:
    """The fragments of a document's headings, each as GitHub, Hugo, kramdown and Python-Markdown spell it.

    Generous on purpose: which renderer publishes the article is not known, and a link that works in one of them
    must not be called broken.
    """
    found: set[str] = set()
    seen: Counter[str] = Counter()
    for heading in headings:
        github, spelt = _spellings(heading)
        number = seen[github]
        seen[github] += 1
        found |= spelt
        if number:
            for slug in spelt:
                found.update((f"{slug}-{number}", f"{slug}_{number}", f"{slug}-{number + 1}"))
    return found


@remembered
def _spellings(heading: str) -> tuple[str, frozenset[str]]:
    """GitHub's fragment of a heading, by which it counts equal ones, and all fragments."""
    text = heading.strip().lower()
    github = _kept(text, "_- ").replace(" ", "-")
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    kramdown = _kept(ascii_only, "- ").lstrip("0123456789- ").replace(" ", "-")
    dashed = "-".join(_kept(ascii_only, "_- \t\n").replace("-", " ").split())
    hugo = "-".join(filter(None, github.split("-")))
    return github, frozenset((github, kramdown, dashed, hugo)) - {""}


def _kept(text: str, signs: str) -> str:
    """Letters, digits and the signs given."""
    return "".join(character for character in text if character.isalnum() or character in signs)
