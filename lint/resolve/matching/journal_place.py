"""Where a text names its journal: between the title and the volume, the page or the date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lint.resolve.matching import frame
from lint.resolve.matching.fold import Token
from lint.resolve.matching.frame import Stated
from lint.resolve.matching.journals import same_journal

# What stands behind a journal's name and does not belong to it.
_BEHIND = frame.MONTHS | frozenset(
    "suppl supplement supplements supplementum online internet serial print electronic published publication advance"
    " epub ahead accepted author authors manuscript available in press issn vol volume bd band no nr number issue tome"
    " t p pp art article ed eds spring summer autumn winter fall the london england new york united kingdom states usa"
    " uk us germany switzerland netherlands paper special discussion conference preprint forthcoming series ser section"
    " sect part pt et and und of de du".split()
)
# Titles of books and of the web are no journals: longer names are none.
_LONGEST = 16


def is_named(journals: Sequence[str], words: Sequence[Token], text: str, begin: int, end: int) -> bool:
    """Whether a stretch of the text names one of the journals, short or full, and no more than it ("BMJ Open")."""
    return any(True for _ in named(journals, words, text, begin, end))


def named(
    journals: Sequence[str], words: Sequence[Token], text: str, begin: int, end: int
) -> Iterator[tuple[int, int]]:
    """The places in a stretch of the text that are one of the journals' names."""
    between = [token for token in words if begin <= token.start and token.end <= end]
    for start in range(0, max(len(between), 1), _LONGEST // 2):
        yield from _within(journals, between[start : start + _LONGEST], text, between)


def _within(
    journals: Sequence[str], between: Sequence[Token], text: str, every: Sequence[Token]
) -> Iterator[tuple[int, int]]:
    for first in range(len(between)):
        for last in reversed(range(first, len(between))):
            said = " ".join(token.word for token in between[first : last + 1])
            if any(same_journal(said, journal) for journal in journals):
                place = every.index(between[first])
                if _is_whole(every, text, place, place + last - first):
                    yield between[first].start, between[last].end


def _is_whole(words: Sequence[Token], text: str, first: int, last: int) -> bool:
    """Whether a name begins and ends with these words: no more of it stands before or behind them."""
    name = text[words[first].start : words[last].end]
    dotted = ". " in name or (first == last and text[words[last].end : words[last].end + 1] == ".")
    if (
        first
        and not _ends_long(words, text, first)
        and _goes_with(words[first - 1], text, text[words[first - 1].end : words[first].start], dotted=dotted)
    ):
        return False
    if last + 1 == len(words):
        return True
    behind = words[last + 1]
    if behind.word in _BEHIND or len(behind.word) == 1 or behind.word.isdigit():
        return True
    return not _goes_with(behind, text, text[words[last].end : behind.start], dotted=dotted)


def _ends_long(words: Sequence[Token], text: str, first: int) -> bool:
    """Whether three words or more stand before a name without a mark: a subtitle without its full stop."""
    before = words[max(first - 3, 0) : first]
    return len(before) == 3 and all(
        not text[one.end : other.start].strip() for one, other in zip(before, words[first - 2 : first + 1], strict=True)
    )


def _goes_with(word: Token, text: str, between: str, *, dotted: bool) -> bool:
    """Whether a word beside a name belongs to it: nothing but a space or a dot of abbreviation parts them."""
    if not text[word.start].isupper() or word.word in _BEHIND:
        return False
    if between.strip() in ("", "&", "-", "–"):
        return between.count("\n") < 2
    # "Am. J. Imag." is no "J. Imag.", but "… in rats. J. Imag." is.
    return dotted and between.strip() == "." and text[word.end : word.end + 1] == "." and word.end - word.start <= 7


def stated(text: str, quieted: str, begin: int, end: int) -> Stated | None:
    """What stands where a journal's name is expected, as the text has it; None where it could be anything."""
    found = frame.journal(quieted, begin, end)
    return found._replace(value=text[found.start : found.end]) if found else None


_AHEAD = ("ahead of print", "advance online publication", "published online", "online first", "in press")


def ahead(text: str, begin: int, years: Sequence[int]) -> int:
    """Where the name of a journal ends behind which a paper is told to be ahead of print; 0 where none is."""
    lowered = text.lower()
    marks = [at for phrase in _AHEAD if (at := lowered.find(phrase, begin)) > 0]
    if not marks:
        return 0
    end = min([*marks, *(year for year in years if year > begin)])
    stretch = text[begin:end].rstrip(" [(.,")
    for opening in ("epub", "online"):
        if stretch.lower().endswith(opening):
            stretch = stretch[: -len(opening)]
    return begin + len(stretch)
