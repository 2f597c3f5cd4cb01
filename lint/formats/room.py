"""Sections of a text that has a limit: whole entries as long as there is room, then how many there are more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lint.formats.plain import count


class Section(NamedTuple):
    """A heading with its entries and what closes it; `noun` says what an entry is."""

    opening: str
    entries: Sequence[str]
    noun: str
    closing: str = "\n"


def fitted(sections: Iterable[Section], room: int) -> str:
    """The sections in so many bytes of UTF-8, and a line for each that is cut and for all that had to be left out.

    These lines are not counted: they are as many as there are kinds of entries, and one more for the section cut.
    """
    parts: list[str] = []
    missing: dict[str, list[int]] = {}
    for section in sections:
        if not section.entries:
            continue
        left = room - _size(section.opening + section.closing)
        number = _number_fitting(section.entries, left)
        if number == 0:
            missing.setdefault(section.noun, []).append(len(section.entries))
            continue
        text = f"{section.opening}{''.join(section.entries[:number])}{section.closing}"
        parts.append(text)
        room -= _size(text)
        if rest := len(section.entries) - number:
            parts.append(f"**Not shown here: {count(rest, f'more {section.noun}')} of this list.**\n\n")
            room = 0
    for noun, numbers in missing.items():
        where = f" in {count(len(numbers), 'more file')}" if len(numbers) > 1 else ""
        parts.append(f"**Not shown here: {count(sum(numbers), f'more {noun}')}{where}.**\n\n")
    return "".join(parts)


def _number_fitting(entries: Sequence[str], room: int) -> int:
    for number, entry in enumerate(entries):
        room -= _size(entry)
        if room < 0:
            return number
    return len(entries)


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
