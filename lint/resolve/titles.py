"""A record's title looked for in the text of a reference, word by word.

A ratio of likeness cannot do this: "Type 1" changed to "Type 2" scores 0.97. Here every word of the title is laid
beside a word of the text, and what differs is judged by what it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from lint.resolve import wording
from lint.resolve.fold import Token, joined, same, tokens
from lint.resolve.wording import GRAVE, Kind

# Above this share of its words a title counts as found, with differences; below it, another paper is meant.
FOUND = 0.5
# A title of fewer words stands in any text by chance ("Pain", "Editorial").
TELLING = 4
_LONGEST = 80


class Change(NamedTuple):
    """Words of the title that the text has otherwise: their place in the text and both wordings.

    Where words are missing, `said` is empty and the place is that of the word before them.
    """

    kind: Kind
    start: int
    end: int
    said: str
    recorded: str

    @property
    def grave(self) -> bool:
        """Whether another study could be meant."""
        return self.kind in GRAVE


class Located(NamedTuple):
    """A title found in a text: where, which share of its words, what differs; `length` is its number of words."""

    start: int
    end: int
    share: float
    length: int
    changes: tuple[Change, ...] = ()

    @property
    def telling(self) -> bool:
        """Whether finding it proves that this paper is meant."""
        return self.share >= FOUND and self.length >= TELLING

    @property
    def rank(self) -> tuple[bool, int, float, int, int]:
        """The better of two readings ranks lower."""
        grave = sum(change.grave for change in self.changes)
        return (self.share < FOUND, grave, -round(self.share, 1), len(self.changes), -self.length)


@cache
def _subtitle() -> re.Pattern[str]:
    return re.compile(r"[:?!.;–—](?=\s|$)|\s[-–—]{1,3}\s")


@cache
def _notice() -> re.Pattern[str]:
    return re.compile(
        r"^\W{0,2}(?:retracted|withdrawn|removed|reprint of|republished)(?:[ ]article)?\s?[:\]-]\s{0,2}", re.IGNORECASE
    )


def locate(titles: Sequence[str], text: str, words: Sequence[Token]) -> Located | None:
    """The best of several titles in a text whose words are given; None when none shares a word with it."""
    best: Located | None = None
    for title in titles:
        source = _notice().sub("", title)
        found = _located(source, tokens(source)[:_LONGEST], text, words)
        if found is not None and found.share == 1 and not found.changes:
            return found
        if found is not None and (best is None or found.rank < best.rank):
            best = found
    return best


def _located(source: str, title: Sequence[Token], text: str, words: Sequence[Token]) -> Located | None:
    if not title:
        return None
    if exact := _exact(title, text, words):
        return exact
    steps = _alignment(title, _neighbourhood(title, words), text)
    # Leaving the subtitle out, or the last of several, is no fault.
    mains = [main for main in _mains(source, title) if not _subtitle_stands(steps, main, text)]
    for main in mains:
        if exact := _exact(title[:main], text, words):
            return exact
    if mains:
        steps = _alignment(title[: mains[-1]], _neighbourhood(title[: mains[-1]], words), text)
        return _read(source, title[: mains[-1]], steps, text)
    return _read(source, title, steps, text)


def _mains(source: str, title: Sequence[Token]) -> list[int]:
    """How many words the title has without its subtitles, the longest first."""
    ends = {sum(token.end <= border.start() for token in title) for border in _subtitle().finditer(source)}
    return sorted((end for end in ends if 2 <= end < len(title)), reverse=True)[:4]


def _subtitle_stands(steps: Sequence[_Step], main: int, text: str) -> bool:
    """Whether the text has a subtitle: most words of this one, or at least no end behind the main title."""
    row, met, count, end = 0, 0, 0, 0
    for step in steps:
        row += len(step.title)
        if row <= main:
            end = step.said[-1].end if step.said and step.title else end
            continue
        telling = len(wording.content(_texts(step.title)))
        count += telling
        met += telling if step.weight < 1 else 0
    return met * 2 >= max(count, 1) or not _end().match(text, end)


@cache
def _end() -> re.Pattern[str]:
    """What ends a title in a reference."""
    return re.compile(r"[\s*_]{0,3}(?:[.?!,;)\]\"”“»'’(\[\n]|$)")


def _exact(title: Sequence[Token], text: str, words: Sequence[Token]) -> Located | None:
    """The title word for word, with what was put before or behind it within its sentence."""
    length = len(title)
    first = title[0]
    for start in range(len(words) - length + 1):
        if same(first, words[start]) and all(same(*pair) for pair in zip(title, words[start:], strict=False)):
            begin, end = words[start].start, words[start + length - 1].end
            changes = tuple(_added(text, words, start, start + length))
            return Located(begin, end, 1.0, length, changes)
    return None


@cache
def _border() -> re.Pattern[str]:
    return re.compile(r"[^\w\s'’‘«»*_/&+-]|\n")


def _added(text: str, words: Sequence[Token], first: int, last: int) -> Iterator[Change]:
    """Words that stand in one sentence with the title and change its meaning: a number, a negation, a design."""
    low = first
    while low > 0 and first - low < 3 and not _border().search(text, words[low - 1].end, words[low].start):
        low -= 1
    # "Smith J No pain": without a border the words before the title may be a name; only a "no" or a design can be told.
    for token in words[low:first]:
        if token.word in wording.NEGATION and len(token.word) > 2:
            yield _change("negation", text, [token])
        elif token.word in wording.DESIGN and len(token.word) > 4:
            yield _change("design", text, [token])
    high = last
    while high < len(words) and high - last < 4 and not _border().search(text, words[high - 1].end, words[high].start):
        high += 1
    behind = words[last:high]
    # "... Type 1 2. Pain": a number that belongs to nothing else.
    if (
        len(behind) == 1
        and re.fullmatch(r"\d{1,3}", behind[0].word)
        and text[behind[0].end : behind[0].end + 2] == ". "
    ):
        yield _change("number", text, behind)
    if behind and behind[0].word in _ADDING and text[behind[0].start : behind[-1].end].islower():
        negated = not wording.NEGATION.isdisjoint(_texts(behind))
        yield _change("negation" if negated else "word", text, behind)


# With these words a title goes on: "... in children", "... without sedation".
_ADDING = wording.NEGATION | {"in", "for", "with", "after", "during"}


def _texts(tokens: Sequence[Token]) -> list[str]:
    return [token.word for token in tokens]


def _change(
    kind: Kind, text: str, said: Sequence[Token], recorded: str = "", before: tuple[int, int] = (0, 0)
) -> Change:
    if not said:
        return Change(kind, *before, "", recorded)
    start, end = said[0].start, said[-1].end
    return Change(kind, start, end, text[start:end], recorded)


def _source(title: str, tokens: Sequence[Token]) -> str:
    """The words of a title as the registry spells them."""
    return re.sub(r"<[^<>]{0,200}>", "", title[tokens[0].start : tokens[-1].end]) if tokens else ""


class _Step(NamedTuple):
    """Some words of the title laid beside some words of the text; equal, near or different."""

    title: Sequence[Token]
    said: Sequence[Token]
    weight: float  # 0 equal, below 1 near, 1 different


def _read(source: str, title: Sequence[Token], steps: Sequence[_Step], text: str) -> Located | None:
    """What an alignment says of a title."""
    said = [token for step in steps for token in step.said]
    if not said:
        return None
    kept = _uncut(steps, text)
    telling = len(wording.content([token.word for step in kept for token in step.title]))
    met = sum(len(wording.content(_texts(step.title))) for step in steps if step.weight < 1)
    share = met / telling if telling else 0.0
    return Located(said[0].start, said[-1].end, share, len(title), tuple(_changes(steps, text, source)))


def _uncut(steps: Sequence[_Step], text: str) -> Sequence[_Step]:
    """The steps without the words that are missing where the text's title ends early, if enough words are left."""
    last = max(index for index, step in enumerate(steps) if step.said)
    kept = steps[: last + 1]
    matched = sum(len(step.title) for step in kept if step.weight < 1)
    cut = last + 1 < len(steps) and matched >= TELLING and matched >= 0.8 * sum(len(step.title) for step in kept)
    return kept if cut and _end().match(text, kept[-1].said[-1].end) else steps


