"""The reference list of a draft: found, under a heading, each entry on one line with its number once."""

from __future__ import annotations

import re
from typing import NamedTuple

from lint.importing.blocks import Block
from lint.importing.headings import announces, is_bold, is_label, looks_like_title
from lint.importing.inline import bare, joined
from lint.importing.notes import Notes, quoted
from lint.references import identifiers
from lint.references.headings import Strength, strength
from lint.references.likeness import is_reference

_HEADING = "References"


class Listed(NamedTuple):
    """The blocks with the list in order: it is `start` to `end`, its numbers are `numbers` as strings."""

    blocks: list[Block]
    start: int
    end: int
    numbers: frozenset[str] = frozenset()


def listed(blocks: list[Block], notes: Notes, *, pasted: bool) -> Listed:
    """Find the list and put it in order; a draft without one is as it was."""
    start = _start(blocks, notes)
    if start is None:
        notes.say("no reference list was found")
        return Listed(blocks, len(blocks), len(blocks))
    head = blocks[start - 1]
    if head.kind != "heading":
        text = re.sub(r"^\*\*([^*]+)\*\*", r"\1", head.text).rstrip(": ")
        head = Block("heading", text, 2, bullet="guess")
    end = start
    entries: list[Block] = []
    while end < len(blocks) and not _ends(blocks, end, entries, pasted=pasted):
        _take(blocks[end], entries, notes)
        end += 1
    entries = _numbered(entries, notes)
    numbers = frozenset(str(entry.number) for entry in entries if entry.number is not None)
    done = [*blocks[: start - 1], head, *entries]
    return Listed([*done, *blocks[end:]], start, len(done), numbers)


def _start(blocks: list[Block], notes: Notes) -> int | None:
    """Where the first entry stands: below the last heading of references, else where references begin."""
    for index in range(len(blocks) - 2, -1, -1):
        if _is_head(blocks[index]) and blocks[index + 1].kind in ("item", "paragraph"):
            trust = strength(bare(blocks[index].text))
            if trust is Strength.CERTAIN or (trust >= Strength.READING and _reads(blocks[index + 1])):
                return index + 1
    run = _run(blocks)
    if run is None:
        return None
    blocks.insert(run, Block("heading", _HEADING, 2, bullet="guess"))
    notes.say("the heading “References” was put before the list, which had none", added=_HEADING)
    return run + 1


def _is_head(block: Block) -> bool:
    if block.kind == "heading":
        return block.level > 1 or strength(block.text) is Strength.CERTAIN
    return block.kind == "paragraph" and len(bare(block.text)) <= 60


def _reads(block: Block) -> bool:
    """Whether a block is built like a reference."""
    text = bare(block.text)
    return block.kind in ("item", "paragraph") and is_reference(text, len(identifiers.find(text)), linked=False)


def _run(blocks: list[Block]) -> int | None:
    """Where the last two or more references in a row begin."""
    end = len(blocks)
    while end > 0 and not _reads(blocks[end - 1]):
        end -= 1
    start = end
    while start > 0 and (_reads(blocks[start - 1]) or (start > 1 and _is_rest(blocks[start - 1], blocks[start - 2]))):
        start -= 1
    while start < end and blocks[start].number != 1 and any(block.number == 1 for block in blocks[start:end]):
        start += 1
    return start if sum(map(_reads, blocks[start:end])) >= 2 else None


def _is_rest(block: Block, before: Block) -> bool:
    """Whether a block is the second half of a reference that was broken in two."""
    return not block.gap and block.kind == "paragraph" and before.kind == "item" and not looks_like_title(block)


def _ends(blocks: list[Block], place: int, entries: list[Block], *, pasted: bool) -> bool:
    """Whether the list ends before a block: at a heading, or where a part without numbers begins."""
    block = blocks[place]
    if block.kind not in ("item", "paragraph") or is_label(block) or announces(bare(block.text)):
        return True
    if block.kind == "item" or not entries:
        return False
    following = blocks[place + 1] if place + 1 < len(blocks) else None
    title = (is_bold(block) or looks_like_title(block)) and not re.search(r"\d", block.text)
    if title and len(bare(block.text).split()) <= 6 and (block.gap or block.text.endswith(":")):
        return following is None or following.kind == "paragraph"
    numbered = entries[-1].number is not None or entries[-1].kind == "item"
    return (
        block.gap
        and numbered
        and (_is_whole(entries[-1]) or not (pasted or block.level))
        and not _goes_on(block)
        and not _reads(block)
    )


def _is_whole(entry: Block) -> bool:
    """Whether an entry has its end."""
    return bare(entry.text).endswith((".", ")", "]")) or re.search(r"\d$", entry.text) is not None


def _goes_on(block: Block) -> bool:
    """Whether a line can only be the rest of an entry."""
    text = bare(block.text)
    return (
        text[:1].islower()
        or re.match(r"(?:doi|pmid|pmcid|https?:|epub|available|\d|\()", text, re.IGNORECASE) is not None
    )


def _take(block: Block, entries: list[Block], notes: Notes) -> None:
    """Add a block as an entry, or to the entry before it whose line was broken."""
    last = entries[-1] if entries else None
    if last is None or _begins(block, entries):
        entries.append(block._replace(level=0))
        return
    text = block.text if block.number is None else f"{block.bullet.strip()} {block.text}"
    notes.say("a reference whose line was broken was joined")
    entries[-1] = last._replace(text=joined(last.text, text))


def _begins(block: Block, entries: list[Block]) -> bool:
    numbers = [entry.number for entry in entries if entry.number is not None]
    if block.kind == "item":
        if block.number is None:
            return True
        if not numbers:
            return True
        return numbers[-1] < block.number <= numbers[-1] + 5 and (
            block.number == numbers[-1] + 1 or bare(block.text)[:1].isupper()
        )
    if numbers:
        return False
    return block.gap or (_is_whole(entries[-1]) and not _goes_on(block))


def _numbered(entries: list[Block], notes: Notes) -> list[Block]:
    """Entries as items; where numbers leave one out, which no Markdown list can, as lines with their number."""
    numbers = [entry.number for entry in entries]
    counted = [number for number in numbers if number is not None]
    if None in numbers and counted:
        counted = []
    if counted and counted != list(range(counted[0], counted[0] + len(counted))):
        notes.say("the numbers of the references leave some out, so they were kept as they are; check the list")
        return [Block("paragraph", f"[{entry.number}] {entry.text}") for entry in entries]
    for entry in entries:
        if entry.bullet and entry.number is not None and not re.fullmatch(r"(?:\d+\.\s*){1,2}", entry.bullet):
            notes.say("numbers of references were made uniform (1., 2., 3.)")
            break
    if not counted and len(entries) > 1 and not any(entry.kind == "item" for entry in entries):
        notes.say(f"references without numbers were made a list, the first is {quoted(bare(entries[0].text))}")
    return [entry._replace(kind="item", level=0) for entry in entries]
