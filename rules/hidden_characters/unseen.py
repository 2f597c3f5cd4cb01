"""Characters that are drawn as nothing, where they stand within words and numbers, and those that are no characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from rules.hidden_characters.characters import Kind, beside_right_to_left, is_word_part, kind, needs_joiners, one_of
from rules.hidden_characters.suspects import Passage, Place, Reason, Suspect, visible

SOFT_HYPHEN = "\u00ad"
_SHORT = 4  # No typesetter divides a word of four letters (CSS Text 4, hyphenate-limit-chars: five).
_UNSEEN: frozenset[Kind] = frozenset(("unseen", "tag", "selector", "mark"))
_NO_CHARACTERS: dict[Kind, Reason] = {"control": "control", "private": "private", "lost": "lost"}
# Never of use within a word of any script: a byte order mark, invisible operators and formatting that is deprecated.
_USELESS = frozenset("\ufeff\u2061\u2062\u2063\u2064\u206a\u206b\u206c\u206d\u206e\u206f")
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")  # letters to every program, blanks to every reader
_UNIT_SIGNS = "%‰°"
_FLAG, _END_OF_FLAG, _KEYCAP = "\U0001f3f4", "\U000e007f", "\u20e3"
_BORDER = rf"[^\w{SOFT_HYPHEN}]"
_MARKUP = r"(#{1,6}(?=[ \t])|[-*+](?=[ \t])|>|\d{1,9}[.)](?=[ \t])|\||\[\^?(?=[^\]\n]{1,80}\]:)|`{3}|~{3}|-{3}(?=\s))"


@cache
def _markup() -> re.Pattern[str]:
    """What has its meaning at the start of a line alone."""
    return re.compile(_MARKUP)


def unseen(passage: Passage) -> Iterator[Suspect]:
    """Runs of invisible characters, one suspect a word."""
    text = passage.text
    found = frozenset(each for each in passage.found if kind(each) in _UNSEEN)
    if not found:
        return
    last: Suspect | None = None
    last_word = (0, 0)
    for run in re.finditer(one_of(found) + "+", text):
        reason, start, end = _judged(passage, *run.span())
        if not reason:
            continue
        places = tuple(Place(index, "") for index in range(start, end))
        word = passage.word_around(start, end)
        if last is not None and word == last_word and reason == last.reason:
            last = last._replace(end=end, places=last.places + places)
            continue
        if last is not None:
            yield last
        last_word = word
        quote = "" if reason == "line-start" else passage.quoted(start, end)
        last = Suspect(reason, start, end, places, quote, visible(text[word[0] : start]))
    if last is not None:
        yield last


def no_characters(passage: Passage) -> Iterator[Suspect]:
    """Control characters, private use, and what stands for a character that was lost."""
    found = frozenset(each for each in passage.found if kind(each) in _NO_CHARACTERS)
    if not found:
        return
    for run in re.finditer(rf"({one_of(found)})\1*", passage.text):
        start, end = run.span()
        meant = _windows(run[1])
        if kind(run[1]) == "private" and _is_bullet(passage, start, end):
            plain = "-" if passage.text[end : end + 1].isspace() else "- "
            yield Suspect("bullet", start, end, (Place(start, plain),), "")
            continue
        places = tuple(Place(index, meant) for index in range(start, end))
        yield Suspect(_NO_CHARACTERS[kind(run[1])], start, end, places, passage.quoted(start, end))


def _is_bullet(passage: Passage, start: int, end: int) -> bool:
    """Whether a character begins its line: Word writes the bullets of its lists so, U+F0B7 of the font Symbol."""
    line = passage.text[passage.text.rfind("\n", 0, start) + 1 : start]
    behind = passage.text[end : end + 200].split("\n", 1)[0]
    return passage.at_line_starts and end - start == 1 and not line.strip() and bool(behind.strip())


def _windows(character: str) -> str | None:
    """The character of Windows-1252 that a C1 control was: U+0092 is an apostrophe that was decoded as Latin-1."""
    if not "\x80" <= character <= "\x9f":
        return None
    return character.encode("latin-1").decode("cp1252", "ignore") or None


def _judged(passage: Passage, start: int, end: int) -> tuple[Reason | None, int, int]:
    """Why a run of invisible characters is suspect, and the part of it that is."""
    text = passage.text
    start, end = _without_flag(text, *_without_variant(text, start, end))
    run = text[start:end]
    if not run or text[end : end + 1] == _KEYCAP:
        return None, start, end
    kinds = {kind(character) for character in run}
    if "tag" in kinds:
        return "tag", start, end
    if "mark" in kinds and beside_right_to_left(text, start, end):
        return None, start, end
    if "\u200f" in run or "\u061c" in run:
        return "order", start, end
    if passage.at_line_starts and text[max(0, start - 1) : start] in "\r\n" and _markup().match(text, end):
        return "line-start", start, end
    return "unseen" if _hides(text, start, end) else None, start, end


def _hides(text: str, start: int, end: int) -> bool:
    """Whether a run stands within a word or number that could do without it."""
    run, left, right = text[start:end], text[start - 1 : start], text[end : end + 1]
    if not run.strip(SOFT_HYPHEN):
        return _is_odd_hyphen(text, start, end)
    if any(map(needs_joiners, left + right)):
        return not _USELESS.isdisjoint(run) and _is_within(text, start, end)
    if kind(run[0]) == "selector" and (left.isalpha() or len(run) > 1):
        return True
    return not _FILLERS.isdisjoint(run) or _is_within(text, start, end)


def _is_within(text: str, start: int, end: int) -> bool:
    left, right = text[start - 1 : start], text[end : end + 1]
    if not left or not right:
        return False
    if is_word_part(left) and is_word_part(right):
        # A grapheme joiner before an accent keeps two accents in order.
        return not (text[start:end] == "\u034f" and unicodedata.category(right)[0] == "M")
    if left.isdigit():
        return right in _UNIT_SIGNS or (right in ".," and text[end + 1 : end + 2].isdigit())
    return right.isdigit() and left in ".," and text[start - 2 : start - 1].isdigit()


def _is_odd_hyphen(text: str, start: int, end: int) -> bool:
    """Whether a soft hyphen stands where none divides a word: in a number, before a unit, in a word of four letters."""
    head = re.split(_BORDER, text[max(0, start - 3 * _SHORT) : start])[-1].replace(SOFT_HYPHEN, "")
    tail = re.split(_BORDER, text[end : end + 3 * _SHORT])[0].replace(SOFT_HYPHEN, "")
    if not head or not tail:
        return False
    if head[-1].isdigit():
        return tail[0].isdigit() or len(tail) < _SHORT
    letters = head + tail
    return letters.isalpha() and len(letters) <= _SHORT and not any(map(needs_joiners, letters))


def _without_variant(text: str, start: int, end: int) -> tuple[int, int]:
    """A run without the one variation selector that the sign, ideograph or emoji before it may have."""
    left = text[start - 1 : start]
    if kind(text[start]) == "selector" and left and (not left.isascii() or not left.isalnum()):
        is_base = needs_joiners(left) or not is_word_part(left)
        return (start + 1, end) if is_base and not left.isspace() else (start, end)
    return start, end


def _without_flag(text: str, start: int, end: int) -> tuple[int, int]:
    """A run without the tags of a flag: 🏴, the letters of a region, and the end of the sequence."""
    if text[start - 1 : start] != _FLAG:
        return start, end
    closing = text.find(_END_OF_FLAG, start, min(end, start + 8))
    return (closing + 1, end) if closing != -1 else (start, end)