def _neighbourhood(title: Sequence[Token], words: Sequence[Token]) -> Sequence[Token]:
    """The stretch of a long text where most words of the title stand, so that the alignment stays cheap."""
    width = 2 * len(title) + 8
    if len(words) <= 2 * width:
        return words
    wanted = {token.word for token in title} - wording.SMALL
    hits = [token.word in wanted for token in words]
    count = sum(hits[:width])
    best, at = count, 0
    for start in range(1, len(words) - width + 1):
        count += hits[start + width - 1] - hits[start - 1]
        if count > best:
            best, at = count, start
    return words[max(at - len(title), 0) : at + width + len(title)]


def _weight(title: Token, said: Token) -> float:
    if same(title, said):
        return 0.0
    if (value := wording.number(title.word)) and value == wording.number(said.word):
        return 0.0
    return 0.3 if wording.near(title.word, said.word) else 1.0


# Several words written as one, or one as several: "long-term", "longterm", "long term".
_MERGERS = ((1, 2), (2, 1), (1, 3), (3, 1), (2, 2))
# To take another word in its place is a little cheaper than to leave a word out.
_OTHER, _MISSING, _EXTRA = 0.95, 1.0, 1.0
# A title does not run over the end of a sentence: behind it stands the journal.
_OVER_BORDER = 1.5


