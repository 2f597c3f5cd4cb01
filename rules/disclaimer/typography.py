"""An approved wording, word for word, in other typography: the edits that restore what was approved.

Typography is what a text is set with: quotation marks and apostrophes, dashes, blanks, characters that nobody sees,
ligatures. Letters, capitals, other punctuation, markup and line breaks are the author's, and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Edit
from lint.spans import Span
from rules.disclaimer.characters import plain
from rules.disclaimer.passages import INVISIBLE, Passage
from rules.disclaimer.wording import Match

_ALIKE = {
    **INVISIBLE,
    **dict.fromkeys(map(ord, "‘’ʼ‚‛`´"), "'"),
    **dict.fromkeys(map(ord, "“”„‟«»"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
}
# What stands at a word without a blank between, before the first and behind the last.
_END, _BEGIN = re.compile(r"\S{0,20}\Z"), re.compile(r"\S{0,20}")
# One visible character may be written as an entity, or behind a backslash.
_WRITTEN = re.compile(r"&#?\w{1,31};|\\[!-/:-@\[-`{-~]")
# What would be markup, were it put there; a hyphen is, where a line begins.
_MARKUP = re.compile(r"[*_\[\]<>#|~\\`&]")


def edits(document: Document, match: Match, seen: tuple[Passage, ...]) -> tuple[Edit, ...]:
    """What to write so that the words found stand in the typography of those approved; none where it is the same.

    All of it or nothing: one quotation mark of two would be worse than none.
    """
    found: list[Edit] = []
    for passage, start, end, text in _replacements(match, seen):
        edit = _edit(document, seen[passage], start, end, text)
        if edit is None:
            return ()
        if found and found[-1].span.end == edit.span.start:  # two that touch are one
            edit = Edit(Span(found[-1].span.start, edit.span.end), found.pop().text + edit.text)
        found.append(edit)
    return tuple(found)


def _replacements(match: Match, seen: tuple[Passage, ...]) -> Iterator[tuple[int, int, int, str]]:
    """What stands otherwise than approved, as passage, start and end in it, and the approved text."""
    pairs = list(zip(match.approved, match.found, strict=True))
    whole, (first, opening), (last, closing) = match.wording.text, pairs[0], pairs[-1]
    mark, meant = _END.search(seen[opening.passage].text, 0, opening.start), _END.search(whole, 0, first.start)
    if mark and meant:
        yield from _pieces(opening.passage, mark.start(), mark[0], meant[0])
    for (approved, found), after in zip(pairs, [*pairs[1:], None], strict=True):
        text = seen[found.passage].text
        yield from _pieces(found.passage, found.start, text[found.start : found.end], approved.shown)
        if after is not None and after[1].passage == found.passage:
            gap = whole[approved.end : after[0].start]
            yield from _pieces(found.passage, found.end, text[found.end : after[1].start], gap)
    mark, meant = _BEGIN.match(seen[closing.passage].text, closing.end), _BEGIN.match(whole, last.end)
    if mark and meant:
        yield from _pieces(closing.passage, mark.start(), mark[0], meant[0])


def _pieces(passage: int, start: int, found: str, approved: str) -> Iterator[tuple[int, int, int, str]]:
    """The parts of a stretch that differ in typography alone, without what is equal at their ends."""
    approved = re.sub(r"\s*\n\s*", " ", approved)
    ours, theirs = re.split(r"(\s+)", found), re.split(r"(\s+)", approved)
    parts = list(zip(ours, theirs, strict=True)) if len(ours) == len(theirs) else [(found, approved)]
    for mine, other in parts:
        if mine != other and "\n" not in mine and _folded(mine) == _folded(other):
            before = next((at for at, (a, b) in enumerate(zip(mine, other, strict=False)) if a != b), None)
            before = min(len(mine), len(other)) if before is None else before
            behind = 0
            while behind < min(len(mine), len(other)) - before and mine[-1 - behind] == other[-1 - behind]:
                behind += 1
            if before + behind == len(mine):  # what is put in stands with the character beside it
                before, behind = (before - 1, behind) if before else (before, behind - 1)
            yield passage, start + before, start + len(mine) - behind, other[before : len(other) - behind]
        start += len(mine)


def _folded(text: str) -> str:
    """The text without what is typography alone: two that differ in it are folded alike."""
    folded = plain(text.translate(_ALIKE)).translate(_ALIKE)
    return re.sub(r" ?(-+) ?", "-", " ".join(re.split(r"\s+", folded)))


def _edit(document: Document, passage: Passage, start: int, end: int, text: str) -> Edit | None:
    """The edit of a stretch of visible text, None where the source holds more than that text or would become markup."""
    if start >= end or _MARKUP.search(text):
        return None
    span = passage.span(start, end)
    source, shown = document.excerpt(span), passage.text[start:end]
    if source != shown and not (len(shown) == 1 and _WRITTEN.fullmatch(source)):
        return None
    begins = not document.text[: span.start].rpartition("\n")[2].strip(" \t>")
    return None if begins and text.startswith("-") else Edit(span, text)
