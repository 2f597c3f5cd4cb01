"""`medlint lock`: asks the registries about every reference and writes down what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from lint import files
from lint.articles import Article, Reader, Unread
from lint.config import Config
from lint.formats.plain import count, printable
from lint.reach import Reach, terms
from lint.records import Unverified
from lint.references.model import Reference
from lint.report import CANNOT_VOUCH, FOUND, PASSED, UNVERIFIED
from lint.resolve.joining import joined
from lint.resolve.lock import Entry, Lock, LockError, key_of
from lint.resolve.lock_conflict import parse_resolved, sides
from lint.resolve.lock_file import update
from lint.resolve.lock_format import dump
from lint.resolve.resolver import Terms, is_fresh, resolve
from lint.resolve.verdict import verdict


class Wish(NamedTuple):
    """What `medlint lock` is asked for.

    `refresh` asks again for what is locked already, `prune` drops what no article cites, `check` writes nothing.
    """

    refresh: bool = False
    prune: bool = False
    check: bool = False


class Unanswered(NamedTuple):
    """A reference that nobody answered for in this run: where it stands, its name, and the reason in words."""

    path: str
    line: int
    name: str
    reason: str


class Locked(NamedTuple):
    """What became of the lock: `added`, `changed` and `dropped` are the keys of works; a time alone is no change.

    `references` counts those that have an identifier, `unused` the works that no article cites. `is_current` tells
    that nothing had to be written; `unread` are the files that could not be read, `without_abstract` counts the works
    whose abstract could not be fetched this time, `without_identifier` the references that nothing can be asked about.
    `was_in_conflict` tells that a merge conflict was in the lock.
    """

    path: str
    references: int
    added: tuple[str, ...]
    changed: tuple[str, ...]
    dropped: tuple[str, ...]
    unused: int
    is_current: bool
    unanswered: tuple[Unanswered, ...] = ()
    unread: tuple[Unread, ...] = ()
    without_abstract: int = 0
    without_identifier: int = 0
    was_in_conflict: bool = False

    def exit_code(self, wish: Wish) -> int:
        """2 when an article was not read, 1 when the lock asked to be current is not, 3 when answers are missing."""
        if self.unread:
            return CANNOT_VOUCH
        if wish.check and not self.is_current:
            return FOUND
        return UNVERIFIED if self.unanswered and (wish.refresh or not wish.check) else PASSED

    def text(self, wish: Wish, *, quiet: bool = False) -> str:
        """What became of it, for people; `quiet` leaves the sums out."""
        lines = [f"{each.shown}: not read: {each.content.reason}" for each in self.unread]
        lines += [
            f"{each.path}:{each.line}: {each.name}: {each.reason}"
            for each in self.unanswered
            if wish.refresh or not wish.check
        ]
        if wish.check and not self.is_current:
            lines.append(f"{self.path} is not up to date; run `medlint lock`")
        if not quiet:
            lines += self._sums(wish)
        return "".join(f"{printable(line)}\n" for line in lines)

    def _sums(self, wish: Wish) -> Iterator[str]:
        if wish.check and self.is_current:
            yield f"{self.path} is up to date"
        elif not wish.check:
            answered = self.references - len(self.unanswered)
            yield (
                f"{self.path}: {answered} of {count(self.references, 'reference')} answered; "
                f"{count(len(self.added), 'work')} added, {len(self.changed)} changed, {len(self.dropped)} dropped"
            )
        if self.was_in_conflict and not wish.check:
            yield f"the merge conflict in it is resolved; `git add {self.path}` tells git so"
        for key in self.dropped:
            yield f"dropped: {key}"
        if self.without_identifier:
            number, verb = (
                count(self.without_identifier, "reference"),
                "has" if self.without_identifier == 1 else "have",
            )
            yield f"{number} {verb} neither DOI nor PMID; `medlint check` names them"
        if self.without_abstract:
            missing = count(self.without_abstract, "abstract")
            yield f"{missing} could not be fetched; `medlint lock --refresh` tries again"
        if self.unused and not self.unread:
            verb = "is" if self.unused == 1 else "are"
            yield f"{count(self.unused, 'work')} in it {verb} cited by none of these articles (--prune drops such)"


def lock(paths: Sequence[Path], path: Path, settings: Config, reach: Reach, wish: Wish, now: datetime) -> Locked:
    """Look every reference of the articles up and write the lock.

    Raises:
        LockError: the lock that is there is broken.
        LockWriteError: it cannot be written.
        ConfigError: the configuration cannot be used.
    """
    read = tuple(Reader(settings).walk(paths))
    articles = [each for each in read if isinstance(each, Article)]
    unread = tuple(each for each in read if isinstance(each, Unread) and not each.skipped)
    references = [reference for article in articles for reference in article.bibliography.references]
    text, before = _read(path)
    on = terms(reach, settings, now, refresh=wish.refresh, numbers=True)
    asks = not wish.check or wish.refresh
    answers = resolve(references, before, on) if asks else before
    cited = {key for reference in references for key in answers.keys_of(reference)}
    new = {key: entry for key, entry in answers.entries.items() if entry != before.entries.get(key)}

    def changed(current: Mapping[str, Entry]) -> Mapping[str, Entry]:
        entries = joined(current, new)
        # What an article cites that could not be read is not known.
        return {key: entry for key, entry in entries.items() if not wish.prune or unread or key in cited}

    after = changed(before.entries)
    differing = _differing(before.entries, after)
    written = dump(before.entries) if before.entries else text
    is_current = text == written and not differing and (asks or _is_locked(references, before, on))
    if not wish.check and (text or after):
        update(path, changed)
    return Locked(
        files.shown(path),
        sum(bool(reference.doi or reference.pmid) for reference in references),
        tuple(sorted(after.keys() - before.entries.keys())),
        tuple(sorted(differing & before.entries.keys() & after.keys())),
        tuple(sorted(before.entries.keys() - after.keys())),
        sum(key not in cited for key in after),
        is_current,
        tuple(_unanswered(articles, answers)),
        unread,
        len(answers.incomplete),
        sum(not reference.doi and not reference.pmid for reference in references),
        len(sides(text)) > 1,
    )


def _read(path: Path) -> tuple[str, Lock]:
    """The lock's text, empty when there is none, and what it holds."""
    if not path.exists():
        return "", Lock()
    content = files.read(path)
    if content.reason:
        raise LockError(content.reason)
    return content.text, parse_resolved(content.text)


