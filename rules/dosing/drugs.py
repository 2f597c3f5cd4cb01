"""Which words are names of drugs: those of a list, and those that end as nonproprietary names do.

`words/drugs.txt` tells where its names come from and under which licence.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).with_name("words")


class Names(NamedTuple):
    """Folded names of substances, and brand names: a line of names, each between spaces, by their first three letters.

    15,000 names are as many strings to make; a line is looked through only when a word begins like it.
    """

    substances: dict[str, str]
    brands: dict[str, str]


@cache
def names() -> Names:
    """The list, read when it is first needed."""
    _, substances, brands = (_FOLDER / "drugs.txt").read_bytes().decode().split("\n\n")
    return Names(_lines(substances), _lines(brands))


def _lines(text: str) -> dict[str, str]:
    return {line[:3]: f" {line} " for line in text.splitlines()}


@cache
def endings() -> dict[str, tuple[str, ...]]:
    """Endings of drug names by their last three letters (the stem book of the World Health Organization)."""
    found: dict[str, tuple[str, ...]] = {}
    for ending in _entries("stems"):
        found[ending[-3:]] = (*found.get(ending[-3:], ()), ending)
    return found


@cache
def _no_drugs() -> frozenset[str]:
    return frozenset(_entries("no-drugs"))


def _entries(name: str) -> tuple[str, ...]:
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple([entry for line in lines if line[:1] != "#" for entry in line.split()])


@lru_cache(maxsize=4096)
def is_drug(word: str) -> bool:
    """Whether a folded word is taken for the name of a drug; evidence for a reading, never a condition of it."""
    if len(word) < 4 or word in _no_drugs():
        return False
    return is_listed(word) or _ends_like_one(word)


def is_listed(word: str) -> bool:
    """Whether a folded word is on the list; a substance also with the ending of another language."""
    start = word[:3]
    return f" {word} " in names().brands.get(start, "") or _is_substance(word, names().substances.get(start, ""))


def _is_substance(word: str, line: str) -> bool:
    """Whether a word is on the line as it is, or as English ends it: "ketamin" is ketamine, "losartana" losartan."""
    if f" {word} " in line:
        return True
    if len(word) < 6 or not line:
        return False
    return f" {word}e " in line or (word[-1] in "aeio" and (f" {word[:-1]} " in line or f" {word[:-1]}e " in line))


def _ends_like_one(word: str) -> bool:
    if len(word) < 6:
        return False
    singular = word[:-1] if word[-1] in "se" else word
    if singular in _no_drugs():
        return False
    return word.endswith(endings().get(word[-3:], ())) or singular.endswith(endings().get(singular[-3:], ()))
