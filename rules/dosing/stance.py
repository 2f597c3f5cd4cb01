"""Whether a sentence tells what was done or what to do: the signs of both sides, each with its weight."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from rules.dosing import germanic, participles
from rules.dosing.classes import (
    BAR,
    CASE,
    COLON,
    DATED,
    GUIDANCE,
    HYPHEN,
    LIMIT,
    MARK,
    MODAL,
    NEGATION,
    ORDER,
    OUTCOME,
    PAST,
    ROUTE,
    SOMEBODY,
    STUDY,
)
from rules.dosing.clues import Clues
from rules.dosing.lexicon import affixes, senses
from rules.dosing.own import own
from rules.dosing.tense import acts, happened, perfect, supposed, verbs, was_done
from rules.dosing.tokens import Tokens

# How much each sign counts for a report or for an instruction; the greater sum decides, a draw is an instruction.
TOLD = {
    "past": 2,
    "past aside": 1,
    "case": 2,
    "study": 2,
    "outcome": 1,
    "somebody": 1,
    "acts": 2,
    "was done": 2,
    "happened": 2,
    "perfect": 3,
    "own": 3,
    "planned": 6,
    "dated": 2,
    "charted": 3,
    "logged": 2,
    "asked whether": 3,
    "effect": 5,
    "harmful": 5,
    "share of people": 3,
    "told above": 3,
}
ASKED = {
    "imperative": 3,
    "passive": 2,
    "recommended": 2,
    "ordered": 7,
    "dose is": 3,
    "modal": 2,
    "limited": 3,
    "barred": 6,
    "preferred": 2,
    "guided": 3,
    "listed": 1,
}
# A single weak sign, as "improved", tells nothing yet.
_LEAST = 2
_TOLD_WORDS = {"case": CASE, "study": STUDY, "outcome": OUTCOME, "somebody": SOMEBODY}
_TOLD_TURNS = ("harmful", "effect", "share of people", "planned", "charted", "logged", "asked whether")
_ASKED_TURNS = ("imperative", "passive", "recommended", "ordered", "dose is", "preferred")


def told_signs(clues: Clues) -> dict[str, int]:
    """How often each sign of a report is there; a word counts once or twice."""
    tokens = clues.tokens
    words = "".join(tokens.classes)
    told = verbs(tokens)
    pasts = _pasts(tokens) if PAST in clues.letters else []
    aside = sum(supposed(tokens, index) for index in pasts)
    by_form = germanic.pasts(tokens.words, tokens.classes) + participles.notes(tokens.words, tokens.classes)
    return {
        **{sign: min(words.count(letter), 2) for sign, letter in _TOLD_WORDS.items()},
        "dated": DATED in clues.letters and _dated(tokens),
        "past": min(len(pasts) - aside + by_form, 2),
        "past aside": min(aside, 2),
        "acts": min(acts(tokens, told), 2),
        "happened": happened(tokens, told),
        "was done": was_done(tokens),
        "perfect": perfect(tokens),
        "own": own(tokens),
        **{turn: clues.turned(turn) for turn in _TOLD_TURNS},
        "told above": 0 if _prescribes(clues) else clues.context.told,
    }


def asked_signs(clues: Clues) -> dict[str, int]:
    """Which signs of an instruction are there."""
    turns = {turn: clues.turned(turn) for turn in _ASKED_TURNS}
    ordered = turns["ordered"] or clues.holds(ORDER)
    modal = MODAL in clues.letters and _may(clues.tokens)
    limits = [word for word, letters in zip(clues.tokens.words, clues.tokens.classes, strict=True) if LIMIT in letters]
    excess, forbidding = senses("stance-en")["excess"], affixes("stance-en", "forbidding_beginning")
    return {
        **turns,
        "ordered": ordered,
        "modal": modal,
        "limited": bool(limits) and (clues.holds(NEGATION) or (modal and not excess.issuperset(limits))),
        "barred": any(limit.startswith(forbidding) for limit in limits),
        "guided": clues.holds(GUIDANCE),
        "listed": clues.context.listed,
    }


class Signs(NamedTuple):
    """How often each sign of a report and of an instruction is there, in a sentence or in a clause."""

    told: dict[str, int]
    asked: dict[str, int]


def reported(clues: Clues) -> bool:
    """Whether the sentence tells what was done in a study, a case or an experiment rather than what to do."""
    return outweighs(evidence(clues))


def evidence(clues: Clues) -> tuple[Signs, ...]:
    """The signs of the sentence, and those of its clauses with a dose of their own, when there are several clauses."""
    if clues.row:
        clues = _dosed_cells(clues)
    if clues.turned("audience") and COLON in clues.tokens.tags:
        clues = _behind(clues, clues.tokens.tags.index(COLON) + 1)
    told = told_signs(clues)
    if not any(told.values()):
        return (Signs(told, {}),)  # most sentences: nothing can outweigh what need not be sought
    dosed = (clause for clause in _clauses(clues) if clause.kinds)
    return (Signs(told, asked_signs(clues)), *(Signs(told_signs(each), asked_signs(each)) for each in dosed))


def outweighs(signs: tuple[Signs, ...], told: dict[str, int] = TOLD, asked: dict[str, int] = ASKED) -> bool:
    """Whether a report outweighs an instruction, under these weights.

    Where one clause tells and another one asks, the sentence asks: "... received 10 mg; the recommended dose is 5 mg".
    """
    (tells, asks), *clauses = [(weighed(each.told, told), weighed(each.asked, asked)) for each in signs]
    if tells < _LEAST or tells <= asks:
        return False
    return not any(asks >= _LEAST and asks > tells for tells, asks in clauses)


def weighed(signs: dict[str, int], weights: dict[str, int]) -> int:
    """The sum of what the signs count."""
    return sum(weights[sign] * count for sign, count in signs.items())


def _clauses(clues: Clues) -> Iterator[Clues]:
    """The parts between semicolons, when there are any."""
    tokens = clues.tokens
    cuts = [index for index, word in enumerate(tokens.words) if word == ";"]
    if cuts:
        for start, end in pairwise((-1, *cuts, len(tokens.words))):
            yield _part(clues, start + 1, end)


def _prescribes(clues: Clues) -> bool:
    """Whether it is written as a prescription is, "1 mg/kg SC BID"; below a heading such as "Evidence", too."""
    return "sig" in clues.kinds and clues.holds(ROUTE) and not clues.row


def _dosed_cells(clues: Clues) -> Clues:
    """A row without the cells that hold neither a dose nor a study: what "appeared" in another cell was no dose."""
    tokens = clues.tokens
    cuts = [-1, *(index for index, tag in enumerate(tokens.tags) if tag == BAR), len(tokens.tags)]
    doses = {piece.start for piece in (*clues.amounts, *clues.schedule)}
    kept = [
        (start, end)
        for start, end in pairwise(cuts)
        if start < 0
        or not doses.isdisjoint(range(start + 1, end))
        or any(STUDY in letters for letters in tokens.classes[start + 1 : end])
    ]
    if len(kept) == len(cuts) - 1:
        return clues
    row = tokens.parts([(max(start, 0), end) for start, end in kept])
    return Clues(row, frozenset("".join(row.classes)), clues.context)


def _part(clues: Clues, start: int, end: int) -> Clues:
    tokens = clues.tokens.part(start, end)
    return Clues(tokens, frozenset("".join(tokens.classes)), clues.context)


def _behind(clues: Clues, start: int) -> Clues:
    """What stands behind those for whom it is meant, when the whole dose does: "Children who had a fever: 5 mL"."""
    dosed = [*clues.amounts, *clues.schedule]
    if not dosed or min(piece.start for piece in dosed) < start:
        return clues
    return _part(clues, start, len(clues.tokens.words))


def _pasts(tokens: Tokens) -> list[int]:
    """Where words of the past stand; "bundle-era" holds none, though "era" is one in Italian."""
    return [
        index
        for index, letters in enumerate(tokens.classes)
        if PAST in letters and tokens.tags[index - 1 : index] != HYPHEN
    ]


def _dated(tokens: Tokens) -> bool:
    """Whether it is told when something happened; "more than a year ago" may be a condition."""
    return any(
        DATED in letters
        and (tokens.words[index] != "ago" or not {LIMIT, MARK}.intersection(tokens.tags[max(0, index - 4) : index]))
        for index, letters in enumerate(tokens.classes)
    )


def _may(tokens: Tokens) -> bool:
    """Whether something should or may be done; what "was needed" was done."""
    return any(
        MODAL in letters and tokens.tags[index - 1 : index] != PAST for index, letters in enumerate(tokens.classes)
    )
