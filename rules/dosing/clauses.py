"""The clauses of a sentence: one may tell what was done in a study and the next one say what to take.

"The trial used 80 mg, but take 40 mg": a sentence is cut at semicolons, at colons, at a comma or a dash before a
conjunction, and at the comma behind a subordinate clause that opens it. Each side must hold a verb or a dose; a list of
drugs, a year and a place, or what is set apart by commas is cut nowhere. The conjunctions are in `words/clauses.txt`.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import NamedTuple

from rules.dosing.classes import (
    ADMINISTER,
    ADMINISTERED,
    COLON,
    COMMA,
    DOSE,
    GIVEN,
    HYPHEN,
    MARK,
    MODAL,
    ORDER,
    PAST,
    PRESENT,
    STEP,
    TAKE,
    USE,
    USED,
)
from rules.dosing.clues import Clues
from rules.dosing.lexicon import senses
from rules.dosing.quantities import pieces
from rules.dosing.tense import past_form
from rules.dosing.tokens import Tokens

_VERBS = frozenset((PRESENT, MODAL, PAST, TAKE, ADMINISTER, USE, GIVEN, ADMINISTERED, USED, STEP, ORDER))
_DOSES = frozenset(("amount", "rate", "per-weight", "count", "frequency", "interval", "sig", "daily", "doses"))
_MARKS = frozenset((MARK, HYPHEN))
_ENGLISH_PARTS = frozenset(("half", "twice", "double"))
_REACH = 60  # tokens: farther on no verb is sought, so that reading takes time in proportion to the text


class Words(NamedTuple):
    """The words of `words/clauses.txt`, which says what they are."""

    conjunction: frozenset[str]
    relative: frozenset[str]
    subordinate: frozenset[str]
    same: frozenset[str]
    this: frozenset[str]
    part: frozenset[str]
    part_of: frozenset[str]
    advise: frozenset[str]
    enough: frozenset[str]
    holds: frozenset[str]
    once_modal: frozenset[str]
    second: frozenset[str]


@cache
def clause_words() -> Words:
    """The words by which clauses are told apart and read."""
    return Words(**senses("clauses"))


class Clause(NamedTuple):
    """A part of a sentence, read for itself, and the token of the sentence with which it begins."""

    clues: Clues
    start: int


def clauses(clues: Clues) -> list[Clause]:
    """The clauses of a sentence; none when it is a single one."""
    cuts = _cuts(clues.tokens)
    if not cuts:
        return []
    edges = [0, *cuts, len(clues.tokens.words)]
    return [part(clues, start, end) for start, end in pairwise(edges)]


def part(clues: Clues, start: int, end: int) -> Clause:
    """The tokens [start, end) of a sentence, read for themselves in its context."""
    tokens = clues.tokens.part(start, end)
    return Clause(Clues(tokens, tokens.letters, clues.context), start)


def reference(tokens: Tokens) -> tuple[int, int] | None:
    """The tokens [start, end) of a clause that point back to a dose, or to a part or a multiple of it."""
    known = clause_words()
    for index, word in enumerate(tokens.words):
        following = tokens.words[index + 1 : index + 3]
        if word in known.part:
            if following[:1] == ("of",) and following[1:] and following[1] in known.part_of:
                return index, index + 3
            if following[:1] and following[0] in known.part_of:
                return index, index + 2
            if word not in _ENGLISH_PARTS and tokens.words[index - 1 : index] != () and index:
                return index, index + 1
        if word in known.same or (word in known.this and DOSE in "".join(tokens.classes[index + 1 : index + 2])):
            return index, index + 1
        if word == "that" and (index + 2 >= len(tokens.words) or tokens.tags[index + 1] == PRESENT):
            return index, index + 1
    return None


def _cuts(tokens: Tokens) -> list[int]:
    """Where clauses begin, without the first."""
    cuts: list[int] = []
    last = 0
    may_open = True  # a subordinate clause at the head waits for its comma
    for index, word in enumerate(tokens.words):
        if word == ";":
            cuts.append(index + 1)
            last, may_open = index + 1, True
            continue
        if tokens.tags[index] not in (COMMA, COLON, HYPHEN) or index == last:
            continue
        joined = conjoined(tokens, index)
        if not (joined or (may_open and tokens.tags[index] == COMMA and _subordinate(tokens, last))):
            continue
        first = max(last, index - _REACH)
        before = _whole(tokens, first, index) if joined else acts(tokens, first, index)
        if before and _whole(tokens, index + 1, _end(tokens, index + 1)):
            last, may_open = index + 1, joined
            cuts.append(last + (tokens.words[last : last + 1] != () and tokens.words[last] in _joining()))
    return [cut for cut in cuts if cut < len(tokens.words)]


@cache
def _joining() -> frozenset[str]:
    """What stands between two clauses and belongs to neither: behind "but" an order opens its clause."""
    return clause_words().conjunction - clause_words().subordinate


def conjoined(tokens: Tokens, index: int) -> bool:
    """Whether a mark stands before a conjunction, or is a colon; a dash has blanks at its sides."""
    tag = tokens.tags[index]
    if tag == COLON:
        return True
    if tag == HYPHEN and not _spaced(tokens, index):
        return False
    following = tokens.words[index + 1 : index + 2]
    words = clause_words()
    return bool(following) and following[0].partition(" ")[0] in words.conjunction | words.relative


def _spaced(tokens: Tokens, index: int) -> bool:
    return 0 < index < len(tokens.words) - 1 and (
        tokens.ends[index - 1] < tokens.starts[index] and tokens.ends[index] < tokens.starts[index + 1]
    )


def _subordinate(tokens: Tokens, start: int) -> bool:
    """Whether a clause begins with a word that makes it one: "Although the trial found none, ..."."""
    while start < len(tokens.words) and (tokens.tags[start] in _MARKS or tokens.words[start] in _joining()):
        start += 1
    return tokens.words[start : start + 1] != () and (
        tokens.words[start].partition(" ")[0] in clause_words().subordinate
    )


def _end(tokens: Tokens, start: int) -> int:
    """Where the part behind a cut ends at the latest."""
    rest = tokens.words[start : start + _REACH]
    return start + rest.index(";") if ";" in rest else start + len(rest)


def _whole(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a part can stand for itself: it holds a verb or a dose."""
    return acts(tokens, start, end) or any(piece.kind in _DOSES for piece in pieces(tokens.tags[start:end]))


def acts(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a part holds a verb."""
    words = clause_words()
    listed = words.advise | words.enough | words.holds
    return any(
        letters[0] in _VERBS or word.partition(" ")[0] in listed or past_form(word)
        for word, letters in zip(tokens.words[start:end], tokens.classes[start:end], strict=True)
    )
