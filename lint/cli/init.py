"""`medlint init`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path), default=".")
def init(directory: Path) -> None:
    """Write a commented configuration and a workflow for pull requests; existing files stay as they are."""
    from lint.scaffold import write

    try:
        written, kept = write(directory)
    except OSError as error:
        raise click.ClickException(f"{error.filename} cannot be written: {error.strerror}") from error
    for path in written:
        click.echo(f"wrote {path.as_posix()}")
    for path in kept:
        click.echo(f"kept {path.as_posix()}, it is there already")
