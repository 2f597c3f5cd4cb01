"""Whether a record is the paper that a reference describes, and which fields differ.

Nobody parses a citation reliably. So the record is looked for in the text: its title word by word, its authors in
their order, year, volume, first page and journal. What is not found is no fault; only another value in its place is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from lint.finding import Severity
from lint.records import Record
from lint.resolve.matching import authors, byline, frame, journal_place, names, stated_title, wording
from lint.resolve.matching.fold import tokens, words
from lint.resolve.matching.frame import Stated
from lint.resolve.matching.titles import FOUND, Located, locate, mains

FieldName = Literal["paper", "title", "author", "year", "volume", "pages", "journal"]


class Difference(NamedTuple):
    """What the text says and what the record says instead; [start, end) is its place in the reference's text.

    `said` is empty where the text lacks words of the title or an author (the place is that of what stands before),
    and for another paper. `kind` tells what a difference in a title means (see `wording`), or in the authors: "first"
    for the first one, else as in `authors`.
    """

    field: FieldName
    severity: Severity
    start: int
    end: int
    said: str
    recorded: str
    kind: str = ""


class Comparison(NamedTuple):
    """`described` tells that the text names the paper of the record, be it with differences."""

    described: bool = False
    differences: tuple[Difference, ...] = ()

    @property
    def grave(self) -> bool:
        """Whether another paper is meant, as far as the text tells."""
        return any(difference.severity == "error" for difference in self.differences)

    def better(self, other: Comparison) -> Comparison:
        """What is left when two registries describe one work: a value that either of them holds is right."""
        if (self.described, not self.grave) != (other.described, not other.grave):
            return max(self, other, key=lambda each: (each.described, not each.grave))
        fields = {difference.field for difference in other.differences}
        return self._replace(differences=tuple(each for each in self.differences if each.field in fields))


def look_alike(left: Record, right: Record) -> bool:
    """Whether two records could be one work: one title, subtitles aside, one first author, and nearly one year.

    "Reply" and "Editorial" are titles of many works, so the title alone is not enough.
    """
    if left.authors and right.authors:
        first = names.name_of(right.authors[0])
        if not names.stands_in(first, names.name_of(left.authors[0]).family):
            return False
    if left.year and right.year and abs(left.year - right.year) > 2:
        return False
    return _one_title(left, right)


def _one_title(left: Record, right: Record) -> bool:
    for mine in (left.title, *left.other_titles):
        for theirs in (right.title, *right.other_titles):
            shorter, longer = sorted((mine, theirs), key=lambda title: len(words(title)))
            if not words(shorter) or _NOTICE & set(words(shorter)) != _NOTICE & set(words(longer)):
                continue
            if "".join(words(shorter)) == "".join(words(longer)) or _is_main(words(shorter), longer):
                return True
    return False


def _is_main(main: tuple[str, ...], title: str) -> bool:
    """Whether a title lacks nothing but the subtitle of another; "Part 2" is none."""
    if len(main) < 4 or words(title)[: len(main)] != main or len(main) not in mains(title, tokens(title)):
        return False
    behind = words(title)[len(main)]
    return not wording.number(behind) and behind not in ("part", "teil", "partie", "parte")


# Notices, comments and answers carry the title of the paper that they are about.
_NOTICE = frozenset(
    "erratum errata corrigendum correction corrections retraction retracted withdrawal withdrawn concern addendum reply"
    " comment comments response author authors letter commentary editorial".split()
)


def compare(text: str, record: Record) -> Comparison:
    """Hold the text of a reference (without its label) against a record."""
    return Reading(text, record).result()


class Reading:
    """The text with what was found of the record in it."""

    def __init__(self, text: str, record: Record) -> None:
        self.text = text
        self.record = record
        self.quieted = frame.quiet(text)
        self.words = tokens(self.quieted)
        journals = (record.journal, *record.other_journals)
        titles = (record.title, *record.other_titles)
        self.title = locate(titles, self.quieted, self.words, journals, complete=bool(record.pmids))
        found = self.title if self.title is not None and self.title.share >= FOUND else None
        self.span = (found.start, found.end) if found else (0, 0)
        self.volume, self.page = frame.volume_and_page(self.quieted, self.span[1])
        self.years = frame.years(self.quieted, self.span)
        self.authors = tuple(each for each in (record.authors, *record.other_authors) if each)
        self.byline = byline.read(self.quieted, self.span[0] or len(text))
        self.beginning = names.beginning(self.quieted[: self.span[0]] if found and self.span[0] else self.quieted)
        if found and self.beginning and self.beginning.start >= self.span[0]:
            self.beginning = None  # it begins with its title

    def result(self) -> Comparison:
        """The comparison."""
        located, author = self.title, self.author()
        if located is not None and located.telling:
            fields = tuple(self.fields(author))
            grave = any(change.grave for change in located.changes)
            if (grave and _is_elsewhere(fields)) or self._is_another_place(_places(fields)):
                return Comparison(False, (self._other(),))
            return Comparison(True, (*_title(located), *fields))
        if located is not None and located.share == 1 and not any(change.grave for change in located.changes):
            # A short title stands in any text: something else must agree.
            before = [each for each in _title(located) if each.kind == "word"]
            return Comparison(author is True or self._coordinates(), (*before, *self.fields(author)))
        if located is not None and located.share >= FOUND and author is not False and self._coordinates():
            return Comparison(True, (*_title(located), *self.fields(author)))
        if self._coordinates() and author is not False:
            fields = tuple(self.fields(author))
            if (severity := self._other_title()) is None:
                return Comparison(True, fields)
            return Comparison(severity == "warning", (self._other(severity),))
        if self._is_other(author):
            return Comparison(False, (self._other(),))
        return Comparison()

    def _other(self, severity: Severity = "error") -> Difference:
        return Difference("paper", severity, 0, len(self.text.rstrip()), "", self.record.title)

    def _coordinates(self) -> bool:
        """Whether volume and first page, or the page and the year, are the record's: a translated title still is it."""
        if self.page is None or frame.first_page(self.page.value) not in self.pages():
            return False
        if self.volume is not None and self.volumes():
            return frame.volume_of(self.volume.value) in self.volumes()
        return any(int(year.value) in self.accepted_years() for year in self.years)

    def volumes(self) -> set[str]:
        """The volumes that are right, as they compare."""
        return {frame.volume_of(each) for each in (self.record.volume, *self.record.other_volumes) if each}

    def pages(self) -> set[str]:
        """The first pages that are right, as they compare."""
        return {frame.first_page(each) for each in (self.record.pages, *self.record.other_pages) if each}

    def accepted_years(self) -> set[int]:
        """The years that are right."""
        return {*self.record.other_years} | ({self.record.year} if self.record.year else set())

    def _is_other(self, author: bool | None) -> bool:
        """Whether the text, which has another title, describes another paper beyond doubt."""
        if len(words(self.record.title)) < 2:
            return False
        if _is_elsewhere(tuple(self.fields(None))):
            return True
        content = wording.content([token.word for token in self.words if token.word.isalpha()])
        bibliographic = bool(self.years or self.page or (self.beginning and self.beginning.surely))
        if len(content) < 4 or not bibliographic:
            return False
        if author is not True or self._other_title() == "error":
            return True
        return any(difference.field in ("year", "volume", "pages") for difference in self.fields(None))

    def _other_title(self) -> Severity | None:
        """How surely the text has a title, and another one."""
        return stated_title.severity(self.quieted, self.words, self.record, self.frame_at())

    def frame_at(self) -> int:
        """Where the volume or the page stands; the text's end where neither is known."""
        return min((each.start for each in (self.volume, self.page) if each is not None), default=len(self.text))

    @property
    def has_title(self) -> bool:
        """Whether the record's title stands in the text, word for word."""
        return self.title is not None and self.title.share == 1 and not self.title.changes

    def fields(self, author: bool | None) -> Iterator[Difference]:
        """What differs but the title; `author` is what `author()` says."""
        if author is False and self.beginning is not None:
            start, end = self.beginning.start, self.beginning.end
            yield Difference("author", "warning", start, end, self.text[start:end], self.authors[0][0], "first")
        elif author is not False and self.span[0]:
            yield from self._byline()
        yield from self._year()
        yield from self._numbers()
        yield from self._journal()

    def _is_another_place(self, places: set[FieldName]) -> bool:
        """Whether the text gives another place for the title: it is another paper of that name."""
        places = places | self._other_page()
        if len(places) >= _OTHER_PLACE:
            return True
        # Two years or more and another page, and no volume that says otherwise.
        told = self.volume is not None and frame.volume_of(self.volume.value) in self.volumes()
        years = [abs(int(self.years[0].value) - year) for year in self.accepted_years()] if "year" in places else [0]
        return {"year", "pages"} <= places and min(years) >= _OTHER_YEAR and not told

    def _other_page(self) -> set[FieldName]:
        """That the page is another one, be it an article's number: no fault alone, but no word for the record."""
        pages = self.pages()
        return {"pages"} if self.page and pages and frame.first_page(self.page.value) not in pages else set()

    def _byline(self) -> Iterator[Difference]:
        """The authors that stand before the title, each in its place."""
        for slip in authors.slips(self.byline, self.authors, self.record.year):
            if slip.kind in ("name", "extra") and slip.start == self.byline.names[0].start:
                continue  # the first author is told apart
            said = self.text[slip.said.start : slip.said.end] if slip.said else ""
            yield Difference("author", "warning", slip.start, slip.end, said, slip.recorded, slip.kind)

    def author(self) -> bool | None:
        """Whether the text begins with a first author of the record; None when nobody can tell."""
        answers = [self._begins_with(each) for each in self.authors]
        return True if True in answers else None if None in answers or not answers else False

    def _begins_with(self, authors: tuple[str, ...]) -> bool | None:
        begins = self.beginning
        if begins is None:
            return None
        first = names.name_of(authors[0])
        # A group stands before or behind the people who wrote for it, so the second name is as good.
        heads = [first] if first.initials else [first, *map(names.name_of, authors[1:2])]
        if any(names.stands_in(name, begins.words) or names.swapped(name, begins.words) for name in heads):
            return True
        if self.span[0] and any(
            names.likeness(name, each) == "same" for each in self.byline.names[:1] for name in heads
        ):
            return True
        if not names.latin(begins.words) or not names.latin(first.family) or not begins.surely:
            return None
        # A registry that lost the first author has the others in their order.
        others = self.byline.names[1:4]
        if len(others) == 3 and len(authors) >= 3:
            kept = zip(authors, others, strict=False)
            return None if all(names.likeness(names.name_of(one), other) == "same" for one, other in kept) else False
        return False

    def _year(self) -> Iterator[Difference]:
        accepted = self.accepted_years()
        if not accepted or not self.years or any(int(year.value) in accepted for year in self.years):
            return
        if len({year.value for year in self.years}) == 1:
            yield self._difference("year", self.years[0], str(self.record.year or min(accepted)))

    def _numbers(self) -> Iterator[Difference]:
        volume, page, record = self.volume, self.page, self.record
        if (
            volume is not None
            and record.volume
            and frame.volume_of(volume.value) not in self.volumes()
            and record.volume != str(record.year)
        ):
            yield self._difference("volume", volume, record.volume)
        if page is None or not record.pages or frame.first_page(page.value) in self.pages():
            return
        # The pages of a PDF count from one, whatever the article's number is.
        first, recorded = frame.first_page(page.value), frame.first_page(record.pages)
        ranged = {"-" in record.pages or "–" in record.pages, self._is_ranged(page)}
        if len(ranged) == 1 or len(first) == len(recorded) or "1" not in (first, recorded):
            yield self._difference("pages", page, record.pages)

    def _is_ranged(self, page: Stated) -> bool:
        return self.quieted[page.end : page.end + 3].strip()[:1] in frozenset("-‐‑‒–—−") - {""}

    def _journal(self) -> Iterator[Difference]:
        journals = [name for name in (self.record.journal, *self.record.other_journals) if name]
        begin = self.span[1]
        places = [each.start for each in (self.volume, self.page) if each is not None and each.start > begin]
        if not journals or not begin:
            return
        end = min(places) if places else self._ahead(begin)
        if not end:
            return
        said = journal_place.stated(self.text, self.quieted, begin, end)
        if said is None or journal_place.is_named(journals, self.words, self.text, begin, end):
            return
        yield self._difference("journal", said, journals[0])

    def _ahead(self, begin: int) -> int:
        """Where the journal's name ends in a text that has neither volume nor page: ahead of print; 0 elsewhere."""
        if not self.span[0] or self.beginning is None or self.record.type not in ("", "journal-article"):
            return 0
        return journal_place.ahead(self.text, begin, [year.start for year in self.years])

    def _difference(self, field: FieldName, stated: Stated, recorded: str) -> Difference:
        return Difference(field, "warning", stated.start, stated.end, self.text[stated.start : stated.end], recorded)


def _is_elsewhere(fields: tuple[Difference, ...]) -> bool:
    """Whether what surrounds a title with grave changes belongs to another paper: another author, two other numbers."""
    places = _places(fields)
    return "author" in places or len(places & {"year", "volume", "pages"}) >= 2


# A title under which first author, year, journal, volume and page do not agree in so many is that of another paper:
# the abstract of a congress, the report of another year.
_OTHER_PLACE = 3
_OTHER_YEAR = 2


def _places(fields: tuple[Difference, ...]) -> set[FieldName]:
    """The fields that differ and tell where a paper stands; of the authors the first counts."""
    return {each.field for each in fields if each.field != "author" or each.kind == "first"}


def _title(located: Located) -> Iterator[Difference]:
    for change in located.changes:
        severity: Severity = "error" if change.grave else "warning"
        yield Difference("title", severity, change.start, change.end, change.said, change.recorded, change.kind)
