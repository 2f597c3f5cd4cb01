"""What a draft is made of while it is put in order: headings, paragraphs, items, each with its Markdown text."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["heading", "paragraph", "item", "table", "rule", "raw"]


class Block(NamedTuple):
    """A piece of a draft.

    `text` is Markdown of one line, of a table or raw block its lines. `level` is that of a heading, or how deep an
    item stands (from 0); of a paragraph how many items it stands in. `number` is that of an ordered item, `gap` tells
    that a blank line stands before it, `bullet` how the item was marked.
    """

    kind: Kind
    text: str
    level: int = 0
    number: int | None = None
    gap: bool = True
    bullet: str = ""
