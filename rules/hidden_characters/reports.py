"""A hit with a fix for each suspect word; many of one kind are told once, with their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lint.finding import Edit, Fix, Hit
from lint.message import Message
from lint.spans import Span
from rules.hidden_characters.sentences import Within, remedy, repeated, said
from rules.hidden_characters.suspects import Reason, Suspect

ID = "hidden-characters"
_PER_PARAGRAPH = 5
_PER_ARTICLE = 20
_HARMLESS_TO_DELETE: frozenset[Reason] = frozenset(("unseen", "tag", "line-start"))


class Located(NamedTuple):
    """A suspect with its place in the file.

    `edits` are the source ranges of its characters with the plain text for each (None: nobody can tell); `paragraph`
    tells paragraphs apart; `behind` is what follows.
    """

    suspect: Suspect
    span: Span
    edits: tuple[tuple[Span, str | None], ...]
    characters: tuple[str, ...]
    paragraph: tuple[int, bool]
    behind: str = ""


def reports(located: Sequence[Located]) -> Iterator[Hit]:
    """A hit for each, or for the first of very many: pages pasted from an editor hold hundreds of one character."""
    alike: dict[tuple[Reason, frozenset[str]], list[Located]] = defaultdict(list)
    for each in located:
        kinds = frozenset(each.characters) if each.suspect.reason == "unseen" else frozenset[str]()
        alike[each.suspect.reason, kinds].append(each)
    hits: list[Hit] = []
    for group in alike.values():
        if len(group) > _PER_ARTICLE:
            hits.append(_hit(group, "article"))
            continue
        paragraphs: dict[tuple[int, bool], list[Located]] = defaultdict(list)
        for each in group:
            paragraphs[each.paragraph].append(each)
        for some in paragraphs.values():
            if len(some) > (1 if some[0].suspect.reason == "bullet" else _PER_PARAGRAPH):
                hits.append(_hit(some, "paragraph"))
            else:
                hits += (_hit([each], "paragraph") for each in some)
    yield from sorted(hits, key=lambda hit: hit.span)


def _hit(group: Sequence[Located], within: Within) -> Hit:
    first = group[0]
    meant = first.edits[0][1] if first.edits else None
    problem = said(first.suspect, first.characters, first.behind)
    if len(group) > 1:
        problem = repeated(problem, len(group) - 1, within)
    return Hit(ID, first.span, Message("{problem}.", problem=problem), remedy(first.suspect, meant), _fix(group))


def _fix(group: Iterable[Located]) -> Fix | None:
    edits: dict[Span, str] = {}
    reasons: set[Reason] = set()
    for each in group:
        reasons.add(each.suspect.reason)
        for span, plain in each.edits:
            if plain is None:
                return None
            edits[span] = plain
    if not edits:
        return None
    removes = not any(edits.values())
    return Fix(
        Message("Delete what is invisible") if removes else Message("Type plain characters"),
        "safe" if removes and reasons <= _HARMLESS_TO_DELETE else "unsafe",
        tuple(Edit(span, edits[span]) for span in sorted(edits)),
    )
