"""A record's title looked for in the text of a reference, word by word.

A ratio of likeness cannot do this: "Type 1" changed to "Type 2" scores 0.97. Here every word of the title is laid
beside a word of the text, and what differs is judged by what it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from lint.resolve.matching import wording
from lint.resolve.matching.abbreviations import abbreviated
from lint.resolve.matching.alignment import Step, align
from lint.resolve.matching.fold import Token, same, tokens
from lint.resolve.matching.sentence import Frame, end_mark, sentence_behind
from lint.resolve.matching.wording import GRAVE, Kind

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
    def unlike(self) -> bool:
        """Whether another paper could be meant."""
        return self.share < FOUND or any(change.grave for change in self.changes)

    def adding(self, changes: Iterable[Change]) -> Located:
        """The same with other changes besides."""
        return self._replace(changes=(*self.changes, *changes))

    @property
    def rank(self) -> tuple[bool, int, float, int, int]:
        """The better of two readings ranks lower."""
        grave = sum(change.grave for change in self.changes)
        return (self.share < FOUND, grave, -round(self.share, 1), len(self.changes), -self.length)


@cache
def _subtitle() -> re.Pattern[str]:
    return re.compile(r"[:?!.;–—](?=\s|$)|\s[-–—]{1,3}\s")


def _is_marked(title: str) -> bool:
    return any(mark in title[:24].casefold() for mark in ("retract", "withdraw", "remove", "reprint", "republish"))


@cache
def _notice() -> re.Pattern[str]:
    return re.compile(
        r"^\W{0,2}(?:retracted|withdrawn|removed|reprint of|republished)(?:[ ]article)?\s?[:\]-]\s{0,2}", re.IGNORECASE
    )


def locate(
    titles: Sequence[str],
    text: str,
    words: Sequence[Token],
    journals: Sequence[str] = (),
    *,
    complete: bool = False,
) -> Located | None:
    """The best of several titles in a text whose words are given; None when none shares a word with it.

    The journal's names tell where a title ends that no mark ends. `complete` tells that the titles hold their
    subtitles, so that another one in the text is none of theirs.
    """
    frame = Frame(text, words, journals)
    best: Located | None = None
    sources = [_notice().sub("", title) if _is_marked(title) else title for title in titles]
    folded = [tokens(source)[:_LONGEST] for source in sources]
    for source, title in zip(sources, folded, strict=True):
        # A registry that keeps subtitles apart holds the main title, too: alone, it would hide another subtitle.
        if any(_opens(title, other) for other in folded):
            continue
        shorter = [len(other) for other in folded if _opens(other, title)]
        found = _located(source, title, frame, shorter)
        if complete and found is not None and found.share == 1 and found.length == len(title):
            found = found.adding(_invented(source, title, frame, found.end))
        if found is not None and found.share == 1 and not found.changes:
            return found
        if (found is None or found.unlike) and (short := abbreviated(title, text, _title_on(words, found))):
            found = _better(found, _shortened(source, title, short, frame))
        if found is not None and (best is None or found.rank < best.rank):
            best = found
    return best


def _title_on(words: Sequence[Token], found: Located | None) -> Sequence[Token]:
    """The words from a title on; the initials of authors stand before it."""
    return [token for token in words if found is None or token.start >= found.start]


def _better(found: Located | None, other: Located | None) -> Located | None:
    return other if found is None or (other is not None and other.rank < found.rank) else found


def _shortened(source: str, title: Sequence[Token], short: Sequence[Token], frame: Frame) -> Located | None:
    """A title found with abbreviations in it: whoever reads it shortened is told the whole."""
    found = _located(source, short, frame)
    if found is None or found.share < FOUND:
        return None
    if found.unlike:
        return found  # what could be another study comes first
    said = Change("short", found.start, found.end, frame.text[found.start : found.end], _source(source, title))
    return found.adding((said,))


def _opens(main: Sequence[Token], title: Sequence[Token]) -> bool:
    """Whether a title is the beginning of another."""
    return 0 < len(main) < len(title) and _texts(main) == _texts(title[: len(main)])


def _located(source: str, title: Sequence[Token], frame: Frame, shorter: Sequence[int] = ()) -> Located | None:
    text, words, _ = frame
    if not title:
        return None
    if exact := _exact(title, text, words):
        return exact
    # Leaving the subtitle out, or the last of several, is no fault.
    lengths = sorted({*mains(source, title), *shorter}, reverse=True)
    for main in lengths:
        exact = _exact(title[:main], text, words)
        if exact and frame.ends(exact.end) and not _goes_on(title[main:], words, exact.end):
            return exact.adding(_other_subtitle(source, title, main, frame, exact.end))
    steps = align(title, words, text)
    for main in lengths[-1:]:
        end = _end_of_main(steps, main)
        if end and frame.ends(end) and not _goes_on(title[main:], words, end):
            return _read(source, title[:main], align(title[:main], words, text), text)
    return _read(source, title, steps, text)


def _other_subtitle(source: str, title: Sequence[Token], main: int, frame: Frame, end: int) -> Iterator[Change]:
    """Another subtitle in the place of the recorded one, as a sentence of its own ("... women. A case report.")."""
    stated = sentence_behind(frame, end)
    if not stated:
        return
    if _designs(stated) - _designs(title):
        yield _change("design", frame.text, stated, _source(source, title[main:]))
    elif frame.is_journal(frame.behind(stated[-1].end)) and len(wording.content(_texts(stated))) > 1:
        yield _change("word", frame.text, stated, _source(source, title[main:]))


def _invented(source: str, title: Sequence[Token], frame: Frame, end: int) -> Iterator[Change]:
    """A design behind a title that the record does not have: "...: a randomized trial"."""
    stated = sentence_behind(frame, end)
    if stated and _designs(stated) - _designs(tokens(source)) and _texts(stated[:2]) != _texts(title[:2]):
        yield _change("word", frame.text, stated)


def _designs(words: Iterable[Token]) -> set[str]:
    return {wording.spelling(token.word) for token in words if token.word in wording.DESIGN}


def shared_main(titles: Sequence[str], text: str, words: Sequence[Token]) -> int:
    """How many telling words a main title has that the text repeats word for word and gives another subtitle."""
    best = 0
    for source in titles:
        title = tokens(source)[:_LONGEST]
        for main in {sum(token.end <= border.start() for token in title) for border in _subtitle().finditer(source)}:
            found = _exact(title[:main], text, words) if 0 < main < len(title) else None
            if found and re.match(r"[\"”’]?[ ]?(?:[:–—]|-[ ])", text[found.end : found.end + 4]):
                best = max(best, len(wording.content(_texts(title[:main]))))
    return best


def mains(source: str, title: Sequence[Token]) -> list[int]:
    """How many words the title has without its subtitles, the longest first."""
    ends = {sum(token.end <= border.start() for token in title) for border in _subtitle().finditer(source)}
    return sorted((end for end in ends if 2 <= end < len(title)), reverse=True)[:4]


def _goes_on(subtitle: Sequence[Token], words: Sequence[Token], end: int) -> bool:
    """Whether most words of a subtitle stand behind the main title."""
    behind = [token for token in words if token.start >= end][: len(subtitle) + 4]
    telling = [token for token in subtitle if token.word not in wording.SMALL]
    met = sum(any(same(token, word) for word in behind) for token in telling)
    return met * 2 >= max(len(telling), 1)


def _end_of_main(steps: Sequence[Step], main: int) -> int:
    """Where in the text the main title ends; 0 when it is not there."""
    row, end = 0, 0
    for step in steps:
        row += len(step.title)
        if row > main:
            break
        end = step.said[-1].end if step.said and step.title else end
    return end


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


def _bordered(between: str) -> bool:
    """Whether two words are parted by more than spaces, quotation marks and what joins words."""
    return any(not (character.isalnum() or character in " \t'’‘«»*_/&+-") for character in between)


def _added(text: str, words: Sequence[Token], first: int, last: int) -> Iterator[Change]:
    """Words that stand in one sentence with the title and change its meaning: a number, a negation, a design."""
    low = first
    while low > 0 and first - low < 3 and not _bordered(text[words[low - 1].end : words[low].start]):
        low -= 1
    # "Smith J. Virtual mirrors": behind initials and a full stop, or a year, the title has begun.
    if 0 < low < first and _opens_title(text, words, low):
        before = words[low:first]
        kind = wording.kind_of(_texts(before), [])
        if kind not in (None, "small"):
            yield _change(kind, text, before)
            low = first
    # "Smith J No pain": without a border the words before the title may be a name; only a "no" or a design can be told.
    for index, token in enumerate(words[low:first]):
        if token.word in wording.NEGATION and (len(token.word) > 2 or index == 0):
            yield _change("negation", text, [token])
        elif token.word in wording.DESIGN and len(token.word) > 4:
            yield _change("design", text, [token])
    high = last
    while high < len(words) and high - last < 4 and not _bordered(text[words[high - 1].end : words[high].start]):
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


def _opens_title(text: str, words: Sequence[Token], at: int) -> bool:
    before, between = words[at - 1], text[words[at - 1].end : words[at].start]
    spelled = text[before.start : before.end]
    names = before.word == "al" or (len(spelled) <= 4 and (spelled.isupper() or spelled.isdigit()))
    return names and ". " in between and text[words[at].start].isupper() and len(between) <= 6


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


def _read(source: str, title: Sequence[Token], steps: Sequence[Step], text: str) -> Located | None:
    """What an alignment says of a title."""
    said = [token for step in steps for token in step.said]
    if not said:
        return None
    kept = _uncut(steps, text)
    telling = len(wording.content([token.word for step in kept for token in step.title]))
    met = sum(len(wording.content(_texts(step.title))) for step in steps if step.weight < 1)
    share = met / telling if telling else 0.0
    return Located(said[0].start, said[-1].end, share, len(title), tuple(_changes(steps, text, source)))


def _uncut(steps: Sequence[Step], text: str) -> Sequence[Step]:
    """The steps without the words that are missing where the text's title ends early, if enough words are left."""
    last = max(index for index, step in enumerate(steps) if step.said)
    kept = steps[: last + 1]
    matched = sum(len(step.title) for step in kept if step.weight < 1)
    cut = last + 1 < len(steps) and matched >= TELLING and matched >= 0.8 * sum(len(step.title) for step in kept)
    return kept if cut and end_mark().match(text, kept[-1].said[-1].end) else steps


def _changes(steps: Sequence[Step], text: str, source: str) -> Iterator[Change]:
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
        if len(said) == len(recorded) == 1 and _is_designation(text[said[0].start : said[0].end], spelled):
            kind = "words"
        if kind is not None:
            yield _change(kind, text, said, spelled, before)


def _is_designation(said: str, recorded: str) -> bool:
    """Whether one letter that names something became another: "vitamin D" and "vitamin E", "influenza A" and "B"."""
    return len(said) == len(recorded) == 1 and said.isupper() and recorded.isupper() and said != recorded


def _runs(steps: Sequence[Step]) -> Iterator[list[Step]]:
    run: list[Step] = []
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


def _before(steps: Sequence[Step], run: Sequence[Step]) -> tuple[int, int]:
    """Where in the text words are missing: the word before them, or the first one behind them."""
    index = next(index for index, step in enumerate(steps) if step is run[0])
    told = [step.said[-1] for step in steps[:index] if step.said]
    nearest = told[-1] if told else next(step.said[0] for step in steps[index:] if step.said)
    return nearest.start, nearest.end
