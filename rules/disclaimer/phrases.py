"""The words of disclaimers, language by language: data files beside this module, read when a text asks for them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from rules.disclaimer.passages import INVISIBLE
from rules.word_lists import sections

_FOLDER = Path(__file__).parent
STEM = 4  # letters by which word beginnings are looked up; none is shorter
_STRAIGHT = str.maketrans("’‘ʼ´`–—−‐‑“”„«»", "'''''-----\"\"\"\"\"")


class Phrase(NamedTuple):
    """One entry of a lexicon: the words behind its first one, and what it is called."""

    rest: tuple[str, ...]
    kind: str


class Lexicon(NamedTuple):
    """The words of one language by their exact form, their beginning ("substitut*") and their end ("*beratung")."""

    language: str
    exact: dict[str, tuple[Phrase, ...]]
    begins: dict[str, tuple[tuple[str, Phrase], ...]]
    ends: tuple[tuple[str, Phrase], ...]
    elides: bool  # "l'avis" is two words, "isn't" is one
    verbs_late: bool  # the verb, and the negation of it, may stand behind the object
    paired: bool  # a negation has two parts ("ne ... pas")
    negates_first: bool  # the negation stands before its verb ("no sustituye ... ningun" needs the "no")


class Token(NamedTuple):
    """A word of a folded text, with the kinds it may be; a phrase's kinds lie on its first word."""

    text: str
    start: int
    end: int
    kinds: frozenset[str]


class Folded(NamedTuple):
    """Text in lower case without accents, typography or doubled spaces, and where each character came from."""

    text: str
    places: tuple[int, ...]


def fold(text: str) -> Folded:
    """Fold a text so that one entry fits every way of typing the same words."""
    letters: list[str] = []
    places: list[int] = []
    last = ""
    for place, character in enumerate(text):
        for letter in _folded(character):
            if letter != " " or last != " ":
                letters.append(letter)
                places.append(place)
            last = letter
    return Folded("".join(letters), (*places, len(text)))


@cache
def _folded(character: str) -> str:
    if character.isspace():
        return " "
    if character.isascii():
        return character.lower()
    if ord(character) in INVISIBLE:
        return ""
    plain = character.translate(_STRAIGHT)
    if plain.isascii():
        return plain.lower()
    import unicodedata

    return "".join(
        " " if letter.isspace() else letter
        for letter in unicodedata.normalize("NFKD", plain).casefold()
        if not unicodedata.combining(letter)
    )


def _sections(name: str) -> dict[str, tuple[str, ...]]:
    """A data file of this family."""
    return sections(_FOLDER / f"{name}.txt")


@cache
def common_words(language: str) -> frozenset[str]:
    """Small words by which a text without a declared language is recognised."""
    return frozenset(" ".join(_sections("languages")[f"words {language}"]).split())


@cache
def weighty(kind: str) -> frozenset[str]:
    """Words that turn or weaken a sentence when they are lost or put in, of all languages: negations or modals."""
    return frozenset(" ".join(_sections("languages")[kind]).split())


@cache
def negation(language: str) -> str:
    """The word that negates, as a message quotes it: "nicht", "ne … pas"; the English one for a language unknown."""
    known = _sections("languages")
    return " ".join(known.get(f"not {language}", known["not en"]))


def remedy(language: str, name: str) -> str:
    """What an article lacks, to copy, in the language given, or in English: "template", or the name of an element."""
    known = _sections("languages")
    return " ".join(known.get(f"{name} {language}", known[f"{name} en"]))


@cache
def abbreviations() -> frozenset[str]:
    """Words whose full stop ends no sentence."""
    return frozenset(" ".join(_sections("languages")["abbreviations"]).split())


@cache
def whole(language: str) -> tuple[str, ...]:
    """Set phrases that are a disclaimer as they stand, for a language that has no grammar here."""
    return _sections(language).get("whole", ())


@cache
def element(language: str, name: str) -> re.Pattern[str]:
    """What an element of a disclaimer looks like in a language, in folded text."""
    return re.compile("|".join(_sections(language).get(f"element {name}", ("(?!)",))))


@cache
def lexicon(language: str) -> Lexicon:
    """The words of a language, ready to look up. Entries are separated by spaces; "_" joins the words of a phrase."""
    exact: dict[str, tuple[Phrase, ...]] = {}
    begins: dict[str, tuple[tuple[str, Phrase], ...]] = {}
    ends: list[tuple[str, Phrase]] = []
    known = _sections(language)
    for kind, lines in known.items():
        if kind.startswith(("element ", "flags", "whole")):
            continue
        single = Phrase((), kind)
        for entry in " ".join(lines).split():
            first, joint, rest = entry.partition("_")
            phrase = Phrase(tuple(rest.split("_")), kind) if joint else single
            if first.startswith("*"):
                ends.append((first[1:], phrase))
            elif first.endswith("*"):
                begins[first[:STEM]] = (*begins.get(first[:STEM], ()), (first[:-1], phrase))
            else:
                exact[first] = (*exact.get(first, ()), phrase)
    flags = " ".join(known.get("flags", ()))
    return Lexicon(
        language,
        exact,
        begins,
        tuple(ends),
        elides="elides" in flags,
        verbs_late="verbs-late" in flags,
        paired="paired" in flags,
        negates_first="negation-first" in flags,
    )


@cache
def _words(elides: bool) -> re.Pattern[str]:
    return re.compile(r"[^\W_]+'?" if elides else r"[^\W_]+(?:'[^\W_]+)*")


def tokens(text: str, words: Lexicon) -> tuple[Token, ...]:
    """The words of a folded text."""
    places = [(match[0], match.start(), match.end()) for match in _words(words.elides).finditer(text)]
    row = [place[0] for place in places]
    return tuple(Token(word, start, end, _kinds(row, index, words)) for index, (word, start, end) in enumerate(places))


def _kinds(row: list[str], index: int, words: Lexicon) -> frozenset[str]:
    kinds, phrases = _entries(row[index], words.language)
    if not phrases:
        return kinds
    return kinds.union(phrase.kind for phrase in phrases if _follows(row, index, phrase))


@lru_cache(maxsize=4096)
def _entries(word: str, language: str) -> tuple[frozenset[str], tuple[Phrase, ...]]:
    """What a word is by itself, and the phrases that it may begin; most words of an article come again and again."""
    words = lexicon(language)
    fitting = list(words.exact.get(word, ()))
    fitting += [phrase for beginning, phrase in words.begins.get(word[:STEM], ()) if word.startswith(beginning)]
    fitting += [phrase for ending, phrase in words.ends if word.endswith(ending)]
    alone = frozenset(phrase.kind for phrase in fitting if not phrase.rest)
    return alone, tuple(phrase for phrase in fitting if phrase.rest)


def _follows(row: list[str], index: int, phrase: Phrase) -> bool:
    """Whether the other words of a phrase stand behind its first one."""
    behind = row[index + 1 : index + 1 + len(phrase.rest)]
    return len(behind) == len(phrase.rest) and all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for word, part in zip(behind, phrase.rest, strict=True)
    )
