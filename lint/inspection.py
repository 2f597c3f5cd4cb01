"""What all files of a run share, and what one file adds to its report."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from lint import config as configuration
from lint import engine, files, unchecked
from lint.articles import Article, Reader, Unread, failed
from lint.config import Choice, Config, ConfigError, Selection
from lint.document import Document
from lint.files import DISK, Content, Source, Tracked
from lint.finding import SEVERITIES, Finding, Hit
from lint.message import Message
from lint.packs import rules_of
from lint.parse import parse
from lint.references.model import Bibliography
from lint.report import CitationRow, Evidence, FileRow, Judgement, ReferenceRow, Status, WaiverRow
from lint.resolve.lock import Lock, LockError
from lint.resolve.verdict import ResolvedReference, verdict
from lint.rule import Family, Page, Wording
from lint.spans import Position, Span
from lint.targets import relative_targets

_LISTED = 2000  # entries of a folder among which a missing file is looked for
_NEAR = 80  # of 100 letters and digits of a file's name those that are alike: "scale1.png" and "scale.png" are


class Outcome(NamedTuple):
    """What one file adds to the report; `article` is None when it could not be read."""

    row: FileRow
    findings: Sequence[Finding] = ()
    references: Sequence[ReferenceRow] = ()
    citations: Sequence[CitationRow] = ()
    article: Article | None = None
    judged: Judgement | None = None
    waivers: Sequence[WaiverRow] = ()


def _digest(content: Content, *, wanted: bool) -> str | None:
    if not wanted or not (content.data or content.cause == "not-text"):  # an empty file was read, too
        return None
    from hashlib import sha256  # its import costs as much as the parse of an article

    return sha256(content.data).hexdigest()


_NAME_ANOTHER = Message("Name a file that is there, or a directory with articles.")
_MEND_LOCK = Message("Repair it, or delete it, and ask the registries anew: medlint lock")


class LockFile(NamedTuple):
    """A lock with its text; `gaps` is what it adds to the report when it cannot be used."""

    lock: Lock
    text: str = ""
    gaps: Sequence[Outcome] = ()


class Wanted(NamedTuple):
    """What is asked for beside the findings: the SHA-256 of every file, and what `lint.evidence` tells."""

    digests: bool = True
    evidence: bool = False


class Inspection:
    """Looks at the files of a run, each for itself.

    `choice` is the user's own, over that of the configuration; `today` is an ISO date. `source` is where the lock and
    the approved wordings are read from. `tracked` tells which files a `.gitignore` does not hide.

    Raises:
        ConfigError: a file that the configuration names cannot be used, or a pattern is none.
    """

    def __init__(
        self,
        settings: Config,
        families: Sequence[Family],
        choice: Choice,
        today: str,
        *,
        source: Source = DISK,
        tracked: Tracked | None = None,
        wanted: Wanted,
    ) -> None:
        self.settings = settings
        self.families = families
        self.rules = rules_of(families)
        self._own = choice
        self._today = today
        self._source = source
        self._wanted = wanted
        self.locked = Lock()
        self.wordings: dict[Path, Wording] = {}
        for each in (settings.choice, *(override for _, override in settings.per_path)):
            for path in self._wording_files(each):
                self._read_wording(path)
        self.reader = Reader(settings, filter(self._is_as_approved, self.wordings), tracked)
        try:
            self._matchers = [
                (files.PathMatcher(settings.root, (pattern,)), override) for pattern, override in settings.per_path
            ]
        except ValueError as error:
            raise ConfigError(f"{settings.source}: per-path holds what is no pattern: {error}") from error

    def lock(self, path: Path, source: Source) -> LockFile:
        """The lock, empty when there is none; a broken one is a file that could not be checked.

        Raises:
            ConfigError: the configured one is not there; without it no retraction would be seen.
        """
        if not source.has(path) and not (source is DISK and os.path.lexists(path)):
            if self.settings.lock:
                named = f"lock names {self.settings.lock}, and there is no such file"
                raise ConfigError(f"{self.settings.source}: {named}; `medlint lock` writes it")
            return LockFile(Lock())
        from lint.resolve.lock_format import parse as parse_lock

        content = files.read(path, source)
        reason, at = content.reason, content.at
        if not reason:
            try:
                return LockFile(parse_lock(content.text), content.text)
            except LockError as error:
                reason, at = str(error), error.offset
        broken = self._failed(files.shown(path), content._replace(reason=reason, at=at, cause="lock"), _MEND_LOCK)
        return LockFile(Lock(), content.text, (broken,))

    def gap(self, path: Path, text: str, hits: Sequence[Hit]) -> Outcome | None:
        """What a run could not vouch for in a file that is no article; one error makes it unchecked."""
        if not hits:
            return None
        findings = engine.unchecked(Document(files.shown(path), text, ()), hits)
        worst = min(findings, key=lambda finding: SEVERITIES.index(finding.severity))
        status: Status = "unchecked" if worst.severity == "error" else "checked"
        return Outcome(FileRow(files.shown(path), status, None, worst.message, "lock"), findings)

    def outcome(self, read: Article | Unread, answers: Lock) -> Outcome:
        """The outcome of one file. A defect of medlint or of a rule costs this file, never the others."""
        if isinstance(read, Unread):
            if read.skipped:
                return Outcome(FileRow(read.shown, "skipped", None, read.content.reason, read.content.cause))
            return self._failed(read.shown, read.content)
        try:
            return self._judged(read, answers)
        except (ConfigError, KeyboardInterrupt):
            raise
        except Exception as error:
            defect = str(error) if isinstance(error, engine.PackFault) else f"{type(error).__name__}: {error}"
            outcome = self._failed(read.shown, failed(read.content, defect))
            return outcome._replace(waivers=self._unjudged(read, outcome.row))

    def _failed(self, path: str, content: Content, remedy: str = "") -> Outcome:
        """A file that could not be checked at all, for the content's reason at its place in the text or the bytes."""
        text = content.text or content.data[: content.at].decode("utf-8", "replace")
        place = min(content.at, len(text)) if content.text else len(text)
        if not content.data:
            remedy = _NAME_ANOTHER
        elif path.lower().endswith((".docx", ".docm")):
            from shlex import quote  # few name one

            command = f"medlint import {quote(path)} -o {quote(f'{path[:-5]}.md')}"
            remedy = Message("Make Markdown of it: {command}", command=command)
        hit = unchecked.hit(place, place, content.reason, remedy, content.cause)
        return Outcome(
            FileRow(path, "unchecked", _digest(content, wanted=self._wanted.digests), content.reason, content.cause),
            engine.unchecked(Document(path, text, ()), [hit]),
        )

    def _judged(self, article: Article, answers: Lock) -> Outcome:
        document, bibliography = article.document, article.bibliography
        page = self.page(article, answers, missing_targets(document, article.path.parent))
        selection = self.selection(article)
        findings = engine.run(page, self.families, selection)
        gaps = sorted(
            (finding for finding in findings if finding.rule == unchecked.ID),
            key=lambda finding: SEVERITIES.index(finding.severity),
        )
        row = FileRow(
            article.shown,
            # A milder gap is one rule's: the file was read, and all other rules have judged it.
            "unchecked" if gaps and gaps[0].severity == "error" else "checked",
            _digest(article.content, wanted=self._wanted.digests),
            gaps[0].message if gaps else None,
            gaps[0].gap.cause if gaps and gaps[0].gap else None,
        )
        references = [self._reference_row(document, each) for each in page.resolved]
        judgement = self._judgement(page, selection, findings, references)
        return Outcome(
            row,
            findings,
            references,
            list(_citation_rows(document, bibliography)),
            article,
            judgement,
            self._waivers(page, findings, selection.enabled, row, judgement),
        )

    def _judgement(
        self, page: Page, selection: Selection, findings: Sequence[Finding], references: Iterable[ReferenceRow]
    ) -> Judgement | None:
        if not self._wanted.evidence:
            return None
        from lint.evidence import judgement  # only auditors ask

        return judgement(page, self.rules, selection.enabled, findings, references)

    def _waivers(
        self, page: Page, findings: Sequence[Finding], enabled: frozenset[str], row: FileRow, judged: Judgement | None
    ) -> Sequence[WaiverRow]:
        if not self._wanted.evidence:
            return ()
        from lint.waivers.rows import Fared, of_comments  # only auditors ask

        return tuple(of_comments(page, findings, self.families, enabled, Fared(row, judged)))

    def _unjudged(self, article: Article, row: FileRow) -> Sequence[WaiverRow]:
        """The waivers of an article on which a rule failed; none when they are what it failed on."""
        try:
            page = self.page(article, Lock(), {})
            return self._waivers(page, (), frozenset(), row, None)
        except Exception:
            return ()

    def page(self, article: Article, answers: Lock, missing: Mapping[str, str]) -> Page:
        """What rules may look at of an article; `missing` are its link targets that lead to no file."""
        choice = self._choice(article.path)
        return Page(
            document=article.document,
            bibliography=article.bibliography,
            missing_targets=missing,
            approved=tuple(self.wordings[each.resolve()] for each in self._wording_files(choice)),
            resolved=tuple(answers.resolve(reference) for reference in article.bibliography.references),
            today=self._today,
        )

    def _reference_row(self, document: Document, resolved: ResolvedReference) -> ReferenceRow:
        reference, judged = resolved.reference, verdict(resolved)
        return ReferenceRow(
            document.path,
            reference.label,
            *_positions(document, reference.span),
            reference.text,
            reference.doi.value if reference.doi else None,
            reference.pmid.value if reference.pmid else None,
            judged.state,
            judged.reason or None,
            judged.checked or None,
            judged.sources,
            judged.record,
            self._how_known(resolved),
        )

    def _how_known(self, resolved: ResolvedReference) -> Evidence | None:
        if not self._wanted.evidence:
            return None
        from lint.evidence import how_known

        return how_known(resolved, self.locked)

    @property
    def overall(self) -> Selection:
        """The rules that run on what is no article, such as the configuration."""
        return configuration.selection(self._own.over(self.settings.choice), self.rules)

    def selection(self, article: Article) -> Selection:
        """The rules that run on an article, with their severities and options.

        Raises:
            ConfigError: none is left.
        """
        selection = configuration.selection(self._choice(article.path), self.rules)
        if not selection.enabled - configuration.ALWAYS_ON:
            raise ConfigError(f"no rule is left to run on {article.shown}: what is selected is ignored as well")
        return selection

    def _choice(self, path: Path) -> Choice:
        choice = self.settings.choice
        for matcher, override in self._matchers:
            if matcher.last(path) is not None:
                choice = override.over(choice)
        return self._own.over(choice)

    def _wording_files(self, choice: Choice) -> Iterator[Path]:
        """The files named by options whose values are files."""
        for rule in self.rules:
            for option in rule.options:
                names = choice.options.get(f"{rule.id}.{option.name}", ())
                if option.files and isinstance(names, tuple):
                    yield from (self.settings.root / name for name in names)

    def _read_wording(self, path: Path) -> None:
        content = files.read(path, self._source)
        if content.reason:
            raise ConfigError(f"{self.settings.source}: the approved wording {files.shown(path)}: {content.reason}")
        blocks = parse(content.text, files.shown(path)).blocks
        text = "\n\n".join(block.text for block in blocks if block.is_read and block.kind != "heading")
        self.wordings[path.resolve()] = Wording(files.shown(path), text)

    def _is_as_approved(self, path: Path) -> bool:
        """Whether an approved wording lies on disk as it was approved; what a change made of it is an article."""
        try:
            return self._source is DISK or DISK.read(path) == self._source.read(path)
        except OSError:
            return False


