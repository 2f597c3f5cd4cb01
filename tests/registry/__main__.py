"""`python -m tests.registry LOCK...`: a loopback registry of the works in lock files, to try the command line against.

It prints the variables that lead medlint to it, and serves until it is interrupted.
"""

from __future__ import annotations

from pathlib import Path
from threading import Event

import click

from lint.resolve.lock_format import parse
from tests.registry.bodies import Listed
from tests.registry.registry import LoopbackRegistry


@click.command()
@click.argument("locks", type=click.Path(exists=True, dir_okay=False, path_type=Path), nargs=-1, required=True)
def main(locks: tuple[Path, ...]) -> None:
    """Answer for the works in LOCKS as the registries would."""
    entries = [entry for lock in locks for entry in parse(lock.read_text(encoding="utf-8")).entries.values()]
    with LoopbackRegistry(Listed(entry.record) for entry in entries if entry.record is not None) as registry:
        for name, value in registry.environment.items():
            click.echo(f"export {name}={value}")
        Event().wait()


if __name__ == "__main__":
    main()
