"""The words of disclaimers, language by language: data files beside this module, read when a text asks for them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

LANGUAGES = ("en", "de", "fr", "es", "pt", "nl", "it", "zh")
INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
STEMS = ("content", "product", "medical", "pronoun")
_STRAIGHT = str.maketrans("’‘ʼ´`–—−‐‑…“”„«»", "'''''-----.\"\"\"\"\"")


class Phrases(NamedTuple):
    """What one language calls the parts of a disclaimer; patterns match folded text."""

    language: str
    negation: re.Pattern[str]
    far: re.Pattern[str]  # negations that reach over a long subject ("nothing on this site ... is")
    void: re.Pattern[str]  # negations that negate nothing ("not only")
    barrier: re.Pattern[str]  # where one clause ends and the next begins
    relation: re.Pattern[str]  # groups: substitution, constitution, provision, use, copula
    target: re.Pattern[str]  # groups: advice, visit, care, weak
    whole: re.Pattern[str]  # statements that are complete as they stand
    mention: re.Pattern[str]  # texts that speak about disclaimers
    imperative: re.Pattern[str]
    after: bool  # whether a negation may follow its verb and object ("ersetzt den Arzt nicht")
    content: tuple[str, ...]  # stems that name this content
    product: tuple[str, ...]  # stems that name something else
    medical: tuple[str, ...]
    pronoun: tuple[str, ...]
    link: frozenset[str]  # words that may stand between "is not" and "medical advice"
    abbreviations: frozenset[str]


class Folded(NamedTuple):
    """Text in lower case without accents, typography or doubled spaces, and where each character came from."""

    text: str
    places: tuple[int, ...]


def fold(text: str) -> Folded:
    """Fold a text so that one pattern fits every way of typing the same words."""
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
    return "".join(
        " " if letter.isspace() else letter
        for letter in unicodedata.normalize("NFKD", plain).casefold()
        if not unicodedata.combining(letter)
    )


@cache
def _sections(name: str) -> dict[str, tuple[str, ...]]:
    """A data file: `[section]` lines, each followed by its entries, one a line; `#` begins a comment."""
    sections: dict[str, list[str]] = {}
    entries: list[str] = []
    for line in (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            entries = sections.setdefault(line[1:-1], [])
        elif line.strip() and not line.startswith("#"):
            entries.append(line)
    return {section: tuple(lines) for section, lines in sections.items()}


@cache
def anchors(language: str) -> tuple[str, ...]:
    """Word pieces without which no text holds a disclaimer in this language; in lower case, accents kept."""
    return _sections("languages")[f"anchors {language}"]


@cache
def common_words(language: str) -> frozenset[str]:
    """Small words by which a text without a declared language is recognised."""
    return frozenset(" ".join(_sections("languages")[f"words {language}"]).split())


def template(language: str) -> str:
    """A disclaimer to copy, in the language given, or in English."""
    sections = _sections("languages")
    return " ".join(sections.get(f"template {language}", sections["template en"]))


@cache
def phrases(language: str) -> Phrases:
    """The phrases of a language, compiled."""
    sections = _sections(language)
    content, product, medical, pronoun = (_stems(sections.get(name, ())) for name in STEMS)
    return Phrases(
        language,
        *(_any(sections.get(name, ())) for name in ("negation", "far", "void", "barrier")),
        _groups(sections, "relation"),
        _groups(sections, "target"),
        *(_any(sections.get(name, ())) for name in ("whole", "mention", "imperative")),
        after="negation may follow" in sections,
        content=content,
        product=product,
        medical=medical,
        pronoun=tuple(f"{word} " for word in pronoun),
        link=frozenset(" ".join(sections.get("link", ())).split()),
        abbreviations=frozenset(" ".join(sections.get("abbreviations", ())).split()),
    )


@cache
def element(language: str, name: str) -> re.Pattern[str]:
    """What an element of a disclaimer looks like in a language."""
    return _any(_sections(language).get(f"element {name}", ()))


def _stems(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Word beginnings, several a line; "_" stands for the space that ends a word or joins two."""
    return tuple(" " + stem.replace("_", " ") for line in lines for stem in line.split())


def _any(alternatives: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(alternatives) if alternatives else "(?!)")


def _groups(sections: dict[str, tuple[str, ...]], family: str) -> re.Pattern[str]:
    """One pattern for all sections "family kind": the name of the group that matched is the kind."""
    named = ((section.split()[1], lines) for section, lines in sections.items() if section.startswith(f"{family} "))
    return re.compile("|".join(rf"\b(?P<{kind}>{'|'.join(lines)})\b" for kind, lines in named))