def _alignment(title: Sequence[Token], words: Sequence[Token], text: str) -> list[_Step]:
    """The cheapest way to lay the whole title beside a stretch of the text (the text before and behind is free)."""
    rows, columns = len(title), len(words)
    opening = [
        _OVER_BORDER if column and _ends_sentence(text[words[column - 1].end : words[column].start]) else 0.0
        for column in range(columns)
    ]
    costs = [[0.0] * (columns + 1)]
    moves: list[list[tuple[int, int]]] = [[(0, 0)] * (columns + 1)]
    for row in range(1, rows + 1):
        cost, move = [row * _MISSING], [(1, 0)]
        above, token = costs[row - 1], title[row - 1]
        for column in range(1, columns + 1):
            weight = _weight(token, words[column - 1])
            best = above[column - 1] + (_OTHER if weight == 1 else weight) + (opening[column - 1] if row > 1 else 0)
            step = (1, 1)
            if above[column] + _MISSING < best:
                best, step = above[column] + _MISSING, (1, 0)
            extra = cost[column - 1] + _EXTRA + opening[column - 1]
            if row < rows and extra < best:
                best, step = extra, (0, 1)
            for down, right in _MERGERS:
                if (
                    down <= row
                    and right <= column
                    and costs[row - down][column - right] < best
                    and joined(title[row - down : row]) == joined(words[column - right : column])
                ):
                    best, step = costs[row - down][column - right], (down, right)
            cost.append(best)
            move.append(step)
        costs.append(cost)
        moves.append(move)
    column = min(range(columns + 1), key=lambda each: costs[rows][each])
    return _traced(title, words, moves, column)


def _ends_sentence(between: str) -> bool:
    return any(mark in between for mark in (". ", "? ", "! ", ".\n", ";"))


def _traced(
    title: Sequence[Token], words: Sequence[Token], moves: list[list[tuple[int, int]]], column: int
) -> list[_Step]:
    row, steps = len(title), list[_Step]()
    while row > 0:
        down, right = moves[row][column]
        mine, theirs = title[row - down : row], words[column - right : column]
        weight = 1.0
        if down and right:
            weight = _weight(mine[0], theirs[0]) if down == right == 1 else 0.0
        steps.append(_Step(mine, theirs, weight))
        row, column = row - down, column - right
    return steps[::-1]


def _changes(steps: Sequence[_Step], text: str, source: str) -> Iterator[Change]:
    """Neighbouring words that differ make one change; a title that simply ends early is cut, not changed."""
    runs = list(_runs(steps))
    for index, run in enumerate(runs):
        said = [token for step in run for token in step.said]
        recorded = [token for step in run for token in step.title]
        spelled, before = _source(source, recorded), _before(steps, run)
        if index == len(runs) - 1 and not said and run[-1] is steps[-1] and len(recorded) > 1:
            yield _change("cut", text, said, spelled, before)
            continue
        kind = wording.kind_of(_texts(said), _texts(recorded))
        if kind is not None:
            yield _change(kind, text, said, spelled, before)


def _runs(steps: Sequence[_Step]) -> Iterator[list[_Step]]:
    run: list[_Step] = []
    for step in steps:
        if step.weight == 0:
            if run:
                yield run
            run = []
        elif step.weight < 1:
            if run:
                yield run
            yield [step]
            run = []
        else:
            run.append(step)
    if run:
        yield run


def _before(steps: Sequence[_Step], run: Sequence[_Step]) -> tuple[int, int]:
    """Where in the text words are missing: the word before them, or the first one behind them."""
    index = next(index for index, step in enumerate(steps) if step is run[0])
    told = [step.said[-1] for step in steps[:index] if step.said]
    nearest = told[-1] if told else next(step.said[0] for step in steps[index:] if step.said)
    return nearest.start, nearest.end
