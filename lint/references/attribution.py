"""The identifiers of an entry, in its text and behind its links, and which of them are the entry's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from lint.document import Document
from lint.references import identifiers, tables
from lint.references.draft import Piece
from lint.references.model import Identifier, IdentifierKind
from lint.spans import Span


class Holding(NamedTuple):
    """What an entry holds: all identifiers in order, and those that count."""

    all: tuple[Identifier, ...]
    doi: Identifier | None
    pmid: Identifier | None
    pmcid: Identifier | None


class _Found(NamedTuple):
    """An identifier with the visible offset in the entry's text at which it stands."""

    identifier: Identifier
    at: int


@cache
def _notice() -> re.Pattern[str]:
    """PubMed's notices, which name other papers about this one: "Erratum in: Pain. 2010;148:1. doi: ..." ."""
    return re.compile(
        r"(?:(?<=[.;(\[\])])|(?<=[.;(\[\])]\s))(?:(?:Erratum|Errata|Comments?|Retraction|Update"
        r"|(?:Corrected and )?Republished|Expression of concern|(?:Author )?Reply|Summary for patients|Corrections?"
        r"|Corrigendum)\s{1,3}in(?::|(?=\s[A-Z]))"
        r"|(?:Comments?\s{1,3}on|(?:Erratum|Corrections?|Expression of concern)\s{1,3}for"
        r"|(?:Update|Retraction)\s{1,3}of"
        r"|(?:Republished|Corrected and republished)\s{1,3}from|Erratum|See also|Originally published(?:\s{1,3}in)?):"
        r"|discussion\s\d|author reply\s\d)",
        re.IGNORECASE,
    )


# What stands in each of these notices; few entries hold any of it, and those that do not need no pattern.
_NOTICES = (
    "errat", "comment", "retraction", "update", "republished", "concern", "reply", "summary for", "correct",
    "corrigendum", "see also", "originally", "discussion",
)  # fmt: skip
_QUOTES = '“«„"'


def holding(document: Document, pieces: Sequence[Piece]) -> Holding:
    """The identifiers of an entry and the ones that are its own."""
    found: list[_Found] = []
    offset = 0
    text = "\n".join(piece.text for piece in pieces)
    for piece in pieces:
        found += _visible(document, piece, offset)
        found += _targets(document, piece, offset)
        offset += piece.end - piece.start + 1
    return chosen(_unique(found), text)


def _visible(document: Document, piece: Piece, offset: int) -> Iterator[_Found]:
    found = identifiers.find(piece.text) if piece.block.cell is None else tables.identifiers_in(piece.block)
    for identifier in found:
        yield _Found(_placed(document, piece, identifier), offset + identifier.span.start)


def _placed(document: Document, piece: Piece, identifier: Identifier) -> Identifier:
    """The identifier with the places of its characters in the source."""
    prose = piece.block.prose

    def place(span: Span) -> Span:
        return prose.span(piece.start + span.start, piece.start + span.end)

    span = place(identifier.span)
    return identifier._replace(span=span, frame=place(identifier.frame), raw=document.excerpt(span))


def _targets(document: Document, piece: Piece, offset: int) -> Iterator[_Found]:
    """Identifiers in the addresses of the entry's links, in the source's own spelling."""
    for link in piece.inlines("link"):
        place = link.target_span
        if link.target.startswith("#") or place.start >= place.end:
            continue
        for identifier in identifiers.find(document.excerpt(place)):
            moved = identifier._replace(
                span=Span(place.start + identifier.span.start, place.start + identifier.span.end),
                frame=Span(place.start + identifier.frame.start, place.start + identifier.frame.end),
            )
            yield _Found(moved, offset + link.start - piece.start)


def _unique(found: Sequence[_Found]) -> list[_Found]:
    """Each value once, where a reader sees it first; an address that is its own text is one place."""
    kept: dict[int, _Found] = {}
    known: dict[tuple[str, str | int], int] = {}
    for number, each in enumerate(sorted(found, key=lambda one: one.at)):
        identifier = each.identifier
        names: list[tuple[str, str | int]] = [(identifier.kind, identifier.span.start)]
        if identifier.value:
            names.append((identifier.kind, identifier.value))
        same = next((known[name] for name in names if name in known), number)
        if same == number or (kept[same].identifier.url and not identifier.url):
            kept[same] = each  # stated beside a page that carries it: the statement counts
        for name in names:
            known.setdefault(name, same)
    return list(kept.values())


@cache
def _quoted() -> re.Pattern[str]:
    return re.compile(r"“(?:[^“”]|“[^“”]{1,400}”){1,500}”|«[^»]{1,500}»|„[^“”]{1,500}[“”]|(?<!\w)\"[^\"]{1,500}\"")


def chosen(found: Sequence[_Found], text: str) -> Holding:
    """Decide which identifiers are the entry's own: not those of notices about it, nor of a paper that it discusses."""
    folded = text.casefold()
    notice = _notice().search(text) if len(found) > 1 and any(word in folded for word in _NOTICES) else None
    cut = notice.start() if notice else len(text)
    quoted = len(found) > 1 and any(mark in text for mark in _QUOTES)
    quotes = [match.span() for match in _quoted().finditer(text)] if quoted else []

    def own(kind: IdentifierKind) -> Identifier | None:
        candidates = [each for each in found if each.identifier.kind == kind and each.identifier.value]
        before = [each for each in candidates if each.at < cut]
        if not before and candidates and kind != "doi" and not _in_brackets(text, cut, candidates[-1].at):
            return candidates[-1].identifier  # PubMed's own form: notices, then the paper's own PMID and PMCID
        stated = [each for each in before if not any(low < each.at < high for low, high in quotes)] or before
        ranked = sorted(stated, key=lambda each: (bool(each.identifier.problem), each.identifier.url))
        return ranked[0].identifier if ranked else None

    return Holding(tuple(each.identifier for each in found), own("doi"), own("pmid"), own("pmcid"))


def _in_brackets(text: str, start: int, at: int) -> bool:
    return text.rfind("(", max(start - 3, 0), start + 1) != -1 and text.find(")", at) != -1
