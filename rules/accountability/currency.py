"""When an article was written, looked at and changed, and when it is due again: by its labels, by the front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from lint.document import Document
from lint.spans import Span
from rules.accountability import dates, matter, words
from rules.accountability.lines import Line, title
from rules.accountability.told import Told
from rules.disclaimer.phrases import fold

Role = Literal["written", "reviewed", "updated", "due"]
# What a field or label holds instead of a date: the generator's own, which nobody here knows; the day of the build,
# which tells nothing; words that are no date; nothing.
Fault = Literal["", "filled", "now", "wrong"]


class Stated(NamedTuple):
    """A date that the article states of itself: what happened then, the days that may be meant, and where it stands."""

    role: Role
    text: str
    span: Span
    first: date = date.min
    last: date = date.min
    fault: Fault = ""
    hidden: str = ""
    key: str = ""


def find(document: Document, lines: Sequence[Line], told: Sequence[Told], today: date | None) -> Iterator[Stated]:
    """All dates that the article states of itself, seen or not."""
    yield from _in_name(document)
    yield from _in_matter(document, today)
    for each in told:
        yield from _told(each, today)
    for line in lines:
        if not line.quoted:
            yield from _late(line)
        if line.head and not line.hidden and not line.wrapped and line.block.kind in ("paragraph", "html", "code"):
            yield from _bare(line)


def _in_name(document: Document) -> Iterator[Stated]:
    """The date in a file's name, from which Jekyll, Docusaurus and Hugo date a post: `2025-05-03-ketamine.md`."""
    match = re.match(r"(\d{4}-\d{2}-\d{2})[-_.]", document.path.replace("\\", "/").rpartition("/")[2])
    day = dates.read(match[1]) if match else None
    if match and isinstance(day, dates.Day):
        yield Stated("written", match[1], title(document), day.first, day.last, key="the name of the file")


_ROLES: tuple[tuple[str, Role], ...] = (
    ("due", "due"),
    ("reviewed", "reviewed"),
    ("updated", "updated"),
    ("written", "written"),
)


def _in_matter(document: Document, today: date | None) -> Iterator[Stated]:
    for entry in matter.entries(document):
        role = next((role for section, role in _ROLES if matter.names(entry, section)), None)
        ambiguous = role is None and matter.names(entry, "ambiguous")
        value = entry.value
        if (role is None and not ambiguous) or matter.is_nothing(value) or value.lower() in ("true", "false"):
            continue
        stated = Stated(role or "reviewed", value, entry.field.span, key=entry.key)
        short = matter.short(value)
        day = dates.read(fold(value).text)
        if isinstance(day, dates.Day):
            found = stated._replace(first=day.first, last=day.last)
            yield _resolved(found, today) if ambiguous else found
        elif short in words.keys("filled") or ("{{" in value and role != "written"):
            yield stated._replace(fault="filled")
        elif short in words.keys("now") or short.startswith(("rsysdate", "rformatsys")):
            yield stated._replace(fault="now")
        else:
            yield stated._replace(fault="wrong")


def _resolved(stated: Stated, today: date | None) -> Stated:
    """A "review date", which is that of the last review or of the next: one to come can only be the next."""
    return stated._replace(role="due") if today is not None and stated.first > today else stated


def _told(told: Told, today: date | None) -> Iterator[Stated]:
    """The date behind a label, or behind the name of a reviewer or author."""
    line, text = told.line, told.line.folded.text
    if told.kind not in words.DATED:
        if told.kind == "by" and not told.begins:
            return
        yield from _behind_name(told)
        return
    if line.block.kind == "heading" and not told.marked:
        return
    position = _filled(text, told.start)
    if line.folded.text[position : position + 2] == "{{":
        yield Stated("updated", told.value, told.span, fault="filled", hidden=line.hidden)
        return
    day = dates.read(text, position)
    if day is None and told.marked:
        found = dates.find(text[: told.end], told.start)
        day = found[1] if found and found[0] - told.start <= 40 else None
    if day is None:
        return
    if not told.marked and not _closes(text, day.end):
        return  # "Updated in 2019, the guideline ..."
    role: Role = next((role for section, role in _ROLES if section == told.kind), "reviewed")
    yield from _stated(line, role, position, day, told.kind == "ambiguous", today)


