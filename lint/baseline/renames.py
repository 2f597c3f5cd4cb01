"""Which file of old is which file of now, told by the findings that they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product
from posixpath import basename

Prints = Mapping[str, Collection[str]]

# A fault of a template stands in every article. When a thousand of them move, each of the old would be compared with
# each of the new ones: for so common a fault only those of one name are, else those at the same place of the order.
_COMPARED = 400


def renames(old: Prints, new: Prints) -> dict[str, str]:
    """Old name to new name, by the fingerprints of their findings: those that share most first, each file once.

    Files without a common fingerprint are no pair. Of pairs that share as much, those that kept their name go first.
    """
    if not old or not new:
        return {}
    before, after = ({path: frozenset(found) for path, found in files.items()} for files in (old, new))
    holders = _holders(after)
    pairs = {pair for each, olds in _holders(before).items() for pair in _candidates(olds, holders.get(each, ()))}
    shared = {(one, other): len(before[one] & after[other]) for one, other in pairs}
    found: dict[str, str] = {}
    taken: set[str] = set()
    for one, other in sorted(pairs, key=lambda pair: (-shared[pair], basename(pair[0]) != basename(pair[1]), pair)):
        if one not in found and other not in taken:
            found[one] = other
            taken.add(other)
    return found


def _holders(files: Prints) -> dict[str, list[str]]:
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for path, fingerprints in sorted(files.items()):
        for fingerprint in fingerprints:
            holders[fingerprint].append(path)
    return holders


def _candidates(olds: Sequence[str], news: Sequence[str]) -> Iterator[tuple[str, str]]:
    if len(olds) * len(news) <= _COMPARED:
        yield from product(olds, news)
        return
    namesakes: defaultdict[str, list[str]] = defaultdict(list)
    for path in reversed(news):
        namesakes[basename(path)].append(path)
    others = []
    for path in olds:
        if left := namesakes[basename(path)]:
            yield path, left.pop()
        else:
            others.append(path)
    yield from zip(others, sorted(path for left in namesakes.values() for path in left), strict=False)
