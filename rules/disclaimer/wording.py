"""An approved wording against a document: the same words, the nearly same ones and where they differ, or none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from lint.rule import Wording
from lint.spans import Span
from rules.disclaimer.passages import INVISIBLE, Passage

NEAR = 0.6  # share of the wording's words that a changed one still holds
MOST = 5  # wordings, and stretches near one, that are looked for in one article


Opcode = tuple[str, int, int, int, int]  # of difflib: what, the approved words [1, 2), the words found [3, 4)


class Word(NamedTuple):
    """A word of a passage: folded for comparison, as shown, and where it stands."""

    key: str
    shown: str
    passage: int
    start: int
    end: int


class Change(NamedTuple):
    """Approved words that were replaced by others; either side may be empty. The numbers are word indices.

    Where the words are the same and the marks between them are not, `marks` is the approved text and the one found.
    """

    approved: tuple[int, int]
    found: tuple[int, int]
    marks: tuple[str, str] | None = None


class Match(NamedTuple):
    """The stretch of a document that comes nearest to a wording; no changes means word for word and mark for mark."""

    wording: Wording
    share: float
    approved: tuple[Word, ...]
    found: tuple[Word, ...]
    changes: tuple[Change, ...]


@cache
def _word() -> re.Pattern[str]:
    """A word, also with soft hyphens, joiners, accents and fraction slashes in it; signs read out are words."""
    return re.compile(r"[^\W_](?:[^\W_]|['\u00ad\u2044])*|[%&§$£+=<>]")


# Characters that count as one of those in the pattern, whose classes stay small that way: a class of characters from
# many alphabets takes longer to compile than all texts take to be read.
_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ‛´"), "'")
_ALIKE = {
    **_APOSTROPHES,
    **dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0x300, 0x370)), "\u00ad"),
    **dict.fromkeys(map(ord, "€≤≥"), "§"),
}


def words(text: str, passage: int = 0) -> Iterator[Word]:
    """The words of a text. Spaces, ligatures and capitals make no difference; what stands between is for the marks."""
    for match in _word().finditer(text if text.isascii() else text.translate(_ALIKE)):
        start, end = match.span()
        shown = text[start:end].rstrip("'’ʼ‘‛´")
        if key := shown.lower() if shown.isascii() else _key(shown):
            yield Word(key, shown, passage, start, start + len(shown))


def _key(shown: str) -> str:
    if shown.replace("’", "").isascii():  # a typographic apostrophe asks for no table of characters
        return shown.replace("’", "'").lower()
    from rules.disclaimer.characters import plain

    return plain(shown.translate(_APOSTROPHES | INVISIBLE)).casefold().strip()


def nearest(wordings: Iterable[Wording], passages: Sequence[Passage]) -> Match | None:
    """The wording that stands in the passages, or nearly does; None when no stretch is near one."""
    return next(matches(wordings, passages), None)


def matches(wordings: Iterable[Wording], passages: Sequence[Passage]) -> Iterator[Match]:
    """All stretches of the passages that are a wording or near one, the nearest first; no two share a word."""
    text = [word for number, passage in enumerate(passages) for word in words(passage.text, number)]
    sought = [(wording, tuple(words(wording.text))) for wording in wordings]
    for _ in range(MOST):
        best: Match | None = None
        for wording, approved in sought:
            for match in _near(wording, approved, text, passages):
                if best is None or (match.share, -len(match.changes)) > (best.share, -len(best.changes)):
                    best = match
        if best is None:
            return
        if all(word.key for word in best.found):
            yield best
        taken = {(word.passage, word.start) for word in best.found}
        text = [word._replace(key="") if (word.passage, word.start) in taken else word for word in text]


def _near(
    wording: Wording, approved: tuple[Word, ...], text: list[Word], passages: Sequence[Passage]
) -> Iterator[Match]:
    """The stretches that hold the words of a wording, up to one that holds its marks too; else the nearest one."""
    keys, sought = [word.key for word in text], [word.key for word in approved]
    start, number = _find(keys, sought) if sought else -1, 0
    while start != -1 and number < MOST:
        match = Match(wording, 1.0, approved, tuple(text[start : start + len(sought)]), ())
        match = _marked(match, passages)
        yield match
        if not match.changes:
            return
        start, number = _find(keys, sought, start + len(sought)), number + 1
    if sought and not number:
        changed = _changed(wording, approved, text)
        if changed is not None:
            yield _marked(changed, passages)


def _marked(match: Match, passages: Sequence[Passage]) -> Match:
    """The match with the marks compared; where the text is the same throughout there is nothing to compare."""
    first, last = match.found[0], match.found[-1]
    whole, text = match.wording.text, passages[first.passage].text
    if not match.changes and first.passage == last.passage:
        meant = whole[match.approved[0].start :].rstrip()
        behind = text[first.start + len(meant) :]
        if text.startswith(meant, first.start) and (not behind or behind[0].isspace()) and match.approved[0].start == 0:
            return match
    from rules.disclaimer.marks import compared

    return compared(match, passages)


def _changed(wording: Wording, approved: tuple[Word, ...], text: list[Word]) -> Match | None:
    keys, sought = [word.key for word in text], [word.key for word in approved]
    window = _window(keys, sought)
    if window is None:
        return None
    from difflib import SequenceMatcher  # only an altered wording needs it

    start, end = window
    matcher = SequenceMatcher(None, sought, keys[start:end], autojunk=False)
    codes = _own(matcher.get_opcodes(), text[start:end])
    same = sum(high - low for tag, low, high, _, _ in codes if tag == "equal")
    if same < NEAR * len(sought):
        return None
    # The words found begin with the first word of the wording, wherever the window did.
    begin, finish = codes[0][3], codes[-1][4]
    changes = tuple(
        Change((low, high), (first - begin, last - begin)) for tag, low, high, first, last in codes if tag != "equal"
    )
    return Match(wording, same / len(sought), approved, tuple(text[start + begin : start + finish]), changes)


def _own(codes: Sequence[Opcode], found: Sequence[Word]) -> Sequence[Opcode]:
    """The differences without the article's own words before and behind the wording, in other blocks or in this one."""
    equal = [code for code in codes if code[0] == "equal"]
    first, last = equal[0], equal[-1]
    own: list[Opcode] = []
    for tag, low, high, start, end in codes:
        if end <= first[3] and tag != "equal":
            same = [at for at in range(start, end) if found[at].passage == found[first[3]].passage]
            start = max(end - min(len(same), high - low), start)
        elif start >= last[4] and tag != "equal":
            same = [at for at in range(start, end) if found[at].passage == found[last[4] - 1].passage]
            end = min(start + min(len(same), high - low), end)
        if low < high or start < end:
            own.append((tag, low, high, start, end))
    return own


