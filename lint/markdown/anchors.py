"""The id that the author of a heading gives it."""

from __future__ import annotations

import re


def explicit_id(heading: str) -> tuple[str, int] | None:
    """The id of a trailing `{#id}` (Pandoc, kramdown, Hugo) and where the heading's text ends; None without one."""
    start = heading.rfind("{")
    if start == -1 or not heading.endswith("}"):
        return None
    identifier = re.search(r"#([^\s}]+)", heading[start:])
    return (identifier[1], len(heading[:start].rstrip(" \t"))) if identifier else None
