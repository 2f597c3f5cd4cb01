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
}
# Numbers, frequencies, sigs and missed doses: without a word of these classes nothing tells a dose.
OPENERS = frozenset("NSOEYWz")
LANGUAGES = ("common", "en", "de", "fr", "es", "pt", "nl", "it")
_FOLDER = Path(__file__).with_name("words")


class Lexicon(NamedTuple):
    """Words and phrases with their classes, as letters of `CLASSES`.

    `phrases` maps a first word to the rest of each phrase that it opens, longest first.
    """

    words: dict[str, str]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]


@cache
def lexicon() -> Lexicon:
    """The words of all languages in one table: a line of a list is too short to tell its language for certain."""
    words: dict[str, str] = {}
    phrases: dict[str, dict[tuple[str, ...], str]] = {}
    for language in LANGUAGES:
        for line in (_FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines():
            name, colon, entries = line.partition(": ")
            if not colon or line[0] == "#":
                continue
            letter = CLASSES[name]
            for entry in entries.split():
                if "_" not in entry and "-" not in entry:
                    words[entry] = _join(words.get(entry, ""), letter)
                    continue
                first, *rest = entry.replace("-", "_-_").split("_")
                known = phrases.setdefault(first, {})
                known[tuple(rest)] = _join(known.get(tuple(rest), ""), letter)
    ordered = {first: tuple(sorted(rest.items(), key=lambda item: -len(item[0]))) for first, rest in phrases.items()}
    return Lexicon(words, ordered)


def _join(letters: str, letter: str) -> str:
    return letters if letter in letters else letters + letter


@cache
def stems() -> dict[str, tuple[str, ...]]:
    """Endings of drug names by their last three letters (the stem book of the World Health Organization)."""
    text = (_FOLDER / "stems.txt").read_text(encoding="utf-8")
    endings: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        for ending in line.split() if line[:1] != "#" else ():
            endings[ending[-3:]] = (*endings.get(ending[-3:], ()), ending)
    return endings


@cache
def openers() -> frozenset[str]:
    """The words with which something of the classes `OPENERS` begins."""
    words, phrases = lexicon()
    first = {word for word, classes in words.items() if not OPENERS.isdisjoint(classes)}
    return frozenset(first.union(word for word, rests in phrases.items() if any(set(c) & OPENERS for _, c in rests)))
