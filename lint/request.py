"""What `check` is asked for, and what follows from it before anything is read: configuration, paths, lock."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from lint import config as configuration
from lint import files
from lint.config import Choice, Config
from lint.files import DISK, Ledger, Source
from lint.packs import rules_of
from lint.rule import Family

if TYPE_CHECKING:
    from lint.reach import Reach

LOCK_NAME = "references.lock"
# No fixes, those that are safe, or those that an author must look at as well.
Fixes = Literal["", "safe", "unsafe"]


class Request(NamedTuple):
    """What `check` is asked for. Empty values leave the word to the configuration.

    `stdin` is the content to check under the name `stdin_name`, in the place of paths. `digests` asks for the SHA-256
    of every file, which the formats for people do not show, `pages` for the pages of the rules. `reach` is what may be
    asked beside the lock (None: nothing). `ledger` asks for what auditors file: every file of the folders, how each
    rule fared, what decided, and how references are known.

    `changed_since` is the revision whose successors are judged, `policy_from` the one that decides (empty: the working
    tree). `baseline` is a file of known findings in the place of the configured one, which `use_baseline` can leave
    out; `write_baseline` is where the known ones are written.

    `fix` asks for fixes, `write_fixes` tells whether they are written or only shown.
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
    pages: bool = False
    reach: Reach | None = None
    changed_since: str = ""
    policy_from: str = ""
    baseline: Path | None = None
    use_baseline: bool = True
    write_baseline: Path | None = None
    ledger: Ledger | None = None
    fix: Fixes = ""
    write_fixes: bool = True


def first_path(request: Request) -> Path:
    """Where the search for a configuration, and for a repository, begins."""
    return files.located(Path(request.stdin_name if request.stdin is not None else (*request.paths, ".")[0]))


def load_config(request: Request, families: Sequence[Family], source: Source = DISK) -> Config:
    """The configuration that the request names, or the nearest above its first path, or none.

    A commit that decides may be older than the configuration on disk: then the defaults decide, and what is proposed
    tells where the articles lie, if content/ is not their place.

    Raises:
        ConfigError: it cannot be used.
    """
    rules, start = rules_of(families), first_path(request)
    found = request.config or configuration.nearest(start, source)
    if found and (source.has(found) or source is DISK):
        return configuration.load(found, rules, source)
    proposed = request.config or configuration.nearest(start)
    if proposed is None:
        return Config(Path.cwd())
    settings = configuration.load(proposed, rules)
    root = Config(settings.root)
    return root if (settings.root / configuration.DEFAULT_PATH).is_dir() else root._replace(paths=settings.paths)


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
