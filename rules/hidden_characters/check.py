"""Looks for hidden characters in the file as it lies on disk, and in what its entities and escapes stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lint.document import Block, Document
from lint.finding import Hit
from lint.rule import Page
from lint.spans import BOM, Span
from rules.hidden_characters.characters import passes_for_latin, suspicious
from rules.hidden_characters.lookalikes import lookalikes
from rules.hidden_characters.order import reordered
from rules.hidden_characters.reports import Located, reports
from rules.hidden_characters.suspects import Passage, Reason, Suspect
from rules.hidden_characters.unseen import no_characters, unseen

_LATIN_SHARE = 3  # Latin letters for one of other scripts in a document that is written in Latin letters
_BY_NEIGHBOURS: frozenset[Reason] = frozenset(("order", "styled", "digit", "whole-word"))


class _Found(NamedTuple):
    """The suspicious characters of a document, and whether it is written in Latin letters."""

    characters: frozenset[str]
    is_latin: bool


def check(page: Page) -> Iterator[Hit]:
    """All findings in order of their places."""
    document = page.document
    found = suspicious(document.text.removeprefix(BOM))
    # An entity or an escape in the front matter stands for what the file itself does not hold.
    if not found and "&" not in document.text and not any(map(_has_escapes, document.blocks)):
        return
    located = list(_located(document, found))
    located.sort(key=lambda each: each.span)
    yield from reports(located)


def _has_escapes(block: Block) -> bool:
    return block.kind == "front-matter" and not block.text.isascii()


def _located(document: Document, found: frozenset[str]) -> Iterator[Located]:
    is_latin = _is_latin(document.text)
    taken: set[int] = set()
    for each in _in_the_file(document, _Found(found, is_latin)):
        taken.update(edit.start for edit, _ in each.edits)
        yield each
    for block in document.blocks:
        for each in _in_the_text(document, block, is_latin):
            places = [span for span, _ in each.edits]
            written = tuple(map(document.excerpt, places))
            # A cell or a heading alone lacks the neighbours that tell what its letters are; its paragraph has them.
            if each.suspect.reason in _BY_NEIGHBOURS and written == each.characters:
                continue
            if not all(span.start in taken for span in places):
                taken.update(span.start for span in places)
                yield each
    yield from _in_the_targets(document, is_latin)


def _is_latin(text: str) -> bool:
    """Whether a document is written in Latin letters; those that pass for Latin ones are no witnesses."""
    others = sum(each.isalpha() and not passes_for_latin(each) for each in re.findall("[\u0370-\U0010ffff]", text))
    return not others or len(re.findall("[A-Za-z]", text)) > _LATIN_SHARE * others


def _paragraphs(text: str, start: int) -> Iterator[tuple[int, str]]:
    """The pieces of a text between empty lines, with their places."""
    for gap in re.finditer(r"\n[ \t\r]*(?=\n)", text):
        yield start, text[start : gap.end()]
        start = gap.end()
    yield start, text[start:]


def _suspects(passage: Passage) -> Iterator[Suspect]:
    yield from reordered(passage)
    yield from unseen(passage)
    yield from no_characters(passage)
    yield from lookalikes(passage)


def _in_the_file(document: Document, found: _Found) -> Iterator[Located]:
    """What stands in the file: prose, code, addresses, attributes, front matter, comments."""
    if not found.characters:
        return
    first = len(BOM) if document.text.startswith(BOM) else 0
    for at, text in _paragraphs(document.text, first):
        here = found.characters & set(text)
        if not here:
            continue
        passage = Passage(text, here, is_latin=found.is_latin, at_line_starts=True)
        for suspect in _suspects(passage):
            edits = tuple((Span(at + place.start, at + place.start + 1), place.plain) for place in suspect.places)
            characters = tuple(text[place.start] for place in suspect.places)
            behind = text[suspect.end : suspect.end + 12]
            yield Located(suspect, Span(at + suspect.start, at + suspect.end), edits, characters, (at, False), behind)


def _in_the_text(document: Document, block: Block, is_latin: bool) -> Iterator[Located]:
    """What stands in the text that readers get: entities and escapes are resolved, markup within a word is gone."""
    here = suspicious(block.text)
    if not here:
        return
    passage = Passage(block.text, here, is_latin=is_latin)
    for suspect in _suspects(passage):
        characters = tuple(block.text[place.start] for place in suspect.places)
        sources = [block.prose.source(place.start) for place in suspect.places]
        edits = tuple(
            (source, place.plain if _stands_for(document.excerpt(source), character) else None)
            for source, place, character in zip(sources, suspect.places, characters, strict=True)
        )
        span = block.prose.span(suspect.start, suspect.end)
        yield Located(suspect, span, edits, characters, (block.span.start, True), "")


def _stands_for(written: str, character: str) -> bool:
    """Whether a piece of source is this one character; of a quoted value in front matter only the whole is known."""
    from html import unescape

    return written == character or (written.startswith("&") and unescape(written) == character)


def _in_the_targets(document: Document, is_latin: bool) -> Iterator[Located]:
    """Entities in addresses: what they stand for is in no text."""
    from html import unescape

    spans = [each.target_span for block in document.blocks for each in block.inlines]
    spans += [each.href_span for each in document.definitions]
    for span in dict.fromkeys(spans):
        # The parser has put the target into the ASCII of the network already.
        target = unescape(written) if "&" in (written := document.excerpt(span)) else ""
        if target.isascii():
            continue
        passage = Passage(target, suspicious(target), is_latin=is_latin)
        for suspect in _suspects(passage):
            characters = tuple(target[place.start] for place in suspect.places)
            if not set(characters).isdisjoint(written):
                continue  # it was found where it stands
            yield Located(suspect, span, (), characters, (span.start, True), "")
