"""How far a value goes in the text that states it: the comparison needs its first page, an auditor reads "107-15"."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from lint.resolve.matching.byline import Cited
from lint.resolve.matching.frame import Stated

Place = tuple[int, int]


class Read(NamedTuple):
    """A field as far as it was read: where, the record's value for it, and whether it is that value.

    `elsewhere` tells that the text may state it where nobody found it.
    """

    place: Place | None
    recorded: str
    same: bool = False
    elsewhere: bool = False


_DASH = "[-‐‑‒–—−]"


@cache
def _range() -> re.Pattern[str]:
    """What goes on behind a first page: "-15", "–S115", ".e1-107.e5"."""
    return re.compile(
        rf"(?:\.e\d{{1,4}})?(?:[ ]?{_DASH}[ ]?[A-Za-z]{{0,3}}\d{{1,12}}[A-Za-z]?(?:\.e\d{{1,4}})?)?(?![\d/])"
    )


def pages(text: str, page: Stated) -> Place:
    """The pages whose first one is given, with the letter before it ("S107-S115") and the last one."""
    behind = _range().match(text, page.end)
    letters = re.search(r"(?<![^\W_])[A-Z]{1,3}$", text[max(page.start - 4, 0) : page.start])
    return page.start - (len(letters[0]) if letters else 0), behind.end() if behind else page.end


@cache
def _joined() -> re.Pattern[str]:
    return re.compile(rf"(?:{_DASH}\d{{1,4}}(?!\d))?(?:\([^()\n]{{1,30}}\))?")


def volume(text: str, stated: Stated) -> Place:
    """The volume with those that it is joined with and the issue that is written onto it: "45-46", "12(3)"."""
    behind = _joined().match(text, stated.end)
    return stated.start, behind.end() if behind else stated.end


def name(text: str, cited: Cited) -> Place:
    """A name with the full stop of its last initial, which ends no sentence: "Tansley, R. B."."""
    spelled = text[cited.start : cited.end]
    dotted = re.search(r"(?<![^\W\d_])[^\W\d_]$", spelled) and ("." in spelled or "," in spelled)
    return cited.start, cited.end + (1 if dotted and text[cited.end : cited.end + 1] == "." else 0)


@cache
def _place_name() -> re.Pattern[str]:
    """A place or an edition in brackets, no issue and no date."""
    return re.compile(r"[ ]\((?=[^()\n]{0,40}[^\W\d_]{3})(?!Suppl|[A-Z][a-z]{2,8}[ ]\d)[^()\n]{3,40}\)")


def journal(text: str, place: Place) -> Place:
    """A journal's name with the dot of its last abbreviation and the place behind it: "Lancet (London, England)"."""
    start, end = place
    said = text[start:end]
    if said.count("(") > said.count(")") and (closing := text.find(")", end, end + 40)) > 0:
        return start, closing + 1
    if ". " in said and text[end : end + 1] == ".":
        end += 1
    behind = _place_name().match(text, end)
    return start, behind.end() if behind else end


_BRACKETS = {"(": ")", "[": "]", "“": "”", "«": "»", "¿": "?", "¡": "!"}


def title(text: str, place: Place) -> Place:
    """A title with the marks at its ends that belong to it: a question mark, brackets, "CD4+"."""
    start, end = place
    while start and (closing := _BRACKETS.get(text[start - 1])) and closing in text[start : end + 1]:
        start -= 1
    while end < len(text) and (text[end] in _OWN_MARKS or _closes(text[start:end], text[end])):
        end += 1
    return start, end


_OWN_MARKS = frozenset("?!+%®™′″°⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


def _closes(before: str, character: str) -> bool:
    opening = next((each for each in "([“«" if _BRACKETS[each] == character), "")
    return bool(opening) and before.count(opening) > before.count(character)