def _is_locked(references: Sequence[Reference], lock: Lock, on: Terms) -> bool:
    """Whether every identifier has a registry's answer that is young enough; what a search may find does not count."""
    identifiers = [each for reference in references for each in (reference.doi, reference.pmid) if each is not None]
    known = [(each.kind, lock.entry(each)) for each in identifiers if each.is_meaningful]
    return all(entry is not None and entry.answers_for(kind) and is_fresh(entry, on) for kind, entry in known)


def _differing(before: Mapping[str, Entry], after: Mapping[str, Entry]) -> set[str]:
    """The keys whose entries say something else, the time of the answer aside."""
    return {
        key
        for key in before.keys() | after.keys()
        if key not in before or key not in after or before[key]._replace(checked="") != after[key]._replace(checked="")
    }


def _unanswered(articles: Sequence[Article], answers: Lock) -> Iterator[Unanswered]:
    for article in articles:
        for reference in article.bibliography.references:
            if reason := _reason(reference, answers):
                line = article.document.position(reference.span.start).line
                yield Unanswered(article.shown, line, _name(reference), reason)


def _reason(reference: Reference, answers: Lock) -> str:
    """Why a reference was not looked up, in words; an answer that could not be asked for again is kept."""
    resolved = answers.resolve(reference)
    reasons = [each.cause or each.reason for each in (resolved.doi, resolved.pmid) if isinstance(each, Unverified)]
    if reasons:
        return ", ".join(dict.fromkeys(reasons))
    failures = [answers.failures.get(key_of(each), "") for each in (reference.doi, reference.pmid) if each is not None]
    if not any(failures):
        return ""
    kept = verdict(resolved).checked.partition("T")[0]
    return f"{', '.join(dict.fromkeys(filter(None, failures)))}; the answer of {kept} is kept"


def _name(reference: Reference) -> str:
    named = reference.doi or reference.pmid
    return f"{reference.name} ({named.kind.upper()} {named.value})" if named else reference.name
