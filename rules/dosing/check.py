"""Reports dosing instructions and study doses, one finding for each sentence, list item or table row that holds one."""

from __future__ import annotations

from collections.abc import Iterator

from lint.finding import Hit
from lint.rule import Page
from rules.dosing.context import carried
from rules.dosing.passages import Passage, passages
from rules.dosing.tokens import sentences, tokenize
from rules.dosing.verdict import Verdict, judge, may_tell

_REMEDY = (
    'Leave the amount and the schedule out and say who decides: "The treating team sets the dose for each patient."'
)
_HIDDEN_REMEDY = "Delete it: what is hidden can be shown by the next edit, and anyone can read it in the source."
_LONGEST_QUOTE = 90


def check(page: Page) -> Iterator[Hit]:
    """All findings of the family in document order."""
    for passage in passages(page.document, page.bibliography):
        yield from _judged(passage)


def _judged(passage: Passage) -> Iterator[Hit]:
    tokens = tokenize(passage.text, passage.folded)
    if not may_tell(frozenset("".join(tokens.classes))):
        return
    context = passage.context
    for start, end in sentences(passage.text, tokens):
        sentence = tokens.part(start, end)
        verdict = judge(sentence, context)
        if verdict.kind != "none":
            yield _hit(passage, verdict, *sentence.original(verdict.start, verdict.end))
        context = carried(context, sentence)


def _hit(passage: Passage, verdict: Verdict, start: int, end: int) -> Hit:
    quote = " ".join(passage.text[start:end].split())
    if len(quote) > _LONGEST_QUOTE:
        quote = quote[: _LONGEST_QUOTE - 3].rstrip() + "..."
    span = passage.span(start, end)
    why = f"Why: {verdict.why}."
    if verdict.kind == "report":
        message = f'"{quote}" is a dose reported from a study or a case{_place(passage)}.'
        return Hit("study-dose", span, message, why)
    if passage.hidden:
        message = f'Hidden from readers in {passage.hidden}, "{quote}" tells {verdict.tells}.'
        return Hit("dosing-instruction", span, message, f"{_HIDDEN_REMEDY} {why}")
    return Hit("dosing-instruction", span, f'"{quote}" tells a reader {verdict.tells}.', f"{_REMEDY} {why}")


def _place(passage: Passage) -> str:
    return f", hidden from readers in {passage.hidden}" if passage.hidden else ""
