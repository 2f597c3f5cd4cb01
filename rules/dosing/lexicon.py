"""The words of dosing in seven languages, loaded once from the lists in `words/`.

A list of a language gives words their classes. A file of senses (`tense-en.txt`, `senses.txt`) names sets of words that
one step of the reading tells apart within a class, such as the simple pasts that no participle looks like.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from rules.dosing.classes import LETTERS

LANGUAGES = ("common", "en", "de", "fr", "es", "pt", "nl", "it")
_FOLDER = Path(__file__).with_name("words")


class Lexicon(NamedTuple):
    """Words and phrases with their classes, as letters of `classes.LETTERS`; the first is the sense read first.

    `words` holds phrases too, their words joined by "_" as in the lists; no token holds that. `phrases` maps the first
    word of a phrase and the second one to the length of the longest such phrase in words, `abbreviations` are
    those after which a full stop ends no sentence.
    """

    words: dict[str, str]
    phrases: dict[str, dict[str, int]]
    abbreviations: frozenset[str]


@cache
def senses(name: str) -> dict[str, frozenset[str]]:
    """The sets of words of a file of senses by their names; a name may recur, once for each language.

    Phrases are spelled as tokens are, with blanks.
    """
    found: dict[str, frozenset[str]] = {}
    for title, entries in _lines(name):
        found[title] = found.get(title, frozenset()).union(entry.replace("_", " ") for entry in entries.split())
    return found


@cache
def affixes(name: str, title: str) -> tuple[str, ...]:
    """A set of beginnings or endings as `str.startswith` and `str.endswith` take them."""
    return tuple(sorted(senses(name)[title]))


def _lines(name: str) -> Iterator[tuple[str, str]]:
    """The lines `name: entries` of a file, without comments and headings."""
    for line in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        title, colon, entries = line.partition(": ")
        if colon and line[0] != "#":
            yield title, entries


@cache
def lexicon() -> Lexicon:
    """The words of all languages in one table: a line of a list is too short to tell its language for certain."""
    words: dict[str, str] = {}
    abbreviations: list[str] = []
    for language in LANGUAGES:
        for name, entries in _lines(language):
            fresh = set(entries.replace("-", "_-_").split())
            if name == "abbreviation":
                abbreviations += fresh
                continue
            letter = LETTERS[name]
            known = fresh & words.keys()
            for entry in known:
                if letter not in words[entry]:
                    words[entry] += letter
            words |= dict.fromkeys(fresh - known, letter)
    phrases: dict[str, dict[str, int]] = {}
    for phrase in [entry for entry in words if "_" in entry]:
        first, second, *rest = phrase.split("_")
        longest = phrases.setdefault(first, {})
        longest[second] = max(longest.get(second, 0), 2 + len(rest))
    return Lexicon(words, phrases, frozenset(abbreviations))
