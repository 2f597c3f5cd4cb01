"""`medlint verify`."""

from __future__ import annotations

from pathlib import Path

import click

from lint.cli import shared

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.option("--root", type=_FOLDER, metavar="FOLDER", help="Where the audit was run: its paths begin here.")
def verify(folder: Path, root: Path | None) -> int:
    """Tell whether a report is intact, and whether it is still true of the articles.

    Exit code: 0 intact and true, 1 not intact or no longer true, 2 something cannot be told.
    """
    from contextlib import chdir
    from datetime import UTC, datetime

    from lint.audit.verify import VerifyError, told
    from lint.audit.verify import verify as run
    from lint.formats.plain import inert, printable

    packs, place = shared.packs(), folder.resolve()
    try:
        with chdir(root or Path()):
            verified = run(place, packs, datetime.now(UTC).date())
    except VerifyError as error:
        raise click.ClickException(str(error)) from error
    for line in told(verified, str(folder)):
        click.echo(inert(printable(line)))
    return verified.exit_code
