"""Where an article says who pays for it and what interests its author has: a section, a label, a sentence, a field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lint.document import Document
from lint.spans import Span
from rules.accountability import authors, matter, words
from rules.accountability.lines import Line
from rules.disclaimer.phrases import fold
from rules.disclaimer.reported import quotations

_LABEL = 80
_NEAR = 1_000  # characters in which a paragraph may have spoken of a study


class Disclosure(NamedTuple):
    """A statement, or what comes nearest and why it does not count; `reason` is empty for a statement that counts."""

    span: Span
    reason: str = ""
    rank: int = 0


def find(document: Document, lines: Sequence[Line]) -> Iterator[Disclosure]:
    """Every statement on interests, funding, sponsors or advertising, and what is nearly one."""
    yield from _in_matter(document)
    yield from _sections(lines)
    studies = _studies(lines)
    for line in lines:
        if line.block.kind != "heading":
            yield from _labelled(line, studies)
            yield from _sentences(line)
            yield from _links(line)


def _in_matter(document: Document) -> Iterator[Disclosure]:
    for entry in matter.entries(document):
        if not any(part in words.keys("disclosure") for part in entry.parts[:2]):
            continue
        if not entry.value or entry.value in ("~", "null"):
            yield Disclosure(entry.field.span, f'is the empty field "{entry.key}" of the front matter', 1)
        elif authors.is_placeholder(entry.value):
            yield Disclosure(entry.field.span, f'is the field "{entry.key}" of the front matter, still to be filled', 1)
        else:
            yield Disclosure(entry.field.span)


def _names(label: str) -> str:
    """Whether a heading or label announces a disclosure: "sure", "perhaps" (funding of what?), or not at all."""
    folded = re.sub(r"^\d+(?:\.\d+)*[.)]?\s|\s\([^)]{0,30}\)$", "", fold(label).text.strip(" :*_.-#")).strip(" :")
    if len(folded) > _LABEL:
        return ""
    if folded in words.phrases("interest label"):
        return "sure"
    parts = [part.strip() for part in re.split(r"\s(?:and|und|et|y|e|en|&)\s|/|,\s", folded)]
    known = words.phrases("interest label") | words.phrases("support label")
    if len(parts) > 1 and all(part in known for part in parts):
        return "sure"
    return "perhaps" if folded in words.phrases("support label") else ""


def _sections(lines: Sequence[Line]) -> Iterator[Disclosure]:
    """Headings that announce a disclosure, with the text of their section."""
    for index, line in enumerate(lines):
        name = _names(line.text) if line.block.kind in ("heading", "term") or _is_alone(line) else ""
        if not name:
            if line.block.kind == "heading":
                yield from _labelled(line, frozenset())  # "## Competing interests: none"
            continue
        level = line.block.level or 7
        text: list[str] = []
        hidden = ""
        for below in lines[index + 1 :]:
            if below.block.kind == "heading" and below.block.level <= level:
                break
            if below.hidden:
                hidden = hidden or (below.hidden if below.block.kind != "comment" else "")
            elif below.block.kind != "heading":
                text.append(below.folded.text)
            if line.block.kind != "heading":
                break
        yield _section(line, name, " ".join(text)[:3_000], line.hidden or hidden)


def _is_alone(line: Line) -> bool:
    """Whether a line is a label by itself: "**Disclosure**", "Funding:", the text of a <summary>."""
    return len(line.text) <= _LABEL and line.block.kind in ("paragraph", "html")


def _section(line: Line, name: str, text: str, hidden: str) -> Disclosure:
    place = line.span(0, len(line.folded.text))
    told = not authors.is_placeholder(text)
    if line.hidden or (not told and hidden):
        return Disclosure(place, f"stands in {line.hidden or hidden}", 0)
    if not told:
        return Disclosure(place, "is a heading without text", 1)
    if name == "sure" or words.pattern("interest").search(text):
        return Disclosure(place)
    return Disclosure(place, "is a section that says nothing about interests or money", 3)


def _labelled(line: Line, studies: frozenset[int]) -> Iterator[Disclosure]:
    """A label and its text in one line, cell or definition: "Conflict of interest: none declared"."""
    text = line.text
    divided = re.match(r"(?P<label>.{2,100}?)(?::|\s[–—-]\s)", text)
    name = _names(divided["label"]) if divided else ""
    start, value = 0, ""
    if divided and name:
        value = text[divided.end() :]
    else:
        inner = re.search(r"[.|;·•]\s+(?P<label>[^.|;·•:]{3,80}):(?P<value>[^|]{0,300})", text[:600])
        if inner and (name := _names(inner["label"])):
            value, start = inner["value"], inner.start("label")
        elif line.block.kind == "cell" and line.edge and (name := _names(line.label)):
            value = text
    if not name:
        name, value = _set_off(line)
    if not name:
        return
    value = value.strip(" *_")
    place = line.block.prose.span(line.start + start, line.start + len(text.rstrip()))
    if line.hidden:
        yield Disclosure(place, f"stands in {line.hidden}", 0)
    elif not value:
        return  # the text may stand below; see _sections
    elif authors.is_placeholder(value):
        yield Disclosure(place, "is a label without text", 1)
    elif name == "perhaps" and _speaks_of_study(line, studies):
        yield Disclosure(place, "tells of a study", 4)
    elif name == "perhaps" and not words.pattern("interest").search(fold(value).text) and not _named(value):
        yield Disclosure(place, "says nothing about interests or money", 3)
    else:
        yield Disclosure(place)


def _set_off(line: Line) -> tuple[str, str]:
    """A label in bold letters at the beginning of a line: "**Funding** This page is paid for by ..."."""
    for inline in line.inlines:
        if inline.kind in ("strong", "emphasis") and inline.start <= line.start + 2:
            inside = line.block.text[inline.start : inline.end]
            if "\n" not in inside and (name := _names(inside)):
                return name, line.text[inline.end - line.start :].lstrip(" :.-–—")
    return "", ""


def _named(value: str) -> bool:
    """Whether a value is a name, as behind "Sponsor:" or "Funding:"."""
    return bool(re.match(r"[^\W\d_a-zß-öø-ÿ]", value))


def _studies(lines: Sequence[Line]) -> frozenset[int]:
    """The lists and tables that hold a word of studies."""
    study = words.pattern("study")
    found: set[int] = set()
    for line in lines:
        if (line.block.cell or line.block.within("list")) and study.search(line.folded.text):
            found.update(around.id for around in line.block.containers)
            found.update({-1 - line.block.cell.table} if line.block.cell else ())
    return frozenset(found)


def _speaks_of_study(line: Line, studies: frozenset[int]) -> bool:
    """Whether a label stands among those of a study: "Design: ...", "Funding: ..."."""
    if line.block.cell is not None:
        return -1 - line.block.cell.table in studies
    around = line.block.within("list")
    if around is not None:
        return around.id in studies and not words.pattern("own").search(line.folded.text)
    before = line.block.text[max(line.start - _NEAR, 0) : line.start] + line.text.partition(":")[0]
    return words.pattern("study").search(fold(before).text) is not None


def _sentences(line: Line) -> Iterator[Disclosure]:
    """Sentences in which the article or its author speaks of interests; not those about a study, nor quoted ones."""
    text = line.folded.text
    if not words.pattern("anchors").search(text):
        return
    quotes = quotations(text)
    for sentence in re.finditer(r"[^.!?]+[.!?]*", text):
        said = sentence[0].strip(" *_-")
        begin = sentence.start() + sentence[0].find(said)
        own = _matching(said, "own")
        found = own or _matching(said, "author")
        if found is None or _is_inside(begin + found.start(), quotes, text):
            continue
        place = line.span(begin, begin + len(said))
        if line.hidden:
            yield Disclosure(place, f"stands in {line.hidden}", 0)
        elif line.quoted and own is None:
            yield Disclosure(place, "is a quotation", 4)
        elif (own is None and _tells_of_study(line)) or _cited(line, sentence.start(), sentence.end()):
            yield Disclosure(place, "tells of a study", 4)
        else:
            yield Disclosure(place)


def _matching(sentence: str, kind: str) -> re.Match[str] | None:
    sentence = sentence.lstrip('"')
    return next((match for pattern in words.statements(kind) if (match := pattern.search(sentence))), None)


def _is_inside(place: int, quotes: Sequence[tuple[int, int]], text: str) -> bool:
    """Whether a place is quoted by a longer text: 'look for "the author declares ..."'."""
    return any(low < place < high and re.search(r"\w", text[:low] + text[high:]) for low, high in quotes)


def _tells_of_study(line: Line) -> bool:
    """Whether the paragraph around a line speaks of a study."""
    around = line.block.text[max(line.start - _NEAR, 0) : line.start + len(line.text) + _NEAR]
    return words.pattern("study").search(fold(around).text) is not None


def _cited(line: Line, start: int, end: int) -> bool:
    """Whether a sentence bears a footnote or another mark of a source: it tells what that says."""
    places = line.folded.places
    low, high = line.start + places[start], line.start + places[min(end, len(places) - 1)]
    return any(inline.kind == "footnote" and low <= inline.start <= high + 1 for inline in line.inlines)


def _links(line: Line) -> Iterator[Disclosure]:
    """Links to a disclosure that stands on another page."""
    for inline in line.inlines:
        if inline.kind == "link" and not line.hidden:
            text = line.block.text[inline.start : inline.end]
            if (
                len(text) < _LABEL
                and _names(re.sub(r"(?i)\s(?:policy|statement|page)$", "", text))
                and text[:1].isupper()
            ):
                yield Disclosure(inline.span, "is a link to another page", 2)
