"""The title of a draft: found, brought to the top level, and left once where a CMS gave it twice."""

from __future__ import annotations

import re
from typing import NamedTuple

from lint.importing.blocks import Block
from lint.importing.inline import bare
from lint.importing.notes import Notes, quoted
from lint.importing.words import words
from lint.references.headings import Strength, strength

_LONGEST = 200


class Titled(NamedTuple):
    """The blocks with the title as their only heading of level 1; the title and who the byline names, or nothing."""

    blocks: list[Block]
    title: str = ""
    author: str = ""


def titled(blocks: list[Block], notes: Notes) -> Titled:
    """Find the title among the first blocks."""
    place = _place(blocks[:5])
    if not blocks or not _may_be_title(blocks[place]):
        notes.say("no title was found; put one into the front matter and on the first line")
        return Titled(blocks)
    same = words(bare(blocks[place].text))
    twins = [
        index
        for index, block in enumerate(blocks[:5])
        if index != place and block.kind in ("heading", "paragraph") and words(bare(block.text)) == same
    ]
    for index in twins:
        notes.say(
            f"the title stood twice and was removed once: {quoted(bare(blocks[index].text))}", removed=" ".join(same)
        )
    found, title = blocks[place], bare(blocks[place].text)
    if found.kind != "heading":
        notes.say(f"guessed as the title: {quoted(title)}")
    left = [block for index, block in enumerate(blocks) if index not in (place, *twins)]
    # A category or a date may stand before the title; it stays where it was.
    before = sum(1 for index in range(place) if index not in twins)
    left.insert(before, Block("heading", _unwrapped(found.text), 1))
    return Titled(left, title, _author(left[before + 1 :], notes))


def _place(first: list[Block]) -> int:
    """Where the title stands: what stands there twice, else the first heading of level 1, else the first line."""
    texts = [words(bare(block.text)) if _may_be_title(block) else [] for block in first]
    twice = [index for index, text in enumerate(texts) if text and texts.count(text) > 1]
    heads = [index for index, block in enumerate(first) if block.kind == "heading" and block.level == 1]
    return (*twice, *heads, 0)[0]


def _may_be_title(block: Block) -> bool:
    text = bare(block.text)
    if strength(text) is Strength.CERTAIN:
        return False
    if block.kind == "heading":
        return bool(text)
    return block.kind == "paragraph" and 0 < len(text) <= _LONGEST and text[-1] not in ".;,:"


def _unwrapped(text: str) -> str:
    """A heading needs no bold."""
    return text[2:-2] if re.fullmatch(r"\*\*[^*]{1,300}\*\*", text) else text


def _author(blocks: list[Block], notes: Notes) -> str:
    """Who the line below the title names."""
    if not blocks or blocks[0].kind != "paragraph":
        return ""
    match = re.fullmatch(
        r"(?:By|(?:Author|Authors|Written by|Autor|Autorin|Auteur|Von|Par|Por):)\s+(\S.{2,78}[^.\s])",
        bare(blocks[0].text),
    )
    if match is None:
        return ""
    notes.say(f"guessed as the author: {quoted(match[1])}")
    return match[1]
