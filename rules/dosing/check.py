"""Reports dosing instructions and study doses, one finding for each sentence, list item or table row that holds one."""

from __future__ import annotations

from collections.abc import Iterator

from lint.finding import Hit
from lint.rule import Page
from rules.dosing.clues import Context
from rules.dosing.passages import Passage, passages
from rules.dosing.tokens import Tokens, sentences, tokenize
from rules.dosing.verdict import Verdict, judge, may_tell

_REMEDY = (
    'Leave the amount and the schedule out and say who decides: "The treating team sets the dose for each patient."'
)
_BEFORE = "the drug is named in the sentence before"


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
        context = _carried(context, sentence)


def _carried(context: Context, sentence: Tokens) -> Context:
    """A drug named in one sentence is the drug of the next one; so is a diet its subject."""
    if "s" in sentence.tags:
        return context._replace(drug=_BEFORE, aside=False)
    if any("n" in letters for letters in sentence.classes):
        return context._replace(aside=True)
    if context.drug or "d" not in sentence.tags:
        return context
    return context._replace(drug=_BEFORE)


def _hit(passage: Passage, verdict: Verdict, start: int, end: int) -> Hit:
    quote = " ".join(passage.text[start:end].split())
    if len(quote) > 90:
        quote = quote[:87].rstrip() + "..."
    place = f", hidden from readers in {passage.hidden}" if passage.hidden else ""
    stated, *around = verdict.reasons
    if verdict.kind == "report":
        message = f'"{quote}" is a dose reported from a study or a case{place}.'
        return Hit("study-dose", passage.span(start, end), message, f"It states {stated}, told as what was done.")
    why = "; ".join((stated, *around))
    message = f'"{quote}" tells a reader {verdict.tells}{place}.'
    return Hit(
        "dosing-instruction",
        passage.span(start, end),
        message,
        f"{_REMEDY} Taken for an instruction because it states {why}.",
    )
