"""Laws of the dosing words, patterns and signs: each is used, each is tried, and every pattern takes linear time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

import rules.dosing
from lint.parse import parse
from rules.dosing import classes
from rules.dosing.classes import LETTERS, UNLISTED
from rules.dosing.clues import Clues
from rules.dosing.drugs import endings
from rules.dosing.fold import fold
from rules.dosing.lexicon import LANGUAGES, lexicon, senses
from rules.dosing.patterns import load
from rules.dosing.quantities import Kind
from rules.dosing.sign import holding
from rules.dosing.signs import REPORT_SIGNS, SIGNS
from rules.dosing.tokens import tokenize
from rules.dosing.turns import turned
from tests.bench.dosing_trace import readings
from tests.rules.cases import FOLDER, cases
from tests.rules.linear import linear

HOUSE = Path(rules.dosing.__file__).parent
CODE = "".join([path.read_text(encoding="utf-8") for path in sorted(HOUSE.glob("*.py"))])
TURNS = load("turns")[""]
SENSES = sorted(
    path.stem for path in (HOUSE / "words").glob("*.txt") if path.stem.partition("-")[0] in ("tense", "stance", "notes")
)
SENSES += ["ages", "amounts", "everyday", "roles", "spelling"]
# What holds a sign that no case of the rules holds.
SIGNED = (
    "Usually taken for 3 to 6 months.",
    "Duration of treatment: 5 days.",
    "MMR vaccine: the first dose at 12 months, the second one at 4 years.",
    "The second dose is given after four weeks.",
    "Take a dose of the vaccine.",
    "The dose can be repeated once, after two hours.",
    "It is prudent to halve the usual dose of prednisone.",
    "Dos dosis separadas por ocho semanas.",
    "Metoprolol: halve the dose every week.",
    "- Ibuprofen: no more than 3 times a day.",
    "- Levothyroxin frühestens 4 Stunden danach.",
    "- Metformin off for 48 hours.",
    "Furosemide by mouth at 2 times the daily dose.",
    "- IV salbutamol: repeat 5 minutes later.",
    "Enoxaparin 40 mg.",
    "Give 3 doses for 5 days.",
    "Leave out two doses of warfarin.",
    "Use the second dose after five minutes.",
    "El antibiótico se toma durante siete días.",
)


def patterns() -> Iterator[tuple[str, str]]:
    """Every pattern with a name for it."""
    for name in ("quantities", "turns"):
        for heading, group in load(name).items():
            for title, pattern in group.items():
                yield f"{name}, {heading or 'turn'}, {title}", pattern


PATTERNS = list(patterns())


def comments(turn: str) -> str:
    """The lines above a turn in its file."""
    text = (HOUSE / "patterns" / "turns.txt").read_text(encoding="utf-8")
    paragraph = next(each for each in text.split("\n\n") if re.search(rf"(?m)^{turn}:$", each))
    return " ".join(line.strip("# ") for line in paragraph.splitlines() if line[0] == "#")


def test_every_class_of_words_is_used_and_every_entry_is_folded() -> None:
    """A word list entry that folding would change could never match, and a class that nothing names tells nothing."""
    words = lexicon().words
    named = CODE + (HOUSE / "patterns" / "turns.txt").read_text() + (HOUSE / "patterns" / "quantities.txt").read_text()
    definitions = (HOUSE / "classes.py").read_text(encoding="utf-8")

    assert set(LETTERS.values()) - UNLISTED == {letter for letters in words.values() for letter in letters}
    assert [word for word in words if fold(word).text != word] == []
    assert [phrase for phrase in words if "" in phrase.split("_")] == []
    assert [ending for group in endings().values() for ending in group if not ending.isalpha()] == []
    assert [
        name
        for name in LETTERS
        if len(re.findall(rf"\b(?:{name}|{name.upper()})\b", named))
        <= len(re.findall(rf"\b{name.upper()}\b", definitions))
    ] == []


@pytest.mark.parametrize("name", SENSES)
def test_every_set_of_words_is_asked_for_and_folded(name: str) -> None:
    """A set that no code names, or an entry that no folded word equals, is a slip of the pen."""
    for title, entries in senses(name).items():
        assert re.search(rf"\b{title}\b", CODE), f"{name}: {title}"
        assert [entry for entry in entries if fold(entry).text != entry] == []


def test_every_language_has_its_list() -> None:
    """No list lies unread beside those that are."""
    codes = {path.stem for path in (HOUSE / "words").glob("??.txt")}

    assert codes | {"common"} == set(LANGUAGES)


def test_patterns_and_code_name_the_same_turns_and_kinds() -> None:
    """A turn of phrase that no code asks for, or that no file describes, is a slip of the pen."""
    kinds = {kind for heading, group in load("quantities").items() if heading for kind in group}
    calls = re.findall(r'turned\(\s*((?:"[a-z ]+"(?:,\s*)?)+)\)', CODE)

    assert [turn for turn in TURNS if f'"{turn}"' not in CODE] == []
    assert {turn for call in calls for turn in re.findall(r'"([a-z ]+)"', call)} <= set(TURNS)
    assert kinds == set(get_args(Kind))


@pytest.mark.parametrize("name", ["quantities", "turns"])
def test_every_part_of_a_pattern_is_used(name: str) -> None:
    """A part that no pattern names says nothing."""
    text = (HOUSE / "patterns" / f"{name}.txt").read_text(encoding="utf-8")

    assert [part for part in re.findall(r"(?m)^(<[a-z-]+>):$", text) if text.count(part) < 2] == []


@pytest.mark.parametrize("turn", TURNS)
def test_a_turn_matches_the_examples_above_it(turn: str) -> None:
    """Each turn has an example; what is quoted is one, what is quoted behind "not" is none."""
    examples = re.findall(r'(not )?"([^"]+)"', comments(turn))

    assert any(not other for other, _ in examples)
    for other, example in examples:
        assert turned(turn, tokenize(example).tags) == (not other), example


@cache
def held() -> frozenset[str]:
    """What the signs that hold in the cases of the rules and in the sentences above state."""
    documents = [case.document for path in FOLDER.glob("*dos*.md") for case in cases(path)]
    return frozenset(
        sign.states
        for document in (*documents, *SIGNED)
        for sentence, context, _, _ in readings(parse(document))
        for sign in holding(Clues(sentence, sentence.letters, context), SIGNS + REPORT_SIGNS)
    )


@pytest.mark.parametrize("states", sorted({sign.states for group in SIGNS + REPORT_SIGNS for sign in group.signs}))
def test_every_sign_holds_in_some_case(states: str) -> None:
    """A sign that no case needs is one that nobody would miss."""
    assert states in held()


@pytest.mark.parametrize(("title", "pattern"), PATTERNS, ids=[title for title, _ in PATTERNS])
def test_no_pattern_repeats_without_a_bound(title: str, pattern: str) -> None:
    """Matching takes time in proportion to the text because every repeat is counted; what is looked at is one word."""
    assert not re.search(r"(?<!\\)[*+]|\{\d*,\}", pattern), title
    assert not re.search(r"\\\d|\(\?P=", pattern), title


@pytest.mark.parametrize(("title", "pattern"), PATTERNS, ids=[title for title, _ in PATTERNS])
def test_every_pattern_takes_linear_time(title: str, pattern: str) -> None:
    """Four times as many words of its own classes, alone and in turn, take no more than about four times as long."""
    letters = sorted(
        {letter for letter in re.sub(r"\\(.)", r"\1", pattern) if letter in vars(classes)["LETTERS"].values()}
    )
    units = [*letters, "".join(letters), "".join(reversed(letters))]
    search = re.compile(pattern).search

    def act(length: int) -> None:
        for unit in units:
            search((unit * length)[:length])

    assert linear(act, 300), title