def _find(keys: list[str], sought: list[str], start: int = 0) -> int:
    """Where the sought words stand in a row, from a place on; -1 when they do not."""
    first = sought[0]
    start -= 1
    while True:
        try:
            start = keys.index(first, start + 1)
        except ValueError:
            return -1
        if keys[start : start + len(sought)] == sought:
            return start


def _window(keys: list[str], sought: list[str]) -> tuple[int, int] | None:
    """The stretch, half as long again as the wording, that shares most words with it; cut to the shared ones."""
    size = min(len(sought) + len(sought) // 2 + 4, len(keys))
    wanted, held = Counter(sought), Counter[str]()
    shared = best = 0
    place = -1
    for index, key in enumerate(keys):
        held[key] += 1
        shared += held[key] <= wanted[key]
        if index >= size:
            gone = keys[index - size]
            shared -= held[gone] <= wanted[gone]
            held[gone] -= 1
        if shared > best:
            best, place = shared, index
    if best < NEAR * len(sought):
        return None
    start = max(place + 1 - size, 0)
    return start, min(place + 1 + size // 3, len(keys))


def places(match: Match, passages: Sequence[Passage]) -> Span:
    """From the first to the last changed word; a gap is shown by the words on both sides of it."""
    first, last = match.changes[0], match.changes[-1]
    low, high = first.found[0], last.found[1]
    if first.found[0] == first.found[1]:
        low = max(low - 1, 0)
    if last.found[0] == last.found[1]:
        high = min(high + 1, len(match.found))
    begin, end = match.found[low], match.found[max(high - 1, low)]
    start = passages[begin.passage].span(begin.start, begin.end).start
    return Span(start, passages[end.passage].span(end.start, end.end).end)
