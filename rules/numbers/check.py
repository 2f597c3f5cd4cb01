"""Numbers of sentences that cite one paper, held against the numbers of its abstract."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from lint.document import Block, Document
from lint.finding import Hit
from lint.records import Found, Record, record_of
from lint.references.model import Citation, Reference
from lint.resolve.verdict import ResolvedReference, verdict
from lint.rule import Page
from rules.numbers.asides import is_aside
from rules.numbers.sentences import Sentence, masked, sentences

if TYPE_CHECKING:
    from lint.resolve.quantities import Quantity

RULE = "mismatched-number"
_SHOWN = 4  # values of an abstract that a message lists
_ELSEWHERE = 3  # other abstracts that it names
_REMEDY = (
    "Check which is meant: the number or the reference. Only the abstract was compared; "
    "the paper itself may hold the number."
)


_WITNESS = ", according to references.lock, entered by hand"


class _Paper(NamedTuple):
    """A reference whose abstract's numbers are known, by a registry or because somebody typed them."""

    reference: Reference
    quantities: tuple[Quantity, ...]
    by_hand: bool


def check(page: Page) -> Iterator[Hit]:
    """Numbers that the cited abstract has otherwise."""
    if not any(record.numbers for resolved in page.resolved for record in _records(resolved)):
        return
    papers = _papers(page)
    cited = {key for citation in page.bibliography.citations for key in citation.keys}
    abstracts = {key: paper for key, paper in papers.items() if key in cited}
    works = {resolved.reference.key: _work(resolved) for resolved in page.resolved}
    for block, citations in _citing(page.document, page.bibliography.citations):
        for sentence in sentences(block, citations):
            paper = _cited(sentence, works, abstracts)
            if paper is not None:
                yield from _of_sentence(block, sentence, paper, abstracts)


def _records(resolved: ResolvedReference) -> Iterator[Record]:
    for answer in (resolved.doi, resolved.pmid):
        if (record := record_of(answer)) is not None:
            yield record


def _work(resolved: ResolvedReference) -> str:
    """What tells works apart: two entries or two keys for one paper are one work."""
    reference = resolved.reference
    for record in _records(resolved):
        if record.doi or record.pmids:
            return record.doi or record.pmids[0]
    return next((each.value for each in (reference.doi, reference.pmid) if each and each.value), reference.key)


def _papers(page: Page) -> dict[str, _Paper]:
    """The references whose records carry numbers and are the paper described; mismatches are other rules' matter."""
    from lint.resolve.quantities import quantities  # most locks hold no numbers: nothing to read then

    papers = {}
    for resolved in page.resolved:
        answers = [each for each in (resolved.doi, resolved.pmid) if (known := record_of(each)) and known.numbers]
        # What a registry tells goes before what somebody typed.
        answer = min(answers, key=lambda each: not isinstance(each, Found), default=None)
        record = record_of(answer)
        if record is not None and verdict(resolved).state not in ("mismatched", "unknown"):
            read = tuple(quantity for number in record.numbers for quantity in quantities(number))
            papers[resolved.reference.key] = _Paper(resolved.reference, read, not isinstance(answer, Found))
    return papers


def _citing(document: Document, citations: tuple[Citation, ...]) -> Iterator[tuple[Block, list[Citation]]]:
    """The blocks that readers meet in which something is cited, with its citations in order."""
    waiting = sorted(citations, key=lambda citation: citation.span)
    index = 0
    for block in sorted((block for block in document.blocks if block.is_read), key=lambda block: block.span):
        while index < len(waiting) and waiting[index].span.start < block.span.start:
            index += 1
        held = []
        while index < len(waiting) and waiting[index].span.start < block.span.end:
            held.append(waiting[index])
            index += 1
        if held:
            yield block, held


def _cited(sentence: Sentence, works: Mapping[str, str], abstracts: Mapping[str, _Paper]) -> _Paper | None:
    """The one paper that a sentence cites, when its abstract is known; None where it cites several."""
    keys = list(dict.fromkeys(key for citation in sentence.citations for key in citation.keys))
    if any(citation.missing for citation in sentence.citations) or len({works.get(key, key) for key in keys}) != 1:
        return None
    return next((abstracts[key] for key in keys if key in abstracts), None)


@cache
def _another_work() -> re.Pattern[str]:
    """A year behind a name that is no citation: the sentence names a work that is not in the list."""
    return re.compile(r"[^\W\d_]\.?,?\s\((?:19|20)\d\d[a-z]?\)|\bet al\.?,?\s(?:19|20)\d\d(?!\d)")


