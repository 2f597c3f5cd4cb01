"""What the text of a reference states for each field, and whether the record says the same.

The comparison tells what differs. Whoever signs for a list of references also wants to see what agrees, and where
nobody could tell. Nothing is called the same that the text does not hold in the place of that field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from lint.records import Record
from lint.resolve.matching import authors, byline, extent, frame, journal_place, names, stated_title
from lint.resolve.matching.byline import Cited
from lint.resolve.matching.compare import Difference, Reading
from lint.resolve.matching.extent import Place
from lint.resolve.matching.fold import words
from lint.resolve.matching.frame import Stated
from lint.resolve.matching.journals import same_journal
from lint.resolve.matching.sentence import Frame, sentence_behind
from lint.resolve.matching.titles import TELLING, locate

Field = Literal["title", "author", "year", "journal", "volume", "pages"]
Outcome = Literal["same", "differs", "unstated", "unrecorded", "unclear"]


class Compared(NamedTuple):
    """A field of a reference: what its text states, word for word, what the record says, and whether they agree.

    Of the authors it is the first, or the list up to the first that differs. `recorded` is the value that agrees
    where the registries hold several. "same" and "differs" are the comparison's own words (`compare`); "unstated":
    the text does not give it; "unrecorded": no registry does; "unclear": nobody can tell where the text gives it, or
    what it gives is neither the record's nor surely wrong (an article's number for its pages).
    """

    field: Field
    stated: str
    recorded: str
    outcome: Outcome


class _Read(NamedTuple):
    """A field as far as it was read: `elsewhere` tells that the text may state it where nobody found it."""

    place: Place | None
    recorded: str
    same: bool = False
    elsewhere: bool = False


def compared(text: str, record: Record) -> tuple[Compared, ...]:
    """The six fields of a reference's text (without its label), held against a record."""
    reading = Reading(text, record)
    result = reading.result()
    found = {each.field: each for each in reversed(result.differences)}
    if "paper" in found:
        # The paper as a whole is another one; what about it differs is told field by field.
        around = {each.field: each for each in reversed(tuple(reading.fields(reading.author())))}
        found = {**around, "title": found["paper"]} if not around or not _has_title(reading) else around
    return tuple(_told(field, read(reading), found.get(field), reading) for field, read in _READERS.items())


def _told(field: Field, read: _Read, difference: Difference | None, reading: Reading) -> Compared:
    stated = reading.text[slice(*read.place)] if read.place else ""
    if difference is not None:
        return _differing(field, read, difference, reading)
    if not read.recorded:
        return Compared(field, stated, "", "unrecorded" if stated or read.elsewhere else "unstated")
    if not stated:
        return Compared(field, "", read.recorded, "unclear" if read.elsewhere else "unstated")
    return Compared(field, stated, read.recorded, "same" if read.same else "unclear")


def _differing(field: Field, read: _Read, difference: Difference, reading: Reading) -> Compared:
    place = read.place or (difference.start, difference.end)
    recorded = read.recorded if field in ("title", "pages", "volume") else difference.recorded
    if field == "author" and difference.kind != "first":
        place, recorded = _list_to(reading, difference, read)
    return Compared(field, reading.text[slice(*place)], recorded, "differs")


# Title


def _has_title(reading: Reading) -> bool:
    """Whether the record's title stands in the text, word for word."""
    located = reading.title
    return located is not None and located.share == 1 and not located.changes


def _title(reading: Reading) -> _Read:
    titles = [each for each in (reading.record.title, *reading.record.other_titles) if each]
    if reading.span[1]:
        start, end = extent.title(reading.text, (reading.span[0], _with_subtitle(reading)))
        same = _has_title(reading) and _stands_as_title(reading)
        return _Read((start, end), _nearest(titles, reading, reading.text[start:end]), same)
    stated = stated_title.stated(reading.quieted, reading.words, reading.record, reading.frame_at())
    place = extent.title(reading.text, stated) if stated else None
    return _Read(place, next(iter(titles), ""))


def _with_subtitle(reading: Reading) -> int:
    """Where the title ends whose words were found: a subtitle that the record does not have belongs to it."""
    end = reading.span[1]
    journals = (reading.record.journal, *reading.record.other_journals)
    behind = sentence_behind(Frame(reading.quieted, reading.words, journals), end)
    return behind[-1].end if behind else end


def _stands_as_title(reading: Reading) -> bool:
    """Whether a title that is too short to be one wherever it stands has the journal or nothing but marks behind it."""
    if reading.title is not None and reading.title.length >= TELLING:
        return True
    before = reading.quieted[: reading.span[0]].rstrip()
    return reading.result().described and (not before or not (before[-1].isalnum() or before[-1] in ",&-"))


def _nearest(titles: Sequence[str], reading: Reading, stated: str) -> str:
    """The title of several that the text has, or the one that comes nearest to it."""
    said = "".join(words(stated))
    equal = [title for title in titles if "".join(words(title)) == said]
    if equal or len(titles) < 2:
        return next(iter(equal or titles), "")
    journals = (reading.record.journal, *reading.record.other_journals)
    ranked = [
        (located.rank, title)
        for title in titles
        if (located := locate((title,), reading.quieted, reading.words, journals)) is not None
    ]
    return min(ranked, key=lambda each: each[0])[1] if ranked else titles[0]


