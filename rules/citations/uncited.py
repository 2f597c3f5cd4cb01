"""References that nothing in the text cites, and notes without a mark."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from lint.document import Block, Document
from lint.finding import Hit
from lint.references.citations.index import number_of
from lint.references.citations.links import is_mark
from lint.references.citations.near import Neighbours
from lint.references.model import Bibliography, Citation, Reference
from lint.resolve.verdict import RETRACTED, verdict
from lint.rule import Page
from rules.citations.dangling import names_a_year
from rules.removal import with_moves

UNCITED = "uncited-reference"


def uncited(page: Page, neighbours: Neighbours) -> Iterator[Hit]:
    """The references of a page that nothing cites; none where nothing is cited at all."""
    bibliography = page.bibliography
    cited = {key for citation in bibliography.citations for key in citation.keys} | set(
        _meant(bibliography, neighbours)
    )
    listed = tuple(r for r in bibliography.references if r.source not in ("bibliography", "footnote"))
    bound = _cites_the_list(bibliography, listed) if any(r.key not in cited for r in listed) else False
    headings = _headings(page.document) if bound else []
    numbered = any(r.key in cited and number_of(r) is not None for r in listed)
    works = [each for each in bibliography.references if each.key in cited]
    yield from _notes(page)
    for reference in bibliography.references:
        if reference.key in cited or reference.source == "bibliography" or _is_repeated(reference, works):
            continue  # an entry for a paper that another one cites is a duplicate, and told as one
        if reference.source == "footnote":
            message = _unmarked(reference.key.removeprefix("^"))
        elif bound and not (numbered and number_of(reference) is None) and not _only_recommends(reference, headings):
            number = number_of(reference)
            named = reference.name
            if number is not None:
                author = f" ({reference.first_author}{f' {reference.year}' if reference.year else ''})"
                named = f"Reference {number}{author if reference.first_author else ''}"
            message = f"{named} is cited nowhere in the text."
        else:
            continue
        yield Hit(UNCITED, reference.span, message, _remedy(reference, page))


def _remedy(reference: Reference, page: Page) -> str:
    """Nobody is told to cite a paper that was retracted."""
    remedy = "Cite it where the text rests on it, or take it out of the list."
    resolved = next((each for each in page.resolved if each.reference.key == reference.key), None)
    if resolved is not None and any(notice.kind in RETRACTED for notice in verdict(resolved).notices):
        remedy = "Take it out of the list: the paper was retracted."
    return with_moves(remedy, reference, page.bibliography)


def _is_repeated(reference: Reference, works: list[Reference]) -> bool:
    """Whether an entry names the work of a cited one: one identifier alike, and none another."""
    own = {each.kind: each.value for each in (reference.doi, reference.pmid) if each and each.value}
    for work in works if own else ():
        theirs = {each.kind: each.value for each in (work.doi, work.pmid) if each and each.value}
        alike = {own[kind] == theirs[kind] for kind in own.keys() & theirs.keys()}
        if alike == {True} and (work.source == "definition") == (reference.source == "definition"):
            return True
    return False


def _notes(page: Page) -> Iterator[Hit]:
    """Footnotes that are no references and that no mark leads to."""
    blocks = page.document.blocks
    notes = {c.name: c for block in blocks for c in block.containers if c.kind == "footnote" and c.name}
    if not notes:
        return
    marked = {inline.target.casefold() for block in blocks for inline in block.inlines if inline.kind == "footnote"}
    known = {r.key.removeprefix("^") for r in page.bibliography.references if r.source == "footnote"}
    for name, note in notes.items():
        if name not in known and name.casefold() not in marked:
            yield Hit(UNCITED, note.span, _unmarked(name), f"Put [^{name}] where it belongs, or take it out.")


def _unmarked(name: str) -> str:
    return f"Nothing in the text refers to the footnote [^{name}]."


def _meant(bibliography: Bibliography, neighbours: Neighbours) -> Iterator[str]:
    """Entries that a dangling citation plainly means: one cause is reported once, where the citation stands."""
    for citation in bibliography.citations:
        for label in citation.missing if citation.kind == "author-year" else ():
            near = neighbours.nearest(citation, label)
            if near and (neighbours.is_author(label, near) or str(near.year) in label or not names_a_year(label)):
                yield near.key


def _cites_the_list(bibliography: Bibliography, listed: tuple[Reference, ...]) -> bool:
    """Whether the text cites by a system that leads to the list; footnotes and citekeys lead elsewhere."""
    keys = {reference.key for reference in listed}
    linked: set[str] = set()
    for citation in bibliography.citations:
        if citation.kind in ("footnote", "citekey"):
            continue
        if citation.kind != "link" or _is_sure(citation):
            return True
        linked.update(keys.intersection(citation.keys))
    return bool(linked) and 2 * len(linked) >= len(listed)


def _is_sure(citation: Citation) -> bool:
    """Whether a link is a citation by its form: to an anchor of the article, or with nothing but a mark as text."""
    return citation.labels[0].startswith("#") or is_mark(citation.text)


@cache
def _recommending() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:further|additional|suggested|recommended|related|background|more|extra)\s(?:\w+\s)?"
        r"(?:readings?|resources?|information|links?|sources?|literature|articles?|posts?)\b|\bsee also\b|\bread more\b"
        r"|\bresources\b|\blearn more\b|\bexternal links\b|weiterführend|weiterlesen|zum weiterlesen|siehe auch"
        r"|pour (?:aller plus loin|en savoir plus)|lectures? (?:complémentaires?|recommandées?)|voir aussi"
        r"|lecturas? (?:recomendadas?|adicionales|complementarias?)|para saber más|para saber mais|véase también"
        r"|leituras? (?:recomendadas?|adicionais|complementares)|veja também|verder lezen|meer lezen|zie ook"
        r"|letture consigliate|approfondimenti|per saperne di più|vedi anche|延伸阅读|延伸閱讀|扩展阅读|推荐阅读|参见",
        re.IGNORECASE,
    )


def _headings(document: Document) -> list[tuple[int, bool]]:
    """Headings and label lines by their places, and whether they offer what follows for reading, not as evidence."""
    return [
        (block.span.start, _recommending().search(block.text) is not None)
        for block in document.blocks
        if (block.kind == "heading" and not block.hidden) or _is_label(block)
    ]


def _is_label(block: Block) -> bool:
    text = block.text.rstrip()
    plain = block.kind == "paragraph" and not block.containers and len(text) < 60
    return plain and (text.endswith(":") or "." not in text)


def _only_recommends(reference: Reference, headings: list[tuple[int, bool]]) -> bool:
    above = bisect_left(headings, (reference.span.start, False)) - 1
    return above >= 0 and headings[above][1]
