"""The other ways to read a DOI whose end is not certain: a few end in a full stop or a bracket, some words cling to it.

Nobody can tell from the text alone; a registry can, once it is asked for the first reading and does not know it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lint.references.identifiers.doi_ends import next_thing, stopped, trimmed
from lint.references.model import is_form

_MOST = 2
_OPENING = {")": "(", "]": "[", ">": "<"}


def other_readings(head: str, suffix: str, rest: str, before: str, *, resolver: bool, page: bool) -> tuple[str, ...]:
    """The other readings of a DOI as written, best first, at most two.

    `head` is "10.5555/", `rest` what was cut off behind the suffix, `before` the text in front of the DOI and of its
    label. `resolver` and `page` tell that it stands in the resolver's address, or in another one.
    """
    found = [
        reading
        for each in (*_shorter(suffix), *_longer(suffix, stopped(rest), before, resolver=resolver, page=page))
        if is_form("doi", reading := head + each) and each != suffix
    ]
    return tuple(dict.fromkeys(found))[:_MOST]


@cache
def _clinging() -> re.Pattern[str]:
    """A word behind the last digit: the next sentence's, or one that a page shows beside the DOI ("Abstract")."""
    return re.compile(
        r"(?<=[\d)])\.?(?:[A-Z][a-z]{2,30}|accessed|available|retrieved|published|epub|abstract|full(?:text)?|pdf|html"
        r"|free|pubmed|crossref|medline|open|view|link)$"
    )


def _shorter(suffix: str) -> Iterator[str]:
    """Without what may be glued to it: "…0021Tansley", "…0021,2014"; no DOI with a comma was ever seen."""
    if "<" not in suffix and (mark := re.search(r"[,;?#]", suffix)):
        yield trimmed(suffix[: mark.start()])
    if word := _clinging().search(suffix):
        yield trimmed(suffix[: word.start()])


def _longer(suffix: str, rest: str, before: str, *, resolver: bool, page: bool) -> Iterator[str]:
    """With what was cut off and may be its own: a full stop, a bracket that closes nothing, what follows it."""
    marks = re.match(r"[._)\]>]{0,6}", rest)
    run = _inner(marks[0] if marks else "", before)
    if run and re.fullmatch(r"[._)\]>]{1,6}[,;:!?…†*'’‘]{0,3}", rest):
        if run[0] != "_" or not before.endswith("_"):
            yield suffix + run[0]
            if len(run) > 1 and run[1] != run[0]:
                yield suffix + run[:2]
    elif page:
        return  # the rest of a publisher's address is no part of the DOI
    elif resolver and rest.startswith("/"):
        yield suffix + trimmed(re.split(r"[?#]", rest, maxsplit=1)[0])
    elif rest[:1] in ("(", "[", "<") or run[:1] in _OPENING or re.match(r"[.]\w{4,14}[._-]?\d", rest):
        # "10.5555/(imag).2014)12" goes on; "[PubMed]" and "(see there)" are another thing.
        follows = next_thing().match(rest)
        if re.search(r"\d", rest) and (follows is None or rest[0] == "."):
            yield suffix + _inner(trimmed(rest), before)


def _inner(rest: str, before: str) -> str:
    """Without the brackets, and what stands behind them, that close one which opened in front of the DOI."""
    end = len(rest)
    for closing, opening in _OPENING.items():
        if closing in rest:
            open_there = _open(before, opening, closing)
            places = _unopened(rest, opening, closing)
            if open_there and places:
                end = min(end, places[max(len(places) - open_there, 0)])
    return rest[:end]


def _open(before: str, opening: str, closing: str) -> int:
    """How many brackets are open at the end of a text; "1)" closes none."""
    depth = 0
    for character in before:
        depth = depth + 1 if character == opening else max(depth - 1, 0) if character == closing else depth
    return depth


def _unopened(rest: str, opening: str, closing: str) -> list[int]:
    """Where brackets close that did not open in the same text."""
    depth, places = 0, []
    for index, character in enumerate(rest):
        if character == opening:
            depth += 1
        elif character == closing and depth:
            depth -= 1
        elif character == closing:
            places.append(index)
    return places
