"""Field by field: what reference texts made from real records state, and whether the evidence says so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lint.records import Record
from lint.resolve.matching.fields import Compared, Field, compared
from lint.resolve.matching.fold import words
from tests.bench.citation_styles import abbreviated, plain
from tests.bench.measurement import Figure
from tests.bench.pasted_styles import person

FIELDS: tuple[Field, ...] = ("title", "author", "year", "journal", "volume", "pages")
# What a style leaves out.
_WITHOUT: dict[str, tuple[Field, ...]] = {
    "ahead of print": ("volume", "pages"),
    "full names": ("volume", "pages"),
    "rsc": ("title",),
}
# Liberties under which the text gives another value than the record for good reasons, which nobody calls the same.
_OTHER_VALUES: dict[str, tuple[Field, ...]] = {
    "article number for pages": ("pages",),
    "no pages in the record": ("pages",),
    "the registry lost the first author": ("author",),
}


class Trial(NamedTuple):
    """A reference text held against a record; `grave` is None for a correct one. `written` is what the text gives."""

    kind: str
    text: str
    record: Record
    grave: bool | None
    written: Record
    style: str


def correct(name: str, trials: Sequence[Trial]) -> Iterator[Figure | str]:
    """The shares of fields that correct texts state and that come out the same, and of those that they leave out."""
    same, stated, unstated, left_out, differing = Counter[Field](), Counter[Field](), 0, 0, 0
    for trial in trials:
        for each in compared(trial.text, trial.record):
            differing += each.outcome == "differs"
            if each.field in _OTHER_VALUES.get(trial.kind.partition(",")[0], ()):
                continue
            if _writes(trial, each.field):
                right = each.outcome == "same" and _is_what_was_written(each, trial)
                stated[each.field] += 1
                same[each.field] += right
            else:
                right = each.outcome == "unstated"
                left_out += 1
                unstated += right
            if not right:
                yield f"FIELD [{trial.kind}] {' | '.join(each)} | {trial.text}"
    for field in FIELDS:
        yield Figure(f"{name}{field} stated: the same", same[field] / stated[field], 0.98)
    yield Figure(f"{name}fields left out: unstated", unstated / left_out, 0.95)
    yield Figure(f"{name}fields of correct texts that differ", differing)


def wrong(name: str, trials: Sequence[Trial]) -> Iterator[Figure | str]:
    """How many fields that were made wrong are said to be the same."""
    made, told, false = 0, 0, 0
    for trial in trials:
        changed = set(_changed(trial))
        for each in compared(trial.text, trial.record):
            if each.field in changed and _writes(trial, each.field):
                made += 1
                told += each.outcome == "differs"
                false += each.outcome == "same"
                if each.outcome == "same":
                    yield f"FALSE [{trial.kind}] {' | '.join(each)} | {trial.text}"
    yield Figure(f"{name}fields made wrong", made)
    yield Figure(f"{name}fields made wrong that differ", told / made)
    yield Figure(f"{name}fields made wrong and called the same", false, 0, at_most=True)


def _changed(trial: Trial) -> Iterator[Field]:
    record, written = trial.record, trial.written
    if words(written.title) != words(record.title):
        yield "title"
    if written.authors[:1] != record.authors[:1]:
        yield "author"
    if written.year != record.year and written.year not in record.other_years:
        yield "year"
    if written.journal != record.journal:
        yield "journal"
    if written.volume != record.volume:
        yield "volume"
    if written.pages != record.pages:
        yield "pages"


def _writes(trial: Trial, field: Field) -> bool:
    if field in _WITHOUT.get(trial.style, ()):
        return False
    return field != "volume" or bool(trial.written.volume)


def _is_what_was_written(each: Compared, trial: Trial) -> bool:
    stated = _bare(each.stated)
    return any(_bare(value) == stated for value in _spelled(each.field, trial.written))


def _bare(text: str) -> str:
    """Letters and figures: styles differ in dots, dashes, quotation marks and emphasis."""
    return re.sub(r"[\W_]", "", text).casefold()


_RETRACTED = re.compile(r"^\[?(?:retracted|withdrawn)(?: article)?[:\]] ", re.IGNORECASE)


def _spelled(field: Field, record: Record) -> Iterator[str]:
    """A field in every spelling that a style could give it."""
    if field == "title":
        yield plain(record.title)
        yield _RETRACTED.sub("", plain(record.title))
        yield from re.findall(r"\[([^\[\]]+)\]$", plain(record.title).rstrip("."))  # the gloss is what the record has
    elif field == "author":
        yield plain(record.authors[0])
        one = person(plain(record.authors[0]))
        for given in (one.initials, one.given, ""):
            yield from (f"{one.family}{given}", f"{given}{one.family}", f"{one.family}{given}{one.suffix}")
    elif field == "year":
        yield str(record.year)
    elif field == "journal":
        yield from (record.journal, *record.other_journals)
    elif field == "volume":
        yield from (record.volume, f"{record.volume}({record.issue})")
    else:
        yield from (record.pages, abbreviated(record.pages), record.pages.partition("-")[0])
