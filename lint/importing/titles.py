"""The title of a draft: found, brought to the top level, and left once where a CMS gave it twice."""

from __future__ import annotations

import re
from typing import NamedTuple

from lint.importing import byline
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
    # Of two that differ in capitals alone the one that does not shout.
    found = next((blocks[each] for each in (place, *twins) if not bare(blocks[each].text).isupper()), blocks[place])
    title = bare(found.text)
    if not any(blocks[index].kind == "heading" for index in (place, *twins)):
        notes.say(f"guessed as the title: {quoted(title)}")
    left = [block for index, block in enumerate(blocks) if index not in (place, *twins)]
    # A category or a date may stand before the title; it stays where it was.
    before = sum(1 for index in range(place) if index not in twins)
    left.insert(before, Block("heading", _unwrapped(found.text), 1))
    author = _author(left, before + 1, notes)
    return Titled(left, title, author)


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


def _author(blocks: list[Block], at: int, notes: Notes) -> str:
    """Whom the line below the title names; a second one that says the same goes (a title page, and a byline)."""
    names = {
        index: name
        for index, block in enumerate(blocks[at : at + 3], at)
        if block.kind == "paragraph" and (name := byline.named(bare(block.text)))
    }
    if at not in names:
        return ""
    name = names[at]
    notes.say(f"guessed as the author: {quoted(name)}")
    twins = [index for index, other in names.items() if words(other) == words(name)]
    kept = max(twins, key=lambda index: len(blocks[index].text))  # "By Jane Doe, MD" tells readers more
    for index in reversed(twins):
        if index != kept:
            text = bare(blocks.pop(index).text)
            notes.say(f"the author stood twice and was removed once: {quoted(text)}", removed=text)
    return name
