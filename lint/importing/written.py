"""Blocks to the Markdown of our layout: ATX headings, "-" for bullets, one paragraph a line."""

from __future__ import annotations

import re
from typing import NamedTuple

from lint.importing.blocks import Block
from lint.importing.inline import at_start


def markdown(blocks: list[Block]) -> str:
    """The Markdown text of blocks."""
    text: list[str] = []
    open_items: list[_Open] = []
    for block in blocks:
        depth = min(block.level, len(open_items)) if block.kind in ("item", "paragraph") else 0
        indent = " " * sum(len(each.mark) for each in open_items[:depth])
        if block.kind == "rule" and not text:
            continue  # "---" on the first line begins a front matter
        if block.kind != "item":
            del open_items[depth:]
            text.append(f"\n{indent}{_drawn(block)}\n")
            continue
        ordered = block.number is not None
        mark = f"{block.number}. " if ordered else "- "
        # An item whose mark is of another kind begins another list.
        apart = not open_items or (depth < len(open_items) and open_items[depth].ordered != ordered)
        if not apart and ordered and depth < len(open_items) and not _follows(block, open_items[depth].mark):
            text.append(f"\n{indent}<!-- -->\n\n")
        text.append("\n" * apart + f"{indent}{mark}{at_start(block.text)}\n")
        open_items[depth:] = [_Open(mark, ordered)]
    return "".join(text).lstrip("\n")


class _Open(NamedTuple):
    """An item that later ones may stand in."""

    mark: str
    ordered: bool


def _follows(block: Block, mark: str) -> bool:
    """Whether an item has the number after that of the one before it.

    Markdown counts on, whatever is written; only something between two lists parts them (CommonMark 0.31, 5.3).
    """
    return block.number == int(mark.rstrip(". ")) + 1


def _drawn(block: Block) -> str:
    if block.kind == "heading" and "{" in block.text and re.search(r"\}(?:</su[bp]>|[^\w>]){0,20}$", block.text):
        return f"**{block.text}**"  # "{#id}" at the end of a heading is an attribute, which no reader sees
    if block.kind == "heading":
        text = re.sub(r"(?<!\\)(#{1,9})$", r"\\\1", block.text)  # "#" at the end of a heading would close it
        return f"{'#' * min(max(block.level, 1), 6)} {text}"
    return at_start(block.text) if block.kind == "paragraph" else block.text