# First author


def _author(reading: Reading) -> _Read:
    recorded = reading.authors[0][0] if reading.authors else ""
    cited = _first_cited(reading)
    if cited is None:
        return _Read(None, recorded, elsewhere=False)
    heads = [head for each in reading.authors for head in _heads(each)]
    begins = reading.author() is not False if reading.beginning is None else reading.author() is True
    match = next((head for head in heads if begins and _is_one(head, cited)), None)
    place = _group_place(reading, match, cited) if match else extent.name(reading.text, cited)
    return _Read(place, match or recorded, match is not None)


def _heads(listed: Sequence[str]) -> Sequence[str]:
    """Who may be named first: the first author, or the first person behind a group."""
    return listed[:1] if names.name_of(listed[0]).initials else listed[:2]


def _is_one(author: str, cited: Cited) -> bool:
    name = names.name_of(author)
    return names.likeness(name, cited) == "same" or names.swapped(name, cited.words)


def _first_cited(reading: Reading) -> Cited | None:
    """The first name of the text; behind the title where the text begins with it."""
    known = [names.name_of(author) for listed in reading.authors[:1] for author in listed[:20]]
    if reading.beginning is not None:
        listed = authors.merged(reading.byline.names[:8], known)
        return listed[0] if listed else _beginning(reading)
    if not reading.span[1]:
        return None
    behind = " " * reading.span[1] + reading.quieted[reading.span[1] :]
    listed = authors.merged(byline.read(behind, _behind_names(reading)).names[:8], known)
    sure = [each for each in listed[:1] if each.sure and each.initials]
    return sure[0] if sure else None


def _behind_names(reading: Reading) -> int:
    journal = _journal(reading).place
    return journal[0] if journal else _between(reading)[1]


def _beginning(reading: Reading) -> Cited | None:
    begins = reading.beginning
    return Cited(begins.words, "", begins.start, begins.end) if begins else None


def _group_place(reading: Reading, author: str, cited: Cited) -> Place:
    """The whole name of a group that a comma or an "and" cuts: "Centers for Disease Control and Prevention"."""
    whole = words(author)
    first = next((at for at, each in enumerate(reading.words) if each.start >= cited.start), 0)
    said = reading.words[first : first + len(whole)]
    if names.name_of(author).initials or tuple(each.word for each in said) != whole:
        return extent.name(reading.text, cited)
    return said[0].start, max(said[-1].end, cited.end)


def _list_to(reading: Reading, difference: Difference, read: _Read) -> tuple[Place, str]:
    """The authors up to the one that differs, in the text and in the record."""
    first = read.place[0] if read.place else difference.start
    listed = next((each for each in reading.authors if set(_split(difference)) <= set(each)), reading.authors[0])
    last = max((listed.index(each) for each in _split(difference) if each in listed), default=-1)
    if last < 0:
        last = sum(each.start < difference.start for each in reading.byline.names) - 1
    return (min(first, difference.start), difference.end), ", ".join(listed[: last + 1])


def _split(difference: Difference) -> list[str]:
    return difference.recorded.split(", ") if difference.recorded else []


# Year


def _year(reading: Reading) -> _Read:
    accepted = sorted(reading.accepted_years())
    recorded = str(reading.record.year or next(iter(accepted), ""))
    stated = _outside(reading.years, [each for each in (reading.volume, reading.page) if each]) or reading.years
    right = [each for each in stated if int(each.value) in accepted]
    if right:
        return _Read((right[0].start, right[0].end), right[0].value, same=True)
    if len({each.value for each in stated}) == 1:
        return _Read((stated[0].start, stated[0].end), recorded)
    ahead = _second_date().search(reading.text) if not stated else None
    if ahead:
        return _Read(ahead.span("year"), recorded, same=int(ahead["year"]) in accepted)
    return _Read(None, recorded, elsewhere=bool(stated))


@cache
def _second_date() -> re.Pattern[str]:
    """A date that is not that of the volume, but the only one of some papers ahead of print."""
    return re.compile(r"\b(?:Epub|e-?published)\b[^.;]{0,30}?(?P<year>\b(?:19|20)\d\d\b)", re.IGNORECASE)


def _outside(stated: Sequence[Stated], others: Sequence[Stated]) -> list[Stated]:
    return [each for each in stated if not any(one.start < each.end and each.start < one.end for one in others)]


# Journal


def _journal(reading: Reading) -> _Read:
    journals = [each for each in (reading.record.journal, *reading.record.other_journals) if each]
    recorded = next(iter(journals), "")
    begin, end = _between(reading)
    found = list(journal_place.named(journals, reading.words, reading.text, begin, end)) if journals else []
    if found:
        last = max(end for _, end in found)
        place = _without_labels(reading, (min(start for start, end in found if end == last), last))
        said = " ".join(words(reading.quieted[slice(*place)]))
        match = next((each for each in journals if same_journal(said, each)), recorded)
        return _Read(extent.journal(reading.text, place), match, same=True)
    stated = journal_place.stated(reading.text, reading.quieted, begin, end) if reading.span[1] else None
    if stated is not None:
        return _Read(extent.journal(reading.text, (stated.start, stated.end)), recorded)
    rest = re.sub(r"(?:19|20)\d\d.*", "", reading.quieted[begin:end], flags=re.DOTALL)
    return _Read(None, recorded, elsewhere=bool(re.search(r"[^\W\d_]{4}", rest)))


