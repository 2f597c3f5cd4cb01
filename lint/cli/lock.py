"""`medlint lock`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from lint.cli import options, shared
from lint.cli.completion import file_names


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATHS]...", shell_complete=file_names)
@options.config
@click.option("--refresh", is_flag=True, help="Ask again for what is locked already.")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if the lock would change.")
@click.option("--prune", is_flag=True, help="Drop the works that none of the articles cites.")
@options.network_budget
@click.option("-q", "--quiet", is_flag=True, help="Print only what went wrong.")
def lock(
    paths: tuple[str, ...],
    config: Path | None,
    refresh: bool,
    only_check: bool,
    prune: bool,
    network_budget: float | None,
    quiet: bool,
) -> int:
    """Ask the registries about every reference and write references.lock.

    What is locked and young enough is not asked again. Exit code: 0 every identifier was answered, 1 the lock would
    change (--check), 2 the lock or an article cannot be read or written, 3 some could not be looked up.

    PubMed's answers come under NCBI's terms: https://www.ncbi.nlm.nih.gov/About/disclaimer.html
    """
    from datetime import UTC, datetime

    from lint.config import ConfigError
    from lint.locking import Wish
    from lint.locking import lock as run
    from lint.request import Request, load_config, lock_path, scope
    from lint.resolve.lock import LockError
    from lint.resolve.lock_file import LockWriteError

    request = Request(paths=paths, config=config)
    try:
        settings = load_config(request, [family for pack in shared.packs() for family in pack.families])
        articles = scope(request, settings)
        place = lock_path(settings, request, articles)
        _whole(articles, place, prune=prune)
        wish = Wish(refresh, prune, only_check)
        locked = run(articles, place, settings, shared.reach(network_budget), wish, datetime.now(UTC))
    except (ConfigError, LockWriteError) as error:
        raise click.ClickException(str(error)) from error
    except LockError as error:
        raise click.ClickException(f"{place}: {error}; repair it, or delete it and lock again") from error
    click.echo(locked.text(wish, quiet=quiet), nl=False)
    return locked.exit_code(wish)


def _whole(articles: Sequence[Path], lock: Path, *, prune: bool) -> None:
    """Standard input has no lock, and what no article cites is only known of all articles that the lock serves."""
    from lint.files import located

    if Path("-") in articles:
        raise click.UsageError("`lock` reads files and directories, no standard input.")
    if prune and not any(path.is_dir() and located(lock).is_relative_to(located(path)) for path in articles):
        raise click.UsageError(f"--prune needs all articles that {lock} serves: name its folder, or no path at all.")
