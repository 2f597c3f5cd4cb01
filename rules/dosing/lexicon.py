"""The words of dosing in seven languages, loaded once from the lists in `words/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from rules.dosing.classes import LETTERS, OPENERS

LANGUAGES = ("common", "en", "de", "fr", "es", "pt", "nl", "it")
_FOLDER = Path(__file__).with_name("words")


class Lexicon(NamedTuple):
    """Words and phrases with their classes, as letters of `classes.LETTERS`; the first is the sense read first.

    `words` holds phrases too, their words joined by "_" as in the lists; no token holds that. `longest` maps the first
    word of a phrase to the length of its longest phrase in words, `openers` are the words with which something of the
    classes `OPENERS` begins, `abbreviations` those after which a full stop does not end a sentence.
    """

    words: dict[str, str]
    longest: dict[str, int]
    openers: frozenset[str]
    abbreviations: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The words of all languages in one table: a line of a list is too short to tell its language for certain."""
    words: dict[str, str] = {}
    openers: list[str] = []
    abbreviations: list[str] = []
    for language in LANGUAGES:
        text = (_FOLDER / f"{language}.txt").read_text(encoding="utf-8")
        for line in text.replace("-", "_-_").splitlines():
            name, colon, entries = line.partition(": ")
            if not colon or line[0] == "#":
                continue
            fresh = set(entries.split())
            if name == "abbreviation":
                abbreviations += fresh
                continue
            letter = LETTERS[name]
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
    first_words = frozenset([entry.partition("_")[0] for entry in openers])
    return Lexicon(words, longest, first_words, frozenset(abbreviations))
