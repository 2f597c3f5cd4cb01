"""Which file of an earlier report is which file of this one under another name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256
from posixpath import basename

from lint.audit.document import Document
from lint.baseline.renames import renames


def moved(then: Document, now: Document) -> dict[str, str]:
    """Old path to new path, each once, of files that one report alone has.

    First by their bytes: equal digests are one file, whatever it is called; of several those that kept their name go
    together first. Then by what they hold, since an article is often renamed and edited at once: the fingerprints of
    their findings, which hold no path, and their references. Two files are one when at least half of what either holds
    is common to both, as git holds it (`git diff -M`, 50 %). A finding about an article as a whole, as that it has no
    disclaimer, has the same fingerprint in every article and tells nothing.
    """
    gone, come = _files(then) - _named(now), _files(now) - _named(then)
    if not gone or not come:
        return {}
    found = dict(_by_bytes(_digests(then, gone), _digests(now, come)))
    before = _prints(then, gone - found.keys())
    after = _prints(now, come - set(found.values()))
    for old, new in renames(before, after).items():
        shared = len(before[old] & after[new])
        if 2 * shared >= max(len(before[old]), len(after[new])):
            found[old] = new
    return found


def _files(document: Document) -> set[str]:
    return {each["path"] for each in document["files"]}


def _named(document: Document) -> set[str]:
    """All that a report speaks of, the configuration and the lock too."""
    return _files(document) | {each["path"] for each in document["findings"]}


def _digests(document: Document, paths: Collection[str]) -> dict[str, list[str]]:
    """The paths by the digest of their file's bytes."""
    digests: defaultdict[str, list[str]] = defaultdict(list)
    for each in document["files"]:
        if each["path"] in paths and each["sha256"]:
            digests[each["sha256"]].append(each["path"])
    return digests


def _by_bytes(old: Mapping[str, list[str]], new: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    for digest, paths in old.items():
        left, others = sorted(new.get(digest, ())), []
        for path in sorted(paths):
            if same := next((each for each in left if basename(each) == basename(path)), None):
                left.remove(same)
                yield path, same
            else:
                others.append(path)
        yield from zip(others, left, strict=False)


def _prints(document: Document, paths: Collection[str]) -> dict[str, frozenset[str]]:
    """What tells a file from others: the fingerprints of its findings, and its references."""
    prints: defaultdict[str, set[str]] = defaultdict(set)
    for finding in document["findings"]:
        if finding["path"] in paths and finding["fingerprint"] != _of_whole(finding["rule"]):
            prints[finding["path"]].add(finding["fingerprint"])
    for reference in document["references"]:
        if reference["path"] in paths:
            prints[reference["path"]].add(f"reference {' '.join(reference['text'].split())}")
    return {path: frozenset(found) for path, found in sorted(prints.items())}


def _of_whole(rule: str) -> str:
    """The fingerprint of the first finding of a rule that is about articles as a whole: its anchor is the rule alone.

    See `lint.engine`.
    """
    return sha256(f"{rule}\x1f1".encode("utf-8", "surrogatepass")).hexdigest()[:32]