def missing_targets(document: Document, folder: Path) -> dict[str, str]:
    """The relative link targets of a document that lead to no file, seen from a folder, as `Page` has them."""
    missing = {each.path for each in relative_targets(document) if not _exists(folder / each.path)}
    return {target: _near_file(folder, target) for target in sorted(missing)}


def _near_file(folder: Path, target: str) -> str:
    """The path of the file in the same folder that is spelled most like a missing one; empty when none is near."""
    from rapidfuzz import fuzz, process

    before, slash, name = target.rpartition("/")
    try:
        with os.scandir(folder / before) as entries:
            names = sorted(each.name for each in islice(entries, _LISTED) if each.is_file())
    except (OSError, ValueError):
        return ""
    found = process.extractOne(name, names, scorer=fuzz.ratio, processor=_plain, score_cutoff=_NEAR)
    return f"{before}{slash}{found[0]}" if found else ""


def _plain(name: str) -> str:
    """The name of a file in the letters and digits by which people remember it."""
    return "".join(each for each in name.casefold() if each.isalnum())


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name longer than any file has
        return False


def _citation_rows(document: Document, bibliography: Bibliography) -> Iterator[CitationRow]:
    for citation in bibliography.citations:
        places = _positions(document, citation.span)
        yield CitationRow(document.path, *places, document.excerpt(citation.span), citation.labels)


def _positions(document: Document, span: Span) -> tuple[Position, Position]:
    return document.position(span.start), document.position(span.end)