# "In: J Imag Rehabil", "J Imag Rehabil, vol. 12": small words of a journal's name that are none of it at its ends.
_AT_THE_ENDS = frozenset("in vol volume v bd t".split())


def _without_labels(reading: Reading, place: Place) -> Place:
    held = [each for each in reading.words if place[0] <= each.start and each.end <= place[1]]
    while len(held) > 1 and held[-1].word in _AT_THE_ENDS:
        held.pop()
    while len(held) > 1 and held[0].word in _AT_THE_ENDS:
        held.pop(0)
    return held[0].start, held[-1].end


def _between(reading: Reading) -> Place:
    """Between the title and the volume, the page, the date or whatever ends the text."""
    begin = reading.span[1]
    places = [each.start for each in (reading.volume, reading.page) if each is not None and each.start > begin]
    years = [each.start for each in reading.years if each.start > begin]
    return begin, min(places or years, default=len(reading.text))


# Volume and pages


def _volume(reading: Reading) -> _Read:
    record, volume = reading.record, reading.volume or _labelled_volume(reading)
    recorded = [each for each in (record.volume, *record.other_volumes) if each]
    if volume is None:
        return _Read(None, next(iter(recorded), ""), elsewhere=_unread(reading))
    value = frame.volume_of(volume.value)
    right = [each for each in recorded if frame.volume_of(each) == value]
    return _Read(extent.volume(reading.text, volume), next(iter(right or recorded), ""), bool(right))


@cache
def _volume_label() -> re.Pattern[str]:
    return re.compile(r"\b(?:[Vv]ol(?:ume)?|Bd)\.?[ ]{0,3}(?P<volume>\d{1,4})\b")


def _labelled_volume(reading: Reading) -> Stated | None:
    """A volume that says what it is in a text without pages."""
    match = _volume_label().search(reading.quieted, reading.span[1])
    return Stated(match["volume"], *match.span("volume")) if match else None


def _pages(reading: Reading) -> _Read:
    record, page = reading.record, reading.page
    recorded = [each for each in (record.pages, *record.other_pages) if each]
    if page is None:
        return _Read(None, next(iter(recorded), ""), elsewhere=_unread(reading))
    place = extent.pages(reading.text, page)
    said = reading.text[slice(*place)]
    opening = [each for each in recorded if frame.first_page(each) == frame.first_page(page.value)]
    # The comparison asks for the first page alone. Another last one is not told as a fault, nor as the same.
    right = [each for each in opening if _one_end(said, each)]
    return _Read(place, next(iter(right or opening or recorded), ""), bool(right))


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(
        r"(?P<first>\d{1,12})[A-Za-z]?(?:\.e(?P<from>\d{1,4}))?\s?[-‐‑‒–—−]\s?[A-Za-z]{0,3}(?P<last>\d{1,12})"
    )


def _one_end(said: str, recorded: str) -> bool:
    """Whether two stretches of pages end on one page; so they do where one of them does not say where it ends."""
    ends = [_last_page(each) for each in (said, recorded)]
    return "" in ends or ends[0] == ends[1]


def _last_page(pages: str) -> str:
    """The last page in full: 115 of "107-15"; empty where only the first is named."""
    match = _ends().search(pages)
    if match is None:
        return ""
    first, last = match["first"], match["last"]
    return (first[: len(first) - len(last)] + last if len(last) < len(first) else last).lstrip("0")


def _unread(reading: Reading) -> bool:
    """Whether numbers stand behind the title of which nobody knows what they are: no years, and no days."""
    known = [each for each in (reading.volume, reading.page) if each is not None]
    if len(known) == 2:
        return False
    held = [
        extent.pages(reading.text, each) if each is reading.page else extent.volume(reading.text, each)
        for each in known
    ]
    return any(not any(start <= number.start() < end for start, end in held) for number in _numbers(reading))


def _numbers(reading: Reading) -> Iterator[re.Match[str]]:
    title = _title(reading).place
    for match in re.compile(r"(?<![\w.])[A-Za-z]{0,3}\d{1,12}\b").finditer(reading.quieted, title[1] if title else 0):
        around = reading.quieted[max(match.start() - 12, 0) : match.start()].split()
        is_day = bool(around) and around[-1].strip(".,").lower() in frame.MONTHS
        if not is_day and not re.fullmatch(r"(?:1[6-9]|20)\d\d", match[0]):
            yield match


_READERS: dict[Field, Callable[[Reading], _Read]] = {
    "title": _title,
    "author": _author,
    "year": _year,
    "journal": _journal,
    "volume": _volume,
    "pages": _pages,
}
