"""What the text of a reference states for each field, and whether the record says the same.

The comparison tells what differs. Whoever signs for a list of references also wants to see what agrees, and where
nobody could tell. Nothing is called the same that the text does not hold in the place of that field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Literal, NamedTuple

from lint.records import Record
from lint.resolve.matching import extent, stated_author, stated_source, stated_title
from lint.resolve.matching.compare import Difference, Reading
from lint.resolve.matching.extent import Place, Read
from lint.resolve.matching.fold import tokens, words
from lint.resolve.matching.frame import Stated
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


def compared(text: str, record: Record) -> tuple[Compared, ...]:
    """The six fields of a reference's text (without its label), held against a record."""
    reading = Reading(text, record)
    result = reading.result()
    found = {each.field: each for each in reversed(result.differences)}
    if "paper" in found:
        # The paper as a whole is another one; what about it differs is told field by field.
        around = {each.field: each for each in reversed(tuple(reading.fields(reading.author())))}
        found = around if around and reading.has_title else {**around, "title": found["paper"]}
    return tuple(_told(field, read(reading), found.get(field), reading) for field, read in _READERS.items())


def _told(field: Field, read: Read, difference: Difference | None, reading: Reading) -> Compared:
    stated = reading.text[slice(*read.place)] if read.place else ""
    if difference is not None:
        return _differing(field, read, difference, reading)
    if not read.recorded:
        return Compared(field, stated, "", "unrecorded" if stated or read.elsewhere else "unstated")
    if not stated:
        return Compared(field, "", read.recorded, "unclear" if read.elsewhere else "unstated")
    return Compared(field, stated, read.recorded, "same" if read.same else "unclear")


def _differing(field: Field, read: Read, difference: Difference, reading: Reading) -> Compared:
    place = read.place or (difference.start, difference.end)
    recorded = read.recorded if field in ("title", "pages", "volume") else difference.recorded
    if field == "author" and difference.kind != "first":
        place, recorded = stated_author.listed_to(reading, difference, read.place)
    return Compared(field, reading.text[slice(*place)], recorded, "differs")


def _title(reading: Reading) -> Read:
    titles = [each for each in (reading.record.title, *reading.record.other_titles) if each]
    if reading.span[1]:
        end = _with_subtitle(reading)
        place = extent.title(reading.text, (reading.span[0], end))
        recorded = _nearest(titles, reading, reading.text[slice(*place)])
        # Another subtitle than the record's is not the same, be it told as a fault or not.
        exchanged = end > reading.span[1] and reading.title is not None and reading.title.length < len(words(recorded))
        same = reading.has_title and not exchanged and _is_whole(reading, end) and _stands_as_title(reading)
        return Read(place, recorded, same)
    stated = stated_title.stated(reading.quieted, reading.words, reading.record, reading.frame_at())
    return Read(extent.title(reading.text, stated) if stated else None, next(iter(titles), ""))


def _journals(reading: Reading) -> tuple[str, ...]:
    return reading.record.journal, *reading.record.other_journals


def _with_subtitle(reading: Reading) -> int:
    """Where the title ends whose words were found: a subtitle that the record does not have belongs to it."""
    end = reading.span[1]
    if reading.beginning is None:
        return end  # behind a title that stands first are the authors
    journal = stated_source.journal(reading)
    border = journal.place[0] if journal.place and journal.same else len(reading.text)
    if mark := _subtitle_mark().match(reading.quieted, end):
        rest = _title_end().search(reading.quieted, mark.end(), border)
        said = tokens(reading.quieted[end : rest.start()]) if rest else ()
        return end + said[-1].end if said else end
    behind = sentence_behind(Frame(reading.quieted, reading.words, _journals(reading)), end)
    is_label = bool(behind) and behind[0].word == "in" and reading.quieted[behind[0].end : behind[0].end + 1] == ":"
    return behind[-1].end if behind and behind[-1].end <= border and not is_label else end


@cache
def _subtitle_mark() -> re.Pattern[str]:
    return re.compile(r"[:–—][ ](?=[^\W\d_])|[ ][-–—]{1,2}[ ](?=[^\W\d_])")


@cache
def _title_end() -> re.Pattern[str]:
    return re.compile(r"[.?!](?=\s|[”’\"']|$)|[”»\"]|[’'](?=[,.]|\s|$)|$")


def _is_whole(reading: Reading, end: int) -> bool:
    """Whether nothing goes on behind a title without a mark: a number, a word more."""
    return Frame(reading.quieted, reading.words, _journals(reading)).ends(end) or not reading.quieted[
        end : end + 2
    ].strip(" *_").startswith(tuple("0123456789"))


def _stands_as_title(reading: Reading) -> bool:
    """Whether a title so short that it may stand anywhere has the journal behind it, and no sentence runs into it."""
    if reading.title is not None and reading.title.length >= TELLING:
        return True
    before = reading.quieted[: reading.span[0]].rstrip()
    if before and (before[-1].isalnum() or before[-1] in ",&-"):
        return False
    return reading.result().described and stated_source.journal(reading).same


def _nearest(titles: Sequence[str], reading: Reading, stated: str) -> str:
    """The title of several that the text has, or the one that comes nearest to it."""
    said = "".join(words(stated))
    equal = [title for title in titles if "".join(words(title)) == said]
    if equal or len(titles) < 2:
        return next(iter(equal or titles), "")
    ranked = [
        (located.rank, title)
        for title in titles
        if (located := locate((title,), reading.quieted, reading.words, _journals(reading))) is not None
    ]
    return min(ranked, key=lambda each: each[0])[1] if ranked else titles[0]


def _author(reading: Reading) -> Read:
    journal = stated_source.journal(reading).place
    return stated_author.read(reading, journal[0] if journal else stated_source.between(reading)[1])


def _year(reading: Reading) -> Read:
    accepted = sorted(reading.accepted_years())
    recorded = str(reading.record.year or next(iter(accepted), ""))
    stated = _years(reading)
    right = [each for each in stated if int(each.value) in accepted]
    if right:
        return Read((right[0].start, right[0].end), right[0].value, same=True)
    if len({each.value for each in stated}) == 1:
        return Read((stated[0].start, stated[0].end), recorded)
    ahead = _second_date().search(reading.text) if not stated else None
    if ahead:
        return Read(ahead.span("year"), recorded, same=int(ahead["year"]) in accepted)
    # What was taken for a changed title may have swallowed the year.
    return Read(None, recorded, elsewhere=bool(stated) or (bool(reading.span[1]) and not reading.has_title))


def _years(reading: Reading) -> Sequence[Stated]:
    """The years that are no volume, no page and no part of a journal's name, if there are others."""
    others = [(each.start, each.end) for each in (reading.volume, reading.page) if each]
    journal = stated_source.journal(reading)
    others += [journal.place] if journal.place and journal.same else []
    return [each for each in reading.years if not _overlaps((each.start, each.end), others)] or reading.years


def _overlaps(place: Place, others: Sequence[Place]) -> bool:
    return any(start < place[1] and place[0] < end for start, end in others)


@cache
def _second_date() -> re.Pattern[str]:
    """A date that is not that of the volume, but the only one of some papers ahead of print."""
    return re.compile(r"\b(?:Epub|e-?published)\b[^.;]{0,30}?(?P<year>\b(?:19|20)\d\d\b)", re.IGNORECASE)


_READERS: dict[Field, Callable[[Reading], Read]] = {
    "title": _title,
    "author": _author,
    "year": _year,
    "journal": stated_source.journal,
    "volume": stated_source.volume,
    "pages": stated_source.pages,
}