@cache
def _colleagues() -> re.Pattern[str]:
    return re.compile(r"\b([^\W\d_][\w'’-]{1,40})(?:'s|’s)?\s(?:et\sal\b|and\s(?:colleagues|co-?workers)\b)")


def _names_another(text: str, paper: _Paper) -> bool:
    """Whether a sentence names a work that it does not cite, by a year or by its authors ("as Berg et al. saw [1]")."""
    if _another_work().search(text):
        return True
    entry = paper.reference.text.casefold()
    return any(name[1].casefold() not in entry for name in _colleagues().finditer(text))


def _of_sentence(block: Block, sentence: Sentence, paper: _Paper, abstracts: Mapping[str, _Paper]) -> Iterator[Hit]:
    from lint.resolve.quantities import holds, quantities

    text = masked(block, sentence)
    if _names_another(text, paper):
        return
    told = set()
    for said in quantities(text):
        same = _comparable(text, said, paper)
        if (
            said.hedge not in ("", "at")
            or not same
            or any(holds(each, said) for each in paper.quantities)
            or is_aside(text, said)
        ):
            continue
        start, end = sentence.start + said.start, sentence.start + said.end
        if said.written in told or block.struck(start, end):
            continue
        told.add(said.written)
        yield Hit(
            RULE, block.prose.span(start, end), _message(block.text[start:end], said, same, paper, abstracts), _REMEDY
        )


@cache
def _until() -> re.Pattern[str]:
    return re.compile(r"\b(?:at|until|till|through|bis(?:\szu)?|jusqu['’]à|hasta(?:\slas)?)\s$", re.IGNORECASE)


def _comparable(text: str, said: Quantity, paper: _Paper) -> list[Quantity]:
    """The values of the abstract that are of the kind of what was said: spans with spans, points in time with points.

    "At 11 weeks" is a point, too, where the abstract has no span in weeks: "until week 12" was cited as that.
    """
    alike = [each for each in paper.quantities if each.unit == said.unit]
    points = [each for each in alike if each.hedge == "at"]
    spans = [each for each in alike if each.hedge != "at"]
    if said.hedge == "at":
        return points if said.high > 1 else []  # day 0 and day 1 are those on which a treatment begins
    is_point = not spans and _until().search(text[max(0, said.start - 12) : said.start]) is not None
    return points if is_point else spans


def _message(shown: str, said: Quantity, same: list[Quantity], paper: _Paper, abstracts: Mapping[str, _Paper]) -> str:
    reference = paper.reference
    named = reference.name + (f" ({reference.first_author})" if reference.first_author and reference.label else "")
    # An item of a list ("3" of "3, 6 and 12 months") does not show its unit.
    quoted = " ".join(shown.split()) if any(letter.isalpha() for letter in shown) else said.written
    values = list(dict.fromkeys(each.told for each in same))
    listed = _joined(values[:_SHOWN]) if len(values) <= _SHOWN else f"{', '.join(values[:_SHOWN])} and more"
    message = f"{named} is cited for “{quoted}”, but its abstract says {listed}"
    message += _WITNESS if paper.by_hand else ""
    elsewhere = _elsewhere(said, paper, abstracts)
    return f"{message}; {elsewhere}." if elsewhere else f"{message}."


def _elsewhere(said: Quantity, paper: _Paper, abstracts: Mapping[str, _Paper]) -> str:
    """Which other abstracts of the article hold the value, those that give it exactly first."""
    from lint.resolve.quantities import holds

    found: list[tuple[bool, str, str]] = []  # whether it is another value after all, the value, where
    for other in abstracts.values():
        if other.reference is paper.reference:
            continue
        held = [each for each in other.quantities if each.unit == said.unit and each.hedge == "" and holds(each, said)]
        if held:
            best = min(held, key=lambda each: abs(each.low - said.low) + abs(each.high - said.high))
            witness = _WITNESS if other.by_hand and not paper.by_hand else ""  # else the message has it
            found.append((best.written != said.written, best.told, _reference(other.reference) + witness))
    found.sort(key=lambda each: each[0])
    parts = [f"{value} stands in the abstract of {where}" for _, value, where in found[:1]]
    parts += [f"{value} in that of {where}" for _, value, where in found[1:_ELSEWHERE]]
    return _joined(parts)


def _reference(reference: Reference) -> str:
    name = reference.mentioned
    return f"{name} ({reference.first_author})" if reference.first_author and reference.label else name


def _joined(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""
