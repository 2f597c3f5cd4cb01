"""What a disclaimer is about: medical advice, a consultation, treatment, found by noun and what qualifies it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rules.disclaimer.phrases import Token

REACH = 8  # words between a noun and what qualifies it: "medical, legal or other professional advice"
NOUNS = ("advice", "visit", "care", "decision")
BARE = {
    "bare advice": "advice",
    "bare visit": "visit",
    "bare care": "care",
    "bare weak": "weak",
    "purpose": "purpose",
    "person": "person",
}


class Target(NamedTuple):
    """An object of a sentence, from its first to its last word.

    Its kind: `advice` is a formula of disclaimers ("medical advice"); `visit` (a consultation, a diagnosis), `person`
    (your doctor) and `care` (treatment) stand in other texts too; `weak` says nothing of medicine ("professional
    advice"); `purpose` and `decision` are what content is used for ("to diagnose", "for medical decisions").
    """

    kind: str
    first: int
    last: int


def targets(row: tuple[Token, ...], advice_before: bool = False) -> Iterator[Target]:
    """The objects of a sentence, in order; `advice_before` tells what "that advice" stands for."""
    for index, token in enumerate(row):
        noun = next((kind for kind in NOUNS if kind in token.kinds), None)
        if noun is not None:
            target = _qualified(row, index, noun)
            if target is not None:
                yield target
                continue
            if noun == "advice" and advice_before and index and "back" in row[index - 1].kinds:
                yield Target(noun, index - 1, index)
                continue
        bare = next((BARE[kind] for kind in BARE if kind in token.kinds), None)
        if bare is not None:
            yield Target(bare, index, index)
        if bare in ("visit", "care") and "purpose" in token.kinds:
            yield Target("purpose", index, index)


def _qualified(row: tuple[Token, ...], index: int, noun: str) -> Target | None:
    """The noun with the word that makes it medical, or at least professional."""
    before, after = _before(row, index), _after(row, index)
    for place in (before["medical"], after["medical"]):
        if place is not None:
            return Target(noun, min(place, index), max(place, index))
    for place in (before["expert"], after["expert"]):
        if place is not None and noun != "decision":
            return Target("care" if noun == "care" else "weak", min(place, index), max(place, index))
    return None


def _before(row: tuple[Token, ...], index: int) -> dict[str, int | None]:
    return _scan(row, range(index - 1, max(index - 1 - REACH, -1), -1), ("adjective",))


def _after(row: tuple[Token, ...], index: int) -> dict[str, int | None]:
    return _scan(row, range(index + 1, min(index + 1 + REACH, len(row))), ("adjective", "person"))


def _scan(row: tuple[Token, ...], places: range, wanted: tuple[str, ...]) -> dict[str, int | None]:
    """The nearest medical and professional qualifier that only small words and other objects part from the noun."""
    found: dict[str, int | None] = {"medical": None, "expert": None}
    for place in places:
        kinds = row[place].kinds
        if any(kind in kinds for kind in wanted):
            found["medical"] = place
            break
        if "expert" in kinds and found["expert"] is None:
            found["expert"] = place
        if not kinds & {"fill", "expert", *NOUNS, *BARE}:
            break
    return found
