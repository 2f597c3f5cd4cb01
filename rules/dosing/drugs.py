"""Which words are names of drugs: by the endings that international nonproprietary names share."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("words")


@cache
def _entries(name: str) -> tuple[str, ...]:
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple([entry for line in lines if line[:1] != "#" for entry in line.split()])


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


@lru_cache(maxsize=4096)
def is_drug(word: str) -> bool:
    """Whether a folded word is taken for the name of a drug; evidence for a reading, never a condition of it."""
    if len(word) < 6 or word in _no_drugs():
        return False
    singular = word[:-1] if word[-1] in "se" else word
    if singular in _no_drugs():
        return False
    return word.endswith(endings().get(word[-3:], ())) or singular.endswith(endings().get(singular[-3:], ()))
