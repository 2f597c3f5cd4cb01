"""Reports dosing instructions and study doses, one finding for each sentence, list item or table row that holds one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lint.finding import Hit
from lint.memory import remembered
from lint.message import Message
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
from rules.dosing.fold import visible
from rules.dosing.identity import read_with
from rules.dosing.language import unread_language, written_in
from rules.dosing.passages import Passage, passages
from rules.dosing.remedies import HIDDEN, TELLS, Place, if_advice, remedy, where
from rules.dosing.sections import about, beside_the_point
from rules.dosing.telling import may_tell
from rules.dosing.tokens import Tokens, sentences, tokenize
from rules.dosing.verdict import NOTHING, Verdict, judge

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
    language = ""
    for passage in passages(page.document, page.bibliography):
        read = readings(passage)
        for sentence, context, _, verdict in read:
            if verdict.kind != "none":
                language = language or written_in(page)
                place = sentence.original(verdict.start, verdict.end)
                stands = Place(language, where(passage, *place, alone=len(read) == 1))
                hit = _hit(passage, verdict, place, stands)
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


def _hit(passage: Passage, verdict: Verdict, place: tuple[int, int], stands: Place) -> Hit:
    quote = visible(passage.text[slice(*place)])
    if len(quote) > _LONGEST_QUOTE:
        quote = quote[: _LONGEST_QUOTE - 3].rstrip() + "..."
    span = passage.span(*place)
    instead = HIDDEN if passage.hidden else remedy(verdict.tells, stands)
    if verdict.kind == "report":
        message = Message('"{quote}" is a dose reported from a study or a case.', quote=quote)
        if passage.hidden:
            message = Message(
                '"{quote}" is a dose reported from a study or a case, hidden from readers in {thing}.',
                quote=quote,
                thing=passage.hidden,
            )
        return Hit(
            "study-dose", span, message, Message("{remedy}\nWhy: {why}.", remedy=if_advice(instead), why=verdict.why)
        )
    tells = TELLS[verdict.tells]
    if passage.hidden:
        message = Message(
            'Hidden from readers in {thing}, "{quote}" tells {tells}.', thing=passage.hidden, quote=quote, tells=tells
        )
    else:
        message = Message('"{quote}" tells a reader {tells}.', quote=quote, tells=tells)
    return Hit("dosing-instruction", span, message, Message("{remedy}\nWhy: {why}.", remedy=instead, why=verdict.why))
