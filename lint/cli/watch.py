"""`medlint watch`."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lint.cli import options, shared
from lint.cli.completion import file_names, rule_ids
from lint.cli.output import Output, colored, write

if TYPE_CHECKING:
    from lint.watching import Folder, View

# How long nobody looks after the watcher has begun, in which what changed before it did waits to be seen.
_TICK_MS = 250


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATHS]...", shell_complete=file_names)
@options.config
@click.option("--select", multiple=True, metavar="RULE", shell_complete=rule_ids, help="Run this rule only.")
@click.option("--ignore", multiple=True, metavar="RULE", shell_complete=rule_ids, help="Leave this rule out.")
@options.no_baseline
@options.offline
@options.network_budget
@click.option("-q", "--quiet", is_flag=True, help="One line a finding, no help.")
def watch(
    paths: tuple[str, ...],
    config: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    no_baseline: bool,
    offline: bool,
    network_budget: float | None,
    quiet: bool,
) -> int:
    """Lint articles while you write: again with every change, until Ctrl-C.

    Only what changed is linted again, and the registries are asked once about each reference, when it is new. Without
    PATHS those of the configuration are watched, else content/.
    """
    from datetime import UTC, datetime

    from lint import watching
    from lint.config import Choice
    from lint.request import Request

    if "-" in paths:
        raise click.UsageError("`-` (standard input) cannot be watched; name a file or a directory.")
    packs = shared.packs_for(select, ignore)
    request = Request(
        paths=paths,
        config=config,
        choice=Choice(select, ignore),
        offline=offline,
        digests=False,
        reach=shared.reach(network_budget, network=not offline),
        use_baseline=not no_baseline,
    )
    look = watching.Watch(request, packs, lambda: datetime.now(UTC)).look
    try:
        watching.watch(look, _changes, lambda view: _show(view, quiet=quiet))
    except KeyboardInterrupt:  # this is how a watch ends
        click.echo(err=True)
    except OSError as error:
        # The watcher names what the system lacks, as in "OS file watch limit reached".
        remedy = "WATCHFILES_FORCE_POLLING=1 medlint watch looks at the files instead of waiting to be told"
        raise click.ClickException(f"the folders cannot be watched: {error}; {remedy}") from error
    return 0


def _changes(folders: frozenset[Folder]) -> Iterator[Collection[Path]]:
    """Once when watching has begun, then with every change that matters: the paths that came or went."""
    from watchfiles import Change
    from watchfiles import watch as watcher

    from lint.watching import matters

    is_of_interest = matters(folders)
    begun = False
    batches = watcher(
        *(folder.path for folder in folders),
        watch_filter=None,  # the library's own leaves out all below a folder called .venv, wherever that stands
        debounce=400,
        rust_timeout=_TICK_MS,
        yield_on_timeout=True,
        recursive=False,
    )
    try:
        for batch in batches:
            changes = [(change, path) for change, name in batch if is_of_interest(path := Path(name))]
            if changes or not begun:
                begun = True
                yield [path for change, path in changes if change is not Change.modified]
    except FileNotFoundError:  # a folder went before it was watched: look again, and begin anew
        yield [folder.path for folder in folders]


def _show(view: View, *, quiet: bool) -> None:
    """Clear the screen, if it is one, and show what there is to see."""
    from lint.formats import Layout
    from lint.formats.plain import count, inert, printable

    if sys.stdout is not None and sys.stdout.isatty():
        click.clear()
    if view.report is None:
        click.echo(f"Error: {inert(printable(view.problem))}", err=True)
        click.echo("watching; linted nothing until this is mended; Ctrl-C ends", err=True)
        return
    write(view.report, Output("text", None), Layout(colored(), quiet=quiet))
    click.echo(f"watching; linted {count(len(view.linted), 'article')}; Ctrl-C ends", err=True)
