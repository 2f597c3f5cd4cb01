"""The scripts of letters: which of them no covered language uses, and the language that a script tells."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache

# The first word of a letter's name in the Unicode Character Database -> what a reader calls it. A script that one
# language uses (nearly) alone is called by that language, any other by its letters.
_SCRIPTS = {
    "CYRILLIC": "Cyrillic letters",
    "ARABIC": "Arabic letters",
    "DEVANAGARI": "Devanagari letters",
    "BENGALI": "Bengali letters",
    "MYANMAR": "Burmese letters",
    "ETHIOPIC": "Ethiopic letters",
    "TIBETAN": "Tibetan letters",
    "MONGOLIAN": "Mongolian letters",
    "SYRIAC": "Syriac letters",
    "TIFINAGH": "Tifinagh letters",
    "CANADIAN": "Canadian Aboriginal letters",
    "CHEROKEE": "Cherokee",
    "GREEK": "Greek",
    "ARMENIAN": "Armenian",
    "GEORGIAN": "Georgian",
    "HEBREW": "Hebrew",
    "THAANA": "Maldivian",
    "GURMUKHI": "Punjabi",
    "GUJARATI": "Gujarati",
    "ORIYA": "Odia",
    "TAMIL": "Tamil",
    "TELUGU": "Telugu",
    "KANNADA": "Kannada",
    "MALAYALAM": "Malayalam",
    "SINHALA": "Sinhala",
    "THAI": "Thai",
    "LAO": "Lao",
    "KHMER": "Khmer",
    "HANGUL": "Korean",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HALFWIDTH": "Japanese",
    "BOPOMOFO": "Chinese",
    "CJK": "Chinese",
}
# An ideograph is half a word, a letter a fifth or sixth: so much more does one tell and weigh.
_IDEOGRAPHS = ("Chinese", "Japanese", "Korean")
_IDEOGRAPH = 2
# Japanese is written with Chinese characters, and its grammar with kana; a Chinese text quotes a few at most.
_KANA = 0.1
_FIRST = "\u0370"  # the first letter beyond the Latin ones, phonetic and accented ones included


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    """What a reader calls the script of a letter; empty for Latin, for formulas and for what is no letter."""
    if character < _FIRST or not character.isalpha():
        return ""
    name = unicodedata.name(character, "")
    return "" if "FILLER" in name else _SCRIPTS.get(name.partition(" ")[0], "")


def foreign(text: str) -> tuple[str, int]:
    """The script that most letters of a text belong to among those that no covered language uses, and their weight.

    ("", 0) when most of the letters are Latin. The weight counts an ideograph twice.
    """
    if text.isascii() or not (scripts := {each: script for each in set(text) if (script := _script(each))}):
        return "", 0
    counts: Counter[str] = Counter()
    latin = 0
    for character, number in Counter(text).items():
        if character in scripts:
            script = scripts[character]
            counts[script] += number * (_IDEOGRAPH if script in _IDEOGRAPHS else 1)
        elif character.isalpha():
            latin += number
    weight = counts.total()
    if weight <= latin:
        return "", 0
    if counts["Japanese"] > _KANA * (counts["Japanese"] + counts["Chinese"]):
        counts["Japanese"] += counts.pop("Chinese", 0)
    return max(counts, key=lambda script: (counts[script], script)), weight
