"""The words of a title laid beside the words of a text, at the least cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lint.resolve.matching import wording
from lint.resolve.matching.fold import Token, joined, same


class Step(NamedTuple):
    """Some words of the title laid beside some words of the text; equal, near or different."""

    title: Sequence[Token]
    said: Sequence[Token]
    weight: float  # 0 equal, below 1 near, 1 different


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
    if title.word == said.word or same(title, said):
        return 0.0
    if (value := wording.number(title.word)) and value == wording.number(said.word):
        return 0.0
    if title.word[0] != said.word[0] and title.word[-2:] != said.word[-2:]:
        return 1.0  # never near, and most words of two texts are none of each other's
    return 0.3 if wording.near(title.word, said.word) else 1.0


# Several words written as one, or one as several: "long-term", "longterm", "long term".
_MERGERS = ((1, 2), (2, 1), (1, 3), (3, 1), (2, 2))
# To take another word in its place is a little cheaper than to leave a word out.
_OTHER, _MISSING, _EXTRA = 0.95, 1.0, 1.0
# A move: this is the first word of the title that the text has.
_FIRST = (1, -1)
# A title does not run over the end of a sentence: behind it stands the journal.
_OVER_BORDER = 1.5


def align(title: Sequence[Token], words: Sequence[Token], text: str) -> list[Step]:
    """The cheapest way to lay the whole title beside a stretch of the text (the text before and behind is free)."""
    words = _neighbourhood(title, words)
    rows, columns = len(title), len(words)
    opening = [
        _OVER_BORDER if column and _ends_sentence(text[words[column - 1].end : words[column].start]) else 0.0
        for column in range(columns)
    ]
    # "5 per cent" for "5%": such a word may be one too many without another in the place of a word.
    extras = [_OTHER / 4 if token.word in wording.PERCENT else _EXTRA for token in words]
    ends = [token.word[-1] for token in title]
    costs = [[0.0] * (columns + 1)]
    moves: list[list[tuple[int, int]]] = [[(0, 0)] * (columns + 1)]
    for row in range(1, rows + 1):
        cost, move = [row * _MISSING], [(1, 0)]
        above, token = costs[row - 1], title[row - 1]
        for column in range(1, columns + 1):
            weight = _weight(token, words[column - 1])
            best = above[column - 1] + (_OTHER if weight == 1 else weight) + (opening[column - 1] if row > 1 else 0)
            step = (1, 1)
            if row > 1 and opening[column - 1] and weight < 1 and (row - 1) * _MISSING + weight < best:
                # "Lack of effect of" cited as "Effect of": what stands before the border is not a part of the title.
                best, step = (row - 1) * _MISSING + weight, _FIRST
            if above[column] + _MISSING < best:
                best, step = above[column] + _MISSING, (1, 0)
            extra = cost[column - 1] + extras[column - 1] + opening[column - 1]
            if row < rows and extra < best:
                best, step = extra, (0, 1)
            if ends[row - 1] == words[column - 1].word[-1]:
                for down, right in _MERGERS:
                    if down > row or right > column:
                        continue
                    merged = costs[row - down][column - right] + (opening[column - right] if row > down else 0)
                    if (
                        merged < best
                        and title[row - down].word[0] == words[column - right].word[0]
                        and joined(title[row - down : row]) == joined(words[column - right : column])
                    ):
                        best, step = merged, (down, right)
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
) -> list[Step]:
    row, steps = len(title), list[Step]()
    while row > 0:
        down, right = moves[row][column]
        if (down, right) == _FIRST:
            steps.append(
                Step(title[row - 1 : row], words[column - 1 : column], _weight(title[row - 1], words[column - 1]))
            )
            steps.extend(Step(title[at : at + 1], (), 1.0) for at in reversed(range(row - 1)))
            break
        mine, theirs = title[row - down : row], words[column - right : column]
        weight = 1.0
        if down and right:
            weight = _weight(mine[0], theirs[0]) if down == right == 1 else 0.0
        steps.append(Step(mine, theirs, weight))
        row, column = row - down, column - right
    return steps[::-1]
