"""Where a disclaimer differs from its approved wording, in words: what turns its sense comes first."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from lint.message import Message
from rules.disclaimer.phrases import fold, weighty
from rules.disclaimer.wording import Change, Match, Word, words

LISTED = 5  # changes that a list names; what is more is counted
_END = re.compile(r"[.!?。！？]\s")
SHORT = 4  # words of a change within a sentence; a sentence left out with its "not" turns nothing


def clause(match: Match) -> str:
    """The gravest change as the end of a sentence, and how many more there are."""
    first = _by_weight(match)[0]
    said, more = _clause(match, first), len(match.changes) - 1
    if not more:
        return said
    if more == 1:
        return Message("{clause}, and differs in 1 more place", clause=said)
    return Message("{clause}, and differs in {more} more places", clause=said, more=more)


def listed(match: Match) -> str:
    """The changes one by one, the gravest first, the others in the order of the text."""
    said = ""
    row = _by_weight(match)
    for change in row[:LISTED]:
        item = _item(match, change)
        said = Message("{before}; {next}", before=said, next=item) if said else item
    more = len(row) - LISTED
    return Message("{before}; and {more} more", before=said, more=more) if more > 0 else said


def turns(match: Match, before: str) -> bool:
    """Whether a sentence lost or gained a negation, so that it says the opposite; `before` is the text in front of it.

    One for another is none ("nothing in this article is ..." for "... is not ..."), nor is a whole sentence left out.
    """
    own = [word.key for word in words(_END.split(before)[-1])][-SHORT:]
    flips = Counter({0: sum(key in _weighty("negations") for key in own)})
    for change in match.changes:
        flips[_sentence(match, change)] += _turns(match, change)
    return any(count % 2 for count in flips.values())


def _sentence(match: Match, change: Change) -> int:
    """The number of the sentence of the wording in which a change begins."""
    at = match.approved[min(change.approved[0], len(match.approved) - 1)]
    return len(_END.findall(match.wording.text, 0, at.start))


def _turns(match: Match, change: Change) -> bool:
    gone, new = _words(match.approved, change.approved), _words(match.found, change.found)
    negations = [sum(word.key in _weighty("negations") for word in side) for side in (gone, new)]
    return max(len(gone), len(new)) <= SHORT and negations[0] % 2 != negations[1] % 2


def _by_weight(match: Match) -> list[Change]:
    return sorted(match.changes, key=lambda change: (_weight(match, change), change))


def _weight(match: Match, change: Change) -> int:
    """0 for a negation lost or added, 1 for what is said to be so or to be allowed ("may" for "should"), else 2."""
    if _turns(match, change):
        return 0
    gone, new = _words(match.approved, change.approved), _words(match.found, change.found)
    for weight, kind in enumerate(("negations", "modals")):
        sides = [sorted(word.key for word in side if word.key in _weighty(kind)) for side in (gone, new)]
        if sides[0] != sides[1]:
            return weight
    return 2


@cache
def _weighty(kind: str) -> frozenset[str]:
    return frozenset({*weighty(kind), *(fold(word).text for word in weighty(kind))})


def _words(row: tuple[Word, ...], indices: tuple[int, int]) -> tuple[Word, ...]:
    return row[indices[0] : indices[1]]


def _clause(match: Match, change: Change) -> str:
    gone, new = _sides(match, change)
    before, after = match.approved[: change.approved[0]], match.approved[change.approved[1] :]
    if gone and new:
        return Message("says “{new}” where “{gone}” is approved", new=new, gone=gone)
    if new:
        return Message("adds “{new}”", new=new)
    if before:
        return Message("leaves out “{gone}” after “{neighbour}”", gone=gone, neighbour=before[-1].shown)
    if after:
        return Message("leaves out “{gone}” before “{neighbour}”", gone=gone, neighbour=after[0].shown)
    return Message("leaves out “{gone}”", gone=gone)


def _sides(match: Match, change: Change) -> tuple[str, str]:
    """What a message quotes of the approved wording and of the article; where marks differ, with these."""
    if change.marks:
        return _cut(change.marks[0].split()), _cut(change.marks[1].split())
    return _shown(match.approved, change.approved), _shown(match.found, change.found)


def _item(match: Match, change: Change) -> str:
    gone, new = _sides(match, change)
    if gone and new:
        return Message("“{new}” for “{gone}”", new=new, gone=gone)
    return Message("“{new}” added", new=new) if new else Message("“{gone}” left out", gone=gone)


def _shown(row: tuple[Word, ...], indices: tuple[int, int]) -> str:
    return _cut([word.shown for word in _words(row, indices)])


def _cut(shown: list[str], limit: int = 12) -> str:
    return " ".join(shown if len(shown) <= limit else [*shown[: limit - 2], "…", shown[-1]])
