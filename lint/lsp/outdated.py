"""A lint that nobody waits for any more ends between two rules: of a long text it would hold up the next one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from lint.finding import Hit
from lint.packs import Pack
from lint.rule import Family, Page


class Outdated(BaseException):
    """The text was changed while it was looked at. No failure of a rule, which `Exception` would make of it."""


def stopping(packs: Sequence[Pack], go_on: Callable[[], None]) -> list[Pack]:
    """The packs with rules that stop where `go_on` raises: before a family looks at a text, and behind each hit."""
    return [pack._replace(families=tuple(_stopping(each, go_on) for each in pack.families)) for pack in packs]


def _stopping(family: Family, go_on: Callable[[], None]) -> Family:
    check: Callable[[Page], Iterable[Hit]] = family.check

    def checked(page: Page) -> Iterator[Hit]:
        go_on()
        for hit in check(page):
            yield hit
            go_on()

    return family._replace(check=checked)