def _stated(
    line: Line, role: Role, start: int, day: dates.Day | dates.NoDay, ambiguous: bool = False, today: date | None = None
) -> Iterator[Stated]:
    place, text = line.span(start, day.end), line.source(start, day.end).strip()
    stated = Stated(role, text, place, hidden=line.hidden)
    if isinstance(day, dates.NoDay):
        yield stated._replace(fault="wrong")
        return
    stated = stated._replace(first=day.first, last=day.last)
    yield _resolved(stated, today) if ambiguous else stated


def _filled(text: str, start: int) -> int:
    """Behind the small words between a label and its date: "on", "am", "le"."""
    fill = words.pattern("fill")
    start = _behind_marks(text, start)
    while match := fill.match(text, start):
        start = _behind_marks(text, match.end())
    return start


def _behind_marks(text: str, start: int) -> int:
    """Behind the colon, blanks, brackets and markup that stand there, eight characters at most."""
    marks = re.compile(r"[\s:,*_(\"'-]{1,8}").match(text, start)
    return marks.end() if marks else start


def _closes(text: str, end: int) -> bool:
    """Whether a date ends what is told: nothing behind it, a bar, a bracket, a full stop, or who did it."""
    rest = text[end:].lstrip(" *_")
    if re.match(r"(?:$|[|\u00b7\u2022;)(\]/.-])", rest):
        return True
    match = words.label().match(rest.lstrip(" ,"))
    return (
        match is not None
        or re.match(r",?\s?(?:and|und|et|y|e|en|by|von|par|por|da|di|door|at|um|a|\d)\b", rest) is not None
    )


def _behind_name(told: Told) -> Iterator[Stated]:
    """The date at the end of "Medically reviewed by John Doe, MD, on 3 May 2025" or "By Jane Roe, 3 May 2025"."""
    line, text = told.line, told.line.folded.text
    found = dates.find(text[: told.end], told.start)
    if found is None or line.quoted or not line.edge:
        return
    start, day = found
    if not _closes(text, day.end):
        return
    role: Role = "reviewed" if told.kind == "reviewer" else "written"
    yield from _stated(line, role, start, day)


def _late(line: Line) -> Iterator[Stated]:
    """A sentence whose verb stands behind the date: "Dieser Artikel wurde am 3. Mai 2025 aktualisiert"."""
    text = line.folded.text
    begun = words.late().match(text)
    found = dates.find(text[:160], begun.end()) if begun else None
    if found is None or not isinstance(found[1], dates.Day):
        return
    start, day = found
    behind = text[day.end : day.end + 80]
    for section, role in _ROLES:
        match = words.pattern(section).search(behind)
        # The sentence ends with its verb: in "... vom 3. Mai 2019 geschrieben, die ..." something else has the date.
        if match and re.match(r"\s?(?:\.|$)", behind[match.end() :]):
            yield from _stated(line, role, start, day)
            return


def _bare(line: Line) -> Iterator[Stated]:
    """A date that stands alone below the title, or with a byline: "3 May 2025 · 5 min read"."""
    text = line.folded.text
    for piece in re.finditer(r"[^|\u00b7\u2022]+", text[:300]):
        start = piece.start() + len(piece[0]) - len(piece[0].lstrip(" *_("))
        day = dates.read(text, start)
        if (
            isinstance(day, dates.Day)
            and day.end >= piece.end() - 2
            and not re.fullmatch(r"\d{4}", text[start : day.end])
        ):
            yield from _stated(line, "written", start, day)
            return


def is_future(stated: Stated, today: date | None) -> bool:
    """Whether a date lies ahead; somewhere it is tomorrow already."""
    return today is not None and not stated.fault and stated.first > today + timedelta(days=1)
