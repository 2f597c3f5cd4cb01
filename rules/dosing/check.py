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
    place = f", hidden from readers in {passage.hidden}" if passage.hidden else ""
    span = passage.span(start, end)
    if verdict.kind == "report":
        message = f'"{quote}" is a dose reported from a study or a case{place}.'
        return Hit("study-dose", span, message, f"Why: {verdict.why}.")
    message = f'"{quote}" tells a reader {verdict.tells}{place}.'
    return Hit("dosing-instruction", span, message, f"{_REMEDY} Why: {verdict.why}.")
