"""Headings of a draft that are none yet: short lines without a full stop, numbered titles, bold lines."""

from __future__ import annotations

import re

from lint.importing import byline
from lint.importing.blocks import Block
from lint.importing.inline import bare
from lint.importing.notes import Notes, quoted

MAX_LENGTH, MAX_WORDS = 90, 14
_LABEL = re.compile(
    r"(?:medical |health |legal |important )?(?:disclaimer|note|notice|haftungsausschluss|aviso|avertissement)s?",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"(?:by|authors?|written by|(?:medically )?reviewed by|last (?:updated|reviewed)|updated|published|copyright|©"
    r"|https?:|www\.|(?:table|figure|fig\.) ?\d|tel|phone|email)\b"
    r"|.{0,80}(?:@|https?://|\b10\.\d{4}|all rights reserved)"
    r"|(?:\d{1,2}[. /-]|\w{3,9} \d{1,2},? )?(?:\w{3,9}|\d{1,2})?[. /-]?(?:19|20)\d\d$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[IVX]{1,4}[.)]|[A-H][.)])\s+[^\W\d_]")


def is_bold(block: Block) -> bool:
    """Whether a paragraph is all bold and short, as a heading without a style is."""
    text = re.fullmatch(r"\*\*([^*]{1,120})\*\*:?", block.text)
    return (
        block.kind == "paragraph"
        and not block.level
        and bool(text)
        and not block.text.rstrip("*").endswith((".", ";", ","))
    )


def is_label(block: Block) -> bool:
    """Whether a paragraph is a word that announces a part: "Disclaimer:"."""
    return block.kind == "paragraph" and _LABEL.fullmatch(bare(block.text).rstrip(":").strip()) is not None


def announces(text: str) -> bool:
    """Whether a text begins as the disclaimer does: "Disclaimer: this is no advice"."""
    return _LABEL.match(text) is not None and ":" in text[:40]


def looks_like_title(block: Block) -> bool:
    """Whether a paragraph is short, has no end of a sentence, and says nothing that a heading would not say."""
    text = bare(block.text)
    if block.kind != "paragraph" or block.level or not text or len(text) > MAX_LENGTH or len(text.split()) > MAX_WORDS:
        return False
    if text[-1] in ".;,:…)]" and not (text[-1] == ")" and "(" in text):
        return False
    return (
        not text[0].islower() and any(map(str.isalpha, text)) and not _NO_TITLE.match(text) and not byline.named(text)
    )


def guessed(blocks: list[Block], notes: Notes) -> list[Block]:
    """The blocks with headings where the draft only looks as if it had some.

    A draft with headings of its own is believed: there only bold lines become more of them.
    """
    plain = sum(block.kind == "heading" and block.level > 1 and block.bullet != "guess" for block in blocks) < 2
    done: list[Block] = []
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        level = _level(block, following, done, blocks[index + 1 :], plain=plain)
        if level:
            text = re.sub(r"^\*\*([^*]+)\*\*", r"\1", _text(block)).rstrip(": ")
            notes.say(f"guessed as a heading: {quoted(bare(text))}")
            block = Block("heading", text, level)
        done.append(block)
    return done


def _text(block: Block) -> str:
    return block.text if block.number is None else f"{block.bullet.strip()} {block.text}"


def _level(block: Block, following: Block | None, before: list[Block], after: list[Block], *, plain: bool) -> int:
    """The level of the heading that a block is, 0 when it is none."""
    if following is None or following.kind == "rule":
        return 0
    if is_bold(block) or is_label(block):
        return 2
    if block.kind == "item" and block.number is not None and not block.level:
        return _numbered(block, following, before) if plain else 0
    if not following.gap and bare(following.text)[:1].islower():  # the line goes on behind a soft break
        return 0
    if (
        not plain
        or not looks_like_title(block)
        or not (block.gap or following.gap or following.kind == "item" or _is_text(following))
    ):
        return 0
    if len(_run(block, before, after)) >= 3:  # lines of an address, or a list whose bullets were lost
        return 0
    if _is_text(following) or following.kind == "item":
        return 3 if before and before[-1].kind == "paragraph" and looks_like_title(before[-1]) else 2
    if following.kind == "table":
        return 2
    return 2 if looks_like_title(following) and len(after) > 1 and _is_text(after[1]) else 0


def _is_text(block: Block) -> bool:
    return block.kind in ("paragraph", "raw") and not looks_like_title(block)


def _run(block: Block, before: list[Block], after: list[Block]) -> list[Block]:
    """The lines that look like titles and stand together with one."""
    run = [block]
    for each in reversed(before):
        if not looks_like_title(each):
            break
        run.insert(0, each)
    for each in after:
        if not looks_like_title(each):
            break
        run.append(each)
    return run


def _numbered(block: Block, following: Block, before: list[Block]) -> int:
    """The level of "1. Introduction" or "2.1 Doses" when text follows and no other item stands beside it."""
    title = block._replace(kind="paragraph", number=None)
    if not looks_like_title(title) or (before and before[-1].kind == "item"):
        return 0
    if _is_text(following):
        return 2
    # "2. What helps" with bullets below is a title where "1. Introduction" was one.
    earlier = rf"{(block.number or 0) - 1}[.)]?\s"
    known = any(each.kind == "heading" and re.match(earlier, each.text) for each in before)
    return 2 if known and following.number is None and following.kind in ("item", "table") else 0
