"""Entries from lists: the tree of a list's items, which of them are entries, and which only group what is below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from lint.document import Block, Container
from lint.references.draft import Draft, Piece, marker
from lint.references.likeness import continues, held, is_frame, is_reference, likeness
from lint.spans import Span


class Item:
    """An item of a list: its own blocks, and the lists within it."""

    __slots__ = ("_points", "blocks", "container", "lists")

    def __init__(self, container: Container) -> None:
        self.container = container
        self.blocks: list[Block] = []
        self.lists: list[Listing] = []
        self._points: int | None = None

    @property
    def text(self) -> str:
        """The visible text of the item itself."""
        return "\n".join(block.text for block in self.blocks)

    @property
    def is_reference(self) -> bool:
        """Whether the item is built like a reference without doubt."""
        if not self.blocks:
            return False
        text, number = self._read()
        start = marker(self.blocks[0], 0, len(self.blocks[0].text))[1]
        return is_reference(text, number, is_all_link(self.blocks[0], start))

    @property
    def is_frame(self) -> bool:
        """Whether the item is built like a reference that needs no heading."""
        return bool(self.blocks) and is_frame(*self._read())

    @property
    def is_telling(self) -> bool:
        """Whether the item holds an identifier, or looks like a reference without its address: "Privacy 2022" not."""
        if not self.blocks:
            return False
        text, number = self._read()
        return number > 0 or (self.points >= 3 and likeness(re.sub(r"(?:https?://|www\.)\S+", "", text), 0, 0) >= 3)

    def _read(self) -> tuple[str, int]:
        """The text without its label, and how many identifiers it holds."""
        text = self.text[marker(self.blocks[0], 0, len(self.blocks[0].text))[1] :]
        return text, held(f"{text} {' '.join(external(self.blocks))}")

    @property
    def points(self) -> int:
        """How much the item looks like a reference."""
        if self._points is None:
            self._points = _likeness(self.blocks)
        return self._points


def _likeness(blocks: list[Block]) -> int:
    if not blocks:
        return 0
    start = marker(blocks[0], 0, len(blocks[0].text))[1]
    targets = external(blocks)
    text = "\n".join(block.text for block in blocks)[start:]
    points = likeness(text, len(targets), held(f"{text} {' '.join(targets)}"))
    return points + (1 if targets and is_all_link(blocks[0], start) else 0)


def is_all_link(block: Block, start: int) -> bool:
    """Whether a link begins a text and spans most of it."""
    text = block.text[start:].rstrip()
    return any(
        inline.kind == "link" and inline.start <= start + 1 and 2 * (inline.end - start) >= len(text)
        for inline in block.inlines
    )


class Listing:
    """A list with its items."""

    __slots__ = ("container", "items")

    def __init__(self, container: Container) -> None:
        self.container = container
        self.items: list[Item] = []

    @property
    def end(self) -> int:
        """Where the last of its texts ends."""
        return max((block.span.end for item in self.all_items() for block in item.blocks), default=0)

    def all_items(self) -> Iterator[Item]:
        """The items in order, each before those of the lists within it."""
        for item in self.items:
            yield item
            for inner in item.lists:
                yield from inner.all_items()


def external(blocks: Iterable[Block]) -> list[str]:
    """The targets of links that lead out of the document."""
    return [
        inline.target
        for block in blocks
        for inline in block.inlines
        if inline.kind == "link" and inline.target and not inline.target.startswith("#")
    ]


def listings(blocks: Iterable[Block]) -> list[Listing]:
    """The outermost lists of a run of blocks, as trees."""
    roots: list[Listing] = []
    known: dict[int, Listing | Item] = {}
    for block in blocks:
        parent: Listing | Item | None = None
        for container in block.containers:
            if container.kind not in ("list", "item"):
                continue
            node = known.get(container.id)
            if node is None:
                node = _attach(container, parent, roots)
                if node is None:
                    continue
                known[container.id] = node
            parent = node
        if isinstance(parent, Item):
            parent.blocks.append(block)
    return roots


def _attach(container: Container, parent: Listing | Item | None, roots: list[Listing]) -> Listing | Item | None:
    if container.kind == "list":
        listing = Listing(container)
        (parent.lists if isinstance(parent, Item) else roots).append(listing)
        return listing
    if not isinstance(parent, Listing):
        return None
    item = Item(container)
    parent.items.append(item)
    return item


def entries(listing: Listing, each_telling: bool = False) -> Iterator[Draft]:
    """The entries of a reference list: every item that groups nothing, and what looks like one of those that do.

    With `each_telling` only the items that tell what they are, and not the pages to read beside them.
    """
    yield from _entries(listing.items, each_telling)


def _entries(items: Iterable[Item], each_telling: bool) -> Iterator[Draft]:
    for item in items:
        inner = [each for nested in item.lists for each in nested.items]
        named = item.points >= 3 and not _is_label(item)
        if inner and _groups(inner, named):
            if named:
                yield draft(item, takewhile(lambda each: not (each.lists or each.is_frame), inner))
                inner = [each for each in inner if each.lists or each.is_frame]
            yield from _entries(inner, each_telling)
        elif item.blocks and not _is_navigation(item) and (item.is_telling or not each_telling):
            yield draft(item, inner)


def _groups(inner: list[Item], named: bool) -> bool:
    """Whether the items below an item are entries of their own.

    Below an entry (`named`) stand remarks about it, which may name a year ("Funding: ..., 2010"): there only what is
    built like a reference is one.
    """
    grouped = [
        each
        for each in inner
        if not continues(each.text) and (each.lists or (each.is_frame if named else each.points >= 2))
    ]
    return bool(grouped) and 2 * len(grouped) >= len(inner)


def _is_label(item: Item) -> bool:
    """Whether an item is only the name of a group: bold as a whole, or with a colon at its end."""
    text = item.text.strip()
    whole = any(i.kind == "strong" and i.end - i.start >= len(text) - 1 for b in item.blocks for i in b.inlines)
    return text.endswith((":", "：")) or (whole and not external(item.blocks))


# The places of a site that its pages lead to below their text.
_PLACES = frozenset(
    "home|home page|homepage|start|startseite|contact|contact us|kontakt|contacto|contatto|privacy|privacy policy"
    "|imprint|impressum|datenschutz|about|about us|über uns|next|next post|previous|previous post|back|back to top|top"
    "|zurück|weiter|accueil|mentions légales|inicio|aviso legal|terms|terms of use|cookies|sitemap|disclaimer"
    "|newsletter|blog|share|print|menu|archive|tags|categories|subscribe|donate|login|search".split("|")
)


def _is_navigation(item: Item) -> bool:
    """Whether an item only leads to another place of the page or of the site, or is empty."""
    links = [inline for block in item.blocks for inline in block.inlines if inline.kind == "link"]
    text = item.text.strip()
    if not text or not links:
        return not text
    whole = len(text) == links[0].end - links[0].start
    return whole and (not external(item.blocks) or text.casefold() in _PLACES)


def draft(item: Item, inner: Iterable[Item]) -> Draft:
    """The draft of an item, with the items within it that belong to it."""
    block = item.blocks[0]
    label, start = marker(block, 0, len(block.text))
    blocks = [*item.blocks]
    for each in inner:
        blocks += [found for part in _with_inner(each) for found in part.blocks]
    pieces = tuple(Piece(each, start if each is block else 0, len(each.text)) for each in blocks)
    label = label or (item.container.name if item.container.ordered else "")
    first = Piece(block, 0, len(block.text)).span
    span = Span(min(first.start, block.span.start), max(piece.block.span.end for piece in pieces))
    anchors = tuple(inline.target for each in blocks for inline in each.inlines if inline.kind == "anchor")
    return Draft(pieces, label, "html" if block.kind == "html" else "list", span, anchors)


def _with_inner(item: Item) -> Iterator[Item]:
    yield item
    for nested in item.lists:
        yield from nested.all_items()
