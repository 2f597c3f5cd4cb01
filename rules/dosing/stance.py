"""Whether a sentence tells what was done or what to do: the signs of both sides, each with its weight."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rules.dosing import germanic, participles
from rules.dosing.classes import (
    ARTICLE,
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
    NUMBER,
    ORDER,
    OUTCOME,
    PAST,
    PRESENT,
    ROUTE,
    SOMEBODY,
    STUDY,
    TAKE,
)
from rules.dosing.clauses import Clause, clause_words, clauses, part, reference
from rules.dosing.clues import Clues
from rules.dosing.lexicon import affixes, senses
from rules.dosing.orders import is_month, orders
from rules.dosing.own import own
from rules.dosing.tense import acts, happened, perfect, supposed, verbs, was_done
from rules.dosing.tokens import Tokens
from rules.dosing.trials import studied

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
    "studied": 3,
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
    "advised": 2,
    "enough": 2,
    "is the dose": 3,
    "plain": 2,
}
# A single weak sign, as "improved", tells nothing yet.
_LEAST = 2
_NEEDED = frozenset(("needed", "required"))
_OBJECTS = frozenset((NUMBER, ARTICLE))
_NEAR = 6  # tokens between a dose and its verb
_TOLD_WORDS = {"case": CASE, "study": STUDY, "outcome": OUTCOME, "somebody": SOMEBODY}
_TOLD_TURNS = ("harmful", "effect", "share of people", "planned", "logged")
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
        "studied": studied(tokens),
        "dated": DATED in clues.letters and _dated(tokens),
        "past": min(len(pasts) - aside + by_form, 2),
        "past aside": min(aside, 2),
        "acts": min(acts(tokens, told), 2),
        "happened": happened(tokens, told),
        "was done": was_done(tokens),
        "perfect": perfect(tokens),
        "own": own(tokens),
        **{turn: clues.turned(turn) for turn in _TOLD_TURNS},
        "asked whether": "?" in tokens.words and clues.turned("asked whether"),
        "charted": clues.turned("charted") and PRESENT not in tokens.tags,
        "told above": _told_above(clues),
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
    # The clauses are read only where the sentence as a whole tells: most do not.
    return _tells(_whole(_told_part(clues))) and outweighs(evidence(clues))


def evidence(clues: Clues) -> tuple[Signs, ...]:
    """The signs of the sentence, and those of its clauses with a dose of their own, when there are several clauses."""
    part = _told_part(clues)
    whole = _whole(part)
    return (whole, *(signs for signs, _ in _read(part))) if any(whole.told.values()) else (whole,)


@lru_cache(maxsize=2)  # asked for the stance, and for the clause that asks
def _told_part(clues: Clues) -> Clues:
    """What of a sentence can tell or ask: of a row the cells with a dose, not those for whom it is meant."""
    if clues.row:
        clues = _dosed_cells(clues)
    if clues.turned("audience") and COLON in clues.tokens.tags:
        clues = _behind(clues, clues.tokens.tags.index(COLON) + 1)
    return clues


@lru_cache(maxsize=2)
def _whole(clues: Clues) -> Signs:
    """The signs of the whole; those of an instruction are not sought where none of a report can be outweighed."""
    told = told_signs(clues)
    return Signs(told, asked_signs(clues) if any(told.values()) else {})


class Asked(NamedTuple):
    """What a sentence asks for in one of its clauses; the tokens `back` of it are a part of a dose named before."""

    clause: Clause
    back: tuple[int, int] | None = None

    @property
    def dosed(self) -> bool:
        """Whether it is an amount, not only how often or how long."""
        return bool(self.back or self.clause.clues.amounts)


def asking(clues: Clues) -> Asked | None:
    """The clause of a sentence that asks for a dose while another one tells of one; None when there is none.

    Where it points back to the dose of another clause, that is the one: "the trial gave 5 mg, and I suggest the same".
    """
    if clues.row or weighed(_whole(_told_part(clues)).told, TOLD) < _LEAST:
        return None
    read = _read(clues)
    if len(read) < 2 or not any(_tells(signs) for signs, _ in read):
        return None
    for number, (signs, clause) in enumerate(read):
        if _asks(signs):
            back = None if clause.clues.amounts else reference(clause.clues.tokens)
            if back and clause.clues.tokens.words[back[0]] in clause_words().part:
                return Asked(clause, back)
            named = [before for _, before in read[:number] if before.clues.amounts]
            if named and (back or not clause.clues.kinds):
                return Asked(named[-1])
            return Asked(clause)
    return None


@lru_cache(maxsize=2)
def _read(clues: Clues) -> list[tuple[Signs, Clause]]:
    """The clauses of a sentence that hold a dose or point back to one, with their signs."""
    read: list[tuple[dict[str, int], tuple[int, int] | None, Clause]] = []
    for number, clause in enumerate(clauses(clues)):
        back = reference(clause.clues.tokens) if number else None
        if number and clause.clues.tokens.words[0] in clause_words().relative:
            back = (0, 1)  # "600 mg twice a day, which is what I would suggest"
        if back or clause.clues.amounts or (clause.clues.kinds and not clause.clues.elsewhere):
            read.append((told_signs(clause.clues), back, clause))
    return [(Signs(told, _asked_beside(clause.clues, told, back)), clause) for told, back, clause in read]


def _asked_beside(clues: Clues, told: dict[str, int], back: tuple[int, int] | None) -> dict[str, int]:
    """Which signs of an instruction are there in a clause beside others."""
    words = clause_words()
    advised = not words.advise.isdisjoint(clues.tokens.words)
    if clues.tokens.words[0] in words.relative:
        return {"advised": advised}  # "..., which is less than the usual dose" only describes
    signs = asked_signs(clues)
    modals = [word for word, tag in zip(clues.tokens.words, clues.tokens.tags, strict=True) if tag == MODAL]
    once = bool(modals) and words.once_modal.issuperset(modals)
    if once:
        signs["modal"] = signs["passive"] = 0
    if clues.tokens.words[1:2] == ("of",):
        signs["imperative"] = 0  # "..., and use of 10 mg was rare"
    doses = [(piece.start, piece.end) for piece in (*clues.amounts, *clues.schedule)]
    doses += [back] if back else []
    return {
        **signs,
        "advised": advised,
        "enough": bool(doses) and not words.enough.isdisjoint(clues.tokens.words),
        "is the dose": clues.turned("is the dose"),
        "plain": not once and not any(told.values()) and _is_dosed(clues.tokens, doses),
    }


def _is_dosed(tokens: Tokens, doses: list[tuple[int, int]]) -> bool:
    """Whether a verb of the present stands close to a dose: "20 mg at night is what she needs"."""
    holds = clause_words().holds
    return any(
        tokens.tags[index] in (PRESENT, TAKE) or tokens.words[index].partition(" ")[0] in holds
        for start, end in doses
        for index in range(max(0, start - _NEAR), min(len(tokens.words), end + _NEAR))
    )


def outweighs(signs: tuple[Signs, ...], told: dict[str, int] = TOLD, asked: dict[str, int] = ASKED) -> bool:
    """Whether a report outweighs an instruction, under these weights.

    Where one clause tells and another one asks, the sentence asks: "... received 10 mg; the recommended dose is 5 mg".
    """
    whole, *parts = signs
    return _tells(whole, told, asked) and not any(_asks(each, told, asked) for each in parts)


def _tells(signs: Signs, told: dict[str, int] = TOLD, asked: dict[str, int] = ASKED) -> bool:
    tells = weighed(signs.told, told)
    return tells >= _LEAST and tells > weighed(signs.asked, asked)


def _asks(signs: Signs, told: dict[str, int] = TOLD, asked: dict[str, int] = ASKED) -> bool:
    asks = weighed(signs.asked, asked)
    return asks >= _LEAST and asks > weighed(signs.told, told)


def weighed(signs: dict[str, int], weights: dict[str, int]) -> int:
    """The sum of what the signs count."""
    return sum(weights[sign] * count for sign, count in signs.items())


def _told_above(clues: Clues) -> int:
    """What stands above and tells, unless the sentence orders by its form: a heading only breaks ties.

    "Increase amitriptyline to 20 mg" orders below "Case report" and "My story" as well.
    """
    if not clues.context.told or _prescribes(clues) or (not clues.row and (orders(clues.tokens) or _suffices(clues))):
        return 0
    return 1 if clues.turned("dose is", "recommended") else clues.context.told


def _suffices(clues: Clues) -> bool:
    """Whether an amount is enough now, and nobody's in a study: "50 mg usually suffice"."""
    return bool(clues.amounts) and not (
        clause_words().enough.isdisjoint(clues.tokens.words) or clues.holds(PAST, STUDY, CASE, OUTCOME)
    )


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
    return Clues(row, row.letters, clues.context)


def _behind(clues: Clues, start: int) -> Clues:
    """What stands behind those for whom it is meant, when the whole dose does: "Children who had a fever: 5 mL"."""
    dosed = [*clues.amounts, *clues.schedule]
    if not dosed or min(piece.start for piece in dosed) < start:
        return clues
    return part(clues, start, len(clues.tokens.words)).clues


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
    """Whether something should or may be done; what "was needed" was done, and some "needed 80 mg"."""
    return any(
        MODAL in letters
        and tokens.tags[index - 1 : index] != PAST
        and not is_month(tokens, index)
        and not (tokens.words[index] in _NEEDED and tokens.tags[index + 1 : index + 2] in _OBJECTS)
        for index, letters in enumerate(tokens.classes)
    )
