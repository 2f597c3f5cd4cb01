"""The address of a request: always below the base of its service, whatever an identifier holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from urllib.parse import unquote, urlencode, urljoin, urlsplit


@cache
def _plain() -> re.Pattern[str]:
    """What RFC 3986 allows in a path: whatever else a DOI holds must come percent-encoded."""
    return re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2}){1,8000}")


def address(base: str, path: str, query: Mapping[str, str]) -> str | None:
    """The address of a path below a base; None when the path leads elsewhere or is not properly encoded."""
    if path.startswith("/") or not _stays(path):
        return None
    return f"{base}/{path}" + (f"?{urlencode(query)}" if query else "")


def _stays(path: str) -> bool:
    # HTTP libraries decode %2E and then take "." and ".." out of a path.
    return (
        bool(_plain().fullmatch(path))
        and "://" not in path
        and not any(unquote(part) in {".", ".."} for part in path.split("/"))
    )


def followed(base: str, current: str, location: str) -> str | None:
    """Where a redirect leads: another address of the same origin below the same base; None when it is any other."""
    if not re.fullmatch(r"[!-~]{1,8000}", location) or "\\" in location or "#" in location:
        return None
    try:
        target = urljoin(current, location)
        there, here = urlsplit(target), urlsplit(base)
        same = (there.scheme, there.netloc.lower()) == (here.scheme, here.netloc.lower())
    except ValueError:
        return None
    within = there.path.startswith(f"{here.path}/") and _stays(there.path)
    return target if same and within else None
