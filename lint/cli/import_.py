"""`medlint import`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lint.cli import shared
from lint.cli.completion import file_names
from lint.formats.plain import inert, printable, summary_line
from lint.report import CANNOT_VOUCH, PASSED

if TYPE_CHECKING:
    from lint.importing import Imported, Kind


@click.command("import")
@click.argument("file", shell_complete=file_names)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Where the article goes: stdout.")
@click.option("--force", is_flag=True, help="Replace the article that lies there.")
@click.option(
    "--config", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The configuration to use."
)
@click.pass_context
def import_(context: click.Context, file: str, output: Path | None, force: bool, config: Path | None) -> None:
    """Turn FILE, a draft, into an article in the layout of content/.

    FILE is a .docx, .html or .txt file, or - for text pasted into standard input. Headings, lists, references and
    citations are put in order; no word is changed. What was removed, repaired or guessed is said, and the article is
    checked without the network.

    Exit codes: 0 the article is there (read what the check says of it), 2 it is not, or words of it are lost.
    """
    from lint.importing import DraftError, imported

    data, kind = _draft(file)
    if output is not None:
        _free(output, file, force=force)
    try:
        result = imported(data, kind)
    except DraftError as error:
        raise click.ClickException(f"{file} cannot be imported: {error}.") from error
    if output is None:
        click.echo(result.markdown.encode(), nl=False)
    else:
        _write(output, result.markdown)
    whole = _tell(result)
    summed = _tell_check(result.markdown, output, config)
    context.exit(PASSED if whole and summed else CANNOT_VOUCH)


def _draft(file: str) -> tuple[bytes, Kind]:
    """The bytes of the draft and what it is."""
    from lint.importing import kind_of

    if file == "-":
        if sys.stdin is None:
            raise click.ClickException("standard input is closed; name a file.")
        data = sys.stdin.buffer.read()
        return data, kind_of("", data) or "text"
    try:
        data = Path(file).read_bytes()
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {_why(error)}.") from error
    kind = kind_of(file, data)
    if kind is None:
        raise click.ClickException(f"{file} is no draft that can be imported; save it as .docx, .html or .txt.")
    return data, kind


def _why(error: OSError) -> str:
    return (error.strerror or "the system refuses").lower()


def _free(output: Path, file: str, *, force: bool) -> None:
    """Refuse to write over an article, or over the draft itself."""
    from os.path import lexists

    if not lexists(output):
        if not output.absolute().parent.is_dir():
            raise click.ClickException(
                f"{output} cannot be written: its folder is missing; make {output.parent} first."
            )
        return
    if file != "-" and output.exists() and output.samefile(file):
        raise click.ClickException(f"{output} is the draft itself; name another file behind -o.")
    if not force:
        raise click.ClickException(f"{output} is there already; name another file, or replace it with --force.")


def _write(output: Path, markdown: str) -> None:
    from lint import atomic

    try:
        atomic.replace(output.resolve(), markdown.encode())
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written: {_why(error)}.") from error


def _say(text: str) -> None:
    click.echo(inert(printable(text)), err=True)


def _tell(result: Imported) -> bool:
    """Say what was done to the draft; whether all its words are there."""
    for note in result.notes:
        _say(f"note: {note.sentence()}")
    difference = result.difference
    if difference.lost:
        _say(f"Compare the article with the draft: these words are missing: {_some(difference.lost)}")
    if difference.new:
        _say(f"Compare the article with the draft: these words came in: {_some(difference.new)}")
    if difference.moved:
        _say("Compare the article with the draft: words stand in another order.")
    return difference.is_none


def _some(words: tuple[str, ...]) -> str:
    return ", ".join(words[:20]) + (f" and {len(words) - 20} more" if len(words) > 20 else "")


def _tell_check(markdown: str, output: Path | None, config: Path | None) -> bool:
    """Check the article without the network and say the sums; whether it could be checked."""
    from datetime import UTC, datetime

    from lint.api import check
    from lint.config import ConfigError
    from lint.request import Request

    name = str(output) if output is not None else "draft.md"
    request = Request(config=config, stdin=markdown.encode(), stdin_name=name, offline=True, digests=False)
    try:
        report = check(request, shared.packs(), datetime.now(UTC))
    except ConfigError as error:
        _say(f"The article was not checked: {error}")
        return False
    click.echo(summary_line(report), err=output is None)
    if output is not None:
        click.echo(f"See what to mend: medlint check {output}")
    return True


# `import` is a keyword of Python; the command line looks a command up under its own name.
globals()["import"] = import_
