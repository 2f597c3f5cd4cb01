"""What Unicode says of one character: whether a reader sees it, which script it is of, which plain one it looks like.

The standard library has no script property, but the name of a letter begins with its script. `confusable_homoglyphs`,
the library on PyPI, takes every Greek letter of "TNF-α" for an attack and reads two megabytes of tables at import;
what matters here is the few letters that twin a Latin one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal

Kind = Literal[
    "",  # nothing to look at
    "bidi",  # embeds, overrides, isolates: changes the order in which text is shown
    "mark",  # a directional mark: LRM, RLM, ALM
    "unseen",  # drawn as nothing, or as a blank although it is a letter
    "tag",  # an invisible copy of an ASCII character
    "selector",  # picks a variant of the character before it
    "control",  # C0 and C1
    "private",  # private use: a font decides what it is
    "lost",  # U+FFFD: a character was lost; or a code point that is no character
    "letter",  # of a script whose letters look like Latin ones
    "styled",  # a Latin letter or digit in disguise: mathematical, full-width, circled
    "script-g",  # ɡ and ɑ, letters of phonetic spelling
    "small-capital",
    "digit",  # a digit that is not 0-9
]
Script = str

# The characters that can reorder text: Unicode Standard Annex 9, section 2; CVE-2021-42574.
OPENING = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c") | dict.fromkeys("\u2066\u2067\u2068", "\u2069")
OVERRIDES = frozenset("\u202d\u202e")
# Cyrillic and Greek letters that nobody can tell from Latin ones (UTS 39, confusables, upright type).
_SAME = frozenset("АВЕЗІЈКМНОРЅСТУХԌԜӀаеікорѕсухјһԁԛԝӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧο")
# Format characters that are drawn, or that only musical and Egyptian notation uses.
_DRAWN = ("ARABIC", "SYRIAC", "KAITHI", "EGYPTIAN", "MUSICAL")
# Scripts whose letters can pass for Latin ones and that are never written into a Latin word; UTS 39, section 5.2.
_LOOKALIKE = frozenset("GREEK CYRILLIC COPTIC ARMENIAN CHEROKEE LISU DESERET TIFINAGH CANADIAN".split())
# Scripts in which nothing invisible is needed within a word; in all others joiners and spaces of no width have work.
_NO_JOINERS = _LOOKALIKE | {"LATIN", "FULLWIDTH", "MATHEMATICAL", "GEORGIAN", "MODIFIER", "MICRO", "COMBINING"}
_GIVEN: dict[str, Kind] = {
    **dict.fromkeys((*OPENING, "\u202c", "\u2069"), "bidi"),
    **dict.fromkeys("\u200e\u200f\u061c", "mark"),
    **dict.fromkeys("\u034f\u115f\u1160\u17b4\u17b5\u2065\u2800\u3164\uffa0", "unseen"),  # letters and marks, but blank
    **dict.fromkeys("\t\n\r\f", ""),
    "\ufffd": "lost",
    "ɡ": "script-g",
    "ɑ": "script-g",
}
_RANGES: tuple[tuple[int, int, Kind], ...] = (
    (0xE0000, 0xE007F, "tag"),
    (0xFE00, 0xFE0F, "selector"),
    (0xE0100, 0xE01EF, "selector"),
    (0xFDD0, 0xFDEF, "lost"),
    (0xE0080, 0xE0FFF, "unseen"),  # not assigned, and drawn as nothing
    (0xFFF0, 0xFFF8, "unseen"),
)
_SCRIPT_NAMES = frozenset(
    "latin greek cyrillic coptic armenian cherokee lisu tifinagh canadian hangul arabic devanagari bengali thai".split()
)
_REACH = 80  # characters; direction reaches no further than the sentence
_UNUSUAL_NAMES = {
    "\x08": "backspace",
    "\x1b": "escape",
    "\x7f": "delete",
    "\ufeff": "zero width no-break space, or byte order mark",
    "\ufffd": "replacement character",
}


@lru_cache(maxsize=4096)
def kind(character: str) -> Kind:
    """What is to be looked at in a character; most have nothing."""
    if character in _GIVEN:
        return _GIVEN[character]
    code, category = ord(character), unicodedata.category(character)
    for first, last, given in _RANGES:
        if first <= code <= last:
            return given
    match category:
        case "Cc":
            return "control"
        case "Co":
            return "private"
        case "Cn":
            return "lost" if code & 0xFFFE == 0xFFFE else ""
        case "Cf":
            return "" if unicodedata.name(character, "").startswith(_DRAWN) else "unseen"
        case "Nd" | "No" | "So" | "Lu" | "Ll" | "Lo" | "Lm" | "Lt":
            return _seen(character, category)
    return ""


def _seen(character: str, category: str) -> Kind:
    """Of a letter, digit or letter-like sign."""
    if character.isascii():
        return ""
    if plain(character):
        return "styled"
    if category == "Nd":
        return "digit"
    if category[0] != "L":
        return ""
    name = unicodedata.name(character, "")
    if name.startswith("LATIN LETTER SMALL CAPITAL"):
        return "small-capital"
    return "letter" if name.split(" ", 1)[0] in _LOOKALIKE else ""


@lru_cache(maxsize=4096)
def plain(character: str) -> str:
    """The ASCII letter or digit that a styled one is, empty when it is none (ordinals, indices, Ⅷ and ① are not)."""
    if character.isascii() or character in "ℓℹ":  # the litre of many leaflets, and a sign for information
        return ""
    style, _, _ = unicodedata.decomposition(character).rpartition("> ")
    if style not in ("", "<font", "<wide", "<narrow", "<circle", "<square"):
        return ""
    letter = unicodedata.normalize("NFKC", character)
    if len(letter) != 1 or not letter.isascii() or not letter.isalnum():
        return ""
    return "" if style == "<circle" and letter.isdigit() else letter


@lru_cache(maxsize=4096)
def script(character: str) -> Script:
    """The first word of the character's name, which is the script of a letter: "LATIN", "CYRILLIC", "HANGUL"."""
    return unicodedata.name(character, "").split(" ", 1)[0]


