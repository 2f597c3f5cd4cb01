"""Two entries for one work, by identifier, by record, or by title and year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from typing import NamedTuple

from lint.finding import Hit
from lint.message import Message
from lint.records import record_of
from lint.references.model import Reference
from lint.resolve.matching.fold import words
from lint.resolve.place import first_line
from lint.resolve.verdict import ResolvedReference, verdict
from lint.rule import Page
from rules.identifiers.check import KINDS
from rules.removal import with_moves


class _Work(NamedTuple):
    """An entry with every name of the work that it cites.

    `sentences` are its long ones, the longest first; they count between entries that no identifier tells apart.
    """

    reference: Reference
    identifiers: frozenset[str]
    sentences: tuple[tuple[str, ...], ...]

    @property
    def title(self) -> tuple[str, ...]:
        """What is most likely the title, and the year."""
        return (*self.sentences[0], str(self.reference.year)) if self.sentences else ()


def duplicates(page: Page) -> Iterator[Hit]:
    """The second entry of each work that has several; the first where the text cites the second alone."""
    cited = {key for citation in page.bibliography.citations for key in citation.keys}
    by_name: dict[str, _Work] = {}
    by_title: dict[tuple[str, ...], _Work] = {}
    # Titles are compared within a year: an entry alone in its year needs none.
    years = Counter(each.reference.year for each in page.resolved if not _is_told_apart(each.reference))
    for resolved in page.resolved:
        work = _work(resolved, titled=years[resolved.reference.year] > 1)
        first = next((by_name[each] for each in sorted(work.identifiers) if each in by_name), None)
        if first is None and work.title and (other := by_title.get(work.title)) and _may_be_one(work, other):
            first = other
        if first is not None and not _is_link_to(work.reference, first.reference):
            yield _repeated(page, first, work, cited)
        for each in work.identifiers:
            by_name.setdefault(each, work)
        by_title.setdefault(work.title, work)


def _is_told_apart(reference: Reference) -> bool:
    """Whether an entry has a DOI and a PMID: two such entries are told apart by them."""
    return bool(reference.doi and reference.pmid)


def _work(resolved: ResolvedReference, *, titled: bool) -> _Work:
    reference = resolved.reference
    judged = verdict(resolved)
    # An identifier of another paper, put here by mistake, does not make this entry that paper.
    wrong = judged.conflict.wrong if judged.conflict is not None else ""
    own = [each for each in (reference.doi, reference.pmid) if each is not None and each.value and each.kind != wrong]
    names = {f"{each.kind}:{each.value}" for each in own}
    # Two entries of one work, one by DOI and one by PMID, meet in the record; a record that contradicts names nothing.
    if judged.conflict is None and judged.state != "mismatched":
        for answer in (resolved.doi, resolved.pmid):
            if record := record_of(answer):
                names.update(f"pmid:{pmid}" for pmid in record.pmids)
                names.update({f"doi:{record.doi}"} if record.doi else ())
    sentences = _sentences(reference) if titled and not _is_told_apart(reference) else ()
    return _Work(reference, frozenset(names), sentences)


def _sentences(reference: Reference) -> tuple[tuple[str, ...], ...]:
    """The sentences of five words or more, the longest first; none for an entry without a year."""
    if reference.year is None:
        return ()
    text = re.sub(r"https?://\S+|\b10\.\d{4,9}/\S+", "", reference.text)
    found = [words(sentence) for sentence in re.split(r"[.?!]\s|[“”\"]", text)]
    return tuple(sorted((each for each in found if len(each) >= 5), key=len, reverse=True))


def _may_be_one(left: _Work, right: _Work) -> bool:
    """Whether no identifier tells two entries apart, and one says nothing that the other does not.

    Two chapters of one book share the longest sentence, which is the book's; each has a title of its own besides.
    """
    if not (set(left.sentences) <= set(right.sentences) or set(right.sentences) <= set(left.sentences)):
        return False
    for kind in KINDS:
        mine = {each for each in left.identifiers if each.startswith(kind)}
        theirs = {each for each in right.identifiers if each.startswith(kind)}
        if mine and theirs:
            return False
    return True


def _is_link_to(work: Reference, first: Reference) -> bool:
    """Whether one of the two is a link definition, which only serves the other entry."""
    return (work.source == "definition") != (first.source == "definition")


def _repeated(page: Page, first: _Work, second: _Work, cited: Collection[str]) -> Hit:
    if first.reference.key not in cited and second.reference.key in cited:
        first, second = second, first
    uncited = first.reference.key in cited and second.reference.key not in cited
    shared = sorted(first.identifiers & second.identifiers)
    own = {f"{each.kind}:{each.value}": each for each in (second.reference.doi, second.reference.pmid) if each}
    stated = next((own[each] for each in shared if each in own), None)
    name, other = second.reference.name, first.reference.mentioned
    if name == other:  # neither has a label
        other = Message("another entry")
    why = (
        Message("both name {kind} {value}", kind=stated.kind.upper(), value=stated.value)
        if stated
        else Message("both describe one paper")
    )
    remedy = Message("Take this entry out of the list: nothing cites it.")
    if not uncited:
        remedy = Message(
            "Take this entry out of the list, and let its citations name {other} instead.",
            other=first.reference.mentioned,
        )
    return Hit(
        "duplicate-reference",
        stated.span if stated else first_line(page.document, second.reference),
        Message("{name} is the same work as {other}: {why}.", name=name, other=other, why=why),
        with_moves(remedy, second.reference, page.bibliography),
    )
