"""Names inside a repository and the links on their way: pure text, whether on disk or in a commit."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

_LINKS = 40  # as many as Linux follows on one path (path_resolution(7))


class Route(NamedTuple):
    """Where a name leads: the name without links, None when it leads out of the repository; and the links passed."""

    name: str | None
    links: tuple[str, ...] = ()


def route(name: str, link: Callable[[str], str | None]) -> Route:
    """Follow the links on the way of a name; `link` tells where the link of a name leads, None when it is none."""
    ahead, done, links = deque(name.split("/")), list[str](), list[str]()
    while ahead:
        part = ahead.popleft()
        if part in ("", "."):
            continue
        if part == "..":
            if not done:
                return Route(None, tuple(links))
            done.pop()
            continue
        done.append(part)
        here = "/".join(done)
        if (target := link(here)) is not None:
            links.append(here)
            if len(links) > _LINKS or target.startswith("/"):
                return Route(None, tuple(links))
            done.pop()
            ahead.extendleft(reversed(target.split("/")))
    return Route("/".join(done), tuple(links))


def folders(names: Iterable[str]) -> Iterator[str]:
    """The folders that names lie in, up to the top, which is `.`; each once."""
    seen: set[str] = set()
    for name in names:
        here = name
        while here != ".":
            here = here.rpartition("/")[0] or "."
            if here in seen:
                break
            seen.add(here)
            yield here
