"""The first author as a text names him, whatever the style, and whether the record has the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lint.resolve.matching import authors, byline, extent, names
from lint.resolve.matching.byline import Cited
from lint.resolve.matching.compare import Difference, Reading
from lint.resolve.matching.extent import Place, Read
from lint.resolve.matching.fold import Token, same, words
from lint.resolve.matching.names import Name

_SUFFIXES = frozenset("jr sr 2nd 3rd ii iii".split())
# More names than this stand before no first one.
_FIRST_NAMES = 8


def read(reading: Reading, names_end: int) -> Read:
    """The first author; `names_end` is where the names have ended that stand behind a title."""
    recorded = reading.authors[0][0] if reading.authors else ""
    cited = _first_cited(reading, names_end)
    if cited is None:
        return Read(None, recorded)
    if reading.author() is not False:
        for author in _heads(reading):
            if place := _place(reading, author, cited):
                return Read(place, author, same=True)
    return Read(extent.name(reading.text, cited), recorded)


def _heads(reading: Reading) -> Iterator[str]:
    """Who may be named first: the first author, who stands behind a group, and a group wherever it stands."""
    for listed in reading.authors:
        yield listed[0]
        if not names.name_of(listed[0]).initials:
            yield from listed[1:2]
    yield from (author for listed in reading.authors for author in listed if not names.name_of(author).initials)


def _place(reading: Reading, author: str, cited: Cited) -> Place | None:
    """Where the text names this author first, in full; None where it names somebody else."""
    name = names.name_of(author)
    if place := _verbatim(reading, words(author), cited):
        return place
    if name.initials and (names.likeness(name, cited) == "same" or names.swapped(name, cited.words)):
        return _person(reading, name, cited)
    if not name.initials and reading.author() is True and names.stands_in(name, cited.words):
        return extent.name(reading.text, cited)
    return None


def _verbatim(reading: Reading, author: Sequence[str], cited: Cited) -> Place | None:
    """A name word for word: a group that an "and" cuts, and what is not written in Latin letters."""
    first = next((at for at, each in enumerate(reading.words) if each.start >= cited.start), 0)
    said = reading.words[first : first + len(author)]
    if not said or tuple(each.word for each in said) != tuple(author):
        return None
    return extent.name(reading.text, Cited(said, "", said[0].start, said[-1].end))


def _person(reading: Reading, name: Name, cited: Cited) -> Place:
    """The words of a person's name: where the list of authors runs into the title, what is behind is none of them."""
    held, between, left = list[Token](), list[Token](), list(name.initials)
    for token in reading.words:
        if token.start < cited.start:
            continue
        spelled = reading.text[token.start : token.end]
        if token.start >= cited.end:
            break
        between.append(token)
        if _belongs(token, spelled, name, left):
            held, between = [*held, *between], []
        elif len(between) > 1 or "." in reading.text[held[-1].end if held else token.start : token.start]:
            break  # one word may stand between the family name and the initials: "García López M"
    if not any(same(family, token) for family in name.family for token in held):
        return extent.name(reading.text, cited)
    return extent.name(reading.text, cited._replace(end=held[-1].end))


def _belongs(token: Token, spelled: str, name: Name, left: list[str]) -> bool:
    """Whether a word is the family name, initials or a given name; `left` are the initials not met so far."""
    if any(same(family, token) for family in name.family) or token.word in names.PARTICLES | _SUFFIXES:
        return True
    if spelled.isupper() and len(spelled) <= 4:
        del left[:1]
        return True
    if token.word[0] in left:
        left.remove(token.word[0])
        return True
    return False


def _first_cited(reading: Reading, names_end: int) -> Cited | None:
    """The first name of the text; behind the title where the text begins with it."""
    known = [names.name_of(author) for listed in reading.authors[:1] for author in listed[:20]]
    begins = reading.beginning
    if begins is not None:
        listed = authors.merged(reading.byline.names[:_FIRST_NAMES], known)
        return listed[0] if listed else Cited(begins.words, "", begins.start, begins.end)
    if not reading.span[1]:
        return None
    behind = " " * reading.span[1] + reading.quieted[reading.span[1] :]
    listed = authors.merged(byline.read(behind, names_end).names[:_FIRST_NAMES], known)
    return listed[0] if listed and listed[0].sure and listed[0].initials else None


def listed_to(reading: Reading, difference: Difference, first: Place | None) -> tuple[Place, str]:
    """The authors up to the one that differs, in the text and in the record."""
    start = min(first[0] if first else difference.start, difference.start)
    told = difference.recorded.split(", ") if difference.recorded else []
    listed = next((each for each in reading.authors if set(told) <= set(each)), reading.authors[0])
    last = max((listed.index(each) for each in told if each in listed), default=-1)
    if last < 0:
        last = sum(each.start < difference.start for each in reading.byline.names) - 1
    return (start, difference.end), ", ".join(listed[: last + 1])
