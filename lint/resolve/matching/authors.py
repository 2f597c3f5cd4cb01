"""The authors of a record against those of a text: by position, up to "et al.".

Only the family name and the first initial count. The excuses are those that an audit of some 91,000 names by another
checker (bibaudit) found to be needed: naive comparison flags many lists, and four of five of them wrongly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from lint.resolve.matching import names
from lint.resolve.matching.byline import Byline, Cited
from lint.resolve.matching.names import Name

Kind = Literal["name", "initials", "missing", "extra", "order", "cut"]

# Longer lists are compared up to here; nobody types more names by hand.
_LONGEST = 60
# As many differences of one list as a reader wants to see.
_TOLD = 3
# PubMed's own limits on the number of authors: 10 until 1995, 24 or 25 until 1999 (NLM, "Authorship in MEDLINE").
_TRUNCATED = {10: 1996, 24: 2000, 25: 2000}


class Slip(NamedTuple):
    """Where the lists part: the place in the text, the cited name and the record's; either may be empty."""

    kind: Kind
    start: int
    end: int
    said: Cited | None
    recorded: str


def slips(byline: Byline, lists: Sequence[Sequence[str]], year: int | None) -> list[Slip]:
    """What differs from the nearest of several lists of authors, one for each registry; nothing if one of them fits."""
    best: list[Slip] | None = None
    for authors in lists:
        if not any(_is(cited, author) for cited in byline.names[:_LONGEST] for author in authors[:_LONGEST]):
            continue  # these are no names at all, or those of another paper, which the first author tells
        found = _exchanged(list(_against(byline, authors, year))) if byline.names and authors else []
        if best is None or len(found) < len(best):
            best = found
        if not found:
            return []
    return (best or [])[:_TOLD]


def _exchanged(found: list[Slip]) -> list[Slip]:
    """An author who is missing in one place and one too many in another stands in the wrong place; so do two of whom
    each stands in the other's.
    """
    replaced = [each for each in found if each.kind == "name" and each.said is not None]
    for one, other in pairwise(replaced):
        if _is(one.said, other.recorded) and _is(other.said, one.recorded):
            return [one._replace(kind="order") if each is one else each for each in found if each is not other]
    moved = [each.said for each in found if each.kind == "order"]
    return [each for each in found if each.kind != "missing" or not any(_is(said, each.recorded) for said in moved)]


def _is(cited: Cited | None, author: str) -> bool:
    return cited is not None and names.likeness(names.name_of(author), cited) in ("same", "initials")


def _against(byline: Byline, authors: Sequence[str], year: int | None) -> Iterator[Slip]:
    if any(names.is_crowd(author) for author in authors):
        return  # all names in one slot
    known = [names.name_of(author) for author in authors]
    tail = byline.names[byline.gap :] if byline.gap is not None else ()
    cited = merged(byline.names[: byline.gap][: 2 * _LONGEST], known[: 3 * _LONGEST])
    if not names.comparable(known) or (len(cited) == 1 and not cited[0].sure):
        return
    if (
        tail
        and tail[-1].sure
        and known[-1].initials
        and all(names.likeness(known[-1], each) == "other" for each in tail)
    ):
        yield Slip("name", tail[-1].start, tail[-1].end, tail[-1], authors[-1])
    yield from _aligned(
        cited[:_LONGEST],
        known,
        authors,
        open_end=byline.cut or byline.gap is not None or len(cited) > _LONGEST,
        year=year,
    )


def merged(cited: Sequence[Cited], known: Sequence[Name]) -> list[Cited]:
    """The names with given names put to their families ("Tansley, Rose B., Peter Okoro"), as the record tells."""
    merged: list[Cited] = []
    for each in cited:
        before = merged[-1] if merged else None
        if before is not None and not before.initials and _is_given(each, before, known):
            given = each.initials[:1] if each.initials and each.start < each.words[0].start else each.words[0].word[0]
            merged[-1] = before._replace(initials=given + each.initials, end=each.end)
        else:
            merged.append(each)
    return merged


def _is_given(each: Cited, family: Cited, known: Sequence[Name]) -> bool:
    """Whether a name is the given one of the family before it, and no other author's."""
    if not each.words or len(family.words) > 3:
        return False
    letters = {each.words[0].word[0], each.initials[:1]}
    owners = [name for name in known if name.initials[:1] in letters and names.likeness(name, family) == "same"]
    return bool(owners) and all(
        names.likeness(name, each._replace(initials="")) in ("other", "unknown")
        for name in known
        if name.initials and name is not owners[0]
    )


