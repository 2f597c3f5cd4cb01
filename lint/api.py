"""One run, from paths to the report: reads files, looks references up, lets the engine decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lint import config as configuration
from lint import files
from lint.articles import Article, Unread
from lint.config import Choice, Config
from lint.inspection import Inspection
from lint.packs import Pack, rules_of
from lint.records import timestamp
from lint.references.model import Reference
from lint.report import Demand, Report, Run
from lint.resolve.lock import Lock
from lint.rule import Family

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


def check(request: Request, packs: Sequence[Pack], now: datetime) -> Report:
    """Lint what the request names. A file that cannot be checked is in the report, the others are checked.

    Raises:
        ConfigError: the configuration or a file that it names cannot be used.
    """
    families = tuple(family for pack in packs for family in pack.families)
    settings = load_config(request, families)
    paths = scope(request, settings)
    inspection = Inspection(settings, families, request.choice, now.date().isoformat(), digests=request.digests)
    lock, broken = inspection.lock(lock_path(settings, request, paths))
    read = tuple(_read(request, inspection, paths))
    references = [each for article in read if isinstance(article, Article) for each in article.bibliography.references]
    answers = _answers(references, lock, request, settings, now)
    outcomes = [*broken, *(inspection.outcome(each, answers) for each in read)]
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


def _read(request: Request, inspection: Inspection, paths: Sequence[Path]) -> Iterator[Article | Unread]:
    """What the request names, read."""
    if request.stdin is None:
        return inspection.reader.walk(paths)
    name = request.stdin_name
    return iter((inspection.reader.read(Path(name), name, files.decode(request.stdin)),))


def _answers(references: Sequence[Reference], lock: Lock, request: Request, settings: Config, now: datetime) -> Lock:
    """What is known of all references: from the lock, then the cache, then the registries."""
    if request.reach is None:
        return lock
    from lint.reach import terms
    from lint.resolve.resolver import resolve

    return resolve(references, lock, terms(request.reach, settings, now))
