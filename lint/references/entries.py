"""All entries of a document: under headings, in plain reference lists, in footnotes and definitions."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from lint.document import Block, Definition, Document
from lint.references import lists, paragraphs, tables
from lint.references.cited_numbers import CitedNumbers
from lint.references.draft import Draft, Piece, marker, shown
from lint.references.headings import Strength
from lint.references.likeness import held, is_frame, likeness
from lint.references.lists import Item, Listing, external, is_all_link
from lint.references.sections import Section, sections
from lint.spans import Prose, Segment, Span

MIN_PROSE = 6  # words of a paragraph that ends a list, not of a label in it


def find(document: Document) -> tuple[Draft, ...]:
    """The drafts of all entries, in order of their places."""
    found: list[Draft] = []
    claimed: set[int] = set()  # blocks under a heading of references, by identity
    headed = sections(document)
    cited = CitedNumbers(document, headed)
    for section in headed:
        if section.strength >= Strength.POSSIBLE:  # what stands under the others may still be plain references
            claimed.update(id(block) for block in section.blocks)
        drafts = list(_in_section(section, cited))
        if not drafts and section.strength is Strength.CERTAIN:
            drafts = [each for each in _definitions(document, Span(section.start, section.end)) if each not in found]
        found += drafts
    found += _footnotes(document)
    claimed.update(id(piece.block) for draft in found for piece in draft.pieces)
    rest = [block for block in document.blocks if shown(block) and id(block) not in claimed]
    found += _unheaded(rest, bool(found))
    if not found:
        found += _used_definitions(document)
    return tuple(sorted(found, key=lambda draft: draft.span))


def _in_section(section: Section, cited: CitedNumbers) -> Iterator[Draft]:
    blocks = [block for block in section.blocks if not block.within("footnote")]
    loose = [block for block in blocks if not block.within("item") or block.kind == "cell"]
    texts = [block for block in loose if block.kind in ("paragraph", "html", "term")]
    for listing in _reference_lists(section, blocks, texts, cited):
        yield from lists.entries(listing, section.strength is Strength.READING and not cited.most_of(listing))
    first = {id(section.blocks[0]): section.first} if section.blocks else {}
    yield from paragraphs.entries(texts, first, framed=section.strength is Strength.DOUBTFUL)
    yield from tables.entries(loose, section.strength)


def _reference_lists(
    section: Section, blocks: list[Block], texts: list[Block], cited: CitedNumbers
) -> Iterator[Listing]:
    """The lists under a heading that hold references.

    Under a heading that is certain the first one does, whatever it holds, and those that follow it; behind a
    paragraph of prose ("Thanks for reading") a list must look like references, as under any other heading, and a list
    of another form that only leads to pages is the site's navigation.
    """
    last: Listing | None = None
    for listing in lists.listings(blocks):
        owned = [block for item in listing.all_items() for block in item.blocks]
        if not owned:
            continue
        follows = last is not None and section.strength is Strength.CERTAIN
        if follows and last is not None:
            end, start = last.end, owned[0].span.start
            sure = not _prose_between(texts, end, start) and (
                last.container.ordered == listing.container.ordered or _any_between(texts, end, start)
            )
            enough = sure or _most(listing, lambda item: item.is_telling)
        elif section.strength is Strength.DOUBTFUL:
            enough = _most(listing, lambda item: item.is_reference) or (
                cited.most_of(listing) and _most(listing, lambda item: item.points >= 1)
            )
        else:
            enough = (
                section.strength is Strength.CERTAIN
                or _most(listing, lambda item: item.points >= 2)
                or cited.most_of(listing)
            )
        if enough:
            last = listing
            yield listing


def _most(listing: Listing, holds: Callable[[Item], bool]) -> bool:
    return 2 * sum(map(holds, listing.all_items())) >= len(listing.items)


def _any_between(texts: list[Block], start: int, end: int) -> bool:
    """Whether anything at all stands between two lists that may announce the second: "Websites:"."""
    return any(start <= block.span.start < end for block in texts)


def _prose_between(texts: list[Block], start: int, end: int) -> bool:
    first = bisect_left(texts, start, key=lambda block: block.span.start)
    last = bisect_left(texts, end, key=lambda block: block.span.start)
    return any(
        len(block.text.split()) >= MIN_PROSE and likeness(block.text, 0, 0) < paragraphs.UNMARKED
        for block in texts[first:last]
    )


def _footnotes(document: Document) -> Iterator[Draft]:
    """Footnotes that cite; a note that only explains something is none."""
    notes: dict[int, list[Block]] = {}
    for block in document.blocks:
        if (note := block.within("footnote")) and shown(block):
            notes.setdefault(note.id, []).append(block)
    for blocks in notes.values():
        text = "\n".join(block.text for block in blocks)
        targets = external(blocks)
        if likeness(text, len(targets), held(f"{text} {' '.join(targets)}")) >= 2 or _is_source(text, targets):
            note = blocks[0].within("footnote")
            pieces = tuple(Piece(block, 0, len(block.text)) for block in blocks)
            anchors = tuple(i.target for block in blocks for i in block.inlines if i.kind == "anchor")
            span = Span(blocks[0].span.start, max(block.span.end for block in blocks))
            yield Draft(pieces, note.name if note else "", "footnote", span, anchors)


def _is_source(text: str, targets: list[str]) -> bool:
    """Whether a note is little more than a title and an address."""
    if not targets and "://" not in text:
        return False
    words = re.sub(r"https?://\S+", "", text).split()
    return len(words) <= 25


def _unheaded(blocks: list[Block], others: bool) -> Iterator[Draft]:
    """Lists and paragraphs that are plainly references although nothing says so."""
    for listing in lists.listings(blocks):
        yield from _plain_list(listing, others)
    yield from tables.entries(blocks, Strength.NONE)
    loose = [block for block in blocks if not block.within("item") and block.kind in ("paragraph", "html")]
    run: list[Draft] = []
    for block in loose:
        drafts = [
            paragraphs.draft(block, start, Piece(block, text, end), label)
            for start, end, label, text in paragraphs.stretches(block)
            if is_frame(block.text[text:end], _held(Piece(block, text, end)))
        ]
        if drafts and len(drafts) == len(paragraphs.stretches(block)):
            run += drafts
            continue
        if len(run) > 1:
            yield from run
        run = []
    if len(run) > 1:
        yield from run


def _held(piece: Piece) -> int:
    targets = " ".join(inline.target for inline in piece.inlines("link"))
    return held(f"{piece.text} {targets}")


def _plain_list(listing: Listing, others: bool) -> Iterator[Draft]:
    items = [item for item in listing.all_items() if item.blocks]
    leaves = [item for item in items if not item.lists]
    if not leaves:
        return
    framed = sum(1 for item in leaves if _is_framed(item.blocks))
    scholarly = sum(1 for item in leaves if _is_scholarly(item.blocks))
    enough = 1 if leaves[0].container.ordered and not others and listing.container.ordered else 2
    if (framed >= enough and 3 * framed >= 2 * len(leaves)) or (
        len(leaves) >= 3 and 3 * scholarly >= 2 * len(leaves) and all(_is_listed(item.blocks) for item in leaves)
    ):
        yield from lists.entries(listing)


def _is_framed(blocks: list[Block]) -> bool:
    block = blocks[0]
    start = marker(block, 0, len(block.text))[1]
    piece = Piece(block, start, len(block.text))
    return is_frame(piece.text, _held(piece))


def _is_scholarly(blocks: list[Block]) -> bool:
    return any(_held(Piece(block, 0, len(block.text))) for block in blocks)


def _is_listed(blocks: list[Block]) -> bool:
    """Whether an item is a title and an address and nothing besides."""
    text = "\n".join(block.text for block in blocks)
    if "://" not in text and not is_all_link(blocks[0], 0):
        return False
    return len(re.sub(r"https?://\S+", "", text).split()) <= 30 and likeness(text, 1, 1) >= 3


def _definitions(document: Document, span: Span) -> Iterator[Draft]:
    """Link definitions that stand under a heading of references, where a reader of the source looks for them."""
    for definition in document.definitions:
        if span.contains(definition.span):
            yield _defined(document, definition)


def _defined(document: Document, definition: Definition) -> Draft:
    """The draft of a definition: its title and its address as a text of their own."""
    place = definition.span
    head = document.text.find("]:", place.start, place.end) + 2
    text = document.text[head : place.end]
    start = head + len(text) - len(text.lstrip())
    text = text.strip()
    prose = Prose(text, (Segment(0, len(text), start, len(text)),))
    block = Block("paragraph", prose, Span(start, start + len(text)))
    return Draft((Piece(block, 0, len(text)),), definition.label, "definition", place)


@cache
def _number() -> re.Pattern[str]:
    return re.compile(r"\[?\^?(?:ref|cite|source)?[-_ ]?\d{1,3}\]?", re.IGNORECASE)


def _used_definitions(document: Document) -> list[Draft]:
    """Numbered link definitions that the text uses as marks: `fact<sup>[1]</sup>`, `fact [1]`."""
    shown_as: set[str] = set()
    for block in document.blocks:
        if shown(block):
            for link in block.inlines:
                if link.kind == "link" and _number().fullmatch(block.text[link.start : link.end].strip()):
                    shown_as.add(link.target)
    numbered = [each for each in document.definitions if _number().fullmatch(each.label) and each.href in shown_as]
    return [_defined(document, each) for each in _first(numbered)]


def _first(definitions: Iterable[Definition]) -> Iterator[Definition]:
    seen: set[str] = set()
    for definition in definitions:
        if (label := definition.label.casefold()) not in seen:
            seen.add(label)
            yield definition
