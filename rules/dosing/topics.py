"""Of what a heading, a lead-in or a table header says that the lines below it speak: studies, food, exercise, tests."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from rules.dosing.fold import fold

# What was done, and the matters in which an amount or a frequency is none of a drug.
TOLD = "told"
CASE_REPORT = "case"
ARMS = "arms"  # columns of trials and of the groups in them
PAST_OF_PATIENT = "past"
FOOD = "food"
DRINKS = "drinks"
MEASURING = "measuring"
TESTS = "tests"
SUBJECTS = (FOOD, "exercise", "machine", MEASURING, TESTS, "equipment")
_FILE = Path(__file__).with_name("words") / "topics.txt"
# Names of drugs that are parts of food as well.
_NUTRIENTS = tuple("vitamin provitamin folic folat folsaure omega magnes zinc zink selen iodine jod yodo iodo".split())
_LONGEST = 4  # words of a phrase
_MOST = 40  # words of a text that are looked at
_COLUMN = "column-"
# Phrases that hold a word of studies and tell of none: "evidence-based treatment", "a trial of amitriptyline".
_UNTOLD = "untold"


@cache
def _entries() -> dict[str, tuple[str, ...]]:
    """Phrase -> the names of the lists that hold it."""
    entries: dict[str, tuple[str, ...]] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        name, colon, phrases = line.partition(": ")
        if colon and line[0] != "#":
            for phrase in phrases.replace("-", "_").split():
                entries[phrase] = (*entries.get(phrase, ()), name)
    return entries


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[^\W_]+")


@lru_cache(maxsize=512)
def topics(text: str, *, column: bool = False) -> frozenset[str]:
    """The topics that a text names; the words of table headers count with `column` alone."""
    words = _word().findall(fold(text[: _MOST * 12]).text)[:_MOST]
    entries = _entries()
    found: set[str] = set()
    told, untold = [], []
    for start in range(len(words)):
        for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
            phrase = "_".join(words[start:end])
            first, last = ("^" if not start else ""), ("^" if end == len(words) else "")
            for entry in {phrase, first + phrase, phrase + last, first + phrase + last}:
                names = entries.get(entry, ())
                found.update(names)
                if TOLD in names:
                    told.append((start, end))
                if _UNTOLD in names:
                    untold.append((start, end))
    if all(any(first <= start and end <= last for first, last in untold) for start, end in told):
        found.discard(TOLD)
    return frozenset([name.removeprefix(_COLUMN) for name in found if column or not name.startswith(_COLUMN)])


def follows(text: str) -> bool:
    """Whether a text goes on about what was named before it: "take two more", "then twice a day"."""
    words = _word().findall(fold(text[:200]).text)[:12]
    return any("follows" in _entries().get(word, ()) for word in words)


def is_nutrient(word: str) -> bool:
    """Whether a drug is a part of food as well: vitamins, minerals."""
    return word.startswith(_NUTRIENTS)
