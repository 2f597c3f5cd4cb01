"""The words of dosing in seven languages, loaded once from the lists in `words/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

# One letter for each class of words; the letters of a sentence make the string that the small grammars match.
CLASSES = {
    "number": "N",
    "mass": "m",
    "volume": "v",
    "units": "u",
    "weight": "k",
    "form": "f",
    "percent": "%",
    "time": "T",
    "part": "W",
    "daily": "Y",
    "once": "O",
    "times": "X",
    "every": "E",
    "per": "P",
    "article": "A",
    "sig": "S",
    "route": "R",
    "dose": "D",
    "range": "r",
    "for": "F",
    "over": "o",
    "limit": "L",
    "missed": "z",
    "take": "V",
    "administer": "I",
    "use": "U",
    "administered": "H",
    "given": "G",
    "used": "a",
    "step": "J",
    "modal": "M",
    "recommend": "C",
    "present": "B",
    "past": "Z",
    "case": "c",
    "study": "q",
    "nutrient": "n",
    "lab": "l",
    "contain": "t",
    "package": "p",
    "interval": "j",
    "pause": "Q",
    "before": "b",
    "intensity": "K",
    "drug": "s",
    "column": "2",
    "person": "1",
    "outcome": "+",
    "adverb": "&",
    "price": "$",
    "activity": "w",
    "age": "g",
    "negation": "y",
    "question": "h",
    "course": "e",
    "escape": "x",
    "implied": "d",
    "sustain": "3",
    "forgotten": "4",
    "lasting": "5",
    "harm": "6",
    "condition": "7",
    "order": "8",
}
# Numbers, frequencies, sigs and doses that were forgotten: without a word of these classes nothing tells a dose.
OPENERS = frozenset("NSOEYWz4")
LANGUAGES = ("common", "en", "de", "fr", "es", "pt", "nl", "it")
_FOLDER = Path(__file__).with_name("words")


class Lexicon(NamedTuple):
    """Words and phrases with their classes, as letters of `CLASSES`.

    `words` holds phrases too, their words joined by "_" as in the lists; no token holds that. `longest` maps the first
    word of a phrase to the length of its longest phrase in words, `openers` are the words with which something of the
    classes `OPENERS` begins.
    """

    words: dict[str, str]
    longest: dict[str, int]
    openers: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The words of all languages in one table: a line of a list is too short to tell its language for certain."""
    words: dict[str, str] = {}
    openers: list[str] = []
    for language in LANGUAGES:
        text = (_FOLDER / f"{language}.txt").read_text(encoding="utf-8")
        for line in text.replace("-", "_-_").splitlines():
            name, colon, entries = line.partition(": ")
            if not colon or line[0] == "#":
                continue
            letter = CLASSES[name]
            fresh = set(entries.split())
            known = fresh & words.keys()
            for entry in known:
                if letter not in words[entry]:
                    words[entry] += letter
            words |= dict.fromkeys(fresh - known, letter)
            if letter in OPENERS:
                openers += fresh
    longest: dict[str, int] = {}
    for phrase in [entry for entry in words if "_" in entry]:
        first, *rest = phrase.split("_")
        longest[first] = max(longest.get(first, 0), 1 + len(rest))
    return Lexicon(words, longest, frozenset([entry.partition("_")[0] for entry in openers]))


@cache
def stems() -> dict[str, tuple[str, ...]]:
    """Endings of drug names by their last three letters (the stem book of the World Health Organization)."""
    text = (_FOLDER / "stems.txt").read_text(encoding="utf-8")
    endings: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        for ending in line.split() if line[:1] != "#" else ():
            endings[ending[-3:]] = (*endings.get(ending[-3:], ()), ending)
    return endings