def _aligned(
    cited: Sequence[Cited], known: Sequence[Name], authors: Sequence[str], *, open_end: bool, year: int | None
) -> Iterator[Slip]:
    likes = [names.likeness(name, each) for name, each in zip(known, cited, strict=False)]
    if len(cited) <= len(known) and "other" not in likes and "initials" not in likes:
        # The usual case: all in their places; what is left of the record is said by "et al.".
        left = next((at for at in range(len(cited), len(known)) if _counts(known, at)), None)
        if left is not None and not open_end:
            yield Slip("cut", cited[-1].start, cited[-1].end, None, authors[left])
        return
    cited = [_within_group(each, known) for each in cited]
    known = known[: len(cited) + _LONGEST]
    steps = _path(cited, known, open_end=open_end)
    for position, (place, at) in enumerate(steps):
        if place is None and at is not None:
            if position and steps[position - 1][0] is None:
                continue  # told with the one before
            gone = [each for each in _behind(steps, position) if _counts(known, each)]
            before = [place for place, _ in steps[:position] if place is not None]
            near = cited[before[-1] if before else 0]
            if gone and not any(place is not None for place, _ in steps[position:]):
                yield Slip("cut", near.start, near.end, None, authors[gone[0]])
            elif gone:
                yield Slip("missing", near.start, near.end, None, ", ".join(authors[each] for each in gone))
        elif place is not None:
            said = cited[place]
            like = "extra" if at is None else names.likeness(known[at], said)
            if like == "extra" and said.sure and not _is_excused(steps, position, cited, len(known), year):
                elsewhere = next((author for author in authors if _is(said, author)), "")
                yield Slip("order" if elsewhere else "extra", said.start, said.end, said, elsewhere)
            elif at is not None and (like == "initials" or (like == "other" and said.sure)):
                yield Slip("initials" if like == "initials" else "name", said.start, said.end, said, authors[at])


_Steps = Sequence[tuple[int | None, int | None]]


def _behind(steps: _Steps, position: int) -> Iterator[int]:
    """The authors of the record that stand from here on without a name beside them."""
    for place, at in steps[position:]:
        if place is not None or at is None:
            return
        yield at


def _is_excused(steps: _Steps, position: int, cited: Sequence[Cited], known: int, year: int | None) -> bool:
    """Whether the registry, and not the text, is at fault with a name too many."""
    if known in _TRUNCATED and (year or 9999) < _TRUNCATED[known] and all(at is None for _, at in steps[position:]):
        return True
    # A registry that lost the first author has all others in their order.
    leads = position == 0 or (position == 1 and steps[0][1] is None and not cited[0].initials)
    return leads and sum(place is not None and at is not None for place, at in steps) >= 3


def _within_group(cited: Cited, known: Sequence[Name]) -> Cited:
    """A name that is a part of a group's name, which a list cuts at its "and"."""
    parts = {token.word for name in known if not name.initials and len(name.family) > 1 for token in name.family}
    return cited._replace(sure=cited.sure and any(token.word not in parts for token in cited.words))


def _counts(known: Sequence[Name], at: int) -> bool:
    """Whether an author has to be named: a group may be left out, and who stands in the record twice is named once."""
    name = known[at]
    return bool(name.initials and name.family) and all(
        (other.initials, [token.word for token in other.family])
        != (name.initials, [token.word for token in name.family])
        for other in known[:at]
    )


def _path(cited: Sequence[Cited], known: Sequence[Name], *, open_end: bool) -> list[tuple[int | None, int | None]]:
    """The cheapest way to lay the two lists beside each other, as pairs of positions."""
    rows, columns = len(cited), len(known)
    extra = [1.0 if each.sure else 0.0 for each in cited]
    missing = [1.0 if _counts(known, at) else 0.0 for at in range(columns)]
    cost = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows + 1):
        for column in range(columns + 1):
            if row or column:
                cost[row][column] = min(each for each, _ in _moves(cost, cited, known, extra, missing, row, column))
    row, column = rows, columns
    if open_end:
        column = min(range(columns + 1), key=lambda at: (cost[rows][at], at))
    steps: list[tuple[int | None, int | None]] = []
    while row or column:
        _, (down, right) = min(_moves(cost, cited, known, extra, missing, row, column), key=lambda move: move[0])
        steps.append((row - 1 if down else None, column - 1 if right else None))
        row, column = row - down, column - right
    return steps[::-1]


_COST = {"same": 0.0, "unknown": 0.1, "initials": 0.6, "other": 0.98}


def _moves(
    cost: Sequence[Sequence[float]],
    cited: Sequence[Cited],
    known: Sequence[Name],
    extra: Sequence[float],
    missing: Sequence[float],
    row: int,
    column: int,
) -> Iterator[tuple[float, tuple[int, int]]]:
    if row and column:
        yield cost[row - 1][column - 1] + _COST[names.likeness(known[column - 1], cited[row - 1])], (1, 1)
    if row:
        yield cost[row - 1][column] + extra[row - 1], (1, 0)
    if column:
        yield cost[row][column - 1] + missing[column - 1], (0, 1)
