"""The disclaimer of a page: there, in the approved words, complete, and nothing beside it that says the opposite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lint.document import Document
from lint.finding import Hit
from lint.message import Message
from lint.rule import Page
from lint.spans import Span
from rules.disclaimer import elements, passages
from rules.disclaimer.passages import Passage

if TYPE_CHECKING:
    from rules.disclaimer import search, wording

# An article that says nothing but its approved wording needs no grammar of disclaimers, one without needs no comparison
# of words: the modules for either are loaded by the functions that need them.
MISSING, ALTERED, INCOMPLETE = "missing-disclaimer", "altered-disclaimer", "incomplete-disclaimer"
COPY = 0.8  # share of an approved wording's words that a copy of it holds which stands beside the disclaimer


def check(page: Page) -> Iterator[Hit]:
    """The hits of the family, and of what says the opposite only what none of the others is about."""
    from rules.disclaimer.anchors import speaks

    said: list[Span] = []
    yield from _approved(page, said) if page.approved else _stated(page, said)
    if not speaks(page.document, said):
        return
    from rules.disclaimer import search

    for reversal in search.reversals(page.document):
        if any(reversal.span.start < other.end and other.start < reversal.span.end for other in said):
            continue
        said.append(reversal.span)
        yield Hit(
            ALTERED,
            reversal.span,
            Message(
                "This sentence says the opposite of a disclaimer; it lacks its “{negation}”.",
                negation=reversal.negation,
            ),
            Message("Take this sentence out, or put the “{negation}” back.", negation=reversal.negation),
        )


def tidy(page: Page) -> Iterator[Hit]:
    """An approved wording in other typography is no finding; `--fix` restores what was approved."""
    from lint.finding import Fix
    from rules.disclaimer import typography, wording

    seen = _seen(page)
    match = wording.nearest(page.approved, seen)
    if match is None or match.changes or _unread(match, seen) is not None:
        return
    if edits := typography.edits(page.document, match, seen):
        fix = Fix("Restore the approved typography of the disclaimer", "safe", edits)
        place = Span(edits[0].span.start, edits[-1].span.end)
        yield Hit(ALTERED, place, "The disclaimer is as approved, but for its typography.", "", fix)


def _seen(page: Page) -> tuple[Passage, ...]:
    return tuple(passage for passage in passages.shown(page.document) if passage.block.kind != "heading")


def _stated(page: Page, said: list[Span]) -> Iterator[Hit]:
    """The disclaimer in whatever words; `said` takes what is settled: approved, or the matter of a hit."""
    from rules.disclaimer import search

    found = search.find(page.document)
    if found is None:
        yield _missing(page, _nearest(page), said)
    else:
        yield from _incomplete(page, found.passage, found.span)


def _approved(page: Page, said: list[Span]) -> Iterator[Hit]:
    """The disclaimer in an approved wording; `said` takes what is settled: approved, or the matter of a hit."""
    from rules.disclaimer import wording

    seen = _seen(page)
    found = wording.matches(page.approved, seen)
    match = next(found, None)
    unseen = _unread(match, seen) if match is not None else _unseen_wording(page)
    if match is None or unseen is not None:
        yield _missing(page, unseen or _other_wording(page) or _nearest(page), said)
        return
    if match.changes:
        yield _altered(match, seen, said)
    else:
        said.append(_whole(match, seen))
    yield from _turned(found, seen, said)
    first = match.found[0]
    passage = seen[first.passage]
    last = max(word.end for word in match.found if word.passage == first.passage)
    yield from _incomplete(page, passage, passages.sentence(passage, first.start, last))


def _altered(match: wording.Match, seen: Sequence[Passage], said: list[Span], *, spare: bool = False) -> Hit:
    """A changed wording; a spare one stands beside another, which counts."""
    from rules.disclaimer import changes, remedies, wording

    said.append(_whole(match, seen))
    name = match.wording.name.rsplit("/", 1)[-1]
    return Hit(
        ALTERED,
        wording.places(match, seen),
        Message("The disclaimer {differs} (approved wording: {name}).", differs=changes.clause(match), name=name),
        remedies.altered(match, seen, spare=spare),
    )


def _turned(found: Iterator[wording.Match], seen: Sequence[Passage], said: list[Span]) -> Iterator[Hit]:
    """Copies of an approved wording, beside the disclaimer that counts, in which a negation was lost or put in.

    Other differences are none of ours: beside the approved words an author may say it in their own, and shorter.
    """
    for match in found:
        if match.share < COPY:
            return
        from rules.disclaimer import changes

        first = match.found[0]
        before = seen[first.passage].text[: first.start]
        if match.changes and changes.turns(match, before) and _unread(match, seen) is None:
            yield _altered(match, seen, said, spare=True)


def _whole(match: wording.Match, seen: Sequence[Passage]) -> Span:
    first, last = match.found[0], match.found[-1]
    start, end = seen[first.passage].span(first.start, first.end), seen[last.passage].span(last.start, last.end)
    return Span(start.start, end.end)


def _nearest(page: Page) -> search.Candidate | None:
    from rules.disclaimer import search

    return search.nearest(search.candidates(page.document))


def _missing(page: Page, candidate: search.Candidate | None, said: list[Span]) -> Hit:
    from rules.disclaimer import remedies

    remedy = remedies.missing(page, candidate.todo if candidate else "add")
    if candidate is None:
        message = Message("This article shows its readers no medical disclaimer.")
        return Hit(MISSING, _title(page.document), message, remedy)
    said.append(candidate.span)
    message = Message(
        "This article shows its readers no medical disclaimer; what comes nearest {fails}.", fails=candidate.reason
    )
    return Hit(MISSING, candidate.span, message, remedy)


def _unread(match: wording.Match, seen: Sequence[Passage]) -> search.Candidate | None:
    """The wording as code or as the text of a link, which is no sentence of the article."""
    first, last = match.found[0], match.found[-1]
    passage = seen[first.passage]
    reason = passages.aside(passage, first.start, last.end) if first.passage == last.passage else ""
    if not reason:
        return None
    from rules.disclaimer.search import Candidate

    return Candidate(Message("is {thing}", thing=reason), passages.sentence(passage, first.start, last.end), 0, "write")


def _unseen_wording(page: Page) -> search.Candidate | None:
    """An approved wording that no reader sees."""
    from rules.disclaimer import wording
    from rules.disclaimer.search import Candidate

    for passage in passages.unseen(page.document):
        if match := wording.nearest(page.approved, (passage,)):
            place = passages.sentence(passage, match.found[0].start, match.found[-1].end)
            return Candidate(Message("stands in {thing}", thing=passage.hidden), place, 0, "show")
    return None


def _other_wording(page: Page) -> search.Candidate | None:
    """A disclaimer in words that nobody approved."""
    from rules.disclaimer import search

    found = search.find(page.document)
    return search.Candidate(Message("is not in an approved wording"), found.span, 0, "reword") if found else None


def _title(document: Document) -> Span:
    """Where a finding about the whole article stands: its title, in the text or the front matter, or its first text."""
    read = [block for block in document.blocks if block.is_read]
    titles = [block for block in read if block.kind == "heading" and block.level == 1]
    field = document.fields.get("title")
    if not titles and field is not None and field.value.strip():
        return field.span
    first = (titles or read or list(document.blocks))[:1]
    if not first or not first[0].prose.segments:
        return Span(0, 0)
    block = first[0]
    return block.prose.span(0, len(block.text.split("\n", 1)[0]))


def _incomplete(page: Page, passage: Passage, span: Span) -> Iterator[Hit]:
    profile = str(page.options.get(f"{INCOMPLETE}.profile", "minimal"))
    if not elements.PROFILES[profile]:
        return
    from rules.disclaimer.search import language_of

    language = language_of(page.document)
    names = list(elements.missing(_section(page.document, passage), profile, {language, "en"}))
    if names:
        yield Hit(
            INCOMPLETE,
            span,
            Message(
                "The disclaimer lacks {parts} (profile {profile}).", parts=elements.sentence(names), profile=profile
            ),
            Message("Add: {text}", text=elements.to_copy(names, language)),
        )


def _section(document: Document, passage: Passage) -> Iterator[str]:
    """The text of the disclaimer and of the rest of its section."""
    yield passage.text
    section: list[str] = []
    inside = False
    for block in document.blocks:
        if not block.is_read:
            continue
        if block.kind == "heading":
            if inside:
                break
            section = []
        section.append(block.text)
        inside = inside or block is passage.block
    yield from section
