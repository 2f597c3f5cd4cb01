"""A draft from a word processor, a browser or the clipboard to the Markdown layout of content/: the door."""

from __future__ import annotations

from typing import Literal, NamedTuple

from lint.importing import (
    byline,
    characters,
    citations,
    front_matter,
    headings,
    identifiers,
    reader,
    references,
    titles,
    written,
)
from lint.importing.blocks import Block
from lint.importing.inline import bare, shown
from lint.importing.notes import DraftError, Note, Notes
from lint.importing.words import Difference, difference, seen, words
from lint.parse import parse

__all__ = ["Difference", "DraftError", "Imported", "Kind", "Note", "imported", "kind_of"]

Kind = Literal["docx", "html", "text"]
_SUFFIXES: dict[str, Kind] = {
    ".docx": "docx", ".docm": "docx", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".txt": "text", ".text": "text", ".md": "text", "": "text",
}  # fmt: skip


class Imported(NamedTuple):
    """An article made of a draft, what was removed, repaired and guessed, and how its words differ beside that."""

    markdown: str
    notes: tuple[Note, ...]
    difference: Difference


class _Draft(NamedTuple):
    lines: str
    shown: str
    title: str = ""
    language: str = ""
    pasted: bool = False


def kind_of(name: str, data: bytes) -> Kind | None:
    """What a draft is, by its name; text that begins like a page of HTML is one. None: nothing that can be imported."""
    suffix = name[name.rfind(".") :].lower() if "." in name.rpartition("/")[2] else ""
    kind = _SUFFIXES.get(suffix)
    if kind == "text" and data.startswith(b"PK\x03\x04"):
        return "docx"
    if kind == "text" and data.lstrip()[:15].lower().startswith(
        (b"<!doctype html", b"<html", b"<body", b"<p>", b"<h1")
    ):
        return "html"
    return kind


def imported(data: bytes, kind: Kind) -> Imported:
    """Turn a draft into an article.

    Raises:
        DraftError: it cannot be read, or holds no text.
    """
    notes = Notes()
    draft = _read(data, kind, notes)
    if not words(draft.shown):
        raise DraftError("it holds no text")
    blocks = reader.read(draft.lines, notes, pasted=draft.pasted)
    title = titles.titled(blocks, notes)
    blocks = _levelled(title.blocks)
    found = references.listed(blocks, notes, pasted=draft.pasted)
    entries = [
        block._replace(text=identifiers.uniform(block.text, notes)) for block in found.blocks[found.start : found.end]
    ]
    above = _cited(headings.guessed([*found.blocks[: found.start], _SENTINEL], notes)[:-1], found.numbers, notes)
    below = headings.guessed(found.blocks[found.end :], notes)
    language = front_matter.language(words(draft.shown), draft.language)
    if language:
        notes.say(f"the language was taken to be {language}")
    matter = front_matter.drawn(title.title or draft.title, title.author, language)
    text = matter + written.markdown([*above, *entries, *below])
    after = seen(parse(text))
    return Imported(text, notes.rows(), difference(words(draft.shown), after, notes.removed, notes.added))


_SENTINEL = Block("rule", "---")


def _read(data: bytes, kind: Kind, notes: Notes) -> _Draft:
    if kind == "text":
        text = characters.bounded(characters.decoded(data, notes))
        text = characters.cleaned(characters.repaired(text, notes), notes)
        return _Draft(text, shown(text), pasted=True)
    from lint.importing import markup

    if kind == "docx":
        from lint.importing import word_file

        html = word_file.to_html(data, notes)
    else:
        html = characters.decoded(data, notes, page=True)
    converted = markup.convert(characters.cleaned(characters.repaired(html, notes), notes), notes)
    return _Draft(*converted)


def _levelled(blocks: list[Block]) -> list[Block]:
    """The headings below the title at level 2 and deeper."""
    levels = [
        block.level for index, block in enumerate(blocks) if block.kind == "heading" and not _is_title(blocks, index)
    ]
    shift = 2 - min(levels, default=2)
    return [
        block._replace(level=block.level + shift) if block.kind == "heading" and not _is_title(blocks, index) else block
        for index, block in enumerate(blocks)
    ]


def _is_title(blocks: list[Block], place: int) -> bool:
    return blocks[place].level == 1 and not any(block.kind == "heading" for block in blocks[:place])


def _cited(blocks: list[Block], labels: frozenset[str], notes: Notes) -> list[Block]:
    """The blocks with citations in brackets; numbers behind the names of authors are those of affiliations."""
    return [
        block
        if (block.kind == "heading" and block.level == 1) or byline.named(bare(block.text))
        else block._replace(text=citations.bracketed(block.text, labels, notes))
        for block in blocks
    ]
