"""Reports dosing instructions and study doses, one finding for each sentence, list item or table row that holds one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lint.finding import Hit
from lint.memory import remembered
from lint.rule import Page
from rules.dosing.classes import (
    CODE,
    DRUG,
    FORM,
    IMPLIED,
    MASS,
    NUMBER,
    PACKAGE,
    PERCENT,
    PRODUCT,
    UNITS,
    VOLUME,
    WORD,
)
from rules.dosing.context import Context, carried
from rules.dosing.identity import read_with
from rules.dosing.language import unread_language
from rules.dosing.passages import Passage, passages
from rules.dosing.sections import about, beside_the_point
from rules.dosing.tokens import Tokens, sentences, tokenize
from rules.dosing.verdict import NOTHING, Told, Verdict, judge, may_tell

# What a reader is told, in the words of a message, and what to write instead.
_TELLS: dict[Told, tuple[str, str]] = {
    "how much": (
        "how much of a drug to take or give",
        'Leave the amount and schedule out and say who decides: "The treating team sets the dose for each patient."',
    ),
    "how often": (
        "how often to take or give a drug",
        'Leave the schedule out and say who decides: "Your doctor or pharmacist says how often it is right for you."',
    ),
    "how long": (
        "how long to take or give a drug",
        'Leave the time out and say who decides: "Your doctor says how long the treatment should last."',
    ),
    "when": (
        "when to take or give a drug",
        'Leave the time out and say who decides: "Your doctor or pharmacist says when it is right for you."',
    ),
    "change": (
        "how to change or make up a dose",
        'Leave the step out and say whom to ask: "Ask your doctor or pharmacist what to do about the dose."',
    ),
}
_HIDDEN_REMEDY = "Delete it: what is hidden can be shown by the next edit, and anyone can read it in the source."
_LONGEST_QUOTE = 90
_FEW = frozenset(("1", "2", "3", "one", "two", "three"))  # tablets that one takes; a pack holds more
# The words of the name of a product; an amount for each kilogram, a schedule and a verb are none.
_NAMES = frozenset((DRUG, WORD, NUMBER, CODE, MASS, VOLUME, UNITS, FORM, IMPLIED, PERCENT, PRODUCT, PACKAGE, *"-,/()~"))


class Reading(NamedTuple):
    """A sentence, the context in which it is judged, what silences it before that or "", and the verdict."""

    sentence: Tokens
    context: Context
    silenced: str
    verdict: Verdict


def check(page: Page) -> Iterator[Hit]:
    """All findings of the family in document order, and first what it could not read."""
    yield from unread_language(page)
    for passage in passages(page.document, page.bibliography):
        yield from _judged(passage)


def _judged(passage: Passage) -> Iterator[Hit]:
    for sentence, context, _, verdict in readings(passage):
        if verdict.kind != "none":
            hit = _hit(passage, verdict, *sentence.original(verdict.start, verdict.end))
            named = DRUG in sentence.tags or context.drug == "the sentence before"
            yield hit._replace(context=read_with(passage, named=named))


def readings(passage: Passage) -> tuple[Reading, ...]:
    """How the sentences of a passage are read, in order; as one where nothing in the passage can tell a dose."""
    return _readings(passage.text, passage.context, passage.heading)


@remembered
def _readings(text: str, context: Context, heading: bool) -> tuple[Reading, ...]:
    tokens = tokenize(text)
    if not may_tell(tokens.letters):
        return (_reading(tokens, context, heading=heading),)
    found = []
    for start, end in sentences(text, tokens):
        sentence = tokens.part(start, end)
        found.append(_reading(sentence, context, heading=heading))
        context = carried(context, sentence)
    return tuple(found)


def _reading(sentence: Tokens, context: Context, *, heading: bool) -> Reading:
    if not may_tell(sentence.letters):
        return Reading(sentence, context, "no amount, frequency or missed dose can be in these words", NOTHING)
    if beside_the_point(sentence, context):
        matter = f"a section on {context.subject}" if context.subject else "a clearance or a drink"
        return Reading(sentence, context, f"{matter}, and no drug that is taken", NOTHING)
    if heading and _names_product(sentence):
        return Reading(sentence, context, "the name of a product", NOTHING)
    context = about(context, sentence)
    return Reading(sentence, context, "", judge(sentence, context))


def _names_product(sentence: Tokens) -> bool:
    """Whether a heading is nothing but a name and a strength: "FastCaps Ibuprofen 400 mg"."""
    if sentence.tags[:1] not in (DRUG, WORD) or not _NAMES.issuperset(sentence.tags):
        return False
    counted = sentence.tags.find(NUMBER + FORM)  # "Ibuprofen, 2 tablets"
    return counted < 0 or sentence.words[counted] not in _FEW


def _hit(passage: Passage, verdict: Verdict, start: int, end: int) -> Hit:
    quote = " ".join(passage.text[start:end].split())
    if len(quote) > _LONGEST_QUOTE:
        quote = quote[: _LONGEST_QUOTE - 3].rstrip() + "..."
    span = passage.span(start, end)
    why = f"Why: {verdict.why}."
    if verdict.kind == "report":
        message = f'"{quote}" is a dose reported from a study or a case{_place(passage)}.'
        return Hit("study-dose", span, message, why)
    tells, remedy = _TELLS[verdict.tells]
    if passage.hidden:
        message = f'Hidden from readers in {passage.hidden}, "{quote}" tells {tells}.'
        return Hit("dosing-instruction", span, message, f"{_HIDDEN_REMEDY} {why}")
    return Hit("dosing-instruction", span, f'"{quote}" tells a reader {tells}.', f"{remedy} {why}")


def _place(passage: Passage) -> str:
    return f", hidden from readers in {passage.hidden}" if passage.hidden else ""
