"""The formats of a report, one module each with a `render`; imported when asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

if TYPE_CHECKING:
    from lint.report import Report

NAMES = ("text", "json", "github", "gitlab", "junit", "rdjson", "sarif", "markdown")


class Layout(NamedTuple):
    """How a report is laid out for people: coloured, short, with counts by rule.

    `width` is that of the terminal in cells, 0 where lines are not to be broken; `links` tells that it shows them.
    `languages` are those in which messages are shown, if they can be (`lint.translation`); none is English.
    """

    color: bool = False
    quiet: bool = False
    statistics: bool = False
    width: int = 0
    links: bool = False
    languages: tuple[str, ...] = ()


class Render(Protocol):
    """Turns a report into the text of a format, with a final line feed."""

    def __call__(self, report: Report, layout: Layout, /) -> str:
        """The report in this format."""
        ...


def renderer(name: str) -> Render:
    """The `render` of the format of that name.

    Raises:
        KeyError: there is no such format.
    """
    if name not in NAMES:
        raise KeyError(name)
    return cast("Render", import_module(f"lint.formats.{name}").render)
