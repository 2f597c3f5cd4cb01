"""How a text was read, sentence by sentence: words and their classes, amounts and their roles, turns, signs, stance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lint.document import Document
from lint.parse import parse
from lint.references.model import Bibliography
from rules.dosing import stance
from rules.dosing.check import Reading
from rules.dosing.check import readings as read
from rules.dosing.classes import DRUG, LETTERS, WORD
from rules.dosing.clues import Clues
from rules.dosing.context import Context
from rules.dosing.passages import passages
from rules.dosing.patterns import load
from rules.dosing.quantities import Piece
from rules.dosing.sign import Group, holding
from rules.dosing.signs import REPORT_SIGNS, SIGNS

_NAMES = {letter: name for name, letter in LETTERS.items()}
_INDENT = "    "


def readings(document: Document) -> Iterator[Reading]:
    """The sentences of a document that the rules read, in order."""
    for passage in passages(document, Bibliography()):
        yield from read(passage)


def trace(text: str) -> Iterator[str]:
    """How each sentence of a text was read, as lines for a person."""
    number = 0
    for number, reading in enumerate(readings(parse(text)), 1):
        yield f"sentence {number}{_inherited(reading.context)}"
        yield from (_INDENT + line for line in _sentence(reading))
    if not number:
        yield "nothing is read: no digit, and no word with which a dose begins"


def _inherited(context: Context) -> str:
    told = [f"drug from {context.drug}"] if context.drug else []
    told += [f"dose from {context.dose}"] if context.dose else []
    told += [name for name in ("listed", "aside", "told", "titled") if getattr(context, name)]
    told += [f"a section on {context.subject}"] if context.subject else []
    return f" ({', '.join(told)})" if told else ""


def _sentence(reading: Reading) -> Iterator[str]:
    sentence = reading.sentence
    yield "words     " + " ".join(map(_tagged, sentence.words, sentence.classes))
    if reading.silenced:
        yield f"verdict   none: {reading.silenced}"
        return
    letters = sentence.letters
    clues = Clues(sentence, letters, reading.context)
    for name, pieces in (("amounts", clues.amounts), ("schedule", clues.schedule), ("others", clues.others)):
        if pieces:
            yield f"{name:<9} " + ", ".join(_piece(clues, piece) for piece in pieces)
    drugs = [word for word, classes in zip(sentence.words, sentence.classes, strict=True) if DRUG in classes]
    implied = "implied or from above" if clues.drug else "none"
    yield f"drug      {', '.join(dict.fromkeys(drugs)) or implied}"
    yield "turns     " + (", ".join(turn for turn in load("turns")[""] if clues.turned(turn)) or "none")
    yield "signs     " + _holding(SIGNS, clues)
    yield "as report " + _holding(REPORT_SIGNS, clues)
    for number, signs in enumerate(stance.evidence(clues)):  # the sentence, then its clauses with a dose
        yield f"{'told' if not number else f'clause {number}':<9} {_sum(signs.told, stance.TOLD)}"
        # Where nothing tells a report the stance does not look for the other side.
        yield f"asked     {_sum(signs.asked or stance.asked_signs(clues), stance.ASKED)}"
    verdict = reading.verdict
    if verdict.kind == "none" and any(holding(clues, SIGNS)):
        yield "verdict   none: signs hold, yet it describes, asks, or leaves the amount to a prescriber"
        return
    quote = f' "{" ".join(sentence.words[verdict.start : verdict.end])}"' if verdict.end else ""
    yield f"verdict   {verdict.kind}{quote}{f': {verdict.why}' if verdict.why else ''}"


def _tagged(word: str, classes: str) -> str:
    """A word with the names of its classes, the sense that is read first in front."""
    names = [_NAMES.get(letter, letter) for letter in classes if letter != WORD]
    return f"{word}/{'+'.join(names)}" if names and any(map(str.isalnum, word)) else word


def _piece(clues: Clues, piece: Piece) -> str:
    words = " ".join(clues.tokens.words[piece.start : piece.end])
    roles = [f" ({reading})" for quantity, reading in clues.quantities if quantity == piece]
    return f'{piece.kind} "{words}"{"".join(roles)}'


def _holding(groups: tuple[Group, ...], clues: Clues) -> str:
    return "; ".join(dict.fromkeys(sign.states for sign in holding(clues, groups))) or "none"


def _sum(signs: Mapping[str, int], weights: Mapping[str, int]) -> str:
    held = {sign: weights[sign] * number for sign, number in signs.items() if number}
    parts = ", ".join(f"{sign} {points}" for sign, points in held.items())
    return f"{sum(held.values())}{f' ({parts})' if parts else ''}"