@lru_cache(maxsize=4096)
def needs_joiners(character: str) -> bool:
    """Whether a letter or mark is of a script that writes with joiners or breaks lines without spaces."""
    if character.isascii() or unicodedata.category(character)[0] not in "LM" or kind(character):
        return False
    return script(character) not in _NO_JOINERS


@lru_cache(maxsize=4096)
def is_right_to_left(character: str) -> bool:
    """Whether it is a Hebrew or Arabic letter, or of another script that runs from right to left."""
    return unicodedata.bidirectional(character) in ("R", "AL") and character not in "\u200f\u061c"


def beside_right_to_left(text: str, start: int, end: int) -> bool:
    """Whether the nearest letter before or behind [start, end) runs from right to left."""
    before, behind = reversed(text[max(0, start - _REACH) : start]), text[end : end + _REACH]
    return any(is_right_to_left(next(filter(str.isalpha, side), " ")) for side in (before, behind))


@lru_cache(maxsize=4096)
def is_word_part(character: str) -> bool:
    """Whether a character makes part of a word or number: a letter, digit or the accent on one."""
    return character.isalnum() or unicodedata.category(character)[0] == "M" or bool(plain(character))


@lru_cache(maxsize=4096)
def passes_for_latin(character: str) -> bool:
    """Whether nobody can tell a letter of another script from a Latin one."""
    return character in _SAME or kind(character) in ("styled", "script-g", "small-capital")


def shown(character: str) -> str:
    """A character made visible: "U+200B, zero width space"."""
    name = _UNUSUAL_NAMES.get(character) or unicodedata.name(character, "").lower()
    if not name:
        name = {"control": "a control character", "private": "private use"}.get(kind(character), "no character")
    name = " ".join(each.capitalize() if each in _SCRIPT_NAMES else each for each in name.split(" "))
    return f"U+{ord(character):04X}, {name}"


@cache
def control_bytes() -> bytes:
    """The ASCII controls that no text needs."""
    return bytes(code for code in range(128) if kind(chr(code)))


def suspicious(text: str) -> frozenset[str]:
    """The characters of a text that are to be looked at. A text in ASCII costs a copy of its bytes."""
    if text.isascii():
        data = text.encode("ascii")
        if len(data.translate(None, control_bytes())) == len(data):
            return frozenset()
    return frozenset(character for character in set(text) if kind(character))


def one_of(characters: frozenset[str]) -> str:
    """A pattern for any of the characters."""
    return "[" + "".join(map(re.escape, sorted(characters))) + "]"
