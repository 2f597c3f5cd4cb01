"""One run, from paths to the report: reads files, looks references up, lets the engine decide."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lint import config as configuration
from lint import engine, files, unchecked
from lint.articles import Article, Reader, Unread, failed
from lint.config import Choice, Config, ConfigError
from lint.document import Document
from lint.files import Content
from lint.finding import SEVERITIES, Finding
from lint.packs import Pack, rules_of
from lint.parse import parse
from lint.records import timestamp
from lint.references.model import Bibliography
from lint.report import CitationRow, Demand, FileRow, ReferenceRow, Report, Run
from lint.resolve.lock import Lock, LockError
from lint.resolve.verdict import ResolvedReference, verdict
from lint.rule import Family, Page, Wording
from lint.spans import Position, Span
from lint.targets import relative_targets

if TYPE_CHECKING:
    from lint.reach import Reach

LOCK_NAME = "references.lock"


class Request(NamedTuple):
    """What `check` is asked for. Empty values leave the word to the configuration.

    `stdin` is the content to check under the name `stdin_name`, in the place of paths. `digests` asks for the SHA-256
    of every file, which the formats for people do not show. `reach` is what may be asked beside the lock (None:
    nothing).
    """

    paths: tuple[str, ...] = ()
    config: Path | None = None
    choice: Choice = Choice()
    require_verified: bool = False
    exit_zero: bool = False
    fail_on: str = ""
    offline: bool = False
    locked: bool = False
    stdin: bytes | None = None
    stdin_name: str = "-"
    digests: bool = True
    reach: Reach | None = None


class _Outcome(NamedTuple):
    """What one file adds to the report."""

    row: FileRow
    findings: Sequence[Finding] = ()
    references: Sequence[ReferenceRow] = ()
    citations: Sequence[CitationRow] = ()


def check(request: Request, packs: Sequence[Pack], now: datetime) -> Report:
    """Lint what the request names. A file that cannot be checked is in the report, the others are checked.

    Raises:
        ConfigError: the configuration or a file that it names cannot be used.
    """
    families = tuple(family for pack in packs for family in pack.families)
    settings = load_config(request, families)
    paths = scope(request, settings)
    run = _Run(settings, families, request, now)
    lock, broken = run.lock(lock_path(settings, request, paths))
    articles = tuple(run.articles(request, paths))
    answers = run.answers([each for each in articles if isinstance(each, Article)], lock)
    outcomes = [*broken, *(run.outcome(each, answers) for each in articles)]
    outcomes.sort(key=lambda outcome: outcome.row.path)
    return Report(
        Run(
            timestamp(now),
            (request.stdin_name,) if request.stdin is not None else tuple(files.shown(path) for path in paths),
            request.offline,
            request.locked,
            files.shown(settings.source) if settings.source else None,
        ),
        Demand(
            request.fail_on or settings.fail_on,  # type: ignore[arg-type]  # both were checked against FAIL_ON
            request.require_verified or request.locked,
            request.exit_zero,
        ),
        tuple(outcome.row for outcome in outcomes),
        tuple(finding for outcome in outcomes for finding in outcome.findings),
        tuple(row for outcome in outcomes for row in outcome.references),
        tuple(row for outcome in outcomes for row in outcome.citations),
    )


def load_config(request: Request, families: Sequence[Family]) -> Config:
    """The configuration that the request names, or the nearest above its first path, or none.

    Raises:
        ConfigError: it cannot be used.
    """
    first = Path(request.stdin_name if request.stdin is not None else (*request.paths, ".")[0])
    source = request.config or configuration.nearest(files.located(first))
    if source is None:
        return Config(Path.cwd())
    return configuration.load(source, rules_of(families))


def scope(request: Request, settings: Config) -> tuple[Path, ...]:
    """The paths of a run: those named, else those configured, else content/."""
    return tuple(Path(path) for path in request.paths) or tuple(
        settings.root / path for path in settings.paths or (configuration.DEFAULT_PATH,)
    )


def lock_path(settings: Config, request: Request, paths: Sequence[Path]) -> Path:
    """Where the lock lies: as configured, else in the first configured path, else beside what was named first."""
    if settings.lock:
        return settings.root / settings.lock
    named = Path(request.stdin_name) if request.stdin is not None else paths[0]
    first = settings.root / settings.paths[0] if settings.paths else named
    return (first if first.is_dir() else first.parent) / LOCK_NAME


def _digest(content: Content, *, wanted: bool) -> str | None:
    if not wanted or not content.data:
        return None
    from hashlib import sha256  # its import costs as much as the parse of an article

    return sha256(content.data).hexdigest()


class _Run:
    """What all files of a run share."""

    def __init__(self, settings: Config, families: Sequence[Family], request: Request, now: datetime) -> None:
        self.settings = settings
        self.families = families
        self.request = request
        self.now = now
        self.rules = rules_of(families)
        self.wordings: dict[Path, Wording] = {}
        for each in (settings.choice, *(override for _, override in settings.per_path)):
            for path in self._wording_files(each):
                self._read_wording(path)
        self.reader = Reader(settings, self.wordings)
        try:
            self.matchers = [
                (files.PathMatcher(settings.root, (pattern,)), override) for pattern, override in settings.per_path
            ]
        except ValueError as error:
            raise ConfigError(f"{settings.source}: per-path holds what is no pattern: {error}") from error

    def articles(self, request: Request, paths: Sequence[Path]) -> Iterator[Article | Unread]:
        """What the request names, read."""
        if request.stdin is None:
            return self.reader.walk(paths)
        name = request.stdin_name
        return iter((self.reader.read(Path(name), name, files.decode(request.stdin)),))

    def lock(self, path: Path) -> tuple[Lock, Sequence[_Outcome]]:
        """The lock, empty when there is none; a broken one is a file that could not be checked.

        Raises:
            ConfigError: the configured one is not there; without it no retraction would be seen.
        """
        if not os.path.lexists(path):
            if self.settings.lock:
                named = f"lock names {self.settings.lock}, and there is no such file"
                raise ConfigError(f"{self.settings.source}: {named}; `medlint lock` writes it")
            return Lock(), ()
        from lint.resolve.lock_format import parse as parse_lock

        content = files.read(path)
        reason, at = content.reason, content.at
        if not reason:
            try:
                return parse_lock(content.text), ()
            except LockError as error:
                reason, at = str(error), error.offset
        return Lock(), (self._failed(files.shown(path), content._replace(reason=reason, at=at)),)

    def answers(self, articles: Sequence[Article], lock: Lock) -> Lock:
        """What is known of all references: from the lock, then the cache, then the registries."""
        if self.request.reach is None:
            return lock
        from lint.reach import terms
        from lint.resolve.resolver import resolve

        references = [reference for article in articles for reference in article.bibliography.references]
        return resolve(references, lock, terms(self.request.reach, self.settings, self.now))

    def outcome(self, read: Article | Unread, answers: Lock) -> _Outcome:
        """The outcome of one file. A defect of medlint or of a rule costs this file, never the others."""
        if isinstance(read, Unread):
            if read.skipped:
                return _Outcome(FileRow(read.shown, "skipped", None, read.content.reason))
            return self._failed(read.shown, read.content)
        try:
            return self._judged(read, answers)
        except (ConfigError, KeyboardInterrupt):
            raise
        except Exception as error:
            defect = str(error) if isinstance(error, engine.PackFault) else f"{type(error).__name__}: {error}"
            return self._failed(read.shown, failed(read.content, defect))

    def _failed(self, path: str, content: Content) -> _Outcome:
        """A file that could not be checked at all, for the content's reason at its place in the text or the bytes."""
        text = content.text or content.data[: content.at].decode("utf-8", "replace")
        place = min(content.at, len(text)) if content.text else len(text)
        remedy = "" if content.data else "Name a file that is there, or a directory with articles."
        hit = unchecked.hit(place, place, content.reason, remedy)
        return _Outcome(
            FileRow(path, "unchecked", _digest(content, wanted=self.request.digests), content.reason),
            tuple(engine.unchecked(Document(path, text, ()), hit)),
        )

    def _judged(self, article: Article, answers: Lock) -> _Outcome:
        document, bibliography = article.document, article.bibliography
        resolved = tuple(answers.resolve(reference) for reference in bibliography.references)
        choice = self._choice(article.path)
        selection = configuration.selection(choice, self.rules)
        if not selection.enabled - configuration.ALWAYS_ON:
            raise ConfigError(f"no rule is left to run on {article.shown}: what is selected is ignored as well")
        page = Page(
            document=document,
            bibliography=bibliography,
            missing_targets=_missing_targets(document, article.path.parent),
            approved=tuple(self.wordings[each.resolve()] for each in self._wording_files(choice)),
            resolved=resolved,
            today=self.now.date().isoformat(),
        )
        findings = engine.run(page, self.families, selection)
        gaps = sorted(
            (finding for finding in findings if finding.rule == unchecked.ID),
            key=lambda finding: SEVERITIES.index(finding.severity),
        )
        row = FileRow(
            article.shown,
            # A milder gap is one rule's: the file was read, and all other rules have judged it.
            "unchecked" if gaps and gaps[0].severity == "error" else "checked",
            _digest(article.content, wanted=self.request.digests),
            gaps[0].message if gaps else None,
        )
        return _Outcome(
            row,
            findings,
            [_reference_row(document, each) for each in resolved],
            list(_citation_rows(document, bibliography)),
        )

    def _choice(self, path: Path) -> Choice:
        choice = self.settings.choice
        for matcher, override in self.matchers:
            if matcher.last(path) is not None:
                choice = override.over(choice)
        return self.request.choice.over(choice)

    def _wording_files(self, choice: Choice) -> Iterator[Path]:
        """The files named by options whose values are files."""
        for rule in self.rules:
            for option in rule.options:
                names = choice.options.get(f"{rule.id}.{option.name}", ())
                if option.files and isinstance(names, tuple):
                    yield from (self.settings.root / name for name in names)

    def _read_wording(self, path: Path) -> None:
        content = files.read(path)
        if content.reason:
            raise ConfigError(f"{self.settings.source}: the approved wording {files.shown(path)}: {content.reason}")
        blocks = parse(content.text, files.shown(path)).blocks
        text = "\n\n".join(block.text for block in blocks if block.is_read and block.kind != "heading")
        self.wordings[path.resolve()] = Wording(files.shown(path), text)


def _missing_targets(document: Document, folder: Path) -> frozenset[str]:
    return frozenset(target.path for target in relative_targets(document) if not _exists(folder / target.path))


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name longer than any file has
        return False


def _reference_row(document: Document, resolved: ResolvedReference) -> ReferenceRow:
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
    )


def _citation_rows(document: Document, bibliography: Bibliography) -> Iterator[CitationRow]:
    for citation in bibliography.citations:
        places = _positions(document, citation.span)
        yield CitationRow(document.path, *places, document.excerpt(citation.span), citation.labels)


def _positions(document: Document, span: Span) -> tuple[Position, Position]:
    return document.position(span.start), document.position(span.end)
