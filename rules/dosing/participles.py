"""The past of Romance languages by its neighbours: notes without an auxiliary ("Iniziato prednisone"), and perfects.

The words are in `words/notes-romance.txt`.
"""

from __future__ import annotations

from functools import cache

from rules.dosing.classes import (
    ADVERB,
    CLOSE,
    COMMA,
    DRUG,
    END,
    FORGOTTEN,
    IMPLIED,
    MISSED,
    NUMBER,
    OPEN,
    PRESENT,
    TIME,
)
from rules.dosing.lexicon import senses

_LAPSES = frozenset((FORGOTTEN, MISSED))
_HEADS = frozenset((END, COMMA, OPEN, CLOSE))
_AHEAD = 6


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(senses("notes-romance")["participle"]))


@cache
def _markers() -> frozenset[str]:
    """Words without one of which there is nothing to count; "e" is how "è" is folded."""
    return senses("notes-romance")["noted"] | senses("notes-romance")["have"] | {"e"}


def notes(words: tuple[str, ...], classes: tuple[str, ...]) -> int:
    """How many participles and perfects tell what somebody did with a drug."""
    if _markers().isdisjoint(words):
        return 0  # most sentences
    known = senses("notes-romance")
    noted, have = known["noted"], known["have"]
    return sum(
        (word in noted and _noted(words, classes, index))
        or (word in have and _perfect(words, classes, index))
        or (
            classes[index] == PRESENT and word == "e" and not known["happened"].isdisjoint(words[index + 1 : index + 2])
        )
        for index, word in enumerate(words)
    )


def _noted(words: tuple[str, ...], classes: tuple[str, ...], index: int) -> bool:
    """Whether a participle opens a clause before a drug, or follows a drug and leads to an amount."""
    place = index - 1
    while place >= 0 and ADVERB in classes[place]:
        place -= 1
    behind = [letters[0] for letters in classes[index + 1 : index + 4]]
    if place < 0 or classes[place][0] in _HEADS or words[place] in senses("notes-romance")["and"]:
        return DRUG in behind or IMPLIED in behind
    # "prednisone ridotto a 25 mg", not "la dose va ridotta" nor "dose ridotta a 25 mg"
    return classes[place][0] == DRUG and NUMBER in behind[:2] and TIME not in behind


def _perfect(words: tuple[str, ...], classes: tuple[str, ...], index: int) -> bool:
    """Whether "ha" or "hanno" has its participle, outside of a condition and of what somebody forgot."""
    known = senses("notes-romance")
    before, behind = words[max(0, index - _AHEAD) : index], words[index + 1 : index + 3]
    if not index or not known["supposing"].isdisjoint(before):
        return False
    if not _LAPSES.isdisjoint("".join(classes[index : index + 3])):
        return False
    return any(word.endswith(_endings()) and word not in known["no_participle"] for word in behind)
